"""A line of code carries an answer into a notebook and back."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.widgets.carry import carried, line, pack

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
FRAMES = st.lists(st.tuples(TEXTS, TEXTS), max_size=60).map(
    lambda rows: pd.DataFrame(rows, columns=["item", "reason"], dtype=object)
)


def run(code):
    """Run a line as a cell of a notebook would."""
    names = {}
    exec(code, names)
    return names["answer"]


@given(FRAMES)
def test_a_table_comes_back_as_it_was(frame):
    """Small or compressed, with whatever characters, in one line."""
    code = line("answer", frame)
    assert "\n" not in code
    assert run(code).to_dict("list") == frame.to_dict("list")


@given(st.dictionaries(TEXTS, st.floats(0, 1), max_size=80))
def test_a_mapping_comes_back_as_it_was(answer):
    """The same for a mapping, such as a forecast."""
    assert run(line("answer", answer)) == answer


def test_small_data_can_be_read_by_a_person():
    """A reader of the notebook sees what was answered."""
    frame = pd.DataFrame({"item": ["E1"], "rating": ["CC"]})
    assert line("mine", frame).endswith("mine = carried({'item': ['E1'], 'rating': ['CC']})")


def test_large_data_is_compressed():
    """A full matrix with reasons stays a line that can be pasted."""
    frame = pd.DataFrame({"item": [f"E{n}" for n in range(160)], "reason": "because it says so"})
    assert len(line("mine", frame)) < 1_500
    assert run(line("answer", frame)).equals(frame)


@pytest.mark.parametrize(
    "text",
    ["", "hello", "kit1:", "kit1:!!", "kit1:aGVsbG8=", pack([1, 2, 3])[:-6], pack({"odd": 1})],
)
def test_half_a_line_is_a_clear_error(text):
    """A part lost in copying is named, and what to do."""
    with pytest.raises(ValueError, match="Copy the whole line"):
        carried(text)


def test_a_text_that_swells_without_end_is_refused():
    """A few bytes must not fill the memory."""
    with pytest.raises(ValueError, match="too large"):
        carried(pack("a" * 50_000_000))
