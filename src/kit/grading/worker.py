"""The worker: a process that runs the cells of one notebook on nbval's cell items.

Started by `kit.grading.kernels.run` as ``python -m kit.grading.worker NOTEBOOK
OUT``. It writes one line as each cell starts and one as it ends, so that a
worker that is itself killed costs one cell and no more.

nbval alone waits 2000 s for a cell, does not notice a dead kernel, and gives a
notebook up after one silent cell. Here a cell that takes too long is
interrupted and the next one runs; a dead kernel is noticed at once, a fresh one
replays what came before the fatal cell, and the rest goes on.
"""

import contextlib
import json
import os
import queue
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

# nbval imports nbformat, that jsonschema, and that, for a check of addresses that no
# notebook needs, a grammar which takes 2.5 s to build. Without it the check is left out.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel  # noqa: E402
from nbval.plugin import IPyNbCell, IPyNbFile  # noqa: E402

from kit.grading.kernels import CellRun, Limits  # noqa: E402

POLL = 0.25  # seconds between two looks at whether the kernel is alive
TIMEOUT = "timeout"
GRACE = 2.0  # seconds that an interrupted cell has to stop


class Died(Exception):  # noqa: N818  (read aloud: "the kernel died")
    """The kernel ended while a cell ran, or had to be ended."""

    def __init__(self, outcome: str = "died") -> None:
        super().__init__(outcome)
        self.outcome = outcome


class Kernel:
    """nbval's kernel, with one loop that watches outputs, time and life at once."""

    def __init__(self, cwd: str) -> None:
        # The kernel of this environment, whatever name the student's notebook gives.
        self._kernel = RunningKernel(CURRENT_ENV_KERNEL_NAME, cwd=cwd)
        self._group = getattr(self._kernel.km.provisioner, "pgid", None)

    def execute(self, source: str, seconds: float, size: int) -> CellRun:
        """Run one cell for at most so many seconds; raise `Died` if it ends the kernel."""
        request = self._kernel.execute_cell_input(source, allow_stdin=False)
        outputs = Outputs(request, size)
        deadline, interrupted = time.monotonic() + seconds, False
        while not outputs.complete:
            if time.monotonic() > deadline:
                if interrupted:
                    raise Died(TIMEOUT)
                self._kernel.interrupt()
                deadline, interrupted = time.monotonic() + GRACE, True
            try:
                outputs.take(self._kernel.get_message("iopub", timeout=POLL))
            except queue.Empty:
                if not self._kernel.is_alive():
                    raise Died from None
                # A flood of output may have drowned the message that says "idle".
                outputs.complete = self._replied(request, wait=0)
        if interrupted:
            return outputs.as_run(TIMEOUT)
        self._replied(request, wait=GRACE)
        return outputs.as_run("error" if outputs.error else "ok")

    def _replied(self, request: str, wait: float) -> bool:
        """Look for the reply to a request; ``exit()`` says there that the kernel will end."""
        try:
            while True:
                reply = self._kernel.get_message("shell", timeout=wait)
                if reply["parent_header"].get("msg_id") == request:
                    break
        except queue.Empty:
            return False
        if any(said.get("source") == "ask_exit" for said in reply["content"].get("payload", [])):
            raise Died
        return True

    def stop(self) -> None:
        """End the kernel and what it started in its own process group."""
        self._kernel.stop()
        if self._group:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._group, signal.SIGKILL)


class Outputs:
    """The outputs of one cell as they come in, up to a size."""

    def __init__(self, request: str, size: int) -> None:
        self.complete = False
        self.error = ""
        self._request, self._left = request, size
        self._kept: list[dict[str, Any]] = []

    def take(self, message: dict[str, Any]) -> None:
        """Take one message of the kernel, if it belongs to this cell."""
        if message["parent_header"].get("msg_id") != self._request:
            return
        kind, content = message["msg_type"], message["content"]
        if kind == "status":
            self.complete = content["execution_state"] == "idle"
        elif kind == "error":
            self.error = " ".join(f"{content['ename']}: {content['evalue']}".split())[:200]
        elif kind in ("stream", "display_data", "execute_result"):
            self._keep(kind, content)

    def _keep(self, kind: str, content: dict[str, Any]) -> None:
        """Keep an output that fits; of printed text what still fits."""
        size = len(json.dumps(content, default=str))
        if size > self._left and kind == "stream":
            content, size = content | {"text": content["text"][: self._left]}, self._left
        if 0 < size <= self._left:
            self._kept.append({"output_type": kind} | content)
        self._left -= min(size, self._left)

    def as_run(self, outcome: str) -> CellRun:
        """Give what was collected."""
        return CellRun(outcome, self._kept, self.error)


class NotebookFile(IPyNbFile):  # type: ignore[misc]
    """A notebook whose kernel can be begun again."""

    def setup(self) -> None:
        """Start the kernel."""
        order = self.nb.metadata["kit_run"]
        self.cwd, self.fatal = order["cwd"], frozenset(order["fatal"])
        self.limits = Limits(**order["limits"])
        self.left = self.limits.total  # seconds for cells; kernel starts and replays are extra
        self.done: list[str] = []
        self.kernel = Kernel(self.cwd)

    def collect(self) -> Iterator["NotebookCell"]:
        """Make our items of nbval's."""
        for item in super().collect():
            parts = {"cell_num": item.cell_num, "cell": item.cell, "options": item.options}
            yield NotebookCell.from_parent(self, name=item.name, **parts)

    def execute(self, number: int, source: str) -> CellRun:
        """Run a cell; if it ends the kernel, bring a fresh one to where this one was."""
        if number in self.fatal or self.left <= 0:
            return CellRun("died" if number in self.fatal else "not run")
        seconds, began = min(self.limits.cell, self.left), time.monotonic()
        try:
            ran = self.kernel.execute(source, seconds, self.limits.output)
        except Died as end:
            self.left -= time.monotonic() - began
            self.begin_again()
            return CellRun(end.outcome)
        except UnicodeError:  # half a character, as some editors save it: no kernel takes that
            return CellRun("error", error="UnicodeError: a character in this cell is damaged")
        self.left -= time.monotonic() - began
        if ran.outcome != TIMEOUT:
            self.done.append(source)
        return ran

    def begin_again(self) -> None:
        """Replay in a fresh kernel what ran well; what ends this one too is left out."""
        self.kernel.stop()
        self.kernel = Kernel(self.cwd)
        for source in tuple(self.done):
            try:
                self.kernel.execute(source, self.limits.cell, self.limits.output)
            except Died:
                self.done.remove(source)
                self.begin_again()
                return

    def teardown(self) -> None:
        """End the kernel."""
        self.kernel.stop()


class NotebookCell(IPyNbCell):  # type: ignore[misc]
    """A cell that is run and written down, never compared."""

    def runtest(self) -> None:
        """Run the cell; nothing that it does is a failure here."""
        log = self.config.stash[LOG]
        log.write({"started": self.cell_num})
        ran = self.parent.execute(self.cell_num, self.cell.source)
        log.write({"cell": self.cell_num} | asdict(ran))


class Log:
    """The lines that the worker writes as it goes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, said: dict[str, Any]) -> None:
        """Write one line, at once."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(said, default=str) + "\n")


LOG = pytest.StashKey[Log]()


class Plugin:
    """The pytest plugin: the cells of a notebook as items of our kind."""

    def __init__(self, out: Path) -> None:
        self._log = Log(out)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Put the log where the items find it."""
        config.stash[LOG] = self._log

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> Any:
        """Collect the notebook (nbval does not: its own flag is not given)."""
        return NotebookFile.from_parent(parent, path=file_path)


def main(notebook: str, out: str) -> int:
    """Run the worker."""
    alone = ["-p", "nbval.plugin", "-p", "no:cacheprovider", "-p", "no:python", "-c", os.devnull]
    options = [*alone, "--tb=line", "-q", "--rootdir", str(Path(notebook).parent), notebook]
    return int(pytest.main(options, plugins=[Plugin(Path(out))]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
