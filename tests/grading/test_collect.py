"""Answers out of submissions: which display counts, and what is said where there is none."""

import pytest

from kit.exercise.plaindata import MIME
from kit.grading import collect as room
from kit.grading.compose import Composed
from kit.grading.course import Course
from kit.grading.gradebook import Gradebook
from kit.grading.intake import Submission
from kit.grading.kernels import CellRun, KernelProblem, Kernels, Limits
from kit.grading.sandbox import Sandbox


def result(payload: object, kind: str = "execute_result") -> dict:
    """One output that carries a payload."""
    return {"output_type": kind, "data": {"text/plain": "x", MIME: payload}, "metadata": {}}


def said(answer: object, exercise: str = "1.1") -> dict:
    """A payload as our check cell displays it."""
    return {"format": 1, "exercise": exercise, "answer": answer, "why": ""}


def chosen(
    *checks: CellRun, mine: tuple[CellRun, ...] = (), prose: str = "", unchecked: bool = False
) -> dict | None:
    """Choose among what our check cells gave, preferred first."""
    places = list(range(len(mine), len(mine) + len(checks)))
    texts = {"1.1": prose} if prose else {}
    answers = {"1.1": list(range(len(mine)))}
    gone = frozenset(["1.1"] if unchecked else [])
    composed = Composed([], {"1.1": places}, answers, texts, gone)
    return room.choose("1.1", composed, [*mine, *checks], Limits(cell=9))


def test_only_the_result_of_our_cell_counts() -> None:
    """What is printed, displayed on the side, or meant for another exercise is nothing."""
    outputs = [
        result(said(1), "display_data"),
        {"output_type": "stream", "name": "stdout", "text": "{}"},
        result(said(2, "2.2")),
    ]
    problem = chosen(CellRun("ok", outputs))
    assert problem == {"format": 1, "exercise": "1.1", "problem": problem["problem"]}
    assert chosen(CellRun("ok", [*outputs, result(said(3))])) == said(3)


@pytest.mark.parametrize(
    "stub",
    [
        {"open": True},
        " \n",
        {"mapping": [["a", {"open": True}]]},
        {"function": [{"value": {"open": True}}]},
    ],
)
def test_an_answer_counts_for_more_than_a_stub(stub: object) -> None:
    """The next place to look is taken where the preferred one holds only the stub."""
    runs = [CellRun("ok", [result(said(stub))]), CellRun("ok", [result(said(3))])]
    assert chosen(*runs) == said(3)
    assert chosen(runs[0], prose="By hand.")["answer"] == "By hand."
    assert chosen(runs[0]) == said(stub)
    assert chosen(CellRun("ok", [result(said(4))]), *runs) == said(4)


def test_without_a_check_the_other_states_are_kept_for_the_judge() -> None:
    """Each once; with a check, only the preferred one."""
    runs = [CellRun("ok", [result(said(n))]) for n in (3, 4, 3, 4)]
    assert chosen(*runs, unchecked=True) == said(3) | {"also": [said(4)]}
    assert chosen(*runs) == said(3)
    assert chosen(runs[0], runs[2], unchecked=True) == said(3)


def test_code_of_a_student_adds_no_states() -> None:
    """Whatever it makes of our display, one check gives one answer."""
    forged = said(4) | {"also": [said(n) for n in range(99)], "points": 2}
    assert chosen(CellRun("ok", [result(forged)]), unchecked=True) == said(4)


@pytest.mark.parametrize(
    "garbage",
    [{"no such tag": 3}, [[]] * 30_000, "half \ud800", 10**30, {"mapping": 3}, {"float": 1e9}],
)
def test_garbage_is_a_problem_and_not_a_stub(garbage: object) -> None:
    """It says so, and another place to look is taken if there is one."""
    run = CellRun("ok", [result(said(garbage))])
    assert set(chosen(run)) == {"format", "exercise", "problem"}
    assert chosen(run, CellRun("ok", [result(said(3))])) == said(3)


@pytest.mark.parametrize("why", [None, 3, ["x"] * 9, {"a": "b"}])
def test_a_reason_is_a_text(why: object) -> None:
    """Anything else is none."""
    assert chosen(CellRun("ok", [result(said(3) | {"why": why})])) == said(3)


@pytest.mark.parametrize("data", [None, 3, [], "text", {MIME: 3}, {MIME: [said(3)]}])
def test_a_display_of_another_form_is_nothing(data: object) -> None:
    """Whatever the message held."""
    run = CellRun("ok", [{"output_type": "execute_result", "data": data}])
    assert "answer" not in chosen(run)


@pytest.mark.parametrize(
    ("mine", "reason"),
    [
        (CellRun("died"), "ended Python itself"),
        (CellRun("died", error="used too much"), "The cell was stopped: it used too much."),
        (CellRun("timeout"), "longer than 9 seconds"),
        (CellRun("error", [], "SyntaxError: no (123.py, line 2)"), "SyntaxError: no (line 2)"),
        (CellRun("error", [], "StdinNotImplementedError: raw_input"), "asks for keyboard input"),
    ],
)
def test_the_reason_comes_from_the_students_own_cell(mine: CellRun, reason: str) -> None:
    """Not from ours, which only fails in turn."""
    ours = CellRun("error", [], "NameError: name 'count' is not defined")
    assert reason in chosen(ours, mine=(mine,))["problem"]


def test_an_exercise_that_was_not_reached_has_no_payload() -> None:
    """It is not graded, which is not the same as wrong."""
    assert chosen(CellRun("not run")) is None


def test_a_machine_that_fails_is_tried_again(
    course: Course, hand_in, make, monkeypatch, tmp_path
) -> None:
    """The row says why; the next run does not take it for done."""
    inbox = hand_in("ada", make.notebook(answers=make.RIGHT))
    submission = Submission("ada", "01_loaves", inbox / "ada/01_loaves.ipynb", "digest")

    def no_kernel(*_: object) -> list[CellRun]:
        msg = "The cells could not be run: no room."
        raise KernelProblem(msg)

    monkeypatch.setattr(Kernels, "run", no_kernel)
    kernels = Kernels(tmp_path / "case", Limits(), Sandbox())
    with Gradebook(tmp_path / "book.db") as book:
        assert room.collect([submission], course, book, kernels) == 1
        (record,) = book.records()
        assert "no room" in record.reason
        assert room.collect([submission], course, book, kernels) == 1


def test_a_run_sees_the_case_and_no_key_and_no_article(
    course: Course, hand_in, make, monkeypatch, tmp_path
) -> None:
    """What a student's code can read of the course is its tables."""
    inbox = hand_in("ada", make.notebook())
    submission = Submission("ada", "01_loaves", inbox / "ada/01_loaves.ipynb", "digest")
    seen: list[set[str]] = []

    def look(kernels: Kernels, sources: list[str]) -> list[CellRun]:
        seen.append({p.name for p in kernels.course.rglob("*") if p.is_file()})
        return [CellRun("ok") for _ in sources]

    monkeypatch.setattr(Kernels, "run", look)
    with Gradebook(tmp_path / "book.db") as book:
        room.collect([submission], course, book, Kernels(tmp_path / "case", Limits(), Sandbox()))
    assert seen[0] == {"datapackage.json", "loaves.csv"}
