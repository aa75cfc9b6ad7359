"""Kernels without walls, for a machine that has none: nbval's own, as the grader."""

import contextlib
import os
import shutil
import signal
import tempfile
from pathlib import Path

from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel


class PlainKernel:
    """A kernel's process that can read all that the grader can."""

    fd = None  # nothing to wait on: it is asked

    def __init__(self, course: Path) -> None:
        self._folder = tempfile.mkdtemp(prefix="kit-course-")
        copy = Path(shutil.copytree(course, Path(self._folder, "course")))
        (copy / "notebooks").mkdir()
        os.environ["KIT_COURSE"] = str(copy)
        # The kernel of this environment, whatever name the student's notebook gives.
        self._kernel = RunningKernel(CURRENT_ENV_KERNEL_NAME, cwd=str(copy / "notebooks"))
        self._kernel.kc.stop_channels()
        about = self._kernel.km.get_connection_info()
        self.shell, self.iopub = (
            f"tcp://{about['ip']}:{about[f'{name}_port']}" for name in ("shell", "iopub")
        )
        self.key = about["key"]
        self._group = getattr(self._kernel.km.provisioner, "pgid", None)

    def is_alive(self) -> bool:
        """Look whether it lives."""
        return bool(self._kernel.is_alive())

    def interrupt(self) -> None:
        """Ask it to stop what it is doing."""
        self._kernel.interrupt()

    def excess(self) -> str:
        """Say nothing: without walls, memory is not watched."""
        return ""

    def stop(self) -> None:
        """End it and what it started in its own process group."""
        self._kernel.stop()
        if self._group:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._group, signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)


class PlainKernels:
    """Kernels one after another, each with a fresh copy of the case."""

    def __init__(self, course: Path) -> None:
        self._course = course

    def kernel(self) -> PlainKernel:
        """Start a kernel."""
        return PlainKernel(self._course)

    def prepare(self) -> None:
        """Nothing is made ahead of need."""

    def close(self) -> None:
        """Nothing is kept."""
