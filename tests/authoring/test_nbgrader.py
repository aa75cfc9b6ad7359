"""A release as a course of nbgrader: the layout, the marks, and nothing decided inside."""

import json
import re

from kit.authoring.nbgrader import as_course
from kit.grading.notebook import read

KEY = {"exercises": {"1.1": {"points": 2}, "1.2": {"points": 0.5}}}


def cell(id, source, kind="code", *tags):
    """Make a cell as a release has it."""
    return {"cell_type": kind, "id": id, "source": source, "metadata": {"tags": list(tags)}}


def released():
    """The files of a small release."""
    cells = [
        cell("text", "See the [glossary](../docs/glossary.md).", "markdown"),
        cell("given-1", "from kit import check"),
        cell("answer-1-1", "count = ...", "code", "answer:1.1"),
        cell("check-1-1", 'check("1.1", count)', "code", "check:1.1"),
        cell("answer-1-2", "more = ...", "code", "answer:1.2"),
    ]
    lesson = {"cells": cells, "metadata": {"kit": {"content": "digest"}}, "nbformat": 4}
    return {
        "notebooks/01_loaves.ipynb": json.dumps(lesson).encode(),
        "notebooks/key.sealed.json": json.dumps(KEY).encode(),
        "data/bakery/loaves.csv": b"loaf_id\n",
        "docs/glossary.md": b"# Words",
        "src/kit/__init__.py": b"",
        "pyproject.toml": b"[project]",
    }


def test_a_lesson_is_an_assignment_with_all_it_needs():
    """The notebook on top, the case and the sealed key beside; kit is installed from the rest."""
    made = as_course(released(), "bakery")
    assert sorted(made) == [
        "nbgrader_config.py",
        "pyproject.toml",
        "source/01_loaves/01_loaves.ipynb",
        "source/01_loaves/data/bakery/loaves.csv",
        "source/01_loaves/docs/glossary.md",
        "source/01_loaves/notebooks/key.sealed.json",
        "src/kit/__init__.py",
    ]
    compile(made["nbgrader_config.py"], "nbgrader_config.py", "exec")
    assert b'course_id = "bakery"' in made["nbgrader_config.py"]


def test_answers_wait_for_points_and_nothing_else_is_graded():
    """An answer cell carries the points of the key; checks and given cells are locked."""
    made = json.loads(as_course(released(), "bakery")["source/01_loaves/01_loaves.ipynb"])
    marks = {c["id"]: c["metadata"]["nbgrader"] for c in made["cells"] if c["cell_type"] == "code"}
    found = {
        id: (m["grade"], m["solution"], m["locked"], m.get("points")) for id, m in marks.items()
    }
    assert found == {
        "given-1": (False, False, True, None),
        "answer-1-1": (True, True, False, 2),
        "check-1-1": (False, False, True, None),
        "answer-1-2": (True, True, False, 0.5),
    }
    # nbgrader refuses ids that are not unique or hold other signs.
    assert all(re.fullmatch(r"[\w-]+", mark["grade_id"]) for mark in marks.values())
    assert "kit" not in made["metadata"]


def test_links_and_exercises_are_still_found():
    """The glossary lies beside the notebook now; the grader reads the tags as before."""
    raw = as_course(released(), "bakery")["source/01_loaves/01_loaves.ipynb"]
    cells = read(raw)
    assert cells[0].source == "See the [glossary](docs/glossary.md)."
    assert [c.marked("answer") for c in cells if c.marked("answer")] == ["1.1", "1.2"]
