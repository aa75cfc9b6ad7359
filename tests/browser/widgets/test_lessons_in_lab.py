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
S11 = {"data": "T24", "claim": "T23", "warrant": "W1", "qualifier": "would", "rebuttal": "C28"}
FORECAST = {"O1": "5", "O2": "10", "O3": "50", "O4": "35"}
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
def lesson(request, student_course):
    """A copy of a lesson in a folder of its own, with a state of its own."""
    kept = student_course / "notebooks" / ".kit"
    shutil.rmtree(kept, ignore_errors=True)
    path = student_course / "notebooks" / getattr(request, "param", LESSON)
    before = path.read_bytes()
    yield path
    path.write_bytes(before)
    shutil.rmtree(kept, ignore_errors=True)


class Answered:
    """A lesson in the browser, answered in one of its forms."""

    def __init__(self, lab, notebook, lesson, form, cell):
        self.lab, self.notebook, self.lesson, self.cell = lab, notebook, lesson, cell
        self.keys = notebook.page.keyboard
        self.form = notebook.page.locator(f'.kit-widget[aria-label="{form}"]')
        self.open()

    def open(self):
        """Open the lesson and run it up to the form."""
        self.notebook.open(self.lab, self.lesson.name)
        self.notebook.page.evaluate(RUN_UP_TO, self.cell)
        expect(self.form).to_be_visible(timeout=30_000)

    def focus(self, role, name):
        """Go to a control, as Tab would."""
        self.form.get_by_role(role, name=name, exact=True).focus()

    def checked(self, exercise):
        """Run the answer and the check; give what the check says."""
        self.notebook.run(f"answer-{exercise.replace('.', '-')}")
        said = self.notebook.run(f"check-{exercise.replace('.', '-')}")
        self.notebook.page.evaluate(SAVE)
        return said

    def restart(self):
        """Restart Python and open the lesson again."""
        self.notebook.page.evaluate(RESTART)
        self.open()

    def graded(self, exercise, folder):
        """Hand the saved lesson in and grade it; give the row of the exercise."""
        (folder / "in" / "ann").mkdir(parents=True)
        shutil.copy(self.lesson, folder / "in" / "ann")
        grade(folder / "in", folder / "out", COURSE, sandbox="none", progress=False)
        rows = (folder / "out" / "items.csv").read_text().splitlines()
        (row,) = (row for row in rows if f",{exercise}," in row)
        return row


def test_lesson_07_is_answered_in_the_form(lab, notebook, lesson, tmp_path):
    """Rated by keyboard, checked, saved, restarted, reloaded, checked again, graded the same."""
    desk = Answered(lab, notebook, lesson, "Hypothesis matrix", "board = Matrix(")
    first = desk.form.locator(".kit-rating").first
    expect(first).to_be_visible(timeout=20_000)
    first.focus()
    for _ in range(8):
        for key in ("c", "Enter"):
            desk.keys.press(key)
        desk.keys.insert_text(REASON)
        for key in ("Escape", "ArrowDown"):
            desk.keys.press(key)
    expect(desk.form.get_by_role("status").first).to_contain_text("8 of 13 items are rated")
    notebook.type_into("answer-7-2", "my_ratings = board")
    assert "7.2: correct, 4 of 4 points" in desk.checked("7.2")
    desk.restart()
    expect(first).to_have_value("C", timeout=20_000)
    expect(desk.form.locator("[data-reason]")).to_have_value(REASON)
    assert "7.2: correct, 4 of 4 points" in desk.checked("7.2")
    assert ",7.2,4,4,correct," in desk.graded("7.2", tmp_path)


@pytest.mark.parametrize("lesson", ["06_arguments.ipynb"], indirect=True)
def test_lesson_06_is_answered_on_the_board(lab, notebook, lesson, tmp_path):
    """Five chips by keyboard; an untouched board before that is not answered, never wrong."""
    desk = Answered(lab, notebook, lesson, "Argument board", "slots = Board(")
    notebook.type_into("answer-6-1", "friends = slots.as_answer()")
    assert "6.1: not answered" in desk.checked("6.1")
    for part, chip in S11.items():
        desk.focus("combobox", f"What to cite as {part}")
        desk.keys.type(chip)
        for key in ("Tab", "Enter"):
            desk.keys.press(key)
        expect(desk.form.get_by_role("status")).to_contain_text(f"{chip} is cited as {part}.")
    assert "6.1: correct, 5 of 5 points" in desk.checked("6.1")
    desk.restart()
    expect(desk.form).to_contain_text("Every box has something in it.")
    assert "6.1: correct, 5 of 5 points" in desk.checked("6.1")
    assert ",6.1,5,5,correct," in desk.graded("6.1", tmp_path)


@pytest.mark.parametrize("lesson", ["08_agreement_and_brief.ipynb"], indirect=True)
def test_lesson_08_is_answered_with_the_sliders(lab, notebook, lesson, tmp_path):
    """Four numbers and reasons by keyboard, locked; the sliders stand there after a restart."""
    desk = Answered(lab, notebook, lesson, "Forecast", "sliders = Forecast(")
    for option, percent in FORECAST.items():
        desk.focus("spinbutton", f"{option}, percent as a number")
        desk.keys.press("Control+a")
        desk.keys.type(percent)
        desk.focus("textbox", f"Reason for {option}")
        desk.keys.insert_text(REASON)
    desk.focus("button", "Lock for good")
    expect(desk.form).to_contain_text("Together 100 %.")
    for _ in range(2):
        desk.keys.press("Enter")
    expect(desk.form.get_by_role("status")).to_contain_text("Locked. Its seal begins with")
    notebook.type_into("answer-8-4", "my_forecast = sliders\nshow_seal(my_forecast)")
    assert "8.4: correct, 4 of 4 points" in desk.checked("8.4")
    desk.restart()
    expect(desk.form).to_contain_text("Locked on")
    assert "8.4: correct, 4 of 4 points" in desk.checked("8.4")
    assert ",8.4,4,4,correct," in desk.graded("8.4", tmp_path)


def test_all_widgets_of_the_course_fit_into_memory(desk, lesson):
    """Open at once, in one Python: the kernel stays under 400 MB, and each is live."""
    desk.show(ALL, live=False)
    names = desk.python("sorted({type(each).__name__ for each in widgets})")
    taught = {"Attribution", "Board", "Certainty", "Coder", "Comparison", "Forecast", "Matrix"}
    assert taught | {"Network", "Reader", "Timeline"} == set(names)
    expect(desk.widget).to_have_count(desk.python("len(widgets)"), timeout=60_000)
    used = desk.python("psutil.Process().memory_info().rss") / 1e6
    assert used < MEGABYTES, f"{used:.0f} MB"
