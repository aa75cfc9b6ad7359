"""The smallest set of rows whose sums clear every goal: an exact search.

Needed where several rivals have to be overtaken at once, so that taking the
largest gains first is no longer sure to be best. Sizes are tried from below;
a size is given up as soon as some weighing of the goals shows that even the
best rows for that weighing fall short (the dual of the linear relaxation), and
the search inside a size cuts every branch that cannot reach a goal any more.
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

ROUNDS = 60  # of looking for a weighing that proves a size too small


def smallest_cover(gains: Numbers, goals: Numbers) -> list[int] | None:
    """Choose the fewest rows of `gains` whose sum is over `goals` in every column.

    Parameters
    ----------
    gains
        Rows × columns; may be negative.
    goals
        One number per column; sums must be greater.

    Returns
    -------
    list of int or None
        Positions of the rows in order; empty if nothing needs to be chosen,
        None if no choice of rows is enough.

    Examples
    --------
    >>> smallest_cover(np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.array([0.5, 0.5]))
    [2]
    """
    gains, goals = np.asarray(gains, dtype=float), np.asarray(goals, dtype=float)
    if (goals < 0).all():
        return []
    # A row that helps nowhere only makes things worse.
    useful = np.flatnonzero((gains > 0).any(axis=1))
    for size in range(1, len(useful) + 1):
        weighing = _best_weighing(gains[useful], goals, size)
        if weighing is None:
            continue
        chosen = _Search(gains[useful], goals, weighing).of_size(size)
        if chosen is not None:
            return sorted(int(useful[position]) for position in chosen)
    return None


def _best_weighing(gains: Numbers, goals: Numbers, size: int) -> Numbers | None:
    """Look for weights of the columns that make the goals hardest to reach.

    Returns None when they prove that no `size` rows are enough. Columns that
    fall short gain weight (multiplicative updates), which drives the shortfall
    towards its largest value.
    """
    scale = float(np.abs(gains).max()) * size
    weights = np.full(len(goals), 1 / len(goals))
    hardest, least = weights, -np.inf
    for _ in range(ROUNDS):
        worth = gains @ weights
        top = np.argpartition(-worth, size - 1)[:size]
        short = goals - gains[top].sum(axis=0)
        shortfall = float(short @ weights)
        if shortfall >= 0:
            return None
        if shortfall > least:
            hardest, least = weights, shortfall
        weights = weights * np.exp(short / scale)
        weights = weights / weights.sum()
    return hardest


class _Search:
    """Depth first through the rows, the most promising ones first."""

    def __init__(self, gains: Numbers, goals: Numbers, weighing: Numbers) -> None:
        self.order = np.argsort(-(gains @ weighing), kind="stable")
        # The weighing joins the goals as one more column that must be cleared.
        weighed = np.column_stack([gains, gains @ weighing])[self.order]
        self.gains = weighed
        self.goals = np.append(goals, goals @ weighing)

    def of_size(self, size: int) -> list[int] | None:
        """Find `size` rows, or None."""
        # reach[start][k]: the most that k rows from `start` on can give, column by column.
        self.reach = [
            np.vstack([np.zeros(len(self.goals)), np.cumsum(-np.sort(-rest, axis=0), axis=0)])
            for rest in (self.gains[start:] for start in range(len(self.gains) + 1))
        ]
        found = self._go(0, size, np.zeros(len(self.goals)))
        return None if found is None else [int(self.order[position]) for position in found]

    def _go(self, start: int, left: int, total: Numbers) -> list[int] | None:
        if left == 0:
            return [] if (total > self.goals).all() else None
        for position in range(start, len(self.gains) - left + 1):
            if not (total + self.reach[position][left] > self.goals).all():
                return None
            found = self._go(position + 1, left - 1, total + self.gains[position])
            if found is not None:
                return [position, *found]
        return None
