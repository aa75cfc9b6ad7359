"""Admiralty grades: two scales, and whether they were used as two."""

import pandas as pd
import pytest

from kit.reading import corroboration, grades


def test_admiralty_grades_stay_two_scales():
    """F and 6 cannot be judged: they are not the worst."""
    graded = grades.admiralty(pd.DataFrame({"grade": ["B2", "F3", "C6", None]}))
    assert graded["reliability"].dropna().tolist() == ["B", "C"]
    assert graded["credibility"].dropna().tolist() == [2, 3]
    assert graded["not_judged"].tolist() == [False, True, True, False]
    assert graded["reliability"].min() == "B"
    with pytest.raises(ValueError, match=r"'G1'. Allowed: 'A1', 'A2'"):
        grades.admiralty(pd.DataFrame({"grade": ["G1"]}))


def test_the_diagonal_is_shown_beside_chance():
    """A1, A1, B2, C3: all on the diagonal; by chance 1/4 + 1/16 + 1/16."""
    found = grades.diagonal(pd.DataFrame({"grade": ["A1", "A1", "B2", "C3", None]}))
    assert found == {"items": 4, "diagonal": 1, "by_chance": 0.375}
    assert grades.diagonal(pd.DataFrame({"grade": [None]}))["items"] == 0
    with pytest.raises(ValueError, match="no column 'grade'"):
        grades.diagonal(pd.DataFrame())


def test_the_module_of_corroboration_offers_them_too():
    """Whoever looks for them there finds them."""
    assert corroboration.admiralty is grades.admiralty
    assert corroboration.diagonal is grades.diagonal
