"""What a widget gave is known as a widget's, so that an empty form is never a wrong answer."""

import pandas as pd
import pytest

from kit.exercise.answer import encode
from kit.exercise.check import emit
from kit.exercise.origin import EMPTY, from_widget, nothing_yet, taken
from kit.exercise.plaindata import OPEN


class Form:
    """A stand-in for any widget."""

    def as_answer(self):
        """Give one slot."""
        return {"claim": "T1"}


TABLE = {"part": ["claim", "data"], "text": ["ripe", "early"]}


@pytest.mark.parametrize(
    "value",
    [
        Form(),
        taken(Form().as_answer()),
        taken(pd.DataFrame(TABLE)),
        taken(pd.DataFrame(TABLE))[["text"]],
        taken(pd.DataFrame(TABLE)).dropna().reset_index(drop=True)["text"],
    ],
)
def test_what_is_taken_from_a_widget_carries_its_mark(value):
    """The widget itself, what it gave, and what was made from that."""
    assert from_widget(value)
    assert emit("1.1", value).payload["widget"] is True


@pytest.mark.parametrize("value", [{"claim": "T1"}, pd.DataFrame(TABLE), Form, "T1", ..., None])
def test_what_was_typed_carries_none(value):
    """Else a person would have to look at every answer."""
    assert not from_widget(value)
    assert "widget" not in emit("1.1", value).payload


@pytest.mark.parametrize("empty", [pd.DataFrame(TABLE).head(0), {}, pd.Series(dtype=object)])
def test_a_form_in_which_nothing_stands_is_not_answered(empty):
    """An empty table that somebody made stays a table."""
    assert encode(empty) != OPEN
    assert encode(taken(empty)) == OPEN


def test_the_mark_changes_nothing_that_is_compared():
    """Not the data that is judged, and not what a person sees."""
    table = pd.DataFrame(TABLE)
    assert encode(taken(table.copy())) == encode(table)
    assert encode(taken({"claim": ...})) == encode({"claim": ...})
    assert repr(taken({"claim": "T1"})) == "{'claim': 'T1'}"


@pytest.mark.parametrize("value", [{"claim": ...}, pd.DataFrame(TABLE)])
def test_what_a_widget_gave_knows_what_to_say_while_it_is_empty(value):
    """Each kind of form in its own words, and one made from it in the same."""
    assert nothing_yet(value) == ""
    assert nothing_yet(taken(value, "No slot is filled.")) == "No slot is filled."
    assert nothing_yet(Form()) == EMPTY
