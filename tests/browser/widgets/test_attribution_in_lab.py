"""The attribution diagram in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SHOWN = """
from kit import load_case
from kit.widgets import Attribution
case = load_case("syria-2017")
said = case.statements.copy()
said.loc[0, "paraphrase"] = "<img src=x onerror=document.title='run'> שלום"
names = case.actors.set_index("actor_id")["name"]
diagram = Attribution("try attribution", said, names=names)
diagram
"""


def test_the_diagram_is_used_by_keyboard_alone(desk):
    """Arrows lead from voice to voice, Enter chooses, Space takes a source away."""
    desk.show(SHOWN)
    desk.widget.locator("[data-part=NAR]").focus()
    desk.press("ArrowRight", "ArrowRight", "Enter")
    desk.python_says("diagram.chosen", "NAR>BOT>SHA")
    expect(desk.said).to_contain_text("Vladimir Shamanov, through Article narrator")
    expect(desk.widget.get_by_role("row", name="S02 T04")).to_be_visible()
    expect(desk.widget.get_by_role("button", name="Vladimir Shamanov")).to_be_focused()
    desk.press("Tab", "Tab", "Space")
    desk.python_says("diagram.removed", ["BOT"])
    expect(desk.said).to_contain_text("14 of 25 statements remain")
    expect(desk.widget.locator("svg")).to_contain_text("falls away")
    desk.press("Control+z")
    desk.python_says("diagram.removed", [])
    desk.widget.locator("[data-part=NAR]").click()
    desk.python_says("diagram.chosen", "NAR")
    expect(desk.widget.get_by_role("row", name="S00 T01 <img")).to_be_visible()
    assert "run" not in desk.page.title()
    desk.holds_up("attribution")
