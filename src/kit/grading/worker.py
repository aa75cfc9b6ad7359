"""The worker: a process that runs the cells of one notebook after another.

Started by `kit.grading.kernels`. It reads orders from standard input, a line each,
and writes a line as each cell starts and one as it ends, so that a worker that is
itself killed costs one cell and no more. It holds no key and no gradebook: it reads
what hostile kernels send, and the kernels themselves are within the walls.

The cells run as nbval's items. nbval alone waits 2000 s for a cell, does not notice
a dead kernel, and gives a notebook up after one silent cell. Here a cell that takes
too long is interrupted and the next one runs; a dead kernel is noticed at once, a
fresh one replays what came before the fatal cell, and the rest goes on.
"""

import gc
import json
import os
import queue
import sys
import tempfile
import threading
import time
from _thread import interrupt_main
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

import pytest

# Half of what nbval would import is for what is not done here. For measuring coverage:
cover = sys.modules["nbval.cover"] = ModuleType("nbval.cover")
cover.setup_coverage = cover.teardown_coverage = None  # type: ignore[attr-defined]
# For checks of jsonschema's that no notebook needs, and of which one takes 2.5 s.
FORMATS = (
    "isoduration",
    "fqdn",
    "rfc3986_validator",
    "rfc3987_syntax",
    "uri_template",
    "webcolors",
)
sys.modules |= dict.fromkeys(FORMATS)  # type: ignore[arg-type]

from nbval.plugin import IPyNbCell, IPyNbFile  # noqa: E402

from kit.grading.cellrun import CellRun  # noqa: E402
from kit.grading.kernels import Limits  # noqa: E402
from kit.grading.nest import Nest  # noqa: E402
from kit.grading.plain import PlainKernels  # noqa: E402
from kit.grading.sandbox import Sandbox  # noqa: E402
from kit.grading.wire import TIMEOUT, Died, Kernel  # noqa: E402

Say = Callable[[dict[str, Any]], None]
Begin = Callable[[], "Nest | PlainKernels"]
MEMORY = 4 * 2**30  # bytes of addresses for this process, whatever kernels send
LAST = 20  # seconds to end in when the grader is gone
TRIES = 3  # kernels that are begun for one cell


class NotebookFile(IPyNbFile):  # type: ignore[misc]
    """A notebook whose kernel can be begun again."""

    kernel: Kernel

    def setup(self) -> None:
        """Start the kernel."""
        self.fatal = frozenset(self.config.stash[ORDER]["fatal"])
        self.limits = self.config.stash[LIMITS]
        # Seconds for cells, and as many again for replays; kernel starts are extra.
        self.left = self.spare = self.limits.total
        self.done: list[str] = []
        self.kernel = self.begin()

    def begin(self) -> Kernel:
        """Begin a kernel."""
        kernels = self.config.stash[KERNELS]
        for _ in range(TRIES - 1):
            try:
                return Kernel(kernels.kernel())
            except Died:
                continue
        return Kernel(kernels.kernel())

    def collect(self) -> Iterator["NotebookCell"]:
        """Make our items of nbval's."""
        for item in super().collect():
            parts = {"cell_num": item.cell_num, "cell": item.cell, "options": item.options}
            yield NotebookCell.from_parent(self, name=item.name, **parts)

    def execute(self, number: int, source: str) -> CellRun:
        """Run a cell; if it ends the kernel, bring a fresh one to where this one was."""
        if number in self.fatal or self.left <= 0 or self.spare <= 0:
            return CellRun("died" if number in self.fatal else "not run")
        seconds, began = min(self.limits.cell, self.left), time.monotonic()
        try:
            ran = self.kernel.execute(source, seconds, self.limits.output)
        except Died as end:
            self.left -= time.monotonic() - began
            self.begin_again()
            return CellRun(end.outcome, error=end.why)
        except UnicodeError:  # half a character, as some editors save it: no kernel takes that
            return CellRun("error", error="UnicodeError: a character in this cell is damaged")
        self.left -= time.monotonic() - began
        if ran.outcome != TIMEOUT:
            self.done.append(source)
        return ran

    def begin_again(self) -> None:
        """Replay in a fresh kernel what ran well; what ends this one too is left out."""
        began = time.monotonic()
        waiting, self.done = self.done, []
        self.renew()
        while waiting and self.spare > time.monotonic() - began:
            source, *waiting = waiting
            try:
                self.kernel.execute(source, self.limits.cell, self.limits.output)
                self.done.append(source)
            except Died:
                waiting, self.done = [*self.done, *waiting], []
                self.renew()
        self.spare -= time.monotonic() - began

    def renew(self) -> None:
        """Take a fresh kernel in place of this one."""
        self.kernel.stop()
        self.kernel = self.begin()

    def teardown(self) -> None:
        """End the kernel, if there is one."""
        if "kernel" in vars(self):  # nbval gives the class one that is None
            self.kernel.stop()


class NotebookCell(IPyNbCell):  # type: ignore[misc]
    """A cell that is run and written down, never compared."""

    def runtest(self) -> None:
        """Run the cell; nothing that it does is a failure here."""
        say = self.config.stash[SAY]
        say({"started": self.cell_num})
        ran = self.parent.execute(self.cell_num, self.cell.source)
        say({"cell": self.cell_num} | asdict(ran))


SAY = pytest.StashKey[Say]()
ORDER = pytest.StashKey[dict[str, Any]]()
LIMITS = pytest.StashKey[Limits]()
KERNELS = pytest.StashKey["Nest | PlainKernels"]()
# No plugin that looks for Python tests, prints, watches a test closely, or collects
# garbage after every cell.
LEFT_OUT = (
    *("cacheprovider", "python", "doctest", "unittest", "terminal", "junitxml", "pastebin"),
    *("logging", "skipping", "warnings", "threadexception", "unraisableexception"),
)
OPTIONS = ("-s", "-p", "nbval.plugin", "-c", os.devnull, *(f"-pno:{name}" for name in LEFT_OUT))


class Plugin:
    """The pytest plugin: one session for all notebooks, their cells as items of our kind."""

    def __init__(
        self, orders: Iterable[dict[str, Any]], begin: Begin, limits: Limits, say: Say
    ) -> None:
        self._orders, self._begin, self._limits, self._say = orders, begin, limits, say

    def pytest_configure(self, config: pytest.Config) -> None:
        """Answer the one question that nbval has to the part that prints."""
        config.option.color = "no"

    def pytest_collection(self) -> bool:
        """Collect nothing: notebooks come one by one."""
        return True

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the notebooks that are ordered until there are no more."""
        stash, kernels = session.config.stash, self._begin()
        stash[KERNELS], stash[LIMITS], stash[SAY] = kernels, self._limits, self._say
        try:
            for order in self._orders:
                stash[ORDER] = order
                self._run(session, order["sources"])
                self._say({"done": True})
                kernels.prepare()
        finally:
            kernels.close()
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down what went wrong with this machine; a cell is never a failure."""
        if report.failed:
            print(report.longreprtext, file=sys.stderr)  # noqa: T201

    def _run(self, session: pytest.Session, sources: list[str]) -> None:
        notebook = session.config.rootpath / "composed.ipynb"
        notebook.write_text(_as_notebook(sources), encoding="utf-8")
        items = list(NotebookFile.from_parent(session, path=notebook).collect())
        for item, following in zip(items, [*items[1:], None], strict=True):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _as_notebook(sources: list[str]) -> str:
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"cell-{number}", "source": source}
        | {"metadata": {}, "outputs": [], "execution_count": None}
        for number, source in enumerate(sources)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells, "metadata": {}})


class Orders:
    """The orders that come in, one after another, until whoever gives them is gone."""

    def __init__(self, lines: TextIO) -> None:
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._busy = threading.Event()
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def _read(self, lines: TextIO) -> None:
        for line in lines:
            self._waiting.put(line)
        self._waiting.put(None)
        if self._busy.is_set():
            interrupt_main()  # nobody waits for what runs now
        time.sleep(LAST)
        os._exit(1)  # whatever holds it up: nothing outlives the grader

    def __iter__(self) -> Iterator[dict[str, Any]]:
        while line := self._waiting.get():
            self._busy.set()
            yield json.loads(line)
            self._busy.clear()


def serve(orders: Iterable[dict[str, Any]], answers: TextIO, begin: Begin, limits: Limits) -> None:
    """Carry out orders until there are no more."""

    def say(said: dict[str, Any]) -> None:
        answers.write(json.dumps(said, default=str) + "\n")
        answers.flush()

    with tempfile.TemporaryDirectory(prefix="kit-run-", ignore_cleanup_errors=True) as private:
        pytest.main([*OPTIONS, "--rootdir", private], plugins=[Plugin(orders, begin, limits, say)])


def _beginning(course: Path, walls: bool, limits: Limits) -> Begin:
    def begin() -> "Nest | PlainKernels":
        if not walls:
            return PlainKernels(course)
        return Nest(Sandbox(), course, limits.memory * 2**20, int(2 * limits.total) + 60)

    return begin


def _limit() -> None:
    """Bound this process, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(course: str, walls: str, rules: str) -> None:
    """Run the worker: orders come and answers go over what were stdin and stdout."""
    gc.freeze()  # what is imported stays: the collector need not visit it, here or at the end
    gc.enable()
    _limit()
    limits = Limits(**json.loads(rules))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # pytest writes to stdout
    begin = _beginning(Path(course), walls == "walls", limits)
    serve(Orders(sys.stdin), answers, begin, limits)
