"""Which exercise serves which objective, and who marks it: tables for the teaching guide.

The sources are read as text, without a notebook reader, so that
``kit build --check`` stays quick. Whatever else is wrong with a source, the
build says when it reads it in full.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.authoring.problems import raise_all
from kit.exercise.definition import DefinitionError, Exercise

GUIDE = Path("docs") / "teaching.md"
SECTION = "What you will find out"
_PLACE = re.compile(r"(<!-- objectives: .*? -->\n).*?(\n<!-- /objectives -->)", re.DOTALL)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_FOUND_OUT = re.compile(rf"^## {SECTION}\n(.*?)(?=^#|^\+\+\+|\Z)", re.MULTILINE | re.DOTALL)
_NUMBERED = re.compile(r"^(\d+)\. (.+(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_EXERCISE = re.compile(
    r'^```\{code-cell\}[^\n]*\n:tags: \["exercise:([\d.]+)"\]\n(.*?)^```$', re.MULTILINE | re.DOTALL
)
_LOOKS_AT = {
    "value": "the value",
    "number": "the number",
    "set": "each member",
    "ordered": "each place",
    "mapping": "each entry",
    "table": "the table",
    "partition": "the groups",
    "function": "its results, also for tables that students do not see",
    "property": "only that the table is complete",
}


@dataclass(frozen=True)
class Lesson:
    """What one source promises and asks: objectives by number, exercises in order."""

    name: str
    title: str
    objectives: Mapping[int, str]
    exercises: Sequence[Exercise]


def pages(course: Path, files: Sequence[Path]) -> dict[Path, str]:
    """Bring the tables of the teaching guide up to date, if the course has one.

    Raises
    ------
    BuildError
        As :func:`with_objectives`.
    """
    guide = course / GUIDE
    if not guide.exists():
        return {}
    texts = {file.stem: file.read_text(encoding="utf-8") for file in files}
    return {guide: with_objectives(guide.read_text(encoding="utf-8"), texts)}


def with_objectives(page: str, sources: Mapping[str, str]) -> str:
    """Put the tables into a page, between its two ``objectives`` comments.

    An exercise serves the objective that it names: in the same words, capital
    letters and punctuation aside, or by its number. A row of a rubric can name
    another one in its own ``objective``.

    Parameters
    ----------
    page
        Text of the page; without the comments it stays as it is.
    sources
        Texts of the notebook sources, by name (``01_stop_and_look``).

    Returns
    -------
    str
        The page with a table for each notebook.

    Raises
    ------
    BuildError
        If an exercise names no objective of its notebook, or if nothing
        serves an objective: every case, what is allowed, what to do.

    Examples
    --------
    >>> with_objectives("A page without the comments.", {})
    'A page without the comments.'
    """
    if not _PLACE.search(page):
        return page
    problems: list[str] = []
    lessons = [_lesson(name, text, problems) for name, text in sorted(sources.items())]
    served = [(lesson, _served(lesson, problems)) for lesson in lessons]
    raise_all(problems)
    tables = [_summary(lessons), *(_section(lesson, rows) for lesson, rows in served)]
    made = "\n" + "\n\n".join(tables) + "\n"
    return _PLACE.sub(lambda found: found[1] + made + found[2], page)


def _lesson(name: str, text: str, problems: list[str]) -> Lesson:
    title = _TITLE.search(text)
    found_out = _FOUND_OUT.search(text)
    numbered = _NUMBERED.findall(found_out[1]) if found_out else []
    if not numbered:
        problems.append(
            f"{name}.md: no numbered objectives. Write them as a list 1., 2., ... "
            f"under a heading '## {SECTION}'."
        )
    objectives = {int(number): " ".join(said.split()) for number, said in numbered}
    return Lesson(name, title[1] if title else name, objectives, _exercises(name, text, problems))


def _exercises(name: str, text: str, problems: list[str]) -> list[Exercise]:
    import yaml

    found = []
    for id, written in _EXERCISE.findall(text):
        try:
            found.append(Exercise.from_dict(id, yaml.safe_load(written)))
        except (yaml.YAMLError, DefinitionError, TypeError) as error:
            reason = " ".join(str(error).split())
            problems.append(f"{name}.md, exercise {id}: its definition cannot be read: {reason}")
    return found


Row = tuple[int, Exercise, Sequence[Mapping[str, Any]]]


def _served(lesson: Lesson, problems: list[str]) -> list[Row]:
    """Find for each objective the exercises, and the rows of their rubrics, that serve it."""
    rows: list[Row] = []
    for exercise in lesson.exercises:
        by_number: dict[int | None, list[Mapping[str, Any]]] = {}
        own = str(exercise.objective)  # YAML reads a bare number as one
        if not exercise.rubric:
            by_number[_number(own, lesson)] = []
        for row in exercise.rubric:
            named = str(row.get("objective", own))
            by_number.setdefault(_number(named, lesson), []).append(row)
        if None in by_number:
            problems.append(_unknown(lesson, exercise))
        rows += [(number, exercise, part) for number, part in by_number.items() if number]
    missing = lesson.objectives.keys() - {number for number, _, _ in rows}
    problems += [
        f"{lesson.name}.md: nothing serves objective {number}, '{lesson.objectives[number]}' "
        "Name it in an exercise or in a row of a rubric, or take it out."
        for number in sorted(missing)
    ]
    return sorted(rows, key=lambda row: row[0])


def _unknown(lesson: Lesson, exercise: Exercise) -> str:
    allowed = "; ".join(f"{number}. {said}" for number, said in lesson.objectives.items())
    return (
        f"{lesson.name}.md, exercise {exercise.id}: '{exercise.objective}' (or the objective of a "
        f"rubric row) is none of the notebook's objectives. Use the words of one: {allowed}"
    )


def _number(named: str, lesson: Lesson) -> int | None:
    """Find the objective that some words name; a number before them is enough."""
    words = _words(named)
    for number, said in lesson.objectives.items():
        if words == _words(said):
            return number
    first = int(words[0]) if words and words[0].isdigit() else None
    return first if first in lesson.objectives else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _summary(lessons: Sequence[Lesson]) -> str:
    return f"In all: {_shares([each for lesson in lessons for each in lesson.exercises])}"


def _shares(exercises: Sequence[Exercise]) -> str:
    """Say how many exercises and points machines and people mark."""
    people = [each for each in exercises if each.kind == "text"]
    machines = [each for each in exercises if each.kind != "text"]
    return f"machines mark {_sum(machines)}, people mark {_sum(people)}."


def _sum(exercises: Sequence[Exercise]) -> str:
    if not exercises:
        return "none"
    points = sum(each.points for each in exercises)
    exercise = "exercise" if len(exercises) == 1 else "exercises"
    return f"{len(exercises)} {exercise} ({points:g} {'point' if points == 1 else 'points'})"


def _section(lesson: Lesson, rows: Sequence[Row]) -> str:
    """Write the table of one notebook under its heading."""
    title = f"### {lesson.name[:2]} {lesson.title}"
    head = "| objective | exercise | points | marked by | rubric, or what the check looks at |"
    lines = [
        title,
        "",
        f"{_shares(lesson.exercises).capitalize()}",
        "",
        head,
        "|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *_lines(lesson, rows)])


def _lines(lesson: Lesson, rows: Sequence[Row]) -> Iterator[str]:
    for number, exercise, rubric in rows:
        points = sum(row["points"] for row in rubric) if rubric else exercise.points
        parts = [f"{row['row']} {row['points']:g}" for row in rubric]
        cells = [
            f"{number}. {lesson.objectives[number]}",
            f"{exercise.id} {exercise.title}",
            f"{points:g}",
            "a person" if rubric else "machine",
            "; ".join(parts) or _LOOKS_AT[exercise.kind],
        ]
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
