"""The words that a task lists, and what is none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exercise.allowed import outside, problems, several, words
from kit.exercise.answer import encode
from kit.exercise.tokens import Rule

CODES = ["KGZ", "KAZ", "RUS"]
RULE = Rule(
    "mapping",
    allowed={
        "line": ["A", "B"],
        "holder": CODES,
        "days": "number",
        "left": "truth",
        "share": {"from": 0, "to": 1},
    },
)


@pytest.mark.parametrize(
    "answer",
    [
        {"line": "a", "holder": "KGZ;KAZ", "days": 49, "left": True, "share": 0.5},
        {"holder": "KGZ > KAZ+RUS", "days": [7, 9], "share": 1},
        {"holder": {"KGZ", "KAZ"}, "line": ..., "unknown": "anything"},
        {"days": "49"},  # the remark on quotation marks says enough
    ],
)
def test_what_the_task_allows_is_not_named(answer):
    """Case, joined voices, sets of words and open parts are fine."""
    assert outside(RULE, encode(answer)) == ""


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"line": "line B"}, "Choose from these: A, B. 'line B' (line) is none of them."),
        ({"holder": "Russia"}, "KGZ, KAZ, RUS. 'Russia' (holder) is none of them."),
        ({"holder": "KGZ and KAZ"}, "'KGZ and KAZ' (holder) is none of them."),
        ({"holder": {"KGZ", "Russia"}}, "'Russia' (holder) is none of them."),
        ({"days": "49 days"}, "a number alone, without words. '49 days' (days) is not."),
        ({"left": "yes"}, "True or False, without quotation marks. 'yes' (left) is not."),
        ({"share": 76.9}, "a number from 0 to 1. 76.9 (share) is not."),
        ({"share": "76.9 %"}, "a number from 0 to 1. '76.9 %' (share) is not."),
    ],
)
def test_what_it_does_not_allow_is_named_with_what_it_does(answer, told):
    """The student reads what, where, and what is allowed."""
    assert told in outside(RULE, encode(answer))


def test_a_list_for_all_elements_names_each_that_is_outside():
    """The same words for every element are said once."""
    rule = Rule("mapping", allowed=["yes", "no"])
    told = outside(rule, encode({"a": "maybe", "b": "yes", "c": "perhaps"}))
    assert told == "Choose from these: yes, no. 'maybe' (a), 'perhaps' (c) are none of them."
    assert outside(Rule("value", allowed=CODES), "Russia").endswith("'Russia' is none of them.")


@given(st.sets(st.sampled_from(CODES), min_size=2), st.sampled_from([", ", ",", "; "]))
def test_several_members_in_one_text_are_seen(members, between):
    """With or without listed words, and only inside a set or a list."""
    text = between.join(sorted(members))
    for rule in (Rule("set"), Rule("set", allowed=CODES)):
        assert several(rule, encode({text}))
        assert outside(rule, encode({text})) == ""
        assert not several(rule, encode(members))
        assert not several(rule, text)


@pytest.mark.parametrize(
    "written", ["numbers", [], [1], {"a": {"from": 0}}, {"a": ["b"], "c": "d"}, {"from": 0}]
)
def test_what_an_author_may_not_write_is_refused(written):
    """Anything but words, number, truth and a range gets a sentence."""
    assert "'allowed' must be a list of words" in problems(written)[0]


def test_the_words_that_a_message_can_name_are_known():
    """The lint compares them with the texts of the notebook."""
    assert words(RULE.allowed) == ["A", "B", *CODES]
    assert words(None) == []
