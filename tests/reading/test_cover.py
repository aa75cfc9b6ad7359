"""The smallest set of rows that clears every goal."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading.cover import smallest_cover


@pytest.mark.parametrize(
    ("gains", "goals", "chosen"),
    [
        ([[2, 0], [0, 2], [1, 1]], [0.5, 0.5], [2]),
        ([[2, 0], [0, 2], [1, 1]], [1.5, 1.5], [0, 1]),
        ([[3, -2], [0, 1], [0, 1]], [2.5, -0.5], [0, 1, 2]),
        ([[1], [1]], [2.5], None),
        ([[1], [1]], [-1.0], []),
    ],
)
def test_small_covers_by_hand(gains, goals, chosen):
    """One row for both goals; two; all because the first one costs; none; nothing needed."""
    assert smallest_cover(np.array(gains), np.array(goals)) == chosen


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.integers(-2, 3), min_size=3, max_size=3), min_size=1, max_size=7),
    st.lists(st.integers(-1, 5), min_size=3, max_size=3),
)
def test_no_smaller_set_is_enough(gains, goals):
    """Every set of fewer rows misses a goal; the rows chosen miss none."""
    table, needed = np.array(gains, float), np.array(goals) - 0.5
    sizes = [
        size
        for size in range(len(table) + 1)
        for rows in itertools.combinations(range(len(table)), size)
        if (table[list(rows)].sum(axis=0) > needed).all()
    ]
    found = smallest_cover(table, needed)
    assert (None if found is None else len(found)) == (min(sizes) if sizes else None)
    assert found is None or (table[found].sum(axis=0) > needed).all()
