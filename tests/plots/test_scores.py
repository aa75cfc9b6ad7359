"""Four rules side by side."""

import pandas as pd
import pytest

from kit.plots import scores
from kit.reading.hypotheses import compare

CELLS = [("E1", "A", "I"), ("E1", "B", "N"), ("E2", "A", "CC"), ("E2", "B", "NAP")]
RATED = pd.DataFrame(CELLS, columns=["evidence_id", "hypothesis_id", "rating"])


def test_where_the_rule_decides_the_finding_says_so():
    """A has 1 against it, but a CC: only the likelihood counts that."""
    shown = scores.draw(compare(RATED), names={"A": "Aims"})
    assert shown.alt == (
        "The rule decides who is least contradicted: B by heuer, parc and squares; "
        "Aims by likelihood."
    )
    assert shown.frame["best by"].tolist() == ["likelihood", "heuer, parc, squares"]


def test_the_winner_has_a_star_and_not_only_a_colour():
    """Four rules, four stars, one in the legend."""
    assert scores.draw(compare(RATED)).svg.count("★") == 5


def test_scores_without_a_rule_are_refused():
    """The message names the column that is missing."""
    with pytest.raises(ValueError, match="'parc'"):
        scores.draw(pd.DataFrame({"heuer": [1]}))
