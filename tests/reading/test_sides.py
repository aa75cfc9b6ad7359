"""Sides: who takes which stance on what, told of whom."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import load_case
from kit.reading.frames import ReadingError, split
from kit.reading.sides import sides
from kit.reading.viewpoints import ground, stands

NAMES = st.lists(st.sampled_from("ABC"), max_size=3, unique=True).map(";".join)
ROWS = st.lists(st.tuples(NAMES, NAMES, st.sampled_from("xy"), st.sampled_from([1, 0, -1])))


def table(rows):
    """Make statements of (speaker, holder, concept, stance)."""
    made = pd.DataFrame(rows, columns=["speaker", "holder", "concept", "stance"])
    return made.assign(statement_id=[f"T{number}" for number in range(len(made))])


def test_an_analyst_who_tells_of_both_sides_does_not_contradict_himself():
    """In the case he says that one state wants it and that two others hold back."""
    said = sides(load_case("syria-2017").statements)
    troops = said[(said["concept"] == "allied_troops") & (said["reading"] == "BOT")]
    assert troops[["of", "stance"]].values.tolist() == [[("RUS",), 1], [("KGZ", "KAZ"), -1]]
    told_apart = said.assign(claim=said["concept"] + " " + said["of"].map("+".join))
    found = stands(told_apart, reading="reading", claim="claim")
    assert found.loc["allied_troops RUS", "BOT"] == "asserts"
    assert set(ground(found)["ground"]) == {"shared", "one reading", "silence"}


def test_holders_stand_together_only_if_they_share_all_statements():
    """One more statement about one of them, and each stands alone."""
    rows = [("A", "B;C", "x", 1), ("A", "B", "x", 1), ("A", "B;C", "y", 1)]
    assert sides(table(rows))["of"].tolist() == [("B",), ("C",), ("B",), ("B", "C")]


def test_whose_stance_can_be_left_out():
    """With holders as readings it is theirs anyway."""
    rows = [("A", "B;C", "x", 1)]
    assert sides(table(rows), of=None)["of"].tolist() == [()]
    by_holder = sides(table(rows), reading="holder")
    assert by_holder[["reading", "of"]].values.tolist() == [["B", ()], ["C", ()]]


def test_a_missing_column_is_named():
    """The message lists the columns that there are."""
    with pytest.raises(ReadingError, match="no column 'outlet'"):
        sides(table([]), reading="outlet")


@given(ROWS)
def test_nobody_is_lost_and_nobody_added(rows):
    """Each statement is told of exactly its holders, by exactly its speakers."""
    statements = table(rows)
    found = sides(statements)
    for row in statements.itertuples():
        part = found[found["statement_id"] == row.statement_id]
        assert set(part["reading"]) == set(split(row.speaker))
        if len(part):
            assert {who for group in part["of"] for who in group} == set(split(row.holder))
    keys = found.drop(columns="stance").apply(tuple, axis=1)
    assert keys.is_unique
