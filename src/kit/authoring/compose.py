"""From a source to the two notebooks that are built of it."""

import hashlib
from collections.abc import Iterator

from kit.authoring import notebook
from kit.authoring.cells import Cell, Task
from kit.authoring.notebook import Notebook
from kit.authoring.source import Source
from kit.exercise.definition import Exercise


def compose(source: Source, *, solved: bool) -> Notebook:
    """Make the student or the instructor notebook, not yet run.

    Parameters
    ----------
    source
        The notebook as its author writes it.
    solved
        Keep the solutions (instructor) or only the stubs (student).

    Returns
    -------
    NotebookNode
        With cell ids that depend on nothing but the source.
    """
    cells = [built for cell in source.cells for built in _built(cell, source, solved)]
    return notebook.notebook(cells)


def _built(cell: Cell, source: Source, solved: bool) -> Iterator[notebook.Cell]:
    if cell.role == "markdown":
        # Solved notebooks lie one folder deeper, so their links climb one more.
        text = cell.text.replace("](../", "](../../") if solved else cell.text
        yield notebook.markdown(text, _hashed(cell))
    elif cell.role == "given":
        # JupyterLab shows a folded output as soon as the cell is run.
        folded = {"jupyter": {"outputs_hidden": True}} if cell.folded and not solved else {}
        yield notebook.code(cell.text, _hashed(cell), editable=False, **folded)
    elif cell.role == "exercise":
        heading = _heading(source.tasks[cell.exercise].exercise)
        yield notebook.markdown(heading, _named("exercise", cell.exercise))
    else:
        yield from _answer_and_check(source.tasks[cell.exercise], solved)


def _answer_and_check(task: Task, solved: bool) -> Iterator[notebook.Cell]:
    id = task.exercise.id
    answer = task.solved if solved else task.stub
    yield notebook.code(answer, _named("answer", id), deletable=False, tags=[f"answer:{id}"])
    kept = {"deletable": False, "editable": False}
    yield notebook.code(
        check_call(task.exercise), _named("check", id), tags=[f"check:{id}"], **kept
    )


def check_call(exercise: Exercise) -> str:
    """Write the code of an exercise's check cell.

    Examples
    --------
    >>> check_call(Exercise("2.3", "Depth", "count", 2, "depths", "mapping"))
    'check("2.3", depths)'
    """
    why = ", why=why" if exercise.wants_why else ""
    return f'check("{exercise.id}", {exercise.name}{why})'


def _heading(exercise: Exercise) -> str:
    points = f"{exercise.points:g} point{'' if exercise.points == 1 else 's'}"
    marked = " · marked by a person" if exercise.kind == "text" else ""
    return (
        f"### Exercise {exercise.id} · {exercise.title}\n\n"
        f"*{points} · you practise: {exercise.objective}{marked}*"
    )


def _named(role: str, exercise: str) -> str:
    return f"{role}-{exercise.replace('.', '-')}"


def _hashed(cell: Cell) -> str:
    return hashlib.sha256(f"{cell.role}\n{cell.text}".encode()).hexdigest()[:8]
