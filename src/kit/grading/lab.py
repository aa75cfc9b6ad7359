"""The review desk in JupyterLab: a small notebook of its own, in a folder of its own.

The folder is private, holds no text of a student, and goes when JupyterLab ends.
Nothing is opened or written in a course.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.grading.marker import Marker
from kit.grading.problem import GradeError

if TYPE_CHECKING:
    from kit.widgets.review import Review

NAME = "review.ipynb"
NEEDED = ("jupyterlab", "anywidget", "ipykernel")
OWN = ".jupyter"  # in the desk's folder: JupyterLab's own files, hidden in its list of files
# It would ask at its first start, over a corner of the desk, whether you want news.
QUIET = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
PATIENCE = 10  # seconds for JupyterLab to end in, once it is told to
HEAD = """\
# Review desk

**Press Shift+Enter to begin.** If nothing happens, click on the line above and press it again.

You mark as **{who}**. Every mark is in the gradebook at once. Close this page whenever you
like: `kit review` goes on where you stopped. To end, press Ctrl+C in the terminal; then the
reports are written."""


def desk(
    out: str | Path, who: str, course: str | Path | None = None, plan: str | None = None
) -> "Review":
    """Sit down at the desk: the widget that shows one text after another.

    Parameters
    ----------
    out, course, plan
        As in `kit.grading.desk.opened`.
    who
        The marker's name.
    """
    from kit.widgets.review import Review

    marker = Marker(out, who, course=course, plan=plan)
    return Review(marker.rows, marker.save, marker.told_agreement)


def open_lab(marker: Marker, port: int | None = None, browser: bool = True) -> None:
    """Open JupyterLab on the desk and wait until it ends.

    Parameters
    ----------
    marker
        Who marks, and what.
    port
        Where JupyterLab listens; by default it takes a free one.
    browser
        Whether to open the browser; else JupyterLab prints the address.

    Raises
    ------
    GradeError
        If JupyterLab is not installed, or does not start.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        msg = (
            f"Not installed: {', '.join(missing)}. For the desk: python -m pip install "
            '"rival-readings[lab,grade]". To mark in a spreadsheet: kit review DIR --csv FILE'
        )
        raise GradeError(msg)
    with tempfile.TemporaryDirectory(prefix="kit-review-") as folder:
        path = Path(folder) / NAME
        path.write_text(json.dumps(notebook(marker)), encoding="utf-8")
        command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
        command += [f"--LabApp.default_url=/doc/tree/{NAME}", "--ServerApp.answer_yes=True"]
        if port is not None:
            command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
        # If the browser opens, what kit said stays in sight; else the address must show.
        command.append("--log-level=ERROR" if browser else "--no-browser")
        if is_root():
            command.append("--allow-root")
        code = _wait(subprocess.Popen(command, cwd=folder, env=_environment(Path(folder) / OWN)))
    if code > 0:
        msg = f"JupyterLab ended with code {code}; what it said is above. All marks are kept."
        raise GradeError(msg)


def is_root() -> bool:
    """Tell whether who sits here may do everything, for which JupyterLab wants a flag."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _environment(own: Path) -> dict[str, str]:
    """Give JupyterLab its environment; what the teacher has set and left open elsewhere stays."""
    (own / "labconfig").mkdir(parents=True)
    (own / "labconfig/page_config.json").write_text(json.dumps(QUIET), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "KIT_STATE"}
    environment["JUPYTERLAB_WORKSPACES_DIR"] = str(own / "workspaces")
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (str(own), others)))
    return environment


def _wait(server: "subprocess.Popen[bytes]") -> int:
    """Wait until it ends; Ctrl+C reaches it, too. If it does not end then, it is ended."""
    patience = None
    while True:
        try:
            return server.wait(patience)
        except KeyboardInterrupt:
            patience = PATIENCE
        except subprocess.TimeoutExpired:
            server.kill()


def notebook(marker: Marker) -> dict[str, Any]:
    """Make the notebook: one line of code, and what to do below it."""
    given = {"out": marker.out.resolve(), "who": marker.who, "course": marker.course.folder}
    given["plan"] = marker.course.plan.name
    listed = ", ".join(f"{name}={str(value)!r}" for name, value in given.items())
    code = f"from kit.grading.lab import desk\n\ndesk({listed})"
    hidden = {"jupyter": {"source_hidden": True}}  # more room for the text
    cell = {"cell_type": "code", "id": "desk", "metadata": hidden, "source": code}
    below = HEAD.format(who=marker.who)
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [
            cell | {"outputs": [], "execution_count": None},
            {"cell_type": "markdown", "id": "below", "metadata": {}, "source": below},
        ],
    }
