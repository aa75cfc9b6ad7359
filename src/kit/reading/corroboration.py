"""What can be checked: claims against dated source cards, and what was known when.

A verdict is a judgement with a margin: each claim has one verdict and a set of
verdicts that are accepted. A claim is judged by what was public on a date, not by
what came out later. Grades of sources, `admiralty` and `diagonal`, are in
`kit.reading.grades`.
"""

from typing import Any

import pandas as pd

from kit.reading import frames
from kit.reading.grades import admiralty, diagonal

__all__ = [
    "OUTCOMES",
    "UNDATED",
    "admiralty",
    "compare",
    "diagonal",
    "known_on",
    "last_before",
    "next_after",
    "with_cards",
]

OUTCOMES = ("as published", "accepted", "outside", "no verdict")
UNDATED = ("leave out", "keep")


def compare(
    verdicts: pd.DataFrame,
    claims: pd.DataFrame,
    *,
    claim: str = "claim_id",
    given: str = "given",
    verdict: str = "verdict",
    accepted: str = "accepted",
) -> pd.DataFrame:
    """Hold somebody's verdicts against the published and the accepted ones.

    Parameters
    ----------
    verdicts
        One row a verdict: the columns ``claim`` and ``given``.
    claims
        One row a claim: the columns ``claim``, ``verdict`` and ``accepted`` (further
        verdicts that can be defended, joined by ``;``; missing: none).
    claim, given, verdict, accepted
        Columns.

    Returns
    -------
    DataFrame
        One row a claim, in the order of ``claims``: the claim, ``given``, ``verdict``,
        ``accepted`` (tuple, the published first) and ``outcome``: ``as published``,
        ``accepted``, ``outside`` or ``no verdict``.

    Raises
    ------
    ReadingError
        If a column is missing, a claim is not known or judged twice.

    Examples
    --------
    >>> claims = pd.DataFrame(
    ...     {"claim_id": ["I1"], "verdict": ["imprecise"], "accepted": ["supported"]}
    ... )
    >>> mine = pd.DataFrame({"claim_id": ["I1"], "given": ["supported"]})
    >>> compare(mine, claims)["outcome"].tolist()
    ['accepted']
    """
    frames.need(verdicts, claim, given)
    frames.need(claims, claim, verdict, accepted)
    frames.check_values(claim, verdicts[claim], set(claims[claim]))
    twice = verdicts.loc[verdicts[claim].duplicated(), claim]
    if len(twice):
        msg = f"{claim!r}: {twice.iloc[0]!r} is judged twice. Allowed: one verdict a claim."
        raise frames.ReadingError(msg)
    mine = dict(zip(verdicts[claim], verdicts[given], strict=True))
    found = []
    for name, best, others in claims[[claim, verdict, accepted]].itertuples(index=False):
        margin = tuple(dict.fromkeys([best, *frames.split(others)]))
        found.append((name, mine.get(name), best, margin, _outcome(mine.get(name), margin)))
    return frames.rows(found, [claim, given, verdict, accepted, "outcome"])


def with_cards(
    claims: pd.DataFrame,
    cards: pd.DataFrame,
    *,
    card: str = "card",
    card_id: str = "card_id",
    date: str = "date",
    on: Any = None,
    claim: str = "claim_id",
) -> pd.DataFrame:
    """Put each claim beside its source cards, and say which were public on a date.

    Parameters
    ----------
    claims
        One row a claim; ``card`` holds ids of cards joined by ``;``.
    cards
        One row a card.
    card, card_id, date, claim
        Columns.
    on
        The date to judge by; None: today's knowledge, every dated or undated card.

    Returns
    -------
    DataFrame
        One row a claim and card, claims in their order: claim, card, date (missing if
        the card has none) and ``known`` (dated on or before ``on``). A claim without
        a card has one row, with the card missing and ``known`` false.

    Raises
    ------
    ReadingError
        If a column is missing or a claim names a card that is not there.

    Examples
    --------
    >>> claims = pd.DataFrame({"claim_id": ["I4"], "card": ["C1;C2"]})
    >>> cards = pd.DataFrame({"card_id": ["C1", "C2"], "date": ["2017-07-05", "2017-09-15"]})
    >>> with_cards(claims, cards, on="2017-07-15")["known"].tolist()
    [True, False]
    """
    frames.need(claims, claim, card)
    frames.need(cards, card_id)
    when = dict(zip(cards[card_id], frames.dates(cards, date), strict=True))
    named = frames.explode(claims, card)
    frames.check_values(card, named[card], list(when))
    day = None if on is None else frames.moment(on)
    found = []
    for name, cell in zip(claims[claim], claims[card], strict=True):
        for each in frames.split(cell) or [None]:
            dated = when.get(each, pd.NaT)
            known = each is not None and (day is None or bool(dated <= day))
            found.append((name, each, dated, known))
    table = frames.rows(found, [claim, card, date, "known"])
    return table.astype({date: "datetime64[ns]", "known": bool})


def known_on(
    cards: pd.DataFrame, on: Any, *, date: str = "date", undated: str = "leave out"
) -> pd.DataFrame:
    """Keep what could be known on a date.

    Parameters
    ----------
    cards
        Anything dated: cards, events, statements, evidence.
    on
        The date; what is dated on that day was known.
    date
        Column.
    undated
        ``"leave out"`` (nobody can say that it was known) or ``"keep"`` rows without
        a date.

    Returns
    -------
    DataFrame
        The rows that stay, order kept.

    Examples
    --------
    >>> events = pd.DataFrame({"date": ["2017-07-05", "2017-09-14"]})
    >>> known_on(events, "2017-07-15")["date"].tolist()
    ['2017-07-05']
    """
    frames.choose("undated", undated, UNDATED)
    when = frames.dates(cards, date)
    return cards[(when <= frames.moment(on)) | (when.isna() & (undated == "keep"))]


def next_after(
    asked: pd.DataFrame,
    events: pd.DataFrame,
    *,
    date: str = "date",
    event_date: str = "date",
    same_day: bool = False,
) -> pd.DataFrame:
    """Find the next event after each date.

    Parameters
    ----------
    asked
        Rows with a date.
    events
        Rows with a date.
    date, event_date
        Columns of ``asked`` and of ``events``.
    same_day
        Whether an event on the day itself counts as next.

    Returns
    -------
    DataFrame
        The rows of ``asked`` in their order with the columns of the event (those of a
        name that is taken with ``_event`` added) and ``days`` until it. Missing where
        the date is missing or no event follows; of events on one day the first row.

    Examples
    --------
    >>> asked = pd.DataFrame({"date": ["2017-07-15"]})
    >>> rounds = pd.DataFrame({"date": ["2017-07-04", "2017-09-14"], "event": ["5", "6"]})
    >>> next_after(asked, rounds)[["event", "days"]].values.tolist()
    [['6', 61]]
    """
    return _nearest(asked, events, date, event_date, same_day, "forward")


def last_before(
    asked: pd.DataFrame,
    events: pd.DataFrame,
    *,
    date: str = "date",
    event_date: str = "date",
    same_day: bool = False,
) -> pd.DataFrame:
    """Find the last event before each date; otherwise like `next_after`.

    ``days`` counts since the event.

    Examples
    --------
    >>> asked = pd.DataFrame({"date": ["2017-06-22"]})
    >>> signed = pd.DataFrame({"date": ["2017-05-04"], "event": ["memorandum"]})
    >>> last_before(asked, signed)["days"].tolist()
    [49]
    """
    return _nearest(asked, events, date, event_date, same_day, "backward")


def _outcome(given: Any, margin: tuple[Any, ...]) -> str:
    if given is None or pd.isna(given):
        return "no verdict"
    if given == margin[0]:
        return "as published"
    return "accepted" if given in margin else "outside"


def _nearest(
    asked: pd.DataFrame,
    events: pd.DataFrame,
    date: str,
    event_date: str,
    same_day: bool,
    direction: str,
) -> pd.DataFrame:
    """Join the nearest event in one direction, keeping the order asked in."""
    left = pd.DataFrame({"_when": frames.dates(asked, date), "_row": range(len(asked))})
    right = pd.DataFrame({"_date": frames.dates(events, event_date), "_event": range(len(events))})
    right = right.dropna().sort_values("_date", kind="stable")
    # Of events on one day the first is meant, whichever side they are looked at from.
    right = right.drop_duplicates("_date").reset_index(drop=True)
    left["_when"], right["_date"] = (
        left["_when"].astype("datetime64[ns]"),
        right["_date"].astype("datetime64[ns]"),
    )
    found = pd.merge_asof(
        left.dropna().sort_values("_when", kind="stable"),
        right,
        left_on="_when",
        right_on="_date",
        direction="forward" if direction == "forward" else "backward",
        allow_exact_matches=same_day,
    )
    joined = left[["_row"]].merge(found, on="_row", how="left")
    place = joined["_event"].astype("Int64")
    taken = events.reset_index(drop=True).reindex(place.to_numpy(dtype=float, na_value=-1))
    taken = taken.rename(columns={name: f"{name}_event" for name in taken if name in asked.columns})
    days = (joined["_date"] - joined["_when"]).abs().dt.days.astype("Int64")
    answer = asked.copy()
    for name in taken:
        answer[name] = taken[name].to_numpy()
    answer["days"] = days.array
    return answer
