"""Arguments: their parts, what is missing, what supports itself, what survives attack.

The parts are Toulmin's: data support a claim by a warrant, which may have a backing;
a qualifier says how strongly; a rebuttal says when not. Which arguments survive
attack, `grounded` and `preferred`, is judged in `kit.reading.attacks`.
"""

from collections import deque
from collections.abc import Iterable
from typing import Any

import pandas as pd

from kit.reading import frames
from kit.reading.attacks import grounded, preferred

__all__ = [
    "NEEDED",
    "PARTS",
    "circular",
    "completeness",
    "grounded",
    "layout",
    "preferred",
    "supports",
]

PARTS = ("claim", "data", "warrant", "backing", "qualifier", "rebuttal")
NEEDED = ("claim", "data", "warrant")


def layout(
    parts: pd.DataFrame, *, argument: str = "argument_id", part: str = "part", text: str = "text"
) -> pd.DataFrame:
    """Lay arguments out: one row each, one column a part.

    Parameters
    ----------
    parts
        Long table: one row a part of an argument; an argument may have several data,
        rebuttals, …. A part without text is not there.
    argument, part, text
        Columns; ``text`` may hold ids of statements.

    Returns
    -------
    DataFrame
        Indexed by argument, in the order of the table; the six columns hold tuples.

    Raises
    ------
    ReadingError
        If a column is missing or a part is not one of Toulmin's.

    Examples
    --------
    >>> table = pd.DataFrame({"argument_id": "A1", "part": ["claim", "data"], "text": ["c", "d"]})
    >>> layout(table).loc["A1", ["claim", "data", "warrant"]].tolist()
    [('c',), ('d',), ()]
    """
    frames.need(parts, argument, part, text)
    frames.check_values(part, parts[part], PARTS)
    there: dict[Any, dict[str, list[Any]]] = {name: {} for name in parts[argument].dropna()}
    known = parts[parts[argument].notna() & parts[part].notna() & parts[text].notna()]
    for name, slot, words in zip(known[argument], known[part], known[text], strict=True):
        if str(words).strip():
            there[name].setdefault(slot, []).append(words)
    table = frames.rows(
        (tuple(tuple(slots.get(each, ())) for each in PARTS) for slots in there.values()), PARTS
    )
    return table.set_index(pd.Index(list(there), name=argument, dtype=object))


def completeness(
    parts: pd.DataFrame,
    *,
    needed: Iterable[str] = NEEDED,
    argument: str = "argument_id",
    part: str = "part",
    text: str = "text",
) -> pd.DataFrame:
    """Say which parts an argument has and which it lacks.

    Parameters
    ----------
    parts, argument, part, text
        As in :func:`layout`.
    needed
        The parts without which it is incomplete.

    Returns
    -------
    DataFrame
        Indexed by argument: ``present``, ``missing`` (tuples, of all six parts),
        ``complete`` (all needed are there) and ``share`` (of the needed).

    Examples
    --------
    >>> table = pd.DataFrame({"argument_id": "A1", "part": ["claim", "data"], "text": ["c", "d"]})
    >>> completeness(table)[["complete", "share"]].values.tolist()
    [[False, 0.6666666666666666]]
    """
    wanted = list(needed)
    frames.check_values("needed", wanted, PARTS)
    table = layout(parts, argument=argument, part=part, text=text)
    found = []
    for _, row in table.iterrows():
        present = tuple(each for each in PARTS if row[each])
        missing = tuple(each for each in PARTS if not row[each])
        has = sum(each in present for each in wanted)
        found.append((present, missing, has == len(wanted), has / max(len(wanted), 1)))
    answer = frames.rows(found, ["present", "missing", "complete", "share"])
    return answer.set_index(table.index)


def supports(
    parts: pd.DataFrame, *, argument: str = "argument_id", part: str = "part", text: str = "text"
) -> pd.DataFrame:
    """List what supports what: from each datum, warrant and backing to the claim.

    Returns
    -------
    DataFrame
        ``source``, ``target``, ``part`` (of the source) and ``argument``. Use ids of
        statements as texts, so that one argument's claim can be another's datum.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"argument_id": "A1", "part": ["claim", "data"], "text": ["T23", "T24"]}
    ... )
    >>> supports(table).values.tolist()
    [['T24', 'T23', 'data', 'A1']]
    """
    table = layout(parts, argument=argument, part=part, text=text)
    return frames.rows(
        (
            (source, target, each, name)
            for name, row in table.iterrows()
            for each in ("data", "warrant", "backing")
            for source in row[each]
            for target in row["claim"]
        ),
        ["source", "target", "part", "argument"],
    )


def circular(
    supports: pd.DataFrame, *, source: str = "source", target: str = "target"
) -> pd.DataFrame:
    """Find claims that support themselves, through however many steps.

    Parameters
    ----------
    supports
        One row a support, such as :func:`supports` gives.
    source, target
        Columns: what supports, what is supported.

    Returns
    -------
    DataFrame
        One row a circle: ``circle`` (tuple, beginning with its first name in order)
        and ``steps``. The shortest circle through each claim, each circle once.

    Examples
    --------
    >>> circular(pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"]})).values.tolist()
    [[('a', 'b'), 2]]
    """
    frames.need(supports, source, target)
    follows: dict[Any, list[Any]] = {}
    for left, right in zip(supports[source], supports[target], strict=True):
        follows.setdefault(left, []).append(right)
    circles = {_from_first(circle) for name in follows if (circle := _circle(name, follows))}
    ordered = sorted(circles, key=lambda each: (len(each), each))
    return frames.rows(((each, len(each)) for each in ordered), ["circle", "steps"])


def _circle(start: Any, follows: dict[Any, list[Any]]) -> tuple[Any, ...]:
    """Find the shortest way from a claim back to itself, or nothing."""
    came: dict[Any, Any] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(follows.get(here, ())):
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if there not in came:
                came[there] = here
                waiting.append(there)
    return ()


def _from_first(circle: tuple[Any, ...]) -> tuple[Any, ...]:
    """Turn a circle so that it begins with its first name in order."""
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]
