"""Attacks: which arguments stand, and which can be held together.

An attack graph says who attacks whom and nothing about what is said: Dung's abstract
argumentation (1995). Its grounded semantics is the sceptical answer, its preferred
sets are the ways to read the dispute.
"""

from collections import deque
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pandas as pd

from kit.reading import frames

PREFERRED_AT_MOST = 12  # all sets are tried, and there are 2**n of them


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
