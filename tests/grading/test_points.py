"""Points by hand from a CSV file."""

from pathlib import Path

import pytest

from kit.grading.gradebook import Adjustment, Gradebook
from kit.grading.points import PointsError, read


@pytest.fixture
def book(tmp_path: Path):
    """A gradebook of two students, one with a name that looks like a formula."""
    with Gradebook(tmp_path / "gradebook.db") as made:
        made.add_students(["ada", "=bob"])
        yield made


def given(tmp_path: Path, book, course, text: str) -> list:
    """Read a file with this text."""
    path = tmp_path / "points.csv"
    path.write_bytes(text.encode())
    return read(path, book, course, "login", "no reason given")


def test_a_good_file_is_read_whole(tmp_path: Path, book, course) -> None:
    """Blank who and why are filled; names with the apostrophe of our own files are found."""
    text = "student,exercise,points,who,why,comment\nada,1.4,1.5,Ms Rye,one voice,Who else?\n"
    text += "'=bob,1.4,2,,,\n\nada,1.1,,,,Look again.\n"
    assert given(tmp_path, book, course, text) == [
        ("ada", "1.4", Adjustment(1.5, "Ms Rye", "one voice", "Who else?")),
        ("=bob", "1.4", Adjustment(2, "login", "no reason given")),
        ("ada", "1.1", Adjustment(None, "login", "no reason given", "Look again.")),
    ]


def test_a_file_of_a_spreadsheet_elsewhere_is_read(tmp_path: Path, book, course) -> None:
    """Semicolons, decimal commas, a byte order mark, Windows line ends, capital letters."""
    text = "\ufeffStudent;Exercise;Points\r\nada;1.4;1,5\r\n"
    assert given(tmp_path, book, course, text)[0][2].points == 1.5


def test_every_problem_is_said_at_once_with_row_and_column(tmp_path: Path, book, course) -> None:
    """And what is allowed."""
    text = "student,exercise,points\nzoe,1.4,1\nada,9.9,1\nada,1.4,3\nada,1.1,two\nada,1.2,\n"
    text += "ada,1.3,nan\nada,2.1,1\nada,2.1,2\n=bob,1.4,-1\n"
    with pytest.raises(PointsError) as stop:
        given(tmp_path, book, course, text)
    assert stop.value.problems == [
        "points.csv, row 2, student: nobody is called 'zoe'. The names are in grades.csv.",
        "points.csv, row 3, exercise: there is no '9.9'; exercises: 1.1, 1.2, 1.3, 1.4, 2.1, 2.2.",
        "points.csv, row 4, points: '3' is not a number from 0 to 2.",
        "points.csv, row 5, points: 'two' is not a number from 0 to 2.",
        "points.csv, row 6, points: blank, and there is no comment; give one of them.",
        "points.csv, row 7, points: 'nan' is not a number from 0 to 2.",
        "points.csv, row 9, student, exercise: the same as in row 8.",
        "points.csv, row 10, points: '-1' is not a number from 0 to 2.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column student is missing"),
        ("student,points\n", "column exercise is missing"),
        ("student,exercise\n", "column points is missing"),
        ("student,exercise,points,grade\n", "unknown column 'grade'. Columns: student, exercise"),
    ],
)
def test_wrong_columns_are_named(tmp_path: Path, book, course, text: str, said: str) -> None:
    """With those there are."""
    with pytest.raises(PointsError, match=said):
        given(tmp_path, book, course, text)


def test_files_that_are_none_are_a_sentence(tmp_path: Path, book, course) -> None:
    """Missing, or not UTF-8."""
    with pytest.raises(PointsError, match="cannot be read: No such file"):
        read(tmp_path / "no.csv", book, course, "x", "y")
    (tmp_path / "latin.csv").write_bytes(b"student,exercise,points\n\xe9,1.1,1\n")
    with pytest.raises(PointsError, match="Save it as 'CSV UTF-8'"):
        read(tmp_path / "latin.csv", book, course, "x", "y")


def test_what_counts_already_is_not_written_again(tmp_path: Path, book, course) -> None:
    """The same file twice gives nothing new; another reason does."""
    text = "student,exercise,points,who,why,comment\nada,1.4,1.5,Ms Rye,one voice,Fine\n"
    book.adjust_all(given(tmp_path, book, course, text))
    assert given(tmp_path, book, course, text) == []
    assert given(tmp_path, book, course, text.replace("Fine", "")) == []
    assert len(given(tmp_path, book, course, text.replace("one voice", "two"))) == 1
