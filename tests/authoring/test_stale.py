"""What no longer fits is named, with the reason and the command, and no notebook runs."""

import json
import time

import pytest

from kit.authoring import marks
from kit.authoring.build import build
from kit.authoring.problems import BuildError
from kit.authoring.stale import check


def change(path, before, after):
    """Replace a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_fresh_build_is_clean_and_quickly_so(built_once):
    """Nothing to say, in far less than five seconds."""
    started = time.perf_counter()
    assert check(built_once) == []
    assert time.perf_counter() - started < 5


def test_line_ends_of_another_system_change_nothing(course):
    """A checkout with other line ends is not stale."""
    for path in [*course.rglob("*.md"), *course.rglob("*.csv"), *course.rglob("*.json")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(course) == []


def test_an_edited_source_makes_its_two_notebooks_stale(course):
    """The other notebook is left in peace."""
    change(course / "notebooks/source/01_bakery.md", "invented", "imagined")
    assert check(course) == [
        f"{name}: stale, notebooks/source/01_bakery.md changed since. Run: kit build --only 01"
        for name in ("notebooks/01_bakery.ipynb", "notebooks/instructor/01_bakery.ipynb")
    ]


def test_an_edited_case_table_makes_all_notebooks_stale(course):
    """The table is named; so is a table that is new."""
    change(course / "data/bakery/units.csv", "U02,7", "U02,8")
    (course / "data/bakery/more.csv").write_text("a\n1\n", encoding="utf-8")
    problems = check(course)
    assert len(problems) == 4
    assert all("data/bakery/more.csv, data/bakery/units.csv changed" in p for p in problems)


def test_an_edited_codebook_source_makes_the_codebook_stale(course):
    """What the schema says of a column is in the codebook."""
    change(course / "data/bakery/datapackage.json", "The words.", "How many words.")
    assert any(problem.startswith("docs/codebook.md: stale") for problem in check(course))


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("01_bakery.ipynb", "most words", "fewest words", "edited or run since it was built"),
        ("instructor/02_bridge.ipynb", "U03", "U01", "edited or run since it was built"),
        ("01_bakery.ipynb", '"kit"', '"kat"', "not a notebook that was built"),
        ("01_bakery.ipynb", f'"build": {marks.BUILD}', '"build": 0', "built by another"),
        ("key.sealed.json", '"points": 3', '"points": 4', "does not fit 01_bakery.ipynb"),
        ("instructor/key.json", '"bakery"', '"other"', "does not fit 01_bakery.ipynb"),
        ("instructor/key.json", "{", "", "not a key"),
    ],
)
def test_an_edited_file_is_named(course, file, before, after, said):
    """One edited file gives one line that names it."""
    change(course / "notebooks" / file, before, after)
    problems = check(course)
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"notebooks/{file}: {said}")
    assert "Run: kit build" in problems[0]


@pytest.mark.parametrize(
    "file",
    [
        "notebooks/01_bakery.ipynb",
        "notebooks/instructor/02_bridge.ipynb",
        "notebooks/key.sealed.json",
        "notebooks/instructor/key.json",
        "docs/codebook.md",
    ],
)
def test_a_missing_file_is_named(course, file):
    """Whatever is not there is named once, and the others are left in peace."""
    (course / file).unlink()
    problems = check(course)
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"{file}: missing")


def test_a_notebook_without_source_is_named(course):
    """Deleting a source leaves two notebooks and the key's entries behind."""
    (course / "notebooks/source/02_bridge.md").unlink()
    problems = check(course)
    assert [problem.split(":")[0] for problem in problems] == [
        "notebooks/key.sealed.json",
        "notebooks/instructor/key.json",
        "notebooks/02_bridge.ipynb",
        "notebooks/instructor/02_bridge.ipynb",
    ]
    assert "holds exercises of no notebook: 2.1" in problems[0]
    assert "it has no source" in problems[2]


def test_a_run_by_a_student_counts_as_an_edit_of_the_file(course):
    """Saved outputs differ from those of the build, so the file is named."""
    path = course / "notebooks" / "01_bakery.ipynb"
    found = json.loads(path.read_text(encoding="utf-8"))
    found["cells"][-1]["outputs"] = []
    path.write_text(json.dumps(found), encoding="utf-8")
    assert "edited" in check(course)[0]


def test_a_case_that_cannot_be_read_is_a_sentence(course):
    """A broken schema is named, in a build as in a check."""
    (course / "data/bakery/datapackage.json").write_text("{", encoding="utf-8")
    for command in (check, build):
        with pytest.raises(BuildError, match=r"datapackage\.json is not JSON"):
            command(course)
