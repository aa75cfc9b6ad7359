"""Who is meant by half a name."""

from hypothesis import given
from hypothesis import strategies as st

from kit.grading.roster import meant, unknown

names = st.lists(st.text(min_size=1, max_size=6), max_size=6, unique=True)


@given(names, st.data())
def test_a_part_of_a_name_always_finds_its_owner(students: list[str], data) -> None:
    """Whatever the case of its letters, and nobody who is not in the class."""
    wanted = data.draw(st.text(max_size=6) | st.sampled_from(students or [""]))
    found = meant(wanted, students)
    assert set(found) <= set(students)
    holding = {s for s in students if wanted.strip() and wanted.strip().casefold() in s.casefold()}
    assert holding <= set(found)


def test_of_many_the_first_few_are_named() -> None:
    """A class of hundreds does not fill the screen."""
    said = unknown("ann", [f"ann {number}" for number in range(300)])
    assert said.endswith("ann 8, ann 9 and 290 more. Give the whole name of one")
