"""Viewpoints side by side in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CASE = """
from kit import load_case
from kit.widgets import Comparison
case = load_case()
both = Comparison("try both", case.statements, ["BOT", "LAM"],
                  actors=case.actors, concepts=case.concepts, units=case.units)
both
"""


def test_viewpoints_are_compared_by_keyboard_alone(desk):
    """A third voice comes in, the arrows lead to a cell, and what is behind it is told."""
    desk.show(CASE)
    desk.widget.get_by_role("checkbox", name="Article narrator").focus()
    desk.press("Space")
    desk.python_says("both.readings()", ["BOT", "NAR", "LAM"])
    expect(desk.said).to_contain_text("Contested 0, shared 1")
    desk.widget.get_by_label("Show only what tells them apart").focus()
    desk.press("Space", "Tab", "ArrowRight", "ArrowDown")
    behind = desk.widget.get_by_role("group", name="Behind the chosen cell")
    expect(behind).to_contain_text("Article narrator (Business Insider) is silent")
    desk.press("ArrowUp", "ArrowLeft")
    expect(behind).to_contain_text("T02 in S01: The article says that Uran Botobekov says: Russia")
    desk.python_says("both.apart", True)
    desk.press("Control+z", "Control+z")
    desk.python_says("(both.apart, both.readings())", (False, ["BOT", "LAM"]))
    desk.holds_up("comparison")
