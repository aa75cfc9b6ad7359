"""Answers accepted afterwards, laid over the key."""

import json
from pathlib import Path

import pytest

from kit.exercise.answer import encode
from kit.exercise.judge import judge
from kit.exercise.key import OpenKey
from kit.exercise.plaindata import MIME, OPEN
from kit.grading.accept import AcceptError, check, kind, read_answer, widened
from kit.grading.gradebook import Acceptance


def said(exercise: str, answer: object, grade: str = "full") -> Acceptance:
    """Accept an answer given as Python."""
    data = answer if isinstance(answer, dict) and "function" in answer else encode(answer)
    return Acceptance(exercise, data, grade, "Ms Rye", "it is right")


def points(key: OpenKey, exercise: str, answer: object, why: str = "") -> float | None:
    """Give the points for an answer."""
    data = said(exercise, answer).answer
    return judge(key, {"exercise": exercise, "answer": data, "why": why}, grading=True).points


def doubled(*results: object) -> dict:
    """What a function gave for the three probes."""
    return {"function": [{"value": encode(result)} for result in results]}


def test_an_accepted_value_has_all_points(course) -> None:
    """The right one keeps them, others get none; the course's key is not changed."""
    wide = widened(course.key, [said("1.1", 4)])  # listed as a mistake
    assert [points(wide, "1.1", n) for n in (3, 4, 5)] == [2, 2, 0]
    assert points(course.key, "1.1", 4) == 0


def test_of_a_mapping_each_part_is_accepted_by_itself(course) -> None:
    """So a part that several students wrote helps all of them, whatever else they wrote."""
    wide = widened(course.key, [said("1.2", {"oat": 5})])
    assert points(wide, "1.2", {"rye": 2, "oat": 5}) == 2
    assert points(wide, "1.2", {"rye": 9, "oat": 5}) == 1
    assert points(wide, "1.2", {"rye": 2, "oat": 1}) == 2
    assert points(course.key, "1.2", {"rye": 2, "oat": 5}) == 1


def test_a_defensible_answer_needs_a_reason(course) -> None:
    """And never makes a full one worse."""
    wide = widened(course.key, [said("1.2", {"rye": 2, "oat": 5}, "defensible")])
    assert points(wide, "1.2", {"rye": 2, "oat": 5}) == 1
    assert points(wide, "1.2", {"rye": 2, "oat": 5}, "half loaves count too") == 2
    assert points(wide, "1.2", {"rye": 2, "oat": 1}) == 2


def test_a_function_is_accepted_by_its_results(course) -> None:
    """Those for the hidden probes as well."""
    given = doubled(3, 6, 210)
    assert points(course.key, "1.3", given) == 0
    assert points(widened(course.key, [said("1.3", given)]), "1.3", given) == 2


def test_what_no_longer_fits_its_exercise_is_passed_over(course) -> None:
    """The author may have changed it since."""
    wide = widened(course.key, [said("1.1", {"a": 1}), said("9.9", 1), said("1.2", {"x": 1})])
    assert wide.entries == course.key.entries


@pytest.mark.parametrize(
    ("acceptance", "message"),
    [
        (said("9.9", 1), "There is no exercise '9.9' here. Exercises: 1.1"),
        (said("1.1", "four"), "1.1: this answer cannot be accepted. Asked for is a number"),
        (said("1.1", 3), "1.1: this answer is right already"),
        (said("1.2", {"oat": 1}), "1.2: this answer is right already"),
        (said("1.2", {"barley": 1}), "The answer has no part 'barley'. Its parts: oat, rye."),
        (said("1.2", {"rye": ...}), "there is no answer in this"),
        (said("1.1", ...), "there is no answer in this"),
        (said("1.4", "Any text."), "A person marks this exercise. Give points by hand"),
        (said("1.1", 5, "defensible"), "1.1 asks for no reason"),
        (said("1.2", {"rye": 3}, "defensible"), "right already"),
        (Acceptance("1.1", {"no": "tag"}, "full", "x", "y"), "not an answer's plain data"),
    ],
)
def test_what_cannot_be_accepted_is_a_sentence(course, acceptance, message: str) -> None:
    """Nothing is accepted silently in vain."""
    with pytest.raises(AcceptError) as stop:
        check(course.key, acceptance)
    assert message in str(stop.value)


def test_what_would_help_somebody_can_be_accepted(course) -> None:
    """Also fully, what was only defensible."""
    for each in (said("1.1", 4), said("1.2", {"rye": 3}), said("1.3", doubled(3, 6, 210))):
        check(course.key, each)
    assert kind(course.key, "1.3") == "function"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.txt", '"rye"', "rye"),
        ("a.txt", "\ufeff first = 'rye'\n", "rye"),
        ("a.py", "{'rye', 'oat'}", {"set": ["oat", "rye"]}),
        ("a.json", '{"rye": true, "oat": null}', {"mapping": [["rye", True], ["oat", None]]}),
        ("a.txt", "{'rye': 2, 'oat': ...}", {"mapping": [["rye", 2], ["oat", OPEN]]}),
        ("a.csv", "kind\nrye\noat\n", ["rye", "oat"]),
        (
            "a.csv",
            "kind;n\nrye;2\noat;1\n",
            {"table": {"columns": ["kind", "n"], "index": None, "rows": [["rye", 2], ["oat", 1]]}},
        ),
    ],
)
def test_an_answer_is_read_from_a_file(tmp_path: Path, name: str, text: str, found: object) -> None:
    """As a person would write it, or as a table."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_answer(tmp_path / name, "1.1", "mapping") == found


def test_an_answer_is_read_from_a_saved_notebook(tmp_path: Path, make) -> None:
    """What its check displayed, the last time; nothing is run."""
    book = make.notebook(answers={"1.1": "count = 4"})
    path = make.save(tmp_path / "ada.ipynb", book)
    with pytest.raises(AcceptError, match=r"shows no answer to 1\.1"):
        read_answer(path, "1.1", "number")
    for cell, answer in zip(book["cells"][4:9], (4, 5), strict=False):
        shown = {"format": 1, "exercise": "1.1", "answer": answer, "why": ""}
        cell["outputs"] = [{"output_type": "execute_result", "data": {MIME: shown}}]
    make.save(path, book)
    assert read_answer(path, "1.1", "number") == 5


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.txt", b"count = len(case.loaves)", "Code is not run here"),
        ("a.txt", b"\xe9", "cannot be read"),
        ("a.txt", b"1 < 2 <", "holds no value"),
        ("a.txt", b"b'bytes'", "cannot be of the kind 'bytes'"),
        ("a.ipynb", b"{", "JSON breaks off"),
        ("a.csv", b"", "is no table"),
        ("folder", None, "cannot be read"),
    ],
)
def test_a_file_without_an_answer_is_a_sentence(tmp_path: Path, name, raw, message) -> None:
    """It says what a file may hold."""
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(AcceptError) as stop:
        read_answer(tmp_path / name, "1.1", "number")
    assert message in str(stop.value)


def test_an_acceptance_is_plain_data(course) -> None:
    """It can be stored and read back."""
    answer = said("1.2", {"rye": 3, "oat": 5}).answer
    assert json.loads(json.dumps(answer)) == answer
