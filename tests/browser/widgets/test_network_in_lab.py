"""The discourse network in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SHOWN = """
from kit import load_case
from kit.widgets import Network
case = load_case("syria-2017")
names = case.actors.set_index("actor_id")["name"].replace("Kazakhstan", "<b>Kazakhstan</b> שלום")
labels = case.concepts.set_index("concept")["label"]
shown = Network("try network", case.statements, names=names, labels=labels)
shown
"""
LARGE = """
import numpy as np, pandas as pd
from kit.widgets import Network
draw = np.random.default_rng(1)
said = pd.DataFrame({"holder": [f"N{n:03}" for n in range(500)] * 8,
    "concept": draw.integers(0, 60, 4000).astype(str), "stance": draw.choice([1, -1], 4000)})
large = Network("try large", said)
large
"""


def test_the_network_is_used_by_keyboard_alone(desk):
    """Arrows lead from tie to tie and take each apart; choices change the network."""
    desk.show(SHOWN)
    first = desk.widget.locator("[data-part]").first
    first.focus()
    desk.press("ArrowRight")
    told = desk.widget.get_by_role("group", name="The chosen line")
    expect(told).to_contain_text("<b>Kazakhstan</b> שלום and Russia / Moscow: conflict 4.")
    expect(
        told.get_by_role("row", name="Allied troops go to Syria 1 against 4 for")
    ).to_be_visible()
    desk.python_says("shown.chosen", "conflict KAZ|RUS")
    desk.widget.get_by_label("Actors are").focus()
    desk.press("ArrowDown")
    desk.python_says("shown.whose", "speaker")
    desk.press("Tab", "Tab", "c")
    desk.python_says("shown.measure", "conflict")
    desk.press("Control+z", "Control+z")
    desk.python_says("shown.kept()['measure'], shown.whose", ("both", "holder"))
    desk.widget.locator("[data-part=RUS]").focus()
    desk.press("Enter")
    desk.python_says("len(shown.frame())", 4)
    expect(desk.said).to_contain_text("around Russia / Moscow")
    desk.holds_up("network")


def test_five_hundred_actors_pan_and_explain(desk):
    """The large picture is moved about, and a tie is taken apart."""
    desk.show(LARGE)
    box = desk.widget.locator(".kit-drag")
    assert box.evaluate("box => { box.scrollBy(0, 2400); return box.scrollTop; }") > 2000
    desk.widget.locator("[data-part]").first.focus()
    desk.press("ArrowRight", "Enter")
    expect(desk.widget.get_by_role("group", name="The chosen line")).to_contain_text("=")
