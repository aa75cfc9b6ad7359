"""What a plan leaves of a notebook's source."""

import pytest

from kit.authoring.selection import select
from kit.authoring.source import Source, read
from kit.exercise.plan import Plan

SECTIONS = """
Words before.

{value}

Words after.

+++

## A second part

It leads to one exercise only.

{again}

## The end

Exit ticket.
"""


@pytest.fixture
def source(source_file, texts) -> Source:
    """A notebook with an exercise in each of two sections, and a section with none."""
    again = texts.value.replace("1.1", "1.2")
    parts = SECTIONS.format(value=texts.value, again=again)
    return read(source_file(f"{texts.header}# The bakery\n\n{texts.given}\n## Find out\n{parts}"))


def chosen(source: Source, *ids: str, **weights: float) -> Source:
    """Select some exercises."""
    named = {name[1:].replace("_", "."): weight for name, weight in weights.items()}
    return select(source, Plan("p", "", {source.name: ids}, named))


def words(source: Source) -> str:
    """Give all prose."""
    return "\n".join(cell.text for cell in source.cells if cell.role == "markdown")


def test_everything_chosen_is_the_same_source(source):
    """So nothing has to run again."""
    assert chosen(source, "1.1", "1.2") == source
    assert chosen(source, "1.1", "1.2", _1_1=2) != source


def test_a_section_without_exercises_left_goes_as_a_whole(source):
    """It would lead to nothing. A section that never had one stays."""
    left = chosen(source, "1.1")
    assert "A second part" not in words(left) and "It leads to" not in words(left)
    assert "Words after." in words(left) and "Exit ticket." in words(left)
    assert list(left.tasks) == ["1.1"]


def test_of_a_section_with_another_exercise_only_the_task_goes(source, source_file, texts):
    """What stands around it stays."""
    both = texts.value + "\nBetween.\n\n" + texts.value.replace("1.1", "1.2")
    page = f"{texts.header}# The bakery\n\n{texts.given}\n## Find out\n\nBefore.\n\n{both}\nAfter."
    left = chosen(read(source_file(page)), "1.2")
    assert words(left).count("Which unit has the most words?") == 1
    assert all(word in words(left) for word in ("Before.", "Between.", "After."))
    assert [cell.exercise for cell in left.cells if cell.role == "answer"] == ["1.2"]


def test_weights_change_the_points_and_nothing_else(source):
    """The author's source stays as it is."""
    left = chosen(source, "1.1", "1.2", _1_2=2.5)
    assert [task.exercise.points for task in left.tasks.values()] == [1, 2.5]
    assert left.cells == source.cells
    assert source.tasks["1.2"].exercise.points == 1
