"""Files that are no notebooks, or more than that: a row with a reason, and nobody else touched."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.grading.grade import grade

pytestmark = pytest.mark.sandbox

SECRET = "SECRET-3f9a"
DEEP = 50_000
FULL = {"1.1": "2", "1.2": "2", "1.3": "2", "1.4": ""}
NONE = dict.fromkeys(FULL, "")


def source(code: str) -> Callable:
    """Hand in a right notebook whose first cell is this code."""

    def put(path: Path, make, _: Path) -> None:
        notebook = make.notebook(answers=make.RIGHT)
        notebook["cells"].insert(0, make.cell(code))
        make.save(path, notebook)

    return put


def raw(content: bytes) -> Callable:
    """Hand in these bytes."""
    return lambda path, make, _: make.save(path, content)


def changed(**parts: object) -> Callable:
    """Hand in a right notebook with other parts."""

    def put(path: Path, make, _: Path) -> None:
        make.save(path, make.notebook(answers=make.RIGHT) | parts)

    return put


def cells(change: Callable[[dict], object]) -> Callable:
    """Hand in a right notebook with something done to every cell."""

    def put(path: Path, make, _: Path) -> None:
        notebook = make.notebook(answers=make.RIGHT)
        for cell in notebook["cells"]:
            change(cell)
        make.save(path, notebook)

    return put


def changed_cells(count: int) -> Callable:
    """Hand in a right notebook with so many more cells."""

    def put(path: Path, make, _: Path) -> None:
        notebook = make.notebook(answers=make.RIGHT)
        notebook["cells"][1:1] = [make.cell("x = 1") for _ in range(count)]
        make.save(path, notebook)

    return put


def link(path: Path, make, outside: Path) -> None:
    """Hand in a link to a file outside."""
    path.parent.mkdir(parents=True)
    path.symlink_to(outside / "key.json")


def zero(path: Path, make, outside: Path) -> None:
    """Hand in a link to a device without end."""
    path.parent.mkdir(parents=True)
    path.symlink_to("/dev/zero")


def pipe(path: Path, make, outside: Path) -> None:
    """Hand in a pipe that nobody writes into."""
    path.parent.mkdir(parents=True)
    os.mkfifo(path)


def folder(path: Path, make, outside: Path) -> None:
    """Hand in a folder that is called like a notebook."""
    path.mkdir(parents=True)


def linked_folder(path: Path, make, outside: Path) -> None:
    """Hand in a notebook and a link to a folder outside."""
    make.save(path, make.notebook(answers=make.RIGHT))
    (path.parent / "more").symlink_to(outside)


def doubled(path: Path, make, outside: Path) -> None:
    """Hand in JSON that says everything twice."""
    text = json.dumps(make.notebook(answers=make.RIGHT))
    make.save(path, text.replace('"cells":', '"cells": [], "cells":', 1).encode())


FILES: dict[str, tuple[Callable, dict[str, str]]] = {
    "nested without end": (raw(b"[" * DEEP), NONE),
    "nested in a cell": (raw(b'{"cells": [' + b'{"a":' * DEEP), NONE),
    "not a number": (raw(b'{"cells": [NaN, Infinity], "nbformat": NaN}'), NONE),
    "a number without end": (raw(b'{"cells": [' + b"9" * 10_000 + b"]}"), NONE),
    "nothing but zeros": (raw(b"\x00" * 1000), NONE),
    "too large": (raw(b" " * 50_000_001), NONE),
    "a link to a secret": (link, NONE),
    "a link to a device": (zero, NONE),
    "a pipe": (pipe, NONE),
    "a folder": (folder, NONE),
    "a link to a folder": (linked_folder, FULL),
    "everything twice": (doubled, FULL),
    "metadata of a wrong kind": (changed(metadata=[1, 2], nbformat="x", nbformat_minor={}), FULL),
    "another kernel": (changed(metadata={"kernelspec": {"name": "../../bin/sh"}}), FULL),
    "tags of a wrong kind": (cells(lambda c: c["metadata"].update(tags={"answer:1.1": 1})), FULL),
    "outputs of a wrong kind": (cells(lambda c: c.update(outputs={"a": [1]})), FULL),
    "ids that are paths": (cells(lambda c: c.update(attachments="../../../etc/passwd")), FULL),
    "half a character": (source("x = '\ud800'"), FULL),
    "a zero in the code": (source("x = 1\x00"), FULL),
    "a cell of a million letters": (source("x = '" + "a" * 1_000_000 + "'"), FULL),
    "code nested without end": (source("x = " + "(" * 10_000), FULL),
    "code as long as a chain": (source("x = 1" + " < 1" * 100_000), FULL),
    "three hundred cells": (changed_cells(300), FULL),
}
NAMES = ("up\\..\\..", "<b>bold", "=1+1", "quote'\"", "new\nline", "bell\x07", "x" * 200, "‮ward")


@pytest.fixture(scope="module")
def graded(tmp_path_factory, course_folder: Path, make) -> dict[str, dict[str, dict[str, str]]]:
    """Grade a class of such files, and two honest students."""
    place = tmp_path_factory.mktemp("files")
    outside = place / "outside"
    outside.mkdir()
    (outside / "key.json").write_text(SECRET)
    make.save(outside / "01_loaves.ipynb", make.notebook(answers={"1.1": f"count = '{SECRET}'"}))
    for name, (put, _) in FILES.items():
        put(place / "in" / name / "01_loaves.ipynb", make, outside)
    for name in (*NAMES, "aa-first", "zz-last"):
        make.save(place / "in" / name / "01_loaves.ipynb", make.notebook(answers=make.RIGHT))
    before = sorted(place.rglob("*"))
    result = grade(place / "in", place / "out", course_folder, cell_timeout=10, progress=False)
    assert result.exit_code == 1
    assert [p for p in sorted(place.rglob("*")) if place / "out" not in (p, *p.parents)] == before
    assert not any(SECRET in p.read_text("utf-8") for p in (place / "out").rglob("*.*ml"))
    assert SECRET not in (place / "out/items.csv").read_text(encoding="utf-8")
    with (place / "out/items.csv").open(encoding="utf-8", newline="") as file:
        found: dict[str, dict[str, dict[str, str]]] = {}
        for line in csv.DictReader(file):
            if line["notebook"] == "01_loaves":
                found.setdefault(line["student"], {})[line["exercise"]] = line
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_its_points_or_a_reason(graded, name: str) -> None:
    """Blank and a sentence if it cannot be read; every point if it can."""
    expected = FILES[name][1]
    assert {id: line["points"] for id, line in graded[name].items()} == expected
    if expected == NONE:
        assert {line["status"] for line in graded[name].values()} == {"not graded"}
        assert all(line["reason"] for line in graded[name].values())


def test_a_name_is_only_a_name(graded) -> None:
    """Whatever letters it is made of; nobody is missing, and the honest have their points."""
    names = {*FILES, *NAMES, "aa-first", "zz-last"}
    assert {name.removeprefix("'") for name in graded} == names
    for student in set(graded) - set(FILES):
        assert {id: line["points"] for id, line in graded[student].items()} == FULL
