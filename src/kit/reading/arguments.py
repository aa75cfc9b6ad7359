"""Arguments: their parts, what is missing, what supports itself, what survives attack.

The parts are Toulmin's: data support a claim by a warrant, which may have a backing;
a qualifier says how strongly; a rebuttal says when not. Attacks are judged by
Dung's grounded semantics.
"""

from collections import deque
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pandas as pd

from kit.reading import frames

PARTS = ("claim", "data", "warrant", "backing", "qualifier", "rebuttal")
NEEDED = ("claim", "data", "warrant")
PREFERRED_AT_MOST = 12  # all sets are tried, and there are 2**n of them


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


def grounded(
    arguments: Iterable[Any],
    attacks: pd.DataFrame,
    *,
    attacker: str = "attacker",
    attacked: str = "attacked",
) -> pd.Series:
    """Judge which arguments stand, by the grounded semantics.

    What nobody attacks is in; what something in attacks is out; what only things
    out attack is in; and so on. What this never reaches is undecided: the sceptical
    answer to a dispute that the arguments themselves do not settle.

    Parameters
    ----------
    arguments
        All of them.
    attacks
        One row an attack.
    attacker, attacked
        Columns.

    Returns
    -------
    Series
        ``in``, ``out`` or ``undecided`` by argument, in the order given.

    Raises
    ------
    ReadingError
        If a column is missing or an attack names an argument that is not there.

    Examples
    --------
    >>> attacks = pd.DataFrame({"attacker": ["J", "S", "K"], "attacked": ["S", "J", "P"]})
    >>> grounded("JSKP", attacks).to_dict()
    {'J': 'undecided', 'S': 'undecided', 'K': 'in', 'P': 'out'}
    """
    names, against = _attacked_by(arguments, attacks, attacker, attacked)
    hits: dict[Any, list[Any]] = {name: [] for name in names}
    for name in names:
        for each in against[name]:
            hits[each].append(name)
    status = dict.fromkeys(names, "undecided")
    open_attacks = {name: len(against[name]) for name in names}
    waiting = deque(name for name in names if not against[name])
    while waiting:
        winner = waiting.popleft()
        status[winner] = "in"
        for loser in hits[winner]:
            if status[loser] == "out":
                continue
            status[loser] = "out"
            for freed in hits[loser]:
                open_attacks[freed] -= 1
                if open_attacks[freed] == 0 and status[freed] == "undecided":
                    waiting.append(freed)
    return pd.Series([status[name] for name in names], index=names, name="status", dtype=object)


def preferred(
    arguments: Iterable[Any],
    attacks: pd.DataFrame,
    *,
    attacker: str = "attacker",
    attacked: str = "attacked",
) -> list[tuple[Any, ...]]:
    """List the largest sets of arguments that can be held together.

    Two preferred sets are two ways to read the same dispute. A set can be held if
    no member attacks another and every attack on it is answered from within.

    Parameters
    ----------
    arguments, attacks, attacker, attacked
        As in :func:`grounded`; at most twelve arguments, as all sets are tried.

    Returns
    -------
    list of tuple
        In the order given.

    Examples
    --------
    >>> attacks = pd.DataFrame({"attacker": ["J", "S", "K"], "attacked": ["S", "J", "P"]})
    >>> preferred("JSKP", attacks)
    [('J', 'K'), ('S', 'K')]
    """
    names, against = _attacked_by(arguments, attacks, attacker, attacked)
    if len(names) > PREFERRED_AT_MOST:
        msg = (
            f"{len(names)} arguments. Allowed: up to {PREFERRED_AT_MOST}, as all sets are tried. "
            "Use grounded(), or leave out what it settles."
        )
        raise frames.ReadingError(msg)
    found: list[tuple[Any, ...]] = []
    for size in range(len(names), -1, -1):
        for some in combinations(names, size):
            if not any(set(some) < set(larger) for larger in found) and _holds(some, against):
                found.append(some)
    return found


def _attacked_by(
    arguments: Iterable[Any], attacks: pd.DataFrame, attacker: str, attacked: str
) -> tuple[list[Any], dict[Any, set[Any]]]:
    """Give the arguments, and who attacks each."""
    frames.need(attacks, attacker, attacked)
    names = list(dict.fromkeys(arguments))
    for column in (attacker, attacked):
        frames.check_values(column, attacks[column], names)
    against: dict[Any, set[Any]] = {name: set() for name in names}
    for left, right in attacks[[attacker, attacked]].dropna().itertuples(index=False):
        against[right].add(left)
    return names, against


def _holds(some: tuple[Any, ...], against: dict[Any, set[Any]]) -> bool:
    """Tell whether a set is free of attacks within and answers those from without."""
    inside = set(some)
    attackers = {each for name in some for each in against[name]}
    return not (attackers & inside) and all(against[each] & inside for each in attackers)


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
