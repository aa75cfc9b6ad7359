"""Forecast sliders without a browser."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exercise.answer import encode
from kit.exercise.plaindata import open_parts
from kit.reading.frames import ReadingError
from kit.reading.locked import unlock
from kit.widgets import Forecast

OPTIONS = ["troops", "monitors", "nothing"]


@pytest.fixture
def forecast():
    """Three options, and the day whose knowledge is used."""
    return Forecast("try", "What is sent by 2018?", OPTIONS, "ann", as_of="2017-07-15")


def test_it_begins_even_and_whole(forecast):
    """A third each, in whole percents that sum to 100."""
    assert forecast.percent == {"troops": 34, "monitors": 33, "nothing": 33}
    assert forecast.total == 100


def test_evening_out_moves_as_little_as_possible(forecast):
    """Worked by hand: 60, 50, 20 are 30 too many, so 10 come off each."""
    for option, percent in zip(OPTIONS, (60, 50, 20), strict=True):
        forecast.put(option, percent)
    assert forecast.message == "nothing: 20 %. Together 130 %: 30 too many."
    forecast.even_out()
    assert forecast.percent == {"troops": 50, "monitors": 40, "nothing": 10}


@given(st.lists(st.integers(0, 100), min_size=2, max_size=9))
def test_whatever_is_put_in_it_sums_to_100(percents):
    """Whole percents, none below 0."""
    options = [str(number) for number in range(len(percents))]
    forecast = Forecast("try", "Which?", options)
    for option, percent in zip(options, percents, strict=True):
        forecast.put(option, percent)
    forecast.even_out()
    assert forecast.total == 100
    assert min(forecast.percent.values()) >= 0


def test_a_locked_forecast_stays(forecast, kit_folder):
    """No slider, no undo and no new process takes a lock back."""
    forecast.put("troops", 34)
    forecast.lock()
    record = unlock(forecast.record)
    assert (record.forecaster, record.options) == ("ann", tuple(OPTIONS))
    assert record.as_of.startswith("2017-07-15")
    with pytest.raises(ReadingError, match="locked"):
        forecast.put("troops", 90)
    forecast.undo()
    forecast.undo()
    assert forecast.percent["troops"] == 34
    assert unlock(forecast.record) == record


def test_a_lock_survives_a_restart(kit_folder):
    """The record comes back with its time and digest."""
    first = Forecast("try", "Which?", OPTIONS)
    first.lock()
    again = Forecast("try", "Which?", OPTIONS)
    assert again.written() == first.written()
    at = datetime.fromisoformat(first.written().locked_at)
    assert f"Locked on {at.day} " in again.text()
    assert again.text().endswith(f" {at.year} at {at:%H:%M} UTC.")


def test_the_seal_that_is_said_is_the_beginning_of_the_one_that_is_shown(forecast):
    """Eight signs can be written down; the record holds all of them."""
    forecast.lock()
    first, rest = forecast.content()["seal"]
    assert first + rest == forecast.written().digest
    assert forecast.message == f"Locked. Its seal begins with {first}: write that down elsewhere."


def test_only_a_whole_forecast_is_locked(forecast):
    """The message says by how much it misses."""
    forecast.put("troops", 90)
    with pytest.raises(ReadingError, match="56 too many"):
        forecast.lock()
    assert forecast.record == ""


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_must_be_one(forecast, percent):
    """From 0 to 100."""
    with pytest.raises(ReadingError, match="Allowed: 0 to 100"):
        forecast.put("troops", percent)


@pytest.mark.parametrize("options", [[], ["a"], ["a", "a"]])
def test_a_choice_needs_two_options(options):
    """Each once."""
    with pytest.raises(ReadingError, match="two or more"):
        Forecast("try", "Which?", options)


def test_the_answer_is_a_mapping(forecast):
    """Probabilities by option, in the line of code too."""
    forecast.put("troops", 35)
    forecast.put("nothing", 32)
    assert forecast.as_answer() == {"troops": 0.35, "monitors": 0.33, "nothing": 0.32}
    assert forecast.line("p") == "p = {'troops': 0.35, 'monitors': 0.33, 'nothing': 0.32}"
    assert json.dumps(forecast.page() | forecast.later(), allow_nan=False)


@pytest.mark.parametrize("reasons", [False, True])
def test_sliders_that_nobody_touched_are_no_answer(reasons):
    """Where they stand at first is nobody's forecast; a lock makes it one."""
    rain = Forecast("try", "Rain?", ["yes", "no"], reasons=reasons)
    assert open_parts(encode(rain)) == (4 if reasons else 2)
    rain.lock()
    assert open_parts(encode(rain)) == 0


def test_reasons_are_asked_for_where_they_are_wanted():
    """Then the answer is a table, and a lock leaves the words open."""
    meant = {"yes": "It rains by noon."}
    rain = Forecast("try", "Rain?", ["yes", "no"], texts=meant, reasons=True)
    rain.lock()
    rain.explain("yes", "Clouds since dawn.")
    assert rain.as_answer().to_dict("records") == [
        {"outcome": "yes", "probability": 0.5, "reason": "Clouds since dawn."},
        {"outcome": "no", "probability": 0.5, "reason": ""},
    ]
    assert rain.frame()["reason"].tolist() == ["Clouds since dawn.", ""]
    assert "yes: It rains by noon." in rain.text()
    assert "Because, for yes: Clouds since dawn." in rain.text()
    with pytest.raises(ReadingError, match="option"):
        rain.explain("snow", "Why not?")
