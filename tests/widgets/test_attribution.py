"""The attribution diagram without a browser."""

import json

import pandas as pd
import pytest

import kit
from kit.reading.frames import ReadingError
from kit.widgets import Attribution

SAID = pd.DataFrame(
    [
        ("T1", "S1", "ART", "The oven is new."),
        ("T2", "S1", "ART>ADA", "The bread is better."),
        ("T3", "S2", "ART>ADA>BEN", "The bread costs more."),
        ("T4", "S3", "ART>EVE+FAY", "Nobody asked us."),
    ],
    columns=["statement_id", "unit_id", "chain", "paraphrase"],
)
NAMES = {"ADA": "Ada", "BEN": "Ben", "ART": "the paper"}


@pytest.fixture
def diagram():
    """Four statements in three units; Ada is also a channel."""
    return Attribution("try", SAID, names=NAMES)


def test_a_voice_shows_all_that_reaches_us_through_it(diagram):
    """Ada says one statement and passes Ben's on."""
    diagram.choose("ART>ADA")
    content = diagram.content()
    assert [each["id"] for each in content["statements"]] == ["T2", "T3"]
    assert diagram.message == (
        "Ada, through the paper: says 1, passes on 1. In all, 2 statements reach us this way."
    )


def test_without_a_source_what_it_says_and_passes_on_falls_away(diagram):
    """Without Ada two statements and the whole of S2; undo brings her back."""
    diagram.remove("ADA")
    assert diagram.message == "Without Ada 2 of 4 statements remain, in 2 of 3 units."
    assert diagram.frame()["remains"].tolist() == [True, False, False, True]
    assert [each["id"] for each in diagram.content()["lost"]] == ["T2", "T3"]
    diagram.remove("BEN")
    diagram.restore("ADA")
    assert diagram.frame()["remains"].tolist() == [True, True, False, True]
    diagram.undo()
    diagram.undo()
    diagram.undo()
    assert diagram.removed == []
    assert not diagram.can_undo


def test_without_the_reporter_nothing_remains_and_a_joint_voice_is_one(diagram):
    """All chains begin with the reporter; EVE+FAY speak together."""
    diagram.remove("EVE+FAY")
    assert diagram.frame()["remains"].tolist() == [True, True, True, False]
    diagram.remove("ART")
    assert (
        diagram.message
        == "Without the paper and EVE and FAY 0 of 4 statements remain, in 0 of 3 units."
    )


def test_choosing_is_no_step_but_taking_away_is_kept(kit_folder):
    """What one looks at is not saved; what one decided is."""
    diagram = Attribution("try", SAID)
    diagram.choose("ART")
    assert not diagram.can_undo
    diagram.remove("ADA")
    again = Attribution("try", SAID)
    assert (again.removed, again.chosen) == (["ADA"], "")


@pytest.mark.parametrize(
    ("action", "value"), [("choose", "ADA"), ("remove", "ZOE"), ("restore", "ART>ADA")]
)
def test_what_does_not_exist_is_refused(diagram, action, value):
    """The message lists what there is."""
    with pytest.raises(ReadingError, match="Allowed: 'ART'"):
        getattr(diagram, action)(value)


def test_the_words_tell_all(diagram):
    """Every voice with what it says and passes on, then what remains."""
    diagram.remove("ADA")
    assert diagram.text().splitlines() == [
        "Attribution diagram: who says how much, and through whom it reaches you.",
        "the paper says 1 statement and passes on 3 statements.",
        "Ada through the paper says 1 statement and passes on 1 statement.",
        "Ben through the paper, then Ada says 1 statement.",
        "EVE and FAY through the paper says 1 statement.",
        "Without Ada 2 of 4 statements remain, in 2 of 3 units.",
    ]


def test_hostile_labels_and_no_statements_at_all():
    """Whatever is in a name is text; an empty table gives an empty diagram."""
    hostile = "<script>alert(1)</script>\x00" + "x" * 10_000
    diagram = Attribution("try", SAID.assign(paraphrase=hostile), names={"ADA": hostile})
    diagram.choose("ART>ADA")
    assert len(json.dumps(diagram.content(), allow_nan=False)) < 60_000
    page = diagram._repr_mimebundle_()["text/html"]
    assert "<script>" not in page
    assert "text-align: left" in page  # words are read from the left, without a live view too
    empty = Attribution("try", SAID.iloc[:0])
    assert (
        empty.text() == "Attribution diagram: who says how much, and through whom it reaches you.\n"
        "With all sources 0 of 0 statements remain, in 0 of 0 units."
    )
    json.dumps(empty.content(), allow_nan=False)


def test_the_story_of_the_course_hangs_on_one_voice():
    """Without the analyst of the report 14 of 25 statements remain: it says 9 and passes 2 on."""
    case = kit.load_case("syria-2017")
    diagram = Attribution("try", case.statements)
    diagram.remove("BOT")
    assert diagram.message.startswith("Without BOT 14 of 25 statements remain")
