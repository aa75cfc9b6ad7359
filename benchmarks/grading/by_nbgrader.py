"""The assignment as a course of nbgrader."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import assignment as given
from by_kit import Row
from measure import Environment

PACKAGES = ("nbgrader==0.9.6", "ipykernel")
CONFIG = f'c = get_config()\nc.CourseDirectory.course_id = "{given.NAME}"\n'


def rows(folder: Path, environment: Environment) -> Iterator[Row]:
    """Make the assignment, grade the class, and once more with nothing new."""
    source = folder / "source" / given.NAME
    source.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    (source / f"{given.NAME}.ipynb").write_text(written(), encoding="utf-8")
    (source / "loans.csv").write_text(given.TABLE, encoding="utf-8")
    environment.prepare("nbgrader", "generate_assignment", given.NAME, folder=folder)
    given.hand_in(
        folder / "release" / given.NAME / f"{given.NAME}.ipynb",
        folder / "submitted",
        f"{{student}}/{given.NAME}/{given.NAME}.ipynb",
        beside="loans.csv",
    )
    for again in ("", ", nothing new"):
        found = environment.measure("nbgrader", "autograde", given.NAME, folder=folder)
        environment.prepare("nbgrader", "export", folder=folder)
        yield f"nbgrader autograde{again}", len(given.CLASS), found, grades(folder / "grades.csv")


def written() -> str:
    """Write the instructor's notebook."""
    cells = [given.cell("load", given.READ_TABLE, nbgrader=marked("load", locked=True))]
    for number, question in enumerate(given.QUESTIONS, 1):
        solved = f"### BEGIN SOLUTION\n{question.right}\n### END SOLUTION"
        test = f"### BEGIN HIDDEN TESTS\nassert {question.test}\n### END HIDDEN TESTS"
        answer, check = f"answer-{number}", f"check-{number}"
        cells += [
            given.cell(
                answer,
                f"{given.mark(number)}\n{solved}",
                nbgrader=marked(answer, solution=True),
            ),
            given.cell(
                check,
                f"assert {question.shape}\n{test}",
                nbgrader=marked(check, grade=True, locked=True, points=1),
            ),
        ]
    return given.notebook(cells)


def marked(id: str, **more: Any) -> dict[str, Any]:
    """Give nbgrader's metadata of a cell."""
    blank = {"grade": False, "solution": False, "locked": False, "task": False}
    return blank | {"grade_id": id, "schema_version": 3, "cell_type": "code"} | more


def grades(path: Path) -> dict[str, float]:
    """Read each student's points."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
