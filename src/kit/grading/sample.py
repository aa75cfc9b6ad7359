"""A sample class: twelve invented students with everything that a class brings.

``python -m kit.grading.sample DIR [PLAN]`` writes their submissions to the lessons of
a plan of ``course.toml``. They are made from the built notebooks and the sources of
the course, so that they follow the course when it changes.
"""

import argparse
import ast
import copy
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kit import places
from kit.authoring import source
from kit.authoring.cells import Task
from kit.grading.course import Course
from kit.grading.problem import GradeError

Cell = dict[str, Any]
Tasks = Mapping[str, Task]
Made = Callable[[list[Cell], Tasks], list[Cell]]

WHY = "The story tells of no other way on which these words reached it."


def right(task: Task) -> str:
    """Answer as the author does."""
    return task.solved


def partly(task: Task) -> str:
    """Leave the last part of a mapping out, and all other exercises open."""
    name = task.exercise.name
    if task.exercise.kind != "mapping":
        return task.stub
    return f"{task.solved}\n{name} = dict(list({name}.items())[:-1])"


def mistaken(task: Task) -> str:
    """Make the first listed mistake."""
    return _changed(task, task.exercise.mistakes[:1])


def accepted(task: Task) -> str:
    """Answer by accepted alternatives; of several for one part the last."""
    return _changed(task, [item for item in task.exercise.accept if item["as"] == "full"])


def undefended(task: Task) -> str:
    """Answer by readings that can be defended, and do not defend them."""
    return _changed(task, [item for item in task.exercise.accept if item["as"] == "defensible"][:1])


def defended(task: Task) -> str:
    """Answer by readings that can be defended, and say why."""
    return undefended(task) + (f'\nwhy = "{WHY}"' if task.exercise.wants_why else "")


def broken(task: Task) -> str:
    """Break the code of the first exercise of each notebook."""
    first = task.exercise.id.endswith(".1")
    return f"{task.solved}\nthis is (not Python" if first else task.solved


def _changed(task: Task, items: Iterable[Mapping[str, str]]) -> str:
    """Answer rightly, then change the whole or some elements."""
    name = task.exercise.name
    lines = [
        f"{name}[{item['element']!r}] = {item['answer']}"
        if "element" in item
        else f"{name} = {item['answer']}"
        for item in items
    ]
    return "\n".join([task.solved, *lines])


def answering(answer: Callable[[Task], str]) -> Made:
    """Make a student who answers every exercise in one way."""

    def fill(cells: list[Cell], tasks: Tasks) -> list[Cell]:
        filled = copy.deepcopy(cells)
        for cell in filled:
            if id := _exercise(cell, "answer"):
                cell["source"] = answer(tasks[id])
        return filled

    return fill


def untouched(cells: list[Cell], tasks: Tasks) -> list[Cell]:
    """Hand in what was given out."""
    return cells


def without_checks(cells: list[Cell], tasks: Tasks) -> list[Cell]:
    """Delete every check cell."""
    filled = answering(right)(cells, tasks)
    return [cell for cell in filled if not _exercise(cell, "check")]


def split(cells: list[Cell], tasks: Tasks) -> list[Cell]:
    """Split each answer as JupyterLab does: tags in both parts, the id in the last."""
    parts: list[Cell] = []
    for cell in answering(right)(cells, tasks):
        if id := _exercise(cell, "answer"):
            task = tasks[id]
            head = copy.deepcopy(cell) | {"source": task.stub, "id": f"{cell['id']}-head"}
            tail = cell | {"source": "\n".join(task.solution)}
            between = _code(cell["id"], "# Now my answer.", tags=cell["metadata"]["tags"])
            parts += [head, between, tail]
        else:
            parts.append(cell)
    return parts


def pasted_twice(cells: list[Cell], tasks: Tasks) -> list[Cell]:
    """Paste all cells again, answered and as they were given out."""
    filled = answering(right)(cells, tasks)
    return [*filled, *_copies(filled, "again"), *_copies(cells, "fresh")]


def renamed_with_extras(cells: list[Cell], tasks: Tasks) -> list[Cell]:
    """Call every answer by another name, and work in extra cells in between."""
    made: list[Cell] = []
    for cell in answering(right)(cells, tasks):
        id = _exercise(cell, "answer") or _exercise(cell, "check")
        if id:
            made.append(_code(cell["id"], "%precision 3\nprint('thinking')\n_ = [1, 2, 3]"))
            renamed = _Rename(tasks[id].exercise.name).visit(ast.parse(cell["source"]))
            cell["source"] = ast.unparse(renamed)
        made.append(cell)
    return made


class _Rename(ast.NodeTransformer):
    """Put ``my_`` before a name wherever code uses it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id == self._name:
            node.id = f"my_{node.id}"
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if node.name == self._name:
            node.name = f"my_{node.name}"
        return self.generic_visit(node)


CLASS: dict[str, Made] = {
    "ada-right": answering(right),
    "ben-partly": answering(partly),
    "cleo-known-mistakes": answering(mistaken),
    "dora-other-right-answers": answering(accepted),
    "emil-defends-a-reading": answering(defended),
    "finn-forgets-to-defend-it": answering(undefended),
    "gina-untouched": untouched,
    "hugo-syntax-error": answering(broken),
    "ines-deleted-checks": without_checks,
    "jon-split-cells": split,
    "kaya-pasted-twice": pasted_twice,
    "lars-renamed-and-extra-cells": renamed_with_extras,
}
ABOUT = """\
A sample class. All students are invented; nobody wrote these notebooks.
Each folder is named after what is done in it.
Grade it with: kit grade {folder} --out grades{plan}
"""


def make_class(course: str | Path | None, folder: str | Path, plan: str | None = None) -> Path:
    """Write the submissions of the sample class.

    Parameters
    ----------
    course
        The author's course folder, with sources; by default as in `kit.places`.
    folder
        Where one folder a student goes.
    plan
        The plan whose lessons are handed in; by default the one of ``course.toml``.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    GradeError
        If the course has no sources, is not built or has no such plan, or if the
        folder is not empty.
    """
    found, target = places.course(course), Path(folder)
    if target.exists() and any(target.iterdir()):
        msg = f"{target} is not empty. Choose another folder, or remove it first."
        raise GradeError(msg)
    for name in Course.read(found, plan).counted:
        page = _source(found, name)
        built = places.notebooks(found) / f"{name}.ipynb"
        notebook = json.loads(built.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        for student, made in CLASS.items():
            cells = made(copy.deepcopy(notebook["cells"]), page.tasks)
            path = target / student / f"{page.name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(notebook | {"cells": cells}, indent=1), encoding="utf-8")
    about = ABOUT.format(folder=target, plan=f" --plan {plan}" if plan else "")
    (target / "ABOUT.txt").write_text(about, encoding="utf-8")
    return target


def _source(course: Path, name: str) -> source.Source:
    path = places.sources(course) / f"{name}.md"
    if not path.exists():
        msg = f"There is no {path}. A sample class is made in the author's course folder."
        raise GradeError(msg)
    return source.read(path)


def _exercise(cell: Cell, role: str) -> str:
    tags = cell["metadata"].get("tags", [])
    marks = [tag.removeprefix(f"{role}:") for tag in tags if tag.startswith(f"{role}:")]
    return marks[0] if marks else ""


def _code(near: str, text: str, tags: Iterable[str] = ()) -> Cell:
    cell: Cell = {"cell_type": "code", "id": f"{near}-x", "source": text}
    return cell | {"metadata": {"tags": list(tags)}, "outputs": [], "execution_count": None}


def _copies(cells: list[Cell], mark: str) -> list[Cell]:
    return [copy.deepcopy(cell) | {"id": f"{cell['id']}-{mark}"} for cell in cells]


def main(arguments: Sequence[str] | None = None) -> None:
    """Make a sample class as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m kit.grading.sample",
        description="Write the submissions of twelve invented students, to try grading on.",
    )
    parser.add_argument("folder", metavar="DIR", help="where one folder a student goes; empty")
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="a plan of course.toml")
    given = parser.parse_args(arguments)
    try:
        made = make_class(None, given.folder, given.plan)
        sys.stdout.write(f"{made}: {len(CLASS)} invented students.\n")
    except (GradeError, places.PlaceError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
