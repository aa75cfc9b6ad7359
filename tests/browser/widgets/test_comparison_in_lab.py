"""Viewpoints side by side in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

CASE = """
from kit import load_case
from kit.widgets import Comparison
case = load_case()
both = Comparison("try both", case.statements.head(9), ["BOT", "SHA"],
                  actors=case.actors, concepts=case.concepts, units=case.units)
both
"""


def test_viewpoints_are_compared_by_keyboard_alone(desk):
    """A third voice comes in, the arrows lead to a cell, and what is behind it is told."""
    desk.show(CASE)
    desk.widget.get_by_role("checkbox", name="Article narrator").focus()
    desk.press("Space")
    desk.python_says("both.readings()", ["NAR", "BOT", "SHA"])
    expect(desk.said).to_contain_text("Contested 0, shared 1, one alone 4")
    desk.widget.get_by_label("Show only what tells them apart").focus()
    desk.press("Space")
    expect(desk.said).to_have_text("Shown: 6 of 7 claims.")
    desk.press("Tab", "ArrowRight")
    behind = desk.widget.get_by_role("group", name="Behind the chosen cell")
    expect(behind).to_contain_text("The article says that Uran Botobekov says: The aim is wider")
    desk.press("End")
    expect(behind).to_contain_text("Vladimir Shamanov is silent")
    desk.python_says("both.apart", True)
    desk.press("Control+z", "Control+z")
    desk.python_says("(both.apart, both.readings())", (False, ["BOT", "SHA"]))
    desk.holds_up("comparison")
