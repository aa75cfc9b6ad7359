"""Locked forecasts: written down before the outcome, verified on opening.

Hindsight makes everybody a good forecaster. A record holds the forecast, its
time and a digest of both, so that a later change shows.
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
    """

    question: str
    options: tuple[str, ...]
    probabilities: tuple[float, ...]
    forecaster: str
    locked_at: str
    salt: str
    digest: str

    def to_json(self) -> str:
        """Write the record as text; `unlock` reads it back."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)

    def score(self, outcome: str, known_at: datetime | str) -> float:
        """Score the forecast by the option that came true.

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
            If the forecast was not locked before that, or for an unknown option.
        """
        frames.choose("outcome", outcome, self.options)
        if _moment(self.locked_at) >= _moment(known_at):
            msg = (
                f"This forecast was locked at {self.locked_at}, but the outcome could be known "
                f"from {_moment(known_at).isoformat()} on. Allowed: a forecast locked earlier."
            )
            raise frames.ReadingError(msg)
        return brier(self.probabilities, self.options.index(outcome))


def lock(
    question: str,
    forecast: pd.Series | dict[str, float],
    *,
    forecaster: str = "",
    at: datetime | str | None = None,
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
        If the probabilities are not coherent.

    Examples
    --------
    >>> record = lock("Rain by noon?", {"yes": 0.7, "no": 0.3}, at="2030-05-01T08:00", salt="s")
    >>> round(unlock(record.to_json()).score("yes", "2030-05-01T12:00"), 2)
    0.18
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
    }
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
        found = json.loads(text)
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
    text = json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(given: datetime | str) -> datetime:
    """Read a moment; without a zone it is UTC."""
    try:
        read = given if isinstance(given, datetime) else datetime.fromisoformat(given)
    except ValueError as error:
        msg = f"{given!r} is no moment. Allowed: ISO, such as 2017-07-15 or 2017-07-15T09:30."
        raise frames.ReadingError(msg) from error
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
