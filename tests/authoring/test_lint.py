"""The form of a notebook is checked on its source."""

import pytest

from kit.authoring.lint import WORDS, lint
from kit.authoring.source import read


@pytest.fixture
def linted(source_file):
    """Lint a text and give the problems."""

    def of(text: str) -> list[str]:
        return lint(read(source_file(text)))

    return of


def test_a_good_notebook_has_no_problem(linted, texts):
    """The invented notebook is in order."""
    assert linted(texts.bakery) == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# One\n\n# Two", 3, "a second H1"),
        ("## Part\n\n# Title", 1, "does not start with its title"),
        ("Only prose.", 1, "has no title"),
        ("# One\n\n### Three", 3, "level 3 under level 1"),
        ("# One\n\n![](map.png)", 3, "without alternative text"),
        ("# One\n\n![map.png](map.png)", 3, "without alternative text"),
        ('# One\n\nSee <img src="map.png" alt=" "> here', 3, "without alternative text"),
        ('# One\n\n<img src="map.png">', 3, "without alternative text"),
        ("# One\n\n" + "word " * WORDS + "\n", 1, f"at most {WORDS}"),
        ("# One\n\n```{code-cell}\n# NBVAL_IGNORE_OUTPUT\n1\n```", 3, "makes nbval look away"),
    ],
)
def test_a_fault_of_form_is_named_with_its_line(linted, text, line, said):
    """Each fault is met by a message that names the line."""
    problems = linted(text)
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"notebooks/source/01_bakery.md, line {line}:")
    assert said in problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "![A map with three roads](map.png)",
        "<img src='map.png' alt='A map with three roads'>",
        "word " * (WORDS - 1),
        "| a |\n|---|\n" + "| word |\n" * 2 * WORDS,
        "~~~\n" + "# word\n" * 2 * WORDS + "~~~",
    ],
)
def test_what_is_in_order_is_left_alone(linted, text):
    """Pictures with text, tables and code blocks of any length are fine."""
    assert linted("# One\n\n" + text) == []


def test_the_heading_of_an_exercise_counts(linted, texts):
    """An exercise right under the title skips a level."""
    assert "level 3 under level 1" in linted("# One\n\n" + texts.value)[0]


def test_an_exercise_has_a_task(linted, texts):
    """Heading and answer cell with nothing between them ask for nothing."""
    bare = texts.value.replace("Which unit has the most words?", "")
    assert "exercise 1.1 has no task" in linted("# One\n\n## Part\n\n" + bare)[0]


def test_a_word_that_a_check_names_is_listed_for_students(linted, texts):
    """A word that is allowed stands in a text before the answer cell."""
    spec = "answer: {longest: value}\n"
    assert spec in texts.bakery
    (problem,) = linted(texts.bakery.replace(spec, f"{spec}allowed: [sourpuss]\n"))
    assert "names 'sourpuss', which no text before the answer lists" in problem


def test_no_later_cell_needs_an_answer(linted, texts):
    """Given cells and later exercises start from the case, not from an answer."""
    given = "```{code-cell}\nprint(longest)\n```\n\n"
    later = texts.mapping.replace("case.units", "longest.units")
    problems = linted("# One\n\n## Part\n\n" + texts.value + given + later)
    assert len(problems) == 2
    assert all("'longest' is assigned by the answer to 1.1" in problem for problem in problems)


def test_a_given_cell_may_assign_a_name_again(linted, texts):
    """What a given cell sets itself does not depend on the answer any more."""
    given = "```{code-cell}\nlongest = 'U01'\nlongest\n```\n\n```{code-cell}\nlongest\n```\n"
    assert linted("# One\n\n## Part\n\n" + texts.value + given) == []
