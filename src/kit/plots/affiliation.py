"""Actors and concepts: who is for what, and who is against it."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from kit.plots.layout import neighbours_first
from kit.plots.picture import Picture, picture
from kit.plots.svg import Drawing, point
from kit.plots.words import Names, fit, namer, number, several
from kit.reading import frames

MOST = 40  # names on either side
Tie = tuple[str, str, str]
SIDES = ("none", "for", "against", "both")
_LOOKS = {"for": ("pro", ""), "against": ("contra", "7 5"), "both": ("ink", "12 4 2 4")}
_LEFT, _RIGHT, _SIZE, _STEP = 190.0, 350.0, 13.0, 26.0


def draw(
    sides: pd.DataFrame,
    *,
    names: Names = None,
    labels: Names = None,
    caption: str = "Who is for what, who is against it",
) -> Picture:
    """Draw a two-mode network: actors on the left, concepts on the right.

    Parameters
    ----------
    sides
        Actors in rows, concepts in columns; 0 none, 1 for, 2 against, 3 both, as
        ``kit.reading.discourse.affiliation(…, aggregation="combine")`` gives.
    names, labels
        Names of actors and of concepts, by id.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has ``actor``, ``concept`` and ``side``, and a row for each actor
        or concept without a tie.

    Raises
    ------
    ReadingError
        If a cell is none of 0, 1, 2, 3.

    Examples
    --------
    >>> draw(pd.DataFrame([[1], [2]], index=["A", "B"], columns=["peace"])).alt
    '2 actors, 1 concept. Actors on both sides of: peace.'
    """
    frames.check_values("the table of sides", pd.unique(sides.to_numpy().ravel()), (0, 1, 2, 3))
    actor, concept = namer(names), namer(labels)
    cells = sides.to_numpy(dtype=int)
    ties = [(f"a{i}", f"c{j}", SIDES[cells[i, j]]) for i, j in zip(*cells.nonzero(), strict=True)]
    called = {f"a{i}": actor(each) for i, each in enumerate(sides.index)}
    called |= {f"c{j}": concept(each) for j, each in enumerate(sides.columns)}
    tied = {end for tie in ties for end in tie[:2]}
    rows = [(called[left], called[right], side) for left, right, side in ties]
    rows += [
        (words, "", "no side") for key, words in called.items() if key not in tied and key[0] == "a"
    ]
    rows += [
        ("", words, "no side") for key, words in called.items() if key not in tied and key[0] == "c"
    ]
    drawing, height = sketch(ties, [key for key in called if key in tied], called)
    return picture(
        drawing,
        height,
        alt=_finding(sides, concept),
        frame=frames.rows(rows, ["actor", "concept", "side"]),
        caption=caption,
    )


def sketch(
    ties: list[Tie], nodes: list[str], called: dict[str, str], *, most: int = MOST
) -> tuple[Drawing, float]:
    """Draw the network alone, for pictures and widgets.

    Parameters
    ----------
    ties
        Keys of an actor and of a concept, and one of `SIDES`. Keys of actors begin
        with ``a``, those of concepts with ``c``.
    nodes
        The keys to draw.
    called
        The name of each.
    most
        How many on either side.

    Returns
    -------
    tuple
        The drawing and its height. The group of a tie has the key ``actor|concept``.
    """
    drawing = Drawing(720)
    _legend(drawing)
    listed = frames.rows(((*tie[:2], 1) for tie in ties), ["first", "second", "weight"])
    ordered = neighbours_first(listed, nodes)
    columns = [[each for each in ordered if each[0] == mode] for mode in "ac"]
    high = _STEP * max(min(most, len(column)) for column in columns)
    gap = {mode: high / min(most, len(each) or 1) for mode, each in zip("ac", columns, strict=True)}
    place = {}
    for column, x in zip(columns, (_LEFT, _RIGHT), strict=True):
        for i, node in enumerate(column[:most]):
            place[node] = (x, 46 + high * (i + 0.5) / min(len(column), most))
    for left, right, side in ties:
        if left in place and right in place:
            edge, dash = _LOOKS[side]
            start, end = place[left], place[right]
            bend = (start[0] + end[0]) / 2
            steps = f"M{point(*start)}C{point(bend, start[1])} {point(bend, end[1])} {point(*end)}"
            with drawing.group(f"{left}|{right}", kind=side):
                drawing.path(steps, edge=edge, thick=2.5, dash=dash)
    for node, (x, y) in place.items():
        out, anchor = (-12, "end") if node[0] == "a" else (12, "start")
        drawing.mark(x, y, 5, shape="circle" if node[0] == "a" else "square", fill="panel")
        room = _LEFT - 24 if node[0] == "a" else 720 - _RIGHT - 24
        lines = fit(called[node], room, _SIZE, lines=2 if gap[node[0]] > 34 else 1)
        foot = y + 4.5 - (len(lines) - 1) * 8
        drawing.text(x + out, foot, lines, size=_SIZE, anchor=anchor)
    bottom = 46 + high + 8
    if len(place) < len(nodes):
        rest = f"In the table: {number(len(nodes) - len(place), 'more name')}"
        drawing.text(12, bottom + 14, [rest], size=_SIZE, paint="soft")
        bottom += 22
    return drawing, bottom + 4


def _legend(drawing: Drawing) -> None:
    for left, side in ((12, "for"), (110, "against"), (240, "both")):
        edge, dash = _LOOKS[side]
        drawing.line((left, 22), (left + 40, 22), edge=edge, thick=3, dash=dash)
        drawing.text(left + 48, 26.5, [side], size=_SIZE)


def _finding(sides: pd.DataFrame, concept: Callable[[Any], str]) -> str:
    cells = sides.to_numpy()
    if not (cells > 0).any():
        return "No ties."
    contested = ((cells == 1) | (cells == 3)).any(axis=0) & ((cells == 2) | (cells == 3)).any(
        axis=0
    )
    split = several(concept(each) for each in sides.columns[contested])
    rest = f"Actors on both sides of: {split}." if split else "No concept has actors on both sides."
    actors, concepts = number(sides.shape[0], "actor"), number(sides.shape[1], "concept")
    return f"{actors}, {concepts}. {rest}"
