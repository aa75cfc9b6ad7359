"""Answers given in widgets: as code, as saved output, or nowhere in the notebook."""

import hashlib
import shutil
from pathlib import Path

import pytest

from kit.exercise.judge import judge
from kit.exercise.plaindata import MIME
from kit.grading.collect import answers
from kit.grading.intake import Submission
from kit.grading.kernels import Kernels, Limits
from kit.grading.sandbox import Sandbox
from kit.grading.widgets import by_widget

EMPTY = {"format": 1, "exercise": "1.1", "answer": 0, "why": "", "widget": True}
SAVED = EMPTY | {"answer": 3}
# A stand-in for any widget: run again, it holds only what it began with.
WIDGET = """
class Slate:
    def as_answer(self):
        return 0
count = Slate()
"""
# Two forms of the course, with nothing in them, taken as a plain table or mapping.
BOARD = """
from kit.widgets import Board
board = Board("try", ["plums"])
count = board.as_answer()
"""
FORECAST = """
from kit.widgets import Forecast
count = Forecast("try", "Rain?", ["yes", "no"]).as_answer()
"""
OPEN = EMPTY | {"answer": {"open": True}}


@pytest.fixture
def hand_in(make, tmp_path):
    """Make a submission whose check of 1.1 had displayed something when it was saved."""

    def put(saved: object = None, answer: str = WIDGET) -> Submission:
        book = make.notebook(answers={"1.1": answer})
        if saved is not None:
            output = {"output_type": "execute_result", "data": {MIME: saved}, "metadata": {}}
            book["cells"][4]["outputs"] = [output]
        path: Path = make.save(tmp_path / "01_loaves.ipynb", book)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return Submission("ann", "01_loaves", path, digest)

    return put


def test_the_saved_answer_is_taken_where_running_gives_an_untouched_widget(hand_in):
    """It is judged like any answer: the mark of a widget is gone."""
    found = by_widget({"1.1": EMPTY}, hand_in(SAVED))
    assert found == {"1.1": {"format": 1, "exercise": "1.1", "answer": 3, "why": ""}}


def test_what_ran_counts_for_more_than_what_was_saved(hand_in):
    """An answer in code is never replaced by a saved output."""
    typed = {"format": 1, "exercise": "1.1", "answer": 7, "why": ""}
    assert by_widget({"1.1": typed}, hand_in(SAVED)) == {}


@pytest.mark.parametrize(
    "nothing", [None, {"format": 1, "exercise": "1.1", "problem": "It broke."}]
)
def test_a_widget_that_does_not_run_here_costs_nothing(hand_in, nothing):
    """The saved answer stands in for a cell that broke or was not reached."""
    assert by_widget({"1.1": nothing}, hand_in(SAVED))["1.1"]["answer"] == 3


@pytest.mark.parametrize(
    "saved",
    [
        SAVED | {"widget": False},
        SAVED | {"widget": "yes"},
        SAVED | {"exercise": "1.2"},
        SAVED | {"answer": {"function": [{"value": 2}, {"value": 4}]}},
        {"format": 1, "exercise": "1.1", "widget": True},
        [SAVED],
        "text",
    ],
)
def test_nothing_else_is_taken_from_saved_outputs(hand_in, saved):
    """Not what no widget gave, not a function that was not called here, not garbage."""
    assert by_widget({"1.1": EMPTY}, hand_in(saved)) == {}


def test_a_saved_verdict_is_not_read(hand_in):
    """Only the answer; points that somebody wrote beside it go nowhere."""
    forged = SAVED | {"points": 2, "status": "correct", "also": [SAVED]}
    assert set(by_widget({"1.1": EMPTY}, hand_in(forged))["1.1"]) == set(SAVED) - {"widget"}


@pytest.fixture(scope="module")
def kernels(course_folder, tmp_path_factory):
    """Kernels without walls, because what runs here is our own."""
    folder = tmp_path_factory.mktemp("case")
    shutil.copytree(course_folder / "data", folder / "data")
    with Kernels(folder, Limits(cell=20), Sandbox(walls=False)) as warm:
        yield warm


@pytest.mark.parametrize(
    ("answer", "saved", "status", "points"),
    [
        (WIDGET, SAVED, "correct", 2),
        (WIDGET, EMPTY | {"answer": 7}, "not yet", 0),
        (WIDGET, None, "needs review", None),
        (WIDGET + "count = 3", EMPTY, "correct", 2),
        (WIDGET + "count = 3", None, "correct", 2),
        ("count = ...", None, "not answered", 0),
        (BOARD, OPEN, "not answered", 0),
        (BOARD, None, "needs review", None),
        (BOARD, SAVED, "correct", 2),
        (BOARD + "count = board.frame()", None, "needs review", None),
        (BOARD + "count = board.frame()", OPEN, "not answered", 0),
        (BOARD + "count = 3", None, "correct", 2),
        (FORECAST, None, "needs review", None),
        (FORECAST, SAVED, "correct", 2),
        ("raise ValueError", SAVED, "correct", 2),
    ],
)
def test_from_a_widget_to_points(hand_in, course, kernels, answer, saved, status, points):
    """The line of code, else the saved answer, else a person: never a false zero."""
    found = answers(hand_in(saved, answer), course, Limits(cell=20), kernels.run)
    verdict = judge(course.key, found["1.1"], grading=True)
    assert (verdict.status, verdict.points) == (status, points)
