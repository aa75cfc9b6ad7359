"""A grid of cells with signs, named in rows and columns: the form of three pictures."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kit.plots import palette
from kit.plots.svg import Drawing
from kit.plots.words import fit, number, width

WIDTH = 720  # of every picture: the width of a notebook's output on a small screen
MOST_ROWS = 60
MOST_COLUMNS = 40
_SIZE = 13
_LABEL = 250
_NARROW, _WIDE = 32, 110


class Cell(NamedTuple):
    """What stands in a cell: a fill and a sign."""

    fill: str
    sign: str


class Sign(NamedTuple):
    """One entry of a legend."""

    cell: Cell
    meaning: str


def sheet(columns: int) -> Drawing:
    """Give a sheet wide enough for so many columns."""
    return Drawing(max(WIDTH, _LABEL + _NARROW * min(columns, MOST_COLUMNS) + 10))


def draw(
    drawing: Drawing,
    top: float,
    rows: Sequence[str],
    columns: Sequence[str],
    cell: Callable[[int, int], Cell],
) -> float:
    """Draw the grid and give the height it reaches.

    Parameters
    ----------
    drawing
        From `sheet`.
    top
        Where to begin.
    rows, columns
        Names; as many are drawn as `MOST_ROWS` and `MOST_COLUMNS` allow.
    cell
        Gives the cell of a row and a column, by position.
    """
    rows, columns = rows[:MOST_ROWS], columns[:MOST_COLUMNS]
    if not rows or not columns:
        return top
    room = min(_WIDE, (drawing.width - _LABEL - 10) / len(columns))
    down = _heads(drawing, top, columns, room)
    for i, name in enumerate(rows):
        lines = fit(name, _LABEL - 16, _SIZE, lines=2)
        high = 30 if len(lines) < 2 else 38
        foot = down + high / 2 + _SIZE * 0.35 - (len(lines) - 1) * _SIZE * 0.62
        drawing.text(_LABEL - 8, foot, lines, size=_SIZE, anchor="end")
        for j in range(len(columns)):
            _cell(drawing, cell(i, j), _LABEL + j * room, down, room, high)
        down += high
    return down


def legend(drawing: Drawing, top: float, signs: Sequence[Sign]) -> float:
    """Say what the signs mean; gives the height reached."""
    right, down = 12.0, top
    for sign, meaning in signs:
        wide = 40 + width(meaning, _SIZE) + 14
        if right + wide > drawing.width and right > 12:
            right, down = 12, down + 30
        _cell(drawing, sign, right, down, 34, 24)
        drawing.text(right + 40, down + 17, [meaning], size=_SIZE)
        right += wide
    return down + 36


def left_out(drawing: Drawing, top: float, rows: int, columns: int) -> float:
    """Say what a large grid leaves to the table; gives the height reached."""
    over = [
        number(count - most, f"more {what}")
        for count, most, what in ((rows, MOST_ROWS, "row"), (columns, MOST_COLUMNS, "column"))
        if count > most
    ]
    if not over:
        return top
    drawing.text(12, top + 22, [f"In the table: {' and '.join(over)}"], size=_SIZE, paint="soft")
    return top + 28


def _heads(drawing: Drawing, top: float, columns: Sequence[str], room: float) -> float:
    """Name the columns: level where they fit in, else upright."""
    broken = [fit(name, room - 6, _SIZE, lines=3) for name in columns]
    level = all("…" not in line for lines in broken for line in lines) and (
        room > 70 or all(len(lines) < 2 for lines in broken)
    )
    if level:
        most = max(len(lines) for lines in broken)
        for j, lines in enumerate(broken):
            foot = top + _SIZE + (most - len(lines)) * _SIZE * 1.25
            drawing.text(_LABEL + (j + 0.5) * room, foot, lines, size=_SIZE, anchor="middle")
        return top + most * _SIZE * 1.25 + 8
    upright = [fit(name, 150, _SIZE, lines=2) for name in columns]
    high = max(width(line, _SIZE) for lines in upright for line in lines or [""])
    for j, lines in enumerate(upright):
        right = _LABEL + (j + 0.5) * room + _SIZE * 0.35 - (len(lines) - 1) * _SIZE * 0.62
        drawing.text(right, top + high, lines, size=_SIZE, turn=-90)
    return top + high + 8


def _cell(drawing: Drawing, cell: Cell, left: float, top: float, wide: float, high: float) -> None:
    drawing.box(left + 1, top + 1, wide - 2, high - 2, fill=cell.fill, edge="line", corner=2)
    if cell.sign:
        foot = top + high / 2 + _SIZE * 0.36
        paint = palette.ON[cell.fill]
        drawing.text(left + wide / 2, foot, [cell.sign], paint=paint, size=_SIZE, anchor="middle")
