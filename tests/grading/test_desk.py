"""At the desk: accept, give points, report; nothing runs."""

import csv
import zipfile
from pathlib import Path

import pytest

from kit.exercise.answer import encode
from kit.grading import items
from kit.grading.course import Course
from kit.grading.desk import accept_answer, give_points, write_reports
from kit.grading.gradebook import Gradebook, Record
from kit.grading.problem import GradeError

COUNTS = {"ada": 3, "ben_12": 4, "=cy": 4, "dan": 5}


@pytest.fixture
def out(tmp_path: Path, course_folder: Path) -> Path:
    """A class of four that handed everything in; its texts wait for a person."""
    folder = tmp_path / "out"
    folder.mkdir()
    with Gradebook(folder / "gradebook.db") as book:
        book.add_students(COUNTS, {"ben_12": "12"})
        for student, count in COUNTS.items():
            said = {
                "1.1": count,
                "1.2": {"rye": 2, "oat": 1},
                "1.3": 0,
                "1.4": f"I, {student}, say.",
            }
            file = f"{student} 01.ipynb"
            book.keep(Record(student, "01_loaves", "f", "w", name=file), answers(said))
            book.keep(Record(student, "02_crumbs", "f", "w"), answers({"2.1": "rye", "2.2": "x"}))
    write_reports(folder, course=course_folder)
    return folder


def answers(said: dict[str, object]) -> dict[str, dict]:
    """Payloads as check cells display them."""
    return {id: {"exercise": id, "answer": encode(v), "why": ""} for id, v in said.items()}


def column(out: Path, name: str, file: str = "grades.csv", exercise: str = "") -> dict[str, str]:
    """One column of a CSV file by student."""
    with (out / file).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row.get("exercise", "") == exercise]
    return {row["student"]: row[name] for row in rows}


def test_an_accepted_answer_helps_all_who_gave_it(out: Path, course_folder: Path) -> None:
    """It survives every later report; taken back, it counts no more."""
    (out / "four.txt").write_text("4")
    before = column(out, "total")
    said = accept_answer(out, "1.1", out / "four.txt", course=course_folder, who="Ms Rye")
    assert said.startswith("Accepted as full for 1.1. Points changed for 2 students. The grades")
    assert column(out, "points", "items.csv", "1.1") == {
        "ada": "2",
        "ben_12": "2",
        "'=cy": "2",
        "dan": "0",
    }
    write_reports(out, course=course_folder)
    assert column(out, "total")["ben_12"] == "6"
    with pytest.raises(GradeError, match="right already"):
        accept_answer(out, "1.1", out / "four.txt", course=course_folder)
    accept_answer(out, "1.1", out / "four.txt", grade="none", course=course_folder)
    assert column(out, "total") == before
    with pytest.raises(GradeError, match=r"was not accepted afterwards\. These were: none"):
        accept_answer(out, "1.1", out / "four.txt", grade="none", course=course_folder)


def test_a_students_answer_can_be_accepted_by_name(out: Path, course_folder: Path) -> None:
    """The name as it stands in grades.csv, guarded or not."""
    accept_answer(out, "1.1", student="'=cy", course=course_folder)
    assert column(out, "points", "items.csv", "1.1")["ben_12"] == "2"
    with Gradebook(out / "gradebook.db") as book:
        book.add_students(["zoe"])
    with pytest.raises(GradeError, match=r"no answer of 'zoe' to 1\.1. Why not is in items.csv"):
        accept_answer(out, "1.1", student="zoe", course=course_folder)
    for file, student in ((None, None), ("x", "ada")):
        with pytest.raises(GradeError, match="Give the answer in a FILE, or"):
            accept_answer(out, "1.1", file, student=student, course=course_folder)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("ben", r"Is it ben_12\? Give the whole name"),
        ("BEN", r"Is it ben_12\?"),
        ("dna", r"Is it dan\?"),
        ("a", r"Several fit: ada, dan\."),
        ("zoe", r"The names are in grades.csv\."),
    ],
)
def test_half_a_name_is_asked_about(out: Path, course_folder: Path, name: str, advice: str) -> None:
    """Nobody is guessed; whoever may be meant is named, here and in a table of points."""
    before = (out / "items.csv").read_bytes()
    with pytest.raises(GradeError, match=rf"nobody is called '{name}'\. {advice}"):
        accept_answer(out, "1.1", student=name, course=course_folder)
    (out / "points.csv").write_text(f"student,exercise,points\n{name},1.4,1\n")
    with pytest.raises(GradeError, match=rf"row 2, student: nobody is called '{name}'\. {advice}"):
        give_points(out, out / "points.csv", course=course_folder)
    assert (out / "items.csv").read_bytes() == before


def test_the_last_lines_name_the_next_step(out: Path, course_folder: Path) -> None:
    """Which file to open; the desk while texts wait, then what goes back to students."""
    lines = write_reports(out, course=course_folder).splitlines()
    assert lines[-2] == f"Open grades.csv in {out}, and class.html: how each exercise worked."
    assert lines[-1].startswith(f"Next: kit review {out} ")
    rows = [f"{student},1.4,2" for student in COUNTS]
    (out / "points.csv").write_text("\n".join(["student,exercise,points", *rows]))
    said = give_points(out, out / "points.csv", course=course_folder)
    assert said.splitlines()[-1].startswith(f"Next: kit report --out {out} --zips ")
    assert "Next" not in write_reports(out, zips=True, course=course_folder)


def test_only_what_changed_is_judged_again(out: Path, course_folder: Path, monkeypatch) -> None:
    """A new report judges nothing; an accepted answer its own exercise, each answer once."""
    judged = []
    judge = items.judge

    def counting(key, payload, **more):
        judged.append(payload["exercise"])
        return judge(key, payload, **more)

    monkeypatch.setattr(items, "judge", counting)
    write_reports(out, course=course_folder)
    assert judged == []
    accept_answer(out, "1.1", student="ben_12", course=course_folder)
    assert judged == ["1.1"] * 3  # 3, 4 and 5


def test_points_by_hand_finish_a_grade(out: Path, course_folder: Path) -> None:
    """With a comment on the page; final totals go to Canvas, the others are listed."""
    lines = ["student,exercise,points,who,why,comment"]
    lines += ["ben_12,1.4,1.5,Ms Rye,one voice of two,<b>Who else</b> says so?"]
    (out / "points.csv").write_text("\n".join(lines))
    said = give_points(out, out / "points.csv", course=course_folder)
    assert said.startswith(f"1 row new in {out / 'points.csv'}.\n4 students: 1 graded")
    page = (out / "feedback/ben_12/01_loaves.html").read_text()
    assert "&lt;b&gt;Who else&lt;/b&gt; says so?" in page
    assert "By hand (Ms Rye): one voice of two" in page
    said = write_reports(out, platforms=["canvas"], assignment="Bread", course=course_folder)
    assert "Left out, not final: 3 students: =cy, ada, dan." in said
    assert (out / "canvas.csv").read_text() == (
        "Student,ID,SIS Login ID,Section,Bread\n    Points Possible,,,,12\nben,12,,,5.5\n"
    )
    assert give_points(out, out / "points.csv", course=course_folder).startswith("0 rows new")


def test_a_class_goes_back_to_its_platform_at_once(out: Path, course_folder: Path) -> None:
    """One zip with the platform's own names; who has no number there is named."""
    said = write_reports(out, platforms=["moodle"], zips=True, course=course_folder)
    assert "For all at once: moodle-feedback.zip. Not in it" in said
    assert "its numbers: =cy, ada, dan." in said
    with zipfile.ZipFile(out / "moodle-feedback.zip") as archive:
        assert archive.namelist() == [
            f"ben_12_assignsubmission_file_/{name}.html" for name in ("01_loaves", "02_crumbs")
        ]


def test_a_wrong_file_of_points_changes_nothing(out: Path, course_folder: Path) -> None:
    """Not even its good rows."""
    (out / "points.csv").write_text("student,exercise,points\nada,1.4,1\nzoe,1.4,1\n")
    before = (out / "items.csv").read_bytes()
    with pytest.raises(GradeError, match=r"nobody is called 'zoe'.*\nNothing was written"):
        give_points(out, out / "points.csv", course=course_folder)
    write_reports(out, course=course_folder)
    assert (out / "items.csv").read_bytes() == before


def test_what_is_shared_names_nobody(out: Path, course_folder: Path) -> None:
    """No file's name, no text; pseudonyms are stable, and lead back by the gradebook alone."""
    (out / "points.csv").write_text(
        "student,exercise,points,why,comment\nben_12,1.4,1,Ben named one,Well done Ben!\n"
    )
    give_points(out, out / "points.csv", course=course_folder)
    write_reports(out, shared=True, zips=True, course=course_folder)
    shared = [path for path in (out / "shared").rglob("*") if path.is_file()]
    assert len([path for path in shared if path.suffix == ".html"]) >= 8
    for path in shared:
        text = f"{path.relative_to(out)} {path.read_text()}".lower()
        assert not [name for name in ("ben", "=cy", "dan", ">ada", "i, ada") if name in text]
    assert "Well done [name]!" in "".join(path.read_text() for path in shared)
    names = column(out, "pseudonym", "pseudonyms.csv")
    assert set(column(out / "shared", "total")) == set(names.values())
    assert column(out / "shared", "total")[names["ben_12"]] == column(out, "total")["ben_12"]
    before = {path: path.read_bytes() for path in shared}
    write_reports(out, shared=True, course=course_folder)
    assert before == {path: path.read_bytes() for path in before}
    with zipfile.ZipFile(out / "return/ben_12.zip") as archive:
        assert archive.namelist() == ["01_loaves.html", "02_crumbs.html"]


def test_every_report_says_what_ran_without_a_sandbox(out: Path, course_folder: Path) -> None:
    """As long as such a submission counts."""
    assert "sandbox" not in write_reports(out, course=course_folder)
    with Gradebook(out / "gradebook.db", {"sandboxed": False}) as book:
        book.keep(Record("ada", "01_loaves", "new", "w"), answers({"1.1": 3}))
    assert "graded with --sandbox none: 1 notebook." in write_reports(
        out, shared=True, course=course_folder
    )
    lines = column(out, "reason", "items.csv", "1.1")
    assert [name for name, reason in lines.items() if reason == "Run without a sandbox."] == ["ada"]
    said = {
        path.relative_to(out).as_posix()
        for path in (*out.rglob("*.html"), *(out / "shared").rglob("items.csv"))
        if "without a sandbox" in path.read_text()
    }
    hidden = column(out, "pseudonym", "pseudonyms.csv")["ada"]
    assert said == {"feedback/ada/01_loaves.html", "class.html", "shared/class.html"} | {
        "shared/items.csv",
        f"shared/feedback/{hidden}/01_loaves.html",
    }
    with Gradebook(out / "gradebook.db", {"sandboxed": True}) as book:
        book.keep(Record("ada", "01_loaves", "newer", "w"), answers({"1.1": 3}))
    assert "sandbox" not in write_reports(out, course=course_folder)
    assert "sandbox" not in (out / "feedback/ada/01_loaves.html").read_text()


def test_an_outcome_must_be_one_of_the_options(out: Path, course_folder: Path) -> None:
    """Where nothing is forecast there are none."""
    with pytest.raises(GradeError, match=r"options of 1\.1 are none, because nothing is forecast"):
        write_reports(out, outcomes={"1.1": "O1"}, course=course_folder)


def test_a_folder_without_a_gradebook_is_a_sentence(tmp_path: Path, course_folder: Path) -> None:
    """It says how to make one, and makes nothing itself."""
    with pytest.raises(GradeError, match="Grade first: kit grade SUBMISSIONS --out"):
        write_reports(tmp_path / "none", course=course_folder)
    assert not (tmp_path / "none").exists()


def test_the_plan_of_the_class_is_remembered(out: Path, course_folder: Path, tmp_path) -> None:
    """A report counts what was graded, unless another plan is named."""
    import shutil

    planned = shutil.copytree(course_folder, tmp_path / "planned")
    (planned / "course.toml").write_text('[plans.short]\nlessons = ["02"]\n')
    with Gradebook(out / "gradebook.db") as book:
        book.remember("plan", "short")
    write_reports(out, course=planned)
    assert set(column(out, "max_total").values()) == {"4"}
    write_reports(out, course=planned, plan="full")
    assert set(column(out, "max_total").values()) == {"12"}


def test_a_changed_key_judges_anew(out: Path, course: Course) -> None:
    """The verdicts that were kept rest on the key, and fall with it."""
    import dataclasses

    from kit.exercise.key import OpenKey

    entry = dict(course.key.entries["1.1"]) | {"slots": [{"5": "full"}], "known": {}}
    changed = OpenKey(course.key.case, course.key.entries | {"1.1": entry})
    with Gradebook(out / "gradebook.db") as book:
        found = items.judged(book, dataclasses.replace(course, key=changed))
        again = items.judged(book, course)
    points = {item.student: item.points for item in found if item.exercise == "1.1"}
    assert points == {"ada": 0, "ben_12": 0, "=cy": 0, "dan": 2}
    assert {item.student: item.points for item in again if item.exercise == "1.1"}["ada"] == 2
