"""Files that Canvas and Moodle import."""

import csv
import io
from pathlib import Path

from kit.grading import lms
from kit.grading.report import Row

ROWS = [
    Row("lovelaceada_4711", 10.5, 12, "graded", (6, 4.5)),
    Row("=cmd|' /C calc'!A0", 12, 12, "graded", (6, 6)),
    Row("waiting", 4, 12, "needs review", (4, None)),
    Row("absent", None, 12, "not graded", (None, None)),
]
NUMBERS = {"lovelaceada_4711": "4711"}


def test_canvas_finds_students_by_number_or_login() -> None:
    """The columns and the second row are those of Canvas's own export."""
    text = lms.canvas(ROWS[:2], NUMBERS, "Reading (99)", 12)
    assert text == (
        "Student,ID,SIS Login ID,Section,Reading (99)\n"
        "    Points Possible,,,,12\n"
        "lovelaceada,4711,,,10.5\n"
        "'=cmd|' /C calc'!A0,,'=cmd|' /C calc'!A0,,12\n"
    )


def test_moodle_finds_students_by_participant_or_name() -> None:
    """The columns are those of its grading worksheet."""
    lines = list(csv.DictReader(io.StringIO(lms.moodle(ROWS[:2], NUMBERS))))
    assert lines[0] == {
        "Identifier": "Participant 4711",
        "Username": "",
        "Full name": "lovelaceada",
        "Grade": "10.5",
        "Maximum Grade": "12",
        "Last modified (grade)": "",
    }
    assert (lines[1]["Identifier"], lines[1]["Username"]) == ("", "'=cmd|' /C calc'!A0")


def test_only_final_totals_go_unless_asked(tmp_path: Path) -> None:
    """A student without any points never goes: the platform would read a 0."""
    left_out = lms.write(tmp_path, ROWS, NUMBERS, "Reading", ["canvas", "moodle"])
    assert [row.student for row in left_out] == ["waiting", "absent"]
    assert len((tmp_path / "canvas.csv").read_text().splitlines()) == 4
    assert len((tmp_path / "moodle.csv").read_text().splitlines()) == 3
    left_out = lms.write(tmp_path, ROWS, NUMBERS, "Reading", ["moodle"], partial=True)
    assert [row.student for row in left_out] == ["absent"]
    assert ",waiting,waiting,4,12," in (tmp_path / "moodle.csv").read_text()
