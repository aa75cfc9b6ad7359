"""The review desk as a sheet: out, filled in, and back."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.exercise.answer import encode
from kit.grading.gradebook import Gradebook, Record
from kit.grading.marker import Marker
from kit.grading.points import PointsError
from kit.grading.problem import GradeError
from kit.grading.sheet import COLUMNS, read, write

TEXTS = {"ada": "=HYPERLINK(1) says the baker.", "bob": "א ב ג 🙂 <b>four</b>", "cy": "x " * 9000}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Three texts, one of them hostile to spreadsheets, one in Hebrew, one long."""
    with Gradebook(tmp_path / "gradebook.db") as book:
        book.add_students(TEXTS)
        for student, text in TEXTS.items():
            payload = {"exercise": "1.4", "answer": encode(text.strip())}
            book.keep(Record(student, "01_loaves", "f", "w"), {"1.4": payload})
    return tmp_path


@pytest.fixture
def marker(out: Path, course_folder: Path) -> Marker:
    """Somebody who marks."""
    return Marker(out, "Ms Rye", course=course_folder)


@pytest.fixture
def sheet(out: Path, marker: Marker) -> Path:
    """A sheet of all three."""
    assert write(out / "sheet.csv", marker) == 3
    return out / "sheet.csv"


def rows(path: Path) -> list[dict]:
    """Read a sheet as a spreadsheet does."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def fill(path: Path, lines: list[dict], delimiter: str = ",", columns=COLUMNS) -> Path:
    """Save a sheet as a spreadsheet does."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    return path


def test_a_sheet_holds_all_that_a_marker_needs(sheet: Path, marker: Marker) -> None:
    """No name, nothing that a spreadsheet would run, the rubric, which points are allowed."""
    found = {row["answer"]: row for row in rows(sheet)}
    assert "'=HYPERLINK(1) says the baker." in found
    assert max(map(len, found)) == 17_999
    row = found["א ב ג 🙂 <b>four</b>"]
    assert (row["row"], row["allowed"], row["points"]) == ("voice", "0, 1, 2", "")
    assert (row["full"], row["partly"], row["missing"]) == ("a", "b", "c")
    assert row["facts"] == "5 words; asked for are at least 4."
    assert not [name for name in TEXTS if name in sheet.read_text().replace("says the b", "")]


def test_a_filled_sheet_comes_back_as_it_was_meant(sheet: Path, marker: Marker) -> None:
    """Numbers or words; a comment as it was typed; blank rows wait; once is enough."""
    lines = rows(sheet)
    for line, points in zip(lines, ("1", "Full", ""), strict=True):
        line |= {"points": points, "comment": "'=1 is\nno voice."}
    new = read(fill(sheet, lines), marker)
    assert [(given, comment) for _, given, comment, _ in new] == [
        ({"voice": 1}, "=1 is\nno voice."),
        ({"voice": 2}, "=1 is\nno voice."),
        ({}, "=1 is\nno voice."),
    ]
    marker.save_all(new)
    assert read(sheet, marker) == []
    assert [len(row["given"]) for row in marker.rows()] == [1, 1, 0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    st.lists(st.sampled_from(["", "0", "1", "2"]), min_size=3, max_size=3),
    st.permutations(range(3)),
    st.sampled_from(",;\t"),
)
def test_whatever_a_spreadsheet_does_to_it(sheet, marker, points, order, delimiter) -> None:
    """Other order, other separators, a column of one's own, columns left out."""
    lines = rows(sheet)
    wanted = {line["text"]: p for line, p in zip(lines, points, strict=True) if p}
    for line, cell in zip(lines, points, strict=True):
        line |= {"points": cell, "mine": "x"}
    columns = ("points", "mine", "text", "row", "version", "exercise")
    path = fill(sheet.with_name("again.csv"), [lines[n] for n in order], delimiter, columns)
    found = {id.split()[1]: f"{marks['voice']:g}" for id, marks, *_ in read(path, marker)}
    assert found == wanted


def test_every_problem_is_said_at_once(sheet: Path, marker: Marker) -> None:
    """Row, column, value, what is allowed, what to do."""
    first, second, third = rows(sheet)
    lines = [
        first | {"points": "3"},
        second | {"points": "partly", "row": "vioce"},
        third | {"version": "0000", "points": "1"},
        {**second, "text": "P-NOBODY"},
        second | {"points": "1.5"},
        second | {"points": "x"},
    ]
    with pytest.raises(PointsError) as stop:
        read(fill(sheet, lines), marker)
    version = third["version"]
    assert stop.value.problems == [
        "sheet.csv, row 2, points: '3' cannot be given for voice. Allowed: 0, 1, 2.",
        "sheet.csv, row 3, row: 'vioce' is none of the rubric. Allowed: voice.",
        f"sheet.csv, row 4, version: '0000' is not what was handed in last, '{version}'. "
        "Write a new sheet and read this text again.",
        "sheet.csv, row 5, text, exercise: 'P-NOBODY' of exercise '1.4' is not in the gradebook. "
        "Leave these columns as they were written.",
        "sheet.csv, row 6, points: '1.5' cannot be given for voice. Allowed: 0, 1, 2.",
        "sheet.csv, row 7, text, row: the same as in row 6. Take one of them out.",
    ]


def test_columns_that_are_needed_are_named(sheet: Path, marker: Marker) -> None:
    """All that are missing."""
    sheet.write_text("text,row\n")
    with pytest.raises(PointsError, match="column exercise is missing") as stop:
        read(sheet, marker)
    assert len(stop.value.problems) == 3


def test_a_sheet_is_never_overwritten(sheet: Path, marker: Marker) -> None:
    """It may be filled in; and one for a folder that is not there is a sentence."""
    before = sheet.read_bytes()
    with pytest.raises(GradeError, match="is there already"):
        write(sheet, marker)
    assert sheet.read_bytes() == before
    with pytest.raises(GradeError, match="cannot be written"):
        write(sheet / "x" / "y.csv", marker)


def test_a_sheet_takes_what_differs_as_well(sheet: Path, out: Path, course_folder: Path) -> None:
    """With what both gave; what is filled in settles it."""
    rye, oat = (Marker(out, who, course=course_folder, share=1) for who in ("Ms Rye", "Mr Oat"))
    id = rye.rows()[0]["id"]
    rye.save(id, {"voice": 2})
    oat.save(id, {"voice": 0})
    write(out / "new.csv", rye)
    line = rows(out / "new.csv")[-1]
    assert line["facts"].endswith("Ms Rye gave 2. Mr Oat gave 0.")
    rye.save_all(read(fill(out / "new.csv", [line | {"points": "1"}]), rye))
    with Gradebook(out / "gradebook.db") as book:
        (given,) = book.adjustments().values()
    assert (given.points, given.who) == (1, "Ms Rye")


def test_nothing_waiting_is_no_sheet(out: Path, marker: Marker) -> None:
    """It says so."""
    marker.save_all([(id, {"voice": 1}, "", False) for id in marker.works])
    with pytest.raises(GradeError, match="Nothing waits for Ms Rye"):
        write(out / "none.csv", marker)
    assert not (out / "none.csv").exists()
