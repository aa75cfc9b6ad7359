"""Words made safe and broken into lines."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.plots import words

TEXT = st.text(max_size=80).map(words.clean)


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [(None, ""), (float("nan"), ""), (pd.NA, ""), (pd.NaT, ""), (3, "3"), (" a \n b\t", "a b")],
)
def test_any_value_becomes_one_line(given_value, expected):
    """Missing values are empty, blanks are single."""
    assert words.clean(given_value) == expected


@settings(max_examples=60, deadline=None)
@given(TEXT, st.integers(60, 400), st.integers(1, 4))
def test_lines_fit_and_lose_nothing_without_a_sign(text, room, lines):
    """Every line fits; all signs are there unless an ellipsis says that some are not."""
    found = words.fit(text, room, 13, lines)
    assert len(found) <= lines
    assert all(words.width(line, 13) <= room + 1e-6 for line in found)
    whole = "".join(found).replace(" ", "")
    plain = text.replace(" ", "")
    assert whole == plain or (whole.endswith("…") and plain.startswith(whole[:-1]))


def test_joined_emoji_and_marks_are_not_torn():
    """A family is one sign, and an accent stays on its letter."""
    family = "👩‍👩‍👧‍👦"
    for room in range(int(words.width(family + "…", 13)) + 1, 300, 7):
        line = words.fit(family * 5, room, 13)[0]
        assert line.rstrip("…") in (family * count for count in range(1, 6))
    assert words.short("e\u0301" * 9, 6) == "e\u0301e\u0301…"


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abcd"), "a, b, c and d")],
)
def test_lists_read_as_people_write_them(names, expected):
    """Up to four names are all said."""
    assert words.several(names) == expected


def test_a_name_is_never_empty():
    """An id without a name keeps its id; a joint voice is named after its members."""
    name = words.namer(pd.Series({"A": "Ada", "B": None, "A+B": "both"}))
    assert [name(each) for each in ("A", "B", "C", "A+B", "A+C", None)] == [
        *("Ada", "B", "C", "both", "Ada and C", "(no name)")
    ]
