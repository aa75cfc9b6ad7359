"""The queue: what waits, in which order, who marks it, what the marks come to."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exercise.answer import encode
from kit.grading.gradebook import Adjustment
from kit.grading.marks import MARK, MEAN, SETTLED, Mark
from kit.grading.review import Standing, Work, agreements, arranged, twice, works
from kit.grading.rubric import Row, Rubric

RUBRIC = Rubric((Row("voice", 2, {}), Row("tone", 1, {})))
ids = st.lists(st.text("ABCDE", min_size=1, max_size=6), unique=True, max_size=40)


def work(pseudonym: str, exercise: str = "1.4", digest: str = "d") -> Work:
    """Make a text that waits."""
    return Work(f"student {pseudonym}", pseudonym, exercise, ("Words.",), (), digest)


def mark(who: str, voice: float | None = 2, tone: float | None = 1, **more) -> Mark:
    """Make a mark of the text."""
    rows = {"voice": voice, "tone": tone}
    rows = {name: points for name, points in rows.items() if points is not None}
    about = {"student": "student P", "exercise": "1.4", "answer": "d", "role": MARK}
    return Mark(**(about | {"who": who, "given": rows} | more))


def standing(*marks: Mark) -> Standing:
    """Sort the marks of the text P."""
    return Standing.of(RUBRIC, work("P"), marks)


def waiting(course, *payloads: dict) -> list[Work]:
    """List what waits of these answers to 1.4, one a student."""
    answers = [(f"s{n}", {"exercise": "1.4"} | payload) for n, payload in enumerate(payloads)]
    names = {student: f"P-{student}" for student, _ in answers}
    return works(course.key, "1.4", answers, names)


def test_what_was_answered_waits_and_what_was_not_does_not(course) -> None:
    """A short text waits, too; garbage is none; a number in place of a text is shown."""
    payloads = [{"answer": "One two three four."}, {"answer": ""}, {"answer": encode(...)}]
    payloads += [{"answer": "Two words."}, {"answer": 7}, {"problem": "No text."}, {"also": 3}]
    found = {each.student: each for each in waiting(course, *payloads[:6])}
    assert list(found) == ["s0", "s3", "s4", "s5"]
    assert found["s0"].texts == ("One two three four.",)
    assert found["s0"].facts == ("4 words; asked for are at least 4.",)
    assert found["s3"].facts == ("2 words; asked for are at least 4.",)
    assert found["s4"].texts == ("7",)
    assert (found["s5"].texts, found["s5"].facts) == ((), ("No text.",))


def test_all_versions_in_a_notebook_are_shown_once(course) -> None:
    """And what several students handed in alike is said."""
    states = [{"exercise": "1.4", "answer": text} for text in ("B b b b.", "A a a a.", "")]
    found = waiting(course, {"answer": "A a a a.", "also": states}, {"answer": "C c c c."})
    assert found[0].texts == ("A a a a.", "B b b b.")
    assert found[0].facts[-1] == "The notebook has 2 versions; mark the best."
    first, _ = waiting(course, {"answer": "A a a a."}, {"answer": "A a a a."})
    assert first.facts[-1] == "2 students handed in exactly this text."
    assert first.id == "1.4 P-s0"


@given(ids, st.text(), st.data())
def test_the_order_is_stable(names: list[str], seed: str, data) -> None:
    """The same seed, the same order; a work that goes away moves no other; exercises together."""
    listed = [work(name, exercise) for exercise in ("2.6", "1.4") for name in names]
    order = arranged(listed, seed)
    assert order == arranged(reversed(listed[: len(names)]), seed) + order[len(names) :]
    assert sorted(order, key=lambda each: each.id) == sorted(listed, key=lambda each: each.id)
    gone = data.draw(st.sampled_from(listed)) if listed else None
    left = [each for each in listed if each != gone]
    if names[1:]:
        assert arranged(left, seed) == [each for each in order if each != gone]


def test_markers_read_in_different_orders() -> None:
    """Twenty texts in the same order by chance are once in 20! cases."""
    texts = [work(f"P{n}") for n in range(20)]
    assert arranged(texts, "Ms Rye") != arranged(texts, "Mr Oat")


@given(ids, st.integers(0, 100))
def test_the_share_for_two_is_what_was_asked(names: list[str], percent: int) -> None:
    """Of each exercise, rounded up; a greater share keeps all of a smaller one."""
    share = percent / 100
    listed = [work(name, exercise) for exercise in ("1.4", "2.6") for name in names]
    chosen = twice(listed, share)
    by_exercise = Counter(id.split()[0] for id in chosen)
    assert set(by_exercise.values()) <= {-(-percent * len(names) // 100)}
    assert chosen <= twice(listed, 1) == {each.id for each in listed}
    assert twice(listed, 0) == set()
    assert twice(listed, share / 2) <= chosen


def test_one_mark_counts_where_one_is_needed() -> None:
    """A draft does not; the comment goes to the student."""
    assert standing(mark("A", tone=None)).points(1) is None
    found = standing(mark("A", 1, 0.5, comment=" Who else? ")).points(1)
    assert found == Adjustment(
        1.5, "A", "voice: partly, 1 of 2; tone: partly, 0.5 of 1", "Who else?"
    )


def test_a_mark_of_an_earlier_text_says_nothing_of_this_one() -> None:
    """A new text is marked anew."""
    assert standing(mark("A", answer="old")).points(1) is None


def test_two_alike_count_and_two_that_differ_do_not() -> None:
    """Until a person, or the mean, settles it; rows are compared, not sums."""
    one, alike = mark("A", comment="Good."), mark("B", comment="Good.")
    assert standing(one).points(2) is None
    assert standing(one, alike).points(2) == Adjustment(
        3, "A and B", "voice: full, 2 of 2; tone: full, 1 of 1", "Good."
    )
    other = mark("B", 1)
    assert standing(one, other).differs
    assert standing(one, other).points(1) is standing(one, other).points(2) is None
    assert standing(mark("A", 2, 0), mark("B", 1, 1)).differs
    settled = mark("C", 1, 1, role=SETTLED, comment="We talked.")
    found = standing(one, other, settled).points(2)
    assert found == Adjustment(
        2, "C", "voice: partly, 1 of 2; tone: full, 1 of 1 (settled)", "We talked."
    )
    mean = standing(one, other, mark("C", 1.5, 1, role=MEAN)).points(2)
    assert (mean.points, mean.why.endswith("(mean of the marks)")) == (2.5, True)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([0, 1, 2])), max_size=6))
def test_what_counts_lies_between_what_was_given(pairs: list[tuple[str, int]]) -> None:
    """And there is nothing to settle where there are points."""
    marks = {who: mark(who, voice) for who, voice in pairs}
    found = standing(*marks.values())
    points = found.points(1)
    totals = [1 + each.given["voice"] for each in marks.values()]
    assert (points is None) == (not marks or len(set(totals)) > 1)
    if points:
        assert points.points == totals[0]
        assert not found.differs


def test_agreement_by_hand() -> None:
    """Voice 2 2, 2 1, 0 0, 0 0: 3 of 4 alike; distance 1/4, by chance 1; kappa 3/4."""
    pairs = [(2, 2), (2, 1), (0, 0), (0, 0)]
    marked = [("1.4", standing(mark("B", b), mark("A", a))) for a, b in pairs]
    marked += [("1.4", standing(mark("A"))), ("1.4", standing(mark("A"), mark("B", tone=None)))]
    voice, tone = agreements(marked).to_dict("records")
    assert voice == {"exercise": "1.4", "row": "voice", "texts": 4, "same": 0.75, "kappa": 0.75}
    assert (tone["same"], tone["kappa"]) == (1, pytest.approx(float("nan"), nan_ok=True))
    assert agreements([("1.4", standing(mark("A")))]).empty
