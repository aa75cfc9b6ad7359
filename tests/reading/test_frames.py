"""What every function of the reading library does with columns and values."""

import pandas as pd
import pytest

from kit.reading import frames


def test_missing_column_lists_those_there_are():
    """The error names the columns of the table, so that the right one can be named."""
    with pytest.raises(ValueError, match=r"no column 'holder'.*'actor', 'concept'"):
        frames.need(pd.DataFrame(columns=["actor", "concept"]), "holder")


def test_a_column_not_asked_for_is_not_needed():
    """None stands for an option that is not used."""
    frames.need(pd.DataFrame(columns=["a"]), "a", None)


def test_unknown_choice_lists_the_allowed():
    """A mistyped option is answered with the options."""
    with pytest.raises(frames.ReadingError, match=r"'whole'.*'innermost', 'every'"):
        frames.choose("voice", "whole", ("innermost", "every"))


def test_unknown_value_lists_the_allowed_and_missing_passes():
    """A missing value is no unknown value."""
    frames.check_values("mode", [None, "direct", float("nan")], ("direct",))
    with pytest.raises(frames.ReadingError, match=r"mode holds 'mixed'. Allowed: 'direct'"):
        frames.check_values("mode", ["mixed"], ("direct",))


def test_explode_keeps_other_columns_and_index_and_drops_nobody():
    """Several holders get a row each; none and empty parts get none."""
    table = pd.DataFrame(
        {"id": [1, 2, 3, 4], "holder": ["A; B", None, "C;", ""]}, index=[7, 7, 8, 9]
    )
    long = frames.explode(table, "holder")
    assert long["holder"].tolist() == ["A", "B", "C"]
    assert long["id"].tolist() == [1, 1, 3]
    assert long.index.tolist() == [7, 7, 8]


def test_explode_of_nothing_has_the_same_columns():
    """An empty table gives an empty table."""
    empty = pd.DataFrame({"id": [], "holder": []})
    assert frames.explode(empty, "holder").columns.tolist() == ["id", "holder"]


def test_dates_are_read_and_a_wrong_one_is_named():
    """Texts, dates and missing values pass; anything else is named."""
    table = pd.DataFrame({"date": ["2017-07-15", None]})
    assert frames.dates(table, "date").tolist()[0] == pd.Timestamp(2017, 7, 15)
    with pytest.raises(frames.ReadingError, match=r"'late July'.*year-month-day"):
        frames.dates(pd.DataFrame({"date": ["late July"]}), "date")
    with pytest.raises(frames.ReadingError, match="soon"):
        frames.moment("soon")


def test_weights_default_to_one_and_may_not_be_negative():
    """A missing weight counts nothing."""
    table = pd.DataFrame({"w": [0.5, None]})
    assert frames.weights(table, None).tolist() == [1, 1]
    assert frames.weights(table, "w").tolist() == [0.5, 0]
    with pytest.raises(frames.ReadingError, match="0 or more"):
        frames.weights(pd.DataFrame({"w": [-1.0]}), "w")


def test_numbers_are_listed_as_they_are_written():
    """Not as the library stores them."""
    with pytest.raises(frames.ReadingError, match=r"stance holds 3\. Allowed: 1"):
        frames.check_values("stance", pd.Series([1, 3]), [1])
