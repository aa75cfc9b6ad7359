"""A grader that is killed at any moment leaves a whole book; the next one goes on from there.

`make killed` kills 20 times; here one kill shows that nothing is wrong on principle.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

KILLS = int(os.environ.get("KIT_KILLS", "1"))
SEED = int(os.environ.get("KIT_SEED", "1"))
CSVS = ("grades.csv", "items.csv")


class Grader:
    """A class of three, and a grader in a process of its own."""

    def __init__(self, folder: Path, course: Path, make: SimpleNamespace) -> None:
        self.inbox, self.course = folder / "in", course
        for n in range(3):
            answers = make.RIGHT | {"1.1": f"count = {n}"}
            book = make.notebook(answers=answers)
            make.save(self.inbox / f"student {n}" / "01_loaves.ipynb", book)
        make.save(self.inbox / "empty" / "01_loaves.ipynb", b"")

    def start(self, out: Path) -> subprocess.Popen:
        """Start grading."""
        where = ["--out", str(out), "--course", str(self.course), "--cell-timeout", "60"]
        return subprocess.Popen(
            [sys.executable, "-m", "kit", "grade", str(self.inbox), *where],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def results(self, out: Path) -> dict[str, bytes]:
        """What scripts read, and what students read."""
        found = [out / name for name in CSVS] + sorted((out / "feedback").rglob("*.html"))
        return {str(path.relative_to(out)): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def grader(tmp_path_factory, course_folder: Path, make: SimpleNamespace) -> Grader:
    """The class above."""
    return Grader(tmp_path_factory.mktemp("killed"), course_folder, make)


@pytest.fixture(scope="module")
def undisturbed(grader: Grader, tmp_path_factory) -> SimpleNamespace:
    """What comes out, and how long it takes, if nobody kills."""
    out, start = tmp_path_factory.mktemp("undisturbed") / "out", time.monotonic()
    assert grader.start(out).wait() in (1, 3)
    return SimpleNamespace(results=grader.results(out), seconds=time.monotonic() - start)


def whole(book: Path) -> bool:
    """Tell whether a gradebook can be read, and each submission in it has its answers."""
    if not book.exists():
        return True
    with sqlite3.connect(book) as base:
        (sound,) = base.execute("PRAGMA integrity_check").fetchone()
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master")]
        halves = []
        if "submissions" in tables:
            halves = base.execute(
                "SELECT number FROM submissions WHERE reason = '' AND number NOT IN "
                "(SELECT submission FROM answers)"
            ).fetchall()
    base.close()
    return sound == "ok" and not halves


def test_killed_and_resumed_comes_to_the_same(grader, undisturbed, tmp_path: Path) -> None:
    """At random moments, again and again on one folder; byte for byte."""
    out, moments = tmp_path / "out", random.Random(SEED)
    for _ in range(KILLS):
        running = grader.start(out)
        try:
            running.wait(moments.uniform(0.1, 1) * undisturbed.seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        assert whole(out / "gradebook.db")
    assert grader.start(out).wait() in (1, 3)
    assert grader.results(out) == undisturbed.results


def test_two_graders_at_once_come_to_the_same(grader, undisturbed, tmp_path: Path) -> None:
    """On one folder; nothing is there twice or half."""
    both = [grader.start(tmp_path / "out") for _ in range(2)]
    assert [each.wait() in (1, 3) for each in both] == [True, True]
    assert grader.results(tmp_path / "out") == undisturbed.results
    assert whole(tmp_path / "out/gradebook.db")
    assert not list((tmp_path / "out").rglob("*.part"))
