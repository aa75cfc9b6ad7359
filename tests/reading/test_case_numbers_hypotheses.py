"""The numbers that the case of 2017 promises: hypotheses, fragility, agreement, outcome."""

import pandas as pd
import pytest

import kit
from kit.reading import agreement, forecasts, fragility, hypotheses

MOTIVES = ["M1", "M2", "M3", "M4", "M5", "M6"]
OUTCOMES = ["O1", "O2", "O3", "O4"]


@pytest.fixture(scope="module")
def case():
    """The case as students load it."""
    return kit.load_case("syria-2017")


@pytest.fixture(scope="module")
def motive(case):
    """Ratings of the motive hypotheses, with what is known of each item."""
    ratings = case.ratings[case.ratings["hypothesis_id"].isin(MOTIVES)]
    return ratings.merge(case.evidence[["evidence_id", "origin", "credibility"]])


@pytest.fixture(scope="module")
def outcome(case):
    """Ratings of the outcome hypotheses, with the date of each item."""
    ratings = case.ratings[case.ratings["hypothesis_id"].isin(OUTCOMES)]
    return ratings.merge(case.evidence[["evidence_id", "date"]])


def article(ratings):
    """Keep the items that the article itself gives."""
    return ratings[ratings["origin"] == "article"]


def rerate(ratings, changes):
    """Change single ratings given as {(item, hypothesis): rating}."""
    cells = ratings.set_index(["evidence_id", "hypothesis_id"])["rating"].copy()
    cells.update(pd.Series(changes))
    return cells.reset_index()


def test_inconsistency_of_the_motives(motive):
    """With all evidence and with the article's alone."""
    assert hypotheses.inconsistency(motive).tolist() == [0, 2, 0, 2, 4, 5]
    assert hypotheses.inconsistency(article(motive)).tolist() == [0, 1, 0, 0, 1, 1]


def test_items_that_separate_no_motives(motive):
    """One fits all alike, two do not apply to motives at all."""
    found = hypotheses.diagnosticity(motive)
    assert found.index[found == 0].tolist() == ["E01", "E06", "E07"]


def test_the_four_rules_agree_on_the_best_motive_only_in_part(motive):
    """Counting what contradicts leaves a tie that counting what fits breaks."""
    best = hypotheses.compare(motive)["best_by"]
    assert best["M1"] == "heuer, parc, squares"
    assert best["M3"] == "heuer, parc, squares, likelihood"
    assert (best[["M2", "M4", "M5", "M6"]] == "").all()


def test_leaving_out_any_item_keeps_the_top_two(motive):
    """M1 and M3 stay the winners, whatever single item is dropped."""
    found = fragility.leave_one_out(motive)
    assert set(found["winners"]) == {("M1", "M3")}


def test_what_brings_the_image_reading_level(motive):
    """E04 and X03 re-rated to neutral, both among the contested cells."""
    changed = rerate(motive, {("E04", "M2"): "N", ("X03", "M2"): "N"})
    scores = hypotheses.inconsistency(changed)
    assert hypotheses.winners(scores) == ("M1", "M2", "M3")
    found = fragility.to_win(motive, "M2", among="contested")
    assert found.values.tolist() == [["E04", "M2", "I", "N"], ["X03", "M2", "I", "N"]]
    assert fragility.remove_to_win(motive, "M2") == ["E04", "X03"]


def test_a_contested_cell_may_only_become_what_somebody_defends(motive):
    """E02/M1 may become C: enough to draw level with M2 by likelihood, not with M4."""
    one = motive[motive["evidence_id"] == "E02"]
    two = one[one["hypothesis_id"].isin(["M1", "M2"])]
    found = fragility.to_win(two, "M1", "likelihood", among="contested")
    assert found.values.tolist() == [["E02", "M1", "N", "C"]]
    assert fragility.to_win(one, "M1", "likelihood", among="contested") is None


@pytest.mark.parametrize("rule", hypotheses.RULES)
def test_no_plan_proposes_a_rating_that_nobody_defends(motive, rule):
    """Under every rule and for every reading, and also for the article alone."""
    cells = motive.set_index(["evidence_id", "hypothesis_id"])["contested"]
    for ratings in (motive, article(motive)):
        plans = [fragility.to_win(ratings, name, rule, among="contested") for name in MOTIVES]
        plans.append(fragility.flip_ratings(ratings, rule, among="contested"))
        for item, name, _, becomes in pd.concat(plans).itertuples(index=False):
            assert cells[item, name].startswith(f"{becomes}: ")


def test_with_the_article_alone_one_item_decides(motive):
    """M1, M3 and M4 tie; without E04, E05 or E10 another reading joins them."""
    found = fragility.leave_one_out(article(motive))
    assert found.loc[found["changed"], "joined"].to_dict() == {
        "E04": ("M2",),
        "E05": ("M5",),
        "E10": ("M6",),
    }
    assert fragility.flip_set(article(motive)) == ["E04"]


def test_inconsistency_of_the_outcomes(outcome):
    """With all evidence, and with what was public by 15 July 2017."""
    assert hypotheses.inconsistency(outcome).tolist() == [7, 2, 0, 1]
    public = outcome[outcome["date"] <= pd.Timestamp("2017-07-15")]
    assert sorted(public["evidence_id"].unique()) == ["E03", "E05", "E06", "X01", "X08", "X09"]
    assert hypotheses.inconsistency(public).tolist() == [3, 1, 0, 0]


def test_agreement_of_the_two_coders(case):
    """0.692 observed, 0.320 by chance, kappa 0.548; four disputed units."""
    a, b = case.codings["coder_a"], case.codings["coder_b"]
    assert agreement.proportion(a, b) == pytest.approx(9 / 13)
    assert agreement.expected(a, b) == pytest.approx(0.320, abs=0.0005)
    assert agreement.kappa(a, b) == pytest.approx(0.548, abs=0.0005)
    table = case.codings.set_index("unit_id")[["coder_a", "coder_b"]].T
    assert agreement.disagreements(table).index.tolist() == ["S01", "S05", "S10", "S11"]


def test_the_example_forecast():
    """0.1, 0.2, 0.6, 0.1 for O1 to O4, and O3 came true."""
    assert forecasts.brier([0.1, 0.2, 0.6, 0.1], OUTCOMES.index("O3")) == pytest.approx(0.22)
