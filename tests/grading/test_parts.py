"""Answers taken apart."""

from dataclasses import astuple

import pytest

from kit.exercise.answer import encode
from kit.exercise.judge import judge
from kit.grading.parts import RESULTS, parts


def apart(course, exercise: str, answer: object) -> list[tuple]:
    """Take an answer apart: unit, value, grade, hint."""
    data = answer if isinstance(answer, dict) and "function" in answer else encode(answer)
    payload = {"exercise": exercise, "answer": data, "why": ""}
    found = parts(course.key, payload, judge(course.key, payload, grading=True))
    return [(unit, value, grade, hint) for unit, value, _, grade, hint in map(astuple, found)]


def test_a_mapping_has_its_pairs(course) -> None:
    """As the student wrote them, each with what the key says of it; open ones are none."""
    assert apart(course, "1.2", {"Rye": 3, "oat": 7}) == [
        ("oat", "7", "wrong", ""),
        ("Rye", "3", "wrong", ""),
    ]
    assert apart(course, "1.2", {"rye": ..., "oat": 1}) == [("oat", "1", "full", "")]


def test_the_same_meaning_is_the_same_part(course) -> None:
    """Whatever the spelling."""
    payloads = [{"exercise": "1.2", "answer": encode({k: 5})} for k in ("rye", " RYE ")]
    one, two = (
        parts(course.key, each, judge(course.key, each, grading=True))[0] for each in payloads
    )
    assert one.same == two.same and one.unit != two.unit


@pytest.mark.parametrize(
    ("exercise", "answer", "found"),
    [
        ("1.1", 3, [("", "3", "full", "")]),
        ("1.1", 4, [("", "4", "mistake", "Count the table, not the shelf.")]),
        ("1.1", 5, [("", "5", "wrong", "")]),
        ("1.1", "five", []),
        ("1.1", ..., []),
        (
            "1.3",
            {"function": [{"value": 2}, {"value": 4}, {"value": 9}]},
            [("", RESULTS, "wrong", "")],
        ),
        ("1.4", "Any text at all.", []),
    ],
)
def test_other_kinds_are_taken_whole_or_not_at_all(course, exercise, answer, found) -> None:
    """A text has no parts; what is of another kind neither."""
    assert apart(course, exercise, answer) == found
