"""A student's own table: which rows are complete, and what the others lack.

Nobody judges here what the cells say.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kit.exercise.plaindata import OPEN, Data
from kit.exercise.tokens import evened

Record = Mapping[str, Data]
NAN = {"float": "nan"}
CLOSE = 1e-6
NAMED = 2
ID = re.compile(r"\b[A-Za-z]\d+\b")


def lacks(asked: Mapping[str, Any], records: Sequence[Record]) -> list[str]:
    """Say for each row what it still lacks; nothing where a row is complete.

    Parameters
    ----------
    asked
        What the exercise asks of its table: ``columns``, and for some columns
        ``allowed`` values, ``words`` at least, a number ``between`` two, entries
        that are ``different`` in each row, or that name a place by its ``ids``.
    records
        The rows.

    Examples
    --------
    >>> asked = {"columns": ["item", "reason"], "words": {"reason": 3}}
    >>> rows = [{"item": "E01", "reason": "no idea"}, {"item": "E02", "reason": "all of them"}]
    >>> lacks(asked, rows)
    ['Row E01: reason has 2 words, at least 3 are asked for.', '']
    """
    names = asked.get("columns", [])
    said = []
    for number, record in enumerate(records):
        own = [_lack(asked, name, record[name]) for name in dict.fromkeys([*names, *record])]
        what = "; ".join(filter(None, own)) or _repeats(asked, record, records[:number])
        said.append(f"Row {_label(asked, record, number)}: {what}." if what else "")
    return said


def told(said: Sequence[str], rows: int) -> str:
    """Put what rows lack into a few sentences; ``rows`` are asked for."""
    found = list(filter(None, said))
    more = len(found) - NAMED
    parts = found[:NAMED]
    if more > 0:
        parts.append(f"{more} more {'is' if more == 1 else 'are'} not complete either.")
    if len(said) < rows:
        parts.append(f"Your table has {len(said)} rows, {rows} are asked for.")
    return " ".join(parts)


def total(asked: Mapping[str, Any], records: Sequence[Record]) -> str:
    """Say which numbers do not add up as asked; nothing if all do, or if one is still open."""
    for name, wanted in asked.get("total", {}).items():
        cells = [record[name] for record in records]
        if OPEN in cells:
            return ""
        found = sum(cell for cell in cells if is_number(cell))
        if abs(found - wanted) > CLOSE:
            for number, record in enumerate(records):
                if said := _no_number(name, record[name]):
                    return f"Row {_label(asked, record, number)}: {said}."
            return f"The numbers in '{name}' add up to {found:g}; they should add up to {wanted:g}."
    return ""


def spelled(cell: Data, values: Sequence[Data]) -> Data:
    """Give an entry as the task spells it: small letters mean the same as large ones.

    Examples
    --------
    >>> spelled("c", ["CC", "C"]), spelled("maybe", ["CC", "C"])
    ('C', 'maybe')
    """
    if not isinstance(cell, str):
        return cell
    same = (v for v in values if isinstance(v, str) and evened(v, "kept") == evened(cell, "kept"))
    return next(same, cell)


def is_number(cell: Data) -> bool:
    """Tell whether a cell holds a number, not a text and not a truth value."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _label(asked: Mapping[str, Any], record: Record, number: int) -> str:
    """Name a row by its first cell, or count it."""
    first = record.get(next(iter(asked.get("columns", [])), ""))
    return first[:20] if isinstance(first, str) and first.strip() else str(number + 1)


def _repeats(asked: Mapping[str, Any], record: Record, before: Sequence[Record]) -> str:
    for name in asked.get("different", []):
        text = evened(str(record[name]), "kept")
        if any(text == evened(str(other[name]), "kept") for other in before):
            return f"{name} is the same as in a row above; write one that fits this row alone"
    return ""


def _lack(asked: Mapping[str, Any], name: str, cell: Data) -> str:
    if cell == OPEN:
        return f"{name} is still open"
    # A 0 is an answer; nothing, blanks and NaN are not.
    if name in asked.get("columns", []) and (cell in (None, NAN) or not str(cell).strip()):
        return f"{name} is empty"
    values = asked.get("allowed", {}).get(name)
    if values and spelled(cell, values) not in values:
        return f"'{cell}' is none of the words for {name}, which are {', '.join(map(str, values))}"
    least, count = asked.get("words", {}).get(name, 0), len(str(cell).split())
    if count < least:
        counted = "1 word" if count == 1 else f"{count} words"
        return f"{name} has {counted}, at least {least} are asked for"
    if name in asked.get("ids", []) and not ID.search(str(cell)):
        return f"{name} names no unit, statement or card; write an id, such as S02, T08 or C10"
    ends = asked.get("between", {}).get(name)
    return _off(name, cell, ends) if ends else ""


def _off(name: str, cell: Data, ends: Sequence[float]) -> str:
    if not is_number(cell) or ends[0] < cell < ends[1]:
        return _no_number(name, cell)
    return f"{name} is {cell:g}, but must be above {ends[0]:g} and below {ends[1]:g}"


def _no_number(name: str, cell: Data) -> str:
    if is_number(cell):
        return ""
    return f"{name} is '{cell}', but must be a number without quotation marks, such as 0.25"
