"""The argument board without a browser."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import load_case
from kit.exercise.answer import encode
from kit.exercise.plaindata import OPEN
from kit.reading.arguments import PARTS, layout
from kit.reading.frames import ReadingError
from kit.widgets import Board

CHIPS = {"T1": "The plums are ripe.", "T2": "The harvest is early.", "C1": "A cold April."}


@pytest.fixture
def board():
    """An empty board with three chips."""
    return Board("try", ["plums"], chips=CHIPS)


@pytest.fixture(scope="module")
def case():
    """The case of the course."""
    return load_case("syria-2017")


def test_an_empty_board_asks(board):
    """Each empty slot is a question, and nothing is answered."""
    assert board.empty() == list(PARTS)
    assert "No rebuttal yet. What would weaken it, or change your mind?" in board.text()
    assert board.frame().empty
    assert board.line() == "answer_try = ..."
    assert encode(board) == encode(board.as_answer()) == encode(board.frame()) == OPEN


def test_what_is_written_and_cited_comes_out_as_a_table(board):
    """One row a filled slot; blanks alone fill nothing."""
    board.write("claim", "An early harvest.")
    board.write("backing", "  \n ")
    board.cite("data", "T1")
    board.cite("data", "C1")
    board.cite("data", "T1")
    board.leave_unsaid("warrant", True)
    assert board.frame().to_dict("split")["data"] == [
        ["plums", "claim", "An early harvest.", "", True],
        ["plums", "data", "", "C1;T1", True],
    ]
    assert board.message == "Warrant: the text does not say this, you do."
    board.take_out("data", "C1")
    assert board.message == (
        "C1 is no longer cited as data. Still empty: warrant, backing, qualifier and rebuttal."
    )


def test_typing_is_remarked_on_only_where_a_gap_opens_or_closes(board):
    """Who listens to the page is not told every letter."""
    board.write("claim", "A")
    assert board.message == "Still empty: data, warrant, backing, qualifier and rebuttal."
    board.write("claim", "An early harvest")
    assert board.message == ""
    board.write("claim", " ")
    assert board.message.startswith("Still empty: claim, data")


def test_the_table_is_one_that_the_library_takes(board):
    """So a check, and every function on arguments, can read it."""
    board.write("claim", "An early harvest.")
    assert layout(board.frame()).loc["plums", "claim"] == ("An early harvest.",)


def test_chips_can_be_the_answer():
    """As the exercises ask: a short name for each slot, dots for an empty one."""
    slots = ("data", "claim", "warrant")
    board = Board("try", chips=CHIPS, slots=slots, gives="chips")
    board.cite("claim", "T2")
    assert board.as_answer() == {"data": ..., "claim": "T2", "warrant": ...}
    board.cite("data", "T1")
    board.cite("data", "C1")
    assert board.as_answer()["data"] == {"T1", "C1"}


def test_where_chips_are_the_answer_words_fill_no_slot():
    """A note beside an empty slot is kept, and the slot is still asked for."""
    board = Board("try", chips=CHIPS, slots=["data", "claim"], gives="chips")
    board.write("claim", "An early harvest.")
    assert board.empty() == ["data", "claim"]
    assert "Claim: An early harvest." in board.text()
    board.cite("claim", "T2")
    assert board.empty() == ["data"]


def test_the_arguments_of_the_case_fill_the_board(case):
    """With their citations, and with what the article leaves unsaid."""
    board = Board("try", case.arguments, statements=case.statements, cards=case.cards)
    assert list(board.filled) == ["A1", "A2", "A3"]
    assert board.slot("claim")["cites"] == ["T23"]
    assert board.slot("rebuttal")["cites"] == ["C28"]
    assert board.slot("warrant")["unsaid"]
    assert board.empty() == ["backing"]
    board.turn_to("A3")
    assert board.slot("data")["cites"] == ["T16", "T17"]
    assert len(board.slot("data")["text"].splitlines()) == 2
    assert board.empty() == ["qualifier"]
    assert "The other arguments here: A1 lacks backing. A2 lacks backing." in board.text()


def test_a_claim_that_supports_itself_is_pointed_out(board):
    """Cited or typed, at once or through another argument."""
    board.cite("claim", "T1")
    board.cite("data", "T1")
    assert board.circles() == ["In a circle: T1 is a claim and its own support."]
    board.take_out("data", "T1")
    board.write("data", "It is early.")
    board.begin()
    board.write("claim", "it is  EARLY.")
    board.cite("data", "T1")
    assert board.circles() == ["In a circle: T1 supports it is early., which supports T1."]


def test_what_the_board_began_with_is_no_answer(case):
    """Given arguments are nobody's work; one changed slot makes them the student's."""
    board = Board("try", case.arguments, statements=case.statements)
    assert not board.frame().empty
    assert encode(board) == OPEN
    board.write("backing", "Friends are trusted.")
    assert board.as_answer().equals(board.frame())


def test_an_argument_of_your_own(board):
    """Begun, filled, left and found again."""
    board.begin()
    board.write("claim", "Mine.")
    board.turn_to("plums")
    assert board.empty() == list(PARTS)
    board.turn_to("my argument 1")
    assert board.slot("claim")["text"] == "Mine."


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("cite", ("claim", "T9")),
        ("cite", ("reason", "T1")),
        ("write", ("reason", "x")),
        ("turn_to", ("pears",)),
    ],
)
def test_what_does_not_exist_is_refused(board, action, arguments):
    """The message says what is allowed, and nothing changes."""
    before = board.kept()
    with pytest.raises(ReadingError, match="Allowed"):
        getattr(board, action)(*arguments)
    assert board.kept() == before


def test_wrong_starts_are_refused():
    """A part that is not Toulmin's, a slot or a kind of answer that does not exist."""
    table = pd.DataFrame({"argument_id": "A1", "part": ["reason"], "text": ["x"]})
    with pytest.raises(ReadingError, match="'reason'"):
        Board("try", table)
    with pytest.raises(ReadingError, match="'reason'"):
        Board("try", slots=["reason"])
    with pytest.raises(ReadingError, match="gives"):
        Board("try", gives="essay")


def test_what_was_typed_comes_before_what_is_given(kit_folder, case):
    """A new version of the case overwrites no word of a student."""
    Board("try", case.arguments).write("claim", "My own words.")
    again = Board("try", case.arguments)
    assert again.slot("claim")["text"] == "My own words."


def test_the_static_form_has_words_picture_and_table(case):
    """What is seen without Python."""
    board = Board("try", case.arguments, statements=case.statements)
    shown = board._repr_mimebundle_()["text/html"]
    assert "<img" in shown
    assert 'alt="A1: from' in shown
    assert ">rebuttal</td>" in shown
    assert json.dumps(board.page() | board.later(), allow_nan=False)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("cite"), st.sampled_from(PARTS), st.sampled_from(list(CHIPS))),
        st.tuples(st.just("take_out"), st.sampled_from(PARTS), st.sampled_from(list(CHIPS))),
        st.tuples(st.just("write"), st.sampled_from(PARTS), st.text("a \n", max_size=4)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_each_slot_is_either_told_or_asked_for(steps):
    """Whatever is done, and all of it can be undone."""
    board = Board("try", chips=CHIPS)
    start = board.kept()
    for name, *arguments in steps:
        getattr(board, name)(*arguments)
    full = set(board.frame()["part"])
    assert full == set(PARTS) - set(board.empty())
    for part in PARTS:
        assert (f"No {part} yet." in board.text()) == (part not in full)
    while board.can_undo:
        board.undo()
    assert board.kept() == start


def test_hostile_texts_stay_texts(hostile):
    """They come out as they went in; the static form holds no markup of theirs."""
    board = Board(
        "try", list(hostile.values()), chips=dict(zip(hostile.values(), hostile, strict=True))
    )
    for text in hostile.values():
        board.turn_to(text)
        board.write("claim", text)
        board.cite("data", text)
        shown = board._repr_mimebundle_()["text/html"]
        assert not any(each in shown for each in ("<script", "<img src=x", "<style", "<svg"))
    written = board.frame()
    assert written[written["part"] == "claim"]["text"].tolist() == list(hostile.values())


def test_an_argument_begun_aside_is_no_part_of_the_answer():
    """Who tries something out on the same board loses nothing."""
    board = Board("try", chips=CHIPS, slots=["claim"], gives="chips")
    board.cite("claim", next(iter(CHIPS)))
    before = board.as_answer()
    board.begin()
    board.cite("claim", list(CHIPS)[1])
    assert board.as_answer() == before
