"""Files in: who handed in what, read without ever trusting or changing it.

Four layouts are read: ``<student>/<NN_name>.ipynb``; nbgrader's
``<student>/<assignment>/<NN_name>.ipynb``; Canvas's downloads
``lastfirst_12345_67890_<file name>`` in one folder; Moodle's
``Full Name_12345_assignsubmission_file_/<file name>``. The number that Canvas
and Moodle give a person stays part of the student's name here, because two
people may share a name.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.grading.notebook import Cell, NotebookProblem, read

MAX_BYTES = 50_000_000
CANVAS = re.compile(r"(?P<name>[^_]+)(?:_LATE)?_(?P<id>\d+)_\d+_(?P<rest>.+)", re.IGNORECASE)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_file_?(?P<rest>.*)")
COPY = re.compile(r"(?:\s*\((\d+)\)|[-_ ]copy[-_ ]?(\d*)|-(\d+))$", re.IGNORECASE)
CALL = re.compile(r"""\bcheck\(\s*["'](\d{1,2}\.\d{1,2})["']""")


@dataclass(frozen=True)
class Submission:
    """One notebook of one student.

    Attributes
    ----------
    student, notebook
        Who, and which of the course's notebooks; a file that is none of them
        keeps its own name and has ``known`` False.
    path, digest
        Where the file is and the SHA-256 of its bytes.
    problem
        Why it cannot be graded, a sentence; empty if it can be read.
    """

    student: str
    notebook: str
    path: Path
    digest: str
    problem: str = ""
    known: bool = True

    def cells(self) -> list[Cell]:
        """Read the cells again; they are not kept, so that a large class fits in memory."""
        return read(self.path.read_bytes())


@dataclass(frozen=True)
class Batch:
    """All that was handed in: the students, and one submission a student and notebook."""

    students: tuple[str, ...]
    submissions: tuple[Submission, ...]


def intake(folder: Path, course: Mapping[str, frozenset[str]]) -> Batch:
    """Read a folder of submissions.

    Parameters
    ----------
    folder
        In one of the layouts above; mixed layouts are all right.
    course
        The ids of the exercises in each of the course's notebooks, by the
        notebook's name (``01_stop_and_look``).

    Returns
    -------
    Batch
        Sorted. Of several files for one notebook the newest that can be read
        counts. A file that cannot be read has a ``problem``; nothing raises.
    """
    newest: dict[tuple[str, str], tuple[tuple[bool, int, int, int], Submission]] = {}
    students = {_student_of(entry.name) for entry in folder.iterdir() if _is_person(entry)}
    for path in sorted(_notebook_files(folder)):
        student, name, attempt = _whose(path.relative_to(folder))
        found = _submission(path, student, name, course)
        age = 0 if path.is_symlink() else path.stat().st_mtime_ns
        rank = (not found.problem, attempt, age, _copy_number(name))
        slot = (student, found.notebook)
        if slot not in newest or rank >= newest[slot][0]:
            newest[slot] = (rank, found)
        students.add(student)
    return Batch(tuple(sorted(students)), tuple(newest[slot][1] for slot in sorted(newest)))


def _is_person(entry: Path) -> bool:
    hidden = entry.name.startswith((".", "__"))
    return entry.is_dir() and not entry.is_symlink() and not hidden


def _notebook_files(folder: Path) -> Iterator[Path]:
    """Find the notebook files; checkpoints, hidden and system folders are no submissions."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        for name in files:
            if name.lower().endswith(".ipynb") and not name.startswith("."):
                yield Path(parent) / name


def _student_of(entry: str) -> str:
    moodle = MOODLE.fullmatch(entry)
    return f"{moodle['name']}_{moodle['id']}" if moodle else entry


def _whose(path: Path) -> tuple[str, str, int]:
    """Read student, file name without ending, and number of the attempt from a path."""
    name = path.name[: -len(".ipynb")]
    if len(path.parts) > 1:
        return _student_of(path.parts[0]), name, 0
    for layout in (MOODLE, CANVAS):
        found = layout.fullmatch(name)
        if found and found["rest"]:
            return f"{found['name']}_{found['id']}", found["rest"], _copy_number(found["rest"])
    return path.name, name, 0  # nobody is named: the file's name stands for the student


def _copy_number(name: str) -> int:
    found = COPY.search(name)
    return int(next((number for number in found.groups() if number), 1)) if found else 0


def _submission(
    path: Path, student: str, name: str, course: Mapping[str, frozenset[str]]
) -> Submission:
    raw, problem, cells = b"", "", []
    try:
        raw = _bytes(path)
        cells = read(raw)
    except NotebookProblem as error:
        problem = str(error)
    except OSError as error:
        problem = f"The file cannot be opened: {error.strerror}."
    notebook = _which(cells, _by_name(name, course), course)
    if notebook is None and not problem:
        problem = "This is none of the notebooks to grade: neither its name nor its cells fit one."
    digest = hashlib.sha256(raw).hexdigest()
    known = notebook is not None
    return Submission(student, notebook or name, path, digest, problem, known)


def _bytes(path: Path) -> bytes:
    if path.is_symlink():
        msg = "This is a link, not a file. Hand in the notebook itself."
        raise NotebookProblem(msg)
    if path.stat().st_size > MAX_BYTES:
        msg = f"The file is larger than {MAX_BYTES // 1_000_000} MB. Clear its outputs and hand in."
        raise NotebookProblem(msg)
    return path.read_bytes()


def _which(
    cells: list[Cell], named: str | None, course: Mapping[str, frozenset[str]]
) -> str | None:
    """Find the notebook: by its name if a cell of it is there, else by most of its cells."""
    present = {cell.marked("answer") or cell.marked("check") for cell in cells}
    present |= {id for cell in cells for id in CALL.findall(cell.source)}
    votes = Counter({notebook: len(present & ids) for notebook, ids in course.items()})
    best, count = votes.most_common(1)[0] if votes else (None, 0)
    if named and (votes[named] or not count):
        return named
    return best if count else None


def _by_name(name: str, course: Mapping[str, frozenset[str]]) -> str | None:
    """Match a file's name, forgiving ` (1)`, `-Copy1`, and spaces or dashes for underscores."""
    shorter = name
    while True:
        for notebook in course:
            if re.search(rf"(^|_){re.escape(_plain(notebook))}$", _plain(shorter)):
                return notebook
        cut = COPY.sub("", shorter)
        if cut == shorter:
            return None
        shorter = cut


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().lower())
