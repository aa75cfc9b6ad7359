"""How many independent sources stand behind a claim."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.reading import independence

PATHS = st.lists(
    st.lists(st.sampled_from("ABCDEFG"), min_size=1, max_size=4, unique=True).map(tuple),
    min_size=1,
    max_size=9,
)


def test_two_ways_through_one_voice_are_one_source():
    """B alone, and B on C: whoever would be wrong, B is enough."""
    assert independence.smallest_cut([("B",), ("B", "C")]) == ("B",)


def test_ways_that_share_no_voice_add_up():
    """Three separate ways need three liars; the last voice they share needs one."""
    assert independence.smallest_cut([("A",), ("B", "X"), ("C",)]) == ("A", "B", "C")
    assert independence.smallest_cut([("A", "Z"), ("B", "Z"), ("C", "Z")]) == ("Z",)


def test_the_greedy_answer_can_be_wrong():
    """Taking the voice in most ways first would cost three; two are enough."""
    ways = [("A", "M", "X"), ("A", "M", "Y"), ("B", "M", "X"), ("A", "X"), ("B", "Y")]
    assert len(independence.smallest_cut(ways)) == 2


def test_no_way_needs_nobody_and_an_empty_way_cannot_be_cut():
    """Nothing is cut by nobody; a way without voices is an error."""
    assert independence.smallest_cut([]) == ()
    with pytest.raises(ValueError, match="no voice"):
        independence.smallest_cut([()])


@given(PATHS)
def test_the_cut_is_as_small_as_that_of_networkx_and_cuts(paths):
    """Menger: the same number as networkx, and without these voices no way is left."""
    graph = nx.DiGraph()
    for path in paths:
        nx.add_path(graph, ["article", *path, "claim"])
    cut = independence.smallest_cut(paths)
    assert len(cut) == len(nx.minimum_node_cut(graph, "article", "claim"))
    graph.remove_nodes_from(cut)
    assert not nx.has_path(graph, "article", "claim")


@given(PATHS, st.randoms())
def test_the_cut_does_not_depend_on_the_order(paths, random):
    """The same voices whichever way is read first."""
    shuffled = random.sample(paths, len(paths))
    assert independence.smallest_cut(paths) == independence.smallest_cut(shuffled)


def test_sourcing_by_hand():
    """Four mouths, three independent: C is heard through B only."""
    said = pd.DataFrame(
        {
            "concept": ["talks"] * 5,
            "stance": [1, 1, 1, 1, -1],
            "chain": ["A", "A>B", "A>B>C", "A>D", "A>B"],
        }
    )
    found = independence.sourcing(said)
    assert found.values.tolist() == [
        ["talks", -1, 1, 1, 1, ("B",)],
        ["talks", 1, 4, 4, 3, ("A", "B", "D")],
    ]


def test_counting_the_reporter_makes_one_article_one_source():
    """If the page itself may be wrong, it is enough that it is."""
    said = pd.DataFrame({"concept": "x", "chain": ["A>B", "A>C", "A>D"]})
    counted = independence.sourcing(said, by="concept", reporter="counted")
    assert counted[["independent", "would_be_wrong"]].values.tolist() == [[1, ("A",)]]
    assert independence.sourcing(said, by="concept")["independent"].tolist() == [3]


def test_two_outlets_with_one_source_are_one():
    """However many pages carry it, one man has seen it."""
    said = pd.DataFrame({"concept": "x", "chain": ["P1>S", "P2>S", "P3>P1>S"]})
    assert independence.sourcing(said, by="concept")["would_be_wrong"].tolist() == [("S",)]


def test_sourcing_of_nothing_has_its_columns():
    """Statements without a chain rest on nobody and are left out."""
    none = pd.DataFrame({"concept": ["x"], "stance": [1], "chain": [None]})
    found = independence.sourcing(none)
    assert found.empty
    assert "would_be_wrong" in found.columns
    with pytest.raises(ValueError, match="'trusted', 'counted'"):
        independence.sourcing(none, reporter="believed")
