"""Which statements count: duplicates, activity, windows in time."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import windows

# Monday 26 June 2017 begins a week; 1 July begins a month.
SAID = pd.DataFrame(
    {
        "holder": ["A", "A", "A", "A", "A", "B"],
        "concept": "x",
        "stance": [1, 1, 1, 1, -1, 1],
        "document": ["D1", "D1", "D2", None, "D1", "D1"],
        "date": ["2017-06-25", "2017-06-26", "2017-06-26", "2017-07-01", "2017-07-01", None],
    }
)


@pytest.mark.parametrize(
    ("per", "kept"),
    [
        ("all", [0, 1, 2, 3, 4, 5]),
        ("document", [0, 2, 3, 4, 5]),
        ("day", [0, 1, 3, 4, 5]),
        ("week", [0, 1, 4, 5]),
        ("month", [0, 3, 4, 5]),
        ("year", [0, 4, 5]),
        ("ever", [0, 4, 5]),
    ],
)
def test_duplicates_by_hand(per, kept):
    """The first of each actor, concept, stance and document or period stays."""
    assert windows.once(SAID, per=per).index.tolist() == kept


def test_a_missing_document_or_date_is_nobodys_duplicate():
    """Two statements without a date both stay."""
    unknown = SAID.assign(date=None, document=None)
    assert len(windows.once(unknown, per="day")) == 6
    assert len(windows.once(unknown, per="document")) == 6


def test_several_holders_are_duplicates_one_by_one():
    """B repeats itself within A;B."""
    said = SAID.iloc[[5]].assign(holder="A;B")
    found = windows.once(pd.concat([SAID.iloc[[5]], said]), per="document")
    assert found["holder"].tolist() == ["B", "A"]


def test_active_keeps_those_who_say_enough():
    """A has five statements, B one."""
    assert set(windows.active(SAID, minimum=2)["holder"]) == {"A"}
    assert len(windows.active(SAID, minimum=0)) == 6
    assert windows.active(SAID, minimum=7).columns.tolist() == SAID.columns.tolist()
    with pytest.raises(ValueError, match="0 or more"):
        windows.active(SAID, minimum=-1)


def test_a_window_of_days_moves_over_the_dates():
    """Two days wide, two days on: 25-26, 27-28, 29-30 June, 1-2 July."""
    found = list(windows.moving(SAID, size=2, step=2))
    assert [each.start.strftime("%m-%d") for each in found] == ["06-25", "06-27", "06-29", "07-01"]
    assert [len(each.statements) for each in found] == [3, 0, 0, 2]


def test_a_window_of_months_follows_the_calendar():
    """From 25 June to 24 July."""
    (only,) = windows.moving(SAID, size=1, unit="months")
    assert (only.start, only.stop.date().isoformat()) == (pd.Timestamp("2017-06-25"), "2017-07-24")
    assert len(only.statements) == 5


def test_a_window_of_statements_has_so_many():
    """Three in a row, two further each time; dates are those of its statements."""
    found = list(windows.moving(SAID, size=3, unit="statements", step=2))
    assert [each.statements.index.tolist() for each in found] == [[0, 1, 2], [2, 3, 4]]
    assert found[1].start == pd.Timestamp("2017-06-26")
    assert found[1].stop == pd.Timestamp("2017-07-01")


def test_few_or_no_statements():
    """Fewer than the window holds make one; none make none."""
    (only,) = windows.moving(SAID, size=50, unit="statements")
    assert len(only.statements) == 5
    assert list(windows.moving(SAID.iloc[:0], size=3)) == []
    assert list(windows.moving(SAID.iloc[:0], size=3, unit="statements")) == []
    assert windows.once(SAID.iloc[:0]).columns.tolist() == SAID.columns.tolist()


def test_wrong_choices_list_what_is_allowed():
    """Rules, units and numbers are checked at once, not when the first window is asked for."""
    with pytest.raises(ValueError, match="'all', 'document', 'day', 'week'"):
        windows.once(SAID, per="hour")
    with pytest.raises(ValueError, match="'statements', 'days'"):
        windows.moving(SAID, size=2, unit="seconds")
    with pytest.raises(ValueError, match="1 or more days"):
        windows.moving(SAID, size=0)
    with pytest.raises(ValueError, match="no column 'document'"):
        windows.once(SAID.drop(columns="document"))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=20),
    st.integers(1, 20),
    st.integers(1, 20),
    st.sampled_from(["days", "statements"]),
)
def test_windows_without_gaps_lose_no_statement(days, size, step, unit):
    """If a window moves no further than it is wide, every dated statement is in one."""
    dates = pd.Timestamp("2017-01-01") + pd.to_timedelta(days, unit="D")
    said = pd.DataFrame({"date": dates})
    found = list(windows.moving(said, size=size, step=min(step, size), unit=unit))
    assert set().union(*(each.statements.index for each in found)) == set(said.index)
