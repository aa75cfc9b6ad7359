"""Marks: what each marker gave, row by row, in the gradebook; nothing is ever overwritten.

A mark is about one text. If the student hands in another one, it gets marks of its own.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kit.grading.gradebook import Adjustment, Gradebook, moment
from kit.grading.rubric import Given
from kit.grading.store import transaction

MARK, SETTLED, MEAN = "mark", "settled", "mean of the marks"
LATEST = "SELECT max(number) FROM marks GROUP BY student, exercise, answer, who, role"

Slot = tuple[str, str]
"""A student and an exercise."""


@dataclass(frozen=True)
class Mark:
    """What one marker says of one text.

    Attributes
    ----------
    answer
        A digest of the text.
    role
        `MARK`; `SETTLED` where a person decides between two that differ; `MEAN` where
        their mean does.
    given
        Points by row; rows may still be missing.
    flag
        Whether the marker wants to look at it again.
    """

    student: str
    exercise: str
    answer: str
    who: str
    role: str
    given: Given
    comment: str = ""
    flag: bool = False

    @property
    def slot(self) -> Slot:
        """Whose answer to which exercise it is about."""
        return self.student, self.exercise


Decide = Callable[[Slot, Sequence[Mark], Adjustment | None], Adjustment | None]


class MarkBook(Gradebook):
    """A gradebook with the marks of its texts."""

    def marks(self) -> list[Mark]:
        """List the latest mark of every marker on every text, oldest first."""
        return self._marks(f"WHERE number IN ({LATEST})")

    def mark_history(self, student: str, exercise: str) -> list[Mark]:
        """List all that was ever marked of an answer, oldest first."""
        return self._marks("WHERE (student, exercise) = (?, ?)", student, exercise)

    def mark(self, marks: Iterable[Mark], decide: Decide) -> None:
        """Keep marks, and the points that follow from them, in one transaction.

        Parameters
        ----------
        marks
            What is new.
        decide
            Gets a slot, all its marks and what counts now; gives the points that
            count from now on, or None to leave them as they are.
        """
        new = list(marks)
        with transaction(self._base):
            self._base.executemany(
                "INSERT INTO marks (student, exercise, answer, who, role, given, comment, flag, "
                "given_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_stored(mark) for mark in new],
            )
            self._decide({mark.slot for mark in new}, decide)

    def decide(self, slots: Iterable[Slot], decide: Decide) -> None:
        """Give the points that follow from the marks there are, in one transaction."""
        with transaction(self._base):
            self._decide(slots, decide)

    def _decide(self, slots: Iterable[Slot], decide: Decide) -> None:
        before = self.adjustments()
        by_slot: dict[Slot, list[Mark]] = {}
        for mark in self.marks():
            by_slot.setdefault(mark.slot, []).append(mark)
        for slot in sorted(slots):
            points = decide(slot, by_slot.get(slot, []), before.get(slot))
            if points is not None and points != before.get(slot):
                self._adjust([(*slot, points)])

    def _marks(self, where: str, *values: str) -> list[Mark]:
        rows = self._base.execute(
            "SELECT student, exercise, answer, who, role, given, comment, flag FROM marks "
            f"{where} ORDER BY number",
            values,
        )
        return [_read(*row) for row in rows]


def _stored(mark: Mark) -> tuple[object, ...]:
    names = (*mark.slot, mark.answer, mark.who, mark.role)
    return (*names, json.dumps(dict(mark.given)), mark.comment, int(mark.flag), moment())


def _read(*row: Any) -> Mark:
    student, exercise, answer, who, role, given, comment, flag = row
    return Mark(student, exercise, answer, who, role, json.loads(given), comment, bool(flag))
