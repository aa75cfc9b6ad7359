"""Plain CSV: anyone's table of statements, under any column names.

Read with care for what goes wrong between a spreadsheet and pandas: only an
empty cell is missing (``NA``, ``None`` and ``NAP`` are words), ids such as 007
stay as they are, and a row with a cell too many or too few is reported.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from kit.exchange.report import ExchangeError, some, taken, text_of

SEPARATORS = (",", ";", "\t", "|")
# A number whose text is the only way to write it: 7, -1, 0.5, but not 007 or 1e3.
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
TRUTH = {"true": True, "false": False}


def read(
    path: str | Path,
    *,
    rename: Mapping[str, str] | None = None,
    dates: Sequence[str] = (),
    separator: str | None = None,
    encoding: str = "utf-8-sig",
) -> pd.DataFrame:
    """Read a table of statements.

    Parameters
    ----------
    path
        A CSV file with one row of headings.
    rename
        The file's headings and the names wanted for them, such as
        ``{"Sprecher": "person"}``; other columns keep theirs.
    dates
        Columns (by their new names) to read as dates, written year-month-day.
    separator
        By default the one of comma, semicolon, tab and bar that the headings use.
    encoding
        Of the file's letters.

    Returns
    -------
    DataFrame
        A row per statement. A column of plain numbers is numeric, one of true
        and false is boolean, all others are text. Missing is an empty cell,
        and nothing else. ``attrs["left_out"]`` lists what could not be taken.

    Raises
    ------
    ExchangeError
        If the file cannot be read, has no headings or the same twice, or lacks
        a column of `rename` or `dates`.
    """
    text = text_of(path, encoding)
    first = text.split("\n", 1)[0]
    if not first.strip():
        msg = f"{path}: has no headings. Allowed: a CSV file whose first row names the columns."
        raise ExchangeError(msg)
    mark = separator or max(SEPARATORS, key=lambda each: _outside_quotes(first, each))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    headings = _headings(rows[0], rename or {}, path)
    notes: list[str] = []
    cells = _regular(rows[1:], len(headings), notes)
    frame = pd.DataFrame(cells, columns=headings, dtype="str").replace("", None)
    for name in dates:
        if name not in headings:
            msg = f"{path}: has no column {name!r} of dates. Columns: {some(headings, None)}."
            raise ExchangeError(msg)
        frame[name] = _dates(frame[name], notes)
    typed = {name: _typed(frame[name]) for name in headings if name not in dates}
    return taken(frame.assign(**typed), notes, path)


def write(frame: pd.DataFrame, path: str | Path) -> list[str]:
    """Write a table as CSV (UTF-8, commas) that `read` reads back.

    Returns
    -------
    list of str
        What a CSV file cannot tell apart: an empty text and a missing value.
    """
    frame.to_csv(path, index=False, lineterminator="\n")
    empty = [str(name) for name in frame.columns if (frame[name] == "").any()]
    return [f"Empty texts in {some(empty)} come back as missing."] if empty else []


def _outside_quotes(line: str, mark: str) -> int:
    """Count a mark where it separates."""
    return re.sub(r'"[^"]*"', "", line).count(mark)


def _headings(found: Sequence[str], rename: Mapping[str, str], path: str | Path) -> list[str]:
    """Name the columns; refuse what would hide one of them."""
    stripped = [name.strip() for name in found]
    unknown = [name for name in rename if name not in stripped]
    if unknown:
        msg = f"{path}: has no column {some(unknown)}. Columns: {some(stripped, None)}."
        raise ExchangeError(msg)
    names = [rename.get(name, name) for name in stripped]
    doubled = sorted({name for name in names if names.count(name) > 1 or not name})
    if doubled:
        msg = f"{path}: the headings {doubled} are empty or not unique. Name every column once."
        raise ExchangeError(msg)
    return names


def _regular(rows: Sequence[Sequence[str]], width: int, notes: list[str]) -> list[list[str]]:
    """Give every row the width of the headings; report those that had another."""
    result: list[list[str]] = []
    blank = 0
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            blank += 1
            continue
        if len(row) > width:
            notes.append(f"Row {number}: more cells than headings: {some(row[width:])}.")
        elif len(row) < width:
            notes.append(f"Row {number}: {width - len(row)} cells fewer than headings: missing.")
        result.append([*row[:width], *[""] * (width - len(row))])
    if blank:
        notes.append(f"Blank rows: {blank}.")
    return result


def _dates(column: pd.Series, notes: list[str]) -> pd.Series:
    """Read a column of dates; what is none is missing and reported."""
    read_dates = pd.to_datetime(column, errors="coerce", format="ISO8601")
    wrong = column[read_dates.isna() & column.notna()]
    if len(wrong):
        notes.append(f"No dates (year-month-day) in {column.name!r}: {some(wrong)}: missing.")
    return read_dates


def _typed(column: pd.Series) -> pd.Series:
    """Read a column as numbers or truth values if all of it is."""
    known = column.dropna()
    if len(known) and known.map(lambda cell: NUMBER.fullmatch(cell) is not None).all():
        whole = not known.str.contains(".", regex=False).any()
        numbers = pd.to_numeric(column)
        return numbers.astype("Int64") if whole and column.isna().any() else numbers
    if len(known) and known.str.lower().isin(list(TRUTH)).all():
        truth = column.str.lower().map(TRUTH)
        return truth.astype("boolean" if column.isna().any() else "bool")
    return column
