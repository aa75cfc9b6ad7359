"""The widgets of the lessons, in the lessons themselves."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kit.grading.grade import grade

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

COURSE = Path(__file__).parents[3]
LESSON = "07_competing_hypotheses.ipynb"
REASON = "This is what I expected to see, if monitors were wanted."
MEGABYTES = 400

# Every given cell of the course in one Python, and then every widget at once.
ALL = """
import json, pathlib, psutil
from kit.widgets.state import State
State._current.clear()
for path in sorted(pathlib.Path().glob("0*.ipynb")):
    for cell in json.loads(path.read_text())["cells"]:
        if cell["cell_type"] == "code" and "check:" not in str(cell["metadata"]):
            exec("".join(cell["source"]), globals())
widgets = list(State._current.values())
display(*widgets)
"""
RUN_UP_TO = """
async text => {
  const book = notebookPanel.content;
  const found = book.widgets.findIndex(w => w.model.sharedModel.getSource().includes(text));
  for (let place = 0; place <= found; place++) {
    if (book.widgets[place].model.type !== 'code') continue;
    book.activeCellIndex = place;
    await jupyterapp.commands.execute('notebook:run-cell');
  }
  await book.scrollToItem(found);
}
"""
SAVE = "() => jupyterapp.commands.execute('docmanager:save')"
RESTART = "() => notebookPanel.sessionContext.restartKernel()"


@pytest.fixture
def lesson(student_course):
    """A copy of lesson 07 in a folder of its own, with a state of its own."""
    kept = student_course / "notebooks" / ".kit"
    shutil.rmtree(kept, ignore_errors=True)
    path = student_course / "notebooks" / LESSON
    before = path.read_bytes()
    yield path
    path.write_bytes(before)
    shutil.rmtree(kept, ignore_errors=True)


def test_lesson_07_is_answered_in_the_form(lab, notebook, lesson, tmp_path):
    """Rated by keyboard, checked, saved, restarted, reloaded, checked again, graded the same."""
    notebook.open(lab, LESSON)
    notebook.page.evaluate(RUN_UP_TO, "board = Matrix(")
    form = notebook.page.locator(".kit-widget")
    first = form.locator(".kit-rating").first
    expect(first).to_be_visible(timeout=20_000)
    first.focus()
    for _ in range(8):
        for key in ("c", "Enter"):
            notebook.page.keyboard.press(key)
        notebook.page.keyboard.insert_text(REASON)
        for key in ("Escape", "ArrowDown"):
            notebook.page.keyboard.press(key)
    expect(form.get_by_role("status").first).to_contain_text("8 of 13 items are rated")
    notebook.type_into("answer-7-2", "my_ratings = board")
    notebook.run("answer-7-2")
    assert "7.2: correct, 4 of 4 points" in notebook.run("check-7-2")

    notebook.page.evaluate(SAVE)
    notebook.page.evaluate(RESTART)
    notebook.open(lab, LESSON)
    notebook.page.evaluate(RUN_UP_TO, "board = Matrix(")
    expect(first).to_have_value("C", timeout=20_000)
    expect(form.locator("[data-reason]")).to_have_value(REASON)
    notebook.run("answer-7-2")
    assert "7.2: correct, 4 of 4 points" in notebook.run("check-7-2")
    notebook.page.evaluate(SAVE)

    handed_in = tmp_path / "in" / "ann"
    handed_in.mkdir(parents=True)
    shutil.copy(lesson, handed_in)
    grade(tmp_path / "in", tmp_path / "out", COURSE, sandbox="none", progress=False)
    rows = (tmp_path / "out" / "items.csv").read_text().splitlines()
    (row,) = (row for row in rows if ",7.2," in row)
    assert ",7.2,4,4,correct," in row


def test_all_widgets_of_the_course_fit_into_memory(desk, lesson):
    """Open at once, in one Python: the kernel stays under 400 MB, and each is live."""
    desk.show(ALL, live=False)
    names = desk.python("sorted({type(each).__name__ for each in widgets})")
    taught = {"Attribution", "Board", "Certainty", "Coder", "Comparison", "Forecast", "Matrix"}
    assert taught | {"Network", "Reader", "Timeline"} == set(names)
    expect(desk.widget).to_have_count(desk.python("len(widgets)"), timeout=60_000)
    used = desk.python("psutil.Process().memory_info().rss") / 1e6
    assert used < MEGABYTES, f"{used:.0f} MB"
