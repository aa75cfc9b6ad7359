"""Read a table as text, cell by cell, and say what keeps it from being read.

Validation needs every cell as it stands in the file, with its row, also where
pandas would refuse the whole table.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.case.problem import Problem, nearest
from kit.case.schema import Table

FIRST_ROW = 2  # Spreadsheets count from 1, and the header is row 1.
# Traces of UTF-8 that was once read as Windows text, and of signs already lost.
_MANGLED = ("\ufffd", "â€", "Ã¤", "Ã¶", "Ã¼", "Ã©", "Ã¨", "Â ", "Â«", "Â»")


@dataclass(frozen=True)
class RawTable:
    """The cells of one table as text.

    Attributes
    ----------
    table
        What the schema says about it.
    header
        The names of the columns, in the order of the file.
    rows
        The cells of each row; a row may be shorter or longer than the header.
    """

    table: Table
    header: list[str]
    rows: list[list[str]]

    def has(self, *columns: str) -> bool:
        """Tell whether the file has all these columns."""
        return set(columns) <= set(self.header)

    def values(self, column: str) -> list[str]:
        """The cells of a column that are not empty, in the order of the file."""
        return [cell for _, cell in self.cells(column)]

    def cells(self, column: str) -> Iterator[tuple[int, str]]:
        """Go through the cells of a column that are not empty, with their rows."""
        for number, row in self.records():
            if row.get(column, "") not in self.table.missing_values:
                yield number, row[column]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Go through the rows as dictionaries, with their numbers."""
        for number, row in enumerate(self.rows, FIRST_ROW):
            yield number, dict(zip(self.header, row, strict=False))


def read(folder: Path, table: Table) -> tuple[RawTable | None, list[Problem]]:
    """Read one table of a case.

    Returns
    -------
    tuple
        The table, or None if it cannot be read at all, and the problems with
        its file and its header.
    """
    file = folder / table.path
    if not file.is_file():
        remedy = f"Put the file {table.path} beside datapackage.json, or mend its 'path' there."
        return None, [Problem(table.name, None, "", "", f"a file {table.path}", remedy)]
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_wrong_encoding(table, content, error.start)]
    if not text or "\0" in text:
        return None, [_not_csv(table, "not text" if text else "no rows")]
    lines, unread = _cells(text)
    if unread:
        return None, [_open_quotation(table, lines, unread)]
    raw = RawTable(table, lines[0], lines[1:])
    if not set(raw.header) & {column.name for column in table.columns}:
        return None, [_not_csv(table, ",".join(raw.header)[:60])]
    return raw, [*_header_problems(raw), *_mangled_cells(raw)]


def _not_csv(table: Table, found: str) -> Problem:
    """The file holds no table."""
    names = ", ".join(column.name for column in table.columns)
    remedy = f"Save {table.path} from a spreadsheet as 'CSV UTF-8', with commas between the cells."
    return Problem(table.name, 1, "", found, f"a CSV table with the columns {names}", remedy)


def _cells(text: str) -> tuple[list[list[str]], str]:
    """The rows up to the first that cannot be read, and the line in which that one begins."""
    printed = list(io.StringIO(text, newline=""))
    reader, rows, begins = csv.reader(printed, strict=True), [], 0
    try:
        for row in reader:
            rows.append(row)
            begins = reader.line_num
    except csv.Error:
        return rows, printed[begins]
    return rows, ""


def _open_quotation(table: Table, before: list[list[str]], line: str) -> Problem:
    """A row whose quotation marks do not come in pairs, so that it swallows the next rows."""
    column, value = "", line.strip()
    if before and line.count('"') % 2:
        # The cell left open is the last one that the line alone gives.
        cells = next(csv.reader([line]))
        column, value = dict(enumerate(before[0])).get(len(cells) - 1, ""), cells[-1].strip()
    remedy = (
        "Close the quotation mark that opens in this row. "
        "Inside such a cell a quotation mark is written twice."
    )
    allowed = "quotation marks in pairs around a cell"
    return Problem(table.name, len(before) + 1, column, value[:60], allowed, remedy)


def _wrong_encoding(table: Table, content: bytes, start: int) -> Problem:
    """A byte that is not UTF-8, with the cell it stands in."""
    # What comes before the bad byte is sound, so the first replaced sign marks the cell.
    end = content.find(b"\n", start)
    text = content[: end if end >= 0 else len(content)].decode("utf-8-sig", "replace")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    row, place, value = next(
        (number, place, cell)
        for number, line in enumerate(lines, 1)
        for place, cell in enumerate(line)
        if "\ufffd" in cell
    )
    column = lines[0][place] if row > 1 and place < len(lines[0]) else ""
    remedy = f"Save {table.path} again with the encoding UTF-8 ('CSV UTF-8')."
    return Problem(table.name, row, column, value, "text in UTF-8", remedy)


def _header_problems(raw: RawTable) -> list[Problem]:
    """Columns that are missing, unknown or there twice."""
    table, problems = raw.table, []
    known = [column.name for column in table.columns]
    for name in known:
        if name not in raw.header:
            remedy = f"Add the column {name} to {table.path}; its meaning is in the codebook."
            problems.append(Problem(table.name, 1, name, "", f"a column {name}", remedy))
    for position, name in enumerate(raw.header, 1):
        if name not in known:
            allowed = "a column that datapackage.json describes"
            remedy = f"Rename or remove column {position}, or describe it. {nearest(name, known)}"
            problems.append(Problem(table.name, 1, name, name, allowed, remedy))
        elif name in raw.header[: position - 1]:
            remedy = f"Remove or rename column {position}."
            problems.append(Problem(table.name, 1, name, name, "each column once", remedy))
    return problems


def _mangled_cells(raw: RawTable) -> list[Problem]:
    """Cells that were once read with the wrong encoding and saved so."""
    return [
        Problem(
            *(raw.table.name, number, column, cell),
            "readable signs",
            "This text was once read with a wrong encoding: type the damaged signs again.",
        )
        for number, row in raw.records()
        for column, cell in row.items()
        if any(trace in cell for trace in _MANGLED)
    ]
