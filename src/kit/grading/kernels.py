"""Cells run: `Kernels.run` takes the code of a notebook's cells and gives what became of each.

It hands them to a worker process (`kit.grading.worker`, which knows nbval), one for
every notebook that runs at once. A worker that is itself killed is started again
without the cell that did it. Another runner is another `run`.
"""

import contextlib
import json
import os
import queue
import shutil
import site
import subprocess
import tempfile
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kit.grading import interpreter, scratch
from kit.grading.cellrun import CellRun
from kit.grading.sandbox import MEMORY, Sandbox

__all__ = ["CellRun", "KernelProblem", "Kernels", "Limits"]

ATTEMPTS = 10  # a worker that is ended this often is left to a person
KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT", "COMSPEC", "PATHEXT")


class KernelProblem(Exception):  # noqa: N818  (read aloud: "a kernel problem")
    """Cells could not be run for a reason of this machine, not of the notebook."""


@dataclass(frozen=True)
class Limits:
    """What a run may take: seconds a cell, seconds in all, bytes of output a cell, memory in MB."""

    cell: float = 20
    total: float = 300
    output: int = 2_000_000
    memory: int = MEMORY


class Worker:
    """A worker process, in a private folder of its own."""

    def __init__(self, course: Path, limits: Limits, sandbox: Sandbox) -> None:
        self._idle = True
        self._folder = Path(tempfile.mkdtemp(prefix=scratch.mark()))
        rules = ["walls" if sandbox.walls else "none", json.dumps(asdict(limits))]
        self._said = (self._folder / "said").open("w+b")
        self._process = subprocess.Popen(
            interpreter.command("kit.grading.worker", str(course), *rules),
            cwd=self._folder,
            env=_environment(self._folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            start_new_session=True,
        )

    def work(self, order: dict[str, Any], seconds: float) -> tuple[list[dict[str, Any]], bool]:
        """Have an order carried out: what the worker said, and whether it was in time."""
        assert self._process.stdin and self._process.stdout
        self._idle = False
        late = threading.Timer(seconds, self._process.kill)
        late.start()
        said: list[dict[str, Any]] = []
        try:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
            for line in self._process.stdout:
                said.append(json.loads(line))
                if "done" in said[-1]:
                    break
        except (OSError, ValueError):
            pass  # it ended: the last line may be cut off
        finally:
            in_time = late.is_alive()
            late.cancel()
        return said, in_time

    def last_words(self) -> str:
        """Give the last line that the worker wrote on its way out."""
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1].strip()[:200].rstrip(".") if lines else ""

    def dismiss(self) -> None:
        """Tell the worker that there is no more to do."""
        assert self._process.stdin
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def close(self) -> None:
        """End the worker, and its kernels with it."""
        assert self._process.stdout
        self.dismiss()
        if self._idle:  # it may still be starting: nobody waits for that
            self._process.kill()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._said.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class Kernels:
    """Kernels for notebooks, several at once.

    Parameters
    ----------
    course
        A folder that holds ``data/`` with the case's tables and no key, at the latest
        when the first cells run. Each kernel sees a fresh copy of it as its course,
        and works in ``notebooks`` there.
    limits
        Times and sizes.
    sandbox
        What keeps the cells in.
    """

    def __init__(self, course: Path, limits: Limits, sandbox: Sandbox) -> None:
        self.course, self.limits, self.sandbox = course, limits, sandbox
        self._free: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all: set[Worker] = set()
        self._over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over = True
        for worker in tuple(self._all):
            worker.dismiss()  # all of them, the busy ones too, before one is waited for
        for worker in tuple(self._all):
            self._end(worker)

    def warm(self) -> None:
        """Have the first worker start ahead of need."""
        self._free.put(self._start())

    def dismiss(self) -> None:
        """Tell the workers that there is no more to run: they end while other things go on."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._free.get_nowait().dismiss()

    def run(self, sources: list[str]) -> list[CellRun]:
        """Run cells in a fresh kernel.

        Parameters
        ----------
        sources
            The code of the cells, in order.

        Returns
        -------
        list of CellRun
            One a cell.

        Raises
        ------
        KernelProblem
            If no kernel starts.
        """
        fatal: set[int] = set()
        runs: dict[int, CellRun] = {}
        for _ in range(ATTEMPTS):
            order = {"sources": sources, "fatal": sorted(fatal)}
            worker = self._worker()
            # Kernel starts and replays come on top of the cells' own time.
            said, in_time = worker.work(order, 3 * self.limits.total + 120)
            if self._over:  # whoever ended the worker wants no other one
                msg = "The grader was stopped."
                raise KernelProblem(msg)
            runs, started = _read(said)
            missing = [number for number in range(len(sources)) if number not in runs]
            if said and "done" in said[-1]:
                self._free.put(worker)
            words = worker.last_words() if missing else ""
            if missing or "done" not in said[-1]:
                self._end(worker)
            if not (missing and in_time):
                return [runs.get(number, CellRun("not run")) for number in range(len(sources))]
            if missing[0] not in started:
                break
            fatal.add(missing[0])  # this cell ended the worker: run the others without it
        msg = f"The cells could not be run: {words or 'no kernel started'}."
        raise KernelProblem(msg)

    def _worker(self) -> Worker:
        try:
            return self._free.get_nowait()
        except queue.Empty:
            return self._start()

    def _start(self) -> Worker:
        made = Worker(self.course, self.limits, self.sandbox)
        self._all.add(made)
        return made

    def _end(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.close()


def _environment(private: Path) -> dict[str, str]:
    """Give a worker no more of the grader's environment than it needs."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    home = private / "home"
    home.mkdir()
    own = ("HOME", "USERPROFILE", "IPYTHONDIR", "TMPDIR", "TEMP", "TMP", "JUPYTER_RUNTIME_DIR")
    quiet = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONUTF8": "1", "JUPYTER_NO_CONFIG": "1"}
    course = {"KIT_STATE": "off", "KIT_CHECK": "emit"}
    packages = {"PYTHONUSERBASE": site.getuserbase()}  # else found through the home folder
    return kept | packages | dict.fromkeys(own, str(home)) | quiet | course


def _read(said: list[dict[str, Any]]) -> tuple[dict[int, CellRun], set[int]]:
    """Read the worker's lines: what each cell gave, and which cells were started."""
    runs: dict[int, CellRun] = {}
    started: set[int] = set()
    for entry in said:
        if "started" in entry:
            started.add(entry["started"])
        elif "cell" in entry:
            runs[entry["cell"]] = CellRun(entry["outcome"], entry["outputs"], entry["error"])
    return runs, started
