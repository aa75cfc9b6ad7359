"""A loop or a crash in a cell that holds no answer is told, and costs nothing."""

import pytest

from kit.grading.cellrun import CellRun
from kit.grading.compose import Composed
from kit.grading.kernels import Limits
from kit.grading.mishaps import mishaps

SOURCES = ["\n  while True: pass", "count = 3", "check", "import os; os._exit(1)  # " + "x" * 40]


def told(*outcomes: str, error: str = "") -> str:
    """What is said when the cells above came to these outcomes."""
    composed = Composed(SOURCES, checks={"1.1": [2]}, answers={"1.1": [1]}, prose={})
    return mishaps(composed, [CellRun(each, error=error) for each in outcomes], Limits(cell=8))


@pytest.mark.parametrize("outcome", ["ok", "error"])
def test_of_cells_that_ended_by_themselves_nothing_is_said(outcome: str) -> None:
    """An error in a cell of one's own is no mishap."""
    assert told(outcome, "ok", "ok", outcome) == ""


def test_an_answer_speaks_for_itself() -> None:
    """Its exercise has the reason already."""
    assert told("ok", "timeout", "died", "ok") == ""


def test_a_loop_and_a_crash_are_named_by_their_first_lines() -> None:
    """And that the rest was run, if it was."""
    said = told("timeout", "ok", "ok", "died")
    assert said == (
        "A cell without an answer (while True: pass) was stopped: it took longer than 8 seconds. "
        "A cell without an answer (import os; os._exit(1)  # xxxxxxxxxxxxxx…) ended Python itself. "
        "All other cells were run."
    )
    assert "All other" not in told("timeout", "ok", "ok", "not run")


def test_a_limit_is_named() -> None:
    """As the walls say it."""
    said = told("ok", "ok", "ok", "died", error="used more than 9 MB of memory")
    assert "was stopped: it used more than 9 MB of memory. All other" in said
