"""Every exercise of the course, as it is built: solutions, stubs and listed mistakes."""

import json
from pathlib import Path

import nbformat
import pytest

from kit import places
from kit.authoring.source import read_all
from kit.authoring.stale import source_files
from kit.exercise.judge import judge
from kit.exercise.key import OpenKey
from kit.exercise.plaindata import MIME
from kit.exercise.seal import SealedKey

COURSE = Path(__file__).parents[1]
OPEN = OpenKey.read(places.open_key(COURSE))
SEALED = SealedKey.read(places.sealed_key(COURSE))
EXERCISES = {
    id: task.exercise
    for source in read_all(source_files(COURSE))
    for id, task in source.tasks.items()
}


def payloads(folder: Path) -> dict[str, dict]:
    """Give what the check cells of built notebooks display, by exercise."""
    shown = {}
    for path in sorted(folder.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                payload = output.get("data", {}).get(MIME)
                if payload:
                    shown[payload["exercise"]] = payload
    return shown


SOLVED = payloads(places.instructor_notebooks(COURSE))
UNTOUCHED = payloads(places.notebooks(COURSE))


def test_both_keys_hold_every_exercise_of_the_sources():
    """Nothing is missing and nothing is left over."""
    assert set(OPEN.entries) == set(SEALED.entries) == set(EXERCISES)
    assert set(SOLVED) == set(UNTOUCHED) == set(EXERCISES)


@pytest.mark.parametrize("id", EXERCISES)
def test_the_solution_passes_and_the_stub_is_not_answered(id):
    """What the solved and the untouched notebook show gets the verdict it should, on both keys."""
    right = "needs review" if EXERCISES[id].kind == "text" else "correct"
    for key in (OPEN, SEALED):
        assert judge(key, SOLVED[id]).status == right
        assert judge(key, UNTOUCHED[id]).status == "not answered"


@pytest.mark.parametrize("id", [id for id, each in EXERCISES.items() if each.mistakes])
def test_each_listed_mistake_opens_its_own_hint(id):
    """Every hint of the source is opened by its mistake, also in the sealed key."""
    entry = OPEN.entries[id]
    opened = [SEALED.known(id, whole).hint for whole in entry["known"]]
    opened += [SEALED.element(id, text).hint for text in entry["slips"]]
    assert {mistake["hint"] for mistake in EXERCISES[id].mistakes} <= set(opened)


def test_the_course_is_as_large_as_promised():
    """At least 34 exercises that a machine marks, and at least 60 listed mistakes."""
    marked = [each for each in EXERCISES.values() if each.kind != "text"]
    assert len(marked) >= 34
    assert sum(len(each.mistakes) for each in EXERCISES.values()) >= 60


def test_no_hint_holds_an_answer_in_words():
    """No hint or question of a one-value exercise contains its answer."""
    for id, each in EXERCISES.items():
        if each.kind not in ("value", "number"):
            continue
        answers = {str(json.loads(token)) for slot in OPEN.entries[id]["slots"] for token in slot}
        words = " ".join([each.ask, *each.hints]).casefold().replace(".", " ").split()
        assert not answers & set(words), id
