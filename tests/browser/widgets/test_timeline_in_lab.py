"""The timeline in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SHOWN = """
from kit import load_case
from kit.widgets import Timeline
case = load_case("syria-2017")
cards = case.cards.copy()
cards["text"] = cards["text"] + " <b onclick=alert(1)>שלום</b> " + "many words " * 300
shown = Timeline("try timeline", case.events, cards)
shown
"""


def test_the_timeline_is_used_by_keyboard_alone(desk):
    """Arrows and Enter choose an event, a day hides what came later, a note is kept."""
    desk.show(SHOWN)
    desk.widget.locator("[data-part=V01]").focus()
    desk.press("ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    desk.python_says("shown.chosen", "V04")
    chosen = desk.widget.get_by_role("group", name="The chosen event")
    expect(chosen).to_contain_text("The memorandum of 4 May")
    expect(chosen.get_by_text("<b onclick").first).to_be_visible()
    chosen.get_by_role("textbox").focus()
    desk.page.keyboard.type("The zones begin here.")
    desk.python_says("shown.notes", {"V04": "The zones begin here."})
    desk.widget.get_by_label("Stand on the day").focus()
    desk.press("2", "0", "1", "7", "-", "0", "7", "-", "1", "5")
    desk.python_says("shown.day", "2017-07-15")
    expect(desk.said).to_contain_text("On 2017-07-15 one could know of")
    expect(desk.widget.locator("[data-part=V20]")).to_have_count(0)
    desk.widget.get_by_role("checkbox", name="round").focus()
    desk.press("Space")
    desk.python_says("shown.hidden", ["round"])
    desk.press("Control+z")
    desk.python_says("shown.hidden", [])
    desk.holds_up("timeline")


def test_a_box_that_is_wider_than_its_place_says_so(desk):
    """Scroll bars may be invisible: in a narrow window the box has a hint, in a wide one none."""
    desk.show(SHOWN)
    hinting = desk.widget.locator(".kit-scroll.kit-wide")
    expect(hinting).to_have_count(0)
    desk.page.set_viewport_size({"width": 640, "height": 450})
    expect(hinting).to_have_count(1)
    desk.page.set_viewport_size({"width": 1280, "height": 900})
    expect(hinting).to_have_count(0)
