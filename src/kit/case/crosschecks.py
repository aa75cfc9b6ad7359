"""What the standard cannot say about a case: lists, chains, counts, ratings, quotations."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from kit.case import schema, text
from kit.case.problem import Problem, nearest
from kit.case.rawtable import RawTable
from kit.case.schema import Column, Schema
from kit.case.words import holds

Tables = Mapping[str, RawTable]
NO_CUE = "(none)"


def check(folder: Path, described: Schema, tables: Tables) -> list[Problem]:
    """List every problem of our own kind in the tables that could be read."""
    problems = [*_contract(described), *_references(tables), *_rules(tables), *_gaps(tables)]
    if "units" in tables and tables["units"].has("unit_id", "locator", "fingerprint"):
        problems += _quotations(folder, tables)
    return problems


def _contract(described: Schema) -> Iterator[Problem]:
    """Tables and columns that the rest of kit relies on."""
    names = [table.name for table in described]
    for name in schema.CORE:
        if name not in names:
            remedy = f"Add the resource {name} to datapackage.json, with its file."
            yield Problem(name, None, "", "", f"a table {name} in every case", remedy)
    for table in described:
        known = {column.name for column in table.columns}
        for name in schema.CONTRACT.get(table.name, ()):
            if name not in known:
                remedy = f"Add the field {name} to the table's schema and its file."
                yield Problem(table.name, None, name, "", f"a column {name}", remedy)


def _references(tables: Tables) -> Iterator[Problem]:
    """Items of lists and chains that the table they point to does not have."""
    for raw in tables.values():
        for column in raw.table.columns:
            if raw.has(column.name) and (column.separator or column.references):
                yield from _items(raw, column, tables)


def _items(raw: RawTable, column: Column, tables: Tables) -> Iterator[Problem]:
    """Check one column of lists, chains or single references."""
    other, _, key = column.references.partition(".")
    lookup = tables.get(other)
    known = lookup.values(key) if lookup and lookup.has(key) else None
    for row, cell in raw.cells(column.name):
        seen: set[str] = set()
        for item in _split(cell, column):
            if not item or item in seen:
                remedy = f"Separate the items with one '{column.separator or schema.PASSES_ON}'."
                allowed = "a list without gaps or repeated items"
                yield Problem(raw.table.name, row, column.name, cell, allowed, remedy)
            elif known is not None and item not in known:
                remedy = f"{nearest(item, known)} Or add a row for '{item}' to {other}."
                allowed = f"values of {column.references}"
                yield Problem(raw.table.name, row, column.name, item, allowed, remedy)
            seen.add(item)


def _split(cell: str, column: Column) -> list[str]:
    """The items of a cell; of a joint voice in a chain the whole and its members."""
    if column.chain:
        voices = schema.split_chain(cell)
        joint = [schema.JOINT.join(voice) for voice in voices]
        members = [actor for voice in voices if len(voice) > 1 for actor in voice]
        return [*joint, *(actor for actor in members if actor not in joint)]
    return [item.strip() for item in cell.split(column.separator)] if column.separator else [cell]


def _rules(tables: Tables) -> Iterator[Problem]:
    """Cells of one row that must agree with each other."""
    if "units" in tables:
        for row, record in tables["units"].records():
            yield from _unit(row, record)
    if "statements" in tables:
        for row, record in tables["statements"].records():
            yield from _statement(row, record)
    if "claims" in tables:
        for row, record in tables["claims"].records():
            verdict, accepted = record.get("verdict", ""), record.get("accepted", "")
            if accepted and verdict not in accepted.split(schema.SEVERAL):
                remedy = f"Put '{verdict}' into the list, or correct the verdict."
                allowed = f"a list that contains the verdict '{verdict}'"
                yield Problem("claims", row, "accepted", accepted, allowed, remedy)


def _unit(row: int, record: Mapping[str, str]) -> Iterator[Problem]:
    """No more words stand inside quotation marks than the unit has."""
    words, quoted = record.get("words", "").strip(), record.get("in_quotes", "").strip()
    if words.isdigit() and quoted.isdigit() and int(quoted) > int(words):
        allowed = f"at most {words}, the words of the unit"
        remedy = "Count the words inside the quotation marks again, or correct words."
        yield Problem("units", row, "in_quotes", quoted, allowed, remedy)


def _statement(row: int, record: Mapping[str, str]) -> Iterator[Problem]:
    """Depth, speaker and mixed quotation follow from chain and mode."""
    chain = record.get("chain", "")
    depth, speaker = record.get("depth", ""), record.get("speaker", "")
    if chain:
        voices = len(schema.split_chain(chain))
        if depth.strip().isdigit() and int(depth) != voices:
            allowed = f"{voices}, the number of voices in {chain}"
            yield Problem("statements", row, "depth", depth, allowed, f"Write {voices}.")
        inner = schema.innermost(chain)
        if speaker and speaker != inner:
            allowed = f"{inner}, the innermost voice of {chain}"
            remedy = f"Write {inner}, or correct the chain."
            yield Problem("statements", row, "speaker", speaker, allowed, remedy)
    mode, mixed = record.get("mode", ""), record.get("mixed", "")
    if mode and mode != "direct" and mixed.lower() in ("true", "1"):
        remedy = "Write false, or give the statement the mode direct."
        yield Problem("statements", row, "mixed", mixed, f"false with the mode {mode}", remedy)


def _gaps(tables: Tables) -> Iterator[Problem]:
    """Items rated for some, but not for all rated hypotheses of one question."""
    if not {"ratings", "hypotheses", "evidence"} <= set(tables):
        return
    questions = {
        record.get("hypothesis_id", ""): record.get("question", "")
        for _, record in tables["hypotheses"].records()
    }
    known = {record.get("evidence_id", "") for _, record in tables["evidence"].records()}
    last: dict[tuple[str, str], int] = {}  # The last row of each item, by question.
    rated: dict[tuple[str, str], None] = {}
    for row, record in tables["ratings"].records():
        item, hypothesis = record.get("evidence_id", ""), record.get("hypothesis_id", "")
        if item in known and hypothesis in questions:
            last[item, questions[hypothesis]] = row
            rated[item, hypothesis] = None
    hypotheses = dict.fromkeys(hypothesis for _, hypothesis in rated)
    for (item, question), row in last.items():
        for hypothesis in hypotheses:
            if questions[hypothesis] == question and (item, hypothesis) not in rated:
                allowed = f"a rating of {item} for each rated hypothesis of '{question}'"
                remedy = f"Add a row after row {row}: rate it, NAP if it does not apply."
                pair = f"{item}, {hypothesis}"
                columns = "evidence_id, hypothesis_id"
                yield Problem("ratings", None, columns, pair, allowed, remedy)


def _quotations(folder: Path, tables: Tables) -> Iterator[Problem]:
    """Phrases that the attached text does not have where the case says."""
    raw = tables["units"]
    units = pd.DataFrame([record for _, record in raw.records()], columns=raw.header).fillna("")
    report = text.attached(folder, units)
    if report is None:
        return
    paragraphs = dict(zip(units["unit_id"], units["para"], strict=True)) if raw.has("para") else {}
    for other in tables.values():
        unit_column = "unit" if other.has("unit") else "unit_id"
        for column in other.table.columns:
            if not (column.quotes and other.has(column.name, unit_column)):
                continue
            for row, record in other.records():
                named = _split_list(record.get(unit_column, ""))
                if column.quotes == "paragraph":
                    where = {paragraphs.get(unit) for unit in named}
                    named = [unit for unit in paragraphs if paragraphs[unit] in where]
                yield from _phrases(other, row, column, record, named, report)


def _phrases(
    raw: RawTable,
    row: int,
    column: Column,
    record: Mapping[str, str],
    units: list[str],
    report: text.Report,
) -> Iterator[Problem]:
    """Phrases of one cell that none of its units has; units not found prove nothing."""
    if not units or any(unit not in report.texts for unit in units):
        return
    for phrase in _split_list(record.get(column.name, "")):
        if phrase != NO_CUE and not any(holds(report.texts[unit], phrase) for unit in units):
            allowed = f"words of the attached text in {', '.join(units)}"
            remedy = "Copy the phrase from the text, or name the unit that has it."
            yield Problem(raw.table.name, row, column.name, phrase, allowed, remedy)


def _split_list(cell: str) -> list[str]:
    """The items of a list, without empty ones."""
    return [item.strip() for item in cell.split(schema.SEVERAL) if item.strip()]
