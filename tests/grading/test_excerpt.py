"""A student's own answer, as the feedback page shows it."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exercise.answer import encode
from kit.grading.excerpt import LENGTH, excerpt


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (" Nobody else. ", "Nobody else."),
        (3.5, "3.5"),
        (True, "True"),
        (..., "..."),
        ({"b", "a"}, "{'a', 'b'}"),
        (["a", ("b", 1)], "['a', ('b', 1)]"),
        ({"a": dt.date(2017, 7, 10), "b": ...}, "{'a': 2017-07-10, 'b': ...}"),
        (float("nan"), "nan"),
        (pd.Series([1, 2], index=["x", "y"]), "{'x': 1, 'y': 2}"),
        (pd.DataFrame({"who": ["BOT"], "n": [7]}), "who | n\nBOT | 7"),
        (None, ""),
    ],
)
def test_an_answer_is_written_as_it_was_typed(answer: object, shown: str) -> None:
    """Every kind of answer has a short text."""
    assert excerpt({"answer": encode(answer)}) == shown


def test_of_a_function_nothing_is_shown() -> None:
    """Its results would tell of the hidden probes."""
    assert excerpt({"answer": encode(lambda n: n, [1, 2])}) == ""


def test_a_long_answer_is_cut() -> None:
    """With a sign that it goes on."""
    shown = excerpt({"answer": "word " * 200})
    assert shown.endswith("word …") and len(shown) <= LENGTH + 2


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["open", "set", "mapping", "table", "series", "value", "x"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_garbage_shows_something_or_nothing(data: object) -> None:
    """Whatever a submission displayed raises nothing here."""
    assert isinstance(excerpt({"answer": data}), str)
