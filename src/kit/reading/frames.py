"""Checking what comes in: columns and values, with errors that list what is allowed."""

from collections.abc import Collection, Hashable, Iterable
from typing import Any

import numpy as np
import pandas as pd

SEVERAL = ";"  # joins several holders, cards or accepted verdicts in one cell


class ReadingError(ValueError):
    """A table or a choice does not fit; the message lists what is allowed."""


def need(table: pd.DataFrame, *columns: str | None) -> None:
    """Check that a table has the columns asked for; None stands for 'not asked for'.

    Raises
    ------
    ReadingError
        If one is missing; the message lists the columns that there are.

    Examples
    --------
    >>> need(pd.DataFrame({"chain": ["NAR>BOT"]}), "chain")
    """
    missing = [name for name in columns if name is not None and name not in table.columns]
    if missing:
        msg = (
            f"The table has no column {_several(missing)}. Its columns: {_several(table.columns)}. "
            "Name the right one with the keyword argument."
        )
        raise ReadingError(msg)


def choose(what: str, given: Any, allowed: Iterable[Any]) -> None:
    """Check one choice out of a list.

    Raises
    ------
    ReadingError
        If it is not in the list; the message gives the list.
    """
    options = list(allowed)
    if given not in options:
        msg = f"{what} = {given!r} is not known. Allowed: {_several(options)}."
        raise ReadingError(msg)


def check_values(what: str, found: Iterable[Any], allowed: Collection[Any]) -> None:
    """Check that all values of a column are allowed; missing values always are.

    Raises
    ------
    ReadingError
        If some are not; the message names up to five of them and what is allowed.
    """
    unknown = [
        value
        for value in pd.unique(pd.Series(list(found), dtype=object).dropna())
        if value not in allowed
    ]
    if unknown:
        more = ", …" if len(unknown) > 5 else ""
        msg = f"{what} holds {_several(unknown[:5])}{more}. Allowed: {_several(allowed)}."
        raise ReadingError(msg)


def fraction(what: str, given: float) -> None:
    """Check a number from 0 to 1."""
    if not 0 <= given <= 1:
        msg = f"{what} = {given!r}. Allowed: a number from 0 to 1."
        raise ReadingError(msg)


def explode(table: pd.DataFrame, column: str, separator: str = SEVERAL) -> pd.DataFrame:
    """Give each of several values joined in a cell a row of its own.

    Parameters
    ----------
    table
        Any frame.
    column
        The column whose cells may hold several values, such as ``"RUS;TUR;IRN"``.
    separator
        What joins them.

    Returns
    -------
    DataFrame
        As many rows as values, other columns repeated, index kept. A missing
        value or an empty part gives no row: nobody is named there.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": ["RUS;TUR", None, "RUS"]})
    >>> explode(table, "holder")["holder"].tolist()
    ['RUS', 'TUR', 'RUS']
    """
    need(table, column)
    known = table[table[column].notna()]
    parts = known[column].map(lambda cell: split(cell, separator))
    long = known.assign(**{column: parts}).explode(column)
    return long[long[column].notna()]


def split(cell: Any, separator: str = SEVERAL) -> list[Any]:
    """Take a cell apart; a missing cell holds nothing, a number holds itself.

    Examples
    --------
    >>> split("C1; C2")
    ['C1', 'C2']
    """
    if isinstance(cell, str):
        return [part.strip() for part in cell.split(separator) if part.strip()]
    return [] if pd.isna(cell) else [cell]


def weights(table: pd.DataFrame, weight: str | None) -> pd.Series:
    """Give each row its weight: the named column, or 1; a missing weight counts 0.

    Raises
    ------
    ReadingError
        If a weight is negative or not a number.
    """
    if weight is None:
        return pd.Series(1, index=table.index)
    need(table, weight)
    given = table[weight].fillna(0)
    if not pd.api.types.is_numeric_dtype(given) or (given < 0).any():
        msg = f"The weights in {weight!r} must be numbers. Allowed: 0 or more."
        raise ReadingError(msg)
    return given


def dates(table: pd.DataFrame, column: str) -> pd.Series:
    """Read a column of dates; texts such as ``2017-07-15`` are understood.

    Raises
    ------
    ReadingError
        If a cell is no date; the message names it.
    """
    need(table, column)
    read = pd.to_datetime(table[column], errors="coerce", format="ISO8601")
    wrong = table.loc[read.isna() & table[column].notna(), column]
    if len(wrong):
        msg = (
            f"{column!r} holds {wrong.iloc[0]!r}, which is no date. "
            "Allowed: year-month-day, such as 2017-07-15, or a missing value."
        )
        raise ReadingError(msg)
    return read


def moment(given: Any) -> pd.Timestamp:
    """Read one date.

    Raises
    ------
    ReadingError
        If it is none.
    """
    read = pd.to_datetime(given, errors="coerce")
    if pd.isna(read):
        msg = f"{given!r} is no date. Allowed: year-month-day, such as 2017-07-15."
        raise ReadingError(msg)
    return pd.Timestamp(read)


def rows(found: Iterable[Iterable[Any]], columns: Iterable[Hashable]) -> pd.DataFrame:
    """Make a frame of rows; with no rows it still has its columns."""
    return pd.DataFrame(list(found), columns=list(columns))


def _several(names: Iterable[Any]) -> str:
    """List values as they are written: 3 and not np.int64(3)."""
    plain = (name.item() if isinstance(name, np.generic) else name for name in names)
    return ", ".join(map(repr, plain)) or "(none)"
