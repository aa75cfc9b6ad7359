"""Parts of arguments, what is missing, and circles of support."""

from itertools import chain

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import arguments

PARTS = pd.DataFrame(
    [
        ("a1", "claim", "t1"),
        ("a1", "data", "t2"),
        ("a1", "data", "t3"),
        ("a1", "warrant", "friends are trusted"),
        ("a2", "claim", "t2"),
        ("a2", "data", "t1"),
        ("a2", "warrant", " "),
        ("a3", None, None),
    ],
    columns=["argument_id", "part", "text"],
)
ATTACKS = st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")), max_size=12)


def test_layout_by_hand():
    """Several data stay apart; a part without text is not there."""
    found = arguments.layout(PARTS)
    assert found.loc["a1", "data"] == ("t2", "t3")
    assert found.loc["a2", "warrant"] == ()
    assert found.loc["a3"].tolist() == [()] * 6
    with pytest.raises(ValueError, match=r"'proof'. Allowed: 'claim', 'data', 'warrant'"):
        arguments.layout(PARTS.replace("data", "proof"))


def test_completeness_by_hand():
    """a1 has all three, a2 no warrant, a3 nothing."""
    found = arguments.completeness(PARTS)
    assert found["complete"].tolist() == [True, False, False]
    assert found["share"].tolist() == [1, 2 / 3, 0]
    assert found.loc["a1", "missing"] == ("backing", "qualifier", "rebuttal")
    assert arguments.completeness(PARTS, needed=["claim"])["complete"].tolist() == [1, 1, 0]
    with pytest.raises(ValueError, match=r"'proof'. Allowed"):
        arguments.completeness(PARTS, needed=["proof"])


def test_support_runs_in_a_circle():
    """t2 is offered for t1, and t1 for t2."""
    supports = arguments.supports(PARTS)
    assert supports[["source", "target"]].values.tolist() == [
        ["t2", "t1"],
        ["t3", "t1"],
        ["friends are trusted", "t1"],
        ["t1", "t2"],
    ]
    assert arguments.circular(supports).values.tolist() == [[("t1", "t2"), 2]]


def test_a_claim_that_is_its_own_datum_is_a_circle_of_one():
    """The conclusion quoted as evidence for itself."""
    found = arguments.circular(pd.DataFrame({"source": ["t1"], "target": ["t1"]}))
    assert found.values.tolist() == [[("t1",), 1]]


@settings(max_examples=60, deadline=None)
@given(ATTACKS)
def test_circles_are_found_where_networkx_finds_them(pairs):
    """Each circle is a cycle of the graph, and none is found in a graph without."""
    table = pd.DataFrame(pairs, columns=["source", "target"], dtype=object)
    graph = nx.DiGraph(pairs)
    found = arguments.circular(table)
    cycles = {frozenset(cycle) for cycle in nx.simple_cycles(graph)}
    assert {frozenset(each) for each in found["circle"]} <= cycles
    on_cycle = set().union(*cycles) if cycles else set()
    assert set(chain.from_iterable(found["circle"])) == on_cycle


def test_nothing_gives_empty_answers():
    """No arguments, no rows."""
    none = PARTS.iloc[:0]
    assert arguments.layout(none).columns.tolist() == list(arguments.PARTS)
    assert arguments.completeness(none).empty
    assert arguments.circular(arguments.supports(none)).columns.tolist() == ["circle", "steps"]
