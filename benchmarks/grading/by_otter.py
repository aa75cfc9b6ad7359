"""The assignment for otter-grader, graded in a loop in one process, and a command each."""

import json
from collections.abc import Iterator
from pathlib import Path

import assignment as given
from by_kit import Row
from measure import Environment, Measured

PACKAGES = ("otter-grader==7.0.0", "ipykernel")
CONFIG = "# ASSIGNMENT CONFIG\nfiles:\n  - loans.csv\n"
RUN_ALONE = 4  # so many students; it takes long, and each takes the same
LOOP = """
import json, sys
from pathlib import Path
from otter.api import grade_submission

found = {
    path.stem: grade_submission(str(path), sys.argv[1], quiet=True).total
    for path in sorted(Path("submissions").glob("*.ipynb"))
}
Path("grades.json").write_text(json.dumps(found))
"""


def rows(folder: Path, environment: Environment) -> Iterator[Row]:
    """Make the assignment, grade the class in one process, and some in one each."""
    (folder / "source.ipynb").write_text(written(), encoding="utf-8")
    (folder / "loans.csv").write_text(given.TABLE, encoding="utf-8")
    environment.prepare("otter", "assign", "--no-run-tests", "source.ipynb", "dist", folder=folder)
    released = folder / "dist" / "student" / "source.ipynb"
    given.hand_in(released, folder / "submissions", "{student}.ipynb")
    (autograder,) = (folder / "dist" / "autograder").glob("*.zip")
    found = environment.measure("python", "-c", LOOP, autograder, folder=folder)
    grades = json.loads((folder / "grades.json").read_text(encoding="utf-8"))
    yield "otter.api.grade_submission", len(given.CLASS), found, grades
    yield alone(folder, environment, autograder)


def alone(folder: Path, environment: Environment, autograder: Path) -> Row:
    """Grade some students with a command each."""
    students = list(given.CLASS)[:: len(given.CLASS) // RUN_ALONE]
    measured, grades = [], {}
    (folder / "results").mkdir()
    for student in students:
        command = ("otter", "run", "-a", autograder, "-o", folder / "results")
        notebook = folder / "submissions" / f"{student}.ipynb"
        measured.append(environment.measure(*command, notebook, folder=folder))
        said = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))
        grades[student] = sum(test["score"] for test in said["tests"] if "score" in test)
    whole = Measured(
        sum(each.wall for each in measured),
        sum(each.cpu for each in measured),
        max(each.peak for each in measured),
        measured[0].load,
    )
    return "otter run, a command each", len(students), whole, grades


def written() -> str:
    """Write the instructor's notebook."""

    def raw(text: str) -> dict:
        return given.cell(f"raw-{len(cells)}", text, "raw")

    cells: list[dict] = []
    cells += [raw(CONFIG), given.cell("load", given.READ_TABLE)]
    for number, question in enumerate(given.QUESTIONS, 1):
        solved = f"# BEGIN SOLUTION NO PROMPT\n{question.right}\n# END SOLUTION"
        prompt = f'""" # BEGIN PROMPT\n{question.open}\n""" # END PROMPT'
        cells.append(raw(f"# BEGIN QUESTION\nname: q{number}\npoints: 1\nall_or_nothing: true\n"))
        cells.append(given.cell(f"task-{number}", question.task, "markdown"))
        cells.append(raw("# BEGIN SOLUTION"))
        answer = f"{given.mark(number)}\n{solved}\n{prompt}"
        cells.append(given.cell(f"answer-{number}", answer))
        cells += [raw("# END SOLUTION"), raw("# BEGIN TESTS")]
        cells.append(given.cell(f"seen-{number}", f"assert {question.shape}"))
        cells.append(given.cell(f"hidden-{number}", f"# HIDDEN\nassert {question.test}"))
        cells += [raw("# END TESTS"), raw("# END QUESTION")]
    return given.notebook(cells)
