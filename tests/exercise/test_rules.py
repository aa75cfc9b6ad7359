"""How answers of each kind are read."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exercise.answer import encode
from kit.exercise.rules import ShapeError, read
from kit.exercise.tokens import Rule


def same(rule, one, other):
    """Tell whether two values are read as the same answer."""
    first, second = read(rule, encode(one)), read(rule, encode(other))
    return first.whole == second.whole and sorted(first.elements) == sorted(second.elements)


TABLE = pd.DataFrame({"speaker": ["BOT", "NAR"], "n": [9, 8]})


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        (Rule("value"), "the  Envoy ", "The envoy"),
        (Rule("value"), "Shamanov’s", "shamanov's"),
        (Rule("value"), "fight", " Fight. "),
        (Rule("value"), pd.Timestamp("2017-07-10"), "2017-07-10"),
        (Rule("value", spaces="free"), "NAR > BOT", "NAR>BOT"),
        (Rule("number", decimals=2), 0.2538, 0.25),
        (Rule("number"), 8, 8.0),
        (Rule("number"), 0.1 + 0.2, 0.3),
        (Rule("number"), np.float64(8), pd.Series([8])),
        (Rule("set"), {"a", "b"}, ["b", "a", "b"]),
        (Rule("set"), {"a", "b"}, pd.Series(["a", "b"])),
        (Rule("set"), {"a", "b"}, pd.DataFrame({"x": ["a", "b"]})),
        (Rule("ordered"), ["a", "b"], ("a", "b")),
        (Rule("ordered"), ["a", "b"], np.array(["a", "b"])),
        (Rule("mapping"), {1: 8, 2: 15}, pd.Series({2: 15.0, 1: 8.0})),
        (Rule("mapping"), {"BOT": 9, "NAR": 8}, TABLE),
        (Rule("mapping"), {"BOT": 9, "NAR": 8}, TABLE.set_index("speaker")),
        (Rule("table", columns=("speaker", "n")), TABLE, TABLE[["n", "speaker"]].iloc[::-1]),
        (Rule("table", columns=("speaker", "n")), TABLE, TABLE.assign(more=1)),
        (Rule("table", columns=("speaker", "n")), TABLE, TABLE.set_index("speaker")),
        (Rule("table", columns=("speaker", "n")), TABLE, TABLE.set_index(["speaker", "n"])),
        (Rule("partition"), [["a", "b"], ["c"]], [{"c"}, {"b", "a"}]),
        (Rule("partition"), [["a", "b"], ["c"]], {"one": ["b", "a"], "two": ["c"]}),
    ],
)
def test_answers_that_mean_the_same_read_the_same(rule, one, other):
    """Another type, order, case or float noise does not make another answer."""
    assert same(rule, one, other)


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        (Rule("value"), "envoy", "envoys"),
        (Rule("value"), 1, True),
        (Rule("value"), 1, "1"),
        (Rule("number", decimals=2), 0.25, 0.26),
        (Rule("set"), {"a"}, {"a", "b"}),
        (Rule("ordered"), ["a", "b"], ["b", "a"]),
        (Rule("mapping"), {1: 8}, {1: 9}),
        (Rule("mapping"), {1: 8}, {2: 8}),
        (Rule("table", columns=("speaker",)), TABLE, TABLE.iloc[:1]),
        (Rule("table"), TABLE, pd.concat([TABLE, TABLE])),
        (Rule("partition"), [["a", "b"], ["c"]], [["a"], ["b", "c"]]),
    ],
)
def test_answers_that_differ_read_differently(rule, one, other):
    """What means something else is another answer."""
    assert not same(rule, one, other)


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        (Rule("mapping"), ["a"], "a dictionary, such as .*Yours is a list"),
        (Rule("number"), "0.25", "a number.*Yours is text"),
        (Rule("number"), True, "Yours is True or False"),
        (Rule("set"), 3, "Yours is a number"),
        (Rule("ordered"), {"a"}, "a list in the right order.*Yours is a set"),
        (Rule("table"), {"a": 1}, "Yours is a dictionary"),
        (Rule("table", columns=("n",)), pd.DataFrame({"m": [1]}), "lacks n"),
        (Rule("function"), 1, "a function"),
        (Rule("value"), [1, 2], "Yours is a list"),
        (Rule("text"), 3, "a text in quotation marks"),
        (Rule("text", form={"words": 3}), "two words", "is 2; at least 3"),
        (Rule("text", form={"at_most": 1}), "two words", "at most 1"),
        (Rule("text", form={"mention": ["S02"]}), "two words", "does not mention S02"),
    ],
)
def test_the_shape_comes_first(rule, value, words):
    """An answer of another shape gets a sentence on the shape that is asked for."""
    with pytest.raises(ShapeError, match=words):
        read(rule, encode(value))


def test_row_labels_taken_for_a_column_are_named():
    """An index where a column was meant is accepted, and the student reads so."""
    rule = Rule("table", columns=("speaker", "n"))
    reading = read(rule, encode(TABLE.set_index("speaker")))
    assert reading.note == "The row labels of your table were read as speaker."
    with pytest.raises(ShapeError, match="yours lacks speaker"):
        read(rule, encode(TABLE[["n"]]))


def test_open_parts_are_set_aside_and_counted():
    """A ... is no element; the rest of the answer still counts."""
    reading = read(Rule("mapping", slots=2), encode({1: 8, 2: ...}))
    assert (len(reading.elements), reading.open) == (1, 1)
    assert read(Rule("mapping", slots=2), encode(...)).open == 2
    assert read(Rule("number"), encode([...])).open == 1


@given(st.permutations(["a", "b", "c", "d", "e"]), st.integers(1, 4))
def test_a_partition_does_not_depend_on_order(items, cut):
    """Groups and members may come in any order."""
    groups = [items[:cut], items[cut:]]
    swapped = [sorted(items[cut:]), list(reversed(items[:cut]))]
    assert same(Rule("partition"), groups, swapped)


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_float_noise_never_makes_another_number(number, decimals):
    """A number and its noisy twin read the same unless they lie at a rounding edge."""
    edge = abs(abs(number * 10**decimals) % 1 - 0.5) < 1e-3
    noisy = number * (1 + 1e-15)
    assert edge or same(Rule("number", decimals=decimals), number, noisy)


def test_own_numbers_keep_their_range_and_their_sum():
    """A forecast's probabilities lie between 0 and 1 and add up to 1."""
    wanted = {"rows": 2, "columns": ["p"], "between": {"p": [0, 1]}, "total": {"p": 1}}
    rule = Rule("property", slots=2, own_table=wanted)

    def complete(*numbers):
        return len(read(rule, encode(pd.DataFrame({"p": list(numbers)}))).elements)

    assert complete(0.25, 0.75) == 2
    assert complete(0, 1) == 0
    assert complete(0.25, ...) == 1
    assert len(read(rule, encode(pd.DataFrame(index=[0.25, 0.75]))).elements) == 2
    with pytest.raises(ShapeError, match=r"add up to 1\.1; they should add up to 1"):
        complete(0.35, 0.75)
    with pytest.raises(ShapeError, match=r"Row 0\.25: p is '0.25', but must be a number"):
        complete("0.25", "0.75")
