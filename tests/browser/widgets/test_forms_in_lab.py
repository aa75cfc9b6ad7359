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
coder = Coder("try coder", units, ["NAR", "MIL"], ["rain"], ["asserted", "hedged"])
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
    desk.widget.get_by_role("button", name="Even out").focus()
    desk.press("Enter")
    desk.python_says("forecast.total", 100)
    desk.widget.get_by_role("button", name="Lock").focus()
    desk.press("Enter")
    expect(desk.said).to_contain_text("Locked. Its digest begins with")
    expect(desk.widget.get_by_role("slider", name="troops")).to_be_disabled()


def test_certainty_is_set_by_keyboard(desk):
    """Arrow keys go from word to word, and the word is what is read."""
    desk.show(CERTAINTY)
    first = desk.widget.get_by_role("slider", name="T1")
    expect(first).to_have_attribute("aria-valuetext", "not set")
    first.focus()
    desk.press("ArrowRight", "ArrowRight", "Tab", "Enter")
    desk.python_says("sure.levels", {"T1": "probably", "T2": "open"})
    expect(first).to_have_attribute("aria-valuetext", "probably")
    desk.holds_up("certainty")


def test_claims_are_coded_by_keyboard(desk):
    """A claim with two voices, a stance and a cue, without a mouse."""
    desk.show(CODER)
    desk.widget.get_by_role("button", name="Add a claim in U1").focus()
    desk.press("Enter")
    desk.python_says("len(coder.claims)", 1)
    for label, key in (("voice 1", "N"), ("voice 2", "M"), ("stance", "a"), ("how sure", "h")):
        desk.widget.get_by_label(f"Claim 1: {label}").focus()
        desk.press(key)
    desk.widget.get_by_label("Claim 1: cue").focus()
    desk.page.keyboard.type("says")
    desk.press("Tab")
    wanted = {"chain": "NAR>MIL", "stance": "-1", "certainty": "hedged", "cue": "says"}
    desk.python_says(f"{{k: coder.claims[0][k] for k in {list(wanted)}}}", wanted)
    desk.holds_up("coder")
