"""Which statements count: once a document or a day, the active ones, a window in time.

Each function takes a table of statements and gives a part of it, so that they can
be put one after another before any network.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from kit.reading import frames

PERIODS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
RULES = ("all", "document", *PERIODS, "ever")
OFFSETS = {
    "days": pd.DateOffset(days=1),
    "weeks": pd.DateOffset(weeks=1),
    "months": pd.DateOffset(months=1),
    "years": pd.DateOffset(years=1),
}
UNITS = ("statements", *OFFSETS)


@dataclass(frozen=True)
class Window:
    """Statements of one stretch of time.

    Attributes
    ----------
    start, stop
        First and last moment; both are inside.
    statements
        The part of the table, in the order of its dates.
    """

    start: pd.Timestamp
    stop: pd.Timestamp
    statements: pd.DataFrame


def once(
    statements: pd.DataFrame,
    *,
    per: str = "document",
    actor: str = "holder",
    concept: str = "concept",
    stance: str | None = "stance",
    document: str = "document",
    date: str = "date",
) -> pd.DataFrame:
    """Count the same actor saying the same thing once a document, a day, ….

    Parameters
    ----------
    statements
        One row a statement; several actors in a cell (``"RUS;TUR"``) get a row each.
    per
        ``"all"`` keeps everything. ``"document"``, ``"day"``, ``"week"`` (from Monday),
        ``"month"``, ``"year"``: one statement for each actor, concept, stance and
        document or period. ``"ever"``: one in the whole table.
    actor, concept, stance, document, date
        Columns; only those that the rule needs must be there.

    Returns
    -------
    DataFrame
        The first of each group, order kept. A statement whose document or date is
        missing is nobody's duplicate: it stays.

    Raises
    ------
    ReadingError
        If a column is missing, the rule is unknown or a date is none.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"holder": "A", "concept": "x", "stance": [1, 1, -1], "document": "D1"}
    ... )
    >>> once(table, per="document")["stance"].tolist()
    [1, -1]
    """
    frames.choose("per", per, RULES)
    frames.need(statements, actor, concept, stance)
    table = frames.explode(statements, actor)
    if per == "all":
        return table
    keys = table[[each for each in (actor, concept, stance) if each is not None]].copy()
    if per in PERIODS:
        keys["_group"] = frames.dates(table, date).dt.to_period(PERIODS[per])
    elif per == "document":
        frames.need(table, document)
        keys["_group"] = table[document]
    else:
        keys["_group"] = 0
    return table[~keys.duplicated() | keys["_group"].isna()]


def active(statements: pd.DataFrame, *, minimum: int, by: str = "holder") -> pd.DataFrame:
    """Keep the statements of actors (or on concepts) with at least so many of them.

    Parameters
    ----------
    statements
        One row a statement; several values in a cell (``"RUS;TUR"``) get a row each.
    minimum
        Number of statements.
    by
        Column of actors, concepts, documents, ….

    Returns
    -------
    DataFrame
        The rows that stay, order kept.

    Examples
    --------
    >>> active(pd.DataFrame({"holder": ["A", "B", "A"]}), minimum=2)["holder"].tolist()
    ['A', 'A']
    """
    if minimum < 0:
        msg = f"minimum = {minimum!r}. Allowed: 0 or more statements."
        raise frames.ReadingError(msg)
    table = frames.explode(statements, by)
    return table[table[by].map(table[by].value_counts()) >= minimum]


def moving(
    statements: pd.DataFrame,
    *,
    size: int,
    unit: str = "days",
    step: int = 1,
    date: str = "date",
) -> Iterator[Window]:
    """Move a window over the statements.

    Parameters
    ----------
    statements
        One row a statement. Those without a date are in no window.
    size
        Length of the window, in ``unit``.
    unit
        ``"statements"`` (so many in a row) or ``"days"``, ``"weeks"``, ``"months"``,
        ``"years"`` (starting on the day of the first statement).
    step
        How far the window moves each time, in ``unit``.
    date
        Column of dates.

    Yields
    ------
    Window
        The last one ends with or after the last statement. A window of time may be
        empty. Fewer statements than ``size`` make one window.

    Raises
    ------
    ReadingError
        If the column is missing, a date is none, or a number is less than 1.

    Examples
    --------
    >>> table = pd.DataFrame({"date": ["2017-07-01", "2017-07-02", "2017-07-09"]})
    >>> [len(each.statements) for each in moving(table, size=7, step=7)]
    [2, 1]
    """
    frames.choose("unit", unit, UNITS)
    if size < 1 or step < 1:
        msg = f"size = {size!r}, step = {step!r}. Allowed: 1 or more {unit}."
        raise frames.ReadingError(msg)
    read = frames.dates(statements, date)
    order = read.argsort(kind="stable")[: read.notna().sum()]  # missing dates come last
    table, when = statements.iloc[order], read.iloc[order]
    if unit == "statements":
        return _by_number(table, when, size, step)
    return _by_time(table, when, OFFSETS[unit], size, step)


def _by_number(table: pd.DataFrame, when: pd.Series, size: int, step: int) -> Iterator[Window]:
    start = 0
    while start < len(table):
        part = slice(start, start + size)
        yield Window(when.iloc[part].iloc[0], when.iloc[part].iloc[-1], table.iloc[part])
        if start + size >= len(table):
            return
        start += step


def _by_time(
    table: pd.DataFrame, when: pd.Series, unit: pd.DateOffset, size: int, step: int
) -> Iterator[Window]:
    if not len(table):
        return
    first = when.iloc[0].normalize()
    moved = 0
    while True:
        start = first + unit * moved
        end = first + unit * (moved + size)
        inside = (when >= start) & (when < end)
        yield Window(start, end - pd.Timedelta(1, "ns"), table[inside.to_numpy()])
        if end > when.iloc[-1]:
            return
        moved += step
