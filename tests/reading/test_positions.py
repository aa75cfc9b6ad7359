"""Counts, percentages, contradictions, and the arithmetic of a cell."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import discourse, normalization, positions

SAID = pd.DataFrame(
    [
        ("s1", "A", "x", 1),
        ("s2", "A", "x", 1),
        ("s3", "A", "y", 1),
        ("s4", "B", "x", 1),
        ("s5", "B", "y", -1),
        ("s6", "C", "x", -1),
        ("s7", "C", "z", 1),
    ],
    columns=["statement_id", "holder", "concept", "stance"],
)
NETWORKS = {
    "congruence": discourse.congruence,
    "conflict": discourse.conflict,
    "subtract": discourse.subtract,
}


def test_shares_by_hand():
    """On x three of four statements are for it: 75 % for, 25 % against."""
    found = positions.shares(SAID)
    assert found.loc["x"].to_dict() == {
        "actors": 3,
        "statements": 4,
        "against": 1,
        "for": 3,
        "against %": 25,
        "for %": 75,
    }
    assert found["statements"].to_dict() == {"x": 4, "y": 2, "z": 1}


def test_shares_of_a_scale_have_a_column_a_level():
    """The levels declared, also those nobody took."""
    said = pd.DataFrame({"holder": list("AB"), "concept": "x", "stance": ["for", "for"]})
    found = positions.shares(said, scale=("against", "undecided", "for"))
    assert found.loc["x", ["against", "undecided", "for", "for %"]].tolist() == [0, 0, 2, 100]
    words = pd.CategoricalDtype(["against", "undecided", "for"], ordered=True)
    declared = said.astype({"stance": words})
    pd.testing.assert_frame_equal(positions.shares(declared), found)


def test_shares_leave_out_concepts_nobody_takes_a_side_on():
    """And nothing gives the columns."""
    said = SAID.assign(stance=0)
    assert positions.shares(said.assign(stance=[0, 0, 0, 0, 0, 0, -1])).index.tolist() == ["z"]
    assert positions.shares(SAID.iloc[:0]).columns.tolist() == [
        *("actors", "statements", "against", "for", "against %", "for %"),
    ]


def test_self_contradictions_by_hand():
    """B is for and against x; the ids say where to look."""
    said = pd.concat([SAID, pd.DataFrame([["s8", "B;C", "x", -1]], columns=SAID.columns)])
    found = positions.self_contradictions(said)
    assert found.values.tolist() == [["B", "x", -1, 1, 1.0, ("s4", "s8")]]
    assert positions.self_contradictions(SAID).empty
    assert positions.self_contradictions(SAID.iloc[:0]).columns.tolist() == list(found.columns)


def test_the_greatest_self_contradiction_comes_first():
    """On a scale of five, 2 and -2 are wider apart than 1 and 0."""
    said = pd.DataFrame(
        {
            "statement_id": list("abcd"),
            "holder": ["A", "A", "B", "B"],
            "concept": "x",
            "stance": [1, 0, 2, -2],
        }
    )
    found = positions.self_contradictions(said, scale=(-2, -1, 0, 1, 2))
    assert found[["actor", "gap"]].values.tolist() == [["B", 1.0], ["A", 0.25]]


def test_explain_opens_a_cell():
    """A and B: two times one on x, and one disagreement on y."""
    found = positions.explain(SAID, "A", "B", measure="subtract", normalization="dna_average")
    assert found["concept"].tolist() == ["x", "y", "(sum)", "(divided by)", "(result)"]
    assert found["term"].tolist() == [2, -1, 1, 2.5, 0.4]
    assert found["arithmetic"].tolist() == [
        "2 × 1 × 1 = 2",
        "1 × 1 × -1 = -1",
        "2 + -1",
        "(3 + 2) / 2",
        "1 / 2.5 = 0.4",
    ]


def test_explain_of_strangers_is_nothing_divided():
    """Without a common concept the sum is 0."""
    said = pd.DataFrame({"holder": list("AB"), "concept": list("xy"), "stance": 1})
    found = positions.explain(said, "A", "B")
    assert found["concept"].tolist() == ["(sum)", "(divided by)", "(result)"]
    assert found["arithmetic"].tolist() == ["0", "1", "0 / 1 = 0"]
    assert found.columns.tolist() == positions.explain(SAID, "A", "B").columns.tolist()


def test_explain_lists_the_actors_there_are():
    """A name that is not there is answered with those that are."""
    with pytest.raises(ValueError, match=r"no actor 'Z'. Actors: 'A', 'B', 'C'"):
        positions.explain(SAID, "A", "Z")
    with pytest.raises(ValueError, match="'congruence', 'conflict', 'subtract'"):
        positions.explain(SAID, "A", "B", measure="love")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from([-1, 0, 1])),
        max_size=12,
    ),
    st.sampled_from(sorted(NETWORKS)),
    st.sampled_from([None, *normalization.NAMES]),
    st.sampled_from([None, (-1, 0, 1)]),
)
def test_explain_ends_with_the_cell_of_the_network(rows, measure, name, scale):
    """Whatever is asked, the result is the number in the matrix."""
    sure = [("A", "w", 1), ("B", "w", -1), *rows]
    said = pd.DataFrame(sure, columns=["holder", "concept", "stance"])
    options = {"normalization": name, "scale": scale}
    cell = NETWORKS[measure](said, **options).loc["A", "B"]
    told = positions.explain(said, "A", "B", measure=measure, **options)
    assert told["term"].iloc[-1] == pytest.approx(cell)
