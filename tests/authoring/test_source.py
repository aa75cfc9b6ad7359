"""A notebook source is read, or every problem in it is named."""

import re

import pytest

from kit.authoring.problems import SourceError
from kit.authoring.source import read, read_all


def problems_of(path):
    """Read a damaged source and give what it complains about."""
    with pytest.raises(SourceError) as caught:
        read(path)
    return caught.value.problems


def test_cells_have_their_roles(source_file, texts):
    """Prose, given code, definition and answer are told apart by their tags."""
    source = read(source_file(texts.header + "# Title\n\n" + texts.given + texts.value))
    roles = [cell.role for cell in source.cells]
    assert roles == ["markdown", "given", "exercise", "markdown", "answer"]
    assert (source.name, source.number) == ("01_bakery", 1)
    assert source.label == "notebooks/source/01_bakery.md"


def test_a_solution_is_cut_out_with_its_markers(source_file, texts):
    """The stub is what stands outside the markers; the solved cell has no marker left."""
    task = read(source_file(texts.value)).tasks["1.1"]
    assert task.stub == "longest = ..."
    assert task.solved.splitlines() == ["longest = ...", *task.solution]
    assert task.solution[0].startswith("longest = case.units")


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("### END SOLUTION\n", "", 20, "not closed"),
        ("### END", "### begin", 22, "is not a marker"),
        ("### BEGIN SOLUTION\n", "### BEGIN SOLUTION\n### BEGIN SOLUTION\n", 21, "nested"),
        ("### BEGIN SOLUTION\n", "### BEGIN SOLUTION\n### END SOLUTION\n", 20, "is empty"),
        ("### BEGIN SOLUTION\n", "", 21, "### END SOLUTION without"),
        (':tags: ["answer:1.1"]\n', "", 19, "outside an answer cell"),
        (':tags: ["answer:1.1"]\n', ':tags: ["anser:1.1"]\n', 17, "unknown tag anser:1.1"),
        ("answer:1.1", "answer:1.7", 17, "an answer without its exercise"),
        ("answer:1.1", "answer:1.7", 1, "an exercise without answer"),
        ("exercise:1.1", "exercise:1.7", 17, "an answer without its exercise"),
        ("longest = ...", "biggest = ...", 17, "does not assign 'longest'"),
        ("longest = ...", "longest = (", 17, "stub is not plain Python"),
        ("iloc[-1]", "iloc[-1", 17, "solution is not plain Python"),
        ("title: The", "title: [The", 4, "not YAML"),
        ("points: 1", "marks: 1", 1, "unknown field marks"),
        ("points: 1", "", 1, "'points' must be"),
        ("ask: Which", "asked: Which", 1, "'ask' is missing"),
        ("Which unit has", "```{note}\nWhich unit has", 15, "is no cell"),
        (':tags: ["answer:1.1"]\n', ':tags: ["answer:1.1"]\n:hide: true\n', 17, "option hide"),
    ],
)
def test_a_damage_is_named_with_its_line(source_file, texts, before, after, line, said):
    """Every damage is met by a message that names the file and the line."""
    assert before in texts.value
    problems = problems_of(source_file(texts.value.replace(before, after, 1)))
    matching = [problem for problem in problems if said in problem]
    assert matching, problems
    assert re.match(rf"notebooks/source/01_bakery.md, line {line}[:,]", matching[0])


def test_all_problems_come_at_once(source_file, texts):
    """Two damages in one file give two problems."""
    damaged = texts.value.replace("points: 1", "").replace("### END SOLUTION\n", "")
    problems = problems_of(source_file(damaged))
    assert len(problems) == 2
    assert all("exercise 1.1" in problem for problem in problems)


def test_an_id_is_used_once(source_file, texts):
    """The second exercise of the same id is named, with the line of the first."""
    problems = problems_of(source_file(texts.value + "\n" + texts.value))
    assert any("used twice, first in line 1;" in problem for problem in problems)
    assert any("a second answer cell" in problem for problem in problems)


def test_an_exercise_has_the_number_of_its_notebook(source_file, texts):
    """Exercise 1.1 cannot stand in notebook 03, nor in two notebooks."""
    wrong = source_file(texts.value, "03_other.md")
    right = source_file(texts.value, "01_bakery.md")
    assert "starts with the number of its notebook: 3.M" in problems_of(wrong)[0]
    same = source_file(texts.value, "01_again.md")
    with pytest.raises(SourceError, match=r"the number 01 is also that of .*01_again") as caught:
        read_all([same, right])
    assert "exercise 1.1: the id is also used in" in str(caught.value)


def test_a_file_has_a_telling_name(source_file, texts):
    """A source whose name does not start with two digits is refused."""
    assert "NN_name.md" in problems_of(source_file(texts.value, "bakery.md"))[0]


def test_a_defensible_answer_needs_its_why_line(source_file, texts):
    """Where an answer must be defended, the stub offers the line for it."""
    damaged = texts.mapping.replace('why = ""\n', "")
    assert 'a line why = ""' in problems_of(source_file(damaged))[0]


def test_a_code_cell_that_is_not_closed_is_named(source_file, texts):
    """A missing fence does not swallow the next cell in silence."""
    damaged = texts.given.removesuffix("```\n") + "\n" + texts.value
    assert "not closed" in problems_of(source_file(damaged))[0]


def test_a_file_of_another_encoding_is_refused(source_file, texts):
    """Latin-1 gets a sentence, not a traceback."""
    path = source_file(texts.value)
    path.write_bytes("# Caf\xe9".encode("latin-1"))
    assert "not UTF-8" in problems_of(path)[0]
