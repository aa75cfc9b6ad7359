"""Fragility: leaving out items and sources, smallest sets that change who wins."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import fragility, hypotheses
from kit.reading.frames import ReadingError
from kit.reading.ratings import SCALE

RULE = st.sampled_from(hypotheses.RULES)
RATING = st.sampled_from(["CC", "C", "N", "I", "II", "NAP", None])


def long(table):
    """Turn {item: {hypothesis: rating}} into long ratings."""
    rows = [(e, h, r) for e, row in table.items() for h, r in row.items()]
    return pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating"], dtype=object)


def matrices(items, readings):
    """Small random tables of ratings."""
    rows = st.lists(RATING, min_size=readings, max_size=readings)
    return st.lists(rows, min_size=1, max_size=items).map(
        lambda found: long(
            {f"E{i}": {f"H{j}": r for j, r in enumerate(row)} for i, row in enumerate(found)}
        )
    )


# The example of docs/methods.md. Heuer: A 1, B 2, C 3.
BRIDGE = long(
    {
        "E1": {"A": "N", "B": "I", "C": "II"},
        "E2": {"A": "N", "B": "I", "C": "C"},
        "E3": {"A": "I", "B": "C", "C": "I"},
    }
).assign(source=["mayor"] * 3 + ["paper"] * 3 + ["mayor"] * 3)


def who(ratings, rule):
    """Name the winners of ratings."""
    return set(hypotheses.winners(hypotheses.inconsistency(ratings, rule)))


def without(ratings, items):
    """Take the items' ratings out, but keep the hypotheses in the table."""
    return ratings.assign(rating=ratings["rating"].where(~ratings["evidence_id"].isin(items)))


def test_leave_one_item_out_by_hand():
    """Without E1 the scores are 1, 1, 1; without E2 1, 1, 3; without E3 0, 2, 2."""
    found = fragility.leave_one_out(BRIDGE)
    assert found["winners"].to_dict() == {"E1": ("A", "B", "C"), "E2": ("A", "B"), "E3": ("A",)}
    assert found["joined"].to_dict() == {"E1": ("B", "C"), "E2": ("B",), "E3": ()}
    assert found["changed"].to_dict() == {"E1": True, "E2": True, "E3": False}


def test_leave_one_source_out_takes_all_its_items():
    """Without the mayor's two items only E2 is left: 0, 1, 0."""
    found = fragility.leave_one_out(BRIDGE, by="source")
    assert found["items"].to_dict() == {"mayor": 2, "paper": 1}
    assert found["winners"].to_dict() == {"mayor": ("A", "C"), "paper": ("A", "B")}
    assert found.loc["mayor", "dropped"] == ()


def test_an_item_without_a_source_is_a_source_of_its_own():
    """A missing source does not silently join the others."""
    nameless = BRIDGE.assign(source=BRIDGE["source"].replace("mayor", None))
    assert list(fragility.leave_one_out(nameless, by="source").index) == ["E1", "E3", "paper"]


def test_items_that_share_one_of_several_sources_fall_together():
    """The paper joins what the mayor and the clerk say, in whatever order they come."""
    shared = {"E1": "mayor;paper", "E2": "clerk", "E3": "clerk; paper"}
    joined = BRIDGE.assign(source=BRIDGE["evidence_id"].map(shared))
    assert list(fragility.leave_one_out(joined, by="source").index) == ["clerk;mayor;paper"]
    apart = BRIDGE.assign(source=BRIDGE["evidence_id"].map({**shared, "E3": "mayor"}))
    found = fragility.leave_one_out(apart, by="source")
    assert found["items"].to_dict() == {"clerk": 1, "mayor;paper": 2}
    assert fragility.flip_set(apart, by="source") == ["clerk"]


def test_flip_set_by_hand():
    """One item is enough: without E1 (or E2) another reading draws level."""
    assert fragility.flip_set(BRIDGE) == ["E1"]
    assert fragility.flip_set(BRIDGE, by="source") == ["paper"]


def test_flip_set_is_empty_when_no_removal_changes_anything():
    """Items that fit all alike can go without consequence."""
    assert fragility.flip_set(long({"E1": {"A": "C", "B": "C"}})) == []


def test_flip_ratings_by_hand():
    """A leads B by one: one step on one cell draws them level."""
    found = fragility.flip_ratings(BRIDGE, steps=1)
    assert found.to_dict("records") == [
        {"evidence_id": "E1", "hypothesis_id": "A", "rating": "N", "becomes": "I"}
    ]


def test_flip_ratings_may_be_held_to_the_contested_cells():
    """Only E2/B may change, and it is enough; if no cell may change, nothing does."""
    noted = BRIDGE.assign(note=[None, "", None, None, "N: a matter of taste", *[None] * 4])
    assert fragility.flip_ratings(noted, among="note").iloc[0].tolist() == ["E2", "B", "I", "N"]
    marked = BRIDGE.assign(contested=(BRIDGE.evidence_id == "E2") & (BRIDGE.hypothesis_id == "B"))
    found = fragility.flip_ratings(marked, among="contested")
    assert found.iloc[0].tolist() == ["E2", "B", "I", "N"]
    assert fragility.flip_ratings(marked.assign(contested=False), among="contested").empty


def test_a_note_that_names_a_rating_permits_that_one_alone():
    """N would do for E1/B, but nobody defends N; NAP can be defended too."""
    noted = BRIDGE.assign(note=[None, "C: they say so", *[None] * 7])
    found = fragility.to_win(noted, "B", among="note")
    assert found.values.tolist() == [["E1", "B", "I", "C"]]
    worse = noted.assign(note=[None, "II: they say so", *[None] * 7])
    assert fragility.to_win(worse, "B", among="note") is None
    apart = noted.assign(note=[None, "NAP: beside the point", *[None] * 7])
    assert fragility.to_win(apart, "B", among="note", steps=1).iloc[0].tolist() == [
        "E1", "B", "I", "NAP",
    ]  # fmt: skip


def test_a_rating_instead_of_nap_has_to_be_permitted_by_name():
    """A cell that does not apply moves nowhere by itself."""
    ratings = long({"E1": {"A": "NAP", "B": "C"}}).assign(note=["CC: it does bear on A", None])
    found = fragility.to_win(ratings, "A", "likelihood", among="note")
    assert found.iloc[0].tolist() == ["E1", "A", "NAP", "CC"]
    assert fragility.to_win(ratings, "A", "likelihood").values.tolist() == [["E1", "B", "C", "N"]]
    marked = ratings.assign(note=[True, False])
    assert fragility.to_win(marked, "A", "likelihood", among="note") is None


def test_to_win_by_hand():
    """C needs two points: E1 from II to N alone gives them, against A and B."""
    found = fragility.to_win(BRIDGE, "C")
    assert found.values.tolist() == [["E1", "C", "II", "N"]]
    assert fragility.to_win(BRIDGE, "A").empty
    assert fragility.to_win(BRIDGE, "C", steps=1).shape == (2, 4)


def test_to_win_alone_takes_more_than_sharing():
    """B shares with one change and wins alone with two."""
    assert len(fragility.to_win(BRIDGE, "B")) == 1
    assert len(fragility.to_win(BRIDGE, "B", alone=True, steps=1)) == 2


def test_to_win_says_none_when_nothing_allowed_is_enough():
    """Without any cell that may change, the second best stays second."""
    stuck = BRIDGE.assign(contested=False)
    assert fragility.to_win(stuck, "B", among="contested") is None


def test_remove_to_win_by_hand():
    """Without E1 all three share the lowest score; B alone needs E1 and E2 gone."""
    assert fragility.remove_to_win(BRIDGE, "C") == ["E1"]
    assert fragility.remove_to_win(BRIDGE, "B", alone=True) == ["E1", "E2"]
    assert fragility.remove_to_win(BRIDGE, "C", alone=True) is None
    assert fragility.remove_to_win(BRIDGE, "A") == []


def test_weights_count_in_fragility_too():
    """If E3 weighs nothing like the others, its removal no longer matters."""
    graded = BRIDGE.assign(cred=BRIDGE.evidence_id.map({"E1": 1, "E2": 1, "E3": 5}))
    assert hypotheses.winners(hypotheses.inconsistency(graded, "parc", credibility="cred")) == (
        "B",
    )
    assert fragility.flip_set(graded, "parc", credibility="cred") == ["E3"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fragility.to_win(BRIDGE, "D"), "'A', 'B', 'C'"),
        (lambda: fragility.flip_ratings(BRIDGE, steps=5), "1, 2, 3, 4"),
        (lambda: fragility.flip_ratings(BRIDGE, among="doubt"), "'source'"),
        (lambda: fragility.leave_one_out(BRIDGE, by="rating"), "one per item"),
        (lambda: fragility.flip_set(BRIDGE, by="author"), "'source'"),
    ],
)
def test_wrong_values_are_refused_with_what_is_allowed(call, words):
    """Errors list what may stand there."""
    with pytest.raises(ReadingError, match=words):
        call()


def test_empty_ratings_give_empty_answers():
    """No evidence, nothing to leave out."""
    empty = BRIDGE[:0]
    assert list(fragility.leave_one_out(empty)) == list(fragility.leave_one_out(BRIDGE))
    assert fragility.flip_set(empty) == []
    assert list(fragility.flip_ratings(empty)) == list(fragility.flip_ratings(BRIDGE))


@settings(max_examples=60, deadline=None)
@given(matrices(items=5, readings=3), RULE)
def test_flip_set_is_minimal_by_brute_force(ratings, rule):
    """Every smaller set leaves the winners as they are; the set found changes them."""
    items, now = list(ratings["evidence_id"].unique()), who(ratings, rule)
    smallest = next(
        (
            size
            for size in range(1, len(items) + 1)
            for chosen in itertools.combinations(items, size)
            if who(without(ratings, chosen), rule) != now
        ),
        0,
    )
    found = fragility.flip_set(ratings, rule)
    assert len(found) == smallest
    assert not found or who(without(ratings, found), rule) != now


def rerated(ratings, changes):
    """Apply changes given as (item, hypothesis, rating)."""
    cells = ratings.set_index(["evidence_id", "hypothesis_id"])["rating"].copy()
    for item, hypothesis, becomes in changes:
        cells[item, hypothesis] = becomes
    return cells.reset_index()


def fewest_changes(ratings, good):
    """Brute force: the smallest number of cells whose re-rating makes `good` true."""
    free = ratings[ratings["rating"].isin(list(SCALE))][["evidence_id", "hypothesis_id"]]
    for size in range(len(free) + 1):
        for cells in itertools.combinations(free.itertuples(index=False), size):
            for values in itertools.product(SCALE, repeat=size):
                changes = [(*cell, value) for cell, value in zip(cells, values, strict=True)]
                if good(rerated(ratings, changes)):
                    return size
    return None


@settings(max_examples=15, deadline=None)
@given(matrices(items=2, readings=2), RULE)
def test_flip_ratings_is_minimal_by_brute_force(ratings, rule):
    """No smaller number of changed cells alters the winners; the one found does."""
    now = who(ratings, rule)
    found = fragility.flip_ratings(ratings, rule)
    assert len(found) == (fewest_changes(ratings, lambda r: who(r, rule) != now) or 0)
    changes = found[["evidence_id", "hypothesis_id", "becomes"]].itertuples(index=False)
    assert found.empty or who(rerated(ratings, changes), rule) != now


@settings(max_examples=15, deadline=None)
@given(matrices(items=2, readings=3), RULE)
def test_to_win_is_minimal_by_brute_force(ratings, rule):
    """No smaller number of changed cells lets the reading win; the one found does."""
    found = fragility.to_win(ratings, "H0", rule)
    size = fewest_changes(ratings, lambda r: "H0" in who(r, rule))
    assert (None if found is None else len(found)) == size
    if found is not None:
        changes = found[["evidence_id", "hypothesis_id", "becomes"]].itertuples(index=False)
        assert "H0" in who(rerated(ratings, changes), rule)


@settings(max_examples=40, deadline=None)
@given(matrices(items=2, readings=3), RULE, st.data())
def test_permitted_changes_are_minimal_by_brute_force(ratings, rule, data):
    """Of all sets of permitted moves none smaller lets the reading win."""
    size = len(ratings)
    names = data.draw(
        st.lists(st.sampled_from([None, *SCALE, "NAP"]), min_size=size, max_size=size)
    )
    noted = ratings.assign(note=[name and f"{name}: somebody says so" for name in names])
    moves = [
        (row.evidence_id, row.hypothesis_id, name)
        for row, name in zip(ratings.itertuples(), names, strict=True)
        if name and row.rating is not None
    ]
    smallest = next(
        (
            number
            for number in range(len(moves) + 1)
            for some in itertools.combinations(moves, number)
            if "H0" in who(rerated(ratings, some), rule)
        ),
        None,
    )
    found = fragility.to_win(noted, "H0", rule, among="note")
    assert (None if found is None else len(found)) == smallest
    if found is not None:
        changes = found[["evidence_id", "hypothesis_id", "becomes"]].itertuples(index=False)
        assert {tuple(each) for each in changes} <= set(moves)


@settings(max_examples=40, deadline=None)
@given(matrices(items=5, readings=4), RULE)
def test_remove_to_win_is_minimal_by_brute_force(ratings, rule):
    """No smaller set of items stands in the way of the reading."""
    items = list(ratings["evidence_id"].unique())
    smallest = next(
        size
        for size in range(len(items) + 1)
        for chosen in itertools.combinations(items, size)
        if "H0" in who(without(ratings, chosen), rule)
    )
    found = fragility.remove_to_win(ratings, "H0", rule)
    assert len(found) == smallest
    assert "H0" in who(without(ratings, found), rule)


@settings(max_examples=30, deadline=None)
@given(matrices(items=5, readings=3), RULE, st.randoms(use_true_random=False))
def test_the_order_of_rows_plays_no_part(ratings, rule, random):
    """The same set is found in a shuffled table."""
    order = list(range(len(ratings)))
    random.shuffle(order)
    assert fragility.flip_set(ratings.iloc[order], rule) == fragility.flip_set(ratings, rule)
