"""What holds for every widget, on the real story and on content that means harm."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import kit
from kit import widgets

COURSE = Path(__file__).parents[2]


@pytest.fixture
def shown(every_widget):
    """Make a widget of the real story by the name of its class."""

    def make(name):
        case = kit.load_case("syria-2017", COURSE)
        scope = {"case": case, "name": f"every {name}", name: getattr(widgets, name)}
        return eval(every_widget[name], scope)

    return make


def test_every_widget_is_listed(every_widget):
    """A new widget is tried here too; the review desk is no part of the course."""
    assert sorted({*every_widget, "Review", "carried"}) == sorted(widgets.__all__)


@pytest.mark.parametrize("name", [n for n in widgets.__all__ if n not in ("Review", "carried")])
def test_the_static_form_says_what_the_widget_shows(shown, name):
    """Words, a table, and any picture with its finding; nothing is left to sight alone."""
    widget = shown(name)
    assert repr(widget) == widget.text()
    page = widget._repr_mimebundle_()["text/html"]
    assert html.escape(widget.text().splitlines()[0]) in page
    assert "<table" in page or widget.frame().empty
    assert page.count("<img") == page.count('alt="') - page.count('alt=""')
    assert bool(widget.picture()) == ("<img" in page)


def test_hostile_content_stays_text(hostile):
    """In the forms for forecasts, certainty and claims, as in the larger widgets' own tests."""
    bad, names = list(hostile.values()), list(hostile)
    said = pd.DataFrame({"statement_id": names, "unit_id": names, "paraphrase": bad})
    forecast = widgets.Forecast("bad forecast", bad[0], bad)
    sure = widgets.Certainty("bad certainty", said, tuple(bad[:3]))
    sure.put(names[0], bad[0])
    coder = widgets.Coder("bad coder", said, bad, bad, bad)
    coder.add(names[0])
    coder.put(0, "cue", bad[1])
    for widget in (forecast, sure, coder):
        page = widget._repr_mimebundle_()["text/html"]
        assert not re.search(r"<(script|svg|style|iframe)|<img (?!alt=)", page)
        assert widget.frame().size


def test_a_notebook_with_every_widget_reproduces_strictly(every_widget, tmp_path):
    """Run it once, then have nbval compare every cell with what is stored."""
    first = 'import kit\nfrom kit.widgets import *\ncase = kit.load_case("syria-2017")'
    made = [nbformat.v4.new_code_cell(first)]
    made += [
        nbformat.v4.new_code_cell(f'name = "every {name}"\n{line}')
        for name, line in every_widget.items()
    ]
    book = nbformat.v4.new_notebook(cells=made)
    env = os.environ | {"KIT_STATE": "off", "KIT_COURSE": str(COURSE)}
    NotebookClient(book, resources={"metadata": {"path": str(tmp_path)}}).execute(env=env)
    assert all(cell.outputs for cell in book.cells[1:])
    nbformat.write(book, tmp_path / "every.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, "every.ipynb"], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert f"{len(made)} passed" in ran.stdout, ran.stdout
