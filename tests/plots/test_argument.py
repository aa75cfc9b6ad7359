"""Toulmin's layout."""

import pandas as pd
import pytest

from kit.plots import argument

PARTS = pd.DataFrame(
    {
        "argument_id": ["A1", "A1", "A1", "A2"],
        "part": ["claim", "data", "warrant", "claim"],
        "text": ["troops come", "talks run", "talks lead to troops", "none come"],
        "stated": [True, True, False, True],
    }
)


def test_the_finding_names_the_gaps():
    """What is not there is said, for each argument."""
    assert argument.draw(PARTS).alt == (
        "A1: from “talks run” to “troops come”; without backing, qualifier, rebuttal. "
        "A2: from nothing to “none come”; without data, warrant, backing, qualifier, rebuttal."
    )


def test_what_the_text_leaves_unsaid_is_marked_in_words():
    """A dashed frame alone would be a matter of sight."""
    shown = argument.draw(PARTS, stated="stated")
    assert "Since (warrant) · unsaid" in shown.svg
    assert shown.frame["stated"].tolist() == ["yes", "yes", "no", "yes"]
    assert "unsaid" not in argument.draw(PARTS).svg
    assert "stated" not in argument.draw(PARTS).frame


def test_many_arguments_are_left_to_the_table():
    """Eight are drawn."""
    many = pd.DataFrame({"argument_id": range(20), "part": "claim", "text": "c"})
    shown = argument.draw(many)
    assert "In the table: 12 more arguments" in shown.svg
    assert len(shown.frame) == 20


def test_a_part_that_is_none_of_the_six_is_refused():
    """The message lists the six."""
    with pytest.raises(ValueError, match="'claim', 'data', 'warrant'"):
        argument.draw(PARTS.assign(part="reason"))
