"""The review desk as a sheet: for those who mark in a spreadsheet, without Jupyter.

One row an answer and row of its rubric, names hidden. Read back, everything in it is
right, or nothing of it is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kit.grading.files import FORMULA, csv_text
from kit.grading.marker import Marker
from kit.grading.points import PointsError, lines, number_of
from kit.grading.problem import GradeError
from kit.grading.rubric import LEVELS, Row

COLUMNS = (
    *("text", "exercise", "version", "answer", "facts"),
    *("row", *LEVELS, "allowed", "points", "comment"),
)
NEEDED = ("text", "exercise", "version", "row", "points")
PART = "\n\n--- another version in the same notebook ---\n\n"

Marked = tuple[str, dict[str, float], str, bool]


def write(path: Path, marker: Marker) -> int:
    """Write a sheet of all texts that wait for this marker.

    Parameters
    ----------
    path
        A new file; what you may have filled in is never overwritten.

    Returns
    -------
    int
        The number of texts.

    Raises
    ------
    GradeError
        If nothing waits, or the file is there or cannot be written.
    """
    waiting = [row for row in marker.rows() if len(row["given"]) < len(row["rubric"])]
    if not waiting:
        msg = f"Nothing waits for {marker.who}: there is no open text to mark."
        raise GradeError(msg)
    text = csv_text(COLUMNS, (line for row in waiting for line in _lines(row, marker)))
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(text)
    except FileExistsError:
        msg = f"{path} is there already, perhaps filled in. Give another name, or read it: --from"
        raise GradeError(msg) from None
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}. Give a file in a folder that exists."
        raise GradeError(msg) from error
    return len(waiting)


def _lines(row: Mapping[str, Any], marker: Marker) -> Iterator[list[object]]:
    facts = " ".join(row["facts"])
    for number, part in enumerate(row["rubric"]):
        first = number == 0
        gave = [f"{other['who']} gave {other['given'][part['name']]:g}." for other in row["others"]]
        yield [
            row["id"].split(" ", 1)[1],
            row["exercise"],
            marker.version(row["id"]),
            PART.join(row["texts"]) if first else None,
            " ".join([facts if first else "", *gave]).strip(),
            part["name"],
            *(part["texts"][level] for level in LEVELS),
            ", ".join(f"{choice['points']:g}" for choice in reversed(part["choices"])),
            row["given"].get(part["name"]),
            row["comment"] if first else None,
        ]


def read(path: Path, marker: Marker) -> list[Marked]:
    """Read a sheet that was filled in.

    Points are numbers, or the words full and missing (and partly, where it means one
    number only). A text with blank rows waits on, with what is filled in.

    Returns
    -------
    list
        What is new in it, for `Marker.save_all`.

    Raises
    ------
    PointsError
        With every problem: row, column, value, what is allowed.
    """
    found = lines(path)
    columns = [name.lower() for name in next(found, (1, []))[1]]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        have = ", ".join(NEEDED)
        said = "row 1: the column {} is missing. Needed: {}."
        raise PointsError([f"{path.name}, {said.format(name, have)}" for name in missing])
    sheet = _Sheet(marker)
    for number, line in found:
        cells = dict.fromkeys(COLUMNS, "") | dict(zip(columns, line, strict=False))
        sheet.take(number, cells)
    if sheet.problems:
        raise PointsError([f"{path.name}, {problem}" for problem in sheet.problems])
    return sheet.new()


class _Sheet:
    """Takes lines one by one and notes every problem."""

    def __init__(self, marker: Marker) -> None:
        self.marker = marker
        self.problems: list[str] = []
        self._given: dict[str, dict[str, float]] = {}
        self._comments: dict[str, list[str]] = {}
        self._seen: dict[tuple[str, str], int] = {}

    def take(self, number: int, cells: Mapping[str, str]) -> None:
        id = f"{cells['exercise']} {_bare(cells['text'])}"
        found = self._text_problems(id, cells)
        row = None if found else self.marker.row(id, _bare(cells["row"]))
        if row is None and not found:
            rows = ", ".join(row.name for row in self.marker.rubric(id).rows)
            found = [f"row: '{cells['row']}' is none of the rubric. Allowed: {rows}."]
        elif row is not None and (id, row.name) in self._seen:
            found = [
                f"text, row: the same as in row {self._seen[id, row.name]}. Take one of them out."
            ]
        elif row is not None:
            self._seen[id, row.name] = number
            found = self._take_points(id, row, cells["points"])
        self.problems += [f"row {number}, {problem}" for problem in found]
        if comment := _bare(cells["comment"]):
            self._comments.setdefault(id, []).append(comment)

    def _text_problems(self, id: str, cells: Mapping[str, str]) -> list[str]:
        version = self.marker.version(id)
        if not version:
            said = f"'{cells['text']}' of exercise '{cells['exercise']}' is not in the gradebook"
            return [f"text, exercise: {said}. Leave these columns as they were written."]
        if version != cells["version"]:
            said = f"'{cells['version']}' is not what was handed in last, '{version}'"
            return [f"version: {said}. Write a new sheet and read this text again."]
        return []

    def _take_points(self, id: str, row: Row, cell: str) -> list[str]:
        if not cell:
            return []
        points = _points(row, cell)
        if points is None:
            allowed = ", ".join(f"{choice:g}" for choice in row.choices)
            return [f"points: '{cell}' cannot be given for {row.name}. Allowed: {allowed}."]
        self._given.setdefault(id, {})[row.name] = points
        return []

    def new(self) -> list[Marked]:
        """Put together what is not in the gradebook as it is."""
        before = {row["id"]: row for row in self.marker.rows()}
        made = []
        for id in dict.fromkeys([*self._given, *self._comments]):
            old = before.get(id, {"given": {}, "comment": "", "flag": False})
            given = old["given"] | self._given.get(id, {})
            typed = dict.fromkeys(self._comments.get(id, ()))
            comment = "\n".join(typed) or old["comment"]
            if (given, comment) != (old["given"], old["comment"]):
                made.append((id, given, comment, old["flag"]))
        return made


def _points(row: Row, cell: str) -> float | None:
    wanted: Sequence[float]
    if cell.lower() in LEVELS:
        wanted = [points for points in row.choices if row.level(points) == cell.lower()]
    else:
        number = number_of(cell)
        wanted = [points for points in row.choices if points == number]
    return wanted[0] if len(wanted) == 1 else None


def _bare(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
