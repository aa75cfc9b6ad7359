"""Cells run: `run` takes the code of a notebook's cells and gives what became of each.

It writes them to a private folder and starts a worker process on them
(`kit.grading.worker`, the one module that knows nbval and kernels). A worker that
is itself killed is started again without the cell that did it.
"""

import json
import os
import site
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kit.grading.sandbox import INSIDE, Sandbox

Outputs = list[dict[str, Any]]

ATTEMPTS = 10  # a worker that is ended this often is left to a person
KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT", "COMSPEC", "PATHEXT")


class KernelProblem(Exception):  # noqa: N818  (read aloud: "a kernel problem")
    """Cells could not be run for a reason of this machine, not of the notebook."""


@dataclass(frozen=True)
class Limits:
    """What a run may take: seconds a cell, seconds in all, bytes of output a cell."""

    cell: float = 20
    total: float = 300
    output: int = 2_000_000


@dataclass(frozen=True)
class CellRun:
    """What became of one cell.

    Attributes
    ----------
    outcome
        ``ok``, ``error``, ``timeout``, ``died`` (the kernel ended in it) or
        ``not run`` (the time in all was used up).
    outputs
        As in a notebook file, cut at the limit.
    error
        Name and message of the exception, in one line.
    """

    outcome: str
    outputs: Outputs = field(default_factory=list)
    error: str = ""


def run(
    sources: list[str],
    folder: Path,
    limits: Limits,
    env: Mapping[str, str],
    sandbox: Sandbox,
) -> list[CellRun]:
    """Run cells in a fresh kernel.

    Parameters
    ----------
    sources
        The code of the cells, in order.
    folder
        The working folder of the kernel, private to this run.
    limits
        Times and sizes.
    env
        Added to the few variables of the environment that a kernel gets.
    sandbox
        What keeps the cells in.

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
    with tempfile.TemporaryDirectory(prefix="kit-run-", ignore_cleanup_errors=True) as private:
        notebook, out = Path(private) / "composed.ipynb", Path(private) / "out.jsonl"
        surroundings = _environment(Path(private), env, sandbox)
        for _ in range(ATTEMPTS):
            order = {"cwd": str(folder), "limits": asdict(limits), "fatal": sorted(fatal)}
            notebook.write_text(_as_notebook(sources, order), encoding="utf-8")
            said, in_time = _work(notebook, out, folder, surroundings, limits, sandbox)
            runs, started = _read(out)
            missing = [number for number in range(len(sources)) if number not in runs]
            if not (missing and in_time):
                return [runs.get(number, CellRun("not run")) for number in range(len(sources))]
            if missing[0] not in started:
                break
            fatal.add(missing[0])  # this cell ended the worker: run the others without it
    msg = f"The cells could not be run: {_last_line(said) or 'no kernel started'}."
    raise KernelProblem(msg)


def _environment(private: Path, env: Mapping[str, str], sandbox: Sandbox) -> dict[str, str]:
    """Give a kernel no more of the grader's environment than it needs."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    kept |= {"PYTHONPATH": str(INSIDE)} if sandbox.walls else {}
    home = private / "home"
    home.mkdir()
    own = ("HOME", "USERPROFILE", "IPYTHONDIR", "TMPDIR", "TEMP", "TMP", "JUPYTER_RUNTIME_DIR")
    quiet = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONUTF8": "1", "JUPYTER_NO_CONFIG": "1"}
    packages = {"PYTHONUSERBASE": site.getuserbase()}  # else found through the home folder
    return kept | packages | dict.fromkeys(own, str(home)) | quiet | dict(env)


def _as_notebook(sources: list[str], order: dict[str, Any]) -> str:
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"cell-{number}", "source": source}
        | {"metadata": {}, "outputs": [], "execution_count": None}
        for number, source in enumerate(sources)
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "cells": cells, "metadata": {"kit_run": order}}
    return json.dumps(notebook)


def _work(
    notebook: Path,
    out: Path,
    folder: Path,
    env: Mapping[str, str],
    limits: Limits,
    sandbox: Sandbox,
) -> tuple[str, bool]:
    """Start the worker and wait for it: what it said, and whether it ended by itself."""
    out.unlink(missing_ok=True)
    command = [sys.executable, "-P", "-m", "kit.grading.worker", str(notebook), str(out)]
    course = env.get("KIT_COURSE", str(folder))
    worker = subprocess.Popen(
        sandbox.command(command, env, written=(notebook.parent, Path(course))),
        cwd=notebook.parent,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    in_time = True
    try:
        # Kernel starts and replays come on top of the cells' own time.
        said, _ = worker.communicate(timeout=2 * limits.total + 120)
    except subprocess.TimeoutExpired:
        in_time = False
        _end_tree(worker.pid)
        said, _ = worker.communicate()
    return said.decode(errors="replace"), in_time


def _end_tree(pid: int) -> None:
    import psutil  # type: ignore[import-untyped]  # comes with ipykernel

    try:
        worker = psutil.Process(pid)
        family = [*worker.children(recursive=True), worker]
    except psutil.NoSuchProcess:
        return
    for process in family:
        process.kill()


def _read(out: Path) -> tuple[dict[int, CellRun], set[int]]:
    """Read the worker's lines: what each cell gave, and which cells were started."""
    runs: dict[int, CellRun] = {}
    started: set[int] = set()
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            break  # cut off when the worker was killed
        if "started" in entry:
            started.add(entry["started"])
        else:
            runs[entry["cell"]] = CellRun(entry["outcome"], entry["outputs"], entry["error"])
    return runs, started


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200].rstrip(".") if lines else ""
