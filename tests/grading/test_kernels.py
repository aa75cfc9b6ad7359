"""Cells run in a real kernel: a crash, a loop or an exit costs its own cell only."""

import os
from pathlib import Path

import pytest

from kit.grading import kernels
from kit.grading.kernels import CellRun, KernelProblem, Limits, run
from kit.grading.sandbox import choose

pytestmark = pytest.mark.sandbox
LIMITS = Limits(cell=2, total=60, output=20_000)

CELLS = {
    "assign": "x = 41\nx",
    "crash": "import os\nos._exit(3)",
    "after the crash": "x + 1",
    "exit": "y = 1\nexit()",
    "after the exit": "x + 2",
    "sys.exit": "import sys\nsys.exit('bye')",
    "loop": "while True: pass",
    "after the loop": "x + 3",
    "loop that will not end": (
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    ),
    "after that": "x + 4",
    "asks": "input('name? ')",
    "flood": "for n in range(20_000): print(n, 'words')",
    "after the flood": "x + 5",
    "half a character": "s = '\ud800'",
    "kills what is above it": "import os\nos.kill(os.getppid(), 9)",
    "last": "x + 6",
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CellRun]:
    """Run all of the cells above as one notebook."""
    folder = tmp_path_factory.mktemp("run")
    return dict(zip(CELLS, run(list(CELLS.values()), folder, LIMITS, {}, choose()), strict=True))


def shown(ran: CellRun) -> str:
    """What a cell displayed last."""
    return ran.outputs[-1]["data"]["text/plain"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("assign", "41"),
        ("after the crash", "42"),
        ("after the exit", "43"),
        ("after the loop", "44"),
        ("after that", "45"),
        ("after the flood", "46"),
        ("last", "47"),
    ],
)
def test_what_stands_around_a_fatal_cell_is_run(ran, name: str, value: str) -> None:
    """Names made before a crash are there after it."""
    assert (ran[name].outcome, shown(ran[name])) == ("ok", value)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("crash", "died"),
        ("exit", "died"),
        ("kills what is above it", "ok"),
        ("half a character", "error"),
        ("sys.exit", "error"),
        ("asks", "error"),
        ("loop", "timeout"),
        ("loop that will not end", "timeout"),
    ],
)
def test_a_fatal_cell_is_named(ran, name: str, outcome: str) -> None:
    """Each cell says what became of it."""
    assert ran[name].outcome == outcome


def test_output_is_cut_at_its_limit(ran) -> None:
    """A flood fills nobody's disk."""
    assert 0 < sum(len(out["text"]) for out in ran["flood"].outputs) <= LIMITS.output


def test_an_error_is_one_line(ran) -> None:
    """Name and message, for the reason in the grades."""
    assert ran["sys.exit"].error == "SystemExit: bye"


def test_a_question_at_the_keyboard_has_its_own_error(ran) -> None:
    """The one that the grader puts into plain words."""
    assert ran["asks"].error.startswith("StdinNotImplementedError")


def test_the_time_in_all_ends_the_run(tmp_path: Path) -> None:
    """Cells that are not reached say so; little of the grader's environment is seen."""
    os.environ["SECRET_OF_THE_GRADER"] = "1"
    cells = ["import os\n'SECRET_OF_THE_GRADER' in os.environ, os.environ['MARK']"]
    cells += ["import time; time.sleep(60)", "1"]
    try:
        first, second, third = run(
            cells, tmp_path, Limits(cell=60, total=3), {"MARK": "here"}, choose()
        )
    finally:
        del os.environ["SECRET_OF_THE_GRADER"]
    assert shown(first) == "(False, 'here')"
    assert (second.outcome, third.outcome) == ("timeout", "not run")


def test_a_machine_that_starts_no_kernel_is_not_the_students_fault(tmp_path, monkeypatch) -> None:
    """No grade is made of it."""
    monkeypatch.setattr(kernels.sys, "executable", "/bin/false")
    with pytest.raises(KernelProblem, match="could not be run"):
        run(["1"], tmp_path, LIMITS, {}, choose())
