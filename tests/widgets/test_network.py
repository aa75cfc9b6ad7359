"""The discourse network without a browser."""

import json

import numpy as np
import pandas as pd
import pytest

import kit
from kit.reading import discourse
from kit.reading.frames import ReadingError
from kit.widgets import Network
from kit.widgets.network_ties import HOW

SAID = pd.DataFrame(
    [
        ("T1", "2017-06-01", "A", "D", "x", 1),
        ("T2", "2017-06-02", "B", "D", "x", 1),
        ("T3", "2017-07-01", "C", "E", "x", -1),
        ("T4", "2017-07-02", "A;B", "E", "y", 1),
        ("T5", None, "C", "D", "y", 0),
    ],
    columns=["statement_id", "date", "holder", "speaker", "concept", "stance"],
)


@pytest.fixture
def shown():
    """A and B agree on x and y; C is against both on x."""
    return Network("try", SAID, names={"A": "Ada"}, labels={"x": "the oven"})


def test_ties_are_those_of_the_library(shown):
    """Agreement 2 (x and y), two conflicts of 1."""
    assert shown.frame().to_numpy().tolist() == [
        ["A", "B", "congruence", 2],
        ["A", "C", "conflict", 1],
        ["B", "C", "conflict", 1],
    ]
    assert shown.frame()["weight"].sum() == (
        np.triu(discourse.congruence(SAID)).sum() + np.triu(discourse.conflict(SAID)).sum()
    )


def test_a_tie_is_taken_apart_into_its_arithmetic(shown):
    """Agreement of A and B: one on the oven, one on y."""
    shown.choose("congruence A|B")
    told = shown.content()["told"]
    assert told["sentence"] == "Ada and B: agreement 2. 1 + 1 = 2."
    assert told["rows"] == [
        ["the oven", "1 for", "1 for", "1 × 1 × 1 = 1"],
        ["y", "1 for", "1 for", "1 × 1 × 1 = 1"],
    ]
    shown.choose("conflict A|C")
    assert shown.content()["told"]["rows"] == [["the oven", "1 for", "1 against", "1 × 1 × 1 = 1"]]


def test_whose_statements_they_are_changes_the_network(shown):
    """By speaker there are two: D and E are at odds over x, once or twice."""
    shown.look(whose="speaker")
    assert shown.frame().to_numpy().tolist() == [["D", "E", "conflict", 2]]
    shown.look(whose="holder", measure="subtract")
    assert shown.frame()["kind"].tolist() == ["congruence", "conflict", "conflict"]
    shown.look(measure="conflict")
    assert set(shown.frame()["kind"]) == {"conflict"}
    shown.look(measure="congruence")
    assert set(shown.frame()["kind"]) == {"congruence"}


def test_the_two_other_networks(shown):
    """Concepts tied by holders; actors tied to concepts, with the statements behind."""
    shown.look(nodes="concepts")
    assert shown.frame()[["first", "second", "kind", "weight"]].to_numpy().tolist() == [
        ["x", "y", "congruence", 2]
    ]
    shown.look(nodes="actors and concepts")
    assert len(shown.frame()) == 5  # C takes no side on y
    shown.choose("aC|cx")
    assert shown.message == "C: against the oven, 1 statement."
    assert shown.content()["told"]["rows"] == [["against", "T3"]]
    shown.look_around("cy")
    assert shown.frame()["first"].tolist() == ["A", "B"]


def test_weak_ties_other_nodes_and_other_days_can_be_left_out(shown):
    """A threshold, one node's ties, a window of time; undo brings all back."""
    shown.limit(2)
    assert len(shown.frame()) == 1
    shown.limit(0)
    shown.look_around("C")
    assert shown.frame()["first"].tolist() == ["A", "B"]
    assert shown.message == "2 lines among holders around C: 2 of conflict."
    shown.look_around()
    shown.window("", "2017-06-30")
    assert shown.frame().to_numpy().tolist() == [["A", "B", "congruence", 1]]
    shown.window("2017-07-01", "")
    assert shown.frame().to_numpy().tolist() == [["A", "B", "congruence", 1]]
    for _ in range(6):
        shown.undo()
    assert len(shown.frame()) == 3


def test_a_chosen_tie_that_is_no_longer_shown_is_not_told(shown):
    """The threshold took it away."""
    shown.choose("conflict A|C")
    shown.limit(2)
    assert shown.content()["told"]["sentence"] == ""


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("look", ("writer",)),
        ("look", ("", "events")),
        ("look", ("", "", "love")),
        ("choose", ("conflict A|B",)),
        ("look_around", ("Z",)),
        ("window", ("soon", "")),
    ],
)
def test_what_does_not_exist_is_refused(shown, action, arguments):
    """The message says what is allowed, and nothing changes."""
    before = shown.kept()
    with pytest.raises(ReadingError, match="llowed"):
        getattr(shown, action)(*arguments)
    assert shown.kept() == before


def test_a_window_needs_dates():
    """Without a column of dates there is nothing to choose from."""
    shown = Network("try", SAID.drop(columns="date"))
    assert shown.content()["window"] is None
    with pytest.raises(ReadingError, match="no dates"):
        shown.window("2017-01-01", "")


def test_the_words_tell_every_tie(shown):
    """Read aloud they say what the drawing shows."""
    shown.choose("conflict A|C")
    assert shown.text().splitlines() == [
        "Discourse network. 3 lines among holders: 2 of conflict, 1 of agreement.",
        "Ada and B: agreement 2",
        "Ada and C: conflict 1",
        "B and C: conflict 1",
        "Taken apart: Ada and C: conflict 1.",
        "the oven. Ada: 1 for; C: 1 against; Counts: 1 × 1 × 1 = 1.",
        HOW.format(by="1"),
    ]
    assert 'alt="Strongest agreement: Ada and B (2).' in shown._repr_mimebundle_()["text/html"]


def test_hostile_names_and_no_statements():
    """Names are text; an empty table gives an empty network of any kind."""
    hostile = "<script>alert(1)</script>\x00" + "x" * 10_000
    shown = Network("try", SAID, names={"A": hostile}, labels={"x": hostile})
    for nodes in ("actors", "concepts", "actors and concepts"):
        shown.look(nodes=nodes)
        json.dumps(shown.content(), allow_nan=False)
        assert "<script>" not in shown._repr_mimebundle_()["text/html"]
        empty = Network("empty", SAID.iloc[:0])
        empty.look(nodes=nodes)
        assert empty.frame().empty
        json.dumps(empty.content(), allow_nan=False)
        assert "0 lines" in empty.text()


def test_five_hundred_actors_are_drawn_in_part_and_told_in_part():
    """The strongest ties are drawn; the table has all; the answer stays of a size to hand in."""
    random = np.random.default_rng(1)
    many = pd.DataFrame(
        {
            "holder": [f"N{n}" for n in range(500)] * 4,
            "concept": random.integers(0, 60, 2000).astype(str),
            "stance": random.choice([1, -1], 2000),
        }
    )
    shown = Network("try", many)
    assert len(shown.frame()) > 10_000
    content = shown.content()
    assert len(content["ties"]) == 600
    assert "The 600 strongest are drawn." in content["summary"]
    assert shown.line().startswith("from kit import carried")
    assert len(shown.text().splitlines()) == 42


def test_the_networks_of_the_course():
    """Kazakhstan is against what Moscow asks for, four times; nobody else is."""
    case = kit.load_case("syria-2017")
    shown = Network("try", case.statements)
    shown.look(measure="conflict")
    assert shown.frame().to_numpy().tolist() == [
        ["KAZ", "RUS", "conflict", 4],
        ["KGZ", "RUS", "conflict", 4],
    ]
