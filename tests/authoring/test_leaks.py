"""A hint that says the answer is found; a hint that leads to it is not."""

import pytest

from kit.authoring.leaks import given_away
from kit.authoring.observe import Observed
from kit.exercise.answer import encode
from kit.exercise.definition import Exercise


def leaks(answer, hint, mistakes=()):
    """List the fields that give an answer away, with one hint of interest."""
    written = tuple({"answer": repr(value), "hint": "Think."} for value in mistakes)
    exercise = Exercise(
        "1.1", "A title", "count", 1, "x", "value", hints=("Look.", hint, "So."), mistakes=written
    )
    found = Observed(
        solution={"answer": encode(answer)},
        mistakes=[{"answer": encode(value)} for value in mistakes],
    )
    return list(given_away(exercise, found))


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("envoy", "It was the Envoy who said so."),
        (25, "There are 25 of them."),
        (0.254, "About 0.254, is it not?"),
        ("CC", "The strongest mark is CC."),
        ({"may", "might"}, "Look for might and may."),
        (["NAR", "BOT"], "First NAR, then BOT."),
        ({"S02": 3}, "S02 has 3 voices."),
    ],
)
def test_an_answer_in_a_hint_is_found(answer, hint):
    """Whole words and numbers count, in any order."""
    assert leaks(answer, hint) == ["hint 2 contains the answer; lead to it, without saying it"]


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("envoy", "Two envoys met."),
        (2, "Read S02, then 2.5 lines more."),
        ("C", "A code for what can be checked."),
        ({"may", "might"}, "Look for words such as may."),
        ({"S02": 3}, "Look at S02."),
        (True, "Is that True or not?"),
        (set(), "Nothing is in it."),
    ],
)
def test_a_hint_that_leads_is_left_alone(answer, hint):
    """Parts of words, parts of answers and truth values give nothing away."""
    assert leaks(answer, hint) == []


def test_a_choice_gives_nothing_away():
    """A question that names the wrong answers as well offers a choice."""
    assert leaks("direct", "Is it direct or indirect?", mistakes=["indirect"]) == []
    assert len(leaks("direct", "It is direct.", mistakes=["indirect"])) == 1
