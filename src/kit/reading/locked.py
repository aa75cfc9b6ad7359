"""Locked forecasts: written down before the outcome, verified on opening.

Hindsight makes everybody a good forecaster. A record holds the forecast, its
time and a digest of both, so that a later change shows. Whoever forecasts today
what has long happened, as an exercise, says so: ``as_of`` is the day whose
knowledge was used, on the forecaster's word alone.
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from kit.reading import frames
from kit.reading.forecasts import brier, probabilities

FORMAT = 1


@dataclass(frozen=True)
class Locked:
    """A forecast that was written down at a time, with a digest of both.

    The digest shows a later change to anyone who noted it elsewhere before the
    outcome: the teacher, a classmate, a mail to oneself. It does not stop
    someone who changes the record and makes a new digest.

    Attributes
    ----------
    locked_at
        When it was written down. With a digest that somebody noted on that day it
        proves that the forecast is no younger.
    as_of
        The day whose knowledge the forecaster claims to have used, or None. It
        proves nothing: the digest shows only that the claim was not changed
        later, not that it is true. Nobody can unknow an outcome on purpose.
    """

    question: str
    options: tuple[str, ...]
    probabilities: tuple[float, ...]
    forecaster: str
    locked_at: str
    salt: str
    digest: str
    as_of: str | None = None

    def to_json(self) -> str:
        """Write the record as text; `unlock` reads it back."""
        return json.dumps({"format": FORMAT, **_known(asdict(self))}, ensure_ascii=False, indent=1)

    def before(self, known_at: datetime | str) -> bool:
        """Tell whether it was locked before the outcome could be known.

        If not, `score` rests on the forecaster's word for ``as_of``: such scores
        belong in a column of their own.
        """
        return _moment(self.locked_at) < _moment(known_at)

    def score(self, outcome: str, known_at: datetime | str) -> float:
        """Score the forecast by the option that came true.

        What counts is ``as_of`` if the record has it, else ``locked_at``.

        Parameters
        ----------
        outcome
            One of the options.
        known_at
            When the outcome could be known (ISO; without a zone: UTC).

        Returns
        -------
        float
            Its Brier score.

        Raises
        ------
        ReadingError
            If the forecast was not locked before that and does not claim to use
            only earlier knowledge, or for an unknown option.
        """
        frames.choose("outcome", outcome, self.options)
        if _moment(self.as_of or self.locked_at) >= _moment(known_at):
            what = f"knows what was public at {self.as_of}" if self.as_of else "has no as_of"
            msg = (
                f"This forecast was locked at {self.locked_at} and {what}, but the outcome could "
                f"be known from {_moment(known_at).isoformat()} on. Allowed: a forecast locked "
                "earlier, or, as an exercise, one locked with as_of= an earlier day."
            )
            raise frames.ReadingError(msg)
        return brier(self.probabilities, self.options.index(outcome))


def lock(
    question: str,
    forecast: pd.Series | dict[str, float],
    *,
    forecaster: str = "",
    at: datetime | str | None = None,
    as_of: datetime | str | None = None,
    salt: str | None = None,
) -> Locked:
    """Write a forecast down before the outcome is known.

    Parameters
    ----------
    question
        What is forecast, with its deadline.
    forecast
        Probability by option; they must sum to 1 (`coherentize` helps).
    forecaster
        Whose forecast it is.
    at
        When; by default now. Without a zone: UTC.
    as_of
        For an outcome that is known already: the day whose knowledge was used.
        It is the forecaster's claim and no proof, see `Locked`. Not later than
        ``at``.
    salt
        Random letters that keep a published digest from being guessed; made
        unless given.

    Returns
    -------
    Locked
        The record; its ``digest`` covers all its other fields.

    Raises
    ------
    ReadingError
        If the probabilities are not coherent, or ``as_of`` is later than ``at``.

    Examples
    --------
    >>> record = lock("Rain by noon?", {"yes": 0.7, "no": 0.3}, at="2030-05-01T08:00", salt="s")
    >>> round(unlock(record.to_json()).score("yes", "2030-05-01T12:00"), 2)
    0.18
    >>> exercise = lock("Rain by noon?", {"yes": 0.7, "no": 0.3}, as_of="2017-05-01T08:00")
    >>> round(exercise.score("yes", "2017-05-01T12:00"), 2), exercise.before("2017-05-01T12:00")
    (0.18, False)
    """
    given = pd.Series(forecast, dtype=float)
    numbers = probabilities(given)
    if not given.index.is_unique:
        msg = f"The options {', '.join(map(str, given.index))} repeat. Allowed: each once."
        raise frames.ReadingError(msg)
    if abs(numbers.sum() - 1) > 1e-6:
        msg = f"The probabilities sum to {numbers.sum():g}. Allowed: a sum of 1; see coherentize()."
        raise frames.ReadingError(msg)
    fields: dict[str, Any] = {
        "question": question,
        "options": tuple(str(option) for option in given.index),
        "probabilities": tuple(float(number) for number in numbers),
        "forecaster": forecaster,
        "locked_at": _moment(datetime.now(UTC) if at is None else at).isoformat(),
        "salt": secrets.token_hex(8) if salt is None else salt,
        "as_of": None if as_of is None else _moment(as_of).isoformat(),
    }
    if as_of is not None and _moment(as_of) > _moment(fields["locked_at"]):
        msg = (
            f"as_of is {fields['as_of']}, later than the lock itself, {fields['locked_at']}. "
            "Allowed: the time of the lock or earlier."
        )
        raise frames.ReadingError(msg)
    return Locked(**fields, digest=_digest(fields))


def unlock(text: str) -> Locked:
    """Open a record written by `Locked.to_json` and verify that it is unchanged.

    Raises
    ------
    ReadingError
        If the text is no such record, or was changed after it was locked.
    """
    names = list(Locked.__dataclass_fields__)
    try:
        found = {"as_of": None, **json.loads(text)}
        fields = {name: found[name] for name in names if found["format"] == FORMAT}
        fields |= {name: tuple(fields[name]) for name in ("options", "probabilities")}
    except (ValueError, TypeError, KeyError) as error:
        msg = (
            f"This is no locked forecast ({type(error).__name__}: {error}). Allowed: the text "
            f"of Locked.to_json(), format {FORMAT}, with the fields {', '.join(names)}."
        )
        raise frames.ReadingError(msg) from error
    digest = fields.pop("digest")
    if digest != _digest(fields):
        msg = (
            "The record was changed after it was locked: its digest does not fit its content. "
            "Ask for the record as it was written."
        )
        raise frames.ReadingError(msg)
    return Locked(**fields, digest=digest)


def _digest(fields: dict[str, Any]) -> str:
    """Digest a record in one fixed spelling."""
    text = json.dumps(_known(fields), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave a claim that was not made out, so that a record without one has no place for it."""
    return {name: value for name, value in fields.items() if (name, value) != ("as_of", None)}


def _moment(given: datetime | str) -> datetime:
    """Read a moment; without a zone it is UTC."""
    try:
        read = given if isinstance(given, datetime) else datetime.fromisoformat(given)
    except ValueError as error:
        msg = f"{given!r} is no moment. Allowed: ISO, such as 2017-07-15 or 2017-07-15T09:30."
        raise frames.ReadingError(msg) from error
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
