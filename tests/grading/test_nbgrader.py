"""Points into nbgrader's gradebook, with a stand-in for nbgrader that has its few calls."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from kit.grading.items import Item
from kit.grading.nbgrader import put_points
from kit.grading.problem import GradeError


class Missing(Exception):
    """What nbgrader raises where something is not in its gradebook."""


class Book:
    """The calls of nbgrader's gradebook that are used; tried with the real one by hand."""

    kept: dict = {}  # noqa: RUF012  (what the last gradebook holds)

    def __init__(self, address: str) -> None:
        self.address, self.db, self.submissions = address, self, {}

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def commit(self) -> None:
        """Keep what was given."""
        Book.kept = dict(self.submissions)

    def find_assignment(self, name: str) -> None:
        """Know one assignment."""
        if name != "01_loaves":
            raise Missing

    def update_or_create_student(self, student: str) -> None:
        """Take any student."""

    def update_or_create_submission(self, lesson: str, student: str) -> SimpleNamespace:
        """Make a submission with two answers."""
        names = ("answer-1-1", "answer-1-4")
        grades = [
            SimpleNamespace(name=n, manual_score=None, needs_manual_grade=True) for n in names
        ]
        self.submissions[student, lesson] = grades
        return SimpleNamespace(notebooks=[SimpleNamespace(grades=grades)])


@pytest.fixture
def gradebook(tmp_path, monkeypatch):
    """A gradebook's file, and a module that reads it."""
    api = ModuleType("nbgrader.api")
    api.Gradebook, api.MissingEntry = Book, Missing
    package = ModuleType("nbgrader")
    package.__spec__ = SimpleNamespace()
    monkeypatch.setitem(sys.modules, "nbgrader", package)
    monkeypatch.setitem(sys.modules, "nbgrader.api", api)
    (tmp_path / "gradebook.db").touch()
    return tmp_path / "gradebook.db"


def test_points_go_to_their_answers(gradebook) -> None:
    """A given 0 counts; what waits for a person still waits."""
    items = [
        Item("ada", "01_loaves", "1.1", 0.0, 2, "not yet"),
        Item("ada", "01_loaves", "1.4", None, 2, "needs review"),
    ]
    assert put_points(items, gradebook) == 1
    first, second = Book.kept["ada", "01_loaves"]
    assert (first.manual_score, first.needs_manual_grade) == (0, False)
    assert (second.manual_score, second.needs_manual_grade) == (None, True)


def test_what_is_missing_is_a_sentence(gradebook, monkeypatch) -> None:
    """An assignment, the file, or nbgrader itself; the remedy is named."""
    with pytest.raises(GradeError, match="generate_assignment 02_crumbs"):
        put_points([Item("ada", "02_crumbs", "2.1", 1, 2, "correct")], gradebook)
    with pytest.raises(GradeError, match=r"Give its gradebook\.db"):
        put_points([], gradebook.with_name("other.db"))
    monkeypatch.delitem(sys.modules, "nbgrader")
    with pytest.raises(GradeError, match="pip install nbgrader"):
        put_points([], gradebook)
