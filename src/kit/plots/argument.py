"""An argument after Toulmin: data, so a claim, since a warrant, unless a rebuttal."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from kit.plots.picture import Picture, picture
from kit.plots.svg import Drawing
from kit.plots.words import Names, fit, namer, number, short
from kit.reading import arguments, frames

MOST = 8  # arguments in one picture
LINES = 6
_WIDE, _SIZE, _GAP = 216.0, 13.0, 20.0
# Where each part stands: column and row; and the word that joins it to its neighbour.
_PLACES = {
    "data": (0, 0, "Data"),
    "qualifier": (1, 0, "So, how surely"),
    "claim": (2, 0, "Claim"),
    "warrant": (0, 1, "Since (warrant)"),
    "rebuttal": (1, 1, "Unless (rebuttal)"),
    "backing": (0, 2, "Backing"),
}


def draw(
    parts: pd.DataFrame,
    *,
    argument: str = "argument_id",
    part: str = "part",
    text: str = "text",
    stated: str | None = None,
    names: Names = None,
    caption: str = "How the argument is built",
) -> Picture:
    """Draw arguments in Toulmin's layout; a part that is not there stands as a gap.

    Parameters
    ----------
    parts
        Long: one row a part.
    argument, part, text
        Columns, as in :func:`kit.reading.arguments.layout`.
    stated
        Column of true and false: a part that the text leaves unsaid has a dashed
        frame and says so. None: no difference.
    names
        Names of texts, if `text` holds ids.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has ``argument``, ``part``, ``text`` and, if asked for, ``stated``.

    Raises
    ------
    ReadingError
        If a column is missing or a part is not one of Toulmin's.

    Examples
    --------
    >>> parts = pd.DataFrame({"argument_id": "A1", "part": ["claim", "data"], "text": ["c", "d"]})
    >>> draw(parts).alt
    'A1: from “d” to “c”; without warrant, backing, qualifier, rebuttal.'
    """
    frames.need(parts, stated)
    layout = arguments.layout(parts, argument=argument, part=part, text=text)
    name = namer(names)
    unsaid = set()
    if stated:
        columns = [argument, part, text, stated]
        unsaid = {tuple(row[:3]) for row in parts[columns].to_numpy().tolist() if row[3] is False}
    rows = [
        (name(each), slot, name(words), "no" if (each, slot, words) in unsaid else "yes")
        for each, row in layout.iterrows()
        for slot in arguments.PARTS
        for words in row[slot]
    ]
    frame = frames.rows(rows, ["argument", "part", "text", "stated"])
    drawing = Drawing(720)
    top = 12.0
    for each, row in layout.iloc[:MOST].iterrows():
        slots = {
            slot: [(name(words), (each, slot, words) in unsaid) for words in row[slot]]
            for slot in arguments.PARTS
        }
        top = _one(drawing, top, name(each) if len(layout) > 1 else "", slots)
    if len(layout) > MOST:
        rest = number(len(layout) - MOST, "more argument")
        drawing.text(12, top + 18, [f"In the table: {rest}"], size=_SIZE, paint="soft")
        top += 26
    return picture(
        drawing,
        top + 4,
        alt=_finding(layout, name),
        frame=frame if stated else frame.drop(columns="stated"),
        caption=caption,
    )


def _one(
    drawing: Drawing, top: float, title: str, slots: dict[str, list[tuple[str, bool]]]
) -> float:
    """Draw one argument and give the height it reaches."""
    if title:
        drawing.text(12, top + 16, fit(title, 690, 15), size=14, bold=True)
        top += 28
    inside = {slot: _lines(texts) for slot, texts in slots.items()}
    high = [
        max(_box_height(inside[slot]) for slot, place in _PLACES.items() if place[1] == row)
        for row in range(3)
    ]
    rows = [top, top + high[0] + _GAP, top + high[0] + high[1] + 2 * _GAP]
    left = [12 + column * (_WIDE + 24) for column in range(3)]
    middle = rows[0] + high[0] / 2
    _arrow(drawing, left[0] + _WIDE, left[1], middle)
    _arrow(drawing, left[1] + _WIDE, left[2], middle)
    joint = left[0] + _WIDE + 10
    under = rows[1] + high[1] / 2
    drawing.path(f"M{left[0] + _WIDE} {under}H{joint}V{middle}", edge="ink")
    for column, row in ((1, 0), (0, 1)):
        start = (left[column] + _WIDE / 2, rows[row] + high[row])
        drawing.line(start, (start[0], start[1] + _GAP), edge="ink")
    for slot, (column, row, heading) in _PLACES.items():
        unsaid = bool(slots[slot]) and all(each for _, each in slots[slot])
        with drawing.group(slot):
            _slot(drawing, left[column], rows[row], high[row], heading, inside[slot], unsaid)
    return rows[2] + high[2] + 22


def _lines(texts: list[tuple[str, bool]]) -> list[str]:
    """Break the texts of one slot; several texts begin with a dash each."""
    dash = "– " if len(texts) > 1 else ""
    broken = [fit(dash + words, _WIDE - 18, _SIZE, lines=LINES) for words, _ in texts]
    return [line for each in broken for line in each][: 2 * LINES]


def _box_height(lines: list[str]) -> float:
    return 36 + max(len(lines), 1) * _SIZE * 1.25


def _slot(
    drawing: Drawing,
    left: float,
    top: float,
    high: float,
    heading: str,
    lines: list[str],
    unsaid: bool,
) -> None:
    fill = "panel" if lines else "paper"
    dash = "" if lines and not unsaid else "6 4"
    drawing.box(left, top, _WIDE, high, fill=fill, edge="ink", dash=dash, corner=6)
    words = f"{heading} · unsaid" if unsaid else heading
    drawing.text(left + 9, top + 19, fit(words, _WIDE - 18, 13.5), size=12.5, bold=True)
    shown = lines or ["none given"]
    drawing.text(left + 9, top + 39, shown, size=_SIZE, paint="ink" if lines else "soft")


def _arrow(drawing: Drawing, start: float, end: float, y: float) -> None:
    drawing.line((start, y), (end - 2, y), edge="ink", thick=1.5)
    drawing.path(f"M{end} {y}l-8 -4.5v9Z", fill="ink", edge="")


def _finding(layout: pd.DataFrame, name: Callable[[Any], str]) -> str:
    parts = []
    for each, row in layout.iloc[:MOST].iterrows():
        data, claim = (
            " and ".join(f"“{short(name(words))}”" for words in row[slot][:2]) or "nothing"
            for slot in ("data", "claim")
        )
        gaps = [slot for slot in arguments.PARTS if not row[slot]]
        missing = f"without {', '.join(gaps)}" if gaps else "with all six parts"
        parts.append(f"{short(name(each))}: from {data} to {claim}; {missing}.")
    return " ".join(parts) or "No argument."
