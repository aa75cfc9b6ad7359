"""Honest but odd: notebooks that only look strange keep every point that was earned."""

import copy
import csv
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit.grading.grade import grade

Notebook = dict[str, Any]
ODD: dict[str, Callable[[Notebook, SimpleNamespace], Notebook | bytes | None]] = {}


def odd(change: Callable[[Notebook, SimpleNamespace], Notebook | bytes | None]) -> None:
    """List one way in which a right notebook may look strange."""
    ODD[change.__name__] = change


def answers(notebook: Notebook, exercise: str) -> dict[str, Any]:
    """Find the answer cell of an exercise."""
    return next(c for c in notebook["cells"] if f"answer:{exercise}" in c["metadata"]["tags"])


@odd
def warnings_prints_and_errors_on_the_side(notebook, make):
    """A warning, a print, and an extra cell that fails."""
    first = answers(notebook, "1.1")
    first["source"] = "import warnings\nwarnings.warn('old')\nprint('hi')\n" + first["source"]
    notebook["cells"].insert(2, make.cell("1 / 0"))


@odd
def magics_and_shell_lines(notebook, make):
    """Lines that only IPython knows, in the answer cell too."""
    answers(notebook, "1.1")["source"] = "%%time\n" + make.RIGHT["1.1"]
    answers(notebook, "1.2")["source"] = "%precision 3\n" + make.RIGHT["1.2"]
    notebook["cells"].insert(2, make.cell("%matplotlib inline\n!echo hi\n?len"))


@odd
def a_kernel_that_nobody_here_has(notebook, make):
    """The notebook was made with another environment."""
    spec = {"name": "myenv", "display_name": "My Env", "language": "python"}
    notebook["metadata"] = {"kernelspec": spec, "language_info": {"name": "python"}}


@odd
def notebook_format_three(notebook, make):
    """Worksheets, `input` for `source`, no ids, no tags."""
    cells = [
        {"cell_type": "code", "input": c["source"], "outputs": [], "language": "python"}
        if c["cell_type"] == "code"
        else {"cell_type": "markdown", "source": c["source"]}
        for c in notebook["cells"]
    ]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


@odd
def sources_as_lists_of_lines(notebook, make):
    """As notebooks are saved on disk."""
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


@odd
def windows_line_ends_and_a_byte_order_mark(notebook, make):
    """As some editors save text."""
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    return b"\xef\xbb\xbf" + json.dumps(notebook, indent=1).replace("\n", "\r\n").encode()


@odd
def cells_in_another_order(notebook, make):
    """The last exercise first; the given cell stays at the head."""
    head, rest = notebook["cells"][:2], notebook["cells"][2:]
    notebook["cells"] = head + [cell for start in (9, 6, 3, 0) for cell in rest[start : start + 3]]


@odd
def the_given_cell_at_the_end(notebook, make):
    """Moved below the answers that need it."""
    notebook["cells"].append(notebook["cells"].pop(1))


@odd
def an_answer_split_in_three(notebook, make):
    """JupyterLab copies the tags to each part and leaves the id with the last."""
    whole = answers(notebook, "1.2")
    place = notebook["cells"].index(whole)
    whole["source"] = "kinds['oat'] = 1\nwhy = ''"
    parts = ["found = {}", "kinds = found\nkinds['rye'] = 2"]
    notebook["cells"][place:place] = [make.cell(part, tags=("answer:1.2",)) for part in parts]


@odd
def two_answers_merged_into_one_cell(notebook, make):
    """The tags are those of the first; the second has its own check below."""
    second = answers(notebook, "1.2")
    answers(notebook, "1.1")["source"] += "\n" + second["source"]
    notebook["cells"].remove(second)


@odd
def all_cells_pasted_twice(notebook, make):
    """The same answers, ids and tags again."""
    notebook["cells"] += copy.deepcopy(notebook["cells"])


@odd
def no_metadata_at_all(notebook, make):
    """Tags and ids lost: the names of the answers are left."""
    notebook["cells"] = [
        {"cell_type": c["cell_type"], "source": c["source"]} for c in notebook["cells"]
    ]


@odd
def only_the_answers_are_left(notebook, make):
    """Given cells, prose and checks deleted, marks lost."""
    code = [c["source"] for c in notebook["cells"] if c["cell_type"] == "code"]
    sources = [source for source in code if not source.startswith(("check", "from kit"))]
    notebook["cells"] = [{"cell_type": "code", "source": source} for source in sources]


@odd
def imports_in_the_given_cell(notebook, make):
    """What was typed into a locked cell runs as well."""
    notebook["cells"][1]["source"] += "\nfrom collections import Counter"
    answers(notebook, "1.2")["source"] = "kinds = Counter(case.loaves['kind'])\nwhy = ''"


@odd
def a_case_loaded_under_another_name(notebook, make):
    """The given cell was edited, and the answers use the new name."""
    notebook["cells"][1]["source"] += "\nbakery = case"
    answers(notebook, "1.1")["source"] = "count = len(bakery.loaves)"


@odd
def a_renamed_variable(notebook, make):
    """In the answer and in the student's own check."""
    answers(notebook, "1.1")["source"] = "how_many = len(case.loaves)"
    own = next(c for c in notebook["cells"] if c["source"].startswith('check("1.1"'))
    own["source"] = 'check("1.1", how_many)'


@odd
def prose_in_a_markdown_cell(notebook, make):
    """The cell was turned into text."""
    answers(notebook, "1.4").update(cell_type="markdown", source="The baker alone says so.")


@odd
def values_of_other_types(notebook, make):
    """Types of numpy and pandas for plain Python, and other row order."""
    answers(notebook, "1.1")["source"] = "import numpy as np\ncount = np.int64(3)"
    answers(notebook, "1.2")["source"] = "kinds = case.loaves['kind'].value_counts()[::-1]"


@odd
def float_noise(notebook, make):
    """A whole number that was computed with fractions."""
    answers(notebook, "1.1")["source"] = "count = 0.1 * 3 * 10"


@odd
def a_function_made_in_two_steps(notebook, make):
    """A helper in an extra cell, defined below its use."""
    answers(notebook, "1.3")["source"] = "def double(n):\n    return twice(n)"
    place = notebook["cells"].index(answers(notebook, "1.3"))
    notebook["cells"].insert(place + 1, make.cell("def twice(n):\n    return n + n"))


@odd
def a_function_that_prints(notebook, make):
    """And is called by the student as well."""
    answers(notebook, "1.3")["source"] = (
        "def double(n):\n    print('doubling', n)\n    return 2 * n\ndouble(4)"
    )


@odd
def checks_deleted(notebook, make):
    """Not one is left."""
    notebook["cells"] = [c for c in notebook["cells"] if "check(" not in c["source"]]


@odd
def a_try_out_after_the_check(notebook, make):
    """The name is used again, far below."""
    notebook["cells"].append(make.cell("count = 0\nkinds = None"))


@odd
def outputs_nobody_can_read(notebook, make):
    """A notebook cut off while its outputs were written by hand."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [{"output_type": "?"}, None, 3], "x"


FULL = {"1.1": "2", "1.2": "2", "1.3": "2", "1.4": ""}
NAMES = {"plain": "01_loaves", "doubled": "01_loaves (1)", "spaced": "01 Loaves final"}


@pytest.fixture(scope="module")
def points(
    tmp_path_factory: pytest.TempPathFactory, course_folder: Path, make: SimpleNamespace
) -> dict[str, dict[str, str]]:
    """Grade one class of odd students; the points of each by exercise."""
    folder = tmp_path_factory.mktemp("odd")
    for name, change in ODD.items():
        right = copy.deepcopy(make.notebook(answers=make.RIGHT))
        make.save(folder / f"in/{name}/01_loaves.ipynb", change(right, make) or right)
    for name, file in NAMES.items():
        make.save(folder / f"in/{name}/{file}.ipynb", make.notebook(answers=make.RIGHT))
    grade(folder / "in", folder / "out", course_folder, progress=False)
    found: dict[str, dict[str, str]] = {}
    with (folder / "out/items.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["notebook"] == "01_loaves":
                found.setdefault(line["student"], {})[line["exercise"]] = line["points"]
    return found


@pytest.mark.parametrize("student", [*ODD, *NAMES])
def test_odd_notebooks_lose_nothing(points, student: str) -> None:
    """All points of the machine, and the text waits for a person."""
    assert points[student] == FULL
