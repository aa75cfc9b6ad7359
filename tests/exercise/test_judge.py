"""Verdicts: how far, not what."""

import pandas as pd
import pytest

from kit.exercise.answer import encode
from kit.exercise.judge import judge

from .conftest import RATED


@pytest.fixture(params=["open_key", "sealed_key"])
def key(request):
    """Every verdict is tried on both keys."""
    return request.getfixturevalue(request.param)


def verdict(key, exercise, value, why=""):
    """Judge a live value."""
    return judge(key, {"exercise": exercise, "answer": encode(value), "why": why})


@pytest.mark.parametrize(
    ("exercise", "value", "status", "points", "message"),
    [
        ("0.1", "Envoy", "correct", 2, ""),
        ("0.1", "a minister", "not yet", 0, ""),
        ("0.1", ..., "not answered", 0, "Not answered yet."),
        ("1.1", 0.25, "correct", 2, ""),
        ("1.1", 25.4, "not yet", 0, ""),
        ("1.1", "0.25", "not yet", 0, "Asked for is a number"),
        ("1.4", ["NAR", "BOT", "SHA"], "correct", 2, ""),
        ("1.4", ["NAR", "SHA", "BOT"], "partly", 0.67, "1 of 3 right."),
        ("1.6", "", "not answered", 0, "Not answered"),
        ("1.6", "one two", "not yet", 0, "at least 3"),
        ("1.6", "one two three", "needs review", None, "A person reads"),
        ("2.3", {1: 8, 2: 15, 3: 2}, "correct", 2, ""),
        ("2.3", {1: 8, 2: 15, 3: 3}, "partly", 1.33, "2 of 3 right."),
        ("2.3", {1: 8, 2: ..., 3: ...}, "partly", 0.67, "1 of 3 right, 2 still open."),
        ("2.3", {1: ..., 2: ...}, "not answered", 0, "Not answered yet."),
        ("2.3", {1: 8, 2: 15, 3: 2, 4: 0}, "partly", 1.33, "3 of 3 right, 1 extra."),
        ("2.3", [8, 15, 2], "not yet", 0, "Yours is a list."),
        ("3.2", {"T08", "T13"}, "correct", 2, ""),
        ("3.2", {"T08", "T10", "T13"}, "correct", 2, ""),
        ("3.2", {"T08", "T99"}, "not yet", 0, "1 of 2 right, 1 extra."),
        ("3.2", {"T08"}, "partly", 1, "1 of 2 right."),
        ("4.4", [["b", "a"], ["c"]], "correct", 2, ""),
        ("4.4", [["a", "b", "c"]], "not yet", 0, "1 of 3 pairs"),
    ],
)
def test_statuses_points_and_counts(key, exercise, value, status, points, message):
    """Each way an answer can be right, partly right, open or wrong has its verdict."""
    found = verdict(key, exercise, value)
    assert (found.status, found.points) == (status, points)
    assert message in found.message
    assert bool(found.explanation) == (status in ("correct", "needs review"))


def test_a_listed_mistake_opens_its_own_hint(key):
    """A known wrong answer keeps its points in proportion and gets its own hint."""
    found = verdict(key, "2.3", {1: 8, 2: 17})
    assert (found.status, found.points) == ("partly", 0.67)
    assert found.hint == "Count the mouths in S02."
    assert found.ask == ""


def test_a_slip_in_one_element_opens_its_own_hint(key):
    """A known mistake in one part is met wherever the rest of the answer stands."""
    found = verdict(key, "2.3", {1: 1, 2: ..., 3: 0})
    assert found.hint == "Somebody quotes somebody who quotes."
    assert found.points == 0


def test_what_is_not_right_is_followed_by_a_question(key):
    """Where no listed mistake fits, the author's next question is asked."""
    assert verdict(key, "2.3", {1: 1}).ask == "Which column counts the voices?"


def test_another_reading_is_defended_in_a_line(key):
    """A defensible element counts in full with a why line, and not without."""
    answer = {"a": "NAR>BOT", "b": "NAR > BOT > TKE"}
    found = verdict(key, "2.1", answer, why="He probably read the envoy in the report")
    assert (found.status, found.points) == ("defensible", 2)
    found = verdict(key, "2.1", answer, why="well")
    assert (found.status, found.points) == ("partly", 1)
    assert "why in one line" in found.message


def test_a_whole_other_answer_can_be_defended(key):
    """A listed defensible whole counts in full with a why line."""
    apart = [["a"], ["b"], ["c"]]
    assert verdict(key, "4.4", apart, why="no byline was seen there").status == "defensible"
    assert "why in one line" in verdict(key, "4.4", apart).message


def share(words):
    """Give the share of ones: the right function."""
    return sum(words) / len(words)


def test_a_function_is_judged_by_what_it_gives(open_key, sealed_key):
    """Right on the public probes in class; right on the hidden ones as well when grading."""

    def tailored(words):
        return 0.5

    def graded(function, grading):
        probes = [[1, 0, 1, 0], [1, 1, 1, 0]][: 1 + grading]
        payload = {"exercise": "1.2", "answer": encode(function, probes)}
        return judge(open_key, payload, grading=grading).status

    assert graded(share, False) == graded(share, True) == "correct"
    assert graded(tailored, False) == "correct"
    assert graded(tailored, True) == "not yet"
    for key, grading in ((sealed_key, False), (open_key, False), (open_key, True)):
        probes = [[1, 0, 1, 0], [1, 1, 1, 0]][: 1 + grading]
        payload = {"exercise": "1.2", "answer": encode(len, probes)}
        assert judge(key, payload, grading=grading).hint == "A share, not a count."


def test_a_function_that_stops_or_is_open_says_so(sealed_key):
    """An error in the student's function is named; a stub that returns ... is not answered."""

    def shown(function):
        payload = {"exercise": "1.2", "answer": encode(function, [[1, 0, 1, 0]])}
        return judge(sealed_key, payload)

    assert shown(lambda words: ...).status == "not answered"
    assert "stopped with TypeError: " in shown(lambda: 1).message
    assert "Is there a return?" in shown(lambda words: None).message


def test_a_function_that_forgets_its_table_is_asked_about_it(open_key):
    """The same result for every table gets a question on what goes in."""
    payload = {"exercise": "1.2", "answer": encode(lambda words: 7, [[1, 0, 1, 0], [1, 1, 1, 0]])}
    verdict = judge(open_key, payload, grading=True)
    assert "does your function use the table that goes in?" in verdict.message


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ({1: "8", 2: 15, 3: 5}, "leave the quotation marks away"),
        ({1: 8, 2: "10 July 2017"}, 'Write a date like this: "2017-03-05".'),
        ({1: 8, 2: "2017-7-10"}, 'Write a date like this: "2017-03-05".'),
        ({1: 8, 2: "2017-07-10"}, "1 of 3 right."),
    ],
)
def test_the_form_of_numbers_and_dates_is_mentioned(key, value, advice):
    """Beginners learn that the form may be the reason, and only when something is wrong."""
    message = verdict(key, "2.3", value).message
    assert message.endswith(advice) or f"{advice}." in message


def test_a_word_that_the_task_does_not_list_is_named(key):
    """A typing error is named with the words of the task; what is right needs no such remark."""
    found = verdict(key, "3.2", {"T08", "T99"})
    assert "Choose from these: T08, T10, T13, T15. 'T99' is none of them." in found.message
    assert (found.status, found.points) == ("not yet", 0)
    assert verdict(key, "3.2", {"T08", "t13"}).message == ""


def test_members_that_share_quotation_marks_are_told_apart(key):
    """Several members in one text are a slip of the form, not of the words."""
    message = verdict(key, "3.2", {"T08, T13"}).message
    assert "Put each one in quotation marks of its own" in message
    assert "Choose from these" not in message


def test_public_results_alone_do_not_pass_when_grading(open_key):
    """A function that answers for fewer probes than were sent earns nothing."""
    payload = {"exercise": "1.2", "answer": encode(share, [[1, 0, 1, 0]])}
    assert judge(open_key, payload, grading=True).points == 0


def test_own_tables_are_counted_by_complete_rows(key):
    """A row is complete when it is filled, allowed and its reason long enough."""
    good = ["E01", "C", "all of them fit"]
    for rows, status, points in (
        ([good, good], "correct", 2),
        ([good, ["E02", "C", "short"]], "partly", 1),
        ([["E01", "maybe", "all of them fit"]], "not yet", 0),
        ([["E01", ..., ...]], "not answered", 0),
        ([[0, "C", "all of them fit"], good], "correct", 2),
        ([["E01", "c", "all of them fit"], good], "correct", 2),
        ([[float("nan"), "C", "all of them fit"], [None, "C", "all of them fit"]], "not yet", 0),
    ):
        found = verdict(key, "7.5", pd.DataFrame(rows, columns=RATED["columns"]))
        assert (found.status, found.points) == (status, points)
    short = verdict(key, "7.5", pd.DataFrame([good, ["E02", "C", "no"]], columns=RATED["columns"]))
    assert "Row E02: reason has 1 word, at least 3 are asked for." in short.message
    lacking = verdict(key, "7.5", pd.DataFrame({"item": ["E01"]}))
    assert "lacks the column rating, reason" in lacking.message


@pytest.mark.parametrize("data", [{"code": "x"}, {"mapping": 3}, [[[[]]]], {"open": 1}, 10**30])
def test_garbage_earns_nothing_and_breaks_nothing(key, data):
    """Whatever is displayed as an answer gets a verdict, never an exception."""
    for exercise in ("2.3", "3.2", "4.4", "1.2", "7.5", "1.6"):
        found = judge(key, {"exercise": exercise, "answer": data})
        assert found.status in ("not yet", "not answered")
        assert found.points == 0


def test_a_problem_is_passed_on(key):
    """A value that could not be an answer is explained in a sentence."""
    found = judge(key, {"exercise": "2.3", "problem": "An answer cannot be a file."})
    assert (found.status, found.message) == ("not yet", "An answer cannot be a file.")


def test_when_grading_a_person_reads_every_text(open_key):
    """The form of a text is advice in class; when grading it costs nothing by itself."""
    for text in ("one two", "one two three", 12):
        payload = {"exercise": "1.6", "answer": encode(text)}
        assert judge(open_key, payload, grading=True).status == "needs review"
    assert judge(open_key, {"exercise": "1.6", "answer": ""}, grading=True).points == 0
