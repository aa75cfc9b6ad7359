"""The sample class of the real course, graded: every point as in a table made by hand."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit import places
from kit.grading.grade import grade
from kit.grading.notebook import read
from kit.grading.problem import GradeError
from kit.grading.result import Result
from kit.grading.sample import CLASS, main, make_class

pytestmark = [pytest.mark.sandbox, pytest.mark.thorough]
# Written by hand from the sources of notebooks 00 to 02; R: a person reads it, no points yet.
# Most points: 1, 2; 3, 2, 3, 2, 1, 6; 4, 2, 2, 1, 1, 8.
EXERCISES = "0.1 0.2  1.1 1.2 1.3 1.4 1.5 1.6  2.1 2.2 2.3 2.4 2.5 2.6"
POINTS = {
    "ada-right": "1 2  3 2 3 2 1 R  4 2 2 1 1 R",
    # Mappings without their last part: 3 of 4; 2 of 3, 11 of 12, 1 of 2; 3 of 4. Others open.
    "ben-partly": "0 1.5  2 0 2.75 1 0 0  3 0 0 0 0 0",
    # One part wrong: c; paragraphs, S06, earliest; S02. 2.2: 5 of 6 rows right and 2 too many.
    "cleo-known-mistakes": "0 1.5  2 0 2.75 1 0 R  3 1 0 0 0 R",
    "dora-other-right-answers": "1 2  3 2 3 2 1 R  4 2 2 1 1 R",
    "emil-defends-a-reading": "1 2  3 2 3 2 1 R  4 2 2 1 1 R",
    # S05 is another reading without a word of defence: 3 of 4.
    "finn-forgets-to-defend-it": "1 2  3 2 3 2 1 R  3 2 2 1 1 R",
    "gina-untouched": "0 0  0 0 0 0 0 0  0 0 0 0 0 0",
    "hugo-syntax-error": "0 2  0 2 3 2 1 R  0 2 2 1 1 R",
    "ines-deleted-checks": "1 2  3 2 3 2 1 R  4 2 2 1 1 R",
    "jon-split-cells": "1 2  3 2 3 2 1 R  4 2 2 1 1 R",
    "kaya-pasted-twice": "1 2  3 2 3 2 1 R  4 2 2 1 1 R",
    "lars-renamed-and-extra-cells": "1 2  3 2 3 2 1 R  4 2 2 1 1 R",
}
TOTALS = {"ben-partly": "10.25", "gina-untouched": "0", "hugo-syntax-error": "16"}
TOTALS |= {"cleo-known-mistakes": "11.25", "finn-forgets-to-defend-it": "23"}
REPOSITORY = Path(__file__).parents[2]
# The lessons of the table above: the whole course would take the graders of this test too long.
PLAN = '[plans.start]\nlessons = ["00", "01", "02"]\n'


class Graded:
    """The sample class of the first lessons in its folder, and what grading it came to."""

    def __init__(self, folder: Path) -> None:
        self.course, self.out = folder / "course", folder / "out"
        for name in ("data", "notebooks"):
            shutil.copytree(REPOSITORY / name, self.course / name)
        (self.course / "course.toml").write_text(PLAN, encoding="utf-8")
        self.inbox = make_class(self.course, folder / "in", plan="start")
        self.result = self.grade()

    def grade(self) -> Result:
        """Grade the class, again."""
        options = {"plan": "start", "cell_timeout": 30, "progress": False}
        return grade(self.inbox, self.out, self.course, **options)

    def lines(self, name: str) -> Iterator[dict[str, str]]:
        """The lines of one of the CSV files."""
        with (self.out / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Make the sample class and grade it once."""
    return Graded(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("arguments", [["--help"], [], ["one", "two", "three"], ["--all"]])
def test_help_and_wrong_use_make_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, arguments: list[str]
) -> None:
    """A question is no folder."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(arguments)
    out, err = capsys.readouterr()
    assert "usage: python -m kit.grading.sample" in out + err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("student", CLASS)
def test_every_point_is_as_in_the_table(graded: Graded, student: str) -> None:
    """Exercise by exercise; blank is never 0."""
    found = {
        line["exercise"]: line["points"] or "R"
        for line in graded.lines("items.csv")
        if line["student"] == student and line["exercise"] in EXERCISES.split()
    }
    assert found == dict(zip(EXERCISES.split(), POINTS[student].split(), strict=True))


def test_statuses_of_the_class(graded: Graded) -> None:
    """Where the points say less than the status."""
    found = {(line["student"], line["exercise"]): line for line in graded.lines("items.csv")}
    assert found["emil-defends-a-reading", "2.1"]["status"] == "defensible"
    assert found["finn-forgets-to-defend-it", "2.1"]["status"] == "partly"
    assert found["gina-untouched", "1.6"]["status"] == "not answered"
    assert found["ada-right", "1.6"]["status"] == "needs review"
    assert "SyntaxError" in found["hugo-syntax-error", "1.1"]["reason"]


def test_totals_of_the_class(graded: Graded) -> None:
    """The sum of what is given so far; a person is needed, so the command exits with 3."""
    statuses = {line["student"]: line["status"] for line in graded.lines("grades.csv")}
    done = {"ben-partly", "gina-untouched"}  # their open questions are not answered
    assert statuses == {s: "graded" if s in done else "needs review" for s in CLASS}
    found = {line["student"]: line["total"] for line in graded.lines("grades.csv")}
    assert found == {student: TOTALS.get(student, "24") for student in CLASS}
    assert graded.result.exit_code == 3


def test_a_known_mistake_shows_its_own_hint_in_the_feedback(graded: Graded) -> None:
    """And never the explanation, which has the answer."""
    page = (graded.out / "feedback/cleo-known-mistakes/02_who_says_so.html").read_text()
    assert "Count the mouths in S02." in page
    assert "NAR&gt;BOT&gt;SHA" not in page and "NAR>BOT>SHA" not in page


def test_a_second_run_runs_nothing(graded: Graded) -> None:
    """And leaves every page and table as it was."""
    shown = [path for path in graded.out.rglob("*") if path.suffix in (".csv", ".html")]
    before = {path: path.read_bytes() for path in shown}
    assert graded.grade().ran == 0
    assert {path: path.read_bytes() for path in shown} == before


def test_without_a_plan_the_class_hands_in_every_lesson(tmp_path: Path) -> None:
    """Made, not graded here; each is a notebook that can be read."""
    made = make_class(REPOSITORY, tmp_path / "in")
    built = {path.name for path in (REPOSITORY / "notebooks").glob("*.ipynb")}
    for student in CLASS:
        files = list((made / student).iterdir())
        assert {path.name for path in files} == built
        assert all(read(path.read_bytes()) for path in files)


def test_an_unknown_plan_is_a_sentence(tmp_path: Path) -> None:
    """It names the plans there are, and nothing is written."""
    with pytest.raises(GradeError, match="no plan 'nowhere'"):
        make_class(REPOSITORY, tmp_path / "in", plan="nowhere")
    assert not (tmp_path / "in").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """A sample class overwrites nobody's work."""
    (tmp_path / "mine.txt").touch()
    with pytest.raises(GradeError, match="is not empty"):
        make_class(places.course(REPOSITORY), tmp_path)
