"""Two camps, and what chance makes of them."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading.polarization import polarization

ROWS = st.lists(
    st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("wxyz"), st.sampled_from([-1, 1])),
    max_size=20,
)


def frame(rows):
    """Make a table of statements of drawn rows."""
    return pd.DataFrame(rows, columns=["holder", "concept", "stance"]).astype({"stance": int})


# The worked example: A and B against C and D on x and y, but B sides with C on z.
SAID = frame(
    [
        *[("A", "x", 1), ("B", "x", 1), ("C", "x", -1), ("D", "x", -1)],
        *[("A", "y", 1), ("B", "y", 1), ("C", "y", -1), ("D", "y", -1)],
        *[("B", "z", 1), ("C", "z", 1)],
    ]
)


def test_a_score_by_hand():
    """13 pairs share a concept: 12 in order, B and C on z out of order: 11 of 13."""
    found = polarization(SAID, permutations=0)
    assert found.score == pytest.approx(11 / 13)
    assert found.camps.to_dict() == {"A": 1, "B": 1, "C": 2, "D": 2}


def test_given_camps_are_scored_as_they_are():
    """A with C and B with D: on x and y each 2 of 6 pairs fit; z does not matter more."""
    camps = {"A": "one", "C": "one", "B": "two", "D": "two"}
    found = polarization(SAID, camps=camps, permutations=0)
    assert found.score == pytest.approx((2 * (2 - 4) + -1) / 13)
    assert found.camps.to_dict() == {"A": 1, "B": 2, "C": 1, "D": 2}
    again = polarization(SAID, camps=found.camps, permutations=0)
    assert again.score == found.score


def test_repeating_oneself_is_one_position():
    """A mean of stances: saying it ten times does not weigh ten times."""
    again = pd.concat([SAID, *[SAID.iloc[:1]] * 9])
    assert polarization(again, permutations=0).score == polarization(SAID, permutations=0).score


def test_weights_move_a_position():
    """For at weight 3 and against at weight 1: half a position, and half the sum of the pair."""
    said = frame([("A", "x", 1), ("A", "x", -1), ("B", "x", 1), ("C", "x", -1)])
    weighted = said.assign(w=[3, 1, 1, 1])
    found = polarization(weighted, weight="w", permutations=0)
    assert found.score == 1
    assert found.camps.to_dict() == {"A": 1, "B": 1, "C": 2}
    assert polarization(said, permutations=0, camps={"A": 1, "B": 2, "C": 2}).score == -1


def test_a_perfect_score_can_be_chance():
    """Two actors on one concept always make two camps: score 1 and p 1."""
    found = polarization(frame([("A", "x", 1), ("B", "x", -1)]), permutations=50)
    assert found.score == 1
    assert found.p == 1
    assert found.table["excess"].tolist() == [0]


def test_real_camps_are_told_from_chance():
    """Ten against ten on eight concepts is no accident."""
    rows = [(f"{side}{i}", c, side) for side in (-1, 1) for i in range(10) for c in "stuvwxyz"]
    found = polarization(frame(rows), permutations=99)
    assert found.score == 1
    assert found.p == 1 / 100
    assert "p = 0.010" in str(found)


def test_random_positions_score_high_and_do_not_fool_the_null():
    """Searching finds camps anywhere: the score is well above 0, and p is not small."""
    random = np.random.default_rng(7)
    rows = [(f"a{i}", c, random.choice([-1, 1])) for i in range(12) for c in "uvwxyz"]
    found = polarization(frame(rows), permutations=199)
    assert found.score > 0.1
    assert found.p > 0.05


def test_nothing_and_strangers_have_no_score():
    """Without a common concept there is nothing to divide by."""
    for said in (SAID.iloc[:0], frame([("A", "x", 1), ("B", "y", 1)])):
        found = polarization(said, permutations=3)
        assert np.isnan(found.score)
        assert np.isnan(found.p)
        assert len(found.table) == 1


def test_the_same_seed_gives_the_same_answer():
    """And another seed another null."""
    first, again, other = (polarization(SAID, permutations=20, seed=s).null for s in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


def test_wrong_choices_say_what_is_allowed():
    """Two camps, no negative numbers."""
    with pytest.raises(ValueError, match="two different camps"):
        polarization(SAID, camps={"A": 1, "B": 1})
    with pytest.raises(ValueError, match="0 or more"):
        polarization(SAID, permutations=-1)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_the_search_never_beats_all_camps_tried_and_cannot_be_bettered_by_one_move(rows):
    """Brute force over all camps is the upper bound; no single change of camp helps."""
    said = frame(rows)
    found = polarization(said, permutations=0)
    if np.isnan(found.score):
        return
    assert -1e-12 <= found.score <= 1 + 1e-12
    names = found.camps.index
    scores = {}
    for sides in product((1, 2), repeat=len(names)):
        if len(set(sides)) == 2:
            camps = dict(zip(names, sides, strict=True))
            scores[sides] = polarization(said, camps=camps, permutations=0).score
    mine = tuple(found.camps)
    neighbours = [s for s in scores if sum(a != b for a, b in zip(s, mine, strict=True)) == 1]
    assert found.score >= max((scores[s] for s in neighbours), default=-1) - 1e-9
    if len(set(mine)) == 2:
        assert found.score <= max(scores.values()) + 1e-9
        assert scores[mine] == pytest.approx(found.score)


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_dealing_the_same_position_changes_nothing(rows):
    """Chance keeps each concept's number for and against: where all agree, all still agree."""
    agreed = frame([(who, what, 1 if what in "wx" else -1) for who, what, _ in rows])
    found = polarization(agreed, permutations=5)
    if np.isfinite(found.score):
        assert found.null.tolist() == pytest.approx([found.score] * 5)
        assert found.p == 1
