"""Events on an axis that is true to time."""

import re

import pandas as pd
import pytest

from kit.plots import timeline

EVENTS = pd.DataFrame(
    {
        "date": ["2017-07-10", "2017-07-04", "2017-08-04", None],
        "date_end": [None, "2017-07-05", None, None],
        "event": ["report", "talks", "vote", "undated"],
        "kind": ["text", "round", "round", "text"],
    }
)


def test_the_finding_by_hand():
    """From 4 July to 4 August; 25 days after the report nothing happens."""
    shown = timeline.draw(EVENTS)
    assert shown.alt == (
        "3 events, from 4 July 2017 to 4 August 2017. Longest gap: 25 days, after report. "
        "1 event without a date."
    )
    assert shown.frame["event"].tolist() == ["talks", "report", "vote", "undated"]
    assert shown.frame.iloc[0].tolist() == ["2017-07-04", "2017-07-05", "talks", "round"]


def test_places_on_the_axis_are_true_to_time():
    """10 July is 6 of 31 days down the axis."""
    svg = timeline.draw(EVENTS).svg
    dots = [float(y) for y in re.findall(r'<circle cx="70" cy="([\d.]+)"', svg)]
    assert (dots[1] - dots[0]) / (dots[2] - dots[0]) == pytest.approx(6 / 31, abs=1e-3)


def test_kinds_have_shapes_and_a_fifth_shares_one():
    """Four shapes; what is left is called other."""
    events = pd.DataFrame({"date": "2017-07-04", "event": "e", "kind": list("aabbccddef")})
    svg = timeline.draw(events, end=None).svg
    assert ">other<" in svg
    assert len(timeline.SHAPES) == 4


def test_a_kind_keeps_its_shape_when_others_are_left_out():
    """The second of the kinds is a square, whether or not the first is drawn."""
    table = pd.DataFrame({"date": pd.to_datetime(["2017-07-04"]), "event": "e", "kind": "text"})
    drawing, height = timeline.sketch(table, ["V1"], ["round", "text"])
    group = drawing.svg(height, "t").partition('data-key="V1"')[2]
    assert "<circle" not in group.partition("</g>")[0]


def test_one_day_and_a_crowd():
    """One day has no gap; of two hundred events the table has all."""
    assert timeline.draw(EVENTS.iloc[:1]).alt == "1 event, on 10 July 2017."
    days = pd.date_range("2017-01-01", periods=200).strftime("%Y-%m-%d")
    shown = timeline.draw(pd.DataFrame({"date": days, "event": "e"}), end=None, kind=None)
    assert len(shown.frame) == 200
    assert "In the table: 120 more events" in shown.svg


def test_a_wrong_date_is_named():
    """The message shows the cell."""
    with pytest.raises(ValueError, match="'soon', which is no date"):
        timeline.draw(EVENTS.assign(date="soon"))
