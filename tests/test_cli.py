"""The command line: what it prints and how it ends."""

import json
import shutil
from pathlib import Path

import pytest

from kit.cli import COMMANDS, main
from kit.usage import parser

COURSE = Path(__file__).parents[1]
CASE = COURSE / "data" / "syria-2017"


@pytest.fixture
def copy(tmp_path):
    """A copy of the case that a test may damage."""
    ignore = shutil.ignore_patterns("article.txt")
    return Path(shutil.copytree(CASE, tmp_path / "data" / "syria-2017", ignore=ignore))


def test_a_good_case_has_no_problems(capsys):
    """The real case is valid and the command ends with 0."""
    assert main(["validate", str(CASE)]) == 0
    assert capsys.readouterr().out == "syria-2017: no problems.\n"


def test_a_damaged_case_is_described(copy, capsys):
    """A problem names table, row and column; the command ends with 1."""
    path = copy / "ratings.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace(",C,", ",CCC,")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["validate", str(copy)]) == 1
    out = capsys.readouterr().out
    assert "ratings" in out
    assert "row 3" in out
    assert "Problems in syria-2017: 1." in out


def test_problems_as_json(copy, capsys):
    """Another program can read every part of a problem."""
    (copy / "actors.csv").unlink()
    assert main(["validate", str(copy), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert {"case", "table", "row", "column", "value", "allowed", "remedy"} <= set(problems[0])


def test_a_missing_folder_is_wrong_use(tmp_path, capsys):
    """A path that is not there gets a sentence and code 2."""
    assert main(["validate", str(tmp_path / "nothing")]) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_an_empty_folder_is_a_sentence(tmp_path, capsys):
    """A folder that holds no case gets a sentence and code 1."""
    assert main(["validate", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert "datapackage.json" in out + err


def test_attaching_something_else_reports_what_is_missing(copy, tmp_path, capsys):
    """A text that is not the article leaves every unit missing and is not kept."""
    text = tmp_path / "other.txt"
    text.write_text("A bakery opened in the town on Monday.")
    code = main(["attach", str(text), "--course", str(copy.parents[1])])
    assert code == 1
    assert "0 of 14" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["nothing.txt", "."])
def test_attaching_what_is_no_file_is_a_sentence(copy, file, capsys, tmp_path):
    """A missing file or a folder gets a sentence."""
    assert main(["attach", str(tmp_path / file), "--course", str(copy.parents[1])]) == 1
    assert "kit: " in capsys.readouterr().err


def test_an_unknown_command_lists_the_commands(capsys):
    """Argparse names what there is and ends with 2."""
    with pytest.raises(SystemExit) as stop:
        main(["grad"])
    assert stop.value.code == 2
    assert "validate" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(command, capsys):
    """It begins with what the command is for."""
    with pytest.raises(SystemExit) as stop:
        main([command, "-h"])
    assert stop.value.code == 0
    assert f"usage: kit {command} " in capsys.readouterr().out


def test_what_can_be_typed_is_what_can_be_done():
    """No command without a function, no function without a command."""
    (commands,) = (action for action in parser()._actions if action.dest == "command")
    assert list(commands.choices) == [*COMMANDS]


def test_help_begins_with_what_a_teacher_does(capsys):
    """The way through grading first; the layouts that it takes are with its command."""
    with pytest.raises(SystemExit):
        main(["-h"])
    first = capsys.readouterr().out.split("options:")[0]
    ways = ["kit release", "kit grade", "kit review", "kit report"]
    assert sorted(ways, key=first.index) == ways
    with pytest.raises(SystemExit):
        main(["grade", "-h"])
    out = capsys.readouterr().out
    assert all(name in out for name in ("Canvas", "Moodle", "nbgrader", "One folder of files"))


def test_wrong_numbers_are_refused(capsys):
    """--jobs takes a whole number above 0."""
    with pytest.raises(SystemExit):
        main(["grade", "somewhere", "--out", "there", "--jobs", "0"])
    assert "not a whole number above 0" in capsys.readouterr().err


def test_a_course_that_is_none_is_wrong_use(tmp_path, capsys):
    """--course must hold a case."""
    assert main(["build", "--check", "--course", str(tmp_path)]) == 2
    assert "holds no case" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["accept", "1.1", "answer.txt"], ["points", "marks.csv"], ["report"]]
)
def test_the_desk_needs_a_class_that_was_graded(command, tmp_path, capsys):
    """It says which command grades one; code 2."""
    assert main([*command, "--out", str(tmp_path), "--course", str(COURSE)]) == 2
    assert "Grade first: kit grade SUBMISSIONS --out" in capsys.readouterr().err


def test_an_outcome_has_an_exercise_and_an_option(tmp_path, capsys):
    """Anything else is wrong use, with an example."""
    with pytest.raises(SystemExit):
        main(["report", "--out", str(tmp_path), "--outcome", "8.4"])
    assert "is not of the form N.M=OPTION, such as 8.4=O1" in capsys.readouterr().err
