"""Argdown: maps written and read back, whatever the text holds."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.exchange import ExchangeError, argdown

NODES = pd.DataFrame(
    {
        "id": ["S1", "S2", "A1"],
        "kind": ["statement", "statement", "argument"],
        "text": ["The ferry stops.", "The ferry runs on.", "The harbour [north] is shut."],
        "depth": [2, 1, None],
        "source": ["Ada {clerk}", None, "Ben"],
    }
)
EDGES = pd.DataFrame(
    [("A1", "S1", "support"), ("S2", "A1", "undercut"), ("S1", "S2", "contradiction")],
    columns=["source", "target", "relation"],
)


def test_a_map_is_written_as_people_write_it(tmp_path):
    """Titles, texts, data, and below each target who speaks for or against it."""
    path = tmp_path / "map.argdown"
    assert argdown.write(NODES, EDGES, path, title="The ferry", kind="kind") == []
    assert path.read_text(encoding="utf-8") == (
        '===\ntitle: "The ferry"\n===\n\n'
        '[S1]: The ferry stops. {"depth": 2.0, "source": "Ada \\u007bclerk\\u007d"}\n\n'
        '[S2]: The ferry runs on. {"depth": 1.0}\n\n'
        '<A1>: The harbour \\[north\\] is shut. {"source": "Ben"}\n\n'
        "[S1]\n  <+ <A1>\n\n<A1>\n  <_ [S2]\n\n[S2]\n  >< [S1]\n"
    )


def test_a_map_comes_back_whole(tmp_path):
    """Nodes, data and relations; nothing left out."""
    path = tmp_path / "map.argdown"
    argdown.write(NODES, EDGES, path, title="The ferry", kind="kind")
    back = argdown.read(path)
    assert back.title == "The ferry"
    assert back.left_out == ()
    assert back.nodes["text"].tolist() == NODES["text"].tolist()
    assert back.nodes["source"].fillna("").tolist() == ["Ada {clerk}", "", "Ben"]
    assert sorted(back.edges.itertuples(index=False)) == sorted(EDGES.itertuples(index=False))


def test_columns_may_have_any_name_and_what_has_no_place_is_said(tmp_path):
    """Relations cannot carry data in Argdown; a line break becomes a space."""
    nodes = pd.DataFrame({"nr": [1, 2], "satz": ["one\ntwo", "three"]})
    edges = pd.DataFrame({"von": [1], "zu": [2], "art": ["attack"], "note": ["x"]})
    found = argdown.write(
        nodes,
        edges,
        tmp_path / "m.argdown",
        node="nr",
        text="satz",
        source="von",
        target="zu",
        relation="art",
    )
    assert found == [
        "Relations have no place for the columns note.",
        "Line breaks and double spaces in the texts of 1.",
    ]


def test_lines_beyond_the_subset_are_listed_not_guessed(tmp_path):
    """A heading, a nested relation, prose; outgoing relations are turned round."""
    path = tmp_path / "theirs.argdown"
    path.write_text("# Head\n\n[A]: a\n  + [B]: b\n    - [C]\n  -> <D>\n\nprose\n", "utf-8")
    back = argdown.read(path)
    assert back.left_out == ("Line 1: # Head", "Line 5: - [C]", "Line 8: prose")
    assert back.nodes["id"].tolist() == ["A", "B", "D"]
    assert back.edges.values.tolist() == [["B", "A", "support"], ["A", "D", "attack"]]


def test_an_empty_map_has_its_columns(tmp_path):
    """Nothing in, nothing out, same shape."""
    path = tmp_path / "empty.argdown"
    argdown.write(NODES[:0], EDGES[:0], path)
    back = argdown.read(path)
    assert list(back.nodes) == ["id", "kind", "text"]
    assert list(back.edges) == ["source", "target", "relation"]


@pytest.mark.parametrize(
    ("nodes", "edges", "words"),
    [
        (NODES.replace("S1", "S[1]"), EDGES[:0], "cannot be titles"),
        (NODES.replace("S2", "S1"), EDGES[:0], "each once"),
        (NODES.replace("argument", "joke"), EDGES[:0], "statement, argument"),
        (NODES, EDGES.replace("support", "likes"), "support, attack, undercut, contradiction"),
        (NODES, EDGES.replace("A1", "A9"), "S1, S2, A1"),
        (NODES, EDGES.replace({"A1": "S2", "S2": "A1"}), "to undercut an argument"),
        (NODES, EDGES.replace("support", "contradiction"), "two statements"),
        (NODES.drop(columns="text"), EDGES, "id, kind, depth, source"),
    ],
)
def test_what_argdown_cannot_hold_is_refused_with_what_it_can(tmp_path, nodes, edges, words):
    """Before a file is written."""
    path = tmp_path / "m.argdown"
    with pytest.raises(ExchangeError, match=words):
        argdown.write(nodes, edges, path, kind="kind")
    assert not path.exists()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_and_any_data_come_back(tmp_path_factory, text, value):
    """Brackets, braces, comment signs, backslashes; white space is made even."""
    path = tmp_path_factory.mktemp("m") / "m.argdown"
    nodes = pd.DataFrame({"id": ["N"], "text": [text], "note": [value]})
    argdown.write(nodes, EDGES[:0], path)
    back = argdown.read(path)
    assert back.left_out == ()
    assert back.nodes.loc[0, "text"] == " ".join(text.split())
    assert back.nodes.loc[0, "note"] == value
