"""Review: which texts wait for a person, in which order, and what their marks come to.

Pure: answers, a key and marks go in. All answers to one exercise come together, in an
order that differs from marker to marker and stays the same from day to day, so that
nobody's text always comes last and two markers seldom meet at one text.

What counts: of a text that one person marks, that mark. Of one that two mark, their
common mark, or what a person settles where they differ; until then nothing.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import ceil
from typing import Any

import pandas as pd

from kit.exercise.judge import Verdict, judge
from kit.exercise.key import OpenKey
from kit.exercise.tokens import Rule, evened
from kit.grading.excerpt import excerpt
from kit.grading.gradebook import Adjustment
from kit.grading.marks import MARK, Mark, Slot
from kit.grading.rubric import Rubric
from kit.reading import agreement, frames

WHOLE = 100_000  # characters of an answer that a person sees
COLUMNS = ["exercise", "row", "texts", "same", "kappa"]


@dataclass(frozen=True)
class Work:
    """One answer that a person marks.

    Attributes
    ----------
    student, pseudonym
        Whose it is; a marker sees the pseudonym alone.
    texts
        What was answered; several where the notebook has several states of it.
    facts
        What the machine sees, in sentences.
    digest
        Of the texts: a mark is about these words.
    """

    student: str
    pseudonym: str
    exercise: str
    texts: tuple[str, ...]
    facts: tuple[str, ...]
    digest: str

    @property
    def slot(self) -> Slot:
        """Whose answer to which exercise it is."""
        return self.student, self.exercise

    @property
    def id(self) -> str:
        """Name it without a name."""
        return f"{self.exercise} {self.pseudonym}"


def works(
    key: OpenKey,
    exercise: str,
    answers: Iterable[tuple[str, Mapping[str, Any]]],
    pseudonyms: Mapping[str, str],
) -> list[Work]:
    """List the answers to an exercise that the judge leaves to a person.

    Parameters
    ----------
    key
        The open key.
    exercise
        An exercise with a rubric.
    answers
        Students and what our check cell displayed of theirs.
    pseudonyms
        Of each student.
    """
    found = []
    for student, payload in answers:
        states = [payload, *payload.get("also", ())]
        open_states = [(s, v) for s in states if (v := _verdict(key, s)) and v.points is None]
        if open_states:
            texts = tuple(dict.fromkeys(filter(None, (_text(state) for state, _ in open_states))))
            facts = _facts(key.rule(exercise), texts, [verdict for _, verdict in open_states])
            digest = hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]
            found.append(Work(student, pseudonyms[student], exercise, texts, facts, digest))
    return _with_copies(found)


def _verdict(key: OpenKey, state: Mapping[str, Any]) -> Verdict | None:
    try:
        return judge(key, state, grading=True)
    except Exception:  # whatever garbage a submission displays: it is reported as not graded
        return None


def _text(state: Mapping[str, Any]) -> str:
    answer = state.get("answer")
    return answer if isinstance(answer, str) else excerpt(dict(state), WHOLE)


def _facts(rule: Rule, texts: Sequence[str], verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """Say what the form of an answer is like; the content is for a person."""
    facts = []
    asked = [("least", rule.form.get("words")), ("most", rule.form.get("at_most"))]
    limits = " and ".join(f"at {side} {number}" for side, number in asked if number)
    for text in texts:
        count = len(text.split())
        facts.append(f"{count} words" + (f"; asked for are {limits}." if limits else "."))
        if rule.form.get("mention"):
            there = evened(text, "kept")
            said = [
                f"{m}: {'yes' if evened(m, 'kept') in there else 'no'}"
                for m in rule.form["mention"]
            ]
            facts.append(f"Mentions {', '.join(said)}.")
    if not texts:
        facts += [verdict.message for verdict in verdicts]
    if len(texts) > 1:
        facts.append(f"The notebook has {len(texts)} versions; mark the best.")
    return tuple(dict.fromkeys(facts))


def _with_copies(found: list[Work]) -> list[Work]:
    """Say of each work how often the very same text was handed in."""
    counts = Counter(work.digest for work in found if work.texts)
    said = "{} students handed in exactly this text."
    return [
        replace(work, facts=(*work.facts, said.format(counts[work.digest])))
        if counts[work.digest] > 1
        else work
        for work in found
    ]


def arranged(works: Iterable[Work], seed: str) -> list[Work]:
    """Put works in order: by exercise, within one as the seed has it.

    A work keeps its place among the others when some come or go.
    """
    order: dict[str, int] = {}
    listed = list(works)
    for work in listed:
        order.setdefault(work.exercise, len(order))
    return sorted(listed, key=lambda work: (order[work.exercise], _lot(seed, work), work.id))


def twice(works: Iterable[Work], share: float) -> set[str]:
    """Choose the works that two people mark, by lot: this share of each exercise, rounded up."""
    by_exercise: dict[str, list[Work]] = {}
    for work in works:
        by_exercise.setdefault(work.exercise, []).append(work)
    return {
        work.id
        for group in by_exercise.values()
        for work in sorted(group, key=lambda work: _lot("twice", work))[: _part(share, group)]
    }


def _part(share: float, group: Sequence[Work]) -> int:
    return ceil(round(share * len(group), 6))  # 0.2 of 35 is 7, not a hair more


def _lot(seed: str, work: Work) -> str:
    return hashlib.sha256(f"{seed}\n{work.id}".encode()).hexdigest()


@dataclass(frozen=True)
class Standing:
    """How far the marking of one text is.

    Attributes
    ----------
    drafts, marks
        What markers began, and what they finished, by who.
    settled
        What a person decided where two differ.
    """

    rubric: Rubric
    drafts: Mapping[str, Mark]
    marks: Mapping[str, Mark]
    settled: Mark | None

    @classmethod
    def of(cls, rubric: Rubric, work: Work, marks: Iterable[Mark]) -> "Standing":
        """Sort the marks of one slot; those of an earlier text say nothing of this one."""
        mine = [mark for mark in marks if mark.answer == work.digest]
        whole = [mark for mark in mine if rubric.complete(mark.given)]
        settled = [mark for mark in whole if mark.role != MARK]
        return cls(
            rubric,
            {mark.who: mark for mark in mine if mark.role == MARK},
            {mark.who: mark for mark in whole if mark.role == MARK},
            settled[-1] if settled else None,
        )

    @property
    def differs(self) -> bool:
        """Whether finished marks differ and nobody has settled it."""
        given = [self._rows(mark) for mark in self.marks.values()]
        return self.settled is None and any(rows != given[0] for rows in given)

    def points(self, needed: int) -> Adjustment | None:
        """Say what counts, or None if nothing does yet.

        Parameters
        ----------
        needed
            How many people have to mark this text.
        """
        if self.settled is None and (self.differs or len(self.marks) < needed):
            return None
        last = self.settled or [*self.marks.values()][-1]
        total, why = self.rubric.total(last.given), self.rubric.why(last.given)
        if self.settled:
            return Adjustment(total, last.who, f"{why} ({last.role})", last.comment.strip())
        return Adjustment(total, " and ".join(sorted(self.marks)), why, self.comments)

    @property
    def comments(self) -> str:
        """Join what the markers wrote to the student."""
        typed = (mark.comment.strip() for mark in self.marks.values())
        return "\n\n".join(dict.fromkeys(filter(None, typed)))

    def _rows(self, mark: Mark) -> list[float]:
        return [mark.given[row.name] for row in self.rubric.rows]


def agreements(standings: Iterable[tuple[str, Standing]]) -> pd.DataFrame:
    """Compare texts that two people marked, row by row.

    The two are taken in the order of their names. Rows are ordinal, so kappa is the
    weighted one: one step apart is a smaller disagreement than two.

    Returns
    -------
    DataFrame
        ``exercise``, ``row``, ``texts`` (pairs of marks), ``same`` (share), ``kappa``,
        missing where nothing varied.
    """
    pairs: dict[str, list[tuple[Mark, Mark]]] = {}
    rubrics: dict[str, Rubric] = {}
    for exercise, standing in standings:
        rubrics[exercise] = standing.rubric
        marks = [standing.marks[who] for who in sorted(standing.marks)]
        pairs.setdefault(exercise, []).extend(combinations(marks, 2))
    rows = []
    for exercise, twos in pairs.items():
        for row in rubrics[exercise].rows if twos else ():
            one, other = ([two[side].given[row.name] for two in twos] for side in (0, 1))
            same = agreement.proportion(one, other)
            kappa = agreement.kappa(one, other, order=sorted({*row.choices, *one, *other}))
            rows.append((exercise, row.name, len(twos), same, kappa))
    return frames.rows(rows, COLUMNS)
