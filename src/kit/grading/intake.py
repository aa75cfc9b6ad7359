"""Files in: who handed in what, read without ever trusting or changing it.

Four layouts are read: ``<student>/<NN_name>.ipynb``; nbgrader's
``<student>/<assignment>/<NN_name>.ipynb``; Canvas's downloads
``lastfirst_12345_67890_<file name>`` in one folder; Moodle's
``Full Name_12345_assignsubmission_file_/<file name>``, or the same in one name. The
number that Canvas and Moodle give a person stays part of the student's name here,
because two people may share a name. Text typed into Moodle comes beside the files, as
``Full Name_12345_assignsubmission_onlinetext_``: the same student, and no notebook.

Other files are no submissions, with two exceptions that have a row with a reason:
one that is called like a notebook (``01_look.pdf``), and the first file of a student
who handed in no notebook at all. The rest is listed as passed over.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.grading.compose import same
from kit.grading.course import Course
from kit.grading.names import assigned
from kit.grading.notebook import Cell, NotebookProblem, read

MAX_BYTES = 50_000_000
CANVAS = re.compile(r"(?P<name>[^_]+)(?:_LATE)?_(?P<id>\d+)_\d+_(?P<rest>.+)", re.IGNORECASE)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<rest>.*)")
COPY = re.compile(r"(?:\s*\((\d+)\)|[-_ ]copy[-_ ]?(\d*)|-(\d+))$", re.IGNORECASE)
TYPED = "text typed into Moodle"
SAVE = "Open the notebook in JupyterLab, save it (Ctrl+S), and hand in that .ipynb file again."
ITSELF = "Hand in the notebook itself: the file that JupyterLab saves, whose name ends in .ipynb."
FOREIGN = "This is none of the notebooks to grade: neither its name nor its cells fit one."
ITSELF_AS = "Hand in the file that you got, with your answers; it is called like {}.ipynb."
UNPACK = "Unpack it, and hand in the files whose names end in .ipynb."
KINDS = {
    **dict.fromkeys((".7z", ".gz", ".rar", ".tar", ".zip"), "a packed file"),
    **dict.fromkeys((".doc", ".docx", ".odt", ".pages", ".rtf"), "a text document"),
    **dict.fromkeys((".gif", ".heic", ".jpeg", ".jpg", ".png"), "a picture"),
    **dict.fromkeys((".htm", ".html"), "a web page"),
    ".pdf": "a PDF",
    ".py": "a Python file",
}
CALL = re.compile(r"""\bcheck\(\s*["'](\d{1,2}\.\d{1,2})["']""")


@dataclass(frozen=True)
class Submission:
    """One notebook of one student.

    Attributes
    ----------
    student, notebook
        Who, and which of the course's notebooks; a file that is none of them
        keeps its own name.
    path, digest
        Where the file is and the SHA-256 of its bytes.
    problem
        Why it cannot be graded, a sentence; empty if it can be read.
    known
        Whether it is one of the course's notebooks.
    name
        What the file is called, with the folders in the student's own.
    note
        Which of several files this is, a sentence; empty if it is the only one.
    """

    student: str
    notebook: str
    path: Path
    digest: str
    problem: str = ""
    known: bool = True
    name: str = ""
    note: str = ""

    def cells(self) -> list[Cell]:
        """Read the cells again; they are not kept, so that a large class fits in memory."""
        return read(self.path.read_bytes())


@dataclass(frozen=True)
class Batch:
    """All that was handed in: the students, one submission a student and notebook, the rest.

    ``numbers`` are those that Canvas or Moodle gave the students whose files they named.
    """

    students: tuple[str, ...]
    submissions: tuple[Submission, ...]
    passed_over: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)


def intake(folder: Path, course: Course) -> Batch:
    """Read a folder of submissions.

    Parameters
    ----------
    folder
        In one of the layouts above; mixed layouts are all right.
    course
        Whose notebooks they are.

    Returns
    -------
    Batch
        Sorted. Of several files for one notebook that can be read, one with
        answers counts for more than an untouched one, then the newest; its
        ``note`` says so. A file that cannot be read has a ``problem``; nothing
        raises.
    """
    found: dict[tuple[str, str], list[Submission]] = {}
    strange = []
    for path in sorted(_files(folder)):
        submission = _submission(path, folder, course)
        if submission is None:
            strange.append(path)
        else:
            found.setdefault((submission.student, submission.notebook), []).append(submission)
    for submission in _without_notebook(strange, folder, {student for student, _ in found}):
        found[submission.student, submission.notebook] = [submission]
        strange.remove(submission.path)
    students = {_student_of(entry.name) for entry in folder.iterdir() if _is_person(entry)}
    students |= {student for student, _ in found}
    chosen = tuple(_one_of(found[slot], folder, course) for slot in sorted(found))
    passed_over = tuple(_told(path.relative_to(folder)) for path in strange)
    return Batch(tuple(sorted(students)), chosen, passed_over, _numbers(folder))


def _is_person(entry: Path) -> bool:
    hidden = entry.name.startswith((".", "__"))
    return entry.is_dir() and not entry.is_symlink() and not hidden


def _files(folder: Path) -> Iterator[Path]:
    """Find what was handed in; checkpoints, hidden and system folders are no submissions."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        yield from (Path(parent) / name for name in files if not name.startswith("."))


def _text(name: str) -> str:
    """Give a file's name as text that can be stored, whatever bytes it is made of."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _numbers(folder: Path) -> dict[str, str]:
    """Find the numbers in the names that a learning platform gave to files and folders."""
    found = {}
    for entry in folder.iterdir():
        layouts = (MOODLE,) if entry.is_dir() else (MOODLE, CANVAS)
        matches = (layout.fullmatch(_text(entry.name)) for layout in layouts)
        if match := next(filter(None, matches), None):
            found[f"{match['name']}_{match['id']}"] = match["id"]
    return found


def _student_of(entry: str) -> str:
    moodle = MOODLE.fullmatch(_text(entry))
    return f"{moodle['name']}_{moodle['id']}" if moodle else _text(entry)


def _is_typed(path: Path) -> bool:
    """Tell whether a file is a text that was typed into Moodle."""
    found = MOODLE.fullmatch(_text(path.parts[0]))
    return bool(found and found["kind"] == "onlinetext")


def _told(path: Path) -> str:
    """Name a file that is passed over."""
    return _text(path.as_posix()) + (f" ({TYPED})" if _is_typed(path) else "")


def _whose(path: Path) -> tuple[str | None, str, int]:
    """Read student, file name without ending, and number of the attempt from a path."""
    name = re.sub(r"\.ipynb$", "", _text(path.stem), flags=re.IGNORECASE)
    if len(path.parts) > 1:
        return _student_of(path.parts[0]), name, 0
    for layout in (MOODLE, CANVAS):
        found = layout.fullmatch(name)
        if found and found["rest"]:
            return f"{found['name']}_{found['id']}", found["rest"], _copy_number(found["rest"])
    return None, name, 0


def _copy_number(name: str) -> int:
    found = COPY.search(name)
    return int(next((number for number in found.groups() if number), 1)) if found else 0


def _submission(path: Path, folder: Path, course: Course) -> Submission | None:
    """Take one file; None if it is neither a notebook nor called like one."""
    student, name, _ = _whose(path.relative_to(folder))
    named = _by_name(name, course)
    if path.suffix.lower() == ".ipynb":
        # If nobody is named, the file's name stands for the student.
        found = _notebook(path, student or _text(path.name), name, named, course)
        return replace(found, name=_called(path, folder))
    return _no_notebook(path, folder, student, named) if student and named else None


def _no_notebook(path: Path, folder: Path, student: str, notebook: str | None) -> Submission:
    called = _called(path, folder)
    kind = TYPED if _is_typed(path.relative_to(folder)) else KINDS.get(path.suffix.lower(), "")
    is_what = f"{kind} and not a notebook" if kind else "which is not a notebook"
    remedy = UNPACK if kind == "a packed file" else ITSELF
    problem = f"Handed in: {called}, {is_what}. {remedy}"
    known = notebook is not None
    return Submission(student, notebook or _text(path.name), path, "", problem, known, called)


def _notebook(path: Path, student: str, name: str, named: str | None, course: Course) -> Submission:
    raw, problem, cells = b"", "", []
    try:
        raw = _bytes(path)
        cells = _cells(raw)
    except NotebookProblem as error:
        problem = str(error)
    except OSError as error:
        problem = f"The file cannot be opened: {error.strerror}."
    notebook = _which(cells, named, course.exercises)
    if notebook is None and not problem:
        problem = f"{FOREIGN} {ITSELF_AS.format(next(iter(course.exercises)))}"
    digest = hashlib.sha256(raw).hexdigest()
    return Submission(student, notebook or name, path, digest, problem, notebook is not None)


def _called(path: Path, folder: Path) -> str:
    within = path.relative_to(folder)
    return _text(Path(*within.parts[1:] or within.parts).as_posix())


def _without_notebook(
    strange: Iterable[Path], folder: Path, served: set[str]
) -> Iterator[Submission]:
    """Take the first file of each student who handed in no notebook."""
    for path in tuple(strange):
        student, _, _ = _whose(path.relative_to(folder))
        if student and student not in served:
            served.add(student)
            yield _no_notebook(path, folder, student, None)


def _one_of(files: list[Submission], folder: Path, course: Course) -> Submission:
    """Choose one of a student's files for one notebook."""
    if len(files) == 1:
        return files[0]

    def rank(submission: Submission) -> tuple[bool, bool, int, int, int]:
        path, readable = submission.path, not submission.problem
        _, name, attempt = _whose(path.relative_to(folder))
        age = 0 if path.is_symlink() else path.stat().st_mtime_ns
        typed = readable and _has_answers(submission, course)
        return readable, typed, attempt, age, _copy_number(name)

    best = max(reversed(files), key=rank)
    said = "none can be graded; the newest" if best.problem else "graded"
    return replace(best, note=f"{len(files)} files were handed in; {said}: {best.name}.")


def _has_answers(submission: Submission, course: Course) -> bool:
    """Tell whether anything was typed that may be an answer; dots put back are none."""
    stubs = {c.marked("answer"): c.source for c in course.notebooks[submission.notebook]}
    names = {asked.name for asked in course.asked(submission.notebook).values()}
    for cell in submission.cells():
        made = assigned(cell.source) - {"why"} if cell.kind == "code" else {cell.source.strip()}
        exercise = cell.marked("answer")
        if exercise and exercise in stubs:
            answered = bool(made) and not same(cell.source, stubs[exercise])
        else:
            answered = cell.kind == "code" and bool(made & names)
        if answered:
            return True
    return False


def _bytes(path: Path) -> bytes:
    if path.is_symlink():
        msg = "This is a link, not a file. Hand in the notebook itself."
        raise NotebookProblem(msg)
    if not path.is_file():
        msg = "This is a pipe or a device, not a file. Hand in the notebook itself."
        raise NotebookProblem(msg)
    if path.stat().st_size > MAX_BYTES:
        msg = f"The file is larger than {MAX_BYTES // 1_000_000} MB. Clear its outputs and hand in."
        raise NotebookProblem(msg)
    return path.read_bytes()


def _cells(raw: bytes) -> list[Cell]:
    try:
        return read(raw)
    except NotebookProblem as error:
        msg = f"{error} {SAVE}"
        raise NotebookProblem(msg) from None


def _which(
    cells: list[Cell], named: str | None, exercises: Mapping[str, Iterable[str]]
) -> str | None:
    """Find the notebook: by its name if a cell of it is there, else by most of its cells."""
    present = {cell.marked("answer") or cell.marked("check") for cell in cells}
    present |= {id for cell in cells if "check(" in cell.source for id in CALL.findall(cell.source)}
    votes = Counter({name: len(present.intersection(ids)) for name, ids in exercises.items()})
    best, count = votes.most_common(1)[0] if votes else (None, 0)
    if named and (votes[named] or not count):
        return named
    return best if count else None


def _by_name(name: str, course: Course) -> str | None:
    """Match a file's name, forgiving ` (1)`, `-Copy1`, and spaces or dashes for underscores."""
    shorter = name
    while True:
        for notebook in course.exercises:
            if re.search(rf"(^|_){re.escape(_plain(notebook))}$", _plain(shorter)):
                return notebook
        cut = COPY.sub("", shorter)
        if cut == shorter:
            return None
        shorter = cut


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().lower())
