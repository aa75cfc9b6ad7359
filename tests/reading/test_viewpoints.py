"""Rival readings side by side."""

import pandas as pd
import pytest

from kit.reading import viewpoints

SAID = pd.DataFrame(
    [
        ("A", "x", 1, "e1;e2"),
        ("B", "x", -1, "e1"),
        ("A", "y", 1, None),
        ("B", "y", 1, None),
        ("A", "w", 1, None),
        ("A", "w", -1, None),
        ("B", "v", 0, None),
        ("C", "v", None, None),
        ("C", "u", 1, None),
    ],
    columns=["speaker", "concept", "stance", "evidence"],
)


def test_stands_by_hand():
    """Asserts, denies, both, mentions, leaves out; and a claim nobody speaks of."""
    found = viewpoints.stands(SAID, claims=["t"])
    assert found.loc["x"].tolist() == ["asserts", "denies", "leaves out"]
    assert found.loc["w"].tolist() == ["both", "leaves out", "leaves out"]
    assert found.loc["v"].tolist() == ["leaves out", "mentions", "mentions"]
    assert set(found.loc["t"]) == {"leaves out"}
    assert found.index.tolist() == ["t", "u", "v", "w", "x", "y"]


def test_ratings_are_stands_too():
    """Hypotheses read evidence as consistent or not."""
    ratings = pd.DataFrame(
        {"h": ["M1", "M2", "M2"], "e": ["e1", "e1", "e2"], "r": ["CC", "II", "N"]}
    )
    found = viewpoints.stands(
        ratings, reading="h", claim="e", stance="r", asserts=["CC", "C"], denies=["I", "II"]
    )
    assert found.loc["e1"].tolist() == ["asserts", "denies"]
    assert found.loc["e2"].tolist() == ["leaves out", "mentions"]


def test_ground_by_hand():
    """X is contested, y shared, u is one reading's, v and t are silence, w contested within."""
    found = viewpoints.ground(viewpoints.stands(SAID, claims=["t"]))
    assert found["ground"].to_dict() == {
        "t": "silence",
        "u": "one reading",
        "v": "silence",
        "w": "contested",
        "x": "contested",
        "y": "shared",
    }
    assert found.loc["x", ["asserted_by", "denied_by", "left_out_by"]].tolist() == [
        ("A",),
        ("B",),
        ("C",),
    ]


def test_silence_names_what_each_leaves_out_and_who_says_it():
    """Only what another takes a side on is a silence of one's own."""
    found = viewpoints.silence(viewpoints.stands(SAID, claims=["t"]))
    assert found.values.tolist() == [
        ["A", "u", ("C",)],
        ["B", "u", ("C",)],
        ["B", "w", ("A",)],
        ["C", "w", ("A",)],
        ["C", "x", ("A", "B")],
        ["C", "y", ("A", "B")],
    ]


def test_evidence_of_each_reading_and_who_shares_it():
    """e1 serves both; C names none."""
    found = viewpoints.rests_on(SAID)
    assert found.iloc[:3].values.tolist() == [
        ["A", "e1", 1, ("B",)],
        ["A", "e2", 1, ()],
        ["B", "e1", 1, ("A",)],
    ]
    assert found.iloc[3]["reading"] == "C"
    assert found.iloc[3]["statements"] == 0


def test_nothing_gives_empty_answers():
    """No statements, no readings, no claims but those asked for."""
    none = SAID.iloc[:0]
    assert viewpoints.stands(none).shape == (0, 0)
    assert viewpoints.ground(viewpoints.stands(none)).columns.tolist()[0] == "ground"
    assert viewpoints.silence(viewpoints.stands(none)).empty
    assert viewpoints.rests_on(none).empty
    assert viewpoints.stands(none, claims=["t"]).index.tolist() == ["t"]


def test_wrong_values_are_named():
    """One stance cannot assert and deny; a table of stands has five words."""
    with pytest.raises(ValueError, match="both asserts and denies"):
        viewpoints.stands(SAID, asserts=[1], denies=[1])
    with pytest.raises(ValueError, match=r"'likes'. Allowed: 'asserts'"):
        viewpoints.ground(pd.DataFrame({"A": ["likes"]}))
