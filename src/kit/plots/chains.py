"""Chains: who speaks, and through whom the words reach the reader."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from kit.plots.picture import Picture, picture
from kit.plots.svg import Drawing, point
from kit.plots.words import Names, fit, namer, number, several, short, way
from kit.reading import attribution, frames

MOST = 60  # voices drawn
DEEPEST = 6
_HIGH, _GAP = 66.0, 10.0
Path = tuple[str, ...]  # voices, outermost first


class Voice(NamedTuple):
    """One voice in one place of the tree: the same person may speak in several."""

    path: Path
    says: int
    passes_on: int


def tree(statements: pd.DataFrame, *, chain: str = "chain") -> list[Voice]:
    """Lay chains out as a tree, each voice right after the one that reports it.

    Parameters
    ----------
    statements
        One row a statement.
    chain
        Column of chains.

    Returns
    -------
    list of Voice
        Of several voices under one, those with most statements come first.

    Examples
    --------
    >>> said = pd.DataFrame({"chain": ["ART", "ART>ADA>BEN"]})
    >>> [(voice.path[-1], voice.says, voice.passes_on) for voice in tree(said)]
    [('ART', 1, 1), ('ADA', 0, 1), ('BEN', 1, 0)]
    """
    paths = [each for each in attribution.chains(statements, chain=chain)["voices"] if each]
    found: list[Voice] = []
    waiting = _under((), paths)
    while waiting:
        path, reaching = waiting.pop()
        says = sum(len(each) == len(path) for each in reaching)
        found.append(Voice(path, says, len(reaching) - says))
        waiting += _under(path, reaching)
    return found


def _under(path: Path, paths: list[Path]) -> list[tuple[Path, list[Path]]]:
    """Group the chains that go on from a place by their next voice, the largest group last."""
    groups: dict[str, list[Path]] = {}
    for each in paths:
        if len(each) > len(path):
            groups.setdefault(each[len(path)], []).append(each)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [((*path, voice), group) for voice, group in reversed(ordered)]


def draw(
    statements: pd.DataFrame,
    *,
    names: Names = None,
    chain: str = "chain",
    caption: str = "Who says it, and through whom",
) -> Picture:
    r"""Draw the nested chains of all statements as one tree.

    Parameters
    ----------
    statements
        One row a statement.
    names
        Names of the voices, by id.
    chain
        Column of chains.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has a row for each voice in each place: ``voice``, ``through``,
        ``depth``, ``says`` and ``passes on`` (numbers of statements).

    Raises
    ------
    ReadingError
        If the column is missing or a chain is broken.

    Examples
    --------
    >>> said = pd.DataFrame({"chain": ["ART", "ART>ADA", "ART>ADA>BEN"]})
    >>> print(draw(said, names={"ADA": "Ada"}).alt.replace(". ", ".\n"))
    Of 3 statements, 2 reach the reader through Ada.
    Most by one voice: ART, Ada and BEN with 1.
    Longest chain: ART, then Ada, then BEN.
    """
    name = namer(names)
    voices = tree(statements, chain=chain)
    frame = frames.rows(
        (
            (name(path[-1]), way(map(name, path[:-1])), len(path), says, passes)
            for path, says, passes in voices
        ),
        ["voice", "through", "depth", "says", "passes on"],
    )
    drawing, height = sketch(voices, name)
    return picture(drawing, height, alt=_finding(voices, name), frame=frame, caption=caption)


def sketch(
    voices: list[Voice], name: Callable[[Any], str], *, gone: frozenset[str] = frozenset()
) -> tuple[Drawing, float]:
    """Draw the tree alone, for pictures and widgets.

    Parameters
    ----------
    voices
        From `tree`.
    name
        Gives a voice's name.
    gone
        Voices taken out: what runs through them is crossed out.

    Returns
    -------
    tuple
        The drawing and its height. The group of each voice has as its key the
        chain that ends in it.
    """
    drawn = [each for each in voices if len(each.path) <= DEEPEST][:MOST]
    depth = max((len(each.path) for each in drawn), default=1)
    step = max(150.0, 720 / max(depth, 3))
    drawing = Drawing(max(720.0, step * depth))
    down = _heights(drawn)
    most = max((each.says + each.passes_on for each in drawn), default=1)
    wide = step - 44
    for each in drawn:
        if len(each.path) > 1:
            start = (12 + (len(each.path) - 2) * step + wide, down[each.path[:-1]] + _HIGH / 2)
            end = (12 + (len(each.path) - 1) * step, down[each.path] + _HIGH / 2)
            thick = 1.5 + 6.5 * (each.says + each.passes_on) / most
            lost = bool(gone.intersection(_members(each.path)))
            _bend(drawing, start, end, thick, "4 5" if lost else "")
    for each in drawn:
        left = 12 + (len(each.path) - 1) * step
        lost = bool(gone.intersection(_members(each.path)))
        with drawing.group(">".join(each.path)):
            _voice(drawing, left, down[each.path], wide, name(each.path[-1]), each, lost)
    bottom = max(down.values(), default=0) + _HIGH
    if len(drawn) < len(voices):
        rest = f"In the table: {number(len(voices) - len(drawn), 'more voice')}"
        drawing.text(12, bottom + 22, [rest], size=13, paint="soft")
        bottom += 26
    return drawing, bottom + 12


def _heights(drawn: list[Voice]) -> dict[Path, float]:
    """Give each voice its height: the first one it reports stands beside it."""
    down: dict[Path, float] = {}
    next_free = 12.0
    before: Path = ()
    for each in drawn:
        if before and each.path[:-1] != before:
            next_free += _HIGH + _GAP
        down[each.path] = next_free
        before = each.path
    return down


def _bend(
    drawing: Drawing, start: tuple[float, float], end: tuple[float, float], thick: float, dash: str
) -> None:
    middle = (start[0] + end[0]) / 2
    steps = f"M{point(*start)}C{point(middle, start[1])} {point(middle, end[1])} {point(*end)}"
    drawing.path(steps, thick=thick, dash=dash)


def _voice(
    drawing: Drawing, left: float, top: float, wide: float, name: str, each: Voice, lost: bool
) -> None:
    """Draw one voice: its name, what it says and what it passes on."""
    fill, dash = ("paper", "4 4") if lost else ("panel" if each.says else "paper", "")
    drawing.box(left, top, wide, _HIGH, fill=fill, edge="ink", dash=dash, corner=6)
    inner = wide - 14
    lines = fit(name, inner, 14.5, lines=2)
    drawing.text(left + 7, top + (20 if len(lines) > 1 else 28), lines, size=13.5, bold=True)
    parts = [f"says {each.says}"] if each.says else []
    parts += [f"passes on {each.passes_on}"] if each.passes_on else []
    words = "falls away" if lost else " · ".join(parts)
    drawing.text(left + 7, top + 55, fit(words, inner, 12.5), size=12.5, paint="soft")
    if lost:
        drawing.line((left + 4, top + 23), (left + wide - 4, top + 23), edge="ink")


def _members(path: Path) -> set[str]:
    return {member for voice in path for member in (voice, *voice.split("+"))}


def _finding(voices: list[Voice], name: Callable[[Any], str]) -> str:
    if not voices:
        return "No statements, so no voices."
    total = sum(each.says for each in voices)
    own: Counter[str] = Counter()
    for each in voices:
        own[each.path[-1]] += each.says
    relay = max(
        (each for each in voices if len(each.path) > 1),
        key=lambda each: each.says + each.passes_on,
        default=None,
    )
    first = f"All of {number(total, 'statement')} in the reporter's own voice."
    if relay:
        reached = relay.says + relay.passes_on
        first = (
            f"Of {number(total, 'statement')}, {reached} reach the reader through "
            f"{short(name(relay.path[-1]))}."
        )
    most = max(own.values())
    speakers = several(name(voice) for voice, count in own.items() if count == most)
    longest = max(voices, key=lambda each: len(each.path)).path
    chain = way((short(name(voice)) for voice in longest), ", then ")
    return f"{first} Most by one voice: {speakers} with {most}. Longest chain: {chain}."
