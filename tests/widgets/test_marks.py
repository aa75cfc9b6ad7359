"""Marks in a text."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kit.widgets.marks import Mark, called, colouring, phrases, quoted, runs

TEXTS = st.text('aB “”"may.ü😀ש ', max_size=60)


def stretches(text, marks):
    """Give what is marked, with its tag."""
    return [(text[start:end], tag) for start, end, _, tag in marks]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=5))
def test_nothing_of_a_text_is_lost(text, places):
    """Joined, the runs are the text; each tag stands once, behind its mark."""
    marks = {
        Mark(start, min(start + wide, len(text)), "actors", f"{start}/{wide}")
        for start, wide in places
        if start < len(text)
    }
    cut = runs(text, marks)
    assert "".join(run["text"] for run in cut) == text
    assert sorted(tag for run in cut for tag in run["tags"]) == sorted(mark.tag for mark in marks)


@given(TEXTS)
def test_marks_lie_within_their_text(text):
    """Whatever is in it."""
    for mark in [*colouring(text), *quoted(text), *phrases(text, {"may": "x"}, "words")]:
        assert 0 <= mark.start < mark.end <= len(text)


def test_only_whole_words_are_names():
    """The longest first, whatever the case; signs in a name are signs."""
    text = "TURKEY, Turkeys and New Turkey (Inc.)"
    marks = phrases(text, {"Turkey": "T", "New Turkey (Inc.)": "N"}, "actors")
    assert stretches(text, marks) == [("TURKEY", "T"), ("New Turkey (Inc.)", "N")]
    assert phrases("anything", {}, "actors") == phrases("anything", {" ": "x"}, "actors") == []


def test_an_actor_has_several_names():
    """What stands in brackets or after a slash, aliases, and a person's last name."""
    actors = pd.DataFrame(
        {
            "actor_id": ["RUS", "OAK", "ART"],
            "name": ["Russia / Moscow", "Ada Oak", "Narrator (The Daily)"],
            "aliases": ["the Kremlin;Moscow", None, None],
            "type": ["state", "person", "organisation"],
        }
    )
    assert called(actors) == {
        "Russia": "RUS",
        "Moscow": "RUS",
        "the Kremlin": "RUS",
        "Ada Oak": "OAK",
        "Oak": "OAK",
        "Narrator": "ART",
    }
    assert called(None) == {}


def test_words_that_colour():
    """A month is no hedge, the first word of a sentence may be one."""
    text = "Maybe not. In May it would, he claimed, undoubtedly rain."
    assert stretches(text, colouring(text)) == [
        *[("Maybe", "hedge"), ("would", "conditional"), ("claimed", "distancing")],
        ("undoubtedly", "booster"),
    ]


def test_quotations_that_begin_or_end_elsewhere():
    """One may go on from the unit before, or into the next."""
    assert stretches("he said.” Then “no", quoted("he said.” Then “no")) == [
        *[("he said.”", "quoted"), ("“no", "quoted")]
    ]
    assert quoted("all of it", wholly=True) == [Mark(0, 9, "quotation", "quoted")]
    assert quoted("", wholly=True) == []
