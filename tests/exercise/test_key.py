"""The open key and the making of its entries."""

import json

import pytest

from kit.exercise.answer import encode
from kit.exercise.definition import DefinitionError
from kit.exercise.key import KeyFileError, OpenKey, UnknownExercise, exercise_order

from .conftest import define, entry


def test_a_key_survives_its_file(open_key, tmp_path):
    """What is written is read back, and written again with the same bytes."""
    path = tmp_path / "key.json"
    path.write_text(open_key.to_json(), encoding="utf-8")
    again = OpenKey.read(path)
    assert again.entries == json.loads(open_key.to_json())["exercises"]
    assert again.to_json() == open_key.to_json()


def test_exercises_are_sorted_as_a_reader_would():
    """2.9 comes before 2.10."""
    assert sorted(["2.10", "1.1", "2.9"], key=exercise_order) == ["1.1", "2.9", "2.10"]


def test_an_unknown_exercise_is_answered_with_those_there_are(open_key):
    """The error lists the ids."""
    with pytest.raises(UnknownExercise, match=r"no exercise '9\.9' here. Exercises: 0\.1, 1\.1"):
        open_key.public("9.9")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no key at"),
        ("{", "cannot be read"),
        ("[]", "is not the open key"),
        ('{"key": "sealed"}', "is not the open key"),
        ('{"key": "open", "format": 99}', "another format"),
    ],
)
def test_a_bad_key_file_says_what_to_do(content, words, tmp_path):
    """Each way a key file can be wrong gets a sentence with the remedy."""
    path = tmp_path / "key.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(KeyFileError, match=words) as error:
        OpenKey.read(path)
    assert "kit build" in str(error.value)


def test_a_number_at_a_rounding_edge_is_refused():
    """Float noise must not decide: an answer on the edge cannot be sealed."""
    with pytest.raises(DefinitionError, match="rounding edge for 2 decimals"):
        entry(define("1.1", "number", decimals=2), 0.125)
    assert entry(define("1.1", "number", decimals=3), 0.125)["slots"] == [{"0.125": "full"}]


def test_a_solution_must_be_of_its_kind_and_whole():
    """A solution that could not pass its own check is refused."""
    for wrong in (["a"], {"a": ...}, {}):
        with pytest.raises(DefinitionError, match="solution"):
            entry(define("2.3", "mapping"), wrong)


def test_an_alternative_must_name_an_element_there_is():
    """A typing error in 'element' is caught."""
    exercise = define("2.1", "mapping", accept=[{"element": "z", "answer": "1", "as": "full"}])
    with pytest.raises(DefinitionError, match="'z', which the solution does not have"):
        entry(exercise, {"a": 1}, accepts=[1])


def test_mistakes_keep_the_authors_text(open_key):
    """The open key remembers each listed mistake as written, for the sample class."""
    assert open_key.entries["2.3"]["mistakes"] == ["{1: 8, 2: 17}", "0"]
    assert encode({1: 8}) == {"mapping": [[1, 8]]}
