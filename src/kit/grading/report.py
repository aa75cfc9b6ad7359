"""Grades out of the gradebook: CSV files and pages.

Runs nothing that students wrote. Same gradebook and key, same bytes.

A student's status says how far the grade is. It is ``graded`` if every notebook of
the plan was handed in and every exercise has its points, so that the total is final;
``not graded`` if a notebook was not handed in or an exercise could not be graded;
else ``needs review``. The total is always the sum of the points given so far.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.grading.course import Course
from kit.grading.feedback import pages
from kit.grading.files import csv_text, put
from kit.grading.items import Item, total

ITEM_COLUMNS = ("student", "notebook", "exercise", "points", "max_points", "status", "reason")

WITHOUT_SANDBOX = "Run without a sandbox."


@dataclass(frozen=True)
class Row:
    """One line of ``grades.csv``: a student; None where no points are given."""

    student: str
    total: float | None
    max_total: float
    status: str
    notebooks: tuple[float | None, ...]


def rows(items: Iterable[Item], course: Course) -> list[Row]:
    """Sum the items by student, one row each, sorted."""
    by_student: dict[str, list[Item]] = {}
    for item in items:
        by_student.setdefault(item.student, []).append(item)
    most = round(sum(course.max_points(notebook) for notebook in course.counted), 2)
    return [
        Row(
            student,
            total=total(mine),
            max_total=most,
            status=_status(mine),
            notebooks=tuple(total(i for i in mine if i.notebook == n) for n in course.counted),
        )
        for student, mine in sorted(by_student.items())
    ]


def _status(items: Sequence[Item]) -> str:
    """Say how far a student's grade is.

    A file that is none of ours holds nothing up, nor does an exercise without points.
    """
    counting = {item.status for item in items if item.max_points}
    for status in ("not graded", "needs review"):
        if status in counting:
            return status
    return "graded"


def grades_csv(found: Iterable[Row], course: Course) -> str:
    """Write ``grades.csv``."""
    head = ("student", "total", "max_total", "status", *course.counted)
    return csv_text(
        head, ((r.student, r.total, r.max_total, r.status, *r.notebooks) for r in found)
    )


def items_csv(items: Iterable[Item]) -> str:
    """Write ``items.csv``."""
    return csv_text(ITEM_COLUMNS, map(_line, items))


def _line(item: Item) -> Sequence[object]:
    said = (item.reason, item.note, WITHOUT_SANDBOX if item.unsandboxed else "")
    reason = " ".join(filter(None, said))
    points = (item.points, item.max_points)
    return (item.student, item.notebook, item.exercise, *points, item.status, reason)


def write(items: Sequence[Item], course: Course, out: Path) -> list[Row]:
    """Write the CSV files and one feedback page a notebook that was handed in."""
    found = rows(items, course)
    put(out / "grades.csv", grades_csv(found, course))
    put(out / "items.csv", items_csv(items))
    for name, page in pages(items, course):
        put(out / "feedback" / name, page)
    return found
