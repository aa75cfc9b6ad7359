"""The real notebooks: built, reproducible under nbval, and silent about their answers."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from kit import places
from kit.authoring.cells import Task
from kit.authoring.source import Source, read_all
from kit.authoring.stale import source_files
from kit.cli import main

COURSE = Path(__file__).parents[1]
STUDENT = sorted(places.notebooks(COURSE).glob("*.ipynb"))
INSTRUCTOR = sorted(places.instructor_notebooks(COURSE).glob("*.ipynb"))
SENTENCE = re.compile(r"(?<=[.!?])\s+")
# What a window of 1280 points shows of a line beside the list of files.
COLUMNS = 108


def nbval(paths: list[Path], folder: Path) -> subprocess.CompletedProcess[str]:
    """Validate notebooks strictly, in a pytest of its own."""
    options = ["--nbval", "-q", "-p", "no:cacheprovider", "--color=no", "--tb=line"]
    env = {name: value for name, value in os.environ.items() if not name.startswith("KIT_")}
    command = [sys.executable, "-m", "pytest", *options, *map(str, paths)]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    if "Kernel died before replying to kernel_info" in done.stdout:
        # Two kernels that start at the same moment can be given the same port; once more.
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    return done


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    """Give the code cells of a notebook."""
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    """Read the sources of the course."""
    return read_all(source_files(COURSE))


@pytest.mark.parametrize("paths", [INSTRUCTOR, STUDENT], ids=["instructor", "student"])
def test_notebooks_reproduce_strictly(paths):
    """The solved and the untouched notebooks give the same outputs again, every cell compared."""
    done = nbval(paths, COURSE)
    assert done.returncode == 0, done.stdout
    cells = sum(len(code_cells(path)) for path in paths)
    assert f"{cells} passed" in done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.parametrize("path", [*STUDENT, *INSTRUCTOR], ids=lambda path: path.stem)
def test_no_cell_escapes_the_comparison(path):
    """Every code cell has a count, and nothing tells nbval to look away."""
    for number, cell in enumerate(code_cells(path), 1):
        assert cell.execution_count == number
        assert "nbval" not in cell.source.lower()
        tags = cell.metadata.get("tags", [])
        assert all(re.fullmatch(r"(answer|check):\d+\.\d+", tag) for tag in tags)


@pytest.mark.parametrize("path", [*STUDENT, *INSTRUCTOR], ids=lambda path: path.stem)
def test_no_line_of_a_cell_runs_out_of_the_page(path):
    """Code and model texts are read without scrolling sideways."""
    lines = [line for cell in code_cells(path) for line in cell.source.splitlines()]
    assert [line for line in lines if len(line) > COLUMNS] == []


@pytest.mark.parametrize("path", STUDENT, ids=lambda path: path.stem)
def test_every_table_has_a_heading_or_a_sentence_before_it(path):
    """What a table holds is said on the table, or in the paragraph just above its cell."""
    cells = nbformat.read(path, as_version=4).cells
    bare = [
        cell.source
        for before, cell in pairwise(cells)
        for output in cell.get("outputs", [])
        if "<table" in (page := output.get("data", {}).get("text/html", ""))
        and "<caption" not in page
        and not introduced(before)
    ]
    assert bare == []


def introduced(before: nbformat.NotebookNode) -> bool:
    """Tell whether the cell before ends with a sentence, and not with a title or a list."""
    last = before.source.rstrip().split("\n\n")[-1]
    return before.cell_type == "markdown" and re.match(r"#|<|\||- |\d+\. ", last) is None


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the course that a test may damage."""
    for name, case_dir in places.cases(COURSE).items():
        attached = shutil.ignore_patterns(places.attached_text(case_dir).name)
        shutil.copytree(case_dir, tmp_path / "data" / name, ignore=attached)
    shutil.copytree(places.notebooks(COURSE), tmp_path / "notebooks")
    shutil.copy(COURSE / "conftest.py", tmp_path)
    return tmp_path


def test_every_output_is_really_compared(copy):
    """Spoil each stored output, and nbval fails at exactly the cells that have one.

    One notebook stands for all: no cell of any is left out (see above).
    """
    paths = [copy / INSTRUCTOR[5].relative_to(COURSE)]
    spoiled = 0
    for path in paths:
        found = nbformat.read(path, as_version=4)
        for cell in found.cells:
            outputs = cell.get("outputs", [])
            spoiled += bool(outputs)
            for output in outputs:
                if output.output_type == "stream":
                    output.text = "spoiled"
                else:
                    output.data["text/plain"] = "spoiled"
        nbformat.write(found, path)
    done = nbval(paths, copy)
    assert spoiled
    assert f"{spoiled} failed" in done.stdout, done.stdout


def test_a_changed_value_in_the_case_is_noticed(copy):
    """One number changed in one table of a copy, and nbval fails there."""
    table = next((copy / "data").glob("*/units.csv"))
    text = table.read_text(encoding="utf-8")
    words = re.search(r"(?<=,)\d+(?=,)", text.splitlines()[1])
    assert words is not None
    changed = text.replace(f",{words[0]},", f",{int(words[0]) + 1},", 1)
    table.write_text(changed, encoding="utf-8")
    done = nbval([copy / INSTRUCTOR[1].relative_to(COURSE)], copy)
    assert done.returncode == 1, done.stdout
    assert re.search(r"[1-9]\d* failed, [1-9]\d* passed", done.stdout), done.stdout


def test_everything_is_built_from_its_present_source(capsys):
    """`kit build --check` is clean, and quick because it runs no notebook."""
    started = time.perf_counter()
    code = main(["build", "--check", "--course", str(COURSE)])
    assert time.perf_counter() - started < 5
    assert code == 0, capsys.readouterr()


def shipped() -> dict[str, str]:
    """Give what students get: each file's text, with nothing escaped."""
    files = [*STUDENT, places.sealed_key(COURSE)]
    return {path.name: "\n".join(leaves(json.loads(path.read_text("utf-8")))) for path in files}


def leaves(data: object) -> list[str]:
    """List every text in a piece of JSON; the lines of a cell are joined first."""
    if isinstance(data, dict):
        inside = data.values()
    elif isinstance(data, list):
        if data and all(isinstance(line, str) for line in data):
            return ["".join(data)]
        inside = data
    else:
        return [str(data)]
    return [leaf for item in inside for leaf in leaves(item)]


def sentences(text: str) -> list[str]:
    """Cut a text into sentences that are long enough to be known again."""
    return [part for part in SENTENCE.split(text) if len(part) > 20]


def test_no_hint_and_no_explanation_is_shipped_in_clear(sources):
    """No sentence of a hint, mistake's hint or explanation is there, unless the prose says it."""
    texts = shipped()
    taught = "\n".join(c.text for s in sources for c in s.cells if c.role == "markdown")
    for source in sources:
        for id, task in source.tasks.items():
            exercise = task.exercise
            secrets = [exercise.ask, exercise.explain, *exercise.hints]
            secrets += [mistake["hint"] for mistake in exercise.mistakes]
            found = [
                (id, name, sentence)
                for secret in secrets
                for sentence in sentences(secret)
                if sentence not in taught
                for name, text in texts.items()
                if sentence in text
            ]
            assert not found


def test_no_solution_is_shipped_in_clear(sources):
    """No line of a solution or listed mistake is there, unless a given cell taught it."""
    texts = shipped()
    secrets = {
        line
        for source in sources
        for task in source.tasks.values()
        for line in _solution_lines(task, source)
    }
    assert len(secrets) > len(sources)
    found = [(name, line) for line in secrets for name, text in texts.items() if line in text]
    assert not found


def _solution_lines(task: Task, source: Source) -> list[str]:
    """List the lines that only the solution and the listed mistakes have."""
    taught = [cell.text for cell in source.cells if cell.role in ("given", "markdown")]
    known = "\n".join([*taught, task.stub])
    listed = [str(mistake["answer"]) for mistake in task.exercise.mistakes]
    lines = [line.strip() for line in (*task.solution, *listed)]
    return [line for line in lines if len(line) > 12 and line not in known]


def test_no_answer_is_shipped_in_clear():
    """No pair of a right answer stands in a notebook, and no right value in the sealed key."""
    entries = json.loads(places.open_key(COURSE).read_text("utf-8"))["exercises"]
    sealed = json.loads(places.sealed_key(COURSE).read_text("utf-8"))["exercises"]
    notebooks = "\n".join(text for name, text in shipped().items() if name.endswith(".ipynb"))
    for id, entry in entries.items():
        # Probes are tables that students may see; the title is the exercise's own.
        hidden = {k: v for k, v in sealed[id].items() if k not in ("probes", "title", "name")}
        shut = {leaf.casefold() for leaf in leaves(hidden)}
        for token in (token for slot in entry["slots"] for token in slot):
            answer = json.loads(token)
            if entry["kind"] == "mapping":
                key, value = (re.escape(str(part)) for part in answer)
                pair = rf"""(?<!\w)['"]?{key}['"]?\s*:\s*['"]?{value}\b"""
                assert not re.search(pair, notebooks, re.IGNORECASE), (id, token)
                answer = answer[1]
            if isinstance(answer, str):
                assert answer.casefold() not in shut, (id, token)


def test_untouched_notebooks_answer_nothing():
    """Every check of a student copy was run, and says that nothing is answered."""
    checks = [cell for path in STUDENT for cell in code_cells(path) if cell.id.startswith("check-")]
    assert checks
    assert all("not answered" in cell.outputs[0].data["text/plain"] for cell in checks)
