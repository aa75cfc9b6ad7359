"""A desk to try widgets on: one notebook in a real JupyterLab, shared by the tests of a module.

A test of a widget is short::

    def test_the_matrix_by_keyboard(desk):
        desk.show(SOURCE)
        desk.widget.get_by_label("E1 and A").focus()
        desk.press("c", "ArrowRight", "i")
        desk.python_says("matrix.ratings", {"E1": {"A": "C"}})
        desk.holds_up("matrix")

`holds_up` does what every widget must stand: axe-core finds nothing, in light and in
dark; no key typed on any control changes a cell; nothing sticks out at 800 pixels or
at 200 %. With ``KIT_SHOTS=folder`` it leaves screenshots of all of that there.
"""

import ast
import os
import re
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

# In CSS pixels: a browser's zoom of 200 % leaves half as many of a window of 1280.
SIZES = {"wide": (1280, 900), "800px": (800, 900), "200%": (640, 450)}
TALL = 3000
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
CONTROLS = "button, select, input, textarea, summary, a[href], [tabindex]"
UNWANTED = "abddix"
EVALUATE = """
async expression => {
  const kernel = notebookPanel.sessionContext.session.kernel;
  const request = { code: '', user_expressions: { said: expression }, store_history: false };
  const { content } = await kernel.requestExecute(request).done;
  const { said } = content.user_expressions;
  return said.status === 'ok' ? said.data['text/plain'] : `${said.ename}: ${said.evalue}`;
}
"""

OPEN_OTHER = """
async name => {
  const path = `notebooks/${name}`;
  const panel = await jupyterapp.commands.execute('docmanager:open', { path });
  await panel.context.ready;
  jupyterapp.shell.activateById(panel.id);
}
"""


class Desk:
    """One cell of a notebook in a browser, with a widget in its output."""

    def __init__(self, notebook):
        self.notebook = notebook
        self.page = notebook.page

    @property
    def widget(self):
        """The live widget."""
        return self.page.locator(".jp-Notebook .kit-widget")

    @property
    def said(self):
        """What the widget says aloud."""
        return self.widget.get_by_role("status")

    def show(self, source, live=True):
        """Run a cell that shows a widget."""
        self.notebook.type_into("desk", source)
        text = self.notebook.run("desk")
        assert "Traceback" not in text, text
        if live:
            expect(self.widget).to_be_visible(timeout=20_000)
        return self.widget

    def press(self, *keys):
        """Press keys one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def python(self, expression):
        """Evaluate an expression in the kernel; literals come back as values."""
        text = self.page.evaluate(EVALUATE, expression)
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError):
            return text

    def python_says(self, expression, wanted):
        """Wait until an expression has a value in the kernel."""
        for _ in range(50):
            found = self.python(expression)
            if found == wanted:
                return
            self.page.wait_for_timeout(100)
        assert found == wanted

    def restart(self):
        """Restart Python, as the menu entry does."""
        self.page.evaluate("() => notebookPanel.sessionContext.restartKernel()")

    def check(self, exercise, variable):
        """Call `check` in the kernel; give what its output holds, by type."""
        shown = self.python(
            f'__import__("kit").check("{exercise}", {variable})._repr_mimebundle_()'
        )
        assert isinstance(shown, dict), shown
        return shown

    @contextmanager
    def other(self, name):
        """Open another notebook, running nothing; give its panel."""
        self.page.evaluate(OPEN_OTHER, name)
        yield self.page.locator(".jp-NotebookPanel:visible")
        self.page.evaluate(
            "() => { jupyterapp.shell.currentWidget.dispose();"
            " jupyterapp.shell.activateById(notebookPanel.id); }"
        )

    def holds_up(self, name):
        """Try all that every widget has to stand."""
        self.no_key_changes_a_cell()
        self.widget.evaluate("root => root.querySelectorAll('details').forEach(d => d.open = true)")
        for theme, title in THEMES.items():
            self._theme(title)
            assert self.faults() == []
            for size, (width, height) in SIZES.items():
                self._resize(width, height)
                self._nothing_sticks_out(size)
                if os.environ.get("KIT_SHOTS"):
                    self._resize(width, TALL)
                    self._shoot(f"{name}-{theme}-{size}")
        self._theme(THEMES["light"])
        self._resize(*SIZES["wide"])

    def faults(self):
        """Let axe-core look at the outputs of the cell."""
        found = Axe().run(self.page, context=".jp-Notebook .jp-OutputArea")
        return [
            f"{fault['id']}: {node['html'][:160]} {node['failureSummary']}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]

    def no_key_changes_a_cell(self):
        """Type the letters that insert, cut and delete cells on every control."""
        cells = "() => notebookPanel.content.model.sharedModel.cells.map(cell => cell.id).join()"
        before = self.page.evaluate(cells)
        controls = self.widget.locator(CONTROLS)
        for position in range(controls.count()):
            control = controls.nth(position)
            if control.is_visible():
                control.focus()
                self.press(*UNWANTED)
                assert self.page.evaluate(cells) == before, control.evaluate("c => c.outerHTML")
        self.page.wait_for_timeout(300)
        assert self.page.evaluate(cells) == before

    def _nothing_sticks_out(self, size):
        wide = self.widget.evaluate(
            "root => Math.max(root.scrollWidth - root.clientWidth,"
            " root.getBoundingClientRect().right - window.innerWidth)"
        )
        assert wide <= 1, f"At {size} the widget is {wide} pixels wider than its place."

    def _theme(self, title):
        self.page.evaluate(
            "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", title
        )
        light = str(title == THEMES["light"]).lower()
        self.page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")

    def _resize(self, width, height):
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_timeout(150)

    def _shoot(self, name):
        folder = Path(os.environ["KIT_SHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        self.widget.evaluate("root => root.scrollIntoView({ block: 'start' })")
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=folder / f"{re.sub('[^a-z0-9-]+', '', name)}.png")


@pytest.fixture(scope="module")
def desk_of_module(lab, notebook, student_course):
    """Write the notebook of the desk and open it."""
    cells = [nbformat.v4.new_code_cell("", id="desk"), nbformat.v4.new_markdown_cell("Below.")]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, student_course / "notebooks" / "desk.ipynb")
    notebook.open(lab, "desk.ipynb")
    notebook.page.evaluate("() => jupyterapp.commands.execute('application:toggle-left-area')")
    return Desk(notebook)


@pytest.fixture
def desk(desk_of_module):
    """The shared desk, empty again."""
    yield desk_of_module
    desk_of_module.show("None", live=False)
