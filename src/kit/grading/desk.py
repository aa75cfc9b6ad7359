"""What is done with a class that was collected: accept, give points, report.

Nothing here runs what students wrote. The plan is the one that the class was graded
by, unless another is named.
"""

import getpass
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kit.exercise import plan as plans
from kit.grading import accept, classreport, lms, points, report, returns
from kit.grading.codings import forecast_options
from kit.grading.course import Course
from kit.grading.feedback import pages
from kit.grading.files import csv_text, put, sweep, unguarded
from kit.grading.gradebook import Acceptance, Gradebook, GradebookError
from kit.grading.items import Item, judged
from kit.grading.nbgrader import put_points
from kit.grading.problem import GradeError
from kit.grading.pseudonyms import pseudonymous, pseudonyms
from kit.grading.report import Row
from kit.grading.result import Result, counted, listed
from kit.grading.roster import unknown

BOOK = "gradebook.db"
PLAN = "plan"
NOT_SAID = "no reason given"


@dataclass(frozen=True)
class Desk:
    """A gradebook, the course it is about, and the folder that its reports go to."""

    book: Gradebook
    course: Course
    out: Path

    def items(self) -> list[Item]:
        """Judge what is not judged yet and list everything."""
        return judged(self.book, self.course)

    def write(self) -> Result:
        """Write all reports that depend on the gradebook alone."""
        items = self.items()
        rows = report.write(items, self.course, self.out)
        put(self.out / "class.html", classreport.page(self.book, self.course, items))
        sweep(self.out)
        notebooks = list(self.course.counted)
        return Result(rows, notebooks, self.out, 0, items)


@contextmanager
def opened(out: str | Path, course: str | Path | None, plan: str | None) -> Iterator[Desk]:
    """Open the folder that a class was graded into.

    Raises
    ------
    GradeError
        If there is no gradebook in it, or none that can be read.
    """
    path = Path(out) / BOOK
    if not path.is_file():
        msg = f"There is no {BOOK} in {out}. Grade first: kit grade SUBMISSIONS --out {out}"
        raise GradeError(msg)
    try:
        with Gradebook(path) as book:
            yield Desk(book, Course.read(course, plan or book.remembered(PLAN)), Path(out))
    except GradebookError as error:
        raise GradeError(str(error)) from error


def accept_answer(
    out: str | Path,
    exercise: str,
    answer: str | Path | None = None,
    *,
    student: str | None = None,
    grade: str = "full",
    who: str | None = None,
    why: str | None = None,
    course: str | Path | None = None,
    plan: str | None = None,
) -> str:
    """Accept an answer afterwards and judge all again, running nothing.

    Parameters
    ----------
    out
        The folder that the class was graded into.
    exercise
        Its id.
    answer
        A file; see `kit.grading.accept.read_answer`.
    student
        Instead of a file: whose answer it is.
    grade
        ``full``; ``defensible``, which needs a reason in the line ``why``; or
        ``none``, to take an earlier acceptance back.
    who, why
        Who accepts it and the reason; by default the login name, and none.
    course, plan
        As in `kit.grading.grade.grade`; the plan by default as graded.

    Returns
    -------
    str
        How many points changed, to print.

    Raises
    ------
    GradeError
        If it cannot be accepted; the message says why.
    """
    with opened(out, course, plan) as desk:
        try:
            data = _answer(desk, exercise, answer, student)
            by = (who or login(), why or NOT_SAID)
            said = Acceptance(exercise, data, grade, *by)
            before = desk.items()
            if grade == "none":
                _refuse_unknown(desk.book, said)
            else:
                key = accept.widened(desk.course.key, desk.book.acceptances())
                accept.check(key, said)
        except accept.AcceptError as error:
            raise GradeError(str(error)) from None
        desk.book.accept(said)
        result = desk.write()
    done = "Taken back" if grade == "none" else f"Accepted as {grade}"
    changed = _changed(before, result.items)
    told = f"{done} for {exercise}. Points changed for {counted(changed, 'student')}."
    return f"{told} The grades and pages in {result.place} are written anew."


def _answer(desk: Desk, exercise: str, file: str | Path | None, student: str | None) -> object:
    if (file is None) == (student is None):
        msg = "Give the answer in a FILE, or say whose answer it is with --from STUDENT."
        raise accept.AcceptError(msg)
    kind = accept.kind(desk.course.key, exercise)
    if file is not None:
        return accept.read_answer(Path(file), exercise, kind)
    students = dict.fromkeys(desk.book.students())
    name = unguarded(str(student), students)
    if name not in students:
        msg = f"--from {student}: {unknown(name, students)}."
        raise accept.AcceptError(msg)
    found = dict(desk.book.answers_to(exercise)).get(name, {})
    if "answer" not in found:
        msg = f"There is no answer of '{student}' to {exercise}. Why not is in items.csv."
        raise accept.AcceptError(msg)
    return found["answer"]


def _refuse_unknown(book: Gradebook, said: Acceptance) -> None:
    mine = [each for each in book.acceptances() if each.exercise == said.exercise]
    if said.answer not in [each.answer for each in mine]:
        there = "; ".join(str(each.answer) for each in mine) or "none"
        msg = f"This answer to {said.exercise} was not accepted afterwards. These were: {there}."
        raise accept.AcceptError(msg)


def _changed(before: Iterable[Item], after: Iterable[Item]) -> int:
    old = {(i.student, i.notebook, i.exercise): i.points for i in before}
    new = {(i.student, i.notebook, i.exercise): i.points for i in after}
    return len({slot[0] for slot, points in new.items() if old.get(slot) != points})


def login() -> str:
    """Name who sits at this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user on this machine
        return "unknown"


def give_points(
    out: str | Path,
    file: str | Path,
    *,
    who: str | None = None,
    why: str | None = None,
    course: str | Path | None = None,
    plan: str | None = None,
) -> str:
    """Give points and comments by hand from a CSV file; all of them or none.

    Parameters
    ----------
    out, course, plan
        As in `accept_answer`.
    file
        See `kit.grading.points.read`.
    who, why
        What stands where the file is blank.

    Returns
    -------
    str
        How many were new, to print.

    Raises
    ------
    GradeError
        With every problem of the file; then nothing was written.
    """
    with opened(out, course, plan) as desk:
        by = (who or login(), why or NOT_SAID)
        try:
            given = points.read(Path(file), desk.book, desk.course, *by)
        except points.PointsError as error:
            raise GradeError(str(error)) from None
        desk.book.adjust_all(given)
        result = desk.write()
    new = f"{counted(len(given), 'row')} new in {file}."
    return "\n".join([new, *result.summary(), *result.steps()])


def write_reports(
    out: str | Path,
    *,
    platforms: Iterable[str] = (),
    assignment: str | None = None,
    partial: bool = False,
    zips: bool = False,
    shared: bool = False,
    nbgrader: str | Path | None = None,
    outcomes: Mapping[str, str] = MappingProxyType({}),
    course: str | Path | None = None,
    plan: str | None = None,
) -> str:
    """Write all reports anew from the gradebook, and those asked for.

    Parameters
    ----------
    out, course, plan
        As in `accept_answer`.
    platforms
        ``canvas`` or ``moodle``: a file that it imports.
    assignment
        What the learning platform calls the assignment; by default the course's title.
    partial
        Whether totals that are not final go there too.
    zips
        Whether to pack one file a student in ``return/``.
    shared
        Whether to write everything once more with pseudonyms in ``shared/``.
    nbgrader
        A gradebook of nbgrader that the points go into as well.
    outcomes
        By exercise of forecasts, the option that came true; it is kept.

    Returns
    -------
    str
        What was written, to print.
    """
    with opened(out, course, plan) as desk:
        for exercise, option in outcomes.items():
            _record(desk, exercise, option)
        result = desk.write()
        lines = result.summary()
        platforms = list(platforms)
        if platforms:
            lines += _to_platforms(desk, result.rows, platforms, assignment, partial)
        if zips:
            lines += _to_return(desk, result.items, platforms)
        if shared:
            lines.append(_to_share(desk, result.items))
        if nbgrader:
            given = put_points(result.items, Path(nbgrader))
            lines.append(f"In {nbgrader}: points for {counted(given, 'answer')}.")
    return "\n".join([*lines, *result.steps(handed_back=zips or bool(platforms))])


def _record(desk: Desk, exercise: str, option: str) -> None:
    """Keep what came true of what an exercise lets students forecast."""
    options = forecast_options(desk.course.key.entries.get(exercise))
    if option not in options:
        there = ", ".join(options) or "none, because nothing is forecast there"
        msg = f"--outcome {exercise}={option}: the options of {exercise} are {there}."
        raise GradeError(msg)
    desk.book.remember(classreport.OUTCOME + exercise, option)


def _to_platforms(
    desk: Desk, rows: Iterable[Row], platforms: list[str], assignment: str | None, partial: bool
) -> list[str]:
    title = assignment or plans.read(desk.course.folder, desk.course.exercises).title
    numbers = desk.book.numbers()
    left_out = lms.write(desk.out, rows, numbers, title, platforms, partial)
    lines = [f"For import: {', '.join(f'{name}.csv' for name in platforms)}."]
    if left_out:
        kind = "without any points" if partial else "not final"
        names = listed([row.student for row in left_out])
        lines.append(f"Left out, {kind}: {counted(len(left_out), 'student')}: {names}.")
    return lines


def _to_return(desk: Desk, items: Sequence[Item], platforms: Iterable[str]) -> list[str]:
    packed = list(returns.zips(pages(items, desk.course)))
    for name, raw in packed:
        put(desk.out / "return" / name, raw)
    lines = [f"To hand back: return/, {counted(len(packed), 'zip file')}."]
    for platform in platforms:
        raw, lost = returns.for_class(platform, items, desk.course, desk.book.numbers())
        put(desk.out / f"{platform}-feedback.zip", raw)
        without = f" Not in it, because the files do not bear its numbers: {listed(lost)}."
        lines.append(f"For all at once: {platform}-feedback.zip.{without if lost else ''}")
    return lines


def _to_share(desk: Desk, items: Iterable[Item]) -> str:
    names = pseudonyms(desk.book)
    folder = desk.out / "shared"
    found = pseudonymous(items, names)
    report.write(found, desk.course, folder)
    put(folder / "class.html", classreport.page(desk.book, desk.course, found))
    pairs = sorted(names.items())
    put(desk.out / "pseudonyms.csv", csv_text(("student", "pseudonym"), pairs))
    return (
        "To share: shared/, with pseudonyms. Who is who is in pseudonyms.csv, which you keep. "
        "Read what students typed before you share it: a nickname is not found."
    )
