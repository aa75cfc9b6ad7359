"""The timeline without a browser."""

import json

import pandas as pd
import pytest

import kit
from kit.reading.frames import ReadingError
from kit.widgets import Timeline

EVENTS = pd.DataFrame(
    [
        ("V2", "2017-07-10", "a report", "text", "R2;R3"),
        ("V1", "2017-07-04", "talks", "round", "R1"),
        ("V3", "2017-09-14", "more talks", "round", "R1"),
        ("V4", None, "a rumour", "text", None),
    ],
    columns=["event_id", "date", "event", "kind", "sources"],
)
CARDS = pd.DataFrame(
    [
        ("C1", "2017-07-05", "The talks", "Papers were not signed.", "R1", "seen"),
        ("C2", "2017-09-15", "The zone", "It was agreed.", "R1;R9", "seen"),
        ("C3", None, "The series", "It appears weekly.", "R3", "inferred"),
    ],
    columns=["card_id", "date", "title", "text", "sources", "status"],
)


@pytest.fixture
def shown():
    """Four events, one without a date; three cards."""
    return Timeline("try", EVENTS, CARDS)


def test_cards_belong_to_the_events_they_share_a_source_with(shown):
    """R1 leads from the talks to two cards, R3 from the report to the series."""
    assert shown.frame()["cards"].tolist() == ["C1;C2", "C3", "C1;C2", ""]
    shown.choose("V2")
    assert shown.message == "2017-07-10, a report. 1 card behind it."
    assert shown.content()["cards"][0]["title"] == "The series"


def test_on_a_day_nothing_later_is_known(shown):
    """Neither the later event nor the later card; what has no date stays."""
    shown.choose("V3")
    shown.stand_on("2017-07-10")
    assert shown.message == "On 2017-07-10 one could know of 3 of 4 events."
    assert shown.frame()["event_id"].tolist() == ["V1", "V2", "V4"]
    assert shown.frame()["cards"].tolist() == ["C1", "C3", ""]
    assert shown.content()["chosen"] == ""
    assert "more talks" not in shown.text()
    assert "more talks" not in json.dumps(shown.content())
    shown.stand_on("")
    assert len(shown.frame()) == 4


def test_kinds_are_hidden_and_notes_are_kept(kit_folder):
    """A note survives a restart; an empty one is gone."""
    first = Timeline("try", EVENTS, CARDS)
    first.show_kind("round", False)
    first.write("V2", "Came after the talks.")
    again = Timeline("try", EVENTS, CARDS)
    assert again.frame()[["event_id", "note"]].to_numpy().tolist() == [
        ["V2", "Came after the talks."],
        ["V4", ""],
    ]
    again.write("V2", "")
    again.show_kind("round", True)
    assert (again.notes, again.hidden) == ({}, [])
    again.undo()
    assert again.hidden == ["round"]


@pytest.mark.parametrize(
    ("action", "arguments", "message"),
    [
        ("choose", ("V9",), "Allowed: 'V1', 'V2'"),
        ("show_kind", ("war", True), "Allowed: 'round', 'text'"),
        ("write", ("V9", "x"), "Allowed: 'V1'"),
        ("stand_on", ("soon",), "no date"),
    ],
)
def test_what_does_not_exist_is_refused(shown, action, arguments, message):
    """The message says what is allowed."""
    with pytest.raises(ReadingError, match=message):
        getattr(shown, action)(*arguments)


def test_the_words_tell_events_notes_and_cards(shown):
    """Read aloud they say what the drawing shows."""
    shown.choose("V1")
    shown.write("V1", "Nothing was decided.")
    assert shown.text().splitlines() == [
        "Timeline. 4 of 4 events shown.",
        "2017-07-04, talks. Your note: Nothing was decided.",
        "2017-07-10, a report.",
        "2017-09-14, more talks.",
        "Without a date, a rumour.",
        "Cards behind 2017-07-04, talks: 2.",
        "The talks: Papers were not signed.",
        "The zone: It was agreed.",
    ]


def test_hostile_content_and_no_events():
    """Whatever stands in an event or a card is text."""
    hostile = "<script>alert(1)</script>\x00" + "x" * 10_000
    shown = Timeline("try", EVENTS.assign(event=hostile), CARDS.assign(text=hostile))
    shown.choose("V1")
    json.dumps(shown.content(), allow_nan=False)
    assert "<script>" not in shown._repr_mimebundle_()["text/html"]
    empty = Timeline("try", EVENTS.iloc[:0], CARDS.iloc[:0])
    assert empty.text() == "Timeline. 0 of 0 events shown."
    json.dumps(empty.content(), allow_nan=False)


def test_the_day_of_the_article():
    """On 15 July 2017 the later rounds and outcomes of the course's case are hidden."""
    case = kit.load_case("syria-2017")
    shown = Timeline("try", case.events, case.cards)
    shown.stand_on("2017-07-15")
    assert shown.frame()["date"].max() == "2017-07-15"
    assert "outcome" not in set(shown.frame()["kind"])


def test_a_card_names_its_sources_and_how_it_was_established(shown):
    """By id, and by name where names are known; a status is told in words."""
    shown.choose("V1")
    second = shown.content()["cards"][1]
    assert second["sources"] == "R1 and R9"
    assert second["status"] == "read in the sources"
    named = Timeline("try named", EVENTS, CARDS, sources={"R9": "The zone's paper"})
    named.choose("V1")
    assert named.content()["cards"][1]["sources"] == "R1 and R9 (The zone's paper)"
