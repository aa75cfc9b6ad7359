"""``course.toml``: the plans of a course, each a choice of lessons, exercises and weights.

Building checks the file, a release hands out what a plan chooses, and grading
counts it. Without the file there is one plan: the full course.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "course.toml"
FULL = "full"
FIELDS = ("title", "about", "plan", "plans")
PLAN_FIELDS = ("title", "lessons", "leave_out", "weights")

Lessons = Mapping[str, Sequence[str]]


class PlanError(Exception):
    """``course.toml`` cannot be used; the message lists every problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class UnknownPlan(PlanError):  # noqa: N818  (read aloud: "an unknown plan")
    """Somebody asks for a plan that the course does not have."""


@dataclass(frozen=True)
class Plan:
    """A choice from the course.

    Attributes
    ----------
    exercises
        The ids of the exercises that count, by lesson, in the order of the course.
    weights
        Factors on the points of some of them; the others have the weight 1.
    """

    name: str
    title: str
    exercises: Lessons
    weights: Mapping[str, float] = field(default_factory=dict)

    @property
    def ids(self) -> set[str]:
        """The ids of all exercises that count."""
        return {id for ids in self.exercises.values() for id in ids}

    def points(self, exercise: str, points: float) -> float:
        """Weigh points of an exercise, to two decimals.

        Examples
        --------
        >>> Plan("short", "", {"01_look": ["1.1"]}, {"1.1": 1.5}).points("1.1", 3)
        4.5
        """
        weight = self.weights.get(exercise, 1)
        return points if weight == 1 else round(points * weight, 2)

    def weighted(self, entries: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Put the weighted points into the entries of a key, open or sealed."""
        return {id: e | {"points": self.points(id, e["points"])} for id, e in entries.items()}


@dataclass(frozen=True)
class Syllabus:
    """What ``course.toml`` says.

    Attributes
    ----------
    title, about
        What students read first.
    chosen
        The name of the plan that counts if nobody names another.
    plans
        By name; one of them is the full course.
    """

    title: str
    about: str
    chosen: str
    plans: Mapping[str, Plan]

    def plan(self, name: str | None = None) -> Plan:
        """Find a plan.

        Parameters
        ----------
        name
            By default the plan that the course names.

        Raises
        ------
        UnknownPlan
            Naming the plans there are.
        """
        wanted = self.chosen if name is None else name
        if wanted not in self.plans:
            there = ", ".join(self.plans)
            msg = f"There is no plan '{wanted}' in {FILE}. Plans: {there}."
            raise UnknownPlan([msg])
        return self.plans[wanted]


def read(course: Path, lessons: Lessons) -> Syllabus:
    """Read and check the ``course.toml`` of a course.

    Parameters
    ----------
    course
        The course folder; the file may be missing.
    lessons
        What can be chosen: the ids of the exercises, by lesson
        (``01_stop_and_look``), in the order of the course.

    Raises
    ------
    PlanError
        With every problem: where, what, what is allowed.
    """
    path = course / FILE
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{FILE}: this is not TOML: {error}. Mend the place it names."
        raise PlanError([msg]) from None
    reader = _Reader(lessons)
    found = reader.syllabus(written)
    if reader.problems:
        raise PlanError(f"{problem}. Mend {FILE}." for problem in reader.problems)
    return found


class _Reader:
    """Takes the file apart and notes every problem."""

    def __init__(self, lessons: Lessons) -> None:
        self.lessons = lessons
        self.problems: list[str] = []

    def syllabus(self, written: Mapping[str, Any]) -> Syllabus:
        self._known_fields(FILE, written, FIELDS)
        tables = written.get("plans", {})
        if not isinstance(tables, dict):
            self.problems.append(f'{FILE}: "plans" holds no plans; write [plans.NAME]')
            tables = {}
        plans = {name: self._plan(name, table) for name, table in tables.items()}
        plans.setdefault(FULL, Plan(FULL, "The full course", dict(self.lessons)))
        chosen = self._text(FILE, written, "plan") or FULL
        if chosen not in plans:
            there = ", ".join(plans)
            self.problems.append(f"{FILE}: plan names '{chosen}'; plans here: {there}")
        title, about = (self._text(FILE, written, name) for name in ("title", "about"))
        return Syllabus(title or "Course", about, chosen, plans)

    def _plan(self, name: str, written: Any) -> Plan:
        where = f"{FILE}, plan {name}"
        if not isinstance(written, dict):
            self.problems.append(f'{where}: not a table; write [plans."{name}"]')
            written = {}
        self._known_fields(where, written, PLAN_FIELDS)
        chosen = self._lessons(where, written)
        left_out = self._ids(where, written, "leave_out", chosen)
        kept = {name: [id for id in ids if id not in left_out] for name, ids in chosen.items()}
        weights = self._weights(where, written, kept)
        return Plan(name, self._text(where, written, "title"), kept, weights)

    def _lessons(self, where: str, written: Mapping[str, Any]) -> Lessons:
        """Find the lessons that a plan names by number; all if it names none."""
        if "lessons" not in written:
            return self.lessons
        numbers = [name[:2] for name in self.lessons]
        named = self._texts(where, written, "lessons", '["00", "01"]')
        there = ", ".join(numbers)
        self.problems += [
            f"{where}: unknown lesson '{number}'; lessons here: {there}"
            for number in named
            if number not in numbers
        ]
        if not written["lessons"]:
            self.problems.append(f"{where}: no lesson; lessons here: {there}")
        return {name: ids for name, ids in self.lessons.items() if name[:2] in named}

    def _ids(
        self, where: str, written: Mapping[str, Any], name: str, chosen: Lessons
    ) -> Sequence[str]:
        named = self._texts(where, written, name, '["1.2", "1.5"]')
        self._known_ids(where, named, chosen)
        return named

    def _weights(self, where: str, written: Mapping[str, Any], kept: Lessons) -> dict[str, float]:
        found = written.get("weights", {})
        if not isinstance(found, dict):
            self.problems.append(f'{where}: weights must be of the form {{ "1.2" = 2 }}')
            return {}
        unquoted = [id for id, weight in found.items() if isinstance(weight, dict)]
        self.problems += [
            f'{where}: a weight of {id}.… is written without quotes; write "{id}.2" = 2'
            for id in unquoted
        ]
        weights = {id: weight for id, weight in found.items() if id not in unquoted}
        self._known_ids(where, weights, kept)
        self.problems += [
            f"{where}: the weight of {id} is {weight}; a weight is a number from 0 on, such as 2"
            for id, weight in weights.items()
            if not _is_weight(weight)
        ]
        return weights

    def _known_ids(self, where: str, ids: Iterable[str], lessons: Lessons) -> None:
        there = [id for known in lessons.values() for id in known]
        self.problems += [
            f"{where}: unknown exercise '{id}'; exercises of this plan: {', '.join(there)}"
            for id in ids
            if id not in there
        ]

    def _known_fields(self, where: str, written: Mapping[str, Any], known: Sequence[str]) -> None:
        self.problems += [
            f"{where}: unknown field '{name}'; allowed: {', '.join(known)}"
            for name in written
            if name not in known
        ]

    def _text(self, where: str, written: Mapping[str, Any], name: str) -> str:
        found = written.get(name, "")
        if not isinstance(found, str):
            self.problems.append(f"{where}: {name} must be a text in quotes")
            return ""
        return found.strip()

    def _texts(self, where: str, written: Mapping[str, Any], name: str, example: str) -> list[str]:
        found = written.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self.problems.append(f"{where}: {name} must be a list in quotes, such as {example}")
            return []
        return found


def _is_weight(weight: object) -> bool:
    number = isinstance(weight, int | float) and not isinstance(weight, bool)
    return number and math.isfinite(weight) and weight >= 0  # type: ignore[arg-type, operator]
