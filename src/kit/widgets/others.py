"""What others answered: a neighbour, or a class."""

from collections import Counter

import pandas as pd

from kit.reading import frames
from kit.reading.ratings import NOT_APPLICABLE, SCALE


class Others:
    """The ratings of one or several other people, cell by cell.

    Parameters
    ----------
    ratings
        ``evidence_id, hypothesis_id`` and the column of the values; a column
        ``who`` tells several people apart.
    column
        The column of the values.

    Examples
    --------
    >>> class_ = pd.DataFrame(
    ...     [("E1", "A", "C", "ada"), ("E1", "A", "I", "bo"), ("E1", "A", "C", "cy")],
    ...     columns=["evidence_id", "hypothesis_id", "rating", "who"],
    ... )
    >>> others = Others(class_, "rating")
    >>> others.cells, others.people
    ({'E1': {'A': 'C 2, I 1'}}, 3)
    >>> round(others.apart("E1", "A", "C"), 2)
    0.67
    """

    def __init__(self, ratings: pd.DataFrame | None, column: str) -> None:
        self.cells: dict[str, dict[str, str]] = {}
        self._counts: dict[tuple[str, str], Counter[str]] = {}
        self.people = 0
        if ratings is None:
            return
        frames.need(ratings, "evidence_id", "hypothesis_id", column)
        frames.check_values(column, ratings[column], (*SCALE, NOT_APPLICABLE))
        self.people = ratings["who"].nunique() if "who" in ratings else 1
        for row in ratings.dropna(subset=[column]).to_dict("records"):
            cell = (str(row["evidence_id"]), str(row["hypothesis_id"]))
            self._counts.setdefault(cell, Counter())[str(row[column])] += 1
        for (item, rival), counts in self._counts.items():
            told = ", ".join(
                value if self.people == 1 else f"{value} {number}"
                for value, number in counts.most_common()
            )
            self.cells.setdefault(item, {})[rival] = told

    def apart(self, item: str, rival: str, mine: str | None) -> float:
        """Say how many steps of the scale others are away on average.

        A rating against "not applicable" counts two steps. Zero where one side
        has no rating.
        """
        counts = self._counts.get((item, rival))
        if mine is None or not counts:
            return 0.0
        steps = sum(_steps(mine, value) * number for value, number in counts.items())
        return steps / counts.total()


def _steps(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if NOT_APPLICABLE in (one, other):
        return 2.0
    return abs(SCALE[one] - SCALE[other])
