"""Blanks around names are said in plain words, once, whatever the case."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kit.case.schema import split_chain
from kit.case.validation import validate

Change = Callable[..., None]


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "clean"),
    [
        ("statements", 2, "chain", "NAR > BRO", "NAR>BRO"),
        ("statements", 2, "chain", "NAR>BRO ", "NAR>BRO"),
        ("statements", 3, "chain", "NAR>NOR + SOU", "NAR>NOR+SOU"),
        ("statements", 2, "holder", "NOR; SOU", "NOR;SOU"),
        ("statements", 2, "statement_id", " T01", "T01"),
        ("actors", 3, "actor_id", "BRO\u00a0", "BRO"),
        ("units", 3, "unit_id", "S01 ", "S01"),
    ],
)
def test_a_blank_around_a_name_is_one_problem(
    invented: Path, change: Change, table: str, row: int, column: str, value: str, clean: str
) -> None:
    """The cell is named with what to write; rows that point to it are not blamed."""
    change(invented, table, row, column, value)
    (problem,) = validate(invented)
    assert (problem.table, problem.row, problem.column) == (table, row, column)
    assert problem.value == value
    assert "without a blank" in problem.allowed
    assert problem.remedy == f"Write '{clean}'."


def test_a_blank_hides_no_other_problem(invented: Path, change: Change) -> None:
    """What is wrong beside the blank is said as well, about the name without it."""
    change(invented, "statements", 2, "chain", "NAR > BRU")
    change(invented, "statements", 2, "speaker", "")
    _, unknown = validate(invented)
    assert unknown.value == "BRU"
    assert "Did you mean 'BRO'?" in unknown.remedy


def test_a_cell_of_blanks_is_to_be_emptied_or_filled_in(invented: Path, change: Change) -> None:
    """A blank alone is no empty cell: a program finds a name of one blank there."""
    change(invented, "statements", 4, "holder", " ")
    (problem,) = validate(invented)
    assert problem.remedy == "Delete the blank, or fill in holder."


def test_prose_may_have_blanks(invented: Path, change: Change) -> None:
    """Only names are looked at: the blanks of a sentence are the author's own."""
    change(invented, "actors", 3, "name", "Ada Brook > Tom + Reed ")
    assert validate(invented) == []


def test_a_chain_with_blanks_still_splits_into_its_voices() -> None:
    """Whoever reads such a chain before it is mended gets no name with a blank in it."""
    assert split_chain("NAR > FAL + LIN") == [["NAR"], ["FAL", "LIN"]]
