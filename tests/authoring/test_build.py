"""From one source: two notebooks, two keys, the same bytes each time."""

import json
import shutil

import nbformat
import pytest

from kit.authoring.build import BuildError, build
from kit.authoring.source import read
from kit.exercise.plaindata import MIME


def text_of(path):
    """Read a file."""
    return path.read_text(encoding="utf-8")


def cells_of(course, name="01_bakery", folder="notebooks"):
    """Give the cells of a built notebook by id."""
    built = nbformat.read(course / folder / f"{name}.ipynb", as_version=4)
    return {cell.id: cell for cell in built.cells}


def files_of(course):
    """Give every file of a course by its path."""
    paths = sorted(path for path in course.rglob("*") if path.is_file())
    return {path.relative_to(course).as_posix(): path.read_bytes() for path in paths}


def status(cell):
    """Give what a check cell says first."""
    return cell.outputs[0].data["text/plain"]


def test_every_file_is_built(built_once):
    """Two notebooks a source, the two keys and the codebook."""
    built = {name for name in files_of(built_once) if "data/" not in name and "source/" not in name}
    assert built == {
        "notebooks/01_bakery.ipynb",
        "notebooks/02_bridge.ipynb",
        "notebooks/key.sealed.json",
        "notebooks/instructor/01_bakery.ipynb",
        "notebooks/instructor/02_bridge.ipynb",
        "notebooks/instructor/key.json",
        "docs/codebook.md",
    }


def test_built_notebooks_are_valid(built_once):
    """Both follow the notebook format, with cell ids, and name no version of Python."""
    for path in built_once.rglob("*.ipynb"):
        found = json.loads(text_of(path))
        nbformat.validate(found)
        assert (found["nbformat"], found["nbformat_minor"]) == (4, 5)
        assert set(found["metadata"]) == {"kernelspec", "kit", "language_info"}
        assert found["metadata"]["language_info"] == {"name": "python"}
        assert text_of(path).endswith("}\n")


def test_cells_are_tagged_and_locked(built_once):
    """Answer and check cells cannot be deleted; check and given cells not edited."""
    cells = cells_of(built_once)
    answer, check = cells["answer-1-2"], cells["check-1-2"]
    assert answer.metadata == {"deletable": False, "tags": ["answer:1.2"]}
    assert check.metadata == {"deletable": False, "editable": False, "tags": ["check:1.2"]}
    assert check.source == 'check("1.2", labels, why=why)'
    given = next(cell for cell in cells.values() if "load_case" in cell.source)
    assert given.metadata == {"editable": False}


def test_the_definition_becomes_a_heading(built_once):
    """Students see title, points and objective, and who marks a text."""
    cells = cells_of(built_once)
    assert cells["exercise-1-2"].source.startswith("### Exercise 1.2 · What each unit does\n")
    assert "3 points · you practise: label units" in cells["exercise-1-2"].source
    assert "1 point ·" in cells["exercise-1-1"].source
    assert "marked by a person" in cells["exercise-1-5"].source
    assert not any("objective:" in cell.source for cell in cells.values())


def test_the_untouched_notebook_answers_nothing(built_once):
    """A student copy runs to its end, and every check says: not answered."""
    cells = cells_of(built_once)
    checks = [cell for id, cell in cells.items() if id.startswith("check-")]
    assert len(checks) == 5
    assert all("not answered" in status(cell) for cell in checks)


def test_the_solved_notebook_is_right(built_once):
    """Each solution gets all points in the instructor's copy, from the sealed key."""
    cells = cells_of(built_once, folder="notebooks/instructor")
    said = {id: status(cell) for id, cell in cells.items() if id.startswith("check-")}
    assert "1.5: needs review" in said.pop("check-1-5")
    assert all(": correct" in text for text in said.values())
    assert "Two units relay what somebody said." in said["check-1-2"]
    assert "### BEGIN" not in text_of(built_once / "notebooks/instructor/01_bakery.ipynb")


def test_every_code_cell_is_counted(built_once):
    """A cell without an execution count is not compared by nbval; there is none."""
    for path in built_once.rglob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        counts = [cell.execution_count for cell in cells if cell.cell_type == "code"]
        assert counts == list(range(1, len(counts) + 1))


def test_check_cells_show_the_answer_as_data(built_once):
    """What a grader reads is displayed beside the sentence."""
    cells = cells_of(built_once, folder="notebooks/instructor")
    payload = cells["check-1-1"].outputs[0].data[MIME]
    assert payload == {"format": 1, "exercise": "1.1", "answer": "U03", "why": ""}


@pytest.mark.parametrize("name", ["01_bakery", "02_bridge"])
def test_nothing_is_given_away(built_once, name):
    """No solution, hint, mistake or explanation stands in clear in what students get."""
    shipped = "".join(
        text_of(built_once / "notebooks" / file).replace('\\"', '"')
        for file in ("01_bakery.ipynb", "02_bridge.ipynb", "key.sealed.json")
    )
    source = read(built_once / "notebooks" / "source" / f"{name}.md")
    for task in source.tasks.values():
        exercise = task.exercise
        secrets = [exercise.ask, *exercise.hints, exercise.explain]
        secrets += [mistake["hint"] for mistake in exercise.mistakes]
        secrets += [mistake["answer"] for mistake in exercise.mistakes]
        secrets += [row[field] for row in exercise.rubric for field in ("full", "partly")]
        stub = task.stub.splitlines()
        secrets += [line.strip() for line in task.solution if line not in stub]
        for secret in filter(None, secrets):
            assert secret not in shipped, secret


def test_the_sealed_key_holds_no_answer(built_once):
    """Values of the open key that no task names are nowhere in the sealed one."""
    opened = text_of(built_once / "notebooks" / "instructor" / "key.json")
    sealed = text_of(built_once / "notebooks" / "key.sealed.json")
    for answer in ("allegedly", "supposedly", "relayed", "9.33", "Nobody speaks here"):
        assert answer in opened, answer
        assert answer not in sealed, answer


def test_built_twice_is_the_same_to_the_byte(built_once, tmp_path):
    """In another folder, at another time: the same files."""
    again = shutil.copytree(built_once / "data", tmp_path / "again" / "data").parent
    shutil.copytree(built_once / "notebooks" / "source", again / "notebooks" / "source")
    (again / "data" / "bakery" / "article.txt").write_text("Attached here only.", encoding="utf-8")
    told = []
    build(again, notify=told.append)
    files = files_of(again)
    del files["data/bakery/article.txt"]
    assert files == files_of(built_once)
    assert any("01_bakery" in line for line in told)


def test_what_was_typed_is_not_replaced(course):
    """A typed answer and an added cell stop the build, by name; force keeps a copy."""
    path = course / "notebooks" / "02_bridge.ipynb"
    before = files_of(course)
    typed = nbformat.read(path, as_version=4)
    answer = next(cell for cell in typed.cells if cell.id == "answer-2-1")
    answer.source = "longest = 'U01'"
    typed.cells.append(nbformat.v4.new_markdown_cell("My note.", id="added"))
    nbformat.write(typed, path)
    mine = path.read_bytes()
    with pytest.raises(BuildError, match=r"02_bridge\.ipynb: .* answer-2-1, added") as caught:
        build(course)
    assert "--force" in str(caught.value)
    assert path.read_bytes() == mine
    build(course, only="2", force=True)
    after = files_of(course)
    assert after.pop(".kit/backup/02_bridge-1.ipynb") == mine
    # Only one notebook was built, and the keys still hold the exercises of both.
    assert after == before


BROKEN = """# Broken

## Part

"""


def test_cells_that_fail_are_named_and_nothing_is_written(course_of, texts):
    """An error or a warning in any listed answer is a problem of the source."""
    bad = texts.value.replace("\"'U02'\"", '"no_such_name"')
    bad = bad.replace("longest = case.units['unit_id'].iloc[0]", "longest = print")
    bad = bad.replace(
        "### BEGIN SOLUTION\n", "### BEGIN SOLUTION\nimport warnings\nwarnings.warn('Old!')\n"
    )
    course = course_of(nb_01_bakery=texts.header + BROKEN + texts.given + bad)
    with pytest.raises(BuildError) as caught:
        build(course)
    said = "\n".join(caught.value.problems)
    assert "line 33, exercise 1.1: mistake 1 fails. NameError: name 'no_such_name'" in said
    assert "the solution fails. it writes to stderr:" in said
    assert not list(course.rglob("*.ipynb"))


def test_answers_that_cannot_be_in_a_key_are_named(course_of, texts):
    """A rounding edge and a mistake of another kind stop the build."""
    edge = texts.value.replace("{longest: value}", "{longest: number}\ndecimals: 1")
    edge = edge.replace("iloc[-1]", "iloc[-1] and 0.25").replace("'U02'", "7")
    kind = texts.mapping.replace("{'U01': 'event', 'U02': 'event', 'U03': 'event'}", "['event']")
    edge = edge.replace("case.units['unit_id'].iloc[0]", "3")
    course = course_of(nb_01_bakery=texts.header + BROKEN + texts.given + edge + "\n" + kind)
    with pytest.raises(BuildError) as caught:
        build(course)
    first, second = caught.value.problems
    assert "Exercise 1.1: 0.25 lies at a rounding edge" in first
    assert "exercise 1.2: a listed mistake or accepted answer is not of the kind" in second


def test_listed_answers_get_their_verdicts_or_nothing_is_built(course_of, texts):
    """A stub that passes and a mistake that is right are refused."""
    wrong = texts.value.replace("longest = ...", "longest = 'U03'").replace("'U02'", "'U03'")
    course = course_of(nb_01_bakery=texts.header + BROKEN + texts.given + wrong)
    with pytest.raises(BuildError) as caught:
        build(course)
    assert any("the stub is judged 'correct'" in problem for problem in caught.value.problems)
    assert any("mistake 1" in problem for problem in caught.value.problems)


def test_a_course_without_sources_says_so(course_of):
    """Nothing to build is a sentence that says where sources go."""
    with pytest.raises(BuildError, match=r"notebooks/source: no source NN_\*\.md here"):
        build(course_of())


def test_a_notebook_that_is_not_there_says_which_are(built_once):
    """`--only` with a wrong number lists the sources."""
    with pytest.raises(BuildError, match=r"no source 07_\*\.md here. Sources: 01_bakery\.md"):
        build(built_once, only="07")
