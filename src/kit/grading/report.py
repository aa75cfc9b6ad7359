"""Grades out of the gradebook: every stored answer judged, then CSV files and pages.

Runs nothing that students wrote. Same gradebook and key, same bytes.

A student's status says how far the grade is. It is ``graded`` if every notebook of
the plan was handed in and every exercise has its points, so that the total is final;
``not graded`` if a notebook was not handed in or an exercise could not be graded;
else ``needs review``. The total is always the sum of the points given so far.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.exercise.judge import Verdict, judge
from kit.grading.course import Course
from kit.grading.excerpt import excerpt
from kit.grading.gradebook import Adjustment, Gradebook, Record

if TYPE_CHECKING:
    from jinja2 import Template

ABSENT = "not handed in"
OUT_OF_TIME = "The notebook used up its time before this exercise was reached."
ITEM_COLUMNS = ("student", "notebook", "exercise", "points", "max_points", "status", "reason")


@dataclass(frozen=True)
class Item:
    """What one student has for one exercise; ``points`` is None where none are given.

    ``exercise`` is empty, and ``max_points`` None, for a file that is none of the
    course's notebooks. ``file`` is the file's name, ``note`` which of several it is,
    ``answer`` what the student answered, shortened.
    """

    student: str
    notebook: str
    exercise: str
    points: float | None
    max_points: float | None
    status: str
    reason: str = ""
    title: str = ""
    ask: str = ""
    hint: str = ""
    file: str = ""
    note: str = ""
    answer: str = ""

    @property
    def absent(self) -> bool:
        """Whether the notebook was not handed in."""
        return self.reason == ABSENT

    @property
    def failed(self) -> bool:
        """Whether the exercise counts, was handed in, and could not be graded."""
        return self.status == "not graded" and bool(self.max_points) and not self.absent


@dataclass(frozen=True)
class Row:
    """One line of ``grades.csv``: a student; None where no points are given."""

    student: str
    total: float | None
    max_total: float
    status: str
    notebooks: tuple[float | None, ...]


def judged(book: Gradebook, course: Course) -> list[Item]:
    """Judge every stored answer with the open key.

    Returns
    -------
    list of Item
        One for every student and exercise that counts, sorted, whether or not
        anything was handed in.
    """
    records = {(record.student, record.notebook): record for record in book.records()}
    by_hand = book.adjustments()
    items: list[Item] = []
    for student in book.students():
        for notebook, exercises in course.counted.items():
            record = records.get((student, notebook))
            answers = book.answers(student, notebook) if record else {}
            for id in exercises:
                item = _item(student, notebook, id, record, answers.get(id), course)
                if record:
                    item = replace(item, file=record.name, note=record.note)
                items.append(_adjusted(item, by_hand.get((student, id)), course))
    # A notebook of the course that is not in the plan is kept, and says nothing here.
    items += [_foreign(r) for r in records.values() if r.notebook not in course.exercises]
    return sorted(items, key=lambda item: item.student)


def _item(
    student: str,
    notebook: str,
    id: str,
    record: Record | None,
    answer: dict[str, Any] | None,
    course: Course,
) -> Item:
    public = course.key.public(id)
    about = (student, notebook, id)
    blank = {"max_points": public["points"], "status": "not graded", "title": public["title"]}
    if record is None:
        return Item(*about, None, reason=ABSENT, **blank)
    if record.reason or answer is None:
        return Item(*about, None, reason=record.reason or OUT_OF_TIME, **blank)
    try:
        verdict, best = _best(answer, course)
    except Exception as error:  # whatever garbage makes the judge raise, this item bears it alone
        reason = f"The answer could not be judged ({type(error).__name__})."
        return Item(*about, None, reason=reason, **blank)
    item = _from_verdict(about, public["title"], verdict)
    return item if item.status == "not answered" else replace(item, answer=excerpt(best))


def _best(answer: dict[str, Any], course: Course) -> tuple[Verdict, dict[str, Any]]:
    """Judge every state of an answer; give the best, which for a text is for a person to say."""
    states = [answer, *answer.get("also", ())]
    verdicts = [(judge(course.key, state, grading=True), state) for state in states]
    return max(verdicts, key=lambda pair: (pair[0].points is None, pair[0].points or 0))


def _from_verdict(about: tuple[str, str, str], title: str, verdict: Verdict) -> Item:
    reason = "" if verdict.status == "correct" else verdict.message
    points = (verdict.points, verdict.max_points, verdict.status)
    return Item(*about, *points, reason, title, verdict.ask, verdict.hint)


def _adjusted(item: Item, given: Adjustment | None, course: Course) -> Item:
    """Put points by hand in place of the judge's; the plan weighs them as it weighs those."""
    if given is None:
        return item
    points = course.plan.points(item.exercise, given.points)
    status = "correct" if points == item.max_points else "partly" if points else "not yet"
    reason = f"By hand ({given.who}): {given.why}"
    return replace(item, points=points, status=status, reason=reason, ask="", hint="")


def _foreign(record: Record) -> Item:
    about = (record.student, record.notebook, "")
    blank = Item(*about, None, None, "not graded", record.reason)
    return replace(blank, file=record.name, note=record.note)


def rows(items: Iterable[Item], course: Course) -> list[Row]:
    """Sum the items by student, one row each, sorted."""
    by_student: dict[str, list[Item]] = {}
    for item in items:
        by_student.setdefault(item.student, []).append(item)
    most = round(sum(course.max_points(notebook) for notebook in course.counted), 2)
    return [
        Row(
            student,
            total=_sum(mine),
            max_total=most,
            status=_status(mine),
            notebooks=tuple(_sum(i for i in mine if i.notebook == n) for n in course.counted),
        )
        for student, mine in sorted(by_student.items())
    ]


def _sum(items: Iterable[Item]) -> float | None:
    given = [item.points for item in items if item.points is not None]
    return round(sum(given), 2) if given else None


def _status(items: Sequence[Item]) -> str:
    """Say how far a student's grade is.

    A file that is none of ours holds nothing up, nor does an exercise without points.
    """
    counting = {item.status for item in items if item.max_points}
    for status in ("not graded", "needs review"):
        if status in counting:
            return status
    return "graded"


def grades_csv(found: Iterable[Row], course: Course) -> str:
    """Write ``grades.csv``."""
    head = ("student", "total", "max_total", "status", *course.counted)
    return _csv(head, ((r.student, r.total, r.max_total, r.status, *r.notebooks) for r in found))


def items_csv(items: Iterable[Item]) -> str:
    """Write ``items.csv``."""
    noted = (replace(i, reason=" ".join(filter(None, (i.reason, i.note)))) for i in items)
    return _csv(ITEM_COLUMNS, ([getattr(i, name) for name in ITEM_COLUMNS] for i in noted))


def _csv(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_field(value) for value in line] for line in lines)
    return text.getvalue()


def _field(value: object) -> str:
    """Write one field; text that a spreadsheet would run as a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return f"{value:g}"


def write(items: Sequence[Item], course: Course, out: Path) -> list[Row]:
    """Write the CSV files and one feedback page a notebook that was handed in."""
    found = rows(items, course)
    _put(out / "grades.csv", grades_csv(found, course))
    _put(out / "items.csv", items_csv(items))
    for (student, notebook), page in _pages(items, course):
        _put(out / "feedback" / student / f"{notebook}.html", page)
    return found


def _put(path: Path, text: str) -> None:
    """Write a file as a whole, and only if it changes."""
    content = text.encode("utf-8")
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.write_bytes(content)
    half.replace(path)


def _pages(items: Iterable[Item], course: Course) -> Iterator[tuple[tuple[str, str], str]]:
    pages: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        if not item.absent:
            pages.setdefault((item.student, item.notebook), []).append(item)
    template = _template()
    for (student, notebook), mine in pages.items():
        title = course.title(notebook)
        yield (student, notebook), feedback(template, student, title, mine)


def _template() -> "Template":
    import jinja2

    rooms = jinja2.PackageLoader("kit.grading")
    surroundings = jinja2.Environment(
        loader=rooms, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    surroundings.filters["points"] = _field
    return surroundings.get_template("feedback.html")


def feedback(template: "Template", student: str, title: str, items: Sequence[Item]) -> str:
    """Write one feedback page: what was right, what to ask next; never the key."""
    exercises = [item for item in items if item.exercise]
    return template.render(
        student=student,
        title=title,
        file=items[0].file,
        note=items[0].note,
        exercises=exercises,
        reason="" if exercises else items[0].reason,
        total=_sum(exercises),
        most=round(sum(item.max_points or 0 for item in exercises), 2),
        open=sum(item.points is None for item in exercises),
    )
