"""The review desk in a real JupyterLab, with a real gradebook behind it."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kit.exercise.answer import encode
from kit.grading.gradebook import Gradebook, Record
from kit.grading.marker import Marker

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

HOSTILE = '<img src=x onerror="document.title=\'broken\'"><script>document.title="broken"</script>'
TEXTS = {
    "ada": f"Shamanov says so, and the agency repeats it. {HOSTILE}\n\n" + "A long route. " * 1400,
    "bob": "الخبر من وكالة واحدة.\nThe agency 🙂 took it from one man. " + "W" * 300,
    "cy": "Somebody copied it.\n\nI cannot tell who, because both have the same slip.",
}
SOURCE = """
from kit.grading.lab import desk
review = desk({out!r}, "Ms Rye", course={course!r})
review
"""
COURSE = Path(__file__).parents[3]


@pytest.fixture
def out(tmp_path):
    """Three texts that wait: long, hostile, from right to left; two people mark each."""
    with Gradebook(tmp_path / "gradebook.db") as book:
        book.add_students(TEXTS)
        for student, text in TEXTS.items():
            payload = {"exercise": "2.6", "answer": encode(text[:20_000])}
            book.keep(Record(student, "02_who_says_so", "f", "w"), {"2.6": payload})
    return tmp_path


@pytest.fixture
def sit(desk, out):
    """Show the desk; it takes the focus, so that keys go there at once."""

    def show():
        desk.show(SOURCE.format(out=str(out), course=str(COURSE)))
        expect(desk.widget.locator("input:focus")).to_have_attribute("value", "3")

    return show


def order(out):
    """The students in the order of Ms Rye's queue."""
    return [work.student for work in Marker(out, "Ms Rye", course=COURSE).works.values()]


def points(out):
    """What is in the gradebook, by the text's first word."""
    with Gradebook(out / "gradebook.db") as book:
        given = book.adjustments().items()
        return {TEXTS[student].split()[0]: (by.points, by.comment) for (student, _), by in given}


def test_three_texts_are_marked_by_keyboard_alone(desk, sit, out):
    """Digits, half points, a comment used twice, one key back, undo: all is in the gradebook."""
    wrong = []
    desk.page.on("pageerror", lambda error: wrong.append(str(error)))
    sit()
    first, second, third = (TEXTS[student].split()[0] for student in order(out))
    expect(desk.said).to_contain_text("Text 1 of 3, exercise 2.6")
    desk.press("3", "2", "1", "h", "c")
    desk.page.keyboard.type("Who else says so?")
    desk.press("Escape", "Enter", "2", "1")  # faster than the page: meant for the second text
    expect(desk.said).to_contain_text("first error, time: 1. 2 of 4 rows marked.")
    desk.press("9")
    expect(desk.said).to_contain_text("second error, people: there is no 9. Allowed: 0, 1, 2.")
    desk.press("0", "0", "r", "Enter")
    expect(desk.widget.get_by_label("Comment for the student")).to_have_value("Who else says so?")
    desk.press("Escape", "Enter")
    expect(desk.said).to_contain_text("Text 3 of 3")
    desk.press("0", "0", "0", "0", "f", "Backspace")
    expect(desk.said).to_contain_text("Text 2 of 3")
    desk.press("ArrowUp", "Control+z", "Enter")
    expect(desk.said).to_contain_text("All 3 texts are marked")
    assert points(out) == {
        first: (6.5, "Who else says so?"),
        second: (3, "Who else says so?"),
        third: (0, ""),
    }
    assert desk.page.title() != "broken"
    expect(desk.page.locator(".kit-static")).to_be_hidden()
    expect(desk.widget.get_by_text("The same in words")).to_be_visible()
    assert wrong == []


def test_no_key_is_lost_or_meant_for_another_text(desk, sit, out):
    """Typed as fast as can be, and in fits and starts: every text has the marks meant for it."""
    more = [f"student{number}" for number in range(9)]
    with Gradebook(out / "gradebook.db") as book:
        book.add_students(more)
        for student in more:
            payload = {"exercise": "2.6", "answer": encode(f"It is {student} who says so.")}
            book.keep(Record(student, "02_who_says_so", "f", "w"), {"2.6": payload})
    sit()
    pace = random.Random(1)
    wanted = []
    for _ in range(12):
        keys = [pace.choice(choices) for choices in ("0123", "012", "012", "0h1")]
        wanted.append([{"h": 0.5}.get(key) or float(key) for key in keys])
        for key in [*keys, "Enter"]:
            desk.press(key)
            desk.page.wait_for_timeout(pace.choice([0, 0, 0, 5, 20, 60, 120]))
    expect(desk.said).to_contain_text("All 12 texts are marked", timeout=30_000)
    rows = Marker(out, "Ms Rye", course=COURSE).rows()
    assert [[*row["given"].values()] for row in rows] == wanted


def test_the_desk_holds_up(desk, sit, out):
    """A long text, hostile words, and marks that differ."""
    rye, oat = (Marker(out, who, course=COURSE, share=1) for who in ("Ms Rye", "Mr Oat"))
    id = rye.rows()[0]["id"]
    rows = ("the route", "first error, time", "second error, people", "evidence of copying")
    for marker, given in ((rye, (3, 2, 1, 0.5)), (oat, (1, 2, 1, 0))):
        marker.save(id, dict(zip(rows, given, strict=True)), f"{marker.who} says: name the link.")
    sit()
    desk.press("Enter", "Enter")
    expect(desk.said).to_contain_text("Two people differ on this text.")
    desk.holds_up("review-differing")
