"""The review desk without a browser: marks are kept first, and one finds one's way."""

import json

import pytest

from kit.widgets.review import Review
from kit.widgets.state import State

RUBRIC = [
    {"name": "voice", "points": 2, "texts": {"full": "Two.", "partly": "One.", "missing": "None."}},
    {"name": "tone", "points": 1, "texts": {"full": "Calm.", "partly": "", "missing": "Loud."}},
]


def row(number, exercise="1.4", **more):
    """Make a text to mark."""
    about = {
        "id": f"{exercise} P-{number}",
        "exercise": exercise,
        "title": "Loaves",
        "task": "Write.",
    }
    about |= {"pseudonym": f"P-{number}", "texts": [f"Text {number}."], "facts": ["2 words."]}
    return (
        about | {"rubric": RUBRIC, "others": [], "given": {}, "comment": "", "flag": False} | more
    )


class Book:
    """Stands for the gradebook: rows to mark, and what was kept."""

    def __init__(self, *rows):
        self.rows = list(rows)
        self.kept = []
        self.broken = False

    def save(self, id, given, comment, flag):
        """Keep a mark, or fail."""
        if self.broken:
            msg = "The disk is full."
            raise OSError(msg)
        self.kept.append((id, dict(given), comment, flag))
        return "Kept."


@pytest.fixture
def book(kit_folder):
    """Three texts of two exercises."""
    return Book(row(1), row(2), row(3, "2.6"))


@pytest.fixture
def review(book):
    """A desk with them."""
    return Review(lambda: book.rows, book.save)


def give(review, id, voice=2, tone=1):
    """Mark a text wholly."""
    review.mark(id, "voice", voice)
    review.mark(id, "tone", tone)


def test_every_mark_is_kept_at_once(review, book):
    """With all that is known of the text so far; the sentence of the keeper is read out."""
    review.mark("1.4 P-1", "voice", 1)
    review.comment("1.4 P-1", "Who else?")
    review.flag("1.4 P-1")
    assert book.kept == [
        ("1.4 P-1", {"voice": 1}, "", False),
        ("1.4 P-1", {"voice": 1}, "Who else?", False),
        ("1.4 P-1", {"voice": 1}, "Who else?", True),
    ]
    review.mark("1.4 P-1", "tone", 0.5)
    assert review.message == "tone: 0.5. Kept."
    assert review.frame()["points"].tolist() == [1, 0.5]


def test_a_mark_that_cannot_be_kept_is_not_shown_either(review, book):
    """The page says so, and the next try works."""
    book.broken = True
    review.perform("mark", {"id": "1.4 P-1", "row": "voice", "points": 2})
    assert review.message == "That was not possible: The disk is full."
    assert review.content()["mark"]["given"] == {}
    book.broken = False
    review.perform("mark", {"id": "1.4 P-1", "row": "voice", "points": 2})
    assert review.content()["mark"]["given"] == {"voice": 2}


def test_undo_and_redo_reach_the_book(review, book):
    """What was taken back is kept as it was before; if that fails, nothing is taken back."""
    review.mark("1.4 P-1", "voice", 1)
    review.mark("1.4 P-1", "voice", 2)
    review.undo()
    assert book.kept[-1] == ("1.4 P-1", {"voice": 1}, "", False)
    review.undo()
    assert book.kept[-1] == ("1.4 P-1", {}, "", False)
    review.redo()
    assert book.kept[-1] == ("1.4 P-1", {"voice": 1}, "", False)
    book.broken = True
    review.perform("undo", {})
    assert review.content()["mark"]["given"] == {"voice": 1}


def test_next_goes_to_the_next_open_text(review):
    """Round the end to what was left open; what is open is said; the end is the end."""
    assert (review.here, review.content()["place"]) == ("1.4 P-1", 1)
    review.next()
    assert review.message.startswith("Rows open in the text before: 2. Text 2 of 3")
    give(review, "1.4 P-2")
    review.next()
    assert review.message == "Text 3 of 3, exercise 2.6 Loaves. 1 marked."
    give(review, "2.6 P-3")
    review.next()
    assert review.here == "1.4 P-1"
    review.next()
    assert review.message == "All other texts are marked. Rows open in this one: 2."
    give(review, "1.4 P-1")
    review.flag("1.4 P-1")
    review.next()
    assert review.message.startswith(
        "All 3 texts are marked. You can close this page. 1 have a flag"
    )


def test_one_key_back(review):
    """To the text before; the first is the first."""
    review.next()
    review.back()
    assert review.here == "1.4 P-1"
    review.back()
    assert review.message == "This is the first text."


def test_flagged_texts_are_found_again(review):
    """From wherever one is."""
    review.flag("2.6 P-3")
    review.next_flagged()
    assert review.here == "2.6 P-3"
    review.next_flagged()
    assert review.message == "There is no other text with a flag. "


def test_it_resumes_at_the_first_open_text(kit_folder):
    """What is marked already is shown when one goes back."""
    book = Book(row(1, given={"voice": 2, "tone": 1}, comment="Fine."), row(2))
    review = Review(lambda: book.rows, book.save)
    assert review.here == "1.4 P-2"
    review.back()
    assert review.content()["mark"] == {
        "given": {"voice": 2, "tone": 1},
        "comment": "Fine.",
        "flag": False,
    }


def test_what_others_have_marked_meanwhile_is_gone(review, book):
    """And what two marked differently is there; the text in front of one stays for now."""
    book.rows = [row(2), row(3, "2.6"), row(9, id="1.4 P-9 settle", others=[{"who": "B"}])]
    assert review.content()["row"]["id"] == "1.4 P-1"
    review.mark("1.4 P-1", "voice", 1)
    review.next()
    assert (review.here, review.content()["total"]) == ("1.4 P-2", 3)
    review.here = "2.6 P-3"
    review.next()
    assert review.message.startswith("Rows open in the text before: 2. Two people differ on")


def test_comments_are_offered_again(review):
    """Of the same exercise, without one's own text, the most frequent first."""
    review.comment("1.4 P-2", "Who says so? ")
    review.comment("2.6 P-3", "Another exercise.")
    assert review.content()["comments"] == ["Who says so?"]
    review.here = "1.4 P-2"
    assert review.content()["comments"] == []


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("mark", {"id": "1.4 P-1", "row": "taste", "points": 1}, "'voice', 'tone'"),
        ("mark", {"id": "zoe", "row": "voice", "points": 1}, "'zoe' is not known"),
        ("flag", {"id": "zoe"}, "'zoe' is not known"),
        ("_keep", {}, "no action"),
    ],
)
def test_what_a_page_cannot_ask_for(review, book, name, arguments, said):
    """Is a sentence, and nothing is kept."""
    review.perform(name, arguments)
    assert said in review.message
    assert book.kept == []


def test_nothing_of_a_student_stays_in_the_notebook(review):
    """The static form counts; texts, comments and pseudonyms are not in it, nor on the disk."""
    review.comment("1.4 P-1", "Only for her.")
    static = json.dumps(review._repr_mimebundle_())
    assert not [word for word in ("Text 1", "Only for", "P-1") if word in static]
    assert "0 of 3 texts are marked" in static
    assert review.line() == ""


def test_only_one_text_goes_to_the_page(kit_folder):
    """However many wait."""
    long = [row(n, texts=["word " * 4000]) for n in range(300)]
    review = Review(lambda: long, Book().save)
    assert len(json.dumps(review.page())) < 30_000


def test_an_empty_desk_is_refused(kit_folder):
    """There must be something to mark."""
    with pytest.raises(ValueError, match="no text to mark"):
        Review(list, Book().save)


def test_nothing_is_saved_beside_the_notebook(review, kit_folder):
    """The gradebook keeps it all."""
    review.mark("1.4 P-1", "voice", 1)
    assert not kit_folder.exists()
    assert State._current["review"] is review
