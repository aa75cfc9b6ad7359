"""Chains of voices as sentences."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.reading.frames import ReadingError
from kit.reading.retelling import retold, voices_told

IDS = st.text("ABC", min_size=1, max_size=3)


def said(*chains):
    """Make a table of statements with these chains."""
    return pd.DataFrame({"chain": chains, "paraphrase": "It rains"})


def test_a_deep_chain_is_told_from_the_outside_in():
    """The one outermost voice is the article; names where known, ids elsewhere."""
    told = retold(said("ART>ADA>BEN", "ART>CY"), {"ADA": "Ada Oak", "ART": "The Daily"})
    assert told.tolist() == [
        "The article says that Ada Oak says that BEN says: It rains.",
        "The article says that CY says: It rains.",
    ]


def test_several_stories_keep_their_names():
    """With two outermost voices nobody could tell which article is meant."""
    told = voices_told(said("ONE>ADA", "TWO"), {"ONE": "The Daily"})
    assert told.tolist() == ["The Daily says that ADA says", "TWO says"]


def test_a_joint_voice_is_plural():
    """With a name of its own, or with those of its members."""
    table = said("ART>ADA+BEN")
    assert voices_told(table, {"ADA": "Ada"})[0] == "the article says that Ada and BEN say"
    assert voices_told(table, {"ADA+BEN": "both"})[0] == "the article says that both say"


def test_no_chain_and_no_claim_are_said_so():
    """What is missing is not made up."""
    table = pd.DataFrame({"chain": [None], "paraphrase": [None]})
    assert retold(table).tolist() == ["Nobody is named: (nothing)"]
    assert retold(said()).empty


def test_a_broken_chain_is_refused():
    """The message says what a chain looks like."""
    with pytest.raises(ReadingError, match="outside in"):
        retold(said("ART>>BEN"))
    with pytest.raises(ReadingError, match="no column 'claim'"):
        retold(said("ART"), claim="claim")


@given(st.lists(st.lists(IDS, min_size=1, max_size=4), max_size=6))
def test_every_voice_is_told_once_for_each_link(chains):
    """As many voices say something as the chain has links."""
    table = said(*(">".join(links) for links in chains))
    for links, sentence in zip(chains, voices_told(table), strict=True):
        assert len(sentence.split(" that ")) == len(links)
