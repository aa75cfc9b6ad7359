"""The certainty slider without a browser."""

import json

import pandas as pd
import pytest

from kit.reading.frames import ReadingError
from kit.widgets import Certainty

SAID = pd.DataFrame({"statement_id": ["T1", "T2"], "paraphrase": ["It may rain.", "It rains."]})


def test_levels_stand_around_the_middle():
    """Open is 0; what is not set is not in the table."""
    sure = Certainty("try", SAID)
    sure.put("T2", "certainly")
    assert sure.frame().values.tolist() == [["T2", "certainly", 3]]
    sure.put("T1", "open")
    assert sure.frame()["level"].tolist() == [0, 3]
    assert sure.message == "T1: open. Set so far: 2 of 2."
    sure.put("T2", "")
    assert sure.frame()["statement_id"].tolist() == ["T1"]


def test_it_is_told_in_words():
    """Each statement with its word."""
    sure = Certainty("try", SAID)
    sure.put("T1", "possibly")
    assert sure.text().splitlines() == [
        "How sure does it sound? The words, in order: certainly not, probably not, rather not, "
        "open, possibly, probably, certainly. Set so far: 1 of 2.",
        "T1, possibly: It may rain.",
        "T2, not set yet: It rains.",
    ]
    assert json.dumps(sure.page() | sure.later(), allow_nan=False)


def test_a_scale_without_a_middle():
    """Four words lie at halves."""
    sure = Certainty("try", SAID, scale=("no", "hardly", "likely", "yes"))
    sure.put("T1", "likely")
    assert sure.frame()["level"].tolist() == [0.5]


@pytest.mark.parametrize("arguments", [("T9", "open"), ("T1", "perhaps")])
def test_what_does_not_exist_is_refused(arguments):
    """The message says what is allowed."""
    with pytest.raises(ReadingError, match="llowed"):
        Certainty("try", SAID).put(*arguments)


def test_a_scale_needs_two_words():
    """Each once."""
    with pytest.raises(ReadingError, match="two words"):
        Certainty("try", SAID, scale=("sure", "sure"))
