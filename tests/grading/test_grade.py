"""From files to grades: one class, really run, with every trouble a class has."""

import csv
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit.grading import kernels
from kit.grading.grade import GradeError, grade
from kit.grading.result import Result

pytestmark = pytest.mark.sandbox
FULL = {"1.1": "2", "1.2": "2", "1.3": "2", "1.4": ""}
FORGED = {"format": 1, "exercise": "1.1", "answer": 3, "why": ""}
MIME = "application/vnd.kit.answer+json"


def students(make: SimpleNamespace) -> dict[str, tuple[dict | bytes, dict[str, str]]]:
    """Each student's notebook, and the points for it (blank: none given)."""
    full = make.notebook(answers=make.RIGHT)

    def with_answers(**changed: str) -> dict:
        return make.notebook(
            answers=make.RIGHT | {k[1:].replace("_", "."): changed[k] for k in changed}
        )

    no_checks = full | {"cells": [c for c in full["cells"] if "check" not in str(c)]}
    forged = (
        "from IPython.display import display\n"
        f"print({json.dumps(FORGED)!r})\n"
        f"display({{{MIME!r}: {FORGED!r}}}, raw=True)\ncount = 7"
    )
    patched = (
        "import kit.exercise.judge, kit.exercise.check\n"
        "kit.exercise.check.check = lambda *a, **k: 'correct'\n"
        "class Any(int):\n    __eq__ = lambda self, other: True\n    __hash__ = int.__hash__\n"
        "count = Any(7)"
    )
    split = make.notebook(answers=make.RIGHT)
    split["cells"].insert(3, make.cell("bread = case.loaves", tags=("answer:1.1",)))
    split["cells"][4]["source"] = "count = len(bread)"
    renamed = make.notebook(answers=make.RIGHT | {"1.1": "how_many = 3"})
    renamed["cells"][4]["source"] = 'check("1.1", how_many)'
    finished = make.notebook(answers=make.RIGHT | {"1.1": "count = 7", "1.2": "kinds = {'rye': 2}"})
    finished["cells"][4] = make.cell("count = 3")
    finished["cells"][7] = make.cell("kinds['oat'] = 1")
    reused = make.notebook(answers=make.RIGHT)
    reused["cells"][4] = make.cell("count = 99")
    beside = make.notebook(answers=make.RIGHT)
    beside["cells"].insert(2, make.cell("import os\nos._exit(1)  # <b>beside</b>"))
    prose = make.notebook(answers=make.RIGHT)
    prose["cells"][-2] |= {"cell_type": "markdown", "source": "Nobody else says so."}
    lost = FULL | {"1.1": "0"}
    return {
        "right": (full, FULL),
        "untouched": (make.notebook(), dict.fromkeys(FULL, "0")),
        "no-checks": (no_checks, FULL),
        "finished": (finished, FULL),
        "reused": (reused, FULL),
        "split": (split, FULL),
        "renamed": (renamed, FULL),
        "pasted": (full | {"cells": full["cells"] + make.notebook()["cells"]}, FULL),
        "prose": (prose, FULL),
        "warned": (
            with_answers(_1_1="import warnings\nwarnings.warn('w')\nprint(1)\ncount = 3"),
            FULL,
        ),
        "syntax": (with_answers(_1_1="count = ("), lost),
        "crash": (with_answers(_1_1="import os\nos._exit(1)"), lost),
        "loop": (with_answers(_1_1="while True: pass"), lost),
        "exit": (with_answers(_1_1="exit()"), lost),
        "beside": (beside, FULL),
        "asks": (with_answers(_1_1="count = int(input('How many? '))"), lost),
        "forged": (with_answers(_1_1=forged), lost),
        "patched": (with_answers(_1_1=patched), lost),
        "empty": (b"", dict.fromkeys(FULL, "")),
        "latin": ('{"cells": "\xe9"}'.encode("latin-1"), dict.fromkeys(FULL, "")),
        "broken": (b'{"cells": [', dict.fromkeys(FULL, "")),
    }


class Class:
    """A class that was graded, and where."""

    def __init__(self, folder: Path, course: Path) -> None:
        self.inbox, self.out, self.course = folder / "in", folder / "out", course
        self.result = self.grade()

    def grade(self) -> Result:
        """Grade the class, again."""
        return grade(self.inbox, self.out, self.course, cell_timeout=8, progress=False)

    def items(self, student: str) -> dict[str, dict[str, str]]:
        """The lines of `items.csv` for a student's first notebook, by exercise."""
        with (self.out / "items.csv").open(encoding="utf-8", newline="") as file:
            lines = [line for line in csv.DictReader(file) if line["student"] == student]
        return {line["exercise"]: line for line in lines if line["notebook"] == "01_loaves"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory, course_folder: Path, make: SimpleNamespace) -> Class:
    """Grade the class above once."""
    folder = tmp_path_factory.mktemp("class")
    for student, (content, _) in students(make).items():
        make.save(folder / "in" / student / "01_loaves.ipynb", content)
    make.save(folder / "in/right/02_crumbs.ipynb", make.notebook("02_crumbs", make.RIGHT))
    return Class(folder, course_folder)


def test_every_student_has_the_points_that_were_earned(graded: Class, make) -> None:
    """Nothing that is odd costs a point; nothing that cheats earns one."""
    expected = {student: points for student, (_, points) in students(make).items()}
    found = {
        student: {id: line["points"] for id, line in graded.items(student).items()}
        for student in expected
    }
    assert found == expected


@pytest.mark.parametrize(
    ("student", "status", "reason"),
    [
        ("syntax", "not yet", "SyntaxError"),
        ("crash", "not yet", "ended Python itself"),
        ("exit", "not yet", "ended Python itself"),
        ("loop", "not yet", "longer than 8 seconds"),
        ("asks", "not yet", "The cell asks for keyboard input, which grading cannot give."),
        ("empty", "not graded", "The file is empty."),
        ("latin", "not graded", "not UTF-8"),
        ("broken", "not graded", "damaged in line 1"),
        ("untouched", "not answered", "Not answered"),
    ],
)
def test_every_point_not_given_has_a_reason(graded: Class, student, status, reason) -> None:
    """In a sentence, on the line of the exercise."""
    line = graded.items(student)["1.1"]
    assert line["status"] == status
    assert reason in line["reason"]


def test_a_crash_beside_the_answers_is_told(graded: Class) -> None:
    """On the page and in the table: no exercise lost anything by it."""
    told = "A cell without an answer (import os) ended Python itself. All other cells were run."
    assert told in (graded.out / "feedback/beside/01_loaves.html").read_text()
    assert {line["reason"] for line in graded.items("beside").values() if line["points"]} == {told}


def test_the_result_says_what_is_left_to_do(graded: Class) -> None:
    """Some files could not be read: exit 1. The last lines sum up."""
    assert graded.result.exit_code == 1
    table = graded.result.table()
    assert "21 students: 1 needs review, 20 not graded." in table
    assert "Not handed in: 20 notebooks." in table
    assert "Could not be graded: 3 notebooks; see items.csv." in table
    assert "Passed over" not in table
    row = next(row for row in graded.result.rows if row.student == "right")
    assert (row.total, row.max_total, row.status, row.notebooks) == (10, 12, "needs review", (6, 4))


def test_a_rerun_runs_nothing_and_changes_nothing(graded: Class, monkeypatch) -> None:
    """Same bytes in every file that is read by people or scripts."""

    def never(*_: object) -> None:
        raise AssertionError

    def files() -> dict[Path, bytes]:
        shown = (p for p in graded.out.rglob("*") if p.suffix in (".csv", ".html"))
        return {path: path.read_bytes() for path in shown}

    before = files()
    monkeypatch.setattr(kernels.Kernels, "run", never)
    assert graded.grade().ran == 0
    assert files() == before
    assert len(before) == 2 + 21 + 2  # tables, pages, the second page of one student, class report


def test_submissions_are_left_as_they_were(graded: Class, make) -> None:
    """No file added, none changed."""
    for student, (content, _) in students(make).items():
        raw = (graded.inbox / student / "01_loaves.ipynb").read_bytes()
        assert raw == (content if isinstance(content, bytes) else json.dumps(content).encode())
    assert len(list(graded.inbox.rglob("*.*"))) == 22


@pytest.mark.parametrize(
    ("submissions", "out", "said"),
    [
        ("nowhere", "out", "is not a folder"),
        ("in", "in/out", "lies inside"),
        ("in", "in", "lies inside"),
        ("empty", "out", "no submissions"),
        ("in", "file", "is a file"),
        ("in", "file/deeper", "cannot be made"),
    ],
)
def test_what_cannot_be_begun_is_a_sentence(
    tmp_path: Path, course_folder: Path, submissions: str, out: str, said: str
) -> None:
    """Before anything is run or written."""
    (tmp_path / "in/ada").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(GradeError, match=said):
        grade(tmp_path / submissions, tmp_path / out, course_folder, progress=False)
    assert not (tmp_path / "out").exists()


def test_a_course_that_is_not_built_is_a_sentence(
    tmp_path: Path, course_folder: Path, make
) -> None:
    """It says how to build it."""
    make.save(tmp_path / "course/data/x/datapackage.json", {})
    (tmp_path / "in/ada").mkdir(parents=True)
    with pytest.raises(GradeError, match="kit build"):
        grade(tmp_path / "in", tmp_path / "out", tmp_path / "course", progress=False)


def test_an_unknown_plan_is_a_sentence(tmp_path: Path, course_folder: Path) -> None:
    """It names the plans there are."""
    (tmp_path / "in/ada").mkdir(parents=True)
    with pytest.raises(GradeError, match=r"no plan 'long' in course\.toml\. Plans: full"):
        grade(tmp_path / "in", tmp_path / "out", course_folder, plan="long", progress=False)


def test_a_class_that_handed_in_nothing_has_its_rows(tmp_path: Path, course_folder: Path) -> None:
    """Blank, not 0; every student is there."""
    (tmp_path / "in/ada").mkdir(parents=True)
    result = grade(tmp_path / "in", tmp_path / "out", course_folder, progress=False)
    assert (tmp_path / "out/grades.csv").read_text().splitlines()[1] == "ada,,12,not graded,,"
    assert (result.ran, result.exit_code) == (0, 0)
    assert "1 student: 1 not graded.\nNot handed in: 2 notebooks." in result.table()


def test_only_what_cannot_be_read_is_a_failure(tmp_path: Path, course_folder: Path, make) -> None:
    """One notebook of two is no failure; a file that is no notebook is; others are listed."""

    def graded() -> Result:
        return grade(tmp_path / "in", tmp_path / "out", course_folder, progress=False)

    make.save(tmp_path / "in/ada/02_crumbs.ipynb", make.notebook("02_crumbs", make.RIGHT))
    make.save(tmp_path / "in/ada/notes.txt", b"")
    result = graded()
    assert (result.exit_code, result.rows[0].status, result.rows[0].total) == (0, "not graded", 4)
    assert "Passed over, no notebooks: ada/notes.txt." in result.table()
    make.save(tmp_path / "in/ada/01_loaves.pdf", b"%PDF")
    assert (graded().exit_code, graded().rows[0].total) == (1, 4)
    reasons = (tmp_path / "out/items.csv").read_text()
    assert "Handed in: 01_loaves.pdf, a PDF and not a notebook. Hand in the" in reasons


def test_a_file_instead_of_all_notebooks_is_named(tmp_path: Path, course_folder: Path) -> None:
    """Whoever handed in a PDF only is not among those who handed in nothing: exit 1."""
    (tmp_path / "in/ada").mkdir(parents=True)
    (tmp_path / "in/ada/my essay.pdf").write_bytes(b"%PDF")
    result = grade(tmp_path / "in", tmp_path / "out", course_folder, progress=False)
    assert (result.exit_code, result.rows[0].total) == (1, None)
    assert "Something else was handed in instead: ada (my essay.pdf)." in result.table()
    assert "Let these students hand in again" in result.table()
    page = (tmp_path / "out/feedback/ada/my essay.pdf.html").read_text()
    assert "a PDF and not a notebook. Hand in the notebook itself" in page


def test_missing_packages_are_a_sentence(tmp_path: Path, monkeypatch) -> None:
    """It says which command installs them, and where."""
    monkeypatch.setattr("kit.grading.grade.NEEDED", ("no_such_package",))
    with pytest.raises(GradeError, match=r'in the course folder: python -m pip install "\.\[grade'):
        grade(tmp_path, tmp_path / "out", progress=False)
