"""Run cells in a fresh kernel of this very Python, away from the course folder."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from kit import places
from kit.authoring.notebook import Notebook

CELL_SECONDS = 120
AT_ONCE = min(4, os.cpu_count() or 1)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


Item = TypeVar("Item")
Result = TypeVar("Result")


class KernelError(Exception):
    """The kernel died or a cell took too long; the message says which."""


@contextmanager
def course_copy(course: Path) -> Iterator[Path]:
    """Give a throwaway copy of a course's cases, for cells to run in.

    Nothing half made ever lies in the real course, and no output can depend on
    an article that happens to be attached here.
    """
    with tempfile.TemporaryDirectory(prefix="kit-build-") as folder:
        copy = Path(folder).resolve()
        for name, case_dir in places.cases(course).items():
            attached = places.attached_text(case_dir).name
            ignored = shutil.ignore_patterns(attached)
            shutil.copytree(case_dir, copy / "data" / name, ignore=ignored)
        places.notebooks(copy).mkdir()
        yield copy


def run(made: Notebook, course: Path, *, emit: bool = False) -> Notebook:
    """Run a notebook from top to bottom.

    Parameters
    ----------
    made
        The notebook. It is changed in place: outputs and counts.
    course
        The course that the cells load from; they run in its notebook folder.
    emit
        Let check cells display the answer instead of a verdict.

    Returns
    -------
    Notebook
        The same one. Cells that fail keep their error as an output.

    Raises
    ------
    KernelError
        If the kernel dies or a cell runs longer than `CELL_SECONDS`.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    env = {k: v for k, v in os.environ.items() if k != "KIT_CHECK"}
    env |= {"KIT_STATE": "off", "KIT_COURSE": str(course)}
    env |= {"KIT_CHECK": "emit"} if emit else {}
    try:
        _execute(made, places.notebooks(course), env)
    except DeadKernelError:
        msg = "the kernel died; look for exit(), or a cell that needs too much memory"
        raise KernelError(msg) from None
    except CellTimeoutError:
        msg = f"a cell runs longer than {CELL_SECONDS} s; look for an endless loop"
        raise KernelError(msg) from None
    return made


def _execute(made: Notebook, folder: Path, env: dict[str, str]) -> None:
    # What the kernel itself has to say about its start is no output of a cell.
    try:
        _client(made, folder).execute(env=env, stderr=subprocess.DEVNULL)
    except RuntimeError as error:
        if "before replying" not in str(error):
            raise
        # Kernels that start at the same moment can be given the same port: once more.
        _client(made, folder).execute(env=env, stderr=subprocess.DEVNULL)


def at_once(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Do work that waits for kernels on a few items at once; results come in their order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(work, items)


def _client(made: Notebook, folder: Path) -> Any:
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    # With no folders to search, "python3" is the kernel of this Python and not
    # whatever else is installed under that name.
    own = KernelSpecManager(kernel_dirs=[])

    class OwnKernel(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            super().__init__(kernel_spec_manager=own, **options)

    return NotebookClient(
        made,
        kernel_name="python3",
        kernel_manager_class=OwnKernel,
        resources={"metadata": {"path": str(folder)}},
        timeout=CELL_SECONDS,
        allow_errors=True,
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
    )


def failure(outputs: Sequence[Any]) -> str:
    """Say what went wrong in a cell: its error, or what it wrote to stderr."""
    for output in outputs:
        if output["output_type"] == "error":
            return _COLOUR.sub("", f"{output['ename']}: {output['evalue']}")
    for output in outputs:
        if output["output_type"] == "stream" and output["name"] == "stderr":
            return f"it writes to stderr: {' '.join(output['text'].split())[:300]}"
    return ""
