"""Every listed answer gets the verdict that its author means, or it is named."""

import pytest

from kit.authoring.cells import Task
from kit.authoring.observe import Observed
from kit.authoring.source import Source
from kit.authoring.verify import verify
from kit.exercise.answer import encode
from kit.exercise.definition import Exercise
from kit.exercise.entry import make_entry
from kit.exercise.key import OpenKey
from kit.exercise.plaindata import OPEN
from kit.exercise.seal import SealedKey

LABELS = {"a": "x", "b": "y"}


@pytest.fixture
def verified(tmp_path):
    """Verify an exercise with two listed mistakes and two accepted answers."""

    def of(stub=..., solution=LABELS, mistakes=({"a": "y", "b": "y"},), altered=None, allowed=None):
        altered = altered or {"a": "z", "b": "y"}
        exercise = Exercise.from_dict(
            "1.1",
            {
                "title": "Labels",
                "objective": "label",
                "points": 2,
                "answer": {"labels": "mapping"},
                "ask": "Who speaks?",
                "hints": ["Look.", "Ask.", "Elsewhere it was two."],
                "mistakes": [
                    {"answer": repr(value), "hint": f"Hint {number}."}
                    for number, value in enumerate(mistakes)
                ],
                "accept": [{"element": "a", "answer": "'z'", "as": "defensible"}],
                "explain": "So it is.",
                "allowed": allowed,
            },
        )
        found = Observed(
            stub=_payload(stub),
            solution=_payload(LABELS),
            mistakes=[_payload(value) for value in mistakes],
            accepts=[_payload("z")],
            altered=[_payload(altered)],
        )
        entry = make_entry(
            exercise, solution=found.solution, mistakes=found.mistakes, accepts=found.accepts
        )
        found.solution = _payload(solution)
        task = Task(exercise, "labels = ...", "labels = {}", ("labels = {}",), 9)
        source = Source(tmp_path / "notebooks" / "source" / "01_labels.md", (), {"1.1": task})
        opened = OpenKey("demo", {"1.1": entry})
        return verify(source, {"1.1": found}, opened, SealedKey.seal(opened))

    return of


def _payload(value):
    return {"exercise": "1.1", "answer": encode(value), "why": ""}


def test_what_is_meant_is_silent(verified):
    """Solution, stub, mistake and accepted answer are all as listed."""
    assert verified() == []
    assert verified(stub={"a": ..., "b": ...}) == []
    assert verified(allowed=["x", "y", "z"]) == []
    assert encode(...) == OPEN


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stub": LABELS}, "the stub is judged 'correct'"),
        ({"stub": {"a": "", "b": ""}}, "the stub is judged 'not yet'"),
        ({"solution": {"a": "x"}}, "the solution is judged 'partly', not 'correct' (1 of 2 right)"),
        ({"mistakes": (LABELS,)}, "mistake 1"),
        ({"mistakes": ({"a": "z", "b": "y"},)}, "mistake 1"),
        ({"mistakes": ({"a": "y"}, {"a": "y"})}, "mistake 1 does not open its hint"),
        ({"altered": {"a": "w", "b": "y"}}, "accepted answer 1 is judged 'partly'"),
        ({"allowed": ["x", "z"]}, "a right answer is not among the words in 'allowed'"),
        ({"allowed": ["x", "y"]}, "a right answer is not among the words in 'allowed'"),
        ({"altered": LABELS}, "accepted answer 1 is judged 'correct'"),
    ],
)
def test_what_is_not_meant_is_named(verified, change, said):
    """The message names file, line and exercise, and says what happened."""
    problems = verified(**change)
    assert any(said in problem for problem in problems), problems
    assert all(
        problem.startswith("notebooks/source/01_labels.md, line 9, exercise 1.1: ")
        for problem in problems
    )
