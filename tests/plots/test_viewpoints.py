"""Readings side by side."""

import pandas as pd
import pytest

from kit.plots import grid, viewpoints

STANDS = pd.DataFrame(
    {"A": ["asserts", "mentions", "asserts"], "B": ["denies", "leaves out", "both"]},
    index=["x", "y", "z"],
)


def test_the_finding_by_hand():
    """Two, x and z, are contested; y has no side taken."""
    shown = viewpoints.draw(STANDS, labels={"x": "Troops"})
    assert shown.alt == (
        "Contested: Troops and z (2 of 3 claims). Shared: 0. By one reading alone: 0. "
        "No side taken: 1."
    )
    assert shown.frame.iloc[0].tolist() == ["Troops", "contested", "asserts", "denies"]


def test_each_stand_has_a_sign_of_its_own():
    """Without colour the five are still five."""
    assert len({cell.sign for cell in viewpoints.CELLS.values()}) == 5


def test_more_than_a_page_is_left_to_the_table():
    """A hundred claims of fifty readings: drawn in part, all in the table."""
    wide = pd.DataFrame("asserts", index=range(100), columns=[f"r{n}" for n in range(50)])
    shown = viewpoints.draw(wide)
    assert shown.frame.shape == (100, 52)
    assert "In the table: 40 more rows and 10 more columns" in shown.svg
    assert grid.sheet(50).width > grid.WIDTH


def test_an_unknown_stand_is_an_error():
    """The message lists the five that are allowed."""
    with pytest.raises(ValueError, match="'asserts', 'denies', 'both', 'mentions', 'leaves out'"):
        viewpoints.draw(pd.DataFrame({"A": ["perhaps"]}, index=["x"]))
