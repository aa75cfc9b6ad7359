"""Who is for what."""

import pandas as pd
import pytest

from kit.plots import affiliation

SIDES = pd.DataFrame([[1, 3, 0], [2, 0, 0]], index=["A", "B"], columns=["x", "y", "z"])


def test_table_and_finding_by_hand():
    """Of x there are both sides, of y an actor who takes both, of z nobody."""
    shown = affiliation.draw(SIDES, names={"A": "Ada"})
    assert shown.alt == "2 actors, 3 concepts. Actors on both sides of: x and y."
    assert shown.frame.to_numpy().tolist() == [
        ["Ada", "x", "for"],
        ["Ada", "y", "both"],
        ["B", "x", "against"],
        ["", "z", "no side"],
    ]


def test_three_sides_have_three_kinds_of_line():
    """Solid, dashed, dashed and dotted: also in the legend."""
    assert len({dash for _, dash in affiliation._LOOKS.values()}) == 3


def test_a_wide_network_is_left_to_the_table():
    """Forty names a side."""
    shown = affiliation.draw(pd.DataFrame(1, index=["A"], columns=range(100)))
    assert "In the table: 60 more names" in shown.svg
    assert len(shown.frame) == 100


def test_a_cell_that_is_no_side_is_refused():
    """Counts are not sides."""
    with pytest.raises(ValueError, match="Allowed: 0, 1, 2, 3"):
        affiliation.draw(pd.DataFrame([[7]]))
