"""Agreement: share, kappa, alpha with missing values and interval, disputed units."""

import itertools
import math

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from kit.reading import agreement
from kit.reading.frames import ReadingError

ORDER = ["II", "I", "N", "C", "CC"]
CODES = st.sampled_from([1, 2, 3, 4])


def tables(values, coders=3):
    """Random coders × units tables of one shape."""
    unit = st.lists(values, min_size=coders, max_size=coders)
    return st.lists(unit, min_size=1, max_size=12).map(lambda units: np.array(units, float).T)


def test_kappa_by_hand():
    """Three of four alike; by chance 1/2·1/4 + 1/2·3/4 = 1/2; so kappa is 1/2."""
    a, b = ["yes", "yes", "no", "no"], ["yes", "no", "no", "no"]
    assert agreement.proportion(a, b) == 0.75
    assert agreement.expected(a, b) == 0.5
    assert agreement.kappa(a, b) == 0.5


def test_kappa_with_an_order_by_hand():
    """Steps apart 0 1 0 0: 1/4 a unit; by chance ½(0·¼ + 1·¼ + 2·½) + ½(2·¼ + 1·¼) = 1."""
    a, b = ["low", "low", "high", "high"], ["low", "mid", "high", "high"]
    assert agreement.kappa(a, b, order=["low", "mid", "high"]) == 0.75
    with pytest.raises(ReadingError, match=r"A coder holds 'mid'\. Allowed: 'low', 'high'"):
        agreement.kappa(a, b, order=["low", "high"])
    assert math.isnan(agreement.kappa(["low"], ["low"], order=["low", "high"]))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30))
def test_kappa_with_an_order_is_the_linearly_weighted_one(pairs):
    """As scikit-learn computes it."""
    a, b = map(list, zip(*pairs, strict=True))
    ours = agreement.kappa(a, b, order=range(5))
    if set(a) == set(b) and len(set(a)) == 1:
        assert math.isnan(ours)
    else:
        theirs = cohen_kappa_score(a, b, weights="linear", labels=range(5))
        assert ours == pytest.approx(theirs)


def test_alpha_nominal_by_hand():
    """Coincidences yy 2, yn 1, ny 1, nn 4: observed 2, expected 2·3·5/7, alpha 8/15."""
    assert agreement.alpha([list("yynn"), list("ynnn")]) == pytest.approx(8 / 15)


def test_alpha_ordinal_by_hand():
    """Values 1 1 | 2 2 | 1 3: counts 3 2 1, middles 1.5 4 5.5; alpha 1 - 5·32/180.

    Squared distances: 1-2 6.25, 1-3 16, 2-3 2.25. Observed: 2 pairs · 16 = 32.
    Expected: 2 (3·2·6.25 + 3·1·16 + 2·1·2.25) = 180.
    """
    table = [[1, 2, 1], [1, 2, 3]]
    assert agreement.alpha(table, level="ordinal") == pytest.approx(1 - 5 * 32 / 180)


def test_alpha_interval_with_a_missing_value_by_hand():
    """Units 1 1, 2 2, 3 4 (the fourth has one value): observed 2, expected 82/5."""
    found = agreement.alpha([[1, 2, 3, None], [1, 2, 4, 4]], level="interval")
    assert found == pytest.approx(1 - 2 * 5 / 82)


def test_ratings_need_the_ordinal_level():
    """Neighbouring ratings are half agreements, which the nominal level cannot see."""
    table = [["CC", "C", "N", "I", "II"], ["C", "C", "N", "II", "II"]]
    assert agreement.alpha(table, "ordinal", order=ORDER) > agreement.alpha(table, "nominal")


def test_labels_are_lined_up_by_name_and_lists_by_place():
    """Two Series with the same units in another order agree fully."""
    a = pd.Series(["x", "y"], index=["S1", "S2"])
    b = pd.Series(["y", "x"], index=["S2", "S1"])
    assert agreement.kappa(a, b) == 1
    assert agreement.kappa(a.tolist(), b.tolist()) == -1
    assert agreement.kappa(a, b.set_axis([7, 8])) == -1


def test_a_unit_that_one_coder_left_open_is_left_out():
    """None and NaN both mean: not coded."""
    assert agreement.proportion(["x", None, "y"], ["x", "x", float("nan")]) == 1


def test_where_nothing_varied_agreement_is_undefined():
    """One single value throughout, or nothing coded, gives a missing number."""
    assert math.isnan(agreement.kappa(["x", "x"], ["x", "x"]))
    assert math.isnan(agreement.alpha([["x", "x"], ["x", "x"]]))
    assert math.isnan(agreement.kappa([], []))
    assert math.isnan(agreement.alpha([]))
    assert math.isnan(agreement.alpha([["x", None], [None, "x"]]))


def test_disagreements_go_down_to_the_unit():
    """Only disputed units, what each coder wrote, how many pairs differ."""
    table = pd.DataFrame(
        {"S1": ["a", "a", "a"], "S2": ["a", "b", "b"], "S3": ["a", None, "b"], "S4": ["a"] * 3},
        index=["A", "B", "C"],
    )
    found = agreement.disagreements(table)
    assert found.index.tolist() == ["S2", "S3"]
    assert found["differing"].tolist() == [2, 1]
    assert found["pairs"].tolist() == [3, 1]
    assert found.loc["S2", ["A", "B", "C"]].tolist() == ["a", "b", "b"]
    assert list(agreement.disagreements(table.iloc[:, :0])) == list(found)


def test_by_coder_makes_the_table_from_a_long_list():
    """Coders in rows, units in columns; a missing row is a missing value."""
    rows = [("B", "S2", "x"), ("A", "S1", "y"), ("A", "S2", "x")]
    table = agreement.by_coder(
        pd.DataFrame(rows, columns=["who", "where", "what"]),
        coder="who",
        unit="where",
        value="what",
    )
    assert table.index.tolist() == ["B", "A"]
    assert table.columns.tolist() == ["S2", "S1"]
    assert pd.isna(table.loc["B", "S1"])


def test_the_interval_is_reproducible_and_holds_alpha():
    """The same seed gives the same interval; full agreement has an interval of one point."""
    table = [list("abcabcabca"), list("abcabcabcb")]
    first, second = agreement.bootstrap(table, seed=5), agreement.bootstrap(table, seed=5)
    assert first.equals(second)
    assert first["low"] <= first["alpha"] <= first["high"]
    same = agreement.bootstrap([list("abc"), list("abc")], repeats=200)
    assert (same["low"], same["high"]) == (1, 1)
    assert same["undefined"] > 0


def test_the_interval_narrows_with_more_units():
    """Ten times the units, the same agreement, a narrower interval."""
    few, many = [list("abcabc"), list("abcabb")], [list("abcabc") * 10, list("abcabb") * 10]
    width = [found["high"] - found["low"] for found in map(agreement.bootstrap, (few, many))]
    assert width[1] < width[0] / 2


def test_an_empty_table_has_an_undefined_interval():
    """Same names, missing numbers."""
    found = agreement.bootstrap([], repeats=10)
    assert math.isnan(found["alpha"])
    assert found["undefined"] == 10


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: agreement.alpha([["a"], ["b"]], "ratio"), "'nominal', 'ordinal', 'interval'"),
        (lambda: agreement.alpha([["a"], ["b"]], "ordinal"), "listed in `order`"),
        (lambda: agreement.alpha([["a"], ["b"]], "ordinal", order=["a"]), "Allowed: 'a'"),
        (lambda: agreement.kappa(["a"], ["a", "b"]), "1 and 2 values"),
        (lambda: agreement.kappa(pd.Series([1, 2]), pd.Series([1, 2], [1, 2])), "1 labels"),
        (lambda: agreement.bootstrap([["a"], ["b"]], repeats=0), "1 or more"),
        (lambda: agreement.bootstrap([["a"], ["b"]], confidence=95), "0 to 1"),
        (lambda: agreement.by_coder(pd.DataFrame({"coder": []})), "'unit_id'"),
    ],
)
def test_wrong_values_are_refused_with_what_is_allowed(call, words):
    """Errors list what may stand there."""
    with pytest.raises(ReadingError, match=words):
        call()


@settings(max_examples=60, deadline=None)
@given(tables(st.one_of(CODES, st.just(math.nan))), st.sampled_from(agreement.LEVELS))
def test_alpha_equals_that_of_the_package_krippendorff(table, level):
    """Ours and theirs wherever theirs is defined."""
    try:
        theirs = krippendorff.alpha(reliability_data=table, level_of_measurement=level)
    except ValueError:
        assume(False)
    if not math.isnan(theirs):
        assert agreement.alpha(table, level) == pytest.approx(theirs, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CODES, CODES), min_size=1, max_size=12))
def test_kappa_equals_that_of_scikit_learn(pairs):
    """Ours and theirs, also where it is undefined."""
    a, b = map(list, zip(*pairs, strict=True))
    if len(set(a + b)) == 1:
        assert math.isnan(agreement.kappa(a, b))
    else:
        assert agreement.kappa(a, b) == pytest.approx(cohen_kappa_score(a, b))


@settings(max_examples=30, deadline=None)
@given(st.lists(CODES, min_size=2, max_size=12), st.sampled_from(agreement.LEVELS))
def test_alpha_is_one_on_perfect_agreement(codes, level):
    """Whatever was coded, if it varied at all."""
    assume(len(set(codes)) > 1)
    assert agreement.alpha([codes, codes, codes], level) == pytest.approx(1)


@pytest.mark.parametrize("level", agreement.LEVELS)
def test_alpha_is_about_zero_on_random_codes(level):
    """Four coders who throw dice."""
    table = np.random.default_rng(1).integers(1, 7, size=(4, 3000))
    assert abs(agreement.alpha(table, level)) < 0.02


@settings(max_examples=30, deadline=None)
@given(tables(CODES), st.sampled_from(agreement.LEVELS))
def test_alpha_does_not_depend_on_the_order_of_coders_or_units(table, level):
    """Every order of three coders, and the units turned round."""
    found = agreement.alpha(table, level)
    for order in itertools.permutations(range(3)):
        other = agreement.alpha(table[list(order)][:, ::-1], level)
        assert other == pytest.approx(found, nan_ok=True)
