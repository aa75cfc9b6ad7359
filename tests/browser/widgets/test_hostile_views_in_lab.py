"""Hostile content in the reader, the comparison and the board: text, and nothing but text."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

TABLES = """
import pandas as pd
from IPython.display import display
from kit.widgets import Board, Comparison, Reader
texts = {texts!r}
bad = list(texts.values())
ids = [f"T{{number}}" for number in range(len(bad))]
said = pd.DataFrame({{"statement_id": ids, "unit_id": bad, "chain": "ART>A", "holder": "B"}})
said = said.assign(speaker=["A", "B"] * (len(bad) // 2) + ["A"] * (len(bad) % 2), concept=ids)
said = said.assign(stance=1, cue=bad, certainty=bad, mode=bad, paraphrase=bad)
actors = pd.DataFrame({{"actor_id": ["A", "B", "ART"], "name": bad[:3], "role": bad[3:6]}})
concepts = pd.DataFrame({{"concept": ids, "label": bad, "definition": bad}})
units = pd.DataFrame({{"unit_id": bad, "paraphrase": bad, "kind": bad}})
claims = pd.DataFrame({{"claim_id": bad, "unit": bad[0], "claim": bad, "wording": bad}})
parts = pd.DataFrame({{"argument_id": bad[0], "part": ["claim", "data"], "text": bad[:2]}})
"""
SHOWN = {
    "comparison": """Comparison("try bad", said, ["A", "B"], actors=actors,
        concepts=concepts, units=units)""",
    "board": """Board("try bad board", parts, statements=said, chips=dict(zip(bad, bad)))""",
    "reader": """Reader("try bad reader", units, said, actors=actors, claims=claims,
        texts={unit: unit for unit in bad},
        layers=["voices", "quotation", "words", "actors", "claims"])""",
}
EVERYTHING = """
root => {
  root.querySelectorAll('details').forEach(each => { each.open = true; });
  root.querySelectorAll('button.kit-cell, button.kit-statement').forEach(each => each.focus());
}
"""


@pytest.mark.parametrize("name", SHOWN)
def test_hostile_content_is_text(desk, hostile, name):
    """Markup in names, labels, cues and texts is shown as it stands and never runs."""
    desk.show(TABLES.format(texts=hostile) + SHOWN[name])
    desk.widget.evaluate(EVERYTHING)
    expect(desk.widget.get_by_text(hostile["script"]).first).to_be_attached()
    assert desk.widget.locator("script, img, iframe, style").count() == 0
    assert desk.faults() == []
    desk._nothing_sticks_out("wide")
    assert desk.page.evaluate("() => window.hacked") is None
