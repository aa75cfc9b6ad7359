"""How sure: modes, certainty along a chain, words that colour a report."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.reading import attribution, certainty

SAID = pd.DataFrame(
    {
        "statement_id": ["s1", "s2", "s3"],
        "chain": ["A>B>C", "A>B", "A"],
        "speaker": ["C", "B", "A"],
        "mode": ["indirect", "direct", None],
        "certainty": ["asserted>hedged>predicted", "hedged", None],
        "cue": ["admitted", "According  to", "(none)"],
    }
)


def test_counts_show_what_does_not_occur_and_what_is_missing():
    """A value nobody has gets a column of zeros, a missing one its own column."""
    found = certainty.table(SAID, categories=["direct", "indirect", "narrator"])
    assert found.columns.tolist() == ["direct", "indirect", "narrator", "(missing)"]
    assert found.loc["A"].tolist() == [0, 0, 0, 1]
    assert found.loc["B"].tolist() == [1, 0, 0, 0]


def test_counts_take_the_weights_of_voices():
    """Half a statement for the one who passes it on."""
    voices = attribution.voices(SAID, voice="discounted")
    found = certainty.table(voices, rows="voice", weight="weight")
    assert found.loc["B"].to_dict() == {"direct": 1, "indirect": 0.5, "(missing)": 0}


def test_counts_of_nothing_and_of_unknown_values():
    """The categories stay; a value outside them is named with those allowed."""
    assert certainty.table(SAID.iloc[:0], categories=["direct"]).columns.tolist() == ["direct"]
    with pytest.raises(ValueError, match=r"'indirect'. Allowed: 'direct'"):
        certainty.table(SAID, categories=["direct"])


def test_along_a_chain_by_hand():
    """Asserted 1, hedged 0.5, predicted 0.75: weakest 0.5 with B, product 0.375."""
    found = certainty.along_chain(SAID)
    assert found.iloc[0].tolist() == ["s1", "A>B>C", (1, 0.5, 0.75), 0.5, "B", 0.375]
    assert found.iloc[1, 2:].tolist() == [(1, 0.5), 0.5, "B", 0.5]
    assert found.iloc[2, 2:].isna().all()
    assert certainty.along_chain(SAID.iloc[:0]).columns.tolist() == found.columns.tolist()


def test_degrees_are_an_argument():
    """Another reader puts other numbers on the same words."""
    found = certainty.along_chain(SAID.iloc[[1]], degrees={"hedged": 0.2})
    assert found["product"].tolist() == [0.2]


@pytest.mark.parametrize(
    ("cell", "degrees", "message"),
    [
        ("hedged>hedged>hedged", certainty.DEGREES, "for the 2 voices of A>B. Allowed: one word"),
        ("sure", certainty.DEGREES, "'sure'. Allowed: 'asserted'"),
        ("hedged", {"hedged": 2}, "from 0 to 1"),
    ],
)
def test_wrong_degrees_say_what_is_allowed(cell, degrees, message):
    """A word without a degree, too many words, a degree above 1."""
    said = pd.DataFrame({"chain": ["A>B"], "certainty": [cell]})
    with pytest.raises(ValueError, match=message):
        certainty.along_chain(said, degrees=degrees)


@given(st.lists(st.sampled_from(sorted(certainty.DEGREES)), min_size=1, max_size=6))
def test_the_product_is_never_above_the_weakest_link(words):
    """0 <= product <= weakest <= 1, whatever the chain."""
    chain = ">".join("ABCDEF"[: len(words)])
    said = pd.DataFrame({"chain": [chain], "certainty": [">".join(words)]})
    found = certainty.along_chain(said).iloc[0]
    assert 0 <= found["product"] <= found["weakest"] <= 1


def test_verbs_are_sorted_by_what_they_do():
    """Admitting takes the content for true; a word not listed asks for a reader."""
    found = certainty.verbs(SAID)
    assert found["kind"].tolist() == ["loaded", "neutral", "none"]
    other = pd.DataFrame({"cue": ["alleged", "croaked", None]})
    assert certainty.verbs(other)["kind"].tolist() == ["distancing", "not listed", "none"]


def test_markers_find_the_longest_phrase_first():
    """'No doubt' is one booster; the position counts words from 0."""
    texts = pd.DataFrame({"unit_id": ["u1", "u2"], "text": ["It may, no doubt, rain.", None]})
    found = certainty.markers(texts).values.tolist()
    assert found == [["u1", "may", "hedge", 1], ["u1", "no doubt", "booster", 2]]
    assert certainty.markers(texts.iloc[:0]).columns.tolist() == [
        *("unit_id", "word", "kind", "position"),
    ]


def test_markers_take_an_own_lexicon_and_the_index_for_ids():
    """Lists of words are an argument; a table without ids is known by its index."""
    found = certainty.markers(pd.DataFrame({"text": ["so it goes"]}), lexicon={"kv": ["it goes"]})
    assert found.values.tolist() == [[0, "it goes", "kv", 1]]
