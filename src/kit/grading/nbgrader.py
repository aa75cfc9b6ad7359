"""Points into the gradebook of nbgrader, for a course that hands out and returns with it."""

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kit.grading.items import Item
from kit.grading.problem import GradeError


def put_points(items: Iterable[Item], path: Path) -> int:
    """Put points into nbgrader's gradebook, as points given by hand.

    Parameters
    ----------
    items
        Of a class whose notebooks came from ``kit release --nbgrader``. One without
        points, such as an open question that waits for a person, is left as it is.
    path
        The ``gradebook.db`` of nbgrader.

    Returns
    -------
    int
        How many answers got their points.

    Raises
    ------
    GradeError
        If nbgrader is not installed, or its gradebook lacks an assignment.
    """
    if importlib.util.find_spec("nbgrader") is None:
        msg = "nbgrader is not installed here. Run: python -m pip install nbgrader"
        raise GradeError(msg)
    if not path.is_file():
        msg = f"There is no gradebook of nbgrader at {path}. Give its gradebook.db."
        raise GradeError(msg)
    from nbgrader.api import Gradebook, MissingEntry

    given = 0
    with Gradebook(f"sqlite:///{path.resolve()}") as book:
        for (student, lesson), points in _by_submission(items).items():
            try:
                book.find_assignment(lesson)
            except MissingEntry:
                msg = (
                    f"{path} has no assignment {lesson}. Run: nbgrader generate_assignment {lesson}"
                )
                raise GradeError(msg) from None
            book.update_or_create_student(student)
            submission = book.update_or_create_submission(lesson, student)
            given += sum(_give(grade, points) for n in submission.notebooks for grade in n.grades)
        book.db.commit()
    return given


def _by_submission(items: Iterable[Item]) -> dict[tuple[str, str], dict[str, float]]:
    found: dict[tuple[str, str], dict[str, float]] = {}
    for item in items:
        if item.points is not None:
            cell = f"answer-{item.exercise.replace('.', '-')}"
            found.setdefault((item.student, item.notebook), {})[cell] = item.points
    return found


def _give(grade: Any, points: dict[str, float]) -> bool:
    """Give one cell its points; it no longer waits for a person."""
    if grade.name not in points:
        return False
    grade.manual_score, grade.needs_manual_grade = points[grade.name], False
    return True
