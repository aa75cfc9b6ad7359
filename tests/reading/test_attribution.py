"""Chains of voices, and whose statement it counts as."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import attribution

# Five statements: A reports; B is reported; C is reported by B; D and E speak as one.
SAID = pd.DataFrame(
    {
        "statement_id": ["s1", "s2", "s3", "s4", "s5"],
        "chain": ["A", "A>B", "A>B>C", "A>D+E", None],
        "holder": ["A", "B;Z", "Z", "D", "Z"],
    },
    index=[10, 11, 12, 13, 14],
)
CHAINS = st.lists(
    st.lists(st.sampled_from(["A", "B", "C+D", "E"]), min_size=1, max_size=4).map(">".join),
    max_size=8,
)


def test_chains_give_depth_reporter_and_speaker():
    """Depth counts voices; a joint voice is one; a missing chain names nobody."""
    found = attribution.chains(SAID)
    assert found["depth"].tolist() == [1, 2, 3, 2, 0]
    assert found["reporter"].dropna().tolist() == ["A", "A", "A", "A"]
    assert found["speaker"].dropna().tolist() == ["A", "B", "C", "D+E"]
    assert found["voices"].tolist()[2] == ("A", "B", "C")
    assert found.index.tolist() == SAID.index.tolist()
    assert found["statement_id"].tolist() == SAID["statement_id"].tolist()


@pytest.mark.parametrize("chain", ["A>>B", ">A", "", "A>B+", 7])
def test_a_broken_chain_is_named_with_the_right_form(chain):
    """An empty link is an error, not an unnamed voice."""
    with pytest.raises(ValueError, match=r"is no chain.*A>B>C"):
        attribution.chains(pd.DataFrame({"chain": [chain]}))


@pytest.mark.parametrize(
    ("voice", "gamma", "expected"),
    [
        ("innermost", 0.5, {"C": 1.0}),
        ("reporter", 0.5, {"A": 1.0}),
        ("every", 0.5, {"A": 1.0, "B": 1.0, "C": 1.0}),
        ("discounted", 0.5, {"A": 0.25, "B": 0.5, "C": 1.0}),
        ("discounted", 0.0, {"C": 1.0}),
        ("discounted", 1.0, {"A": 1.0, "B": 1.0, "C": 1.0}),
    ],
)
def test_voices_of_one_chain_by_hand(voice, gamma, expected):
    """In A>B>C each retelling counts gamma times the voice it retells."""
    found = attribution.voices(SAID.loc[[12]], voice=voice, gamma=gamma)
    assert dict(zip(found["voice"], found["weight"], strict=True)) == expected


def test_a_joint_voice_is_one_or_each_of_its_members():
    """Together as the text has it, apart with the whole weight each."""
    joint = SAID.loc[[13]]
    assert attribution.voices(joint)["voice"].tolist() == ["D+E"]
    apart = attribution.voices(joint, joint="apart")
    assert apart[["voice", "weight"]].values.tolist() == [["D", 1.0], ["E", 1.0]]


def test_per_voice_counts_and_shares_by_hand():
    """Four statements have a chain; each voice has one of them."""
    found = attribution.per_voice(SAID).set_index("voice")
    assert found["statements"].to_dict() == {"A": 1, "B": 1, "C": 1, "D+E": 1}
    assert found["share"].tolist() == [0.25] * 4
    every = attribution.per_voice(SAID, voice="every").set_index("voice")["statements"]
    assert every.to_dict() == {"A": 4, "B": 2, "C": 1, "D+E": 1}


def test_relays_count_who_passes_on_whom():
    """A reports B twice, B reports C once."""
    found = attribution.relays(SAID).values.tolist()
    assert found == [["A", "B", 2], ["A", "D+E", 1], ["B", "C", 1]]
    apart = attribution.relays(SAID, joint="apart").values.tolist()
    assert apart == [["A", "B", 2], ["A", "D", 1], ["A", "E", 1], ["B", "C", 1]]


def test_silent_is_spoken_about_and_in_no_chain():
    """Z is spoken about three times and never speaks; members of a joint voice speak."""
    found = attribution.silent(SAID, actors=pd.Series(["Y", "Z"])).set_index("actor")
    assert found.index.tolist() == ["Y", "Z", "A", "B", "C", "D", "E"]
    assert found.loc["Z"].tolist() == [0, 0, 3, True]
    assert found.loc["Y"].tolist() == [0, 0, 0, False]
    assert found.loc["B"].tolist() == [1, 1, 0, False]
    assert found.loc["D"].tolist() == [1, 0, 0, False]


def test_holders_have_a_row_each():
    """The holder is often not the speaker, and there may be several."""
    assert attribution.holders(SAID)["holder"].tolist() == ["A", "B", "Z", "Z", "D", "Z"]


def test_nothing_gives_empty_answers_of_the_same_shape():
    """An empty table has the same columns in every answer."""
    none = SAID.iloc[:0]
    for function in (
        attribution.chains,
        attribution.voices,
        attribution.per_voice,
        attribution.relays,
        attribution.holders,
        attribution.silent,
    ):
        assert function(none).columns.tolist() == function(SAID).columns.tolist()
        assert len(function(none)) == 0


def test_wrong_choices_list_what_is_allowed():
    """Choices and columns are checked before anything is counted."""
    with pytest.raises(ValueError, match="'innermost', 'reporter', 'every', 'discounted'"):
        attribution.voices(SAID, voice="outermost")
    with pytest.raises(ValueError, match="from 0 to 1"):
        attribution.voices(SAID, gamma=2)
    with pytest.raises(ValueError, match="'together', 'apart'"):
        attribution.voices(SAID, joint="both")
    with pytest.raises(ValueError, match="no column 'chain'"):
        attribution.chains(pd.DataFrame({"kette": ["A"]}))


@settings(max_examples=40, deadline=None)
@given(CHAINS, st.floats(0.01, 1))
def test_weights_grow_from_the_reporter_to_the_speaker(chains, gamma):
    """Innermost <= discounted <= every, in the sum of weights; one voice counts once."""
    table = pd.DataFrame({"chain": pd.Series(chains, dtype=object), "n": range(len(chains))})
    sums = [
        attribution.voices(table, voice=voice, gamma=gamma)["weight"].sum()
        for voice in ("innermost", "discounted", "every")
    ]
    assert sums[0] == len(chains)
    assert sums[0] <= sums[1] + 1e-9 <= sums[2] + 2e-9
    long = attribution.voices(table, voice="every")
    assert not long.duplicated(["n", "voice"]).any()


@settings(max_examples=40, deadline=None)
@given(CHAINS)
def test_order_of_statements_does_not_matter(chains):
    """Counting by voice is blind to the order of rows."""
    table = pd.DataFrame({"chain": pd.Series(chains, dtype=object)})
    pd.testing.assert_frame_equal(
        attribution.per_voice(table, voice="every"),
        attribution.per_voice(table.iloc[::-1], voice="every"),
    )
