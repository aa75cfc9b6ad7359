"""Markers at the desk of one gradebook: blind, together, and with nothing lost."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kit.exercise.answer import encode
from kit.grading.desk import give_points, write_reports
from kit.grading.gradebook import Gradebook, Record
from kit.grading.marker import Marker
from kit.grading.marks import MarkBook
from kit.grading.problem import GradeError

STUDENTS = [f"student{n:02}" for n in range(10)]


def hand_in(out: Path, student: str, text: str, file: str = "f") -> None:
    """Put a text into the gradebook as collecting does."""
    payload = {"exercise": "1.4", "answer": encode(text), "why": ""}
    with Gradebook(out / "gradebook.db") as book:
        book.keep(Record(student, "01_loaves", file, "w"), {"1.4": payload})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A class of ten with a text each."""
    folder = tmp_path / "out"
    folder.mkdir()
    with Gradebook(folder / "gradebook.db") as book:
        book.add_students(STUDENTS)
    for student in STUDENTS:
        hand_in(folder, student, f"Nobody but the baker says so {student[-2:]}.")
    return folder


@pytest.fixture
def sit(out: Path, course_folder: Path):
    """Sit somebody down at the desk."""
    return lambda who, **more: Marker(out, who, course=course_folder, **more)


def by_hand(out: Path) -> dict:
    """Points by hand by student."""
    with Gradebook(out / "gradebook.db") as book:
        return {student: given for (student, _), given in book.adjustments().items()}


def test_a_row_has_all_that_a_marker_needs_and_no_name(sit) -> None:
    """The task, the text, the machine's facts, the rubric with its keys."""
    row = sit("Ms Rye").rows()[0]
    assert row["task"] == "### Exercise 1.4"
    assert row["texts"][0].startswith("Nobody but the baker")
    assert row["facts"] == ["7 words; asked for are at least 4."]
    assert row["rubric"] == [
        {
            "name": "voice",
            "points": 2,
            "texts": {"full": "a", "partly": "b", "missing": "c"},
            "choices": [
                {"points": 2, "key": "2", "level": "full"},
                {"points": 1, "key": "1", "level": "partly"},
                {"points": 0, "key": "0", "level": "missing"},
            ],
        }
    ]
    assert "student" not in str(row)


def test_a_mark_is_points_by_hand_at_once(sit, out: Path, course_folder: Path) -> None:
    """In every report; the comment on the feedback page; a comment can be taken away again."""
    marker = sit("Ms Rye")
    id = marker.rows()[0]["id"]
    assert marker.save(id, {"voice": 1}, "Who <b>else</b>?") == "1 of 2 points."
    (student,) = by_hand(out)
    assert by_hand(out)[student].why == "voice: partly, 1 of 2"
    write_reports(out, course=course_folder)
    page = (out / f"feedback/{student}/01_loaves.html").read_text()
    assert "Who &lt;b&gt;else&lt;/b&gt;?" in page
    assert "By hand (Ms Rye): voice: partly, 1 of 2" in page
    marker.save(id, {"voice": 2})
    assert (by_hand(out)[student].points, by_hand(out)[student].comment) == (2, "")


def test_one_goes_on_where_one_stopped(sit) -> None:
    """In the same order, with what was marked and typed."""
    first = sit("Ms Rye")
    order = [row["id"] for row in first.rows()]
    first.save(order[3], {"voice": 2}, "Good.", flag=True)
    again = sit("Ms  Rye ").rows()
    assert [row["id"] for row in again] == order
    assert (again[3]["given"], again[3]["comment"], again[3]["flag"]) == (
        {"voice": 2},
        "Good.",
        True,
    )


def test_what_one_has_marked_does_not_wait_for_another(sit, out: Path, course_folder: Path) -> None:
    """Nor does what got its points in another way."""
    rye, oat = sit("Ms Rye"), sit("Mr Oat")
    done = rye.rows()[0]["id"]
    rye.save(done, {"voice": 2})
    assert done not in [row["id"] for row in oat.rows()]
    (out / "points.csv").write_text(f"student,exercise,points\n{STUDENTS[0]},1.4,1\n")
    give_points(out, out / "points.csv", course=course_folder)
    students = {work.id: work.student for work in oat.works.values()}
    assert STUDENTS[0] not in [students[row["id"]] for row in oat.rows()]


def test_the_second_marker_does_not_see_the_first(sit, out: Path) -> None:
    """Nothing counts until both have marked; what they agree on counts then."""
    rye, oat = sit("Ms Rye", share=1), sit("Mr Oat")
    id = rye.rows()[0]["id"]
    assert rye.save(id, {"voice": 2}, "Well seen.") == (
        "2 of 2 points. A second person marks this text, too."
    )
    assert by_hand(out) == {}
    (row,) = [row for row in oat.rows() if row["id"] == id]
    assert (row["given"], row["comment"], row["others"]) == ({}, "", [])
    assert oat.save(id, {"voice": 2}, "And clear.") == "2 of 2 points."
    (given,) = by_hand(out).values()
    assert (given.points, given.who, given.comment) == (
        2,
        "Mr Oat and Ms Rye",
        "Well seen.\n\nAnd clear.",
    )


def test_where_two_differ_a_person_settles_it(sit, out: Path) -> None:
    """At the end of the queue, with both marks; one's own mark can no longer be changed."""
    rye, oat = sit("Ms Rye", share=1), sit("Mr Oat")
    id = rye.rows()[0]["id"]
    rye.save(id, {"voice": 2}, "Well seen.")
    assert "differently: settle it" in oat.save(id, {"voice": 1})
    last = rye.rows()[-1]
    assert last["id"] == f"{id} settle"
    assert [(each["who"], each["given"]) for each in last["others"]] == [
        ("Ms Rye", {"voice": 2}),
        ("Mr Oat", {"voice": 1}),
    ]
    assert id not in [row["id"] for row in rye.rows()]
    assert by_hand(out) == {}
    assert rye.told_agreement() == ["1.4, voice: 1 text marked twice, 0% alike, kappa 0.00."]
    sit("Dr Spelt").save(f"{id} settle", {"voice": 1}, "Named one.")
    (given,) = by_hand(out).values()
    assert (given.points, given.who) == (1, "Dr Spelt")
    assert given.why == "voice: partly, 1 of 2 (settled)"
    rye.save(f"{id} settle", {"voice": 2})
    assert next(iter(by_hand(out).values())).points == 2


def test_the_mean_settles_what_differs(sit, out: Path) -> None:
    """Row by row, and says so."""
    rye, oat = sit("Ms Rye", share=1), sit("Mr Oat")
    id = rye.rows()[0]["id"]
    rye.save(id, {"voice": 2})
    oat.save(id, {"voice": 1})
    assert (rye.settle_by_mean(), rye.settle_by_mean()) == (1, 0)
    (given,) = by_hand(out).values()
    assert (given.points, given.why) == (1.5, "voice: partly, 1.5 of 2 (mean of the marks)")


def test_fewer_double_marks_later_let_count_what_there_is(sit, out: Path) -> None:
    """The share is kept in the gradebook for everybody."""
    rye = sit("Ms Rye", share=1)
    rye.save(rye.rows()[0]["id"], {"voice": 2})
    assert (sit("Mr Oat").share, by_hand(out)) == (1, {})
    sit("Mr Oat", share=0)
    assert len(by_hand(out)) == 1


def test_a_new_text_is_marked_anew(sit, out: Path) -> None:
    """The points given stay until then; the desk says why it is there again."""
    rye = sit("Ms Rye")
    row = rye.rows()[0]
    student = rye.works[row["id"]].student
    rye.save(row["id"], {"voice": 2})
    hand_in(out, student, "A longer text, handed in later.", file="g")
    (again,) = [each for each in sit("Ms Rye").rows() if each["id"] == row["id"]]
    assert (again["given"], again["facts"][-1][:27]) == ({}, "The text has changed since ")
    assert by_hand(out)[student].points == 2
    sit("Ms Rye").save(row["id"], {"voice": 0})
    assert by_hand(out)[student].points == 0


def test_several_markers_at_once_lose_nothing(sit, out: Path) -> None:
    """Three people mark all ten texts in three threads; every mark is there, and the points."""

    def work(who: str) -> None:
        marker = sit(who, share=1)
        for id in marker.works:
            marker.save(id, {"voice": 1}, who)
            marker.save(id, {"voice": 2}, who)

    names = ["Ms Rye", "Mr Oat", "Dr Spelt"]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, names))
    with MarkBook(out / "gradebook.db") as book:
        assert len(book.marks()) == 30
        assert all(len(book.mark_history(student, "1.4")) == 6 for student in STUDENTS)
    assert {given.points for given in by_hand(out).values()} == {2}
    assert {given.who for given in by_hand(out).values()} == {"Dr Spelt and Mr Oat and Ms Rye"}


MARKING = """
import sys
from kit.grading.marker import Marker
marker = Marker(sys.argv[1], "Ms Rye", course=sys.argv[2])
for id in list(marker.works) * 50:
    for points in (0, 1, 2):
        marker.save(id, {"voice": points}, f"comment {points}")
        print(id, points, flush=True)
"""


def test_a_kill_in_the_middle_loses_nothing(out: Path, sit, course_folder: Path) -> None:
    """Whatever was reported as kept is there, marks and points of one mind."""
    command = [sys.executable, "-c", MARKING, str(out), str(course_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline().split() for _ in range(20)]
        process.send_signal(signal.SIGKILL)
        said += [line.split() for line in process.stdout if line.count(" ") == 2]
    reported: dict[str, list[float]] = {}
    for exercise, name, points in said:
        reported.setdefault(f"{exercise} {name}", []).append(float(points))
    marker = sit("Ms Rye")
    more = 0
    with MarkBook(out / "gradebook.db") as book:
        for row in marker.rows():
            history = book.mark_history(marker.works[row["id"]].student, "1.4")
            kept = [mark.given["voice"] for mark in history]
            known = reported.get(row["id"], [])
            assert kept[: len(known)] == known
            more += len(kept) - len(known)
            if kept:
                given = by_hand(out)[marker.works[row["id"]].student]
                assert (given.points, given.comment) == (kept[-1], history[-1].comment)
    assert more in (0, 1)


@pytest.mark.parametrize(
    ("id", "given", "said"),
    [
        ("1.4 P-NOBODY", {}, "no text"),
        ("", {"voice": 3}, "3 points"),
        ("", {"taste": 1}, "'taste'"),
    ],
)
def test_what_cannot_be_kept_is_refused(sit, out: Path, id: str, given: dict, said: str) -> None:
    """And nothing of it is written."""
    marker = sit("Ms Rye")
    good = marker.rows()[0]["id"]
    with pytest.raises(GradeError, match=said):
        marker.save_all([(good, {"voice": 1}, "", False), (id or good, given, "", False)])
    assert by_hand(out) == {}


@pytest.mark.parametrize("who", ["", "  ", "x" * 61])
def test_a_marker_needs_a_name(sit, who: str) -> None:
    """It stands beside the points."""
    with pytest.raises(GradeError, match="no name to mark under"):
        sit(who)


def test_a_share_is_from_0_to_1(sit) -> None:
    """Not a percentage."""
    with pytest.raises(GradeError, match="from 0 to 1"):
        sit("Ms Rye", share=20)
