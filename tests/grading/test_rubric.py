"""Rubrics: which points a row allows, and what they come to."""

from hypothesis import given
from hypothesis import strategies as st

from kit.grading.rubric import Row, Rubric

VOICE = {"row": "voice", "points": 3, "full": "Names\n all.", "partly": "Two.", "missing": "None."}
TONE = {"row": "tone", "points": 1, "full": "Calm."}


@given(st.integers(1, 30) | st.floats(0.25, 12).map(lambda p: round(p, 2)))
def test_every_row_has_a_level_from_missing_to_full(points: float) -> None:
    """The choices rise from 0 to all; each key means one of them."""
    row = Row("voice", points, {})
    assert list(row.choices) == sorted(set(row.choices))
    levels = [row.level(choice) for choice in row.choices]
    assert levels == ["missing", *["partly"] * (len(levels) - 2), "full"]
    keys = [row.key(choice) for choice in row.choices if row.key(choice)]
    assert len(keys) == len(set(keys))


def test_keys_are_the_points_themselves() -> None:
    """And H is half a point."""
    assert [Row("voice", 3, {}).key(points) for points in (0, 1, 2, 3)] == ["0", "1", "2", "3"]
    assert [Row("tone", 1, {}).key(points) for points in (0, 0.5, 1)] == ["0", "h", "1"]


def test_a_rubric_is_read_from_the_key() -> None:
    """Texts in one line; a level that the author left out is empty."""
    rubric = Rubric.of({"rubric": [VOICE, TONE]})
    assert rubric.rows[0].texts["full"] == "Names all."
    assert rubric.row("tone") == Row("tone", 1, {"full": "Calm.", "partly": "", "missing": ""})
    assert rubric.row("taste") is None


def test_points_are_summed_told_and_averaged() -> None:
    """3 of 3 and half of 1 are 3.5; the mean of 3 and 2 is 2.5."""
    rubric = Rubric.of({"rubric": [VOICE, TONE]})
    whole = {"voice": 3.0, "tone": 0.5}
    assert not rubric.complete({"voice": 3})
    assert rubric.complete(whole)
    assert rubric.total(whole) == 3.5
    assert rubric.why(whole) == "voice: full, 3 of 3; tone: partly, 0.5 of 1"
    assert rubric.mean([whole, {"voice": 2, "tone": 1}]) == {"voice": 2.5, "tone": 0.75}
