"""GraphML: what networkx reads is what was written."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.exchange import ExchangeError, graphs

ONE = pd.DataFrame(
    [[0, 2, 0.0], [2, 0, -1.5], [0, -1.5, 0]], index=list("ABC"), columns=list("ABC")
)
TWO = pd.DataFrame([[1, 0], [-1, 2]], index=["Ada", "Ben"], columns=["bridge", "toll"])


def test_a_symmetric_matrix_is_an_undirected_network(tmp_path):
    """Nodes, weighted edges, attributes of nodes with their types."""
    path = tmp_path / "one.graphml"
    nodes = pd.DataFrame({"seats": [3, 1, None], "left": [True, False, True]}, index=list("ABC"))
    assert graphs.write(ONE, path, nodes=nodes) == []
    read = nx.read_graphml(path)
    assert not read.is_directed()
    assert sorted(read.edges(data="weight")) == [("A", "B", 2.0), ("B", "C", -1.5)]
    assert dict(read.nodes["A"]) == {"seats": 3, "left": True}
    assert dict(read.nodes["C"]) == {"left": True}


def test_columns_in_another_order_are_the_same_network(tmp_path):
    """Labels count, not places."""
    path = tmp_path / "one.graphml"
    graphs.write(ONE[["C", "A", "B"]], path)
    assert len(nx.read_graphml(path).edges) == 2


def test_an_asymmetric_square_is_directed_and_keeps_loops(tmp_path):
    """From row to column."""
    path = tmp_path / "d.graphml"
    attacks = pd.DataFrame([[1, 1], [0, 0]], index=list("AB"), columns=list("AB"))
    assert graphs.write(attacks, path) == []
    assert sorted(nx.read_graphml(path).edges) == [("A", "A"), ("A", "B")]


def test_a_two_mode_matrix_marks_its_modes(tmp_path):
    """Actors are rows, concepts are columns."""
    path = tmp_path / "two.graphml"
    graphs.write(TWO, path)
    read = nx.read_graphml(path)
    assert dict(read.nodes(data="mode")) == {
        "Ada": "row",
        "Ben": "row",
        "bridge": "column",
        "toll": "column",
    }
    assert read["Ben"]["bridge"]["weight"] == -1


def test_what_is_not_written_is_said(tmp_path):
    """Ties of a node to itself, missing cells, strangers among the nodes."""
    path = tmp_path / "one.graphml"
    holed = ONE.copy()
    holed.loc["A", "A"] = 4
    holed.loc["A", "C"] = holed.loc["C", "A"] = None
    strangers = pd.DataFrame({"x": [1]}, index=["Z"])
    assert graphs.write(holed, path, nodes=strangers) == [
        "Ties of a node to itself: 1.",
        "Missing cells, written as no edge: 2.",
        "Rows of nodes that are not in the network: Z.",
    ]


def test_edges_may_come_as_a_list_with_any_column_names(tmp_path):
    """Attributes of edges travel; nodes without an edge stay; half edges are reported."""
    path = tmp_path / "e.graphml"
    edges = pd.DataFrame({"von": ["K", "J"], "zu": ["P", None], "why": ["a & b", "c"]})
    nodes = pd.DataFrame({"n": [1, 2]}, index=["K", "Lone"])
    done = graphs.write_edges(edges, path, source="von", target="zu", nodes=nodes)
    assert done == ["Edges without both ends, in rows 1."]
    read = nx.read_graphml(path)
    assert read.is_directed()
    assert sorted(read.nodes) == ["K", "Lone", "P"]
    assert read["K"]["P"]["why"] == "a & b"
    graphs.write_edges(edges[:1], path, source="von", target="zu", directed=False)
    assert not nx.read_graphml(path).is_directed()


def test_a_label_that_stands_for_two_nodes_is_refused(tmp_path):
    """Twice in the rows, or in rows and columns of a two-mode network."""
    with pytest.raises(ExchangeError, match="A stand for more than one node"):
        graphs.write(ONE.set_axis(list("AAB")), tmp_path / "x")
    with pytest.raises(ExchangeError, match="rows and columns need different"):
        graphs.write(TWO.rename(columns={"toll": "Ada"}), tmp_path / "x")
    with pytest.raises(ExchangeError, match="von, zu"):
        graphs.write_edges(pd.DataFrame({"von": [], "zu": []}), tmp_path / "x")
    with pytest.raises(ExchangeError, match="no numbers"):
        graphs.write(TWO.replace(1, "yes"), tmp_path / "x")


def test_an_empty_network_is_an_empty_graph(tmp_path):
    """No nodes, no edges, still GraphML."""
    path = tmp_path / "none.graphml"
    graphs.write(ONE.iloc[:0, :0], path)
    assert len(nx.read_graphml(path)) == 0


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 6), st.integers(0, 10_000))
def test_any_matrix_is_the_network_that_networkx_makes_of_it(tmp_path_factory, size, seed):
    """Same edges with the same weights."""
    path = tmp_path_factory.mktemp("g") / "g.graphml"
    cells = np.random.default_rng(seed).integers(-1, 3, size=(size, size))
    np.fill_diagonal(cells, 0)
    matrix = pd.DataFrame(cells + cells.T).rename(index=str, columns=str)
    graphs.write(matrix, path)
    ours, theirs = nx.read_graphml(path), nx.from_pandas_adjacency(matrix)
    assert set(ours.nodes) == set(theirs.nodes)
    weights = [nx.get_edge_attributes(each, "weight") for each in (ours, theirs)]
    assert {frozenset(edge): w for edge, w in weights[0].items()} == {
        frozenset(edge): w for edge, w in weights[1].items()
    }
