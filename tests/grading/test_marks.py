"""Marks are kept for good, and the points that follow come in the same transaction."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.grading.gradebook import Adjustment
from kit.grading.marks import MARK, SETTLED, Mark, MarkBook

ONE = Mark("ada", "1.4", "d1", "Ms Rye", MARK, {"voice": 1})
texts = st.text(st.characters(exclude_categories=["Cs"]))


def total(slot, marks, before):
    """Give the sum of all marks."""
    return Adjustment(sum(sum(mark.given.values()) for mark in marks), "desk", "summed")


def nothing(slot, marks, before):
    """Leave the points as they are."""


@given(rows=st.dictionaries(texts, st.floats(0, 9)), comment=texts, flag=st.booleans())
def test_a_mark_comes_back_as_it_was(rows: dict, comment: str, flag: bool) -> None:
    """Whatever a row is called, whatever is typed."""
    with MarkBook(Path(":memory:")) as book:
        mark = replace(ONE, given=rows, comment=comment, flag=flag)
        book.mark([mark], nothing)
        assert book.marks() == [mark]


def test_the_latest_mark_of_each_marker_counts_and_all_are_kept(tmp_path: Path) -> None:
    """Of each text and role apart."""
    second = replace(ONE, given={"voice": 2})
    other = replace(ONE, who="Mr Oat")
    settled = replace(ONE, role=SETTLED)
    newer = replace(ONE, answer="d2")
    with MarkBook(tmp_path / "g.db") as book:
        for mark in (ONE, other, second, settled, newer):
            book.mark([mark], nothing)
        assert book.marks() == [other, second, settled, newer]
        assert book.mark_history("ada", "1.4") == [ONE, other, second, settled, newer]


def test_points_follow_in_the_same_transaction(tmp_path: Path) -> None:
    """If they cannot, the mark is not there either; the same points are not written twice."""

    def fail(slot, marks, before):
        raise ZeroDivisionError

    with MarkBook(tmp_path / "g.db") as book:
        with pytest.raises(ZeroDivisionError):
            book.mark([ONE], fail)
        assert (book.marks(), book.adjustments()) == ([], {})
        book.mark([ONE], total)
        assert book.adjustments() == {("ada", "1.4"): Adjustment(1, "desk", "summed")}
        seen = []
        book.decide([("ada", "1.4")], lambda *given: seen.append(given))
        assert seen == [(("ada", "1.4"), [ONE], Adjustment(1, "desk", "summed"))]


def test_two_markers_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each on a connection of its own; whoever comes second sees what the first gave."""
    students = [f"s{n}" for n in range(20)]

    def work(who: str) -> None:
        with MarkBook(tmp_path / "g.db") as book:
            for student in students:
                book.mark([replace(ONE, student=student, who=who)], total)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, ["Ms Rye", "Mr Oat", "Dr Spelt"]))
    with MarkBook(tmp_path / "g.db") as book:
        assert len(book.marks()) == 60
        assert {given.points for given in book.adjustments().values()} == {3}
