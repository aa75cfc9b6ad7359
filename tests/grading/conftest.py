"""A tiny invented course: one table, six exercises, two notebooks, no build needed."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest

from kit.exercise.answer import encode
from kit.exercise.definition import Exercise
from kit.exercise.entry import make_entry
from kit.exercise.key import OpenKey
from kit.grading.course import Course

STUBS = {
    "1.1": "count = ...",
    "1.2": 'kinds = ...\nwhy = ""',
    "1.3": "def double(n):\n    return ...",
    "1.4": "text = ...",
    "2.1": "first = ...",
    "2.2": "second = ...",
}
RIGHT = {
    "1.1": "count = len(case.loaves)",
    "1.2": 'kinds = {"rye": 2, "oat": 1}\nwhy = ""',
    "1.3": "def double(n):\n    return 2 * n",
    "1.4": 'text = """The baker says so, and nobody else does."""',
    "2.1": 'first = "rye"',
    "2.2": 'second = "oat"',
}
NAMES = {"1.1": "count", "1.2": "kinds", "1.3": "double", "1.4": "text"}
NAMES |= {"2.1": "first", "2.2": "second"}
GIVEN = 'from kit import check, hint, load_case, progress\n\ncase = load_case("bakery")'
TABLES = {"01_loaves": ["1.1", "1.2", "1.3", "1.4"], "02_crumbs": ["2.1", "2.2"]}


def cell(source: str, kind: str = "code", tags: tuple[str, ...] = (), id: str = "") -> dict:
    """Make a cell as it stands in a notebook file."""
    made: dict[str, Any] = {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    return made | ({"id": id} if id else {})


def answer_cell(exercise: str, source: str) -> dict:
    """Make an answer cell as the build does."""
    return cell(source, tags=(f"answer:{exercise}",), id=f"answer-{exercise.replace('.', '-')}")


def check_cell(exercise: str) -> dict:
    """Make a check cell as the build does."""
    why = ", why=why" if exercise == "1.2" else ""
    source = f'check("{exercise}", {NAMES[exercise]}{why})'
    return cell(source, tags=(f"check:{exercise}",), id=f"check-{exercise.replace('.', '-')}")


def notebook(name: str = "01_loaves", answers: Mapping[str, str] = MappingProxyType({})) -> dict:
    """Make a notebook with the answers given; the others are the stubs."""
    cells = [cell("# Loaves", "markdown", id="title"), cell(GIVEN, id="given-1")]
    for exercise in TABLES[name]:
        cells.append(cell(f"### Exercise {exercise}", "markdown"))
        cells.append(answer_cell(exercise, answers.get(exercise, STUBS[exercise])))
        cells.append(check_cell(exercise))
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def save(path: Path, content: dict | bytes) -> Path:
    """Write a notebook file and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(raw)
    return path


def _exercise(id: str, kind: str, **more: Any) -> Exercise:
    written = {"title": f"Loaves {id}", "objective": "count", "points": 2}
    written |= {"answer": {NAMES[id]: kind}, "ask": "What is a loaf?", "explain": "EXPLAINED"}
    return Exercise.from_dict(id, written | {"hints": ["one", "two", "three"]} | more)


def _key() -> OpenKey:
    def said(value: object) -> dict[str, Any]:
        return {"answer": encode(value)}

    slip = {"answer": "4", "hint": "Count the table, not the shelf."}
    other = {"answer": "{'rye': 3}", "as": "defensible"}
    rubric = [{"row": "voice", "points": 2, "full": "a", "partly": "b", "missing": "c"}]
    probes = {"public": [encode(1), encode(2)], "hidden": [encode(70)]}
    doubled = {"answer": encode(lambda n: 2 * n, [*probes["public"], *probes["hidden"]])}
    listed = {"public": ["1", "2"], "hidden": ["70"]}
    return OpenKey(
        "bakery",
        {
            "1.1": make_entry(
                _exercise("1.1", "number", mistakes=[slip]), solution=said(3), mistakes=[said(4)]
            ),
            "1.2": make_entry(
                _exercise("1.2", "mapping", accept=[other]),
                solution=said({"rye": 2, "oat": 1}),
                accepts=[said({"rye": 3})],
            ),
            "1.3": make_entry(
                _exercise("1.3", "function", probes=listed), solution=doubled, probes=probes
            ),
            "1.4": make_entry(
                _exercise("1.4", "text", form={"words": 4}, rubric=rubric),
                solution=said("A model answer of enough words."),
            ),
            "2.1": make_entry(_exercise("2.1", "value"), solution=said("rye")),
            "2.2": make_entry(_exercise("2.2", "value"), solution=said("oat")),
        },
    )


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """What the tests here make notebooks of."""
    return SimpleNamespace(
        cell=cell,
        answer=answer_cell,
        check=check_cell,
        notebook=notebook,
        save=save,
        RIGHT=RIGHT,
        STUBS=STUBS,
        GIVEN=GIVEN,
    )


@pytest.fixture(scope="session")
def course_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built course in a folder of its own."""
    folder = tmp_path_factory.mktemp("course")
    fields = [{"name": "loaf_id", "type": "string"}, {"name": "kind", "type": "string"}]
    loaves = {"name": "loaves", "path": "loaves.csv", "title": "Loaves", "description": "Invented."}
    package = {"name": "bakery", "title": "An invented bakery", "description": "Invented."}
    package["resources"] = [loaves | {"schema": {"fields": fields, "primaryKey": ["loaf_id"]}}]
    save(folder / "data/bakery/datapackage.json", package)
    save(folder / "data/bakery/loaves.csv", b"loaf_id,kind\nL1,rye\nL2,rye\nL3,oat\n")
    save(folder / "data/bakery/article.txt", b"SECRET ARTICLE")
    for name in TABLES:
        save(folder / f"notebooks/{name}.ipynb", notebook(name))
        save(folder / f"notebooks/instructor/{name}.ipynb", notebook(name, RIGHT))
    save(folder / "notebooks/instructor/key.json", _key().to_json().encode())
    return folder


@pytest.fixture(scope="session")
def course(course_folder: Path) -> Course:
    """The course as the grader knows it."""
    return Course.read(course_folder)


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., Path]:
    """Save a notebook as a student's submission; give the folder of all submissions."""

    def put(student: str, content: dict | bytes, name: str = "01_loaves") -> Path:
        save(tmp_path / "submissions" / student / f"{name}.ipynb", content)
        return tmp_path / "submissions"

    return put
