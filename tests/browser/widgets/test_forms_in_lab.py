"""Forecast, certainty and the claim coder in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

FORECAST = """
from kit.widgets import Forecast
forecast = Forecast("try forecast", "What is sent by 2018?", ["troops", "monitors", "nothing"])
forecast
"""
CERTAINTY = """
import pandas as pd
from kit.widgets import Certainty
said = pd.DataFrame({"statement_id": ["T1", "T2"], "paraphrase": ["It may rain.", "It rains."]})
sure = Certainty("try certainty", said)
sure
"""
CODER = """
import pandas as pd
from kit.widgets import Coder
units = pd.DataFrame({"unit_id": ["U1", "U2"], "paraphrase": ["The miller says so.", "Rain."]})
names = {"NAR": "the narrator", "MIL": "the miller"}
labels = {"rain": "It rained for a week in the valley of the mill, and some say even longer"}
sure = ["asserted", "hedged"]
coder = Coder("try coder", units, names, labels, sure, names=names, labels=labels)
coder
"""


def test_a_forecast_is_made_and_locked_by_keyboard(desk):
    """A slider is moved, the sum is evened out, and the lock holds."""
    desk.show(FORECAST)
    desk.widget.get_by_role("slider", name="troops").focus()
    desk.press("Home", *["ArrowRight"] * 4)
    desk.python_says("forecast.percent['troops']", 4)
    expect(desk.widget.locator(".kit-against")).to_have_text("Together 70 %: 30 too few.")
    desk.holds_up("forecast")
    lock = desk.widget.get_by_role("button", name="Lock for good")
    lock.focus()
    desk.press("Enter")
    expect(desk.said).to_contain_text("Press “Even out to 100” first")
    desk.widget.get_by_role("button", name="Even out").focus()
    desk.press("Enter")
    desk.python_says("forecast.total", 100)
    lock.focus()
    desk.press("Enter", "Tab", "Enter")
    expect(lock).to_be_focused()
    desk.python_says("forecast.record", "")
    desk.press("Enter", "Enter")
    expect(desk.said).to_contain_text("Locked. Its seal begins with")
    expect(desk.widget.get_by_role("slider", name="troops")).to_be_disabled()
    assert desk.python("forecast.written().digest") in desk.widget.text_content()
    desk.holds_up("forecast locked")


def test_certainty_is_set_by_keyboard(desk):
    """Arrow keys go from word to word, and the word is what is read."""
    desk.show(CERTAINTY)
    first = desk.widget.get_by_role("slider", name="T1")
    expect(first).to_have_attribute("aria-valuetext", "not set yet")
    expect(first).to_have_class("kit-unset")
    first.focus()
    desk.press("ArrowRight", "ArrowRight", "Tab", "Enter")
    desk.python_says("sure.levels", {"T1": "probably", "T2": "open"})
    expect(first).to_have_attribute("aria-valuetext", "probably")
    expect(first).not_to_have_class("kit-unset")
    desk.press("Delete")
    desk.python_says("sure.levels", {"T1": "probably"})
    first.focus()
    desk.press("Delete", "Enter")
    desk.python_says("sure.levels", {"T1": "open"})
    expect(first).to_have_value("3")
    desk.press("End", "Control+z")
    expect(first).to_have_value("3")
    desk.holds_up("certainty")


def test_certainty_is_set_and_cleared_with_a_mouse(desk):
    """A click on the middle counts, though it moves nothing; Clear takes it back."""
    desk.show(CERTAINTY.replace("try certainty", "try mouse"))
    desk.widget.get_by_role("slider", name="T2").click()
    desk.python_says("sure.levels", {"T2": "open"})
    desk.widget.get_by_role("button", name="Clear T2").click()
    desk.python_says("sure.levels", {})
    expect(desk.widget.get_by_role("slider", name="T2")).to_be_focused()


def test_claims_are_coded_by_keyboard(desk):
    """A claim with two voices, a stance and a cue, without a mouse."""
    desk.show(CODER)
    desk.widget.get_by_role("button", name="Add a claim in U1").focus()
    desk.press("Enter")
    expect(desk.widget.get_by_label("Claim 1: voice 1")).to_be_focused()
    for label, key in (("voice 1", "N"), ("voice 2", "M"), ("For", "a"), ("How sure", "h")):
        desk.widget.get_by_label(f"Claim 1: {label}").focus()
        desk.press(key)
    desk.widget.get_by_label("Cue:").focus()
    desk.page.keyboard.type("says")
    desk.press("Tab")
    wanted = {"chain": "NAR>MIL", "stance": "-1", "certainty": "hedged", "cue": "says"}
    desk.python_says(f"{{k: coder.claims[0][k] for k in {list(wanted)}}}", wanted)
    expect(desk.widget).to_contain_text("The narrator says that the miller says: …")
    desk.holds_up("coder")
    desk.widget.get_by_role("button", name="Remove claim 1").focus()
    desk.press("Enter")
    expect(desk.widget.get_by_role("button", name="Add a claim in U1")).to_be_focused()
    desk.python_says("coder.claims", [])
    desk.widget.get_by_role("button", name="Next unit").focus()
    desk.press("Enter")
    expect(desk.widget.locator(".kit-panel")).to_contain_text("Rain.")
