"""A student's own table: what its rows lack is said by row and column."""

import pytest

from kit.exercise.own_table import lacks, told, total
from kit.exercise.plaindata import OPEN

ASKED = {
    "columns": ["item", "rating", "share", "reason", "place"],
    "allowed": {"rating": ["C", "II"]},
    "between": {"share": [0, 1]},
    "words": {"reason": 2},
    "different": ["reason"],
    "ids": ["place"],
    "total": {"share": 1},
}
GOOD = {"item": "E01", "rating": "C", "share": 0.5, "reason": "it fits", "place": "cards C10"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"rating": "ii", "place": "t04; see s10"}, ""),
        ({"rating": OPEN}, "Row E01: rating is still open."),
        ({"reason": " "}, "Row E01: reason is empty."),
        ({"place": None}, "Row E01: place is empty."),
        ({"share": {"float": "nan"}}, "Row E01: share is empty."),
        ({"rating": "D"}, "Row E01: 'D' is none of the words for rating, which are C, II."),
        ({"share": 1}, "Row E01: share is 1, but must be above 0 and below 1."),
        ({"share": "10%"}, "Row E01: share is '10%', but must be a number without quotation"),
        ({"reason": "no"}, "Row E01: reason has 1 word, at least 2 are asked for."),
        ({"place": "nothing"}, "Row E01: place names no unit, statement or card;"),
        (
            {"share": 0, "reason": "no"},
            "Row E01: share is 0, but must be above 0 and below 1; reason has 1 word, at least",
        ),
        ({"item": 7, "reason": "no"}, "Row 1: reason has 1 word"),
    ],
)
def test_what_a_row_lacks_is_named(change, said):
    """Row, column, what stands there and what is asked for."""
    (found,) = lacks(ASKED, [GOOD | change])
    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_the_same_sentence_in_each_row_is_one_sentence():
    """Where every row asks for an entry of its own, a copy is not complete."""
    copy = GOOD | {"item": "E02", "reason": "It  fits."}
    first, second = lacks(ASKED, [GOOD, copy])
    assert first == ""
    assert second.startswith("Row E02: reason is the same as in a row above")
    assert lacks(ASKED | {"different": []}, [GOOD, copy]) == ["", ""]


def test_a_few_rows_are_named_and_the_rest_is_counted():
    """A long list would not be read."""
    said = ["", "Row 2: a.", "Row 3: b.", "Row 4: c."]
    assert told(said, 4) == "Row 2: a. Row 3: b. 1 more is not complete either."
    assert told(["", ""], 4) == "Your table has 2 rows, 4 are asked for."


def test_numbers_that_must_add_up_are_added_once_all_are_there():
    """A text among the numbers is named instead of a sum that nobody understands."""
    half = [GOOD, GOOD]
    assert total(ASKED, half) == ""
    assert total(ASKED, [GOOD]) == "The numbers in 'share' add up to 0.5; they should add up to 1."
    assert total(ASKED, [GOOD | {"share": OPEN}]) == ""
    assert total(ASKED, [GOOD | {"share": "50 %"}]).startswith("Row E01: share is '50 %', but must")
