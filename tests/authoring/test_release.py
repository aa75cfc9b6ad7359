"""A release of the invented course, and one of the real course, as students get them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kit import places
from kit.authoring import selection
from kit.authoring.problems import BuildError
from kit.authoring.release import ReleaseError, release
from kit.authoring.source import read_all
from kit.authoring.stale import source_files
from kit.authoring.typed import typed_cells
from kit.cli import main
from kit.exercise.check import check
from kit.exercise.plan import PlanError, read

REPOSITORY = Path(__file__).parents[2]
PLANS = """
title = "The bakery course"
about = "Everything here is invented."
[plans.short]
title = "Forty minutes"
lessons = ["01"]
leave_out = ["1.2", "1.5"]
weights = {"1.1" = 2, "1.4" = 0.5}
"""


@pytest.fixture(scope="module")
def author(built_once, tmp_path_factory) -> Path:
    """The invented course with all that a release needs, and much that it must not take."""
    course = tmp_path_factory.mktemp("author") / "course"
    shutil.copytree(built_once, course)
    (course / "course.toml").write_text(PLANS, encoding="utf-8")
    for name in ("pyproject.toml", "environment.yml", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(REPOSITORY / name, course)
    for name in ("data/bakery/article.txt", "data/bakery/notes.txt", "docs/teaching.md"):
        (course / name).write_text("NOT FOR STUDENTS", encoding="utf-8")
    return course


@pytest.fixture(scope="module")
def short(author, tmp_path_factory) -> Path:
    """The short plan, released."""
    folder = tmp_path_factory.mktemp("short") / "out"
    release(author, folder, plan="short")
    return folder


@pytest.fixture
def full(author, tmp_path) -> Path:
    """The full course, released."""
    release(author, tmp_path / "full")
    return tmp_path / "full"


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def cells(folder: Path, name: str = "01_bakery") -> dict[str, dict]:
    """Read the cells of a notebook by id."""
    found = json.loads((folder / f"notebooks/{name}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: cell for cell in found["cells"]}


def text(cell: dict) -> str:
    """Give the text of a cell."""
    return "".join(cell["source"])


def type_into(folder: Path, id: str, typed: str, name: str = "01_bakery") -> None:
    """Type into a cell of a released notebook."""
    path = folder / f"notebooks/{name}.ipynb"
    found = json.loads(path.read_text(encoding="utf-8"))
    next(cell for cell in found["cells"] if cell["id"] == id)["source"] = typed
    path.write_text(json.dumps(found), encoding="utf-8")


def test_a_release_holds_what_students_need_and_nothing_else(short):
    """Named one by one; of the package, all that runs."""
    files = contents(short)
    assert {name for name in files if not name.startswith("src/kit/")} == {
        *("README.md", "LICENSE", "LICENSE-CONTENT", "pyproject.toml", "environment.yml"),
        *("postBuild", ".gitignore", "release.json"),
        *("notebooks/01_bakery.ipynb", "notebooks/key.sealed.json"),
        *(f"data/bakery/{name}" for name in ("datapackage.json", "units.csv", "statements.csv")),
    }
    package = REPOSITORY / "src/kit"
    modules = {path.relative_to(REPOSITORY).as_posix() for path in package.rglob("*.py")}
    assert modules <= files.keys()
    assert not [name for name in files if "__pycache__" in name]
    assert not [name for name, content in files.items() if b"NOT FOR STUDENTS" in content]


def test_a_left_out_exercise_leaves_nothing_behind(short):
    """Heading, task, answer and check go; the neighbours stay, in notebook and key."""
    found = cells(short)
    ids = [id for id in found if id.startswith(("exercise-", "answer-", "check-"))]
    kept = ("1-1", "1-3", "1-4")
    assert ids == [f"{role}-{id}" for id in kept for role in ("exercise", "answer", "check")]
    prose = "\n".join(map(text, found.values()))
    assert "Label each unit." not in prose and "List the hedges." in prose
    key = json.loads((short / "notebooks/key.sealed.json").read_text(encoding="utf-8"))
    assert list(key["exercises"]) == ["1.1", "1.3", "1.4"]
    assert typed_cells(short / "notebooks/01_bakery.ipynb") == []


def test_weighted_points_are_what_students_read(short, monkeypatch):
    """In the heading, in the README and in the verdict."""
    found = cells(short)
    assert "*2 points ·" in text(found["exercise-1-1"])
    assert "*1 point ·" in text(found["exercise-1-4"])
    readme = (short / "README.md").read_text(encoding="utf-8")
    assert "| [01 The bakery](notebooks/01_bakery.ipynb) | 3 | 5 |" in readme
    monkeypatch.setenv("KIT_COURSE", str(short))
    verdict = check("1.1", "U03")
    assert (verdict.points, verdict.max_points) == (2, 2)


def test_a_changed_notebook_reproduces_strictly(short):
    """Nbval compares every cell of the notebook that lost exercises."""
    options = ["--nbval", "-q", "-p", "no:cacheprovider", "--color=no", "--tb=line"]
    env = {name: value for name, value in os.environ.items() if not name.startswith("KIT_")}
    command = [sys.executable, "-m", "pytest", *options, "notebooks/01_bakery.ipynb"]
    env["KIT_STATE"] = "off"
    done = subprocess.run(command, cwd=short, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "7 passed" in done.stdout


def test_released_twice_is_the_same_bytes(author, short, tmp_path):
    """Also where notebooks are run again."""
    release(author, tmp_path / "again", plan="short")
    assert contents(tmp_path / "again") == contents(short)


def test_a_plan_without_changes_takes_the_built_notebooks(author, full, monkeypatch):
    """No kernel runs; only the marks are other, and name nothing of the author's."""
    monkeypatch.setattr(selection, "problems_of_run", None)
    release(author, full)
    for name in ("01_bakery", "02_bridge"):
        assert cells(full, name) == cells(author, name)
    assert "notebooks/source" not in (full / "notebooks/01_bakery.ipynb").read_text("utf-8")


def test_what_is_released_can_be_installed(short):
    """The project file names only what is there, and none of the author's tools."""
    project = tomllib.loads((short / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project) == {"build-system", "project", "tool"}
    assert set(project["tool"]) == {"hatch"}
    for name in (project["project"]["readme"], *project["project"]["license-files"]):
        assert (short / name).is_file()
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert all((short / name).exists() for name in (*wheel["packages"], *wheel["force-include"]))


def test_a_later_release_keeps_what_was_typed(author, short, tmp_path):
    """From the short plan to the full course, and back."""
    folder = Path(shutil.copytree(short, tmp_path / "mine"))
    type_into(folder, "answer-1-1", "longest = 'U03'")
    said: list[str] = []
    release(author, folder, notify=said.append)
    assert "renewed, with what was typed in it" in said[-1]
    assert text(cells(folder)["answer-1-1"]) == "longest = 'U03'"
    assert "check-1-2" in cells(folder)
    type_into(folder, "answer-1-2", "labels = {}")
    release(short, folder)  # as a student does it, from one released folder to another
    assert list(cells(folder))[-2:] == ["kept-note", "kept-answer-1-2"]
    assert text(cells(folder)["answer-1-1"]) == "longest = 'U03'"
    assert len(list((folder / ".kit/backup").iterdir())) == 2


def test_typed_solutions_are_never_released(author, tmp_path):
    """An author who tried a notebook out has to build it anew."""
    course = Path(shutil.copytree(author, tmp_path / "course"))
    type_into(course, "answer-1-1", "longest = 'U03'")
    with pytest.raises(BuildError, match=r"01_bakery\.ipynb: edited or run since it was built"):
        release(course, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_release_with_an_answer_in_it_is_not_written(author, tmp_path):
    """The page that an author wrote in good faith."""
    course = Path(shutil.copytree(author, tmp_path / "course"))
    (course / "LICENSE").write_text("Unit three has the most words of all.", encoding="utf-8")
    with pytest.raises(BuildError, match="LICENSE: holds 'Unit three has the most words"):
        release(course, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_problems_of_the_plans_are_problems_of_the_build(author, tmp_path, capsys):
    """`kit build --check` names them; a release stops there."""
    course = Path(shutil.copytree(author, tmp_path / "course"))
    (course / "course.toml").write_text('[plans.s]\nlessons = ["09"]', encoding="utf-8")
    said = "course.toml, plan s: unknown lesson '09'; lessons here: 01, 02. Mend course.toml.\n"
    assert main(["build", "--check", "--course", str(course)]) == 1
    assert capsys.readouterr().out == said
    assert main(["release", str(tmp_path / "out"), "--course", str(course)]) == 1
    assert capsys.readouterr().err == f"kit: {said}"


def test_wrong_use_is_a_sentence(author, short, tmp_path, capsys):
    """An unknown plan, a folder with something else, the course itself, a plan chosen before."""
    (tmp_path / "mine.txt").touch()
    for arguments, said in [
        ([tmp_path / "out", "--plan", "long", "--course", author], "Plans: short, full"),
        ([tmp_path, "--course", author], "is not empty and not a released course"),
        ([author, "--course", author], "is not empty and not a released course"),
        ([short, "--course", short], "is the course itself"),
        ([tmp_path / "out", "--plan", "full", "--course", short], "are chosen already"),
    ]:
        assert main(["release", *map(str, arguments)]) == 2
        assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_did(author, tmp_path, capsys):
    """The plan, what was searched, and where it is."""
    out = tmp_path / "out"
    assert main(["release", str(out), "--course", str(author)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Plan 'full': 2 notebooks, 6 exercises.\n")
    assert said.endswith(f"files are in {out}.\n")
    assert main(["build", "--check", "--course", str(out)]) == 1
    assert "a released course has no sources" in capsys.readouterr().out


def test_errors_can_be_told_apart():
    """A caller of the function meets the same kinds as the command."""
    assert not issubclass(ReleaseError, BuildError | PlanError)


@pytest.fixture
def real(tmp_path) -> Path:
    """A copy of the real course, to be changed."""
    course = tmp_path / "course"
    for name in ("data", "notebooks", "docs"):
        shutil.copytree(REPOSITORY / name, course / name)
    for name in ("README.md", "course.toml", "pyproject.toml", "environment.yml"):
        shutil.copy(REPOSITORY / name, course)
    for name in ("LICENSE", "LICENSE-CONTENT"):
        shutil.copy(REPOSITORY / name, course)
    return course


def test_a_page_that_notebooks_link_to_must_be_there(real, tmp_path):
    """Every missing file is named, before anything is written."""
    (real / "docs/glossary.md").unlink()
    (real / "LICENSE").unlink()
    with pytest.raises(BuildError) as error:
        release(real, tmp_path / "out")
    assert sorted(problem.split(",")[0] for problem in error.value.problems) == [
        *("LICENSE: missing", "docs/glossary.md: missing")
    ]
    assert not (tmp_path / "out").exists()


def test_the_real_course_is_released_without_an_answer(tmp_path):
    """Searched here once more, from the open key and not from the sources."""
    release(REPOSITORY, tmp_path, plan="90-minutes")
    files = contents(tmp_path)
    assert not [name for name in files if re.search(r"instructor|notebooks/source|tests/", name)]
    assert "docs/glossary.md" in files and "docs/teaching.md" not in files
    everything = b"\n".join(files.values()).decode("utf-8")
    plain = everything.replace('\\"', '"')
    entries = json.loads(places.open_key(REPOSITORY).read_text("utf-8"))["exercises"]
    for entry in entries.values():
        shut = [entry["explain"], entry["ask"], *entry["hints"], *entry["slips"].values()]
        shut += [known["hint"] for known in entry["known"].values()]
        assert not [secret for secret in shut if len(secret) > 20 and secret in plain]
    sealed = json.loads(files["notebooks/key.sealed.json"])
    sources = read_all(source_files(REPOSITORY))
    lessons = {source.name: list(source.tasks) for source in sources}
    assert set(sealed["exercises"]) == read(REPOSITORY, lessons).plan("90-minutes").ids
