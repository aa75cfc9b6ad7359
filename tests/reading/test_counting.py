"""What a stance means is declared, and the counts do not depend on how they are stored."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.reading import counting


def table(stances, **more):
    """Give one actor a statement of each stance."""
    return pd.DataFrame({"actor": "A", "concept": "x", "stance": stances, **more})


def counted(frame, **options):
    """Count with the columns of this module."""
    names = {"actor": "actor", "concept": "concept", "stance": "stance"}
    return counting.count(frame, **{**names, **options})


def test_binary_counts_for_and_against_and_zero_nowhere():
    """1 and -1 are sides, 0 takes none, missing is left out."""
    assert counted(table([1, 1, -1, 0, None])).cells.tolist() == [[1, 2]]


@pytest.mark.parametrize(
    "stances",
    [
        [True, True, False],
        pd.array([True, True, False], dtype="boolean"),
        pd.Series([True, True, False], dtype=object),
        [1.0, 1.0, -1.0],
        pd.array([1, 1, -1], dtype="Int64"),
    ],
)
def test_true_and_false_and_every_kind_of_number_are_binary(stances):
    """However pandas holds them, two for and one against."""
    assert counted(table(stances)).cells.tolist() == [[1, 2]]


def test_zero_without_minus_one_is_against_and_warns():
    """The coding of DNA; a part of a table may look so by accident, so it says so."""
    with pytest.warns(UserWarning, match=r"scale=\(0, 1\)"):
        assert counted(table([0, 1, 1])).cells.tolist() == [[1, 2]]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert counted(table([0, 1, 1]), scale=(0, 1)).cells.tolist() == [[1, 2]]
        assert counted(table([1, 1])).cells.tolist() == [[0, 2]]


def test_a_scale_is_declared_so_others_do_not_change_a_pair():
    """Levels 1 and 2 of five are a quarter apart, whoever else is in the table."""
    assert counted(table([1, 2]), scale=(1, 2, 3, 4, 5)).distance[0, 1] == 0.25
    assert counted(table([1, 2]), scale=(1, 2)).distance[0, 1] == 1


def test_words_and_ordered_categories_are_scales():
    """Words are equally far apart, in the order declared."""
    words = ("against", "undecided", "for")
    found = counted(table(["for", "undecided", "for"]), scale=words)
    assert found.cells.tolist() == [[0, 1, 2]]
    assert found.distance[0].tolist() == [0, 0.5, 1]
    categories = pd.Categorical(["for", "undecided", "for"], words, ordered=True)
    assert counted(table(categories)).cells.tolist() == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("stances", "scale", "allowed"),
    [
        ([1, 3], None, "declare its levels"),
        (["yes", "no"], None, "declare its levels"),
        ([1, 3], (1, 2), "Allowed: 1, 2"),
        ([1], (1,), "two or more different levels"),
        ([1], (2, 1), "lowest first"),
    ],
)
def test_wrong_stances_and_scales_say_what_is_allowed(stances, scale, allowed):
    """The error lists the levels or says how to declare them."""
    with pytest.raises(ValueError, match=allowed):
        counted(table(stances), scale=scale)


def test_several_actors_in_a_cell_count_each():
    """Holders joined by a semicolon are exploded; rows without actor or concept are not."""
    frame = pd.DataFrame(
        {"actor": ["A;B", "B", None, "A"], "concept": ["x", "x", "x", None], "stance": 1}
    )
    found = counted(frame)
    assert found.actors.tolist() == ["A", "B"]
    assert found.cells.tolist() == [[0, 1], [0, 2]]


def test_weights_are_summed():
    """A statement counts its weight; without a column it counts 1."""
    found = counted(table([1, 1, -1], w=[0.5, 0.25, None]), weight="w")
    assert found.cells.tolist() == [[0, 0.75]]
    assert not found.whole


def test_ignoring_stance_counts_statements():
    """None in place of the column: one level."""
    assert counted(table([1, -1, 0]), stance=None).cells.tolist() == [[3]]


def test_profile_names_the_actors_there_are():
    """Asking for somebody who is not there lists who is."""
    with pytest.raises(ValueError, match=r"no actor 'Z'. Actors: 'A'"):
        counted(table([1])).profile("Z")


def test_large_tables_need_scipy_and_say_how_to_get_it(monkeypatch):
    """The error names the command."""
    monkeypatch.setitem(__import__("sys").modules, "scipy.sparse", None)
    with pytest.raises(ImportError, match=r'pip install "\.\[analysis\]"'):
        counting.sparse()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from([-1, 1]))))
def test_plain_and_sparse_counts_are_the_same(rows):
    """How the counts are stored changes no number."""
    frame = pd.DataFrame(rows, columns=["actor", "concept", "stance"])
    plain = counted(frame)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "SMALL", -1)
        sparse = counted(frame)
    assert isinstance(plain.cells, np.ndarray)
    assert not isinstance(sparse.cells, np.ndarray)
    assert np.array_equal(plain.cube, sparse.cube)
    assert np.array_equal(plain.activity, sparse.activity)
