"""The hypothesis matrix in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SMALL = """
import pandas as pd
from kit.widgets import Matrix
items = pd.DataFrame({"evidence_id": ["E1", "E2"], "text": ["The jar was open.", "Fur lay about."]})
rivals = pd.DataFrame({"hypothesis_id": ["A", "B"], "label": ["The cat", "The dog"]})
matrix = Matrix("try matrix", items, rivals)
matrix
"""


def test_the_matrix_is_rated_by_keyboard_alone(desk):
    """Letters rate, arrows move, Enter leads to the reason; page and Python agree."""
    desk.show(SMALL)
    desk.widget.get_by_role("button", name="Swap").focus()
    desk.press("Tab", "i", "i", "ArrowRight", "i", "ArrowDown", "c", "Enter")
    desk.page.keyboard.type("Fur of that colour is the dog's.")
    desk.press("Escape")
    wanted = {"E1": {"A": "II"}, "E2": {"A": "I", "B": "C"}}
    desk.python_says("matrix.ratings", wanted)
    desk.python_says("matrix.reasons", {"E2": {"B": "Fur of that colour is the dog's."}})
    expect(desk.said).to_contain_text("E2 and B: C, consistent. Least is against B")
    expect(desk.widget.get_by_role("row", name="A The cat 3")).to_be_visible()
    desk.press("s")
    expect(desk.widget.get_by_role("columnheader", name="Evidence")).to_be_visible()
    desk.press("Control+z", "Control+z", "Control+z")
    desk.python_says("matrix.ratings['E2']", {"A": "I"})
    desk.holds_up("matrix")
