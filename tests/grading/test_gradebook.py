"""The gradebook keeps answers whole, and points by hand for good."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.grading.gradebook import Gradebook, GradebookError, Record

ADA = Record("ada", "01_loaves", "file", "work")
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@pytest.fixture
def book(tmp_path: Path):
    """An empty gradebook."""
    with Gradebook(tmp_path / "gradebook.db") as made:
        yield made


@given(answer=plain)
def test_an_answer_comes_back_as_it_was(answer: object) -> None:
    """Any plain data, whatever characters are in it."""
    with Gradebook(Path(":memory:")) as book:
        book.keep(ADA, {"1.1": {"answer": answer}})
        assert book.answers("ada", "01_loaves") == {"1.1": {"answer": answer}}


def test_a_later_submission_takes_the_place_of_an_earlier(book) -> None:
    """No answer of the earlier one is left."""
    book.keep(ADA, {"1.1": {"answer": 1}, "1.2": {"answer": 2}})
    later = Record("ada", "01_loaves", "new file", "work", "The file is empty.", "a (1).ipynb", "2")
    book.keep(later, {"1.2": {"answer": 3}})
    assert book.records() == [later]
    assert book.answers("ada", "01_loaves") == {"1.2": {"answer": 3}}


def test_a_failure_in_between_leaves_what_was_there(book) -> None:
    """Submission and answers go in together or not at all."""
    book.keep(ADA, {"1.1": {"answer": 1}})
    with pytest.raises(TypeError):
        book.keep(Record("ada", "01_loaves", "x", "y"), {"1.1": {"answer": object()}})
    with pytest.raises(sqlite3.Error):
        book.keep(
            Record("ada", "01_loaves", "x", "y"), {None: {}, b"\xff": {}, "z": {}, ("t",): {}}
        )
    assert book.records() == [ADA]
    assert book.answers("ada", "01_loaves") == {"1.1": {"answer": 1}}


def test_points_by_hand_survive_a_new_submission(book) -> None:
    """The latest counts; who and why are kept."""
    book.adjust("ada", "1.1", 1, "Ms Rye", "typing error")
    book.adjust("ada", "1.1", 2, "Ms Rye", "looked again")
    book.keep(ADA, {})
    (found,) = book.adjustments().values()
    assert (found.points, found.who, found.why) == (2, "Ms Rye", "looked again")


@pytest.mark.parametrize(("who", "why"), [("", "because"), ("Ms Rye", " ")])
def test_points_by_hand_need_a_name_and_a_reason(book, who: str, why: str) -> None:
    """Nobody gives points silently."""
    with pytest.raises(GradebookError, match="need who gives them and why"):
        book.adjust("ada", "1.1", 2, who, why)


def test_students_are_listed_once_and_sorted(book) -> None:
    """Adding a class again changes nothing."""
    book.add_students(["bob", "ada"])
    book.add_students(["ada"])
    assert book.students() == ["ada", "bob"]


@pytest.mark.parametrize("content", [b"not a database, but long enough to look at" * 30])
def test_another_file_is_not_taken_for_a_gradebook(tmp_path: Path, content: bytes) -> None:
    """And it is left as it is."""
    path = tmp_path / "gradebook.db"
    path.write_bytes(content)
    with pytest.raises(GradebookError, match="not a gradebook of this version"):
        Gradebook(path)
    assert path.read_bytes() == content


def test_a_gradebook_of_a_later_version_is_refused(tmp_path: Path) -> None:
    """Its answers might be read wrongly."""
    path = tmp_path / "gradebook.db"
    base = sqlite3.connect(path)
    base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(GradebookError, match="choose another --out"):
        Gradebook(path)
