"""Answers as plain data."""

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exercise.answer import decode, encode
from kit.exercise.plaindata import MAX_PARTS, NotAnAnswer, checked

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.dates()
)
keys = st.integers(-99, 99) | st.text(max_size=5)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=4)
        | st.sets(keys, max_size=4)
    ),
    max_leaves=12,
)


@given(values)
def test_every_plain_value_survives_the_way_out_and_back(value):
    """What is encoded, written as JSON, read and decoded equals what went in."""
    assert decode(json.loads(json.dumps(encode(value)))) == value


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (np.int64(3), 3),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.array([[1, 2]]), [[1, 2]]),
        (pd.Timestamp("2017-07-10"), {"date": "2017-07-10"}),
        (np.datetime64("2017-07-10"), {"date": "2017-07-10"}),
        (dt.datetime(2017, 7, 10, 9, 30), {"datetime": "2017-07-10T09:30:00"}),
        (pd.NaT, None),
        (pd.NA, None),
        (float("nan"), {"float": "nan"}),
        (np.array(12), 12),
        (pd.Categorical(["a", "b"]), ["a", "b"]),
        ({"b", "a"}, {"set": ["a", "b"]}),
        (("a", ...), {"tuple": ["a", {"open": True}]}),
        ({1: 2}.keys(), [1]),
        (range(3), [0, 1, 2]),
        (
            pd.Series({"a": 1}, name="n"),
            {"series": {"name": "n", "index": ["a"], "values": [1]}},
        ),
        (
            pd.DataFrame({"a": [1]}),
            {"table": {"columns": ["a"], "index": None, "rows": [[1]]}},
        ),
        (
            pd.DataFrame({"a": [1]}, index=["x"]),
            {"table": {"columns": ["a"], "index": ["x"], "rows": [[1]]}},
        ),
    ],
)
def test_pandas_and_numpy_values_have_plain_forms(value, data):
    """Values of the tools that students use come out as plain data."""
    assert encode(value) == data


@pytest.mark.parametrize("value", [object(), open, int, b"bytes", 1j, lambda: 0])
def test_what_cannot_be_an_answer_is_named(value):
    """A kind that cannot be an answer is named, with what can be one."""
    if callable(value) and not isinstance(value, type):
        assert encode(value) == {"function": []}
        return
    with pytest.raises(NotAnAnswer, match="cannot be of the kind"):
        encode(value)


def test_a_span_of_time_says_how_to_get_its_days():
    """Whoever subtracts two dates and forgets .days reads what to add."""
    span = pd.Timestamp("2017-06-22") - pd.Timestamp("2017-05-04")
    with pytest.raises(NotAnAnswer, match=r"Put \.days behind it"):
        encode({"gap": span})


def test_size_and_depth_are_limited():
    """Too many parts, too deep and too long are refused in a sentence."""
    deep = []
    for _ in range(20):
        deep = [deep]
    for value, reason in (
        (list(range(MAX_PARTS + 1)), "parts"),
        (deep, "levels deep"),
        ("x" * 20_001, "characters"),
        (10**18, "18 digits"),
        ("\ud800", "half a character"),
    ):
        with pytest.raises(NotAnAnswer, match=reason):
            encode(value)


def test_a_function_is_tried_quietly_on_a_copy_of_each_probe(capsys):
    """Prints go nowhere, errors are named, and a probe changed by one call is whole in the next."""

    def first(words):
        print("hello")
        return words.pop()

    assert encode(first, [[1, 2], [1, 2], []]) == {
        "function": [{"value": 2}, {"value": 2}, {"error": "IndexError: pop from empty list"}]
    }
    assert capsys.readouterr().out == ""


def test_what_comes_out_is_within_the_form():
    """Whoever reads it may check it again."""
    data = encode({"a": (1, {2}), "b": pd.Series([0.5])})
    assert checked(data) == data
