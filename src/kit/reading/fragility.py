"""Fragility: how little would have to be different for another reading to win?

Every rule of `hypotheses` adds up what single cells contribute, so a ranking
can be taken apart exactly. A *winner* is a hypothesis with the lowest
inconsistency; ties are kept, so there may be several, and any change of that
set counts as a change: one joining, one dropping out.

Why the smallest sets are exact and fast: the winners W change if and only if,
for some w in W and some other g, the score of g comes down to that of w (g not
in W) or below it (g in W). For one pair only the differences between two
hypotheses matter, so taking the largest differences first is optimal, and the
best pair of all is the answer.

All functions take the column names and weights of `hypotheses.penalties` as
further keyword arguments.
"""

from collections.abc import Hashable, Iterator
from typing import Any, Unpack

import numpy as np
import pandas as pd

from kit.reading import frames
from kit.reading.cover import smallest_cover
from kit.reading.hypotheses import TOLERANCE, penalties, winners
from kit.reading.ratings import Columns
from kit.reading.rerating import Board, Move, best, ease, how_many


def leave_one_out(
    ratings: pd.DataFrame, rule: str = "heuer", *, by: str | None = None, **columns: Unpack[Columns]
) -> pd.DataFrame:
    """Drop one item, or one source with all its items, and see who wins.

    Parameters
    ----------
    ratings
        One row per item and hypothesis.
    rule
        One of `hypotheses.RULES`.
    by
        A column that groups the items, such as ``source``: five items from one
        mouth fall together. By default every item is left out by itself. Of
        several sources in a cell (``"R13;R14"``) each counts: items that share
        one are one group, named after all of its sources in order. An item whose group
        is missing is a group of its own.

    Returns
    -------
    DataFrame
        A row per item or group left out: ``items`` (how many went),
        ``winners``, who ``joined`` and who ``dropped`` out compared with all
        the evidence (tuples), and ``changed``.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "I"), ("E1", "B", "C"), ("E2", "A", "C"), ("E2", "B", "II")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> leave_one_out(r)["winners"].to_dict()
    {'E1': ('A',), 'E2': ('B',)}
    """
    table, sizes = _grouped(ratings, rule, by, columns)
    scores = table.sum()
    now = winners(scores)
    rows = []
    for name, row in table.iterrows():
        then = winners(scores - row)
        joined = tuple(each for each in then if each not in now)
        dropped = tuple(each for each in now if each not in then)
        rows.append((sizes[name], then, joined, dropped, then != now))
    result = frames.rows(rows, ["items", "winners", "joined", "dropped", "changed"])
    return result.set_axis(table.index, axis=0).astype({"items": int, "changed": bool})


def flip_set(
    ratings: pd.DataFrame, rule: str = "heuer", *, by: str | None = None, **columns: Unpack[Columns]
) -> list[Hashable]:
    """Find the smallest set of items whose removal changes the set of winners.

    Parameters
    ----------
    ratings, rule
        As in `leave_one_out`.
    by
        A column such as ``source``: find the smallest set of sources instead.

    Returns
    -------
    list
        Ids of items (or groups), the weightiest first; empty if no removal
        changes who wins. Of several smallest sets one is given, the same
        whatever the order of the rows.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "C"), ("E1", "B", "II"), ("E2", "A", "C"), ("E2", "B", "I")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> flip_set(r)
    ['E1', 'E2']
    """
    table, _ = _grouped(ratings, rule, by, columns)
    found: list[list[Hashable]] = []
    for rival, winner, goal in _pairs(table.sum()):
        gains = (table[rival] - table[winner]).round(9).sort_values(ascending=False, kind="stable")
        enough = np.flatnonzero(gains.cumsum() > goal)
        if len(enough):
            found.append(list(gains.index[: enough[0] + 1]))
    return min(found, key=len, default=[])


def flip_ratings(
    ratings: pd.DataFrame,
    rule: str = "heuer",
    *,
    steps: int = 4,
    among: str | None = None,
    **columns: Unpack[Columns],
) -> pd.DataFrame:
    """Find the fewest single ratings to change so that the set of winners changes.

    Parameters
    ----------
    ratings, rule
        As in `leave_one_out`.
    steps
        How far one rating may move on CC, C, N, I, II; 4 is anywhere, 1 to a
        neighbour. ``NAP`` and unrated cells stay as they are.
    among
        A column that marks the cells that may change, such as those that
        reasonable people rate differently: True, or any text in them, is a
        mark; False, missing or empty is none. A text that begins with a rating
        and a colon (``"C: a lasting job brings influence"``) permits that rating
        and no other, so that only moves somebody defends are proposed; it also
        permits ``NAP``, or a rating instead of it.

    Returns
    -------
    DataFrame
        A row per change: item, hypothesis, rating, ``becomes`` (no further
        than needed). Empty if no such changes alter who wins.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "C"), ("E1", "B", "I"), ("E2", "A", "C"), ("E2", "B", "I")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> flip_ratings(r, steps=1)["becomes"].tolist()
    ['N', 'N']
    """
    board = Board(ratings, rule, steps, among, columns)
    found: list[tuple[list[Move], float]] = []
    for rival, winner, goal in _pairs(board.scores):
        moves = sorted(board.down[rival] + board.up[winner])
        count = how_many(moves, goal)
        if count is not None:
            found.append((moves[:count], goal))
    if not found:
        return board.frame([])
    return board.frame(ease(*min(found, key=lambda each: len(each[0]))))


def to_win(
    ratings: pd.DataFrame,
    reading: Hashable,
    rule: str = "heuer",
    *,
    alone: bool = False,
    steps: int = 4,
    among: str | None = None,
    **columns: Unpack[Columns],
) -> pd.DataFrame | None:
    """Say which ratings would have to change for this reading to win.

    Parameters
    ----------
    ratings, rule, steps, among
        As in `flip_ratings`.
    reading
        The hypothesis that is to win.
    alone
        Whether it must win alone; by default sharing the lowest score is enough.

    Returns
    -------
    DataFrame or None
        The fewest changes, as in `flip_ratings`, to the reading's own ratings
        where there is a choice; empty if it wins already; None if no such
        changes make it win.

    Raises
    ------
    ReadingError
        If there is no such hypothesis.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "C"), ("E1", "B", "I"), ("E2", "A", "C"), ("E2", "B", "N")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> to_win(r, "B").iloc[0].tolist()
    ['E1', 'B', 'I', 'N']
    """
    board = Board(ratings, rule, steps, among, columns)
    goals = _goals(board.scores, reading, alone)
    own = board.down[reading]
    plans = []
    for count in range(len(own) + 1):
        # A better rating of its own helps against every rival; beyond that,
        # each rival has to get worse by itself.
        left = {rival: goal - best(own[:count]) for rival, goal in goals.items()}
        others = {rival: how_many(board.up[rival], left[rival]) for rival in goals}
        counts = {rival: number for rival, number in others.items() if number is not None}
        if len(counts) == len(others):
            plans.append((count + sum(counts.values()), -count, counts))
    if not plans:
        return None
    _, count, counts = min(plans, key=lambda plan: plan[:2])
    worse = {rival: board.up[rival][:number] for rival, number in counts.items()}
    hardest = max((goals[rival] - best(moves) for rival, moves in worse.items()), default=-1.0)
    changes = ease(own[:-count] if count else [], hardest)
    lifted = sum(change.gain for change in changes)
    for rival, moves in worse.items():
        changes += ease(moves, goals[rival] - lifted)
    return board.frame(changes)


def remove_to_win(
    ratings: pd.DataFrame,
    reading: Hashable,
    rule: str = "heuer",
    *,
    alone: bool = False,
    by: str | None = None,
    **columns: Unpack[Columns],
) -> list[Hashable] | None:
    """Say which items would have to be wrong for this reading to win.

    Parameters
    ----------
    ratings, reading, rule, alone
        As in `to_win`.
    by
        A column such as ``source``: find the fewest sources instead of items.

    Returns
    -------
    list or None
        The fewest items (or groups) whose removal lets the reading win; empty
        if it wins already; None if it never does.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "C"), ("E1", "B", "I"), ("E2", "A", "C"), ("E2", "B", "N")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> remove_to_win(r, "B")
    ['E1']
    """
    table, _ = _grouped(ratings, rule, by, columns)
    goals = _goals(table.sum(), reading, alone)
    gains = table[[reading]].to_numpy() - table[list(goals)].to_numpy()
    chosen = smallest_cover(gains, np.array(list(goals.values())))
    return None if chosen is None else [table.index[position] for position in chosen]


def _grouped(
    ratings: pd.DataFrame, rule: str, by: str | None, columns: Columns
) -> tuple[pd.DataFrame, dict[Hashable, int]]:
    """Add up penalties by item or group; in order of name, with the number of items."""
    table = penalties(ratings, rule, **columns).fillna(0.0)
    groups = pd.Series(table.index, index=table.index)
    if by is not None:
        frames.need(ratings, by)
        item = columns.get("evidence", "evidence_id")
        given = ratings[[item, by]].drop_duplicates().dropna()
        twice = given[item][given[item].duplicated()]
        if len(twice):
            msg = f"{twice.iloc[0]!r} has several values of {by!r}. Allowed: one per item."
            raise frames.ReadingError(msg)
        groups = groups.map(_families(given.set_index(item)[by])).fillna(groups)
    grouped = table.groupby(groups.to_numpy(), sort=False).sum()
    grouped = grouped.sort_index(key=lambda labels: labels.map(str)).rename_axis(index="left_out")
    return grouped, groups.value_counts().to_dict()


def _families(sources: pd.Series) -> pd.Series:
    """Name the group of each item: its sources, and all that other items join to them."""
    family: dict[Hashable, list[Hashable]] = {}
    for cell in sources:
        named = frames.split(cell) or [cell]
        joined = list(dict.fromkeys(each for name in named for each in family.get(name, [name])))
        family |= dict.fromkeys(joined, joined)
    names = {
        name: each[0] if len(each) == 1 else frames.SEVERAL.join(sorted(map(str, each)))
        for name, each in family.items()
    }
    return sources.map(lambda cell: names[(frames.split(cell) or [cell])[0]])


def _pairs(scores: pd.Series) -> Iterator[tuple[Any, Any, float]]:
    """Go through rival and winner with the gain that changes the set of winners."""
    now = winners(scores)
    known = sorted(scores.items(), key=lambda each: str(each[0]))
    for winner, lowest in known:
        for rival, score in known:
            if winner in now and rival != winner:
                strictly = TOLERANCE if rival in now else -TOLERANCE
                yield rival, winner, float(score - lowest) + strictly


def _goals(scores: pd.Series, reading: Hashable, alone: bool) -> dict[Hashable, float]:
    """Say by how much the reading has to gain on each rival."""
    frames.choose("reading", reading, scores.index)
    strictly = TOLERANCE if alone else -TOLERANCE
    known = dict(scores.items())
    own = known.pop(reading)
    return {rival: float(own - score) + strictly for rival, score in known.items()}
