"""The grader's one call: collect, judge, report."""

import importlib.metadata
import importlib.util
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kit.grading import scratch
from kit.grading.collect import Begin, collect
from kit.grading.course import Course, GradeError
from kit.grading.desk import BOOK, PLAN, Desk
from kit.grading.gradebook import Gradebook, GradebookError
from kit.grading.intake import intake
from kit.grading.kernels import Kernels, Limits
from kit.grading.result import Result
from kit.grading.sandbox import MEMORY, Sandbox, SandboxProblem, choose

__all__ = ["GradeError", "Result", "grade"]

NEEDED = ("ipykernel", "jinja2", "nbformat", "nbval", "pytest", "tqdm")


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
    dask: str | None = None,
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
    dask
        The address of a Dask scheduler: student code runs on its workers, not here.

    Raises
    ------
    GradeError
        If grading cannot begin; the message says what to do. A submission that
        cannot be graded raises nothing: it has a row with the reason.
    """
    _refuse_missing_packages(dask)
    inbox, result = _folders(Path(submissions), Path(out))
    known = Course.read(course, plan)
    batch = intake(inbox, known)
    if not batch.students:
        msg = (
            f"There are no submissions in {inbox}: no student's folder, no .ipynb file. "
            "Is a .zip still packed? Unpack it first."
        )
        raise GradeError(msg)
    scratch.sweep()
    limits = Limits(cell=cell_timeout, total=15 * cell_timeout, memory=memory)
    from tqdm import tqdm

    try:
        with (
            _place(dask, sandbox) as (walls, at_once, begin),
            Gradebook(_made(result, out) / BOOK, environment(known, walls.walls)) as book,
            tqdm(total=len(batch.submissions), disable=not progress, unit="notebook") as bar,
        ):
            book.add_students(batch.students, batch.numbers)
            book.remember(PLAN, known.plan.name)
            everything = list(batch.submissions)
            ran = collect(
                *(everything, known, book, limits, walls),
                jobs=jobs or at_once,
                notify=lambda done: bar.update(),
                begin=begin,
            )
            graded = Desk(book, known, result).write()
    except (GradebookError, SandboxProblem) as error:
        raise GradeError(str(error)) from error
    return replace(graded, ran=ran, passed_over=batch.passed_over)


@contextmanager
def _place(dask: str | None, sandbox: str) -> Iterator[tuple[Sandbox, int | None, Begin]]:
    """Find the place for student code, here or on a cluster, and how much runs at once there."""
    if dask is None:
        yield choose(sandbox), None, Kernels
        return
    from kit.grading.cluster import Cluster

    with Cluster(dask, sandbox) as cluster:
        yield cluster.sandbox, cluster.jobs, cluster.begin


def environment(course: Course, sandboxed: bool) -> dict[str, Any]:
    """Say what submissions are collected in: versions, cases, and whether they are kept in."""
    versions = {"python": platform.python_version(), "pandas": _version("pandas")}
    versions |= {"kit": _version("rival-readings")}
    return {**versions, "case": course.case_versions, "sandboxed": sandboxed}


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:  # run from a folder, not installed
        return ""


def _refuse_missing_packages(dask: str | None) -> None:
    needed, extras = (
        (NEEDED, "grade") if dask is None else ((*NEEDED, "distributed"), "grade,scale")
    )
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        msg = (
            f"Grading needs {', '.join(missing)}, not installed here. "
            f'Run in the course folder: python -m pip install ".[{extras}]"'
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


def _made(folder: Path, given: str | Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"--out {given} cannot be made: {error.strerror}. Choose another folder."
        raise GradeError(msg) from None
    return folder
