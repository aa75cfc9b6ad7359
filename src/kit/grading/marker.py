"""A marker at the review desk: what waits for one person, and where the marks go.

Every mark is one transaction in the gradebook, on a connection of its own, so that
several markers, a kill, and a desk in several threads harm nothing.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from kit.grading.course import Course
from kit.grading.desk import BOOK, opened
from kit.grading.gradebook import Adjustment
from kit.grading.marks import MARK, MEAN, SETTLED, Mark, MarkBook, Slot
from kit.grading.problem import GradeError
from kit.grading.pseudonyms import pseudonyms
from kit.grading.result import counted
from kit.grading.review import Standing, Work, agreements, arranged, twice, works
from kit.grading.rubric import Given, Row, Rubric

SHARE = "share of texts that two people mark"
SETTLE = " settle"
LONGEST = 60
AGAIN = "The text has changed since it was marked. The points given then count until you mark it."


class Marker:
    """One person at the review desk of one gradebook.

    Parameters
    ----------
    out
        The folder that the class was graded into.
    who
        The marker's name, as it stands beside the points.
    course, plan
        As in `kit.grading.desk.opened`.
    share
        Of the texts of each exercise, how many two people mark, from 0 to 1; kept in
        the gradebook. By default as kept, at first none.

    Raises
    ------
    GradeError
        If there is no gradebook, no name, or no such share.
    """

    def __init__(
        self,
        out: str | Path,
        who: str,
        *,
        course: str | Path | None = None,
        plan: str | None = None,
        share: float | None = None,
    ) -> None:
        self.who = " ".join(who.split())
        if not 0 < len(self.who) <= LONGEST:
            msg = (
                f"{who!r} is no name to mark under. Allowed: 1 to {LONGEST} characters; --who NAME."
            )
            raise GradeError(msg)
        if share is not None and not 0 <= share <= 1:
            msg = f"--double {share:g}: the share of texts that two mark is a number from 0 to 1."
            raise GradeError(msg)
        self.out = Path(out)
        with opened(out, course, plan) as desk:
            if share is not None:
                desk.book.remember(SHARE, f"{share:g}")
            self.share = float(desk.book.remembered(SHARE) or 0)
            self.course = desk.course
            self.rubrics = _rubrics(desk.course)
            self._about = {id: _about(desk.course, id, each) for id, each in self.rubrics.items()}
            names = pseudonyms(desk.book)
            found = [
                work
                for exercise in self.rubrics
                for work in works(desk.course.key, exercise, desk.book.answers_to(exercise), names)
            ]
        self.works = {work.id: work for work in arranged(found, self.who)}
        self._by_slot = {work.slot: work for work in found}
        self._two = twice(found, self.share)
        with MarkBook(self.out / BOOK) as book:
            # Where fewer markers are needed than before, the marks there are may be enough.
            book.decide({mark.slot for mark in book.marks()}, self._decide_if_open)

    def rows(self) -> list[dict[str, Any]]:
        """List what this person marks, and at the end what two marked differently.

        Returns
        -------
        list of dict
            As `kit.widgets.Review` takes them; see there.
        """
        standings, decided, changed = self._standings()
        mine, differing = [], []
        for id, work in self.works.items():
            standing = standings[id]
            if standing.differs or standing.settled:
                differing.append(self._row(work, standing, settle=True))
            elif work.slot in decided and work.slot not in changed and not standing.drafts:
                continue  # given in another way, as with 'kit points'
            elif self.who in standing.drafts or len(standing.marks) < self._needed(id):
                row = self._row(work, standing, settle=False)
                if work.slot in decided and not standing.drafts:
                    row["facts"] = [*row["facts"], AGAIN]
                mine.append(row)
        return mine + differing

    def save(self, id: str, given: Given, comment: str = "", flag: bool = False) -> str:
        """Keep one mark; see `save_all`."""
        return self.save_all([(id, given, comment, flag)])

    def save_all(self, rows: Iterable[tuple[str, Given, str, bool]]) -> str:
        """Keep marks, all or none, and the points that follow from them.

        Returns
        -------
        str
            What became of the last one, in a sentence.

        Raises
        ------
        GradeError
            If a text is not known or a row cannot have these points.
        """
        new, removed = [], set()
        standings = self._standings()[0]
        for id, given, comment, flag in rows:
            mark = self._mark(id, given, comment, flag)
            before = self._former(standings[id.removesuffix(SETTLE)], mark.role)
            if before and before.comment.strip() and not comment.strip():
                removed.add(mark.slot)
            new.append(mark)

        def decide(
            slot: Slot, marks: Sequence[Mark], before: Adjustment | None
        ) -> Adjustment | None:
            found = self._decide(slot, marks, before)
            gone = found and not found.comment and slot in removed
            return Adjustment(found.points, found.who, found.why, " ") if found and gone else found

        with MarkBook(self.out / BOOK) as book:
            book.mark(new, decide)
        return self._told(new[-1]) if new else "Nothing new."

    def version(self, id: str) -> str:
        """Name the words that a text has now; empty if there is no such text."""
        work = self.works.get(id.removesuffix(SETTLE))
        return work.digest if work else ""

    def rubric(self, id: str) -> Rubric:
        """Give the rubric of a text."""
        return self.rubrics[self.works[id.removesuffix(SETTLE)].exercise]

    def row(self, id: str, name: str) -> Row | None:
        """Find a row of a text's rubric."""
        return self.rubric(id).row(name)

    def settle_by_mean(self) -> int:
        """Give the mean, row by row, of marks that differ; say of how many texts."""
        open_ones = [
            (self.works[id], standing)
            for id, standing in self._standings()[0].items()
            if standing.differs
        ]
        marks = [
            Mark(
                *work.slot,
                answer=work.digest,
                who=self.who,
                role=MEAN,
                given=standing.rubric.mean([mark.given for mark in standing.marks.values()]),
                comment=standing.comments,
            )
            for work, standing in open_ones
        ]
        with MarkBook(self.out / BOOK) as book:
            book.mark(marks, self._decide)
        return len(marks)

    def agreement(self) -> pd.DataFrame:
        """Compare the texts that two people marked; see `kit.grading.review.agreements`."""
        standings = self._standings()[0]
        ordered = sorted(standings, key=lambda id: [*self.rubrics].index(self.works[id].exercise))
        return agreements((self.works[id].exercise, standings[id]) for id in ordered)

    def told_agreement(self) -> list[str]:
        """Say how far two markers agree, a sentence for each row of a rubric."""
        return [
            f"{exercise}, {row}: {counted(texts, 'text')} marked twice, {same:.0%} alike, "
            + ("nothing varied" if math.isnan(kappa) else f"kappa {kappa:.2f}")
            + "."
            for exercise, row, texts, same, kappa in self.agreement().itertuples(index=False)
        ]

    def _needed(self, id: str) -> int:
        return 2 if id in self._two else 1

    def _standings(self) -> tuple[dict[str, Standing], set[Slot], set[Slot]]:
        """Sort the marks by text; also, which slots have points, and which have marks at all."""
        by_slot: dict[Slot, list[Mark]] = {}
        with MarkBook(self.out / BOOK) as book:
            for mark in book.marks():
                by_slot.setdefault(mark.slot, []).append(mark)
            given = book.adjustments()
        standings = {
            id: Standing.of(self.rubrics[work.exercise], work, by_slot.get(work.slot, []))
            for id, work in self.works.items()
        }
        decided = {slot for slot, each in given.items() if each.points is not None}
        return standings, decided, set(by_slot)

    def _row(self, work: Work, standing: Standing, settle: bool) -> dict[str, Any]:
        mark = self._former(standing, SETTLED if settle else MARK)
        others = [
            {"who": mark.who, "given": dict(mark.given), "comment": mark.comment}
            for mark in standing.marks.values()
            if settle
        ]
        comment = mark.comment if mark else standing.comments if settle else ""
        return {
            **self._about[work.exercise],
            "id": work.id + SETTLE * settle,
            "pseudonym": work.pseudonym,
            "texts": [text.strip() for text in work.texts],
            "facts": list(work.facts),
            "others": others,
            "given": dict(mark.given) if mark else {},
            "comment": comment,
            "flag": bool(mark and mark.flag),
        }

    def _former(self, standing: Standing, role: str) -> Mark | None:
        return standing.drafts.get(self.who) if role == MARK else standing.settled

    def _mark(self, id: str, given: Given, comment: str, flag: bool) -> Mark:
        work = self.works.get(id.removesuffix(SETTLE))
        if work is None:
            msg = f"There is no text {id!r} here."
            raise GradeError(msg)
        for name, points in given.items():
            row = self.rubrics[work.exercise].row(name)
            if row is None or not 0 <= points <= row.points:
                msg = f"{id}: the row {name!r} cannot have {points:g} points."
                raise GradeError(msg)
        role = SETTLED if id.endswith(SETTLE) else MARK
        return Mark(*work.slot, work.digest, self.who, role, dict(given), comment, flag)

    def _decide(
        self, slot: Slot, marks: Sequence[Mark], before: Adjustment | None
    ) -> Adjustment | None:
        work = self._by_slot.get(slot)
        if work is None:
            return None
        standing = Standing.of(self.rubrics[work.exercise], work, marks)
        return standing.points(self._needed(work.id))

    def _decide_if_open(
        self, slot: Slot, marks: Sequence[Mark], before: Adjustment | None
    ) -> Adjustment | None:
        decided = before is not None and before.points is not None
        return None if decided else self._decide(slot, marks, before)

    def _told(self, mark: Mark) -> str:
        work = self._by_slot[mark.slot]
        rubric = self.rubrics[work.exercise]
        standing = self._standings()[0][work.id]
        marked = rubric.marked(mark.given)
        if marked < len(rubric.rows):
            return f"{marked} of {len(rubric.rows)} rows marked."
        points = (
            f"{rubric.total(mark.given):g} of {sum(row.points for row in rubric.rows):g} points."
        )
        if standing.differs:
            return f"{points} Somebody marked this text differently: settle it at the end."
        if standing.points(self._needed(work.id)) is None:
            return f"{points} A second person marks this text, too."
        return points


def _about(course: Course, exercise: str, rubric: Rubric) -> dict[str, Any]:
    """Say what all rows of an exercise have in common."""
    return {
        "exercise": exercise,
        "title": course.key.public(exercise)["title"],
        "task": _task(course, exercise),
        "rubric": [_as_row(row) for row in rubric.rows],
    }


def _task(course: Course, exercise: str) -> str:
    """Give the words that an exercise is asked in: the prose before its answer cell.

    Without its tables: the one there is holds the rubric, which stands beside the text.
    """
    for cells in course.notebooks.values():
        prose = ""
        for cell in cells:
            if cell.marked("answer") == exercise:
                kept = [line for line in prose.splitlines() if not line.startswith("|")]
                return "\n".join(kept).strip()
            prose = cell.source if cell.kind == "markdown" else prose
    return ""


def _rubrics(course: Course) -> dict[str, Rubric]:
    """Read the rubrics of the exercises that count."""
    return {
        id: Rubric.of(course.key.entry(id))
        for ids in course.counted.values()
        for id in ids
        if course.key.entry(id)["rubric"] and course.key.public(id)["points"]
    }


def _as_row(row: Row) -> Mapping[str, Any]:
    choices = [
        {"points": points, "key": row.key(points), "level": row.level(points)}
        for points in reversed(row.choices)
    ]
    return {"name": row.name, "points": row.points, "texts": dict(row.texts), "choices": choices}
