"""One round of grading: collect what is new of a class, judge it, report."""

import importlib.metadata
import platform
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from kit.grading.collect import Runner, collect
from kit.grading.course import Course
from kit.grading.desk import BOOK, PLAN, Desk
from kit.grading.gradebook import Gradebook, GradebookError
from kit.grading.intake import intake
from kit.grading.problem import GradeError
from kit.grading.result import Result


def grade_class(
    inbox: Path,
    out: Path,
    course: str | Path | None,
    plan: str | None,
    kernels: Runner,
    jobs: int | None = None,
    progress: bool = True,
) -> Result:
    """Grade a folder of submissions on kernels that are there; as `kit.grading.grade.grade`."""
    known = Course.read(course, plan)
    batch = intake(inbox, known)
    if not batch.students:
        msg = (
            f"There are no submissions in {inbox}: no student's folder, no .ipynb file. "
            "Is a .zip still packed? Unpack it first."
        )
        raise GradeError(msg)
    place = environment(known, kernels.sandbox.walls)
    try:
        with (
            Gradebook(_made(out) / BOOK, place) as book,
            tqdm(total=len(batch.submissions), disable=not progress, unit="notebook") as bar,
        ):
            book.add_students(batch.students, batch.numbers)
            book.remember(PLAN, known.plan.name)
            ran = collect(
                *(list(batch.submissions), known, book, kernels),
                jobs=jobs,
                notify=lambda done: bar.update(),
            )
            graded = Desk(book, known, out).write()
    except GradebookError as error:
        raise GradeError(str(error)) from error
    return replace(graded, ran=ran, passed_over=batch.passed_over)


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


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"--out {folder} cannot be made: {error.strerror}. Choose another folder."
        raise GradeError(msg) from None
    return folder
