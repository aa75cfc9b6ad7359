"""Points by hand from a CSV file: everything in it is right, or nothing of it is written."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kit.grading.course import Course
from kit.grading.files import delimiter, unguarded
from kit.grading.gradebook import Adjustment, Gradebook
from kit.grading.roster import unknown

NEEDED = ("student", "exercise")
OTHERS = ("points", "who", "why", "comment")
Given = tuple[str, str, Adjustment]


class PointsError(Exception):
    """A file of points cannot be used; the message lists every problem."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join([*self.problems, "Nothing was written."]))


def read(path: Path, book: Gradebook, course: Course, who: str, why: str) -> list[Given]:
    """Read a CSV file of points and comments.

    Parameters
    ----------
    path
        With the columns ``student``, ``exercise`` and ``points`` or ``comment``,
        and if you like ``who`` and ``why``. Separated by commas, semicolons or
        tabs. Blank points leave the points as they are, for a comment alone.
    book, course
        Which students and which exercises there are, and up to how many points.
    who, why
        What stands for a blank.

    Returns
    -------
    list
        What is new in it: a row that says what counts already is left out.

    Raises
    ------
    PointsError
        With every problem: row, column, what is allowed.
    """
    students = dict.fromkeys(book.students())
    before = book.adjustments()
    problems: list[str] = []
    given: dict[tuple[str, str], tuple[int, Adjustment]] = {}
    for number, row in _rows(path):
        student = unguarded(row["student"], students)
        slot, found = (student, row["exercise"]), _problems(row, student, students, course)
        if slot in given:
            found.append(f"student, exercise: the same as in row {given[slot][0]}")
        problems += [f"{path.name}, row {number}, {problem}." for problem in found]
        if not found:
            points = number_of(row["points"]) if row["points"] else None
            said = (row["who"] or who, row["why"] or why, row["comment"])
            given[slot] = number, Adjustment(points, *said)
    if problems:
        raise PointsError(problems)
    return [(*slot, each) for slot, (_, each) in given.items() if _new(each, before.get(slot))]


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Read the lines of a CSV file that are not blank, with their numbers, cells stripped.

    Raises
    ------
    PointsError
        If it cannot be read, or is not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PointsError([f"{path} cannot be read: {error.strerror}."]) from None
    except UnicodeDecodeError:
        msg = f"{path} is not UTF-8 text. Save it as 'CSV UTF-8'."
        raise PointsError([msg]) from None
    read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    stripped = ([cell.strip() for cell in line] for line in read)
    return ((number, line) for number, line in enumerate(stripped, 1) if any(line))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    found = lines(path)
    columns = [name.lower() for name in next(found, (1, []))[1]]
    _check_columns(path, columns)
    for number, line in found:
        cells = dict(zip(columns, line, strict=False))
        yield number, {name: cells.get(name, "") for name in (*NEEDED, *OTHERS)}


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in columns]
    if not {"points", "comment"} & set(columns):
        missing.append("points")
    unknown = [name for name in columns if name not in (*NEEDED, *OTHERS)]
    problems = [f"{path.name}, row 1: the column {name} is missing" for name in missing]
    problems += [f"{path.name}, row 1: unknown column '{name}'" for name in unknown]
    if problems:
        allowed = ", ".join((*NEEDED, *OTHERS))
        raise PointsError([f"{problem}. Columns: {allowed}." for problem in problems])


def _problems(
    row: Mapping[str, str], student: str, students: Mapping[str, object], course: Course
) -> list[str]:
    problems = []
    if student not in students:
        problems.append(f"student: {unknown(student, students)}")
    entry = course.key.entries.get(row["exercise"])
    if entry is None:
        ids = ", ".join(course.key.entries)
        problems.append(f"exercise: there is no '{row['exercise']}'; exercises: {ids}")
    if not (row["points"] or row["comment"]):
        problems.append("points: blank, and there is no comment; give one of them")
    most = course.points.get(row["exercise"], math.inf)
    points = number_of(row["points"])
    if row["points"] and (points is None or not 0 <= points <= most):
        limit = f" to {most:g}" if entry else " on"
        problems.append(f"points: '{row['points']}' is not a number from 0{limit}")
    return problems


def number_of(text: str) -> float | None:
    """Read a number; a decimal comma, as many spreadsheets write it, is all right."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _new(given: Adjustment, before: Adjustment | None) -> bool:
    if before is None:
        return True
    same_points = given.points is None or given == Adjustment(
        before.points, before.who, before.why, given.comment
    )
    return not (same_points and given.comment in ("", before.comment))
