"""The grader's one call: collect, judge, report."""

import importlib.util
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.grading.collect import collect
from kit.grading.course import Course, GradeError
from kit.grading.gradebook import Gradebook, GradebookError
from kit.grading.intake import intake
from kit.grading.kernels import Limits
from kit.grading.report import Item, Row, judged, write
from kit.grading.sandbox import MEMORY, SandboxProblem, choose

__all__ = ["GradeError", "Result", "grade"]

SHOWN = 10  # names of files that are passed over
WITHOUT = (
    "WARNING: graded with --sandbox none. Student code ran as you, with all that you can read."
)
NEEDED = ("ipykernel", "jinja2", "nbformat", "nbval", "pytest", "tqdm")


@dataclass(frozen=True)
class Result:
    """What grading came to.

    Attributes
    ----------
    rows
        One a student, as in ``grades.csv``.
    out
        Where the files are.
    ran
        How many submissions were run; unchanged ones are not run again.
    items
        One a student and exercise, as in ``items.csv``.
    passed_over
        Files that are no submissions.
    sandboxed
        Whether student code was kept in.
    """

    rows: Sequence[Row]
    notebooks: Sequence[str]
    out: Path
    ran: int
    items: Sequence[Item] = ()
    passed_over: Sequence[str] = ()
    sandboxed: bool = True

    @property
    def exit_code(self) -> int:
        """0 done, 1 something handed in could not be graded, 3 done but a person is needed.

        A notebook that was not handed in is no failure: the row says `not graded`.
        """
        if any(item.failed for item in self.items):
            return 1
        waiting = any(item.status == "needs review" and item.max_points for item in self.items)
        return 3 if waiting else 0

    def __str__(self) -> str:
        return self.table()

    def table(self) -> str:
        """Give the grades as a table to print, with last lines that sum up."""
        head = ["student", "total", "of", "status", *self.notebooks]
        lines = [head, *([_shown(value) for value in _values(row)] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        text = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
        return "\n".join([*text, "", *self._summary(), f"See {self.out}."])

    def _summary(self) -> list[str]:
        counts = Counter(row.status for row in self.rows)
        summed = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
        lines = [f"{_counted(len(self.rows), 'student')}: {summed}."]
        absent = {(item.student, item.notebook) for item in self.items if item.absent}
        failed = {(item.student, item.notebook) for item in self.items if item.failed}
        if absent:
            lines.append(f"Not handed in: {_counted(len(absent), 'notebook')}.")
        if failed:
            lines.append(
                f"Could not be graded: {_counted(len(failed), 'notebook')}; see items.csv."
            )
        if not self.sandboxed:
            lines.append(WITHOUT)
        if self.passed_over:
            names = ", ".join(self.passed_over[:SHOWN])
            more = len(self.passed_over) - SHOWN
            lines.append(f"Passed over: {names}{f' and {more} more' if more > 0 else ''}.")
        return lines


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _values(row: Row) -> list[object]:
    return [row.student, row.total, row.max_total, row.status, *row.notebooks]


def _shown(value: object) -> str:
    if isinstance(value, int | float):
        return f"{value:g}"
    return "-" if value is None else str(value)


def grade(
    submissions: str | Path,
    out: str | Path,
    course: str | Path | None = None,
    jobs: int | None = None,
    cell_timeout: float = 20,
    plan: str | None = None,
    progress: bool = True,
    sandbox: str = "auto",
    memory: int = MEMORY,
) -> Result:
    """Grade a folder of submissions.

    Parameters
    ----------
    submissions
        See `kit.grading.intake` for the layouts. Nothing in it is changed.
    out
        Where ``grades.csv``, ``items.csv``, ``feedback/`` and ``gradebook.db`` go.
    course
        The course folder, with the open key; by default as in `kit.places`.
    jobs
        How many submissions run at once; by default one a processor.
    cell_timeout
        Seconds that a cell may take.
    plan
        Which plan of ``course.toml`` counts; by default the one it names.
    progress
        Whether to show a progress bar.
    sandbox
        What keeps student code in: ``bwrap``, ``auto`` (the same: it is that or
        nothing), or ``none``.
    memory
        Megabytes that a submission may use.

    Raises
    ------
    GradeError
        If grading cannot begin; the message says what to do. A submission that
        cannot be graded raises nothing: it has a row with the reason.
    """
    _refuse_missing_packages()
    inbox, result = _folders(Path(submissions), Path(out))
    known = Course.read(course, plan)
    batch = intake(inbox, known)
    if not batch.students:
        msg = f"There are no submissions in {inbox}: no student's folder, no .ipynb file."
        raise GradeError(msg)
    try:
        walls = choose(sandbox, memory)
    except SandboxProblem as error:
        raise GradeError(str(error)) from error
    _make(result, out)
    limits = Limits(cell=cell_timeout, total=15 * cell_timeout)
    from tqdm import tqdm

    try:
        with (
            Gradebook(result / "gradebook.db") as book,
            tqdm(total=len(batch.submissions), disable=not progress, unit="notebook") as bar,
        ):
            book.add_students(batch.students)
            everything = list(batch.submissions)
            ran = collect(everything, known, book, limits, walls, jobs, lambda done: bar.update())
            items = judged(book, known)
            found = write(items, known, result)
    except GradebookError as error:
        raise GradeError(str(error)) from error
    return Result(found, list(known.counted), result, ran, items, batch.passed_over, walls.walls)


def _refuse_missing_packages() -> None:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        msg = (
            f"Grading needs {', '.join(missing)}, not installed here. "
            'Run in the course folder: python -m pip install ".[grade]"'
        )
        raise GradeError(msg)


def _folders(submissions: Path, out: Path) -> tuple[Path, Path]:
    inbox, result = submissions.resolve(), out.resolve()
    if not inbox.is_dir():
        msg = f"{submissions} is not a folder. Give the folder that holds one folder a student."
        raise GradeError(msg)
    if result.is_relative_to(inbox):
        msg = f"--out {out} lies inside {submissions}, which stays as it is. Choose another folder."
        raise GradeError(msg)
    if result.exists() and not result.is_dir():
        msg = f"--out {out} is a file. Give a folder."
        raise GradeError(msg)
    return inbox, result


def _make(folder: Path, given: str | Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"--out {given} cannot be made: {error.strerror}. Choose another folder."
        raise GradeError(msg) from None
