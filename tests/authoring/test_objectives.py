"""The tables of the teaching guide: every objective is served, every exercise serves one."""

import pytest

from kit import places
from kit.authoring.objectives import GUIDE, with_objectives
from kit.authoring.problems import BuildError
from kit.authoring.stale import check, pages

PAGE = "# Guide\n<!-- objectives: made -->\nold\n<!-- /objectives -->\nEnd\n"

OPEN = """```{code-cell} ipython3
:tags: ["exercise:1.2"]
title: A better headline
objective: write a headline | or two
points: 3
answer: {headline: text}
form: {words: 3}
rubric:
  - {row: voice, points: 2, full: We see the baker., partly: Somebody., missing: Nobody.}
  - {row: tone, points: 1, full: It is calm., partly: "-", missing: It shouts.}
hints: ["Who says so?", Name the baker., In the bridge story the engineer was named.]
explain: A fair headline names the baker.
```
"""

LESSON = """# The bakery: a story

## What you will find out

At the end of this notebook you can:

1. Find a row by its
   largest value.
2. Write a headline | or two.

You will also know how to stop.

+++

1. This numbered list is about something else.

## Do it

{value}
{open}
"""


@pytest.fixture
def lesson(texts):
    """Give a lesson of two objectives and two exercises, with changes."""

    def write(*changes: tuple[str, str]) -> dict[str, str]:
        text = LESSON.format(value=texts.value, open=OPEN)
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        return {"01_bakery": text}

    return write


def rows(page: str) -> list[list[str]]:
    """Take the rows of all tables of a page apart, without the heads."""
    lines = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    return [row for row in cells if row[0] != "objective" and not row[0].startswith("---")]


def test_an_exercise_serves_the_objective_that_it_names(lesson):
    """Capital letters, full stops and line breaks do not matter; a bar breaks no table."""
    assert rows(with_objectives(PAGE, lesson())) == [
        [
            "1. Find a row by its largest value.",
            "1.1 The longest unit",
            "1",
            "machine",
            "the value",
        ],
        [
            "2. Write a headline / or two.",
            "1.2 A better headline",
            "3",
            "a person",
            "voice 2; tone 1",
        ],
    ]


def test_the_rest_of_the_page_stays_and_a_second_time_changes_nothing(lesson):
    """What people wrote around the tables is kept; old tables go."""
    made = with_objectives(PAGE, lesson())
    assert made.startswith("# Guide\n<!-- objectives: made -->\n")
    assert made.endswith("\n<!-- /objectives -->\nEnd\n")
    assert "\nold\n" not in made
    assert with_objectives(made, lesson()) == made


def test_points_are_summed_by_who_marks(lesson):
    """Each notebook, and the course, has its two sums."""
    made = with_objectives(PAGE, lesson())
    assert "### 01 The bakery: a story\n" in made
    assert made.count("achines mark 1 exercise (1 point), people mark 1 exercise (3 points).") == 2


def test_a_number_is_enough(lesson):
    """An author may name an objective by its number."""
    named = lesson(("objective: find a row by its largest value", "objective: 1. the longest"))
    assert rows(with_objectives(PAGE, named))[0][1] == "1.1 The longest unit"


def test_a_row_of_a_rubric_can_serve_another_objective(lesson):
    """Its points count there."""
    shared = lesson(("{row: tone, points: 1,", "{row: tone, points: 1, objective: 1,"))
    assert [
        (row[0][0], row[1][:3], row[2], row[4]) for row in rows(with_objectives(PAGE, shared))
    ] == [
        ("1", "1.1", "1", "the value"),
        ("1", "1.2", "1", "tone 1"),
        ("2", "1.2", "2", "voice 2"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("objective: find a row by", "objective: find a line by", "exercise 1.1: 'find a line by"),
        ("objective: find a row by its largest value", "objective: 7", "exercise 1.1: '7'"),
        ("2. Write a headline", "2. Draw a picture.\n3. Write a headline", "objective 2, 'Draw a"),
        ("## What you will find out", "## What for", "01_bakery.md: no numbered objectives"),
        ("points: 1\n", "points: 0\n", "exercise 1.1: its definition cannot be read"),
        ("title: The longest unit", "title: [The", "exercise 1.1: its definition cannot be read"),
    ],
)
def test_what_does_not_fit_is_named(lesson, before, after, said):
    """The source, the exercise or the objective, and what to do."""
    with pytest.raises(BuildError) as raised:
        with_objectives(PAGE, lesson((before, after)))
    assert any(said in problem for problem in raised.value.problems)


def test_a_page_without_the_comments_stays_as_it_is(lesson):
    """Nobody is made to use the tables."""
    assert with_objectives("# Guide\n", lesson(("## What you will find out", "## What for"))) == (
        "# Guide\n"
    )


def test_a_course_without_a_guide_gets_none(course):
    """The page is kept up to date, not created."""
    assert course / GUIDE not in pages(course)


def test_a_stale_guide_is_named(course, lesson):
    """`kit build --check` covers the tables."""
    for source in course.glob("notebooks/source/*.md"):
        source.unlink()
    (course / "notebooks/source/01_bakery.md").write_text(lesson()["01_bakery"], encoding="utf-8")
    guide = course / GUIDE
    guide.write_text(PAGE, encoding="utf-8")
    assert "docs/teaching.md: stale. Run: kit build" in check(course)
    guide.write_text(pages(course)[guide], encoding="utf-8")
    assert not any(problem.startswith("docs/teaching.md") for problem in check(course))


def test_every_row_of_our_own_guide_is_full():
    """The committed page is what the generator makes, and no cell is empty."""
    course = places.case("syria-2017").parents[1]
    page = (course / GUIDE).read_text(encoding="utf-8")
    assert pages(course)[course / GUIDE] == page
    made = page.split("<!-- objectives:")[1].split("<!-- /objectives -->")[0]
    assert len(rows(made)) >= 56
    assert all(len(row) == 5 and all(row) for row in rows(made))
