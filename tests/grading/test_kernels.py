"""Cells run in a real kernel: a crash, a loop or an exit costs its own cell only."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from kit.grading import kernels as kernels_room
from kit.grading.kernels import CellRun, KernelProblem, Kernels, Limits
from kit.grading.sandbox import Sandbox

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
def case(tmp_path_factory: pytest.TempPathFactory, course_folder: Path) -> Path:
    """A folder with the case, as kernels are shown it."""
    folder = tmp_path_factory.mktemp("case")
    shutil.copytree(course_folder / "data", folder / "data")
    return folder


@pytest.fixture(scope="module")
def kernels(case: Path) -> Iterator[Kernels]:
    """Kernels within the walls."""
    with Kernels(case, LIMITS, Sandbox()) as made:
        yield made


@pytest.fixture(scope="module")
def ran(kernels: Kernels) -> dict[str, CellRun]:
    """Run all of the cells above as one notebook."""
    return dict(zip(CELLS, kernels.run(list(CELLS.values())), strict=True))


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


def test_outputs_come_in_the_order_in_which_they_were_made(kernels) -> None:
    """Printed, displayed, printed by another thread, to the error stream, and the result."""
    source = """
import sys, threading
print("one")
display("two")
thread = threading.Thread(target=print, args=("three",))
thread.start(); thread.join()
display("four")
print("five", file=sys.stderr)
"six"
"""
    (ran,) = kernels.run([source])
    said = [out.get("text") or out["data"]["text/plain"] for out in ran.outputs]
    assert [text.strip("'\n") for text in said] == ["one", "two", "three", "four", "five", "six"]


def test_what_is_printed_belongs_to_the_cell_that_printed_it(kernels) -> None:
    """A cell that prints is over only when all of it has come."""
    runs = kernels.run([f"print({number})" for number in range(10)])
    assert [run.outputs[0]["text"] for run in runs] == [f"{number}\n" for number in range(10)]


def test_output_is_cut_at_its_limit(ran) -> None:
    """A flood fills nobody's disk."""
    assert 0 < sum(len(out["text"]) for out in ran["flood"].outputs) <= LIMITS.output


def test_an_error_is_one_line(ran) -> None:
    """Name and message, for the reason in the grades."""
    assert ran["sys.exit"].error == "SystemExit: bye"


def test_a_question_at_the_keyboard_has_its_own_error(ran) -> None:
    """The one that the grader puts into plain words."""
    assert ran["asks"].error.startswith("StdinNotImplementedError")


def test_the_time_in_all_ends_the_run(case: Path) -> None:
    """Cells that are not reached say so."""
    with Kernels(case, Limits(cell=60, total=2), Sandbox()) as kernels:
        first, second, third = kernels.run(["1", "import time; time.sleep(60)", "1"])
    assert shown(first) == "1"
    assert (second.outcome, third.outcome) == ("timeout", "not run")


@pytest.mark.parametrize("walls", [True, False])
def test_a_kernel_sees_the_case_and_little_of_the_graders_environment(
    case: Path, monkeypatch, walls: bool
) -> None:
    """With walls or without: each has a copy of the case, which the next one finds fresh."""
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "1")
    spoil = "from pathlib import Path\nPath('../data/bakery/loaves.csv').write_text('')"
    look = (
        "import os\nfrom kit import load_case\n"
        "'SECRET_OF_THE_GRADER' in os.environ, os.environ['KIT_CHECK'], "
        "len(load_case('bakery').loaves)"
    )
    with Kernels(case, LIMITS, Sandbox(walls=walls)) as kernels:
        assert kernels.run([spoil])[0].outcome == "ok"
        assert shown(kernels.run([look])[0]) == "(False, 'emit', 3)"
    assert (case / "data/bakery/loaves.csv").read_text()


def test_without_walls_a_fatal_cell_costs_no_other(case: Path) -> None:
    """The same, on a machine that has no sandbox."""
    cells = ["x = 1", "import os; os._exit(1)", "while True: pass", "x"]
    with Kernels(case, LIMITS, Sandbox(walls=False)) as kernels:
        outcomes = [cell.outcome for cell in kernels.run(cells)]
    assert outcomes == ["ok", "died", "timeout", "ok"]


def test_a_worker_that_is_killed_costs_one_cell(case: Path) -> None:
    """It is started again without the cell that ran when it ended."""
    with Kernels(case, LIMITS, Sandbox(walls=False)) as kernels:
        cells = ["x = 1", "import os\nos.kill(os.getppid(), 9)", "x"]
        assert [cell.outcome for cell in kernels.run(cells)] == ["ok", "died", "ok"]


def test_a_worker_can_start_before_the_case_is_there(case: Path, tmp_path: Path) -> None:
    """The tables may come until the first cells run."""
    with Kernels(tmp_path, LIMITS, Sandbox()) as kernels:
        kernels.warm()
        shutil.copytree(case / "data", tmp_path / "data")
        (ran,) = kernels.run(["from kit import load_case\nlen(load_case('bakery').loaves)"])
    assert shown(ran) == "3"


def test_a_worker_that_had_nothing_to_do_is_gone(case: Path, tmp_path: Path, monkeypatch) -> None:
    """Wherever it was in its start: no process and no folder stays."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(psutil.Process().children(recursive=True))
    with Kernels(case, LIMITS, Sandbox()) as kernels:
        kernels.warm()
        assert set(psutil.Process().children(recursive=True)) - before
    assert not set(psutil.Process().children(recursive=True)) - before
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_busy_workers_end_together(case: Path, monkeypatch) -> None:
    """Whoever stops the grader waits for the slowest of them, not for one after another."""
    told: list[str] = []
    for name in ("dismiss", "close"):
        method = getattr(kernels_room.Worker, name)
        monkeypatch.setattr(
            kernels_room.Worker, name, lambda self, n=name, m=method: (told.append(n), m(self))
        )
    stopped: list[str] = []

    def run() -> None:
        try:
            kernels.run(["1"] * 300)
        except KernelProblem as problem:
            stopped.append(str(problem))

    with Kernels(case, LIMITS, Sandbox(walls=False)) as kernels:
        busy = [threading.Thread(target=run) for _ in range(2)]
        for thread in busy:
            thread.start()
        while len(kernels._all) < 2:
            time.sleep(0.01)
    for thread in busy:
        thread.join()
    assert told[:3] == ["dismiss", "dismiss", "close"]
    assert stopped == ["The grader was stopped."] * 2  # and no worker was started again


def test_a_temporary_folder_with_a_long_name_will_do(case: Path, tmp_path: Path, monkeypatch):
    """A socket's path is short, wherever the folders are."""
    long = tmp_path / ("long" * 30)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with Kernels(case, LIMITS, Sandbox()) as kernels:
        assert [cell.outcome for cell in kernels.run(["1"])] == ["ok"]


def test_a_machine_that_starts_no_kernel_is_not_the_students_fault(case: Path, monkeypatch) -> None:
    """No grade is made of it."""
    monkeypatch.setattr("sys.executable", "/bin/false")
    with (
        Kernels(case, LIMITS, Sandbox()) as kernels,
        pytest.raises(KernelProblem, match="could not be run"),
    ):
        kernels.run(["1"])
