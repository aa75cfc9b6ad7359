"""Ties one by one: a small network as a list, the strongest ties of a large one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import discourse

# The worked example of docs/methods.md, by A, B and C.
SAID = pd.DataFrame(
    {
        "holder": list("AAABBCC"),
        "concept": list("xxyxyxz"),
        "stance": [1, 1, 1, 1, -1, -1, 1],
    }
)
MEASURES = ("congruence", "conflict", "subtract")
ROWS = st.lists(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from("wxyz"), st.sampled_from([-1, 1])),
    max_size=25,
)


def test_neighbours_are_the_strongest_ties_of_each_row():
    """The same numbers as the whole network; weights of 0 or less are no ties."""
    found = discourse.neighbours(SAID, normalization=None)
    assert found.values.tolist() == [["A", "B", 2.0, 1], ["B", "A", 2.0, 1]]
    rivals = discourse.neighbours(SAID, measure="conflict", k=1, normalization=None)
    assert rivals.values.tolist() == [["A", "C", 2, 1], ["B", "A", 1, 1], ["C", "A", 2, 1]]


def test_ties_lists_a_network_once():
    """Each pair once, strongest first, and negative ties too."""
    found = discourse.ties(discourse.subtract(SAID)).values.tolist()
    assert found == [["A", "B", 1], ["B", "C", -1], ["A", "C", -2]]
    with pytest.raises(ValueError, match="square"):
        discourse.ties(discourse.affiliation(SAID))


def test_nothing_has_no_ties():
    """No statements: an empty list with its columns."""
    none = SAID.iloc[:0]
    assert discourse.neighbours(none).columns.tolist() == ["actor", "neighbour", "weight", "rank"]
    assert discourse.ties(discourse.congruence(none)).empty


def test_wrong_choices_say_what_is_allowed():
    """The measure and the number of neighbours are checked."""
    with pytest.raises(ValueError, match="'congruence', 'conflict', 'subtract'"):
        discourse.neighbours(SAID, measure="love")
    with pytest.raises(ValueError, match="1 or more"):
        discourse.neighbours(SAID, k=0)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.integers(1, 3), st.sampled_from(MEASURES))
def test_neighbours_agree_with_the_whole_network(rows, k, measure):
    """The k greatest positive cells of each row, ties by label."""
    table = pd.DataFrame(rows, columns=["holder", "concept", "stance"]).astype({"stance": int})
    network = getattr(discourse, measure)(table, normalization="average")
    found = discourse.neighbours(table, k=k, measure=measure)
    for who in network.index:
        row = network.loc[who].drop(who)
        best = row[row > 0].sort_values(ascending=False, kind="stable").head(k)
        mine = found[found["actor"] == who]
        assert np.allclose(mine["weight"], best)
        assert mine["rank"].tolist() == list(range(1, len(best) + 1))
