"""The grader's one call: see to the machine, and have a class graded on it."""

import importlib.util
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kit.grading import scratch
from kit.grading.kernels import Kernels, Limits
from kit.grading.problem import GradeError
from kit.grading.sandbox import MEMORY, SandboxProblem, choose

if TYPE_CHECKING:
    from kit.grading.collect import Runner
    from kit.grading.result import Result

__all__ = ["GradeError", "grade"]

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
) -> "Result":
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
    scratch.sweep()
    limits = Limits(cell=cell_timeout, total=15 * cell_timeout, memory=memory)
    with _kernels(dask, sandbox, limits) as (kernels, at_once):
        # Imported no sooner: this takes its time, in which the first worker starts.
        from kit.grading.round import grade_class

        at_once = jobs or at_once
        return grade_class(inbox, result, course, plan, kernels, at_once, progress)


@contextmanager
def _kernels(
    dask: str | None, sandbox: str, limits: Limits
) -> Iterator[tuple["Runner", int | None]]:
    """Find the place for student code, here or on a cluster, and how much runs at once there."""
    with tempfile.TemporaryDirectory(prefix=scratch.mark(), ignore_cleanup_errors=True) as private:
        tables = Path(private)
        if dask is None:
            try:
                walls = choose(sandbox)
            except SandboxProblem as error:
                raise GradeError(str(error)) from error
            with Kernels(tables, limits, walls) as kernels:
                kernels.warm()
                yield kernels, None
            return
        from kit.grading.cluster import Cluster

        with Cluster(dask, sandbox) as cluster:
            yield cluster.kernels(tables, limits), cluster.jobs


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
