"""What a plan chooses of a course: its student notebooks and its sealed key."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kit import places
from kit.authoring import marks, notebook
from kit.authoring.build import problems_of_run
from kit.authoring.cells import Cell, Task
from kit.authoring.compose import compose
from kit.authoring.execute import at_once, course_copy
from kit.authoring.problems import raise_all
from kit.authoring.source import Source
from kit.exercise.plan import Plan
from kit.exercise.seal import SealedKey

_HEADING = re.compile(r"\s*##? ")  # where a section begins


def sealed_key(course: Path, plan: Plan) -> str:
    """Give the text of the sealed key with the plan's exercises only, and its points."""
    sealed = SealedKey.read(places.sealed_key(course))
    chosen = {id: entry for id, entry in sealed.entries.items() if id in plan.ids}
    return SealedKey(sealed.case, plan.weighted(chosen)).to_json()


def notebooks(course: Path, plan: Plan, sources: Sequence[Source], key: str) -> dict[str, str]:
    """Make the student notebooks of a plan.

    A notebook that the plan takes as it is stays as it was built. One that
    loses an exercise, or whose points change, is composed anew and run.

    Parameters
    ----------
    course
        A course that is built from its present sources.
    plan
        The choice.
    sources
        All of the course.
    key
        The text of the sealed key to run with.

    Returns
    -------
    dict
        The text of each notebook by its name.

    Raises
    ------
    BuildError
        If a changed notebook does not run.
    """
    before = {source.name: source for source in sources if source.name in plan.exercises}
    after = {name: select(source, plan) for name, source in before.items()}
    same = [name for name in before if after[name] == before[name]]
    made = {name: notebook.read(_file(course, name)) or {} for name in same}
    made |= _run([after[name] for name in before if name not in same], course, key)
    return {name: _stamped(made[name], after[name], course, key) for name in before}


def select(source: Source, plan: Plan) -> Source:
    """Choose the exercises of one notebook and weigh their points.

    A left-out exercise goes with all from its heading to its answer. A section
    (``##``) that has only left-out exercises goes as a whole, because it leads
    to nothing else.
    """
    chosen = plan.exercises[source.name]
    cells = [cell for section in _sections(source) for cell in _kept(section, chosen)]
    tasks = {id: _weighted(source.tasks[id], plan) for id in source.tasks if id in chosen}
    return replace(source, cells=tuple(cells), tasks=tasks)


def _sections(source: Source) -> list[list[Cell]]:
    sections: list[list[Cell]] = [[]]
    for cell in source.cells:
        if cell.role == "markdown" and _HEADING.match(cell.text):
            sections.append([])
        sections[-1].append(cell)
    return sections


def _kept(section: Sequence[Cell], chosen: Sequence[str]) -> Iterator[Cell]:
    exercises = {cell.exercise for cell in section if cell.role == "exercise"}
    if exercises and exercises.isdisjoint(chosen):
        return
    left_out = ""
    for cell in section:
        if cell.role == "exercise" and cell.exercise not in chosen:
            left_out = cell.exercise
        if not left_out:
            yield cell
        if cell.role == "answer" and cell.exercise == left_out:
            left_out = ""


def _weighted(task: Task, plan: Plan) -> Task:
    points = plan.points(task.exercise.id, task.exercise.points)
    return replace(task, exercise=replace(task.exercise, points=points))


def _file(course: Path, name: str) -> Path:
    return places.notebooks(course) / f"{name}.ipynb"


def _run(sources: Sequence[Source], course: Path, key: str) -> dict[str, dict[str, Any]]:
    """Compose the student notebooks and run them, in a copy of the course."""
    if not sources:
        return {}
    with course_copy(course) as copy:
        places.sealed_key(copy).write_text(key, encoding="utf-8")

        def ran(source: Source) -> tuple[str, notebook.Notebook, list[str]]:
            made = compose(source, solved=False)
            where = f"{source.name}.ipynb without what the plan leaves out"
            return source.name, made, problems_of_run(made, where, copy)

        done = list(at_once(ran, sources))
    raise_all(problem for _, _, problems in done for problem in problems)
    return {name: json.loads(notebook.text(made)) for name, made, _ in done}


def _stamped(made: dict[str, Any], source: Source, course: Path, key: str) -> str:
    """Put marks into a notebook that tell typing from building, and give its file's text.

    They name no file of the author's.
    """
    exercises = list(source.tasks)
    made["metadata"]["kit"] = {
        "about": "Made by 'kit release'.",
        "build": marks.BUILD,
        "cases": marks.cases_of(source, course),
        "cells": {cell["id"]: marks.digest(notebook.source(cell)) for cell in made["cells"]},
        "exercises": exercises,
        "key": marks.key_digest(json.loads(key), exercises),
    }
    made["metadata"]["kit"]["content"] = marks.content_digest(made)
    return notebook.plain_text(made)
