"""Competing hypotheses: the four rules, weights, diagnosticity, double entry."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import hypotheses

RATINGS = ["CC", "C", "N", "I", "II", "NAP", None]


def long(table):
    """Turn {item: {hypothesis: rating}} into long ratings."""
    rows = [(e, h, r) for e, row in table.items() for h, r in row.items()]
    return pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating"], dtype=object)


# The example of docs/methods.md: two items, three readings.
BRIDGE = long(
    {
        "E1": {"toll": "C", "safety": "I", "votes": "II"},
        "E2": {"toll": "I", "safety": "CC", "votes": "NAP"},
        "E3": {"toll": "I", "safety": "N", "votes": "C"},
    }
)

tables = (
    st.integers(1, 4)
    .flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from(RATINGS), min_size=width, max_size=width),
            min_size=1,
            max_size=6,
        )
    )
    .map(
        lambda rows: long(
            {f"E{i}": {f"H{j}": r for j, r in enumerate(row)} for i, row in enumerate(rows)}
        )
    )
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("heuer", {"toll": 2, "safety": 1, "votes": 2}),
        ("parc", {"toll": 2, "safety": 1, "votes": 2}),
        ("squares", {"toll": 2, "safety": 1, "votes": 4}),
        ("likelihood", {"toll": 1, "safety": -1, "votes": 1}),
    ],
)
def test_each_rule_on_the_example_of_the_docs(rule, expected):
    """Toll has I and I, safety I and CC, votes II and C."""
    assert hypotheses.inconsistency(BRIDGE, rule=rule).to_dict() == expected


def test_weights_multiply_and_the_low_and_high_ones_are_roots_of_two():
    """E1 is highly credible and highly relevant (x2), E3 low (x 1/√2), E2 not graded."""
    graded = BRIDGE.assign(
        cred=BRIDGE.evidence_id.map({"E1": "High", "E2": None, "E3": "Low"}),
        rel=BRIDGE.evidence_id.map({"E1": "High", "E2": "Medium", "E3": "Medium"}),
    )
    scores = hypotheses.inconsistency(graded, "parc", credibility="cred", relevance="rel")
    assert scores.to_dict() == pytest.approx({"toll": 1 + 0.5**0.5, "safety": 2, "votes": 4})


def test_weights_scale_the_exponent_of_the_likelihood_rule():
    """A weight of 2 on E1 doubles what it says in bits."""
    graded = BRIDGE.assign(cred=BRIDGE.evidence_id.map({"E1": 2, "E2": 1, "E3": 1}))
    scores = hypotheses.inconsistency(graded, "likelihood", credibility="cred")
    assert scores.to_dict() == {"toll": 0, "safety": 0, "votes": 3}


def test_the_base_says_how_much_one_step_is_worth():
    """With base 4 every step is two bits."""
    two = hypotheses.inconsistency(BRIDGE, "likelihood", base=2)
    four = hypotheses.inconsistency(BRIDGE, "likelihood", base=4)
    assert (four == 2 * two).all()


def test_posterior_by_hand():
    """Bits -1, 1, -1 give odds 1 : 4 : 1; a prior of 1/2, 1/4, 1/4 gives 2 : 4 : 1."""
    assert hypotheses.posterior(BRIDGE).to_dict() == pytest.approx(
        {"toll": 1 / 6, "safety": 4 / 6, "votes": 1 / 6}
    )
    prior = {"toll": 0.5, "safety": 0.25, "votes": 0.25}
    assert hypotheses.posterior(BRIDGE, prior).to_dict() == pytest.approx(
        {"toll": 2 / 7, "safety": 4 / 7, "votes": 1 / 7}
    )


def test_penalties_show_the_arithmetic_and_keep_not_applicable_apart_from_neutral():
    """NAP is missing in the table of penalties, neutral is zero."""
    table = hypotheses.penalties(BRIDGE)
    assert table.loc["E3", "safety"] == 0
    assert math.isnan(table.loc["E2", "votes"])
    assert (table.sum() == hypotheses.inconsistency(BRIDGE)).all()


def test_diagnosticity_is_zero_where_an_item_fits_or_contradicts_all_alike():
    """The published examples: (II, II, II) separates nothing, (II, CC, CC) has SD 1.886."""
    r = long(
        {
            "same": {"A": "II", "B": "II", "C": "II"},
            "splits": {"A": "II", "B": "CC", "C": "CC"},
            "nap": {"A": "NAP", "B": "NAP", "C": "NAP"},
            "one": {"A": "II", "B": "NAP", "C": None},
        }
    )
    found = hypotheses.diagnosticity(r).round(3)
    assert found.to_dict() == {"same": 0, "splits": 1.886, "nap": 0, "one": 0}


def test_compare_counts_what_a_score_rests_on_and_states_ties():
    """Votes is judged on two items, not three; by the likelihood rule safety leads too."""
    side = hypotheses.compare(BRIDGE)
    assert side.loc["votes", ["rated", "not_applicable", "unrated"]].tolist() == [2, 1, 0]
    assert side["per_item"].round(3).to_dict() == {"toll": 0.667, "safety": 0.333, "votes": 1.0}
    tie = long({"E1": {"A": "N", "B": "CC"}})
    assert hypotheses.compare(tie)["best_by"].to_dict() == {
        "A": "heuer, parc, squares",
        "B": "heuer, parc, squares, likelihood",
    }


def test_compare_uses_weights_only_where_a_rule_knows_them():
    """Weights move parc and likelihood and leave heuer and squares."""
    graded = BRIDGE.assign(cred="High")
    plain, weighed = hypotheses.compare(BRIDGE), hypotheses.compare(graded, credibility="cred")
    assert (plain[["heuer", "squares"]] == weighed[["heuer", "squares"]]).all(axis=None)
    assert weighed["parc"].tolist() == pytest.approx((plain["parc"] * 2**0.5).tolist())


def test_winners_names_all_that_share_the_lowest_score():
    """A tie is stated, also when rounding noise separates the sums."""
    scores = pd.Series({"A": 0.1 + 0.2, "B": 0.3, "C": 1.0})
    assert hypotheses.winners(scores) == ("A", "B")
    assert hypotheses.winners(scores[:0]) == ()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: hypotheses.inconsistency(BRIDGE, "median"), "'heuer', 'parc', 'squares'"),
        (lambda: hypotheses.inconsistency(BRIDGE, evidence="item"), "evidence_id"),
        (
            lambda: hypotheses.inconsistency(BRIDGE.replace("II", "NA")),
            "'CC', 'C', 'N', 'I', 'II', 'NAP'",
        ),
        (lambda: hypotheses.inconsistency(pd.concat([BRIDGE, BRIDGE])), "rated more than once"),
        (lambda: hypotheses.inconsistency(BRIDGE, "likelihood", base=1), "over 1"),
        (lambda: hypotheses.inconsistency(BRIDGE, credibility="rating"), "parc, likelihood"),
        (
            lambda: hypotheses.inconsistency(BRIDGE, "parc", credibility="rating"),
            "Low, Medium, High",
        ),
        (lambda: hypotheses.posterior(BRIDGE, {"toll": 1.0}), "toll, safety, votes"),
    ],
)
def test_a_wrong_column_or_value_says_what_is_allowed(call, words):
    """Errors name what may stand there."""
    with pytest.raises(ValueError, match=words):
        call()


def test_empty_ratings_give_empty_answers_of_the_right_shape():
    """No rows: no scores, no winners, all columns of the comparison."""
    empty = BRIDGE[:0]
    assert hypotheses.inconsistency(empty).shape == (0,)
    assert hypotheses.diagnosticity(empty).shape == (0,)
    assert hypotheses.posterior(empty).shape == (0,)
    assert list(hypotheses.compare(empty)) == list(hypotheses.compare(BRIDGE))


def test_columns_may_have_any_name():
    """The same numbers from a table with other headings."""
    renamed = BRIDGE.set_axis(["Beleg", "Lesart", "Urteil"], axis=1)
    named = {"evidence": "Beleg", "hypothesis": "Lesart", "rating": "Urteil"}
    assert hypotheses.inconsistency(renamed, **named).tolist() == [2, 1, 2]
    assert hypotheses.compare(renamed, **named)["heuer"].tolist() == [2, 1, 2]


@settings(max_examples=30, deadline=None)
@given(tables, st.sampled_from(hypotheses.RULES), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table, rule, random):
    """Shuffled rows give the same score for every hypothesis."""
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = hypotheses.inconsistency(table.iloc[order], rule)
    assert shuffled.sort_index().equals(hypotheses.inconsistency(table, rule).sort_index())


@settings(max_examples=30, deadline=None)
@given(tables)
def test_scores_and_diagnosticity_stay_in_their_bounds(table):
    """0 <= Heuer <= squares; diagnosticity is within 0 and 2; the posterior sums to 1."""
    heuer = hypotheses.inconsistency(table)
    assert ((heuer >= 0) & (heuer <= hypotheses.inconsistency(table, "squares"))).all()
    assert hypotheses.diagnosticity(table).between(0, 2).all()
    assert hypotheses.posterior(table).sum() == pytest.approx(1)


@settings(max_examples=30, deadline=None)
@given(tables, st.sampled_from(hypotheses.RULES))
def test_an_item_that_applies_to_nothing_changes_nothing(table, rule):
    """An all-NAP item adds no score, unlike what a rating of neutral per item would."""
    names = table["hypothesis_id"].unique()
    more = pd.concat([table, long({"X": dict.fromkeys(names, "NAP")})], ignore_index=True)
    before, after = hypotheses.inconsistency(table, rule), hypotheses.inconsistency(more, rule)
    assert before.equals(after)
    per_item = [hypotheses.compare(each)["per_item"] for each in (table, more)]
    assert per_item[0].equals(per_item[1])
