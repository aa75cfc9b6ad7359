"""Who handed in what, in every layout, and whatever the files hold."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit.grading.course import Course
from kit.grading.intake import Batch, intake


@pytest.fixture
def take(tmp_path: Path, course: Course, make: SimpleNamespace):
    """Save files (given by their path and content) and take them in."""

    def files(**content: dict | bytes) -> Batch:
        for name, what in content.items():
            make.save(tmp_path / name, what)
        return intake(tmp_path, course)

    return files


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("ada/01_loaves.ipynb", "ada"),
        ("ada/week one/01_loaves.ipynb", "ada"),
        ("lovelaceada_12345_67890_01_loaves.ipynb", "lovelaceada_12345"),
        ("lovelaceada_LATE_12345_67890_01_loaves-2.ipynb", "lovelaceada_12345"),
        ("Ada Lovelace_12345_assignsubmission_file_/01_loaves.ipynb", "Ada Lovelace_12345"),
        ("Ada Lovelace_12345_assignsubmission_file_01_loaves.ipynb", "Ada Lovelace_12345"),
        ("ada/01_loaves (1).ipynb", "ada"),
        ("ada/01_loaves-Copy1.ipynb", "ada"),
        ("ada/01 Loaves - Copy (2).IPYNB", "ada"),
        ("ada/my work.ipynb", "ada"),
    ],
)
def test_every_layout_and_name_is_known(take, make, path: str, student: str) -> None:
    """nbgrader's, Canvas's and Moodle's layouts; copies; a renamed notebook by its cells."""
    (found,) = take(**{path: make.notebook()}).submissions
    assert (found.student, found.notebook, found.problem) == (student, "01_loaves", "")


def test_a_misnamed_notebook_is_known_by_its_cells(take, make) -> None:
    """What is in a file counts for more than what it is called."""
    (found,) = take(**{"ada/01_loaves.ipynb": make.notebook("02_crumbs")}).submissions
    assert found.notebook == "02_crumbs"


@pytest.mark.parametrize("raw", [b"", '{"cells": "\xe9"}'.encode("latin-1"), b'{"cells": [{'])
def test_a_broken_file_has_a_row_and_harms_no_other(take, make, raw: bytes) -> None:
    """The reason is there, the neighbour is untouched, the file as it was."""
    batch = take(**{"ada/01_loaves.ipynb": raw, "bob/01_loaves.ipynb": make.notebook()})
    ada, bob = batch.submissions
    assert (ada.notebook, bool(ada.problem)) == ("01_loaves", True)
    assert (bob.notebook, bob.problem) == ("01_loaves", "")
    assert ada.path.read_bytes() == raw


def test_the_newest_that_can_be_read_counts(take, make, tmp_path: Path) -> None:
    """Among copies the newest; a broken newer one does not take an earned point away."""
    old = make.save(tmp_path / "ada/01_loaves.ipynb", make.notebook())
    new = make.save(tmp_path / "ada/01_loaves (1).ipynb", make.notebook(answers={"1.1": "x"}))
    broken = make.save(tmp_path / "ada/01_loaves (2).ipynb", b"{")
    for age, path in enumerate((old, new, broken)):
        os.utime(path, (age, age))
    (found,) = take().submissions
    assert found.path == new
    assert found.note == "3 files were handed in; graded: 01_loaves (1).ipynb."


@pytest.mark.parametrize(
    "answered",
    [
        {"1.1": "count = 3"},
        # The answer cell is as it was; the answer stands in a cell of the student's own.
        {"1.1": "count = ...", "extra": "count = 3"},
    ],
)
def test_a_file_with_answers_counts_for_more_than_an_untouched_one(
    take, make, tmp_path: Path, answered: dict[str, str]
) -> None:
    """A fresh copy saved later takes no earned point away, and the row names the file."""
    done = make.notebook(answers=answered)
    done["cells"] += [make.cell(answered["extra"])] if "extra" in answered else []
    old = make.save(tmp_path / "ada/01_loaves.ipynb", done)
    fresh = make.notebook(answers={"1.2": 'kinds = ...\nwhy = ""\n# The dots put back.'})
    fresh["cells"].append(make.cell('hint("1.1")'))
    new = make.save(tmp_path / "ada/later/01_loaves.ipynb", fresh)
    os.utime(old, (1, 1))
    os.utime(new, (2, 2))
    (found,) = take().submissions
    assert found.path == old
    assert found.note == "2 files were handed in; graded: 01_loaves.ipynb."


def test_one_file_needs_no_note(take, make) -> None:
    """And of several that cannot be read none is called graded."""
    (one,) = take(**{"ada/01_loaves.ipynb": make.notebook()}).submissions
    assert one.note == ""
    two = take(**{"bob/01_loaves.ipynb": b"{", "bob/01_loaves.pdf": b""}).submissions[1]
    assert two.note.startswith("2 files were handed in; none can be graded")


def test_a_later_attempt_on_canvas_counts(take, make) -> None:
    """Downloads all have the same age: the number of the attempt decides."""
    names = [f"lovelaceada_1_2_01_loaves{attempt}.ipynb" for attempt in ("-10", "", "-9")]
    (found,) = take(**{name: make.notebook() for name in names}).submissions
    assert found.path.name == names[0]


def test_what_is_no_submission_is_passed_over(take, make) -> None:
    """Checkpoints, hidden folders and other files are not read; an empty folder is a student."""
    batch = take(
        **{
            "ada/.ipynb_checkpoints/01_loaves-checkpoint.ipynb": make.notebook(),
            "__MACOSX/ada/._01_loaves.ipynb": b"",
            "bob/01_loaves.ipynb": make.notebook(),
            "bob/notes.txt": b"",
            "roster.csv": b"",
        }
    )
    assert batch.students == ("ada", "bob")
    assert [found.student for found in batch.submissions] == ["bob"]
    assert batch.passed_over == ("bob/notes.txt", "roster.csv")


@pytest.mark.parametrize(
    ("path", "student", "notebook", "called"),
    [
        ("ada/01_loaves.pdf", "ada", "01_loaves", "01_loaves.pdf"),
        ("ada/week one/01_loaves.ipynb.txt", "ada", "01_loaves", "week one/01_loaves.ipynb.txt"),
        ("ada/essay.pdf", "ada", "essay.pdf", "essay.pdf"),
        (
            "lovelaceada_1_2_01_loaves.html",
            "lovelaceada_1",
            "01_loaves",
            "lovelaceada_1_2_01_loaves.html",
        ),
    ],
)
def test_another_file_instead_of_a_notebook_has_a_row(
    take, path: str, student: str, notebook: str, called: str
) -> None:
    """Whoever handed in the wrong file reads so, and is not taken for absent."""
    batch = take(**{path: b"%PDF"})
    (found,) = batch.submissions
    assert (found.student, found.notebook) == (student, notebook)
    assert found.problem.startswith(f"Handed in: {called}, ")
    assert " not a notebook. Hand in the notebook itself: " in found.problem
    assert (batch.students, batch.passed_over) == ((student,), ())


@pytest.mark.parametrize(
    ("name", "is_what"),
    [
        ("01_loaves.pdf", "a PDF and not a notebook. Hand in the notebook itself"),
        ("01_loaves.HTML", "a web page and not a notebook. Hand in the notebook itself"),
        ("work.zip", "a packed file and not a notebook. Unpack it"),
        ("01_loaves.ipynb.txt", "which is not a notebook. Hand in the notebook itself"),
    ],
)
def test_a_wrong_file_is_named_with_what_to_do(take, name: str, is_what: str) -> None:
    """Whoever exported the notebook reads that its own file is wanted."""
    (found,) = take(**{f"ada/{name}": b"x"}).submissions
    assert found.problem.startswith(f"Handed in: {name}, {is_what}")


@pytest.mark.parametrize("raw", [b"", b"{", b"%PDF-1.7", b"<!DOCTYPE html>", b"PK\x03\x04"])
def test_a_broken_file_says_what_to_do(take, raw: bytes) -> None:
    """Save it again and hand in that."""
    (found,) = take(**{"ada/01_loaves.ipynb": raw}).submissions
    assert "save it (Ctrl+S), and hand in that .ipynb file again." in found.problem


@pytest.mark.parametrize("between", ["/", ""])
def test_text_typed_into_moodle_is_no_second_student(take, make, between: str) -> None:
    """It is the same student's; beside a notebook it is passed over by name, alone it has a row."""
    ada, bob = "Ada Lovelace_1_assignsubmission", "Bob Oat_2_assignsubmission"
    batch = take(
        **{
            f"{ada}_file_{between}01_loaves.ipynb": make.notebook(),
            f"{ada}_onlinetext_{between}onlinetext.html": b"<p>See my file.</p>",
            f"{bob}_onlinetext_{between}onlinetext.html": b"<p>count = 3</p>",
        }
    )
    assert batch.students == ("Ada Lovelace_1", "Bob Oat_2")
    first, second = batch.submissions
    assert (first.notebook, first.problem) == ("01_loaves", "")
    assert "text typed into Moodle and not a notebook. Hand in the notebook" in second.problem
    assert batch.passed_over == (
        f"{ada}_onlinetext_{between}onlinetext.html (text typed into Moodle)",
    )
    assert batch.numbers == {"Ada Lovelace_1": "1", "Bob Oat_2": "2"}


def test_a_notebook_of_another_course_says_so(take, make) -> None:
    """A file that is none of ours has a row of its own."""
    strange = {"cells": [make.cell("x = 1")]}
    (found,) = take(**{"ada/holiday.ipynb": strange}).submissions
    assert (found.notebook, found.known) == ("holiday", False)
    assert "none of the notebooks" in found.problem
    assert found.problem.endswith("it is called like 01_loaves.ipynb.")


def test_a_file_without_a_student_has_a_row(take, make) -> None:
    """Nobody is guessed: the file's own name stands for the student."""
    (found,) = take(**{"01_loaves.ipynb": make.notebook()}).submissions
    assert found.student == "01_loaves.ipynb"


def test_a_link_is_refused(take, make, tmp_path: Path, course_folder: Path) -> None:
    """A link could hand in the instructor's own notebook."""
    (tmp_path / "ada").mkdir()
    target = course_folder / "notebooks/instructor/01_loaves.ipynb"
    (tmp_path / "ada/01_loaves.ipynb").symlink_to(target)
    (found,) = take().submissions
    assert "is a link" in found.problem
