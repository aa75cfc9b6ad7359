"""The reader in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

CASE = """
from kit import load_case
from kit.widgets import Reader
reader = Reader.of("try reader", load_case(), layers=["voices", "quotation", "words", "actors"])
reader
"""


def test_the_story_is_read_by_keyboard_alone(desk):
    """Turn pages, go down to a statement, hear how it came; find another; take a note."""
    desk.show(CASE)
    desk.widget.get_by_role("group", name="The story: S00").focus()
    desk.press("ArrowRight", "ArrowRight")
    expect(desk.said).to_contain_text("S02, 3 of 14: Botobekov relays")
    desk.press("ArrowDown")
    expect(desk.widget).to_contain_text(
        "T04: The article says that Uran Botobekov says that Vladimir Shamanov says: Moscow"
    )
    desk.press("ArrowRight")
    expect(desk.widget.get_by_role("group", name="The story: S03")).to_be_focused()
    desk.widget.get_by_label("Statement to find").focus()
    desk.page.keyboard.type("T12")
    desk.press("Tab", "Enter")
    desk.python_says("reader.here", "S05")
    expect(desk.widget).to_contain_text("Quotation: indirect, brought in by ‘admitted’.")
    desk.widget.get_by_label("Claims to check").focus()
    desk.press("Space")
    expect(desk.widget).to_contain_text("I7 The official from Turkey gave way")
    desk.widget.get_by_label("What do you notice in S05?").focus()
    desk.page.keyboard.type("Why admitted?")
    desk.python_says("reader.notes", {"S05": "Why admitted?"})
    desk.holds_up("reader")
