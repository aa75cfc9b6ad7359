"""The class report: how exercises worked, what was got wrong, where the class disagrees.

One page that needs nothing but itself. It names no student: it shows how many gave
an answer, and, beside the mistakes that the author foresaw, only answers that at least
two gave. Same gradebook and key, same bytes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kit.exercise.plan import read as read_plans
from kit.grading.codings import Coding, Forecasts, disputed, forecasts_in, from_parts, from_tables
from kit.grading.course import Course
from kit.grading.excerpt import excerpt
from kit.grading.feedback import template
from kit.grading.gradebook import Gradebook
from kit.grading.items import BY_HAND, Item, unsandboxed
from kit.grading.itemstats import LEAST, difficulty, discrimination
from kit.grading.parts import RESULTS
from kit.grading.report import Row, rows

OUTCOME = "outcome of "
SHARED = 2  # students who must have given an answer that nobody foresaw for it to be shown
SHOWN = 5  # wrong answers an exercise
COLUMNS = 8  # values of a heat map; what is rarer is added up
DISPUTED = 10
BINS = 10


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that several gave, and which listed mistake it is."""

    unit: str
    value: str
    count: int
    hint: str


@dataclass(frozen=True)
class Line:
    """How one exercise worked."""

    exercise: str
    title: str
    most: float
    counts: Counter[str]
    difficulty: float
    discrimination: float
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def given(self) -> int:
        """How many have points for it."""
        without = ("needs review", "not graded")
        return sum(n for status, n in self.counts.items() if status not in without)

    @property
    def remark(self) -> str:
        """What to look at, in words; empty if nothing stands out."""
        if self.discrimination < 0:
            return "who does well elsewhere does worse here: is the key right, is the task clear?"
        if self.difficulty < 0.3:
            return "hard: talk about it in class"
        if self.difficulty == 1:
            return "everybody has it"
        return ""


def page(book: Gradebook, course: Course, items: Sequence[Item]) -> str:
    """Write the report.

    Parameters
    ----------
    book, course
        What was collected, and what is right.
    items
        From `kit.grading.items.judged`, or the same with pseudonyms.
    """
    counted = [item for item in items if item.exercise]
    by_exercise: dict[str, list[Item]] = defaultdict(list)
    for item in counted:
        by_exercise[item.exercise].append(item)
    found = rows(items, course)
    codings = list(_codings(book, course, by_exercise))
    return template("class.html").render(
        title=read_plans(course.folder, course.exercises).title,
        plan=course.plan.title or course.plan.name,
        students=len(found),
        statuses=sorted(Counter(row.status for row in found).items()),
        totals=_totals(found),
        unsandboxed=unsandboxed(items),
        lessons=list(_lessons(course, by_exercise)),
        least=LEAST,
        shared=SHARED,
        codings=[_heat(coding) for coding in codings],
        disputed=disputed(codings).head(DISPUTED).to_dict("records"),
        forecasts=[_forecast(each) for each in _forecasts(book, course)],
        accepted=list(_accepted(book, course)),
        by_hand=_by_hand(counted),
    )


def _totals(found: Sequence[Row]) -> list[dict[str, Any]]:
    """Count totals in tenths of all points; full points belong to the last tenth."""
    shares = [row.total / row.max_total for row in found if row.total is not None and row.max_total]
    counts = Counter(min(int(share * BINS), BINS - 1) for share in shares)
    most = max(counts.values(), default=1)
    return [
        {
            "label": f"{n * 100 // BINS} to {(n + 1) * 100 // BINS} %",
            "count": counts[n],
            "share": counts[n] / most,
        }
        for n in range(BINS)
    ]


def _lessons(
    course: Course, by_exercise: dict[str, list[Item]]
) -> Iterator[tuple[str, list[Line]]]:
    points, most = _points(by_exercise)
    easy, sharp = difficulty(points, most), discrimination(points, most)
    for notebook, ids in course.counted.items():
        lines = []
        for id in ids:
            mine = [item for item in by_exercise.get(id, ()) if not item.absent]
            if mine:
                numbers = (easy.get(id, float("nan")), sharp.get(id, float("nan")))
                about = (id, mine[0].title, mine[0].max_points or 0.0)
                counts = Counter(item.status for item in mine)
                lines.append(Line(*about, counts, *numbers, list(_wrong(mine))))
        if lines:
            yield course.title(notebook), lines


def _points(by_exercise: dict[str, list[Item]]) -> tuple[pd.DataFrame, pd.Series]:
    """Lay the points out, students × exercises that have any points to earn.

    Without those that wait for a person: of a text, only the empty ones have points
    before it is marked, and all of these are 0.
    """
    columns = {
        id: {item.student: item.points for item in mine}
        for id, mine in by_exercise.items()
        if mine[0].max_points and not any(item.status == "needs review" for item in mine)
    }
    most = {id: by_exercise[id][0].max_points for id in columns}
    return pd.DataFrame(columns, dtype=float), pd.Series(most, dtype=float)


def _wrong(items: Sequence[Item]) -> Iterator[Wrong]:
    """List the most frequent wrong answers, each as most students wrote it."""
    counts: Counter[str] = Counter()
    spelled: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    hints: dict[str, str] = {}
    for item in items:
        for part in item.parts:
            if part.grade in ("mistake", "wrong"):
                counts[part.same] += 1
                spelled[part.same][part.unit, part.value] += 1
                hints[part.same] = hints.get(part.same) or part.hint
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    for same, count in ranked[:SHOWN]:
        if count >= SHARED or hints[same]:
            (unit, value), _ = spelled[same].most_common(1)[0]
            yield Wrong(unit, value, count, hints[same])


def _codings(
    book: Gradebook, course: Course, by_exercise: dict[str, list[Item]]
) -> Iterator[Coding]:
    for id, items in by_exercise.items():
        entry = course.key.entries[id]
        yield from from_parts(items, entry, id)
        if entry["kind"] == "property":
            yield from from_tables((payload for _, payload in book.answers_to(id)), entry, id)


def _heat(coding: Coding) -> dict[str, Any]:
    """Lay a coding out as a table whose cells are shaded by how many chose them."""
    counts = coding.by_unit()
    coders = counts["coders"]
    values, rest = coding.values(), []
    if len(values) > COLUMNS and not coding.order:
        values, rest = values[: COLUMNS - 1], values[COLUMNS - 1 :]
    table = counts[values].assign(**{"all others": counts[rest].sum(axis=1)} if rest else {})
    lines = [
        {
            "unit": unit,
            "cells": [(int(n), n / coders[unit]) for n in table.loc[unit]],
            "coders": int(coders[unit]),
            "disagreement": counts.at[unit, "disagreement"],
        }
        for unit in table.index
    ]
    head = [str(value) for value in table.columns]
    return {"coding": coding, "alpha": coding.alpha(), "head": head, "lines": lines}


def _forecasts(book: Gradebook, course: Course) -> Iterator[Forecasts]:
    for ids in course.counted.values():
        for id in ids:
            entry = course.key.entries[id]
            if entry["kind"] == "property":
                payloads = (payload for _, payload in book.answers_to(id))
                outcome = book.remembered(OUTCOME + id) or ""
                found = forecasts_in(payloads, entry, id, outcome)
                if found:
                    yield found


def _forecast(found: Forecasts) -> dict[str, Any]:
    table = found.pooled()
    return {
        "exercise": found.exercise,
        "title": found.title,
        "count": len(found.table),
        "incoherent": found.incoherent(),
        "head": list(table.columns),
        "lines": [(option, list(table.loc[option])) for option in table.index],
        "outcome": found.outcome,
        "brier": list(found.brier().items()) if found.outcome else [],
    }


def _accepted(book: Gradebook, course: Course) -> Iterator[dict[str, Any]]:
    for each in book.acceptances():
        if each.exercise in course.plan.ids:
            yield {"it": each, "answer": excerpt({"answer": each.answer}) or RESULTS}


def _by_hand(items: Sequence[Item]) -> list[tuple[str, int]]:
    counts = Counter(item.exercise for item in items if item.reason.startswith(BY_HAND))
    return list(counts.items())
