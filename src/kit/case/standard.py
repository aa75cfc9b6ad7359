"""Check tables against their Table Schemas with frictionless.

Types, constraints and keys are the standard's business, and frictionless is
the standard's own library. The cells are handed over as they were read: left
to open the files itself, frictionless guesses the separator and guesses wrong
where lists with ``;`` stand in cells.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kit.case.problem import Problem, similar
from kit.case.rawtable import RawTable
from kit.case.schema import FILE, Column

_TYPES = {
    "integer": "a whole number, in digits",
    "number": "a number, with a point for decimals",
    "boolean": "true or false",
    "date": "a date as YYYY-MM-DD",
    "string": "text",
}
_NO_LIMIT = 100_000  # frictionless stops at 1,000 problems; here all are wanted.


def check(folder: Path, tables: Mapping[str, RawTable]) -> list[Problem]:
    """List what frictionless finds wrong in the tables that could be read.

    Raises
    ------
    ImportError
        If frictionless is not installed; the message names the command.
    """
    try:
        import frictionless
    except ImportError as error:
        msg = 'Validation needs frictionless: run  pip install "rival-readings[author]"'
        raise ImportError(msg) from error
    described = json.loads((folder / FILE).read_text(encoding="utf-8-sig"))["resources"]
    resources = [_resource(each, tables) for each in described if each["name"] in tables]
    try:
        package = frictionless.Package.from_descriptor({"name": "case", "resources": resources})
    except frictionless.FrictionlessException as error:
        return [_bad_schema(each.note) for each in error.reasons or [error.error]]
    report = package.validate(limit_errors=_NO_LIMIT)
    found = [
        _problem(tables[task.name], error.to_dict())
        for task in report.tasks
        for error in task.errors
    ]
    return [each for each in found if each is not None]


def _resource(described: Mapping[str, Any], tables: Mapping[str, RawTable]) -> dict[str, Any]:
    """A resource with its cells inline, and of its schema what the file really has."""
    raw = tables[described["name"]]
    schema = dict(described["schema"])
    fields = {each["name"]: _bare(each) for each in schema["fields"]}
    schema["fields"] = [fields.get(name, {"name": name}) for name in raw.header]
    schema["foreignKeys"] = [
        key
        for key in schema.get("foreignKeys", ())
        if raw.has(*_names(key["fields"])) and _can_look_up(key["reference"], tables)
    ]
    if not raw.has(*raw.table.primary_key):
        schema.pop("primaryKey", None)
    return {"name": raw.table.name, "data": [raw.header, *raw.rows], "schema": schema}


def _bare(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field without the codebook's prose, which frictionless would copy many times."""
    prose = ("title", "description")
    return {
        key: value
        for key, value in field.items()
        if key not in prose and not key.startswith("kit:")
    }


def _can_look_up(reference: Mapping[str, Any], tables: Mapping[str, RawTable]) -> bool:
    """Whether the table and columns that a foreign key names could be read."""
    other = tables.get(reference["resource"])
    return other is not None and other.has(*_names(reference["fields"]))


def _problem(raw: RawTable, error: Mapping[str, Any]) -> Problem | None:
    """Say in our words what frictionless found; None where it says a thing twice."""
    kind, row, name = error["type"], error.get("rowNumber"), error.get("fieldName", "")
    table, value = raw.table.name, str(error.get("cell", ""))
    if kind == "foreign-key":
        return _foreign_key(table, row, error)
    if kind == "unique-error":
        return _twice(table, row, name, value, error["note"])
    if kind == "primary-key":
        return _primary_key(raw, row, error)
    if kind == "blank-row":
        return Problem(table, row, "", "", "a row with cells", f"Delete row {row}.")
    if kind in ("extra-cell", "missing-cell"):
        return _wrong_width(raw, row, error)
    if name not in {each.name for each in raw.table.columns}:
        return Problem(table, row, name, value, "a sound table", str(error.get("message", "")))
    column = raw.table[name]
    allowed = (
        _TYPES.get(column.type, column.type) if kind == "type-error" else _allowed(column, value)
    )
    return Problem(table, row, name, value, allowed, _remedy(column, kind, value))


def _allowed(column: Column, value: str) -> str:
    """What the constraints of a column let through."""
    limits = column.constraints
    if not value and column.required:
        return "a value in every row"
    if column.allowed:
        return ", ".join(map(str, column.allowed))
    if "pattern" in limits:
        return f"the form {limits['pattern']}"
    bounds = [f"{word} {limits[key]}" for key, word in _BOUNDS.items() if key in limits]
    return " and ".join(bounds) or "see the codebook"


_BOUNDS = {"minimum": "at least", "maximum": "at most"}


def _remedy(column: Column, kind: str, value: str) -> str:
    """What to do about a cell that breaks its type or its constraints."""
    if not value:
        return f"Fill in {column.name}."
    if kind == "type-error":
        return f"Write {_TYPES.get(column.type, column.type)}."
    if column.allowed:
        return similar(value, [str(each) for each in column.allowed]) or "Write one of these."
    return f"Correct the value; the codebook tells what {column.name} means."


def _twice(table: str, row: int | None, column: str, value: str, note: str) -> Problem:
    """A value that should be there once is there again."""
    remedy = f"Give row {row} a value of its own, or delete the row: it is {note}."
    return Problem(table, row, column, value, "each value once", remedy)


def _primary_key(raw: RawTable, row: int | None, error: Mapping[str, Any]) -> Problem | None:
    """Two rows with the same key; a column that says `unique` has said it already."""
    key = raw.table.primary_key
    if not any(error["cells"]) or any(raw.table[name].constraints.get("unique") for name in key):
        return None
    cells = dict(zip(raw.header, error["cells"], strict=False))
    value = ", ".join(str(cells.get(name, "")) for name in key)
    return _twice(raw.table.name, row, ", ".join(key), value, error["note"])


def _foreign_key(table: str, row: int | None, error: Mapping[str, Any]) -> Problem:
    """A cell names something that another table does not have."""
    value, columns = ", ".join(error["fieldCells"]), ", ".join(error["fieldNames"])
    other = f"{error['referenceName']}.{', '.join(error['referenceFieldNames'])}"
    remedy = f"Correct the value, or add a row for '{value}' to {error['referenceName']}."
    return Problem(table, row, columns, value, f"a value of {other}", remedy)


def _wrong_width(raw: RawTable, row: int | None, error: Mapping[str, Any]) -> Problem | None:
    """A row with too many or too few cells, said once a row."""
    width, cells = len(raw.header), error["cells"]
    extra = error["type"] == "extra-cell"
    if error["fieldNumber"] != (width if extra else len(cells)) + 1:
        return None
    remedy = (
        "Put a cell that contains a comma between double quotation marks."
        if extra
        else "Fill the row up: each column needs a cell, be it an empty one."
    )
    name = raw.header[-1] if extra else str(error["fieldName"])
    value = str(cells[width]) if extra else ""
    return Problem(raw.table.name, row, name, value, f"{width} cells in the row", remedy)


def _bad_schema(note: str) -> Problem:
    """The datapackage.json itself breaks the standard."""
    return Problem("", None, "", FILE, "a Data Package with Table Schemas", f"Mend it: {note}.")


def _names(key: str | Sequence[str]) -> list[str]:
    """Table Schema allows one name or a list of names."""
    return [key] if isinstance(key, str) else list(key)
