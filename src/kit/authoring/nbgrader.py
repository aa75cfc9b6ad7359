"""A release laid out as a course of nbgrader, one assignment a lesson.

nbgrader hands out, collects and returns. The points come from ``kit grade``, which
reads nbgrader's ``submitted`` folder: nbgrader's autograder decides inside the
student's process, and here nothing does. So each answer cell is marked as one whose
points are given from outside, and the check and given cells are only locked.
"""

import json
import re
from collections.abc import Mapping
from string import Template
from typing import Any

from kit.authoring import notebook

Files = dict[str, bytes]

SCHEMA = 3  # of nbgrader's cell metadata
KEY = "notebooks/key.sealed.json"
CARRIED = ("data/", "docs/", KEY)  # what each assignment needs beside its notebook
CONFIG = Template('''\
"""A course for nbgrader. Run: nbgrader generate_assignment $first"""

c = get_config()
c.CourseDirectory.course_id = "$course"
# The notebooks are students' copies already: there is no solution to cut out.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
]
''')


def as_course(files: Mapping[str, bytes], name: str) -> Files:
    """Lay the files of a release out for nbgrader.

    Parameters
    ----------
    files
        By path, as `kit.authoring.release` makes them.
    name
        What the course is called in nbgrader's exchange.

    Returns
    -------
    dict
        ``source/<lesson>/`` with the notebook, the cases, the linked pages and the
        sealed key; ``nbgrader_config.py``; and all that installing needs.
    """
    points = {id: entry["points"] for id, entry in json.loads(files[KEY])["exercises"].items()}
    lessons = {path[len("notebooks/") : -len(".ipynb")] for path in files if _is_lesson(path)}
    made = {
        path: raw for path, raw in files.items() if not path.startswith(("notebooks/", *CARRIED))
    }
    for lesson in sorted(lessons):
        found = json.loads(files[f"notebooks/{lesson}.ipynb"])
        text = notebook.plain_text(_assigned(found, points))
        made[f"source/{lesson}/{lesson}.ipynb"] = text.encode()
        made |= {
            f"source/{lesson}/{path}": raw
            for path, raw in files.items()
            if path.startswith(CARRIED)
        }
    made["nbgrader_config.py"] = CONFIG.substitute(course=name, first=min(lessons)).encode()
    return made


def _is_lesson(path: str) -> bool:
    return path.startswith("notebooks/") and path.endswith(".ipynb")


def _assigned(found: dict[str, Any], points: Mapping[str, float]) -> dict[str, Any]:
    """Mark the cells of a student notebook, and let its links start beside it."""
    found["metadata"].pop("kit", None)  # its digests are those of the released notebook
    for cell in found["cells"]:
        if cell["cell_type"] == "markdown":
            text = notebook.source(cell)
            cell["source"] = re.sub(r"""(\]\(|\bsrc=["'])\.\./docs/""", r"\1docs/", text)
        elif cell["cell_type"] == "code":
            cell["metadata"]["nbgrader"] = _mark(cell, points)
    return found


def _mark(cell: Mapping[str, Any], points: Mapping[str, float]) -> dict[str, Any]:
    """Make the metadata of nbgrader for one code cell."""
    tags = (tag.partition(":") for tag in cell["metadata"].get("tags", []))
    exercise = next((id for role, _, id in tags if role == "answer"), "")
    mark = {"schema_version": SCHEMA, "grade_id": cell["id"], "task": False}
    mark |= {"grade": bool(exercise), "solution": bool(exercise), "locked": not exercise}
    return mark | ({"points": points[exercise]} if exercise else {})
