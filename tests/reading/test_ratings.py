"""The table of ratings: layout, double entry, what is refused."""

import pandas as pd
import pytest

from kit.reading import ratings
from kit.reading.frames import ReadingError

BRIDGE = pd.DataFrame(
    [
        ("E1", "toll", "C"),
        ("E1", "safety", "I"),
        ("E1", "votes", "II"),
        ("E2", "toll", "I"),
        ("E2", "safety", "CC"),
        ("E2", "votes", "NAP"),
    ],
    columns=["evidence_id", "hypothesis_id", "rating"],
)


def test_matrix_has_hypotheses_in_rows_and_can_be_turned():
    """Default layout and the classic one hold the same cells."""
    table = ratings.matrix(BRIDGE)
    assert list(table.index) == ["toll", "safety", "votes"]
    assert table.T.equals(ratings.matrix(BRIDGE, rows="evidence"))


def test_double_entry_rates_a_possible_deception_twice():
    """E1 taken as a lie speaks for votes; toll and safety are not named, so NAP."""
    twice = ratings.double_entry(BRIDGE, "E1", {"votes": "CC"})
    table = ratings.matrix(twice, rows="evidence")
    assert list(table.index) == ["E1 (true)", "E1 (deceptive)", "E2"]
    assert table.loc["E1 (true)"].tolist() == ["C", "I", "II"]
    assert table.loc["E1 (deceptive)"].tolist() == ["NAP", "NAP", "CC"]


def test_double_entry_works_under_other_names_and_copies_other_columns():
    """Renamed columns and a further column survive."""
    named = BRIDGE.set_axis(["item", "reading", "fit"], axis=1).assign(source="mayor")
    twice = ratings.double_entry(
        named, "E2", {"toll": "N"}, evidence="item", hypothesis="reading", rating="fit"
    )
    assert twice["source"].eq("mayor").all()
    assert twice.loc[twice["item"] == "E2 (deceptive)", "fit"].tolist() == ["N", "NAP", "NAP"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ratings.double_entry(BRIDGE, "E9", {}), "'E1', 'E2'"),
        (lambda: ratings.double_entry(BRIDGE, "E1", {"fun": "C"}), "'toll', 'safety'"),
        (lambda: ratings.double_entry(BRIDGE, "E1", {"toll": "X"}), "'II', 'NAP'"),
        (lambda: ratings.matrix(BRIDGE, rows="columns"), "'hypotheses', 'evidence'"),
        (lambda: ratings.matrix(BRIDGE.replace("E1", None)), "is empty in row 0"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_allowed(call, words):
    """Errors list the items, hypotheses, ratings and layouts there are."""
    with pytest.raises(ReadingError, match=words):
        call()


def test_a_missing_weight_counts_as_medium():
    """Low, Medium and High are 1/√2, 1, √2; in any case; numbers stand."""
    table = pd.DataFrame({"w": ["Low", None, "high", 3]}, dtype=object)
    assert ratings.weights(table, "w").round(3).tolist() == [0.707, 1.0, 1.414, 3.0]


def test_an_empty_table_has_an_empty_matrix():
    """No rows give no rows and no columns."""
    assert ratings.matrix(BRIDGE[:0]).shape == (0, 0)
