"""Where nodes stand: always in the same places, names never on each other."""

from itertools import pairwise

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.plots import layout

EDGES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.integers(-3, 3)), max_size=12
).map(lambda rows: pd.DataFrame(rows, columns=["first", "second", "weight"]))


@settings(max_examples=40, deadline=None)
@given(EDGES, st.randoms(use_true_random=False))
def test_every_node_stands_once_whatever_the_order_of_the_ties(edges, random):
    """No node is lost or doubled, and shuffled ties give the same order."""
    ordered = layout.neighbours_first(edges, list("abcdef"))
    assert sorted(ordered) == list("abcdef")
    rows = list(edges.index)
    random.shuffle(rows)
    assert layout.neighbours_first(edges.loc[rows], list("abcdef")) == ordered


def test_the_strongest_begins_and_its_neighbours_follow():
    """By hand: c has weight 5, then b (3) before d (2); a has no tie and comes last."""
    edges = pd.DataFrame({"first": ["c", "c"], "second": ["d", "b"], "weight": [2, -3]})
    assert layout.neighbours_first(edges, list("abcd")) == list("cbda")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60))
def test_names_on_one_side_keep_their_distance(count):
    """On either side two names are at least a step apart, all within the height."""
    points, height = layout.ring(count, 720, step=26)
    assert len(points) == count
    for side in ([p for p in points if p[0] > 360], [p for p in points if p[0] <= 360]):
        downs = sorted(down for _, down in side)
        assert all(0 <= down <= height for down in downs)
        assert all(b - a >= 26 - 1e-9 for a, b in pairwise(downs))
