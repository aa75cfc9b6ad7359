"""Grades and pages out of stored answers; nothing runs here."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

from kit.exercise.answer import encode
from kit.grading.course import Course
from kit.grading.gradebook import Gradebook, Record
from kit.grading.items import Item, judged
from kit.grading.report import grades_csv, items_csv, rows, write

RIGHT = {"1.1": 3, "1.2": {"rye": 2, "oat": 1}, "1.4": "Nobody else says so at all."}


PLAN = """
[plans.short]
lessons = ["01"]
leave_out = ["1.3"]
weights = {"1.1" = 1.5, "1.4" = 2}
"""


@pytest.fixture(scope="module")
def planned(course_folder, tmp_path_factory) -> Path:
    """The course's folder with a plan."""
    folder = tmp_path_factory.mktemp("planned") / "course"
    shutil.copytree(course_folder, folder)
    (folder / "course.toml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def book(tmp_path: Path):
    """An empty gradebook."""
    with Gradebook(tmp_path / "gradebook.db") as made:
        yield made


def keep(
    book: Gradebook,
    student: str,
    reason: str = "",
    file: str = "01_loaves.ipynb",
    note: str = "",
    **answers: object,
) -> None:
    """Keep a submission of the first notebook; answers by exercise, `e1_1` for 1.1."""
    payloads = {}
    for name, value in answers.items():
        id = name[1:].replace("_", ".")
        payloads[id] = {"format": 1, "exercise": id, "answer": encode(value), "why": ""}
    book.add_students([student])
    book.keep(Record(student, "01_loaves", "file", "work", reason, file, note), payloads)


def status(book: Gradebook, course: Course, student: str = "ada") -> dict[str, tuple]:
    """Points, status and reason of a student by exercise."""
    found = [item for item in judged(book, course) if item.student == student]
    return {item.exercise: (item.points, item.status, item.reason) for item in found}


def test_each_answer_has_its_verdict(book, course) -> None:
    """Right, wrong with a listed mistake, open prose answered, and one never reached."""
    keep(book, "ada", e1_1=4, e1_2={"rye": 2, "oat": 1}, e1_4="Nobody else says so.")
    found = status(book, course)
    assert found["1.1"][:2] == (0, "not yet")
    assert found["1.2"] == (2, "correct", "")
    assert found["1.3"] == (None, "not graded", found["1.3"][2])
    assert "used up its time" in found["1.3"][2]
    assert found["1.4"][:2] == (None, "needs review")
    assert found["2.1"] == (None, "not graded", "not handed in")


def test_an_open_question_left_open_is_not_answered(book, course) -> None:
    """It needs nobody's review, and counts 0."""
    keep(book, "ada", e1_4=...)
    assert status(book, course)["1.4"][:2] == (0, "not answered")


def test_a_file_that_cannot_be_read_has_blank_points(book, course) -> None:
    """Never 0 for what was not graded; the reason is there."""
    keep(book, "ada", reason="The file is empty.")
    assert status(book, course)["1.1"] == (None, "not graded", "The file is empty.")
    (row,) = rows(judged(book, course), course)
    assert (row.total, row.status, row.notebooks) == (None, "not graded", (None, None))


@pytest.mark.parametrize(
    "payload",
    [
        {"format": 1, "exercise": "1.1"},
        {"exercise": "1.1", "answer": {"no such tag": 1}},
        {"exercise": "1.1", "answer": {"mapping": 7}, "why": 3},
        {"exercise": "1.1", "answer": {"table": {"columns": 1, "index": [], "rows": {}}}},
        {"exercise": "1.1", "problem": ["not", "a", "sentence"]},
        {"exercise": "2.9", "answer": 3},
    ],
)
def test_garbage_earns_nothing_and_stops_nothing(book, course, payload: dict) -> None:
    """The item bears it alone; its neighbour keeps its points."""
    book.add_students(["ada"])
    right = {"exercise": "1.2", "answer": encode(RIGHT["1.2"]), "why": ""}
    book.keep(Record("ada", "01_loaves", "f", "w"), {"1.1": payload, "1.2": right})
    found = status(book, course)
    assert found["1.1"][0] in (0, None)
    assert found["1.2"] == (2, "correct", "")


def test_status_and_total_of_a_student(book, course) -> None:
    """Final is a total only if every notebook was handed in and every point is given."""
    full = {"e1_1": 3, "e1_2": RIGHT["1.2"], "e1_3": 0, "e1_4": ...}
    second = {id: {"exercise": id, "answer": "rye", "why": ""} for id in ("2.1", "2.2")}
    keep(book, "graded", **full)
    keep(book, "review", **full | {"e1_4": RIGHT["1.4"]})
    keep(book, "unread", reason="The file is empty.")
    for student in ("graded", "review", "unread"):
        book.keep(Record(student, "02_crumbs", "f", "w"), second)
    keep(book, "one of two", **full)
    book.add_students(["absent"])
    found = {row.student: row for row in rows(judged(book, course), course)}
    assert {name: row.status for name, row in found.items()} == {
        "graded": "graded",
        "review": "needs review",
        "unread": "not graded",
        "one of two": "not graded",
        "absent": "not graded",
    }
    assert (found["graded"].total, found["one of two"].total, found["absent"].total) == (6, 4, None)
    assert (found["one of two"].notebooks, found["unread"].notebooks) == ((4, None), (None, 2))
    assert {row.max_total for row in found.values()} == {12}


@pytest.mark.parametrize("states", [(3, 4), (4, 3), (4, 5, 3)])
def test_the_best_state_of_an_answer_counts(book, course, tmp_path: Path, states) -> None:
    """Where the student's check is gone; the page shows the state that was counted."""
    first, *others = [{"exercise": "1.1", "answer": state, "why": ""} for state in states]
    book.add_students(["ada"])
    book.keep(Record("ada", "01_loaves", "f", "w"), {"1.1": first | {"also": others}})
    assert status(book, course)["1.1"] == (2, "correct", "")
    write(judged(book, course), course, tmp_path)
    assert "<pre>3</pre>" in (tmp_path / "feedback/ada/01_loaves.html").read_text()


def test_a_text_in_several_states_waits_for_a_person(book, course) -> None:
    """No state of it is counted as unanswered."""
    states = [{"exercise": "1.4", "answer": text, "why": ""} for text in ("Short.", RIGHT["1.4"])]
    book.add_students(["ada"])
    book.keep(Record("ada", "01_loaves", "f", "w"), {"1.4": states[0] | {"also": states[1:]}})
    assert status(book, course)["1.4"][:2] == (None, "needs review")


def test_which_of_two_files_was_graded_is_said(book, course, tmp_path: Path) -> None:
    """On every line of the notebook, whatever else there is to say, and once on the page."""
    note = "2 files were handed in; graded: mine (1).ipynb."
    keep(book, "ada", file="mine (1).ipynb", note=note, e1_1=3, e1_2={})
    items = judged(book, course)
    lines = [li for li in csv.DictReader(io.StringIO(items_csv(items))) if li["exercise"] < "2"]
    assert lines[0]["reason"] == note
    assert lines[1]["reason"].endswith(f". {note}") and len(lines[1]["reason"]) > len(note) + 5
    write(items, course, tmp_path)
    page = (tmp_path / "feedback/ada/01_loaves.html").read_text()
    assert page.count(note) == 1 and "on the file <bdi>mine (1).ipynb</bdi>" in page


def test_points_by_hand_take_the_place_of_the_judges(book, course) -> None:
    """With who and why, whatever is handed in afterwards."""
    keep(book, "ada", e1_4="Nobody else says so.")
    book.adjust("ada", "1.4", 1.5, "Ms Rye", "names one voice of two")
    keep(book, "ada", e1_4="Nobody else says that.")
    assert status(book, course)["1.4"] == (
        1.5,
        "partly",
        "By hand (Ms Rye): names one voice of two",
    )


def test_the_csv_files_have_the_columns_that_scripts_rely_on(book, course) -> None:
    """Names, order, blanks and sorting as promised."""
    for student in ("bob", "ada"):
        keep(book, student, e1_1=3)
    items = judged(book, course)
    grades = grades_csv(rows(items, course), course)
    assert grades == (
        "student,total,max_total,status,01_loaves,02_crumbs\n"
        "ada,2,12,not graded,2,\n"
        "bob,2,12,not graded,2,\n"
    )
    lines = list(csv.DictReader(io.StringIO(items_csv(items))))
    assert ",".join(lines[0]) == "student,notebook,exercise,points,max_points,status,reason"
    assert [line["student"] for line in lines] == ["ada"] * 6 + ["bob"] * 6
    assert lines[2]["points"] == "" and lines[2]["max_points"] == "2"


def test_a_name_is_never_a_formula(course) -> None:
    """A spreadsheet that opens the file runs nothing."""
    item = Item("=1+1", "01_loaves", "1.1", 2, 2, "correct", "-x")
    assert items_csv([item]).splitlines()[1] == "'=1+1,01_loaves,1.1,2,2,correct,'-x"
    negative = Item("ada", "01_loaves", "1.1", -1, 2, "partly")
    assert ",-1,2," in items_csv([negative])


def test_a_feedback_page_helps_and_gives_nothing_away(book, course, tmp_path: Path) -> None:
    """The next question and the mistake's hint; no key, no probe, nothing that runs."""
    keep(book, "<script>ada", e1_1=4, e1_2={"rye": 7}, e1_4="Nobody <b>else</b> says so.")
    write(judged(book, course), course, tmp_path)
    (page,) = (path.read_text() for path in tmp_path.glob("feedback/*/01_loaves.html"))
    assert "Count the table, not the shelf." in page
    assert "What is a loaf?" in page
    assert "EXPLAINED" not in page and "70" not in re.sub(r"(?s)<style>.*</style>", "", page)
    assert "<script>" not in page and "http" not in page
    assert "<pre>Nobody &lt;b&gt;else&lt;/b&gt; says so.</pre>" in page
    assert "<pre>{&#39;rye&#39;: 7}</pre>" in page
    assert "on the file <bdi>01_loaves.ipynb</bdi>" in page
    assert page.count("<h1") == 1 and '<html lang="en">' in page
    assert not list(tmp_path.glob("feedback/*/02_crumbs.html"))


def test_a_page_for_a_file_that_cannot_be_read_says_why(book, course, tmp_path: Path) -> None:
    """No points given or taken."""
    keep(book, "ada", reason="The file is empty.")
    write(judged(book, course), course, tmp_path)
    assert "The file is empty." in (tmp_path / "feedback/ada/01_loaves.html").read_text()


def test_the_same_gradebook_gives_the_same_bytes(book, course, tmp_path: Path) -> None:
    """And an unchanged file is not touched."""
    keep(book, "ada", e1_1=3)
    write(judged(book, course), course, tmp_path)
    files = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*.*ml")}
    write(judged(book, course), course, tmp_path)
    assert files == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def test_a_plan_weighs_points_and_leaves_exercises_out(book, planned) -> None:
    """What does not count is neither graded nor missed; a part of an answer earns its part."""
    short = Course.read(planned, plan="short")
    keep(book, "ada", e1_1=3, e1_2={"rye": 2, "oat": 0}, e1_3=0, e1_4=...)
    found = {item.exercise: item for item in judged(book, short)}
    assert list(found) == ["1.1", "1.2", "1.4"]
    assert [(found[id].points, found[id].max_points) for id in found] == [(3, 3), (1, 2), (0, 4)]
    assert grades_csv(rows(found.values(), short), short) == (
        "student,total,max_total,status,01_loaves\nada,4,9,graded,4\n"
    )


def test_practice_that_does_not_count_holds_no_grade_up(book, planned) -> None:
    """A text of weight 0 may wait for its reader for ever."""
    plan = '[plans.p]\nlessons = ["01"]\nleave_out = ["1.3"]\nweights = {"1.4" = 0}'
    (planned / "course.toml").write_text(f"{PLAN}{plan}", encoding="utf-8")
    course = Course.read(planned, plan="p")
    keep(book, "ada", e1_1=3, e1_2=RIGHT["1.2"], e1_4="Nobody else says so.")
    (row,) = rows(judged(book, course), course)
    assert (row.status, row.total, row.max_total) == ("graded", 4, 4)


def test_a_plan_weighs_points_by_hand_as_well(book, planned) -> None:
    """They are given in the exercise's own points, whatever plan counts later."""
    keep(book, "ada", e1_4="Nobody else says so.")
    book.adjust("ada", "1.4", 1.5, "Ms Rye", "names one voice of two")
    assert status(book, Course.read(planned, plan="short"))["1.4"][:2] == (3, "partly")
    assert status(book, Course.read(planned))["1.4"][:2] == (1.5, "partly")
    book.adjust("ada", "1.4", 2, "Ms Rye", "names both")
    assert status(book, Course.read(planned, plan="short"))["1.4"][:2] == (4, "correct")


def test_a_notebook_outside_the_plan_is_kept_and_not_reported(book, planned) -> None:
    """A file that is none of the course's still is."""
    short = Course.read(planned, plan="short")
    keep(book, "ada", e1_1=3)
    book.keep(Record("ada", "02_crumbs", "f", "w"), {})
    book.keep(Record("ada", "holiday", "f", "w", "This is none of the notebooks."), {})
    found = [(item.notebook, item.exercise) for item in judged(book, short)]
    assert found == [*(("01_loaves", id) for id in ("1.1", "1.2", "1.4")), ("holiday", "")]
    assert ("02_crumbs", "2.1") in [
        (i.notebook, i.exercise) for i in judged(book, Course.read(planned))
    ]


def test_another_plan_collects_nothing_anew(planned) -> None:
    """What a plan leaves out is collected all the same."""
    full, short = Course.read(planned), Course.read(planned, plan="short")
    assert full.exercises == short.exercises
    assert [full.digest(name) for name in full.exercises] == [
        short.digest(name) for name in full.exercises
    ]
