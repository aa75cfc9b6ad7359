"""Files that Canvas and Moodle import: one total a student, final ones only.

Canvas (Gradebook, Import) reads the columns ``Student``, ``ID``, ``SIS Login ID``,
``Section`` and one column an assignment, whose second row holds the points possible.
Moodle's assignment (Upload grading worksheet) reads ``Identifier``, ``Grade`` and
``Last modified (grade)``, and passes other columns over; its gradebook (Import, CSV)
lets a person say which column identifies a student. One file serves both.

The numbers are those of the names under which Canvas and Moodle download files.
Whoever has none is named by the folder, which may be a login name.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kit.grading.files import csv_text, put
from kit.grading.report import Row

CANVAS_HEAD = ("Student", "ID", "SIS Login ID", "Section")
MOODLE_HEAD = (
    *("Identifier", "Username", "Full name"),
    *("Grade", "Maximum Grade", "Last modified (grade)"),
)


def final(rows: Iterable[Row], partial: bool = False) -> tuple[list[Row], list[Row]]:
    """Part the rows into those to import and those left out.

    Parameters
    ----------
    rows
        As in ``grades.csv``.
    partial
        Whether totals that are not final go too; a student without any point
        is left out in any case, because a blank would be read as a 0.
    """
    chosen: list[Row] = []
    left_out: list[Row] = []
    for row in rows:
        goes = row.total is not None and (partial or row.status == "graded")
        (chosen if goes else left_out).append(row)
    return chosen, left_out


def canvas(rows: Iterable[Row], numbers: Mapping[str, str], assignment: str, most: float) -> str:
    """Write the file for Canvas.

    Parameters
    ----------
    rows
        What goes in.
    numbers
        Canvas's numbers of the students, where they are known.
    assignment
        Its name as Canvas shows it; with its number in brackets at the end,
        ``Reading (123456)``, Canvas finds it whatever it is called.
    most
        Points possible.
    """
    lines = [("    Points Possible", "", "", "", most)]
    for row in rows:
        number = numbers.get(row.student, "")
        login = "" if number else row.student
        lines.append((_name(row.student, number), number, login, "", row.total or 0.0))
    return csv_text((*CANVAS_HEAD, assignment), lines)


def moodle(rows: Iterable[Row], numbers: Mapping[str, str]) -> str:
    """Write the file for Moodle; parameters as in `canvas`."""
    lines = []
    for row in rows:
        number = numbers.get(row.student, "")
        name, login = _name(row.student, number), "" if number else row.student
        identifier = f"Participant {number}" if number else ""
        lines.append((identifier, login, name, row.total, row.max_total, None))
    return csv_text(MOODLE_HEAD, lines)


def _name(student: str, number: str) -> str:
    return student.removesuffix(f"_{number}") if number else student


def write(
    out: Path,
    rows: Iterable[Row],
    numbers: Mapping[str, str],
    assignment: str,
    platforms: Iterable[str],
    partial: bool = False,
) -> list[Row]:
    """Write ``canvas.csv`` and ``moodle.csv`` as asked; give the rows left out."""
    chosen, left_out = final(rows, partial)
    most = chosen[0].max_total if chosen else 0.0
    texts = {
        "canvas": lambda: canvas(chosen, numbers, assignment, most),
        "moodle": lambda: moodle(chosen, numbers),
    }
    for platform in platforms:
        put(out / f"{platform}.csv", texts[platform]())
    return left_out
