"""Blanks around names, which the eye does not see and a program does."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kit.case import schema
from kit.case.problem import Problem
from kit.case.rawtable import RawTable
from kit.case.schema import Column


def check(raw: RawTable) -> Iterator[Problem]:
    """Name every blank before or after a name, also inside chains and lists."""
    for column in raw.table.naming:
        for row, cell in raw.cells(column.name):
            clean = _without(cell, column)
            if cell != clean:
                fill_in = f"Delete the blank, or fill in {column.name}."
                remedy = f"Write '{clean}'." if clean else fill_in
                allowed = "names without a blank before or after them"
                yield Problem(raw.table.name, row, column.name, cell, allowed, remedy)


def without(raw: RawTable) -> RawTable:
    """Give the table without these blanks, so that one blank is one problem."""
    naming = {raw.header.index(each.name): each for each in raw.table.naming if raw.has(each.name)}
    rows = [
        [_without(cell, naming[at]) if at in naming else cell for at, cell in enumerate(row)]
        for row in raw.rows
    ]
    return replace(raw, rows=rows)


def _without(cell: str, column: Column) -> str:
    """A cell without blanks at its edges and around the signs that join names."""
    signs = re.escape(schema.PASSES_ON + schema.JOINT + column.separator)
    return re.sub(rf"\s*([{signs}])\s*", r"\1", cell.strip())
