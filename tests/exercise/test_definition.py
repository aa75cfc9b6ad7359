"""Definitions of exercises and what is wrong with them."""

import pytest

from kit.exercise.definition import DefinitionError, Exercise

GOOD = {
    "title": "Depth",
    "objective": "count depth",
    "points": 2,
    "answer": {"depths": "mapping"},
    "ask": "Which column?",
    "hints": ["a", "b", "c"],
    "explain": "Because.",
}


def test_a_good_definition_becomes_an_exercise():
    """Name and kind come from the one pair under 'answer'."""
    exercise = Exercise.from_dict("2.3", GOOD)
    assert (exercise.name, exercise.kind, exercise.wants_why) == ("depths", "mapping", False)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"points": 0}, "'points' must be a number above 0"),
        ({"points": None}, "'points' must be a number above 0"),
        ({"title": " "}, "'title' is missing"),
        ({"hints": ["a"]}, "exactly 3"),
        ({"answer": {"a": "set", "b": "set"}}, "one variable and its kind"),
        ({"answer": {"two words": "set"}}, "cannot be a variable"),
        ({"answer": {"a": "essay"}}, "unknown kind 'essay'; allowed: value, number"),
        ({"answer": {"f": "function"}}, "needs 'probes"),
        ({"answer": {"t": "property"}}, "needs 'property"),
        ({"answer": {"t": "text"}}, "needs a 'rubric'"),
        ({"ask": ""}, "'ask' is missing"),
        ({"colour": "red"}, "unknown field colour; allowed: accept"),
        ({"decimals": "two"}, "from 0 to 9"),
        ({"spaces": "none"}, "kept or free"),
        ({"mistakes": [{"answer": "1"}]}, "mistake 1 must be"),
        ({"accept": [{"answer": "1"}]}, "accept 1 needs 'as"),
        ({"accept": [{"as": "full"}]}, "accept 1 needs an 'answer'"),
        ({"accept": [{"as": "full", "answer": "1", "why": "x"}]}, "nothing else"),
    ],
)
def test_each_problem_is_named(change, problem):
    """A problem is named with what is allowed, and with the exercise."""
    with pytest.raises(DefinitionError, match="Exercise 2") as error:
        Exercise.from_dict("2.3", GOOD | change)
    assert problem in str(error.value)


def test_an_id_is_notebook_and_number():
    """An id of another form is refused."""
    with pytest.raises(DefinitionError, match=r"notebook\.number"):
        Exercise.from_dict("two", GOOD)


def test_all_problems_are_listed_at_once():
    """An author sees every problem in one message."""
    with pytest.raises(DefinitionError) as error:
        Exercise.from_dict("2.3", {})
    assert str(error.value).count("\n- ") == 6
