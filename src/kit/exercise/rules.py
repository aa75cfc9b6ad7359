"""How an answer of each kind is read, so that two answers compare by meaning.

`read` turns plain data into a `Reading`: tokens for the elements that feedback
counts, and one token for the whole.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from kit.exercise import own_table
from kit.exercise.allowed import NUMBER, outside, several
from kit.exercise.definition import KINDS
from kit.exercise.plaindata import OPEN, Data, open_parts
from kit.exercise.tokens import Rule, evened, named_values, row_tokens, token

LONG = 40
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}\.? [A-Za-z]+,? \d{4}")


class ShapeError(ValueError):
    """An answer of the wrong shape; the message says which shape is asked for."""


@dataclass(frozen=True)
class Reading:
    """What an answer says.

    Attributes
    ----------
    whole
        Token of the whole answer.
    elements
        One token for each element that is counted.
    open
        How many elements are still ``...``.
    note
        A remark on a shape that was not quite what was asked and is accepted.
    advice
        A remark on the form, shown only if the answer is not right.
    outside
        What is none of the words that the task lists, shown only if the answer
        is not right.
    lacking
        What rows of a student's own table lack, shown only if too few are complete.
    """

    whole: str
    elements: tuple[str, ...]
    open: int = 0
    note: str = ""
    advice: str = ""
    outside: str = ""
    lacking: str = ""


def read(rule: Rule, data: Data) -> Reading:
    """Read an answer's plain data by the rule of its exercise.

    Raises
    ------
    ShapeError
        If the answer is of another kind than the exercise asks for.

    Examples
    --------
    >>> read(Rule("set"), {"set": ["  Admitted ", "supposedly"]}).elements
    ('"admitted"', '"supposedly"')
    """
    if data == OPEN or (rule.kind in ("value", "number") and open_parts(data)):
        return Reading(token(data, rule), (), rule.slots)
    reading = _READERS[rule.kind](rule, data)
    return replace(reading, advice=_advice(rule, data), outside=outside(rule, data))


def _advice(rule: Rule, data: Data) -> str:
    """Say what beginners often overlook about the form of an answer."""
    if rule.kind == "function":
        return _advice_on_function(data)
    if several(rule, data):
        return 'Put each one in quotation marks of its own, such as {"x", "y"}.'
    texts = [text for text in _texts(data) if len(text) < LONG]
    if any(NUMBER.fullmatch(text) for text in texts):
        return "Where you mean a number, leave the quotation marks away."
    if any(DATE.fullmatch(text) and not ISO.fullmatch(text) for text in texts):
        return 'Write a date like this: "2017-03-05".'
    return ""


def _advice_on_function(data: Data) -> str:
    results = [result.get("value") for result in data["function"] if "value" in result]
    if None in results:
        return "Your function gave nothing back. Is there a return?"
    if len(results) > 1 and all(result == results[0] for result in results):
        return "One result for all tables: does your function use the table that goes in?"
    return ""


def _texts(data: Data) -> list[str]:
    if isinstance(data, str):
        return [data.strip()]
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
    return [text for item in inside for text in _texts(item)]


def _expect(rule: Rule, data: Data) -> ShapeError:
    return ShapeError(f"Asked for is {KINDS[rule.kind]}. Yours is {describe(data)}.")


def describe(data: Data) -> str:
    """Name the kind of an answer in words, for feedback."""
    names = {
        "open": "not answered",
        "tuple": "a tuple",
        "set": "a set",
        "mapping": "a dictionary",
        "date": "a date",
        "datetime": "a moment in time",
        "float": "not a finite number",
        "series": "a Series",
        "table": "a DataFrame",
        "function": "a function",
    }
    if isinstance(data, dict):
        return names.get(next(iter(data), ""), "of another kind")
    for kind, name in ((bool, "True or False"), (str, "text"), (list, "a list"), (int, "a number")):
        if isinstance(data, kind):
            return name
    return "None" if data is None else "a number"


def _tag(data: Data) -> str:
    return next(iter(data)) if isinstance(data, dict) else ""


def _read_value(rule: Rule, data: Data) -> Reading:
    single, note = _unwrapped(data)
    if isinstance(single, list) or _tag(single) not in ("", "date", "datetime", "float"):
        raise _expect(rule, data)
    whole = token(single, rule)
    return Reading(whole, (whole,), note=note)


def _read_number(rule: Rule, data: Data) -> Reading:
    single, note = _unwrapped(data)
    if isinstance(single, bool) or not isinstance(single, int | float):
        raise _expect(rule, data)
    whole = token(single, rule)
    return Reading(whole, (whole,), note=note)


def _unwrapped(data: Data) -> tuple[Data, str]:
    """Take the one value out of a Series or list of length one, and say so."""
    values = data["series"]["values"] if _tag(data) == "series" else data
    if isinstance(values, list) and len(values) == 1:
        return values[0], "A single value was asked for; the one inside yours was taken."
    return data, ""


def _items(rule: Rule, data: Data) -> tuple[list[Data], str]:
    """Take the members of anything that lists values."""
    if isinstance(data, list):
        return data, ""
    match _tag(data):
        case "tuple" | "set":
            return data[_tag(data)], ""
        case "series":
            return data["series"]["values"], "The values of your Series were taken."
        case "table" if len(data["table"]["columns"]) == 1:
            return [row[0] for row in data["table"]["rows"]], "The one column was taken."
    raise _expect(rule, data)


def _read_set(rule: Rule, data: Data) -> Reading:
    items, note = _items(rule, data)
    answered = [item for item in items if not open_parts(item)]
    tokens = tuple(sorted({token(item, rule) for item in answered}))
    return Reading(token({"set": answered}, rule), tokens, len(items) - len(answered), note)


def _read_ordered(rule: Rule, data: Data) -> Reading:
    if _tag(data) == "set":
        raise _expect(rule, data)
    items, note = _items(rule, data)
    answered = [(i, item) for i, item in enumerate(items) if not open_parts(item)]
    tokens = tuple(token([i, item], rule) for i, item in answered)
    return Reading(token(items, rule), tokens, len(items) - len(tokens), note)


def _read_mapping(rule: Rule, data: Data) -> Reading:
    note = ""
    match _tag(data):
        case "mapping":
            pairs = [tuple(pair) for pair in data["mapping"]]
        case "series":
            pairs = named_values(data["series"])
        case "table" if len(data["table"]["columns"]) in (1, 2):
            pairs, note = _two_columns(data["table"]), "Your table was read as names and values."
        case _:
            raise _expect(rule, data)
    answered = [list(pair) for pair in pairs if not open_parts(list(pair))]
    tokens = tuple(sorted(token(pair, rule) for pair in answered))
    whole = token({"mapping": answered}, rule)
    return Reading(whole, tokens, len(pairs) - len(answered), note)


def _two_columns(table: Mapping[str, list[Any]]) -> list[tuple[Data, Data]]:
    if len(table["columns"]) == 2:
        return [(row[0], row[1]) for row in table["rows"]]
    index = table["index"] or list(range(len(table["rows"])))
    return [(name, row[0]) for name, row in zip(index, table["rows"], strict=True)]


def _read_table(rule: Rule, data: Data) -> Reading:
    if _tag(data) != "table":
        raise _expect(rule, data)
    data, note = _index_as_columns(data, rule.columns)
    missing = _missing(data["table"], rule.columns)
    if missing:
        asked, lacking = ", ".join(rule.columns), ", ".join(missing)
        msg = f"The table should have the columns {asked}; yours lacks {lacking}."
        raise ShapeError(msg)
    rows = tuple(row_tokens(data, rule))
    if len(data["table"]["columns"]) > len(rule.columns) > 0 and not note:
        note = "Columns that were not asked for were left out."
    return Reading(json.dumps(sorted(rows)), rows, note=note)


def _missing(table: Mapping[str, list[Data]], columns: Sequence[str]) -> list[str]:
    names = [evened(str(name), "kept") for name in table["columns"]]
    return [name for name in columns if evened(name, "kept") not in names]


def _label(label: Data) -> list[Data]:
    return list(label["tuple"]) if _tag(label) == "tuple" else [label]


def _index_as_columns(data: Data, columns: Sequence[str]) -> tuple[Data, str]:
    """Take the row labels for the columns that are missing, as after ``set_index``."""
    table = data["table"]
    missing = _missing(table, columns)
    labels = [_label(label) for label in table["index"] or ()]
    if not missing or not labels or any(len(label) != len(missing) for label in labels):
        return data, ""
    rows = [[*label, *row] for label, row in zip(labels, table["rows"], strict=True)]
    moved = {"columns": [*missing, *table["columns"]], "index": None, "rows": rows}
    return {"table": moved}, f"The row labels of your table were read as {', '.join(missing)}."


def _read_partition(rule: Rule, data: Data) -> Reading:
    values = [pair[1] for pair in data["mapping"]] if _tag(data) == "mapping" else data
    given = _items(rule, values)[0]
    groups = [_items(rule, group)[0] for group in given if not open_parts(group)]
    home = {token(item, rule): i for i, group in enumerate(groups) for item in group}
    pairs = combinations(sorted(home), 2)
    tokens = tuple(json.dumps([a, b, home[a] == home[b]]) for a, b in pairs)
    whole = json.dumps(sorted(sorted(token(item, rule) for item in g) for g in groups if g))
    return Reading(whole, tokens, len(given) - len(groups))


def _read_function(rule: Rule, data: Data) -> Reading:
    if _tag(data) != "function":
        raise _expect(rule, data)
    results = data["function"]
    tokens = [token([i, result], rule) for i, result in enumerate(results)]
    answered = tuple(t for t, result in zip(tokens, results, strict=True) if not open_parts(result))
    errors = sorted({r["error"] for r in results if isinstance(r, dict) and "error" in r})
    note = f"Your function stopped with {', '.join(errors)}." if errors else ""
    # Listed mistakes are known by the public probes: in class there are no others.
    whole = json.dumps(tokens[: rule.slots - rule.hidden])
    return Reading(whole, answered, len(tokens) - len(answered), note)


def _read_property(rule: Rule, data: Data) -> Reading:
    """Count the complete rows of a student's own table."""
    if _tag(data) != "table":
        raise _expect(rule, data)
    asked = rule.own_table.get("columns", [])
    table, note = _index_as_columns(data, asked)
    columns, rows = table["table"]["columns"], table["table"]["rows"]
    missing = [name for name in asked if name not in columns]
    if missing:
        msg = f"The table lacks the column {', '.join(missing)}."
        raise ShapeError(msg)
    records = [dict(zip(map(str, columns), row, strict=True)) for row in rows]
    if off := own_table.total(rule.own_table, records):
        raise ShapeError(off)
    said = own_table.lacks(rule.own_table, records)
    complete = [f"row {number}" for number, lack in enumerate(said) if not lack][: rule.slots]
    unfilled = sum(OPEN in row for row in rows)
    lacking = own_table.told(said, rule.slots)
    return Reading(token(data, rule), tuple(complete), unfilled, note, lacking=lacking)


def _read_text(rule: Rule, data: Data) -> Reading:
    if not isinstance(data, str):
        raise _expect(rule, data)
    if not data.strip():
        return Reading("", (), open=1)
    count = len(data.split())
    least, most = rule.form.get("words", 1), rule.form.get("at_most")
    if count < least:
        msg = f"The number of words in your text is {count}; at least {least} are asked for."
        raise ShapeError(msg)
    if most and count > most:
        msg = f"The number of words in your text is {count}; at most {most} are allowed."
        raise ShapeError(msg)
    missing = [
        m for m in rule.form.get("mention", []) if evened(m, "kept") not in evened(data, "kept")
    ]
    if missing:
        msg = f"Your text does not mention {', '.join(missing)} yet."
        raise ShapeError(msg)
    return Reading(token(data, rule), ())


_READERS: dict[str, Callable[[Rule, Data], Reading]] = {
    "value": _read_value,
    "number": _read_number,
    "set": _read_set,
    "ordered": _read_ordered,
    "mapping": _read_mapping,
    "table": _read_table,
    "partition": _read_partition,
    "function": _read_function,
    "property": _read_property,
    "text": _read_text,
}
