"""Bars of probability."""

import pandas as pd
import pytest

from kit.plots import forecast


def test_the_finding_says_what_does_not_add_up():
    """A's numbers make 130 %, B's 100 %; a tie names both."""
    table = pd.DataFrame({"A": [0.5, 0.5, 0.3], "B": [0.2, 0.3, 0.5]}, index=["x", "y", "z"])
    assert forecast.draw(table).alt == (
        "Most likely: x and y, 50 % (A). The numbers of A add up to 130 %, not 100 %. "
        "Most likely: z, 50 % (B)."
    )


def test_bars_are_as_long_as_they_are_likely():
    """A half is half as long as a whole; a missing number is open, not nothing."""
    svg = forecast.draw(pd.Series([0.5, 1.0, None], index=["x", "y", "z"], name="A")).svg
    assert 'width="200"' in svg
    assert 'width="400"' in svg
    assert ">open<" in svg


def test_several_forecasters_are_numbered():
    """Without colour one still knows whose bar it is; a fifth stands in the table."""
    table = pd.DataFrame({name: [0.5, 0.5] for name in "ABCDE"}, index=["x", "y"])
    shown = forecast.draw(table)
    assert ">4: 50 %<" in shown.svg
    assert "In the table: 1 more column" in shown.svg
    assert shown.frame["E"].tolist() == [0.5, 0.5]


def test_what_is_no_probability_is_refused():
    """60 % is 0.6."""
    with pytest.raises(ValueError, match="no probability"):
        forecast.draw(pd.Series([60], index=["x"]))
