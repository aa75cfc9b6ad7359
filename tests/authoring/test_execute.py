"""Cells run in a kernel of this Python, in a copy of the course."""

import sys

import pytest

from kit.authoring import notebook
from kit.authoring.execute import KernelError, at_once, course_copy, failure, run


def test_cells_see_the_copy_and_no_state(built_once, monkeypatch):
    """The course is the copy, without attached text; state is off; errors stay in their cell."""
    monkeypatch.setenv("KIT_CHECK", "emit")
    cells = [
        "import os, sys; print(sys.executable, flush=True); print(os.environ['KIT_STATE'])",
        "from kit import places; print(places.course()); print('KIT_CHECK' in os.environ)",
        "1 / 0",
    ]
    made = notebook.notebook([notebook.code(text) for text in cells])
    with course_copy(built_once) as copy:
        run(made, copy)
        assert made.cells[1].outputs[0].text == f"{copy}\nFalse\n"
    assert made.cells[0].outputs[0].text == f"{sys.executable}\noff\n"
    assert [failure(cell.outputs) for cell in made.cells] == [
        *("", ""),
        "ZeroDivisionError: division by zero",
    ]
    assert not copy.exists()


def test_a_copy_has_no_attached_article(course):
    """Nothing that is built can depend on a text that only some people have."""
    (course / "data" / "bakery" / "article.txt").write_text("Attached.", encoding="utf-8")
    with course_copy(course) as copy:
        assert sorted(path.name for path in (copy / "data" / "bakery").iterdir()) == [
            "datapackage.json",
            "statements.csv",
            "units.csv",
        ]


def test_a_dead_kernel_is_a_sentence(built_once):
    """A cell that ends the kernel is met by a message that says what to look for."""
    made = notebook.notebook([notebook.code("import os; os._exit(1)")])
    with course_copy(built_once) as copy, pytest.raises(KernelError, match="the kernel died"):
        run(made, copy)


def test_results_come_in_the_order_of_the_items():
    """However long each takes."""
    assert list(at_once(lambda number: number**2, range(9))) == [n**2 for n in range(9)]
