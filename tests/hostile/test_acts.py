"""A class in which everybody cheats, breaks, bloats or lies, graded as any other."""

import csv
import importlib.util
import sys
import time
from pathlib import Path

import pytest

from kit.grading.grade import grade

_spec = importlib.util.spec_from_file_location("acts", Path(__file__).with_name("acts.py"))
acts = importlib.util.module_from_spec(_spec)
sys.modules["acts"] = acts
_spec.loader.exec_module(acts)

pytestmark = pytest.mark.sandbox

SMALL = {
    *("displays the answer itself", "adds states to the display", "equals everything"),
    *("has an error without end", "breaks encode", "empties the modules", "changes the case"),
    *("os._exit", "ends it later", "memory over many processes", "a bomb of forks"),
    *("one line of two hundred million letters", "daemons that outlive", "signed garbage"),
}
BIG = set(acts.ACTS) - SMALL
HONEST = ("aa-first", "zz-last")
FULL = {"1.2": "2", "1.3": "2", "1.4": "", "2.1": "2", "2.2": "2"}


def label(act: str) -> str:
    """Name a student after what they do."""
    return "".join(c if c.isalnum() else "-" for c in act)


class Class:
    """A hostile class that was graded."""

    def __init__(self, names: set[str], folder: Path, course: Path, make, running) -> None:
        self.out = folder / "out"
        answers = {label(name): acts.ACTS[name].source for name in names}
        answers |= dict.fromkeys(HONEST, make.RIGHT["1.1"])
        for student, source in answers.items():
            first = make.notebook(answers=make.RIGHT | {"1.1": source})
            make.save(folder / "in" / student / "01_loaves.ipynb", first)
            second = make.notebook("02_crumbs", make.RIGHT)
            make.save(folder / "in" / student / "02_crumbs.ipynb", second)
        before = running()
        began = time.monotonic()
        self.result = grade(
            folder / "in", self.out, course, cell_timeout=5, memory=400, jobs=2, progress=False
        )
        self.took = time.monotonic() - began
        time.sleep(0.5)
        self.left_running = running() - before
        self.points = {student: {} for student in answers}
        with (self.out / "items.csv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                self.points[line["student"]][line["exercise"]] = line["points"]


@pytest.fixture(scope="module")
def small(tmp_path_factory, course_folder: Path, make, running) -> Class:
    """The small form."""
    return Class(SMALL, tmp_path_factory.mktemp("small"), course_folder, make, running)


@pytest.fixture(scope="module")
def big(tmp_path_factory, course_folder: Path, make, running) -> Class:
    """All others."""
    return Class(BIG, tmp_path_factory.mktemp("big"), course_folder, make, running)


@pytest.fixture
def graded(request: pytest.FixtureRequest, act: str) -> Class:
    """The class in which an act is."""
    return request.getfixturevalue("small" if act in SMALL else "big")


CASES = [
    pytest.param(act, marks=() if act in SMALL else pytest.mark.hostile, id=act)
    for act in acts.ACTS
]


@pytest.mark.parametrize("act", CASES)
def test_an_act_costs_its_own_exercise_and_earns_nothing(graded: Class, act: str) -> None:
    """No unearned point; no earned one lost outside the exercise at fault."""
    found, earned = graded.points[label(act)], acts.ACTS[act].points
    assert found == FULL | {"1.1": found["1.1"] if earned == "any" else earned}
    assert found["1.1"] in ("0", "2")


@pytest.mark.parametrize("form", ["small", pytest.param("big", marks=pytest.mark.hostile)])
def test_nobody_else_is_touched(form: str, request: pytest.FixtureRequest) -> None:
    """The honest have all their points, and nothing runs on when the grades are there."""
    graded = request.getfixturevalue(form)
    for student in HONEST:
        assert graded.points[student] == FULL | {"1.1": "2"}
    assert graded.left_running == set()
    assert graded.result.exit_code == 3  # open questions wait for a person, nothing failed


@pytest.mark.parametrize("form", ["small", pytest.param("big", marks=pytest.mark.hostile)])
def test_what_is_written_stays_small_and_can_be_read(form: str, request) -> None:
    """No flood, no control character and no formula reaches a report."""
    out = request.getfixturevalue(form).out
    for path in out.rglob("*"):
        assert path.stat().st_size < 2_000_000, path
        if path.suffix in (".csv", ".html"):
            text = path.read_text(encoding="utf-8")
            assert "\x1b" not in text and "\x00" not in text
    for line in csv.reader((out / "items.csv").read_text(encoding="utf-8").splitlines()):
        assert not any(field.startswith(("=", "+", "@")) for field in line)
