"""Solution blocks: the part of an answer cell that students do not get."""

import re
from dataclasses import dataclass

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_MARKER = re.compile(r"\s*#+\s*(BEGIN|END)\s+SOLUTION\b.*", re.IGNORECASE)


@dataclass(frozen=True)
class Split:
    """An answer cell taken apart.

    Attributes
    ----------
    stub
        The cell without its solution blocks: ordinary code that students get.
    solved
        The whole cell without the markers.
    solution
        The lines inside the blocks.
    problems
        Offset of the line in the cell, and what is wrong with it.
    """

    stub: str
    solved: str
    solution: tuple[str, ...]
    problems: tuple[tuple[int, str], ...] = ()


def marker_lines(text: str) -> list[int]:
    """List the offsets of the lines that look like a solution marker."""
    return [at for at, line in enumerate(text.splitlines()) if _MARKER.fullmatch(line)]


def split(text: str) -> Split:
    r"""Take the solution blocks out of a cell.

    Parameters
    ----------
    text
        The source of an answer cell. A block starts with a line
        ``### BEGIN SOLUTION`` and stops with a line ``### END SOLUTION``.

    Returns
    -------
    Split
        With every problem in it; nothing is raised.

    Examples
    --------
    >>> cell = "n = ...\n### BEGIN SOLUTION\nn = 3\n### END SOLUTION"
    >>> split(cell).stub, split(cell).solution
    ('n = ...', ('n = 3',))
    """
    stub: list[str] = []
    solved: list[str] = []
    solution: list[str] = []
    problems: list[tuple[int, str]] = []
    opened, size = -1, 0
    for at, line in enumerate(text.splitlines()):
        if not _MARKER.fullmatch(line):
            solved.append(line)
            (stub if opened < 0 else solution).append(line)
            continue
        marker = line.strip()
        if marker not in (BEGIN, END):
            problems.append((at, f"'{marker}' is not a marker; write {BEGIN} or {END}"))
        elif marker == BEGIN:
            if opened >= 0:
                problems.append((at, f"a solution is nested in another; put {END} before it"))
            opened, size = at, len(solution)
        elif opened < 0:
            problems.append((at, f"{END} without {BEGIN}; add the marker that opens it"))
        else:
            if not any(line.strip() for line in solution[size:]):
                problems.append((opened, "the solution is empty; write it between the markers"))
            opened = -1
    if opened >= 0:
        problems.append((opened, f"the solution is not closed; add a line {END}"))
    return Split(
        "\n".join(stub).strip("\n"), "\n".join(solved).strip("\n"), tuple(solution), tuple(problems)
    )
