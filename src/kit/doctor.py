"""What this machine can do: versions, places, extras, the sandbox; a remedy for each problem."""

import importlib.metadata
import importlib.util
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit import places

OLDEST = (3, 11)
EXTRAS = {
    "lab": ("jupyterlab", "ipywidgets"),
    "author": ("frictionless", "jupytext", "nbclient", "nbformat", "nbval", "ipykernel", "yaml"),
    "grade": ("nbformat", "nbval", "pytest", "ipykernel", "jinja2", "tqdm"),
}
USE = {"lab": "to open the course", "author": "to build and release it", "grade": "to grade"}
NEEDED_BY_ALL = ("pandas", "cryptography")
ELSEWHERE = {
    "darwin": "macOS has no sandbox that kit can use. Grade in a Linux virtual machine.",
    "win32": "Windows has no sandbox that kit can use. Grade in WSL 2 (wsl --install).",
}


@dataclass(frozen=True)
class Finding:
    """One line of the report.

    Attributes
    ----------
    about, said
        What was looked at, and what was found.
    remedy
        What to do; empty if nothing is wrong.
    """

    about: str
    said: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{'!' if self.remedy else ' '} {self.about:<10} {self.said}"
        return f"{line}\n  {'':<10} -> {self.remedy}" if self.remedy else line


def examine(course: str | Path | None = None) -> list[Finding]:
    """Look at everything that kit depends on.

    Parameters
    ----------
    course
        The course folder; by default as in `kit.places`.
    """
    return [*_versions(), *_extras(), *_course(course), *_sandbox()]


def _versions() -> Iterator[Finding]:
    found, oldest = platform.python_version(), ".".join(map(str, OLDEST))
    old = sys.version_info < OLDEST
    remedy = f"Python {oldest} or newer is needed: https://www.python.org/downloads/" if old else ""
    yield Finding("python", f"{found} in {sys.prefix}", remedy)
    yield Finding("system", f"{platform.system()} {platform.release()}, {os.cpu_count()} cores")
    yield Finding("kit", f"{_version('rival-readings')} in {Path(__file__).parent}")
    missing = [name for name in NEEDED_BY_ALL if not importlib.util.find_spec(name)]
    said = ", ".join(f"{name} {_version(name)}" for name in NEEDED_BY_ALL if name not in missing)
    yield Finding("packages", said or "none", "python -m pip install ." if missing else "")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "(not installed, run from its folder)"


def _extras() -> Iterator[Finding]:
    for extra, names in EXTRAS.items():
        missing = [name for name in names if not importlib.util.find_spec(name)]
        if missing:
            said = f"not there {USE[extra]}: {', '.join(missing)}"
            yield Finding(extra, said, f'In the course folder: python -m pip install ".[{extra}]"')
        else:
            yield Finding(extra, f"all there {USE[extra]}")


def _course(asked: str | Path | None) -> Iterator[Finding]:
    try:
        course = places.course(asked)
    except places.PlaceError as error:
        yield Finding("course", "none", str(error))
        return
    yield Finding("course", f"{course}, with {', '.join(places.cases(course))}")
    sealed = places.sealed_key(course)
    if sealed.is_file():
        yield Finding("checks", f"with {sealed}")
    else:
        yield Finding("checks", f"no {sealed}", "Authors: kit build. Students: ask for the file.")
    opened = places.open_key(course)
    # Students have none, and that is how it should be.
    yield Finding("open key", str(opened) if opened.is_file() else "none here, so no grading here")
    for name, case in places.cases(course).items():
        text = places.attached_text(case)
        there = "attached" if text.is_file() else "not attached: 'kit attach FILE' shows it"
        yield Finding("article", f"{name}: {there}")


def _sandbox() -> Iterator[Finding]:
    if sys.platform in ELSEWHERE:
        yield Finding("sandbox", "none", f"{ELSEWHERE[sys.platform]} {_plainly()}")
        return
    if any(not importlib.util.find_spec(name) for name in EXTRAS["grade"]):
        yield Finding("sandbox", "not tried: the packages for grading are not there")
        return
    from kit.grading.sandbox import why_not

    problem = why_not()
    if problem:
        yield Finding("sandbox", "none that works", f"{problem} {_plainly()}")
    else:
        yield Finding("sandbox", "bubblewrap, tried just now: 'kit grade' keeps student code in it")


def _plainly() -> str:
    return (
        "Until then 'kit grade' stops; --sandbox none runs student code as you, "
        "with all that you can read: only for work of people you trust."
    )
