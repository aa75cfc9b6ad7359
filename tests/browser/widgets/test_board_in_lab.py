"""The argument board in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

CASE = """
from kit import load_case
from kit.widgets import Board
case = load_case()
statements = case.statements.tail(4)
board = Board("try board", case.arguments, statements=statements, cards=case.cards.tail(3))
board
"""


def test_an_argument_is_laid_out_by_keyboard_alone(desk):
    """Choose a chip for the empty box, read it, cite it, type, take it out again."""
    desk.show(CASE)
    expect(desk.widget).to_contain_text("Still empty: backing.")
    desk.widget.get_by_label("What to cite as backing").focus()
    desk.press("Tab", "Enter")
    expect(desk.said).to_have_text("Choose something from the list of the backing first.")
    desk.press("Shift+Tab", "ArrowDown", "ArrowDown")
    expect(desk.widget).to_contain_text("T23: Ankara would accept")
    desk.press("Tab", "Enter", "Tab")
    desk.page.keyboard.type("Friends are trusted.")
    expect(desk.said).to_have_text("T23 is cited as backing. Every box has something in it.")
    backing = "board.slot('backing')"
    desk.python_says(backing, {"text": "Friends are trusted.", "cites": ["T23"], "unsaid": False})
    expect(desk.widget).to_contain_text("In a circle: T23 is a claim and its own support.")
    desk.widget.get_by_role("button", name="Take T23 out of backing").focus()
    desk.press("Enter")
    desk.python_says(f"{backing}['cites']", [])
    expect(desk.widget.get_by_label("In your words: backing")).to_be_focused()
    desk.widget.get_by_role("button", name="Begin one of your own").focus()
    desk.press("Enter")
    expect(desk.widget).to_contain_text("What would weaken it, or change your mind?")
    desk.press("Control+z", "Control+z", "Control+z", "Control+z")
    desk.python_says("(board.argument, board.empty())", ("A1", ["backing"]))
    desk.holds_up("board")
