"""The gradebook keeps answers whole, and points by hand for good."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.grading.gradebook import Acceptance, Adjustment, Gradebook, GradebookError, Record
from kit.grading.marks import MarkBook

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


def test_every_submission_is_kept_and_can_be_listed(tmp_path: Path) -> None:
    """Oldest first, each with its environment; the newest counts, also an old file come back."""
    with Gradebook(tmp_path / "g.db", {"python": "3.11"}) as book:
        book.keep(ADA, {"1.1": {"answer": 1}})
    with Gradebook(tmp_path / "g.db", {"python": "3.12"}) as book:
        newer = Record("ada", "01_loaves", "new file", "work")
        book.keep(newer, {"1.1": {"answer": 2}})
        first, second = book.history("ada")
        assert (first.record, first.environment, first.counts) == (ADA, {"python": "3.11"}, False)
        assert (second.record, second.environment["python"], second.counts) == (newer, "3.12", True)
        assert first.collected_at <= second.collected_at
        book.keep(ADA, {"1.1": {"answer": 1}})
        assert [(each.record.file, each.counts) for each in book.history("ada")] == [
            ("new file", False),
            ("file", True),
        ]
        assert book.answers("ada", "01_loaves") == {"1.1": {"answer": 1}}


def test_two_graders_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    """Both open the same new file and keep the same work: every row is there once."""

    def grade(who: int) -> None:
        with Gradebook(tmp_path / "g.db") as book:
            book.add_students(f"s{n}" for n in range(30))
            for n in range(30):
                record = Record(f"s{n}", "01_loaves", "file", "work")
                book.keep(record, {"1.1": {"answer": n}})
            book.adjust("s0", "1.1", who, f"grader {who}", "looked")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(grade, range(4)))
    with Gradebook(tmp_path / "g.db") as book:
        assert len(book.records()) == len(book.students()) == 30
        assert len(book.history("s7")) == 1
        assert book.answers("s7", "01_loaves") == {"1.1": {"answer": 7}}


OLD = """
CREATE TABLE students (student TEXT PRIMARY KEY);
CREATE TABLE submissions (student TEXT, notebook TEXT, file TEXT, work TEXT, reason TEXT,
    name TEXT, note TEXT, collected_at TEXT, PRIMARY KEY (student, notebook));
CREATE TABLE answers (student TEXT, notebook TEXT, exercise TEXT, payload TEXT,
    PRIMARY KEY (student, notebook, exercise),
    FOREIGN KEY (student, notebook) REFERENCES submissions ON DELETE CASCADE);
CREATE TABLE adjustments (number INTEGER PRIMARY KEY, student TEXT, exercise TEXT, points REAL,
    who TEXT NOT NULL, why TEXT NOT NULL, given_at TEXT);
INSERT INTO students VALUES ('ada');
INSERT INTO submissions VALUES ('ada', '01_loaves', 'file', 'work', '', '', '', '2026-01-01');
INSERT INTO answers VALUES ('ada', '01_loaves', '1.1', '{"answer": 3}');
INSERT INTO adjustments VALUES (1, 'ada', '1.1', 1.5, 'Ms Rye', 'typing error', '2026-01-02');
PRAGMA user_version = 2;
"""


def test_a_gradebook_of_the_version_before_is_renewed(tmp_path: Path) -> None:
    """Nothing that was in it is lost, and nothing is collected again."""
    with sqlite3.connect(tmp_path / "g.db") as base:
        base.executescript(OLD)
    base.close()
    for _ in range(2):
        with Gradebook(tmp_path / "g.db") as book:
            assert (book.students(), book.records()) == (["ada"], [ADA])
            assert book.answers("ada", "01_loaves") == {"1.1": {"answer": 3}}
            given = {("ada", "1.1"): Adjustment(1.5, "Ms Rye", "typing error")}
            assert book.adjustments() == given


def test_a_gradebook_from_before_marks_gets_a_place_for_them(tmp_path: Path) -> None:
    """And keeps everything else."""
    with Gradebook(tmp_path / "g.db") as book:
        book.keep(ADA, {"1.1": {"answer": 3}})
    with sqlite3.connect(tmp_path / "g.db") as base:
        base.executescript("DROP TABLE marks; PRAGMA user_version = 3;")
    base.close()
    with MarkBook(tmp_path / "g.db") as book:
        assert (book.records(), book.marks()) == ([ADA], [])


def test_points_by_hand_survive_a_new_submission(book) -> None:
    """The latest counts; who and why are kept."""
    book.adjust("ada", "1.1", 1, "Ms Rye", "typing error")
    book.adjust("ada", "1.1", 2, "Ms Rye", "looked again")
    book.keep(ADA, {})
    (found,) = book.adjustments().values()
    assert (found.points, found.who, found.why) == (2, "Ms Rye", "looked again")


def test_points_and_comments_are_kept_apart(book) -> None:
    """A comment leaves the points, points leave the comment; the latest of each counts."""
    book.adjust("ada", "1.1", None, "Mr Oat", "read it", "Which voice?")
    assert book.adjustments()["ada", "1.1"] == Adjustment(None, "Mr Oat", "read it", "Which voice?")
    book.adjust("ada", "1.1", 2, "Ms Rye", "named it")
    assert book.adjustments()["ada", "1.1"] == Adjustment(2, "Ms Rye", "named it", "Which voice?")
    book.adjust("ada", "1.1", None, "Mr Oat", "read it", "Fine.")
    assert book.adjustments()["ada", "1.1"] == Adjustment(2, "Ms Rye", "named it", "Fine.")
    book.adjust("ada", "1.1", None, "Mr Oat", "read it", " ")
    assert book.adjustments()["ada", "1.1"].comment == ""


def test_an_acceptance_can_be_taken_back(book) -> None:
    """The latest word on an answer counts; the others stay."""
    for answer, grade in ((1, "full"), (2, "full"), (1, "none"), (2, "defensible")):
        book.accept(Acceptance("1.1", answer, grade, "Ms Rye", "why not"))
    assert book.acceptances() == [Acceptance("1.1", 2, "defensible", "Ms Rye", "why not")]


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
    with pytest.raises(GradebookError, match=r"is not a gradebook .*Move it away"):
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
