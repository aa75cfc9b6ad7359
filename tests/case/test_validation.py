"""Validation: every problem is named with its table, row, column and remedy."""

import builtins
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kit import places
from kit.case.problem import Problem, nearest
from kit.case.validation import validate

Change = Callable[..., None]

# Table, row, column and value of one damaged cell; then the table, row and
# column that the problem must name, and words of its remedy.
CELLS = {
    "unknown actor in a chain": (
        *("statements", 5, "chain", "NAR>BOTT>SHA"),
        *("statements", 5, "chain", "Did you mean 'BOT'?"),
    ),
    "unknown member of a joint voice": (
        *("statements", 15, "chain", "NAR>KGZ+UZB"),
        *("statements", 15, "chain", "add a row for 'UZB' to actors"),
    ),
    "depth is not the length of the chain": (
        *("statements", 5, "depth", "2"),
        *("statements", 5, "depth", "Write 3."),
    ),
    "speaker is not the innermost voice": (
        *("statements", 5, "speaker", "BOT"),
        *("statements", 5, "speaker", "Write SHA"),
    ),
    "unknown speaker": (
        *("statements", 4, "speaker", "XYZ"),
        *("statements", 4, "speaker", "add a row for 'XYZ'"),
    ),
    "unknown holder inside a list": (
        *("statements", 10, "holder", "RUS;TUK;IRN"),
        *("statements", 10, "holder", "Did you mean 'TUR'?"),
    ),
    "a list with a gap": (
        *("statements", 10, "holder", "RUS;;IRN"),
        *("statements", 10, "holder", "Separate the items"),
    ),
    "unknown concept": (
        *("statements", 2, "concept", "allied_tropes"),
        *("statements", 2, "concept", "add a row for 'allied_tropes'"),
    ),
    "a stance that is not allowed": (
        *("statements", 2, "stance", "2"),
        *("statements", 2, "stance", "Write one of these."),
    ),
    "a mode that is not allowed": (
        *("statements", 9, "mode", "mixed"),
        *("statements", 9, "mode", "Write one of these."),
    ),
    "mixed without a direct quotation": (
        *("statements", 2, "mixed", "true"),
        *("statements", 2, "mixed", "Write false"),
    ),
    "a chain with blanks": (
        *("statements", 5, "chain", "NAR > BOT > SHA"),
        *("statements", 5, "chain", "Write 'NAR>BOT>SHA'."),
    ),
    "an actor id with a blank": (
        *("actors", 5, "actor_id", "SHA "),
        *("actors", 5, "actor_id", "Write 'SHA'."),
    ),
    "more words in quotation marks than words": (
        *("units", 6, "in_quotes", "32"),
        *("units", 6, "in_quotes", "Count the words inside the quotation marks again"),
    ),
    "duplicate id": (
        *("statements", 3, "statement_id", "T01"),
        *("statements", 3, "statement_id", "the same as in the row at position 2"),
    ),
    "an id of another form": (
        *("units", 3, "unit_id", "s1"),
        *("units", 3, "unit_id", "Correct the value"),
    ),
    "a column with two types": (
        *("units", 6, "words", "thirty-one"),
        *("units", 6, "words", "Write a whole number"),
    ),
    "a date of another form": (
        *("events", 4, "date", "14.03.2017"),
        *("events", 4, "date", "Write a date as YYYY-MM-DD"),
    ),
    "a truth value that is none": (
        *("arguments", 4, "stated", "perhaps"),
        *("arguments", 4, "stated", "Write true or false"),
    ),
    "an empty cell that is required": (
        *("cards", 7, "title", ""),
        *("cards", 7, "title", "Fill in title."),
    ),
    "a rating outside the scale": (
        *("ratings", 11, "rating", "CCC"),
        *("ratings", 11, "rating", "Did you mean 'CC'?"),
    ),
    "a rating of unknown evidence": (
        *("ratings", 11, "evidence_id", "E99"),
        *("ratings", 11, "evidence_id", "add a row for 'E99' to evidence"),
    ),
    "a rating of an unknown hypothesis": (
        *("ratings", 11, "hypothesis_id", "M9"),
        *("ratings", 11, "hypothesis_id", "add a row for 'M9' to hypotheses"),
    ),
    "the same pair rated twice": (
        *("ratings", 3, "hypothesis_id", "M1"),
        *("ratings", 3, "evidence_id, hypothesis_id", "Give row 3 a value of its own"),
    ),
    "an unknown source inside a list": (
        *("cards", 2, "sources", "R1;R2;R99"),
        *("cards", 2, "sources", "add a row for 'R99' to sources"),
    ),
    "a verdict that is not among the accepted": (
        *("claims", 5, "accepted", "supported"),
        *("claims", 5, "accepted", "Put 'contradicted' into the list"),
    ),
    "an unknown card": (
        *("claims", 5, "card", "C70"),
        *("claims", 5, "card", "add a row for 'C70' to cards"),
    ),
    "text that was read with a wrong encoding": (
        *("cards", 5, "title", "A rÃ©write"),
        *("cards", 5, "title", "type the damaged signs again"),
    ),
}


def rewrite(file: Path, old: str, new: str, encoding: str = "utf-8") -> None:
    """Replace a piece of a file, once, and perhaps its encoding."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode(encoding))


FILES: dict[str, tuple[Callable[[Path], None], tuple[str, int | None, str, str]]] = {
    "a missing file": (
        lambda case: (case / "events.csv").unlink(),
        ("events", None, "", "Put the file events.csv"),
    ),
    "an empty file": (
        lambda case: (case / "events.csv").write_bytes(b"") and None,
        ("events", 1, "", "CSV UTF-8"),
    ),
    "a file that is no table": (
        lambda case: (case / "events.csv").write_bytes(b"PK\x03\x04 a spreadsheet") and None,
        ("events", 1, "", "CSV UTF-8"),
    ),
    "semicolons between the cells": (
        lambda case: rewrite(
            case / "codings.csv", "unit_id,coder_a,coder_b,origin", "unit_id;coder_a;coder_b;origin"
        ),
        ("codings", 1, "", "with commas between the cells"),
    ),
    "another encoding": (
        lambda case: rewrite(case / "actors.csv", "Shamanov", "Schämanov", "latin-1"),
        ("actors", 5, "name", "Save actors.csv again with the encoding UTF-8"),
    ),
    "an unclosed quotation mark": (
        lambda case: rewrite(case / "cards.csv", '",R8;', ",R8;"),
        ("cards", 6, "text", "Close the quotation mark that opens in this row"),
    ),
    "an unclosed quotation mark in the last row": (
        lambda case: rewrite(case / "codings.csv", "S12,", 'S12,"'),
        ("codings", 14, "coder_a", "Close the quotation mark that opens in this row"),
    ),
    "a quotation mark inside a quoted cell": (
        lambda case: rewrite(case / "codings.csv", "S02,asserted", 'S02,"as "so" it"'),
        ("codings", 4, "", "is written twice"),
    ),
    "a missing column": (
        lambda case: rewrite(case / "claims.csv", ",wording,", ",wordings,"),
        ("claims", 1, "wording", "Add the column wording"),
    ),
    "an unknown column": (
        lambda case: rewrite(case / "claims.csv", ",wording,", ",wordings,"),
        ("claims", 1, "wordings", "Did you mean 'wording'?"),
    ),
    "a column that is there twice": (
        lambda case: rewrite(case / "codings.csv", "coder_a,coder_b", "coder_a,coder_a"),
        ("codings", 1, "coder_a", "Remove or rename column 3"),
    ),
    "a comma without quotation marks": (
        lambda case: rewrite(case / "codings.csv", "invented for", "invented, for"),
        ("codings", 2, "origin", "between double quotation marks"),
    ),
    "a row that is too short": (
        lambda case: rewrite(case / "codings.csv", "asserted,invented for teaching", "asserted"),
        ("codings", 2, "origin", "Fill the row up"),
    ),
    "an empty line": (
        lambda case: rewrite(case / "codings.csv", "\nS01", "\n\nS01"),
        ("codings", 3, "", "Delete row 3"),
    ),
}


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A copy of the Syria case, to be damaged."""
    folder = tmp_path / "syria-2017"
    shutil.copytree(places.case("syria-2017"), folder, ignore=shutil.ignore_patterns("*.txt"))
    return folder


def assert_named(problems: list[Problem], place: tuple[str, int | None, str], remedy: str) -> None:
    """One of the problems has this place and this remedy."""
    here = [each for each in problems if (each.table, each.row, each.column) == place]
    assert any(remedy in each.remedy for each in here), "\n".join(map(str, problems))
    assert all(each.allowed and each.remedy for each in problems)


def test_the_case_is_valid() -> None:
    """The case that ships has no problem."""
    assert validate(places.case("syria-2017")) == []


@pytest.mark.parametrize("name", CELLS)
def test_a_damaged_cell_is_named(name: str, damaged: Path, change: Change) -> None:
    """Each damage of one cell is reported with table, row, column and remedy."""
    *cell, table, row, column, remedy = CELLS[name]
    change(damaged, *cell)
    assert_named(validate(damaged), (table, row, column), remedy)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(name: str, damaged: Path) -> None:
    """Each damage of a file or header is reported with its place and remedy."""
    damage, (table, row, column, remedy) = FILES[name]
    damage(damaged)
    assert_named(validate(damaged), (table, row, column), remedy)


@pytest.mark.parametrize(
    "name", ["a missing file", "semicolons between the cells", "an unclosed quotation mark"]
)
def test_one_damage_is_one_problem(name: str, damaged: Path) -> None:
    """A table that cannot be read does not set off problems in the others."""
    FILES[name][0](damaged)
    assert len(validate(damaged)) == 1


def test_every_problem_is_listed_at_once(damaged: Path, change: Change) -> None:
    """Several damages are found in one run, in the order of tables and rows."""
    change(damaged, "ratings", 11, "rating", "CCC")
    change(damaged, "statements", 5, "depth", "2")
    change(damaged, "statements", 2, "concept", "nothing")
    assert [(each.table, each.row) for each in validate(damaged)] == [
        ("statements", 2),
        ("statements", 5),
        ("ratings", 11),
    ]


@pytest.mark.parametrize("name", ["a stance that is not allowed", "a mode that is not allowed"])
def test_the_allowed_values_are_said_once(name: str, damaged: Path, change: Change) -> None:
    """Where no value is like the wrong one, the line does not list them a second time."""
    change(damaged, *CELLS[name][:4])
    (problem,) = validate(damaged)
    assert str(problem).count(problem.allowed) == 1
    assert "Known are" not in str(problem)


def test_a_hole_in_the_ratings_is_named(damaged: Path) -> None:
    """An item rated for some rivals of a question lacks a rating for another one."""
    file = damaged / "ratings.csv"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (hole,) = [row for row in rows if row.startswith("E05,M3,")]
    file.write_text("".join(row for row in rows if row != hole), encoding="utf-8")
    (problem,) = validate(damaged)
    assert (problem.table, problem.row) == ("ratings", None)
    assert (problem.column, problem.value) == ("evidence_id, hypothesis_id", "E05, M3")
    assert problem.allowed == "a rating of E05 for each rated hypothesis of 'motive'"
    assert "rate it, NAP if it does not apply" in problem.remedy


def test_what_a_question_does_not_rate_is_no_hole(damaged: Path) -> None:
    """An item left out of a question, or a hypothesis nobody rates, is a choice."""
    file = damaged / "ratings.csv"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if not row.startswith("E05,M") and ",M4," not in row]
    file.write_text("".join(kept), encoding="utf-8")
    assert validate(damaged) == []


def test_a_reference_to_nothing_is_named_once(invented: Path, change: Change) -> None:
    """Lists, chains and single ids of any case are checked, not only of one story."""
    assert validate(invented) == []
    change(invented, "claims", 2, "unit", "S77")
    (problem,) = validate(invented)
    assert (problem.table, problem.row, problem.column) == ("claims", 2, "unit")


@pytest.mark.parametrize(
    ("table", "row", "column", "phrase"),
    [("claims", 2, "wording", "set down"), ("statements", 2, "cue", "shouted")],
)
def test_a_phrase_that_the_attached_text_does_not_have(
    invented: Path, article: str, change: Change, table: str, row: int, column: str, phrase: str
) -> None:
    """Phrases are compared with the unit once a text is attached, and only then."""
    change(invented, table, row, column, phrase)
    assert validate(invented) == []
    places.attached_text(invented).write_text(article, encoding="utf-8")
    (problem,) = validate(invented)
    assert (problem.table, problem.row, problem.column) == (table, row, column)
    assert problem.value == phrase


def test_the_attached_article_holds_every_phrase(invented: Path, article: str) -> None:
    """A sound case stays valid when its article is attached."""
    places.attached_text(invented).write_text(article, encoding="utf-8")
    assert validate(invented) == []


def test_a_case_without_a_needed_table_or_column(invented: Path) -> None:
    """What the rest of kit relies on is asked for by name."""
    file = invented / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    package["resources"] = [each for each in package["resources"] if each["name"] != "concepts"]
    actors = package["resources"][1]
    actors["schema"]["fields"] = [f for f in actors["schema"]["fields"] if f["name"] != "type"]
    file.write_text(json.dumps(package), encoding="utf-8")
    problems = validate(invented)
    assert_named(problems, ("concepts", None, ""), "Add the resource concepts")
    assert_named(problems, ("actors", None, "type"), "Add the field type")


def test_a_schema_that_breaks_the_standard(invented: Path) -> None:
    """A type that Table Schema does not know is a problem of the case as a whole."""
    rewrite(invented / "datapackage.json", '"integer"', '"numeral"')
    assert any("numeral" in str(each) for each in validate(invented))


@pytest.mark.parametrize("kind", ["missing", "empty", "file"])
def test_what_is_no_case_gets_a_sentence(kind: str, tmp_path: Path) -> None:
    """A missing folder, an empty folder and a file are one problem with a remedy."""
    place = tmp_path / "place"
    if kind == "empty":
        place.mkdir()
    if kind == "file":
        place.write_text("id,name", encoding="utf-8")
    (problem,) = validate(place)
    assert problem.table == ""
    assert "Give the folder of a case" in str(problem)


def test_a_problem_reads_as_a_line_and_as_data() -> None:
    """The line has place, value, allowed and remedy; the data has the same."""
    problem = Problem("actors", 3, "type", "town", "person, state", "Write one of these.")
    assert str(problem) == (
        "actors, row 3, column type: 'town'. Allowed: person, state. Write one of these."
    )
    assert json.loads(json.dumps(problem.to_dict()))["row"] == 3


def test_a_suggestion_is_never_endless() -> None:
    """With many known values and no similar one, twelve are listed."""
    assert nearest("?", [f"Q{n}" for n in range(40)]).endswith("and 28 more.")
    assert nearest("x", []) == "None are known."


def test_without_frictionless_the_command_is_named(
    invented: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A student's install lacks the library; the error says how to get it."""
    real = builtins.__import__

    def refuse(name: str, *args: object, **kwargs: object) -> object:
        if name == "frictionless":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match="pip install"):
        validate(invented)
