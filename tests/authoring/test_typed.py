"""What somebody typed is found, and copied before it is replaced."""

import json

import pytest

from kit.authoring.problems import BuildError
from kit.authoring.typed import back_up, refuse, typed_cells


@pytest.fixture
def notebook(course):
    """The path of a built student notebook."""
    return course / "notebooks" / "01_bakery.ipynb"


def edit(path, change):
    """Change the cells of a notebook file."""
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found["cells"])
    path.write_text(json.dumps(found), encoding="utf-8")


def test_running_is_not_typing(notebook):
    """New outputs, counts and an empty cell at the end hold nothing of value."""

    def run(cells):
        for cell in cells:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": 7}
        cells.append({"cell_type": "code", "id": "empty", "source": ["\n"], "metadata": {}})

    assert typed_cells(notebook) == []
    edit(notebook, run)
    assert typed_cells(notebook) == []


def test_changed_added_and_split_cells_are_named(notebook):
    """Every cell whose text is new is named by its id."""

    def work(cells):
        answer = next(cell for cell in cells if cell["id"] == "answer-1-1")
        answer["source"] = "longest = 'U01'"
        cells.append({"cell_type": "markdown", "id": "mine", "source": "A note", "metadata": {}})
        cells.append({"cell_type": "raw", "source": "Without an id", "metadata": {}})

    count = len(json.loads(notebook.read_text(encoding="utf-8"))["cells"])
    edit(notebook, work)
    assert typed_cells(notebook) == ["answer-1-1", "mine", f"number {count + 2}"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": []}', '{"cells": [], "metadata": {}}'])
def test_a_file_of_unknown_making_is_kept_whole(notebook, text):
    """What the build did not make, it does not replace."""
    notebook.write_text(text, encoding="utf-8")
    assert typed_cells(notebook) == ["the whole file"]


def test_a_missing_file_holds_nothing(notebook):
    """There is nothing to lose where there is no file."""
    notebook.unlink()
    assert typed_cells(notebook) == []


def test_each_copy_gets_its_own_number(course, notebook):
    """Forcing twice keeps both copies."""
    notebook.write_text("one", encoding="utf-8")
    with pytest.raises(BuildError, match=r"notebooks/01_bakery\.ipynb: somebody typed here"):
        refuse(course, [notebook])
    (first,) = back_up(course, [notebook])
    notebook.write_text("two", encoding="utf-8")
    (second,) = back_up(course, [notebook])
    assert (first.name, second.name) == ("01_bakery-1.ipynb", "01_bakery-2.ipynb")
    assert (first.read_text("utf-8"), second.read_text("utf-8")) == ("one", "two")
