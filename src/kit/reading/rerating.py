"""Re-rating: every single rating that could be changed, and what it would move.

The workshop of `fragility`: a `Move` is one cell with the ratings it may take
and what each of them gains for the purpose at hand.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import total_ordering
from typing import Any

import pandas as pd

from kit.reading import frames
from kit.reading.hypotheses import penalties, step
from kit.reading.ratings import NOT_APPLICABLE, SCALE, Columns, weights

FARTHEST = len(SCALE) - 1
# "C: why somebody may rate it so" permits C and nothing else.
_PERMIT = re.compile(rf"\s*({'|'.join((*SCALE, NOT_APPLICABLE))})\s*:")


@total_ordering
@dataclass(frozen=True)
class Move:
    """One cell and the ratings it may take, the nearest first, with their gains."""

    item: Hashable
    hypothesis: Hashable
    rating: str
    options: tuple[tuple[float, str], ...]

    @property
    def gain(self) -> float:
        """The most that this cell can gain."""
        return max(gain for gain, _ in self.options)

    def __lt__(self, other: "Move") -> bool:
        """Sort by gain, the largest first, then by name: the order of rows plays no part."""
        return self._key() < other._key()

    def _key(self) -> tuple[float, str, str]:
        return -round(self.gain, 9), str(self.item), str(self.hypothesis)


@dataclass(frozen=True)
class Change:
    """One cell re-rated."""

    item: Hashable
    hypothesis: Hashable
    rating: str
    becomes: str
    gain: float


def best(moves: Sequence[Move]) -> float:
    """Add up what moves gain at most."""
    return sum(move.gain for move in moves)


def how_many(moves: Sequence[Move], goal: float) -> int | None:
    """Count the moves, taken in order, that gain more than the goal; None if all do not."""
    gained = 0.0
    for count, move in enumerate(moves):
        if gained > goal:
            return count
        gained += move.gain
    return len(moves) if gained > goal else None


def ease(moves: Sequence[Move], goal: float) -> list[Change]:
    """Make each move no larger than needed to stay over the goal together."""
    gained = best(moves)
    changes = []
    for move in reversed(moves):
        rest = gained - move.gain
        gain, becomes = next(each for each in move.options if rest + each[0] > goal)
        gained = rest + gain
        changes.append(Change(move.item, move.hypothesis, move.rating, becomes, gain))
    return changes[::-1]


class Board:
    """All cells of a table of ratings with the moves open to them.

    Parameters
    ----------
    ratings, rule, columns
        As in `hypotheses.penalties`.
    steps
        How far a rating may move on the scale, 1 to 4.
    among
        A column that marks the cells that may change, or names the one rating
        that a cell may take; None: all cells may take any.
    """

    def __init__(
        self, ratings: pd.DataFrame, rule: str, steps: int, among: str | None, columns: Columns
    ) -> None:
        frames.choose("steps", steps, range(1, FARTHEST + 1))
        self.scores = penalties(ratings, rule, **columns).sum() + 0.0
        self.item = columns.get("evidence", "evidence_id")
        self.hypothesis = columns.get("hypothesis", "hypothesis_id")
        self.rating = columns.get("rating", "rating")
        # What brings a hypothesis's inconsistency down, and what drives it up.
        self.down: dict[Hashable, list[Move]] = {name: [] for name in self.scores.index}
        self.up: dict[Hashable, list[Move]] = {name: [] for name in self.scores.index}
        worth = weights(ratings, columns.get("credibility")) * weights(
            ratings, columns.get("relevance")
        )
        base = columns.get("base", 2.0)
        points = {name: step(name, rule, base) for name in (*SCALE, NOT_APPLICABLE)}
        notes = self._notes(ratings, among)
        for item, name, rating, weight, note in zip(
            ratings[self.item],
            ratings[self.hypothesis],
            ratings[self.rating],
            worth,
            notes,
            strict=True,
        ):
            reach = _reach(rating, note, steps)
            for sign, moves in ((-1, self.down[name]), (1, self.up[name])):
                gains = [((points[to] - points[rating]) * sign * weight, to) for to in reach]
                options = tuple(each for each in gains if each[0] > 0)
                if options:
                    moves.append(Move(item, name, rating, options))
        for moves in (*self.down.values(), *self.up.values()):
            moves.sort()

    def _notes(self, ratings: pd.DataFrame, among: str | None) -> list[Any]:
        """Give what the column says of each cell; without a column, that all may change."""
        if among is None:
            return [True] * len(ratings)
        frames.need(ratings, among)
        return ratings[among].astype(object).tolist()

    def frame(self, changes: Sequence[Change]) -> pd.DataFrame:
        """Show changes under the names of the caller's columns."""
        rows = [(each.item, each.hypothesis, each.rating, each.becomes) for each in changes]
        return frames.rows(rows, [self.item, self.hypothesis, self.rating, "becomes"])


def _reach(rating: Any, note: Any, steps: int) -> list[str]:
    """List the ratings that a cell may take, the nearest first; none if it may not change."""
    if pd.isna(rating) or pd.isna(note) or note in (False, ""):
        return []
    permit = _PERMIT.match(note) if isinstance(note, str) else None
    allowed = [permit[1]] if permit else list(SCALE)
    if NOT_APPLICABLE in (rating, *allowed):  # it has no place on the scale: no steps to count
        return allowed if permit else []
    near = sorted(allowed, key=lambda other: abs(SCALE[other] - SCALE[rating]))
    return [other for other in near if abs(SCALE[other] - SCALE[rating]) <= steps]
