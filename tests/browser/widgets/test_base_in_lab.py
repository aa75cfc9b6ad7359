"""What holds for every widget, in a real JupyterLab, tried on the hypothesis matrix."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kit import load_case, widgets
from kit.grading.grade import grade

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
COURSE = Path(__file__).parents[3]

HOSTILE = """
import pandas as pd
from kit.widgets import Matrix
texts = {texts!r}
items = pd.DataFrame({{"evidence_id": list(texts), "text": list(texts.values())}})
first, last = list(texts.values())[:3], list(texts.values())[-3:]
rivals = pd.DataFrame({{"hypothesis_id": first, "label": last}})
matrix = Matrix("try hostile", items, rivals)
for name, text in texts.items():
    matrix.rate(name, rivals["hypothesis_id"][0], "I")
    matrix.explain(name, rivals["hypothesis_id"][0], text)
matrix
"""

# The open row of lesson 07, to be rated in a widget.
OPEN_ROW = """
from kit import load_case, check
from kit.widgets import Matrix
case = load_case("syria-2017")
asked = case.evidence.head(9)
row = case.hypotheses[case.hypotheses["hypothesis_id"] == "M7"]
my_ratings = Matrix("7.2", asked, row)
my_ratings
"""
REASON = "This item is what I expected to see if M7 holds."


def test_hostile_content_is_text(desk, hostile):
    """Markup in labels, quotes and reasons is shown as it stands and never runs."""
    desk.show(HOSTILE.format(texts=hostile))
    for position in range(len(hostile)):
        desk.widget.locator(".kit-rating").nth(position).focus()
    desk.widget.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert desk.page.evaluate("() => window.hacked") is None
    assert desk.widget.locator("script, img, iframe").count() == 0
    expect(desk.widget.get_by_text(hostile["script"]).first).to_be_attached()
    desk.holds_up("hostile")
    assert desk.page.evaluate("() => window.hacked") is None


def reopened(shown):
    """Give a notebook with these widgets as somebody else saved it: no Python, no trust."""
    view = {"version_major": 2, "version_minor": 0, "model_id": "0" * 32}
    live = {"text/plain": "Live widget", "application/vnd.jupyter.widget-view+json": view}
    cells = []
    for name, widget in shown.items():
        outputs = [
            {"output_type": "display_data", "data": data, "metadata": {}}
            for data in (widget._repr_mimebundle_(), live)
        ]
        cell = {"cell_type": "code", "id": name, "source": name, "metadata": {}}
        cells.append(cell | {"outputs": outputs, "execution_count": 1})
    book = {"nbformat": 4, "nbformat_minor": 5, "cells": cells}
    return book | {"metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}}}


def test_a_notebook_reopened_shows_every_widget(desk, student_course, every_widget):
    """Not trusted and without Python: words, table, and picture with its alternative text."""
    case = load_case("syria-2017", COURSE)
    shown = {
        name: eval(line, {"case": case, "name": f"reopened {name}", name: getattr(widgets, name)})
        for name, line in every_widget.items()
    }
    path = student_course / "notebooks" / "reopened.ipynb"
    path.write_text(json.dumps(reopened(shown)))
    with desk.other(path.name) as panel:
        outputs = panel.locator(".jp-Cell-outputArea")
        for position, (name, widget) in enumerate(shown.items()):
            output = outputs.nth(position)
            output.scroll_into_view_if_needed()
            expect(output, name).to_contain_text(widget.text().splitlines()[0])
            tables = output.get_by_role("table")
            assert tables.count() or widget.table().empty, name
            picture = widget.picture()
            if picture:
                image = output.locator("img")
                expect(image, name).to_have_attribute("alt", picture.alt)
                assert image.evaluate("image => image.decode().then(() => image.width)") > 0, name


def test_what_was_typed_survives_a_restart_and_is_graded(desk, student_course, tmp_path):
    """Rated by keyboard, kept through a restart, checked, handed in, and graded the same."""
    desk.show(OPEN_ROW)
    desk.widget.locator(".kit-rating").first.focus()
    for _ in range(9):
        desk.press("c", "Enter")
        desk.page.keyboard.insert_text(REASON)
        desk.press("Escape", "ArrowDown")
    desk.python_says("len(my_ratings.as_answer())", 9)
    desk.python_says("set(my_ratings.as_answer()['reason'])", {REASON})

    desk.restart()
    desk.press("n")
    expect(desk.said).to_contain_text("Python was restarted: run this cell again.")
    desk.show(OPEN_ROW)
    expect(desk.widget.locator(".kit-rating").first).to_have_value("C")
    expect(desk.widget.locator("[data-reason]")).to_have_value(REASON)
    shown = desk.check("7.2", "my_ratings")
    assert "correct" in shown["text/plain"]

    book = json.loads((COURSE / "notebooks/07_competing_hypotheses.ipynb").read_text())
    for cell in book["cells"]:
        if cell["id"] == "answer-7-2":
            cell["source"] = OPEN_ROW
        if cell["id"] == "check-7-2":
            result = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
            cell["outputs"] = [result | {"data": shown}]
    by_saved = tmp_path / "in" / "saved" / "07_competing_hypotheses.ipynb"
    by_line = tmp_path / "in" / "line" / "07_competing_hypotheses.ipynb"
    for path in (by_saved, by_line):
        path.parent.mkdir(parents=True)
    by_saved.write_text(json.dumps(book))
    line = desk.python("my_ratings.line()")
    for cell in book["cells"]:
        if cell["id"] == "answer-7-2":
            cell["source"] += "\n" + line
        cell.pop("outputs", None)
    by_line.write_text(json.dumps(book))
    grade(tmp_path / "in", tmp_path / "out", COURSE, sandbox="none", progress=False)
    items = (tmp_path / "out" / "items.csv").read_text().splitlines()
    rows = {row.split(",")[0]: row for row in items if ",7.2," in row}
    assert all(",4,4,correct," in rows[student] for student in ("saved", "line")), rows
