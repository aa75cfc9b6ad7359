"""A discourse network: who agrees with whom, and who is at odds."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from kit.plots.layout import neighbours_first, ring
from kit.plots.picture import Picture, picture
from kit.plots.svg import Drawing, point
from kit.plots.words import Names, fit, namer, number, short
from kit.reading import discourse, frames

MOST = 40  # nodes drawn
KINDS = ("congruence", "conflict")
_WIDTH, _SIZE = 720.0, 13.0
_STEP, _CLOSE = 36.0, 18.0  # close: names on one line
_LOOKS = {"congruence": ("pro", ""), "conflict": ("contra", "7 5")}


def edges(agree: pd.DataFrame, differ: pd.DataFrame | None = None) -> pd.DataFrame:
    """List the ties of one network or of two over the same actors.

    Parameters
    ----------
    agree
        Square, such as :func:`kit.reading.discourse.congruence` or ``subtract``
        gives; a weight under 0 is a conflict.
    differ
        Such as :func:`kit.reading.discourse.conflict` gives.

    Returns
    -------
    DataFrame
        ``first``, ``second``, ``kind`` and ``weight`` (over 0), strongest first.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": ["A", "B"], "concept": "x", "stance": [1, -1]})
    >>> edges(discourse.subtract(table)).values.tolist()
    [['A', 'B', 'conflict', 1]]
    """
    parts = [(discourse.ties(agree), 1)]
    if differ is not None:
        parts.append((discourse.ties(differ), -1))
    found = pd.concat([ties.assign(weight=ties["weight"] * sign) for ties, sign in parts])
    kinds = np.where(found["weight"] > 0, *KINDS)
    found = found.assign(
        kind=pd.Series(kinds, found.index, dtype=object), weight=found["weight"].abs()
    )
    found = found[["first", "second", "kind", "weight"]].astype({"first": object, "second": object})
    return found.sort_values("weight", ascending=False, kind="stable", ignore_index=True)


def draw(
    agree: pd.DataFrame,
    differ: pd.DataFrame | None = None,
    *,
    names: Names = None,
    least: float = 0,
    caption: str = "Who agrees with whom",
) -> Picture:
    """Draw a one-mode network: agreement solid, conflict dashed, thick where strong.

    Parameters
    ----------
    agree, differ
        As in :func:`edges`.
    names
        Names of the nodes, by id.
    least
        Weaker ties are left out.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has ``first``, ``second``, ``kind``, ``weight``, strongest first, and
        a row for each node without a tie.

    Raises
    ------
    ReadingError
        If a network is not square.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": ["A", "B"], "concept": "x", "stance": [1, 1]})
    >>> draw(discourse.congruence(table)).alt
    'Strongest agreement: A and B (1). No conflict.'
    """
    found = edges(agree, differ)
    strong = found[found["weight"] >= least]
    return draw_ties(strong, list(agree.index), names=names, caption=caption)


def draw_ties(
    found: pd.DataFrame, nodes: list[Any], *, names: Names = None, caption: str
) -> Picture:
    """Draw a list of ties, such as :func:`edges` gives; see :func:`draw`.

    Examples
    --------
    >>> ties = pd.DataFrame({"first": ["A"], "second": "B", "kind": "conflict", "weight": 2})
    >>> draw_ties(ties, ["A", "B"], caption="Two").alt
    'No agreement. Strongest conflict: A and B (2).'
    """
    name = namer(names)
    tied = set(found["first"]) | set(found["second"])
    alone = [each for each in nodes if each not in tied]
    frame = found.assign(first=found["first"].map(name), second=found["second"].map(name))
    frame = frame.astype(object)
    if alone:
        rows = [(name(each), "", "no tie", 0) for each in alone]
        frame = pd.concat([frame, frames.rows(rows, frame.columns)], ignore_index=True)
    drawing, height = sketch(found, [each for each in nodes if each in tied], name)
    if alone:
        words = fit(f"Without a tie: {', '.join(map(name, alone))}", 696, _SIZE, lines=2)
        drawing.text(12, height + 10, words, size=_SIZE, paint="soft")
        height += 10 + 17 * len(words)
    return picture(drawing, height + 8, alt=_finding(found, name), frame=frame, caption=caption)


def sketch(
    found: pd.DataFrame, nodes: list[Any], name: Callable[[Any], str], *, most: int = MOST
) -> tuple[Drawing, float]:
    """Draw the network alone, for pictures and widgets: a ring of nodes with its ties.

    Parameters
    ----------
    found
        From `edges`.
    nodes
        Those to draw, all or the `most` with the strongest ties.
    name
        Gives a node's name.

    Returns
    -------
    tuple
        The drawing and its height. The group of a tie has the key ``kind first|second``,
        that of a node its id.
    """
    strength = pd.concat([found.groupby(side)["weight"].sum() for side in ("first", "second")])
    ranked = strength.groupby(level=0).sum().reindex(nodes).fillna(0)
    kept = set(ranked.sort_values(ascending=False, kind="stable").index[:most])
    shown = found[found["first"].isin(kept) & found["second"].isin(kept)]
    ordered = neighbours_first(shown, [each for each in nodes if each in kept])
    points, height = ring(len(ordered), _WIDTH, step=_STEP if len(ordered) <= MOST else _CLOSE)
    place = {node: (x, y + 62) for node, (x, y) in zip(ordered, points, strict=True)}
    hub = (_WIDTH / 2, 62 + height / 2)
    drawing = Drawing(_WIDTH)
    _legend(drawing)
    pairs = shown.groupby(["first", "second"])["weight"].transform("size")
    top = float(found["weight"].max()) if len(found) else 1.0
    drawn = list(zip(shown.itertuples(index=False), pairs, strict=True))
    for (first, second, kind, weight), twins in drawn:
        bend = 0.0 if twins < 2 else 10.0 if kind == KINDS[0] else -10.0
        with drawing.group(f"{kind} {first}|{second}", kind=kind):
            thick = (1.5 + 6 * weight / top) * (1 if len(ordered) <= MOST else 0.3)
            _tie(drawing, place[first], place[second], kind, thick, bend, hub)
    for node in ordered:
        with drawing.group(str(node)):
            _node(drawing, *place[node], name(node), 2 if len(ordered) <= MOST else 1)
    bottom = 62 + (height if ordered else 0)
    if len(kept) < len(nodes):
        rest = f"In the table: {number(len(nodes) - len(kept), 'more node')} and their ties"
        drawing.text(12, bottom + 18, [rest], size=_SIZE, paint="soft")
        bottom += 24
    return drawing, bottom + 12


def _legend(drawing: Drawing) -> None:
    for left, kind, words in ((12, KINDS[0], "agreement"), (150, KINDS[1], "conflict")):
        edge, dash = _LOOKS[kind]
        drawing.line((left, 22), (left + 40, 22), edge=edge, thick=4, dash=dash)
        drawing.text(left + 48, 26.5, [words], size=_SIZE)
    drawing.text(270, 26.5, ["thicker: more shared or disputed"], size=_SIZE, paint="soft")


def _tie(
    drawing: Drawing,
    start: tuple[float, float],
    end: tuple[float, float],
    kind: str,
    thick: float,
    bend: float,
    hub: tuple[float, float],
) -> None:
    """Draw one tie; two between the same nodes bend away from each other."""
    edge, dash = _LOOKS[kind]
    along = (end[0] - start[0], end[1] - start[1])
    length = (along[0] ** 2 + along[1] ** 2) ** 0.5 or 1.0
    middle = (
        _inward((start[0] + end[0]) / 2, hub[0]) - bend * along[1] / length,
        _inward((start[1] + end[1]) / 2, hub[1]) + bend * along[0] / length,
    )
    steps = f"M{point(*start)}Q{point(*middle)} {point(*end)}"
    drawing.path(steps, edge=edge, thick=thick, dash=dash)


def _inward(middle: float, hub: float) -> float:
    """Bend a tie towards the middle, so that neighbours' ties do not lie on each other."""
    return middle + 0.22 * (hub - middle)


def _node(drawing: Drawing, x: float, y: float, name: str, most: int) -> None:
    right = x > _WIDTH / 2
    drawing.mark(x, y, 7, fill="panel")
    lines = fit(name, _WIDTH / 2 - abs(x - _WIDTH / 2) - 24, _SIZE, lines=most)
    foot = y + 4.5 - (len(lines) - 1) * 8
    drawing.text(
        x + (14 if right else -14), foot, lines, size=_SIZE, anchor="start" if right else "end"
    )


def _finding(found: pd.DataFrame, name: Callable[[Any], str]) -> str:
    if found.empty:
        return "No ties."
    parts = []
    for kind, words in ((KINDS[0], "agreement"), (KINDS[1], "conflict")):
        ties = found[found["kind"] == kind]
        if ties.empty:
            parts.append(f"No {words}.")
            continue
        top = ties[ties["weight"] == ties["weight"].iloc[0]]
        first = top.iloc[0]
        pair = f"{short(name(first['first']))} and {short(name(first['second']))}"
        more = f" and {number(len(top) - 1, 'other pair')}" if len(top) > 1 else ""
        parts.append(f"Strongest {words}: {pair}{more} ({first['weight']:.3g}).")
    return " ".join(parts)
