"""Forecasts: coherent, pooled, scored."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import forecasts
from kit.reading.frames import ReadingError

SHARE = st.floats(0, 1, allow_subnormal=False)
JUDGED = st.lists(SHARE, min_size=1, max_size=6)


def rows(options):
    """Random forecasts of several people for so many options."""
    return st.lists(st.lists(SHARE, min_size=options, max_size=options), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("judged", "coherent", "distance"),
    [
        ([0.5, 0.4, 0.4], [0.4, 0.3, 0.3], 0.1 * math.sqrt(3)),
        ([0.9, 0.3, 0.05], [0.8, 0.2, 0.0], 0.15),
        ([0.2, 0.3, 0.3], [4 / 15, 11 / 30, 11 / 30], 0.2 / math.sqrt(3)),
        ([0.0, 0.0], [0.5, 0.5], math.sqrt(0.5)),
        ([0.4], [1.0], 0.6),
    ],
)
def test_coherentize_by_hand(judged, coherent, distance):
    """What is over or under 1 is shared out; what would fall below 0 becomes 0."""
    assert forecasts.coherentize(judged).tolist() == pytest.approx(coherent)
    assert forecasts.incoherence(judged) == pytest.approx(distance)


def test_coherentize_works_row_by_row():
    """A frame of forecasters gives a table of the same shape."""
    judged = pd.DataFrame([[0.5, 0.4, 0.4], [0.9, 0.3, 0.05]], columns=list("abc"))
    found = forecasts.coherentize(judged)
    assert found.round(6).tolist() == [[0.4, 0.3, 0.3], [0.8, 0.2, 0.0]]
    assert forecasts.incoherence(judged).round(3).tolist() == [0.173, 0.15]


def test_brier_by_hand():
    """0.01 + 0.04 + 0.16 + 0.01; a sure miss is 2."""
    assert forecasts.brier([0.1, 0.2, 0.6, 0.1], 2) == pytest.approx(0.22)
    assert forecasts.brier([1, 0], 1) == 2
    assert forecasts.brier([1, 0], 0) == 0


def test_pooling_by_hand():
    """(.4 .3 .3) and (.8 .2 0) average to (.6 .25 .15); weights 3 and 1 to (.5 .275 .225)."""
    judged = [[0.5, 0.4, 0.4], [0.9, 0.3, 0.05]]
    assert forecasts.pool(judged).tolist() == pytest.approx([0.6, 0.25, 0.15])
    assert forecasts.pool(judged, [3, 1]).tolist() == pytest.approx([0.5, 0.275, 0.225])


def test_the_order_of_fixing_and_pooling_can_matter_with_three_options():
    """A forecast pushed down to 0 makes the difference: worked in docs/methods.md."""
    judged = [[0.9, 0.9, 0.0], [0.0, 0.0, 0.4]]
    first = forecasts.pool(judged)
    second = forecasts.pool(judged, order="pool then fix")
    assert first.tolist() == pytest.approx([0.35, 0.35, 0.3])
    assert second.tolist() == pytest.approx([5 / 12, 5 / 12, 1 / 6])


def test_empty_forecasts_give_empty_answers():
    """No options, no forecasters."""
    assert forecasts.coherentize([]).shape == (0,)
    assert forecasts.incoherence([]) == 0
    assert forecasts.pool(np.zeros((0, 3))).shape == (3,)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: forecasts.coherentize([60, 40]), "60 % is 0.6"),
        (lambda: forecasts.coherentize([0.5, None]), "nan is no probability"),
        (lambda: forecasts.brier([0.5, 0.5], 2), "Allowed: 0, 1"),
        (lambda: forecasts.brier([[0.5, 0.5]], 0), "one number per option"),
        (lambda: forecasts.pool([0.5, 0.5]), "a row per forecaster"),
        (lambda: forecasts.pool([[0.5, 0.5]], [1, 1]), "1 numbers of 0 or more"),
        (lambda: forecasts.pool([[0.5, 0.5]], order="both"), "'fix then pool'"),
    ],
)
def test_wrong_values_are_refused_with_what_is_allowed(call, words):
    """Errors say what may stand there."""
    with pytest.raises(ReadingError, match=words):
        call()


@settings(max_examples=100, deadline=None)
@given(JUDGED)
def test_coherentize_is_idempotent_and_lands_on_the_simplex(judged):
    """Sum 1, nothing below 0, and a second time changes nothing."""
    once = forecasts.coherentize(judged)
    assert once.sum() == pytest.approx(1)
    assert (once >= 0).all()
    assert forecasts.coherentize(once).tolist() == pytest.approx(once.tolist(), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(JUDGED, st.data())
def test_no_coherent_point_is_nearer(judged, data):
    """Compared with random points of the simplex."""
    weights = data.draw(st.lists(st.floats(0.01, 1), min_size=len(judged), max_size=len(judged)))
    other = np.array(weights) / sum(weights)
    found = forecasts.incoherence(judged)
    assert found <= np.linalg.norm(np.array(judged) - other) + 1e-9


@settings(max_examples=60, deadline=None)
@given(JUDGED, st.data())
def test_making_a_forecast_coherent_never_makes_its_brier_score_worse(judged, data):
    """Whatever comes true (de Finetti)."""
    outcome = data.draw(st.integers(0, len(judged) - 1))
    fixed = forecasts.brier(forecasts.coherentize(judged), outcome)
    assert fixed <= forecasts.brier(judged, outcome) + 1e-9


@settings(max_examples=60, deadline=None)
@given(rows(options=2))
def test_for_two_options_the_order_of_fixing_and_pooling_does_not_matter(judged):
    """A claim and its denial."""
    first = forecasts.pool(judged)
    second = forecasts.pool(judged, order="pool then fix")
    assert first.tolist() == pytest.approx(second.tolist())


@settings(max_examples=60, deadline=None)
@given(rows(options=4))
def test_nor_does_it_where_nothing_is_pushed_down_to_zero(judged):
    """Shrunk towards 1/4, so that every forecast keeps all four options."""
    close = 0.25 + (np.array(judged) - 0.5) / 20
    first = forecasts.pool(close)
    second = forecasts.pool(close, order="pool then fix")
    assert first.tolist() == pytest.approx(second.tolist())
