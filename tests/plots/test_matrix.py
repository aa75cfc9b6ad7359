"""The hypothesis matrix as a picture."""

import pandas as pd

from kit.plots import matrix

RATED = pd.DataFrame(
    [("E1", "A", "C"), ("E1", "B", "II"), ("E2", "A", "I"), ("E2", "B", "I"), ("E3", "A", "NAP")],
    columns=["evidence_id", "hypothesis_id", "rating"],
)


def test_the_finding_by_hand():
    """A has 1 (one I), B 3 (II and I); E1 is 3 apart, E2 nothing; E3/B is open."""
    assert matrix.draw(RATED).alt == (
        "Least contradicted: A, with a count of 1; most: B, with 3. "
        "E1 separates the readings best. 1 of 6 cells are not rated."
    )


def test_what_does_not_separate_is_said():
    """Where all ratings are alike there is no winner to name."""
    alike = RATED[RATED["evidence_id"] == "E2"]
    assert matrix.draw(alike).alt.startswith(
        "The count contradicts all alike: 1. No item separates the readings."
    )


def test_rows_and_columns_swap_and_letters_stay():
    """Both layouts hold the same letters; each rating has its own."""
    first, second = matrix.draw(RATED).frame, matrix.draw(RATED, rows="evidence").frame
    assert first["E1"].tolist() == ["C", "II"]
    assert second["A"].tolist() == ["C", "I", "NAP"]
    assert len({cell.sign for cell in (*matrix.CELLS.values(), matrix.OPEN)}) == 7
