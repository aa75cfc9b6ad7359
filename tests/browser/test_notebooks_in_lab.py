"""The student's notebooks in a real JupyterLab."""

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

COURSE = Path(__file__).parents[2]
NOTEBOOKS = sorted(path.name for path in (COURSE / "notebooks").glob("*.ipynb"))


# One without a form, and two with those that draw most, stand for all nine in `make test`.
FIRST = ("00", "05", "07")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name.startswith(FIRST) else pytest.mark.thorough)
        for name in NOTEBOOKS
    ],
)
def test_a_notebook_runs_from_top_to_bottom(lab, notebook, name):
    """Untouched, every cell runs; no traceback, and nothing is wider than its place."""
    notebook.open(lab, name).run_all()
    kinds = [output["output_type"] for output in notebook.outputs()]
    assert kinds
    assert "error" not in kinds
    too_wide = notebook.page.evaluate(
        "() => [...document.querySelectorAll('.jp-OutputArea-output')]"
        ".filter(node => node.scrollWidth > node.clientWidth + 1)"
        ".map(node => node.innerText.slice(0, 80))"
    )
    assert too_wide == []


def test_a_student_answers_and_asks_for_help(lab, notebook, student_course):
    """Not answered, then not yet with a question, a hint, and at last correct."""
    notebook.open(lab, NOTEBOOKS[0]).run_all()
    assert "not answered" in notebook.run("check-0-1")
    notebook.type_into("answer-0-1", "headline_words = 3")
    notebook.run("answer-0-1")
    assert "not yet" in notebook.run("check-0-1")
    notebook.type_into("answer-0-1", "headline_words = 12")
    notebook.run("answer-0-1")
    assert "correct" in notebook.run("check-0-1")
    assert (student_course / "notebooks" / ".kit" / "progress.json").exists()
    shutil.rmtree(student_course / "notebooks" / ".kit")


def test_a_check_before_its_answer_is_a_sentence(lab, notebook):
    """With only the first cell run, a check shows no traceback."""
    notebook.open(lab, NOTEBOOKS[0])
    notebook.page.evaluate(
        """async () => {
          const book = notebookPanel.content;
          book.activeCellIndex = book.widgets.findIndex(w => w.model.type === 'code');
          await jupyterapp.commands.execute('notebook:run-cell');
        }"""
    )
    text = notebook.run("check-0-1")
    assert "does not exist yet. Run the answer cell above first." in text
    assert "Traceback" not in text


def test_the_glossary_is_one_click_away(lab, notebook):
    """The link in a notebook opens the page in a tab of its own."""
    notebook.open(lab, NOTEBOOKS[0])
    notebook.page.get_by_role("link", name="glossary").first.click()
    tab = notebook.page.get_by_role("tab", name="glossary.md")
    tab.wait_for(timeout=20_000)


def test_make_lab_opens_the_first_notebook_and_serves_the_course():
    """The address that `make lab` prints leads to notebook 00, and links to docs work."""
    done = subprocess.run(["make", "-n", "lab"], cwd=COURSE, capture_output=True, text=True)
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in done.stdout
    assert f'--ServerApp.root_dir="{COURSE}"' in done.stdout
