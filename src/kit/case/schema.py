"""What a case's ``datapackage.json`` says: tables, columns, allowed values.

A case is a Data Package (version 2) whose tables are described by Table
Schemas. Beside the standard properties, a column may carry four of ours, each
with the prefix ``kit:``, so that nothing in the code knows one story:

``kit:list``
    The separator of a column that holds a list, e.g. ``";"``.
``kit:references``
    ``table.column`` that every item of a list or chain must be found in.
``kit:chain``
    True for a column of attribution chains: ``A>B`` passes on, ``A+B`` is a
    joint voice.
``kit:quotes``
    ``unit`` or ``paragraph``: the column holds phrases of the article, to be
    found in the units named by this row, or in their paragraphs.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "datapackage.json"
PASSES_ON = ">"
JOINT = "+"
SEVERAL = ";"

# The columns that other rooms rely on, by table; a case may have more tables
# and more columns. The first four tables make a case; the others are optional.
CORE = ("units", "actors", "concepts", "statements")
CONTRACT: Mapping[str, tuple[str, ...]] = {
    "units": ("unit_id", "para", "locator", "fingerprint", "paraphrase"),
    "actors": ("actor_id", "name", "type"),
    "concepts": ("concept", "label"),
    "statements": (
        *("statement_id", "unit_id", "chain", "depth", "speaker", "holder", "concept", "stance"),
        *("mode", "mixed", "cue", "certainty", "claim_type", "paraphrase", "alternatives"),
    ),
    "sources": ("source_id",),
    "claims": ("claim_id", "unit", "claim", "kind", "verdict", "accepted", "card", "status"),
    "cards": ("card_id", "date", "title", "text", "sources", "status"),
    "events": ("event_id", "date", "date_end", "event", "kind"),
    "hypotheses": ("hypothesis_id", "question", "text"),
    "evidence": ("evidence_id", "text", "date"),
    "ratings": ("evidence_id", "hypothesis_id", "rating", "reason", "contested"),
    "arguments": ("argument_id", "part", "text"),
    "codings": ("unit_id",),
}


class CaseError(Exception):
    """A case cannot be read; the message says what, where and what to do."""


@dataclass(frozen=True)
class Column:
    """One column of a table, as its Table Schema describes it."""

    name: str
    type: str = "string"
    title: str = ""
    description: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    separator: str = ""
    references: str = ""
    chain: bool = False
    quotes: str = ""

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> "Column":
        """Read one entry of a Table Schema's ``fields``."""
        return cls(
            name=found["name"],
            type=found.get("type", "string"),
            title=found.get("title", ""),
            description=found.get("description", ""),
            constraints=found.get("constraints", {}),
            separator=found.get("kit:list", ""),
            references=found.get("kit:references", ""),
            chain=found.get("kit:chain", False),
            quotes=found.get("kit:quotes", ""),
        )

    @property
    def required(self) -> bool:
        """Whether every row must have a value."""
        return bool(self.constraints.get("required", False))

    @property
    def allowed(self) -> tuple[Any, ...]:
        """The values allowed, in the order of the schema; empty if any value is."""
        return tuple(self.constraints.get("enum", ()))


@dataclass(frozen=True)
class Table:
    """One table of a case: its file, its columns and its keys."""

    name: str
    path: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[Mapping[str, Any], ...]
    missing_values: tuple[str, ...]

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> "Table":
        """Read one entry of a Data Package's ``resources``."""
        schema = found.get("schema", {})
        return cls(
            name=found["name"],
            path=found["path"],
            title=found.get("title", found["name"]),
            description=found.get("description", ""),
            columns=tuple(Column.from_dict(each) for each in schema.get("fields", ())),
            primary_key=_names(schema.get("primaryKey", ())),
            foreign_keys=tuple(schema.get("foreignKeys", ())),
            missing_values=tuple(schema.get("missingValues", ("",))),
        )

    @property
    def naming(self) -> tuple[Column, ...]:
        """The columns whose cells name rows of this or another table."""
        keys = {name for each in self.foreign_keys for name in _names(each["fields"])}
        keys.update(self.primary_key)
        return tuple(
            each for each in self.columns if each.name in keys or each.references or each.chain
        )

    def __getitem__(self, column: str) -> Column:
        """Give a column by name."""
        for each in self.columns:
            if each.name == column:
                return each
        msg = (
            f"The table {self.name!r} has no column {column!r}. "
            f"Its columns: {', '.join(each.name for each in self.columns)}."
        )
        raise CaseError(msg)


@dataclass(frozen=True)
class Schema:
    """What one ``datapackage.json`` says."""

    name: str
    title: str
    description: str
    tables: tuple[Table, ...]

    def __iter__(self) -> Iterator[Table]:
        """Go through the tables in the order of the file."""
        return iter(self.tables)

    def __getitem__(self, table: str) -> Table:
        """Give a table by name."""
        for each in self.tables:
            if each.name == table:
                return each
        known = ", ".join(each.name for each in self.tables)
        msg = f"The case {self.name!r} has no table {table!r}. Its tables: {known}."
        raise CaseError(msg)

    def allowed(self, table: str, column: str) -> tuple[Any, ...]:
        """List the values that the codebook allows in a column, in its order.

        Examples
        --------
        >>> from kit import places
        >>> read(places.case("syria-2017")).allowed("ratings", "rating")
        ('CC', 'C', 'N', 'I', 'II', 'NAP')
        """
        return self[table][column].allowed


def read(case_dir: str | Path) -> Schema:
    """Read the ``datapackage.json`` of a case folder.

    Raises
    ------
    CaseError
        If the folder or the file is missing, is not JSON, or is not a Data
        Package with tables.
    """
    folder = Path(case_dir)
    found = _descriptor(folder)
    try:
        tables = tuple(Table.from_dict(each) for each in found["resources"])
    except (KeyError, TypeError, AttributeError) as error:
        msg = (
            f"{folder / FILE} does not describe tables: {error!r} is missing or has another form. "
            "It needs 'resources', a list in which each has 'name', 'path' and 'schema'."
        )
        raise CaseError(msg) from None
    return Schema(
        name=found.get("name", folder.name),
        title=found.get("title", folder.name),
        description=found.get("description", ""),
        tables=tables,
    )


def split_chain(chain: str) -> list[list[str]]:
    """Take an attribution chain apart, outermost voice first.

    Parameters
    ----------
    chain
        Actor ids; ``>`` passes a statement on, ``+`` joins voices that are
        reported as one.

    Returns
    -------
    list of list of str
        One list for each voice; a joint voice has several ids.

    Examples
    --------
    >>> split_chain("NAR>FAL>ENG")
    [['NAR'], ['FAL'], ['ENG']]
    >>> split_chain("NAR>FAL+LIN")
    [['NAR'], ['FAL', 'LIN']]
    """
    return [[actor.strip() for actor in voice.split(JOINT)] for voice in chain.split(PASSES_ON)]


def innermost(chain: str) -> str:
    """Give the innermost voice of a chain, a joint voice as it is written.

    Examples
    --------
    >>> innermost("NAR>FAL>ENG")
    'ENG'
    >>> innermost("NAR>FAL+LIN")
    'FAL+LIN'
    """
    return JOINT.join(split_chain(chain)[-1])


def _descriptor(folder: Path) -> dict[str, Any]:
    """Read the JSON of a case, or say in one sentence why that cannot be."""
    if not folder.exists():
        msg = f"There is no folder {folder}. Give the folder of a case: the one with {FILE}."
        raise CaseError(msg)
    if not folder.is_dir():
        msg = f"{folder} is a file. Give the folder of a case: the one with {FILE}."
        raise CaseError(msg)
    file = folder / FILE
    if not file.is_file():
        msg = f"{folder} holds no {FILE}. Give the folder of a case, or write the file."
        raise CaseError(msg)
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        msg = f"{file} is not JSON in UTF-8: {error}. Mend the place it names and save again."
        raise CaseError(msg) from None
    if not isinstance(found, dict):
        msg = (
            f"{file} holds no JSON object. A Data Package starts with a brace and has 'resources'."
        )
        raise CaseError(msg)
    return found


def _names(key: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Table Schema allows one name or a list of names for a key."""
    return (key,) if isinstance(key, str) else tuple(key)
