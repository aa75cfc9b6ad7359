"""Difficulty and discrimination, with cases worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.grading.itemstats import LEAST, difficulty, discrimination

# Four students, three exercises of 2, 1 and 1 points; the last student has no points for c.
POINTS = pd.DataFrame({"a": [2, 1, 1, 0], "b": [1, 1, 0, 0], "c": [1, 0, 1, None]}, dtype=float)
MOST = pd.Series({"a": 2.0, "b": 1.0, "c": 1.0})


def test_difficulty_is_the_mean_share_of_points() -> None:
    """By hand: a (1 + 1/2 + 1/2 + 0) / 4, b 2/4, c 2/3 of those who have points."""
    assert difficulty(POINTS, MOST).to_dict() == pytest.approx({"a": 0.5, "b": 0.5, "c": 2 / 3})


def test_discrimination_leaves_the_exercise_itself_out() -> None:
    """By hand for a: shares of the rest 1, 1/2, 1/2, 0 against 2, 1, 1, 0 lie on a line: r = 1.

    For b: the rest is 3/3, 1/3, 2/3 and 0/2 (without c), means 1/2 each; products of the
    deviations sum to 1/4 - 1/12 - 1/12 + 1/4 = 1/3; squares to 1 and 1/4 + 1/36 + 1/36 + 1/4
    = 5/9. So r = (1/3) / sqrt(5/9).
    """
    found = discrimination(POINTS, MOST, least=3)
    assert found["a"] == pytest.approx(1)
    assert found["b"] == pytest.approx(1 / 3 / np.sqrt(5 / 9))


def test_for_complete_rows_it_is_the_correlation_with_the_sum_of_the_others() -> None:
    """The definition in the books, computed in another way."""
    table = pd.DataFrame(np.random.default_rng(1).integers(0, 5, (30, 6))).rename(columns=str)
    found = discrimination(table, pd.Series(4.0, index=table.columns))
    for name in table:
        rest = table.drop(columns=name).sum(axis=1)
        assert found[name] == pytest.approx(np.corrcoef(table[name], rest)[0, 1])


def test_too_few_students_and_no_difference_give_nothing() -> None:
    """A dash is more honest than a number."""
    many = pd.DataFrame({"a": range(LEAST), "b": range(LEAST), "c": [1] * LEAST}, dtype=float)
    most = pd.Series(9.0, index=list("abc"))
    assert discrimination(many, most).isna().tolist() == [False, False, True]
    assert discrimination(many.iloc[1:], most).isna().all()
    alone = many[["a"]]
    assert discrimination(alone, most[["a"]]).isna().all()


@given(st.lists(st.lists(st.none() | st.integers(0, 3), min_size=3, max_size=3), max_size=20))
def test_whatever_is_missing_both_stay_within_their_range(rows: list[list[int | None]]) -> None:
    """Difficulty 0 to 1, discrimination -1 to 1, or missing."""
    table = pd.DataFrame(rows, columns=list("abc"), dtype=float)
    most = pd.Series(3.0, index=list("abc"))
    easy, sharp = difficulty(table, most).dropna(), discrimination(table, most, least=2).dropna()
    assert ((easy >= 0) & (easy <= 1)).all()
    assert (sharp.abs() <= 1 + 1e-9).all()
