"""What stands in the slots of a board, without a board."""

import pandas as pd
import pytest

from kit.reading.frames import ReadingError
from kit.widgets.board_slots import QUESTIONS, circles, from_table, is_filled, slot_of, told

CHIPS = {"T1": "The plums are ripe."}


def test_an_empty_slot_is_whole():
    """Nothing stands in it, and nothing of it is missing."""
    assert slot_of({}, "claim") == {"text": "", "cites": [], "unsaid": False}
    assert not is_filled(slot_of({"claim": {"text": " \n"}}, "claim"))
    assert is_filled(slot_of({"claim": {"cites": ["T1"]}}, "claim"))


@pytest.mark.parametrize(
    ("slot", "sentence"),
    [
        ({"text": "It is  early."}, "Claim: It is early."),
        ({"cites": ["T1", "T9"]}, "Claim: cites T1, “The plums are ripe.”; T9"),
        ({"text": "Early.", "cites": ["T9"]}, "Claim: Early. (It cites T9.)"),
        ({"text": "Early.", "unsaid": True}, "Claim (the text does not say this): Early."),
    ],
)
def test_a_slot_is_told_in_words(slot, sentence):
    """What is written, what it cites, and who says it."""
    assert told("claim", slot_of({"claim": slot}, "claim"), CHIPS) == sentence


def test_slots_are_read_from_a_table():
    """Two data share a slot; what the text leaves out stays marked."""
    table = pd.DataFrame(
        {
            "argument_id": "A1",
            "part": ["data", "data", "warrant"],
            "text": ["Bloom.", "Bees.", None],
            "statement_id": ["T1", "T1;T2", None],
            "stated": [True, True, False],
        }
    )
    slots = from_table(table)["A1"]
    assert slots["data"] == {"text": "Bloom.\nBees.", "cites": ["T1", "T2"], "unsaid": False}
    assert slots["warrant"] == {"text": "", "cites": [], "unsaid": True}
    with pytest.raises(ReadingError, match="text"):
        from_table(table.drop(columns="text"))


def test_a_circle_goes_through_several_arguments():
    """By hand: A rests on b, B claims b and rests on a. A qualifier supports nothing."""
    one = {"claim": {"text": "a"}, "data": {"text": "b"}, "qualifier": {"text": "a"}}
    other = {"claim": {"text": "B"}, "data": {"text": "A"}}
    parts = list(QUESTIONS)
    assert circles({"A": one}, parts) == []
    assert circles({"A": one, "B": other}, parts) == [
        "In a circle: a supports b, which supports a."
    ]
