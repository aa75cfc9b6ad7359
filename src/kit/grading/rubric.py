"""Rubrics: the rows that a person marks a text by, each from missing to full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEVELS = ("full", "partly", "missing")
MANY = 9  # the highest digit there is a key for

Given = Mapping[str, float]
"""Points by the name of a row."""


@dataclass(frozen=True)
class Row:
    """One row of a rubric.

    Attributes
    ----------
    points
        For ``full``; ``missing`` gives 0.
    texts
        What each level means, by level.

    Examples
    --------
    >>> Row("voice", 2, {}).choices, Row("tone", 1, {}).choices
    ((0.0, 1.0, 2.0), (0.0, 0.5, 1.0))
    """

    name: str
    points: float
    texts: Mapping[str, str]

    @property
    def choices(self) -> tuple[float, ...]:
        """The points that can be given, from low to high: whole ones, or half of them."""
        most = self.points
        if most > 1 and most == int(most):
            return tuple(float(points) for points in range(int(most) + 1))
        return (0.0, most / 2, float(most))

    def level(self, points: float) -> str:
        """Say which level points are of.

        Examples
        --------
        >>> [Row("voice", 3, {}).level(points) for points in (3, 1, 0)]
        ['full', 'partly', 'missing']
        """
        return "missing" if points <= 0 else "full" if points >= self.points else "partly"

    def key(self, points: float) -> str:
        """Name the key for points: the digit itself, H for half; empty if there is none."""
        if points == int(points) <= MANY:
            return f"{points:g}"
        return "h" if points == self.points / 2 else ""


@dataclass(frozen=True)
class Rubric:
    """The rows of one exercise.

    Examples
    --------
    >>> rubric = Rubric((Row("voice", 2, {}), Row("tone", 1, {})))
    >>> rubric.total({"voice": 1, "tone": 1}), rubric.why({"voice": 1, "tone": 1})
    (2, 'voice: partly, 1 of 2; tone: full, 1 of 1')
    """

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Rubric":
        """Read the rubric of an entry of the open key."""
        return cls(tuple(map(_row, entry["rubric"])))

    def row(self, name: str) -> Row | None:
        """Find a row by its name."""
        return next((row for row in self.rows if row.name == name), None)

    def marked(self, given: Given) -> int:
        """Count the rows that have their points."""
        return sum(row.name in given for row in self.rows)

    def complete(self, given: Given) -> bool:
        """Tell whether every row has its points."""
        return self.marked(given) == len(self.rows)

    def total(self, given: Given) -> float:
        """Sum the points of the rows there are."""
        return round(sum(given.get(row.name, 0) for row in self.rows), 2)

    def why(self, given: Given) -> str:
        """Say in one line what each row got."""
        parts = (
            f"{row.name}: {row.level(given[row.name])}, {given[row.name]:g} of {row.points:g}"
            for row in self.rows
        )
        return "; ".join(parts)

    def mean(self, several: Sequence[Given]) -> dict[str, float]:
        """Average the points of each row over several markers."""
        return {
            row.name: round(sum(given[row.name] for given in several) / len(several), 2)
            for row in self.rows
        }


def _row(written: Mapping[str, Any]) -> Row:
    texts = {level: " ".join(str(written.get(level) or "").split()) for level in LEVELS}
    return Row(str(written["row"]), float(written["points"]), texts)
