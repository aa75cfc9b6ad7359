"""Many machines: cells run on the workers of a Dask cluster that is there already.

There is no shared disk. A worker gets the case's tables once, as bytes, and then the
code of one composed notebook at a time; it sends back the results of its cells, as
text. The key, the gradebook and whose notebook it is stay here. On the worker, cells
run as they would here, in the same sandbox. What a lost worker held, Dask runs again
on another one.
"""

import hashlib
import json
import platform
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

import pandas as pd
from distributed import Client, Future, get_worker

from kit.grading.kernels import CellRun, KernelProblem, Kernels, Limits
from kit.grading.problem import GradeError
from kit.grading.sandbox import PACKAGE, Sandbox, SandboxProblem, choose

WAIT = 15  # seconds for the scheduler to answer
IDLE = 3.0  # seconds after which a worker ends its kernels if no work comes
AHEAD = 2  # notebooks on their way for each thread of a worker, so that none waits
Tables = tuple[tuple[str, bytes], ...]  # path in the course, content


class Cluster:
    """A Dask cluster that can run cells.

    Parameters
    ----------
    address
        Of its scheduler, such as ``tcp://10.0.0.5:8786``.
    sandbox
        As in `kit.grading.sandbox.choose`, which each worker is asked for.

    Attributes
    ----------
    sandbox
        What keeps cells in there.
    jobs
        How many notebooks are to be on their way at once.

    Raises
    ------
    GradeError
        If no scheduler answers, or it has no workers, or one of these has no sandbox
        or not the same kit, pandas and Python as here.
    """

    def __init__(self, address: str, sandbox: str = "auto") -> None:
        try:
            self._client = Client(address, timeout=WAIT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            msg = (
                f"No Dask scheduler answers at {address}. Give the address that it shows "
                "when it starts, such as tcp://10.0.0.5:8786."
            )
            raise GradeError(msg) from error
        try:
            threads = sum(self._client.nthreads().values())
            _refuse(self._client.run(_look, sandbox, on_error="return"), address)
        except BaseException:
            self._client.close()
            raise
        self.sandbox, self.jobs = Sandbox(walls=sandbox != "none"), AHEAD * threads

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._client.close()

    def kernels(self, course: Path, limits: Limits) -> "Away":
        """Give kernels there, as `kit.grading.kernels.Kernels` are here."""
        return Away(self._client, course, limits, self.sandbox)


class Away:
    """Kernels on the workers of a cluster."""

    def __init__(self, client: Client, course: Path, limits: Limits, sandbox: Sandbox) -> None:
        self.course, self.limits, self.sandbox = course, limits, sandbox
        self._client = client

    def run(self, sources: list[str]) -> list[CellRun]:
        """Run cells in a fresh kernel somewhere; see `kit.grading.kernels.Kernels.run`."""
        rules, order = (self.limits, self.sandbox, _has()), json.dumps(sources)
        try:
            task = self._client.submit(_work, self._tables, *rules, order, pure=False)
            said = task.result()
        except KernelProblem:
            raise
        except Exception as error:  # Dask has many: of lost workers, of a scheduler that ended
            msg = f"The cluster could not run the cells ({type(error).__name__}: {error})."
            raise KernelProblem(msg) from error
        return [CellRun(**run) for run in json.loads(said)]

    def dismiss(self) -> None:
        """Leave the workers to themselves: they end what waits too long for work."""

    @cached_property
    def _tables(self) -> "Future[Tables]":
        """Bring the tables there, once, when the first cells run."""
        paths = sorted(path for path in self.course.rglob("*") if path.is_file())
        tables = [(path.relative_to(self.course).as_posix(), path.read_bytes()) for path in paths]
        # A task, not data that was sent: a task is done again if all who know it are lost.
        return self._client.submit(tuple, tables, pure=False)


def _refuse(said: Mapping[str, Any], address: str) -> None:
    """Refuse a cluster with a worker on which it would not be as it is here."""
    if not said:
        msg = f"The cluster at {address} has no workers. Start one: dask worker {address}"
        raise GradeError(msg)
    for worker, found in said.items():
        problem = f"has not the kit that is here ({found})."
        if not isinstance(found, Exception):
            has, walls = found
            problem = _differing(has, _has()) or walls
        if problem:
            msg = f"The worker {worker} {problem}"
            raise GradeError(msg)


def _differing(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """Say what is not the same on a worker, so that its answers might differ."""
    for name, version in here.items():
        if there.get(name) != version:
            other = f"{there.get(name)} there, {version} here"
            return f"has another {name} ({other}). Install the same on all machines."
    return ""


# From here on: what runs on a worker.


@cache
def _has() -> dict[str, str]:
    """Say what answers depend on; of kit the code counts, not the number it gives itself."""
    whole = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        whole.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    python = ".".join(platform.python_version_tuple()[:2])
    return {"kit": whole.hexdigest()[:12], "pandas": pd.__version__, "Python": python}


def _look(sandbox: str) -> tuple[dict[str, str], str]:
    """Say what is here, and why there is no sandbox."""
    try:
        choose(sandbox)
    except SandboxProblem as problem:
        return _has(), f"cannot grade. {problem}"
    return _has(), ""


def _work(
    tables: Tables, limits: Limits, sandbox: Sandbox, wanted: Mapping[str, str], order: str
) -> str:
    """Run the cells of one notebook; give what its results were, as text."""
    if problem := _differing(_has(), wanted):  # a worker that came later
        msg = f"A worker of the cluster {problem}"
        raise KernelProblem(msg)
    if sandbox.walls:
        choose()
    with _station(tables, limits, sandbox).kernels() as kernels:
        runs = kernels.run(json.loads(order))
    return json.dumps([asdict(replace(run, outputs=_results(run))) for run in runs])


def _results(run: CellRun) -> list[dict[str, Any]]:
    """Leave out what was printed and displayed on the side: nobody reads it."""
    return [output for output in run.outputs if output["output_type"] == "execute_result"]


class Station:
    """Kernels of one course on a worker: warm while there is work, soon gone afterwards."""

    def __init__(self, tables: Tables, limits: Limits, sandbox: Sandbox) -> None:
        self._tables, self._rules = tables, (limits, sandbox)
        self._lock, self._users = threading.Lock(), 0
        self._open: Kernels | None = None
        self._stack, self._end = ExitStack(), threading.Timer(0, self._close)

    @contextmanager
    def kernels(self) -> Iterator[Kernels]:
        """Lend the kernels to one task."""
        with self._lock:
            self._end.cancel()
            self._users += 1
            self._open = self._open or self._begin()
            lent = self._open
        try:
            yield lent
        finally:
            with self._lock:
                self._users -= 1
                self._end = threading.Timer(IDLE, self._close)
                self._end.daemon = True
                self._end.start()

    def _begin(self) -> Kernels:
        # In Dask's own folder for this, which is cleared even if the worker is killed.
        own = tempfile.TemporaryDirectory(prefix="kit-course-", dir=get_worker().local_directory)
        folder = Path(self._stack.enter_context(own))
        for name, content in self._tables:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return self._stack.enter_context(Kernels(folder, *self._rules))

    def _close(self) -> None:
        with self._lock:
            if not self._users:
                self._stack.close()
                self._open = None


@lru_cache(maxsize=4)
def _station(tables: Tables, limits: Limits, sandbox: Sandbox) -> Station:
    return Station(tables, limits, sandbox)
