"""The class report: what it says, and that it names nobody."""

import re
from html import unescape
from pathlib import Path

import pytest

from kit.exercise.answer import encode
from kit.grading.classreport import page
from kit.grading.course import Course
from kit.grading.gradebook import Acceptance, Gradebook, Record
from kit.grading.items import judged

NAMES = [f"Student Nr {n}" for n in range(12)]


def answers(said: dict[str, object]) -> dict[str, dict]:
    """Payloads as check cells display them."""
    return {id: {"exercise": id, "answer": encode(v), "why": ""} for id, v in said.items()}


@pytest.fixture
def book(tmp_path: Path):
    """A class of twelve: four right, four with a listed mistake, four with another."""
    with Gradebook(tmp_path / "gradebook.db") as made:
        made.add_students([*NAMES, "absent"])
        for n, name in enumerate(NAMES):
            said = {
                "1.1": 3 + n // 4,
                "1.2": {"rye": 2, "oat": 1 + n % 3},
                "1.4": "A text of four words.",
            }
            made.keep(Record(name, "01_loaves", "f", "w"), answers(said | {"1.3": n}))
            made.keep(Record(name, "02_crumbs", "f", "w"), answers({"2.1": "rye", "2.2": "nut"}))
        yield made


def text(book: Gradebook, course: Course) -> str:
    """The report as its words, line breaks evened out."""
    html = page(book, course, judged(book, course))
    words = re.sub(r"<[^>]+>", " ", html[html.index("<main>") :])
    return " ".join(unescape(words).split())


def test_it_says_how_each_exercise_worked(book, course) -> None:
    """Points earned by those who handed in; the text waits; too little difference is a dash."""
    said = text(book, course)
    assert "13 students: 12 needs review, 1 not graded. No student is named here." in said
    assert "1.1 · Loaves 1.1 12 0 33 %" in said
    assert "1.4 · Loaves 1.4 0 12 – –" in said
    assert "2.1 · Loaves 2.1 12 0 100 % – everybody has it" in said
    assert "2.2 · Loaves 2.2 12 0 0 % – hard: talk about it in class" in said


def test_it_lists_wrong_answers_and_names_the_listed_mistakes(book, course) -> None:
    """The most frequent first; one that a single student gave and nobody foresaw is left out."""
    said = text(book, course)
    assert (
        "Students Answer Listed mistake 4 4 Count the table, not the shelf. 4 5 not listed" in said
    )
    assert "Part Answer Listed mistake 4 oat 2 not listed 4 oat 3 not listed" in said
    book.keep(Record(NAMES[0], "02_crumbs", "new", "w"), answers({"2.1": "seldom", "2.2": "nut"}))
    assert "seldom" not in text(book, course)


def test_it_shows_where_the_class_disagrees(book, course) -> None:
    """By hand: oat 1, 2, 3 by four each: 48 of 66 pairs differ; rye has one value."""
    said = text(book, course)
    assert "Unit Exercise Disagreement oat 1.2 73 %" in said
    assert "From low to high: 1, 2, 3. Unit 1 2 3 Students Disagreement" in said
    assert "oat 4 4 4 12 73 % rye 0 12 0 12 0 %" in said


def test_it_lists_what_people_decided(book, course) -> None:
    """Accepted answers with who and why; points by hand by their number."""
    assert "What people decided" not in text(book, course)
    book.accept(Acceptance("1.1", 5, "full", "Ms Rye", "the shelf counts <too>"))
    book.adjust(NAMES[0], "1.4", 1, "Ms Rye", f"{NAMES[0]} names one voice")
    said = text(book, course)
    assert "1.1 5 full Ms Rye the shelf counts <too>" in said
    assert "Points by hand: 1 for 1.4." in said
    assert "5 not listed" not in said


def test_it_names_nobody_and_needs_nobody(book, course) -> None:
    """No name, no script, nothing from elsewhere; the same book gives the same bytes."""
    html = page(book, course, judged(book, course))
    assert not [name for name in NAMES if name in html]
    assert "<script" not in html and "http" not in html
    assert html == page(book, course, judged(book, course))


def test_a_class_that_handed_in_nothing_has_a_report(tmp_path: Path, course) -> None:
    """Nothing to show, and nothing that fails."""
    with Gradebook(tmp_path / "empty.db") as empty:
        empty.add_students(["ada"])
        assert "1 student: 1 not graded." in text(empty, course)
        assert "There is none to show." in text(empty, course)
