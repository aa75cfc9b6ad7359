"""Answers out of submissions: compose, run, and read what our own cells displayed.

The only step that runs what students wrote. It knows no right answer.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from kit.exercise.plaindata import MIME, Data, NotAnAnswer, checked
from kit.grading.compose import Composed, compose
from kit.grading.course import Course
from kit.grading.gradebook import WHOLE, Gradebook, Record
from kit.grading.intake import Submission
from kit.grading.kernels import CellRun, KernelProblem, Limits
from kit.grading.mishaps import mishaps
from kit.grading.notebook import NotebookProblem
from kit.grading.payload import Payload, plain
from kit.grading.sandbox import Sandbox
from kit.grading.widgets import by_widget

Run = Callable[[list[str]], list[CellRun]]


class Runner(Protocol):
    """What runs cells: `kit.grading.kernels.Kernels`, on this machine, or another.

    Attributes
    ----------
    course
        The folder where it looks for the case's tables when the first cells run.
    limits, sandbox
        Times and sizes, and what keeps the cells in.
    """

    course: Path
    limits: Limits
    sandbox: Sandbox

    def run(self, sources: list[str]) -> list[CellRun]:
        """Run cells in a fresh kernel."""

    def dismiss(self) -> None:
        """Hear that there is no more to run."""


def collect(
    submissions: list[Submission],
    course: Course,
    book: Gradebook,
    kernels: Runner,
    jobs: int | None = None,
    notify: Callable[[Submission], object] = lambda submission: None,
) -> int:
    """Bring the answers of all submissions into the gradebook.

    Parameters
    ----------
    submissions, course, book
        From, against and into what.
    kernels
        What runs the cells. It is given the case's tables, and no key.
    jobs
        How many run at once; by default one a processor.
    notify
        Called with each submission that is done.

    Returns
    -------
    int
        How many were run; those whose file, notebook, case and limits are as
        before are not.
    """
    rules = f"{kernels.limits} {kernels.sandbox}"
    digests = {name: f"{course.digest(name)} {rules}" for name in course.exercises}
    kept = {(r.student, r.notebook): r for r in book.records()}
    waiting = []
    for submission in submissions:
        record = _record(submission, digests)
        changed = kept.get((submission.student, submission.notebook)) != record
        if changed and not submission.problem:
            waiting.append((submission, record))
            continue
        if changed:
            book.keep(record, {})
        notify(submission)
    _give_tables(course, kernels.course)
    for submission, record, answers in _run_each(waiting, course, kernels, jobs):
        book.keep(record, answers)
        notify(submission)
    kernels.dismiss()
    return len(waiting)


def _record(submission: Submission, digests: Mapping[str, str]) -> Record:
    work = digests.get(submission.notebook, "")
    found = (submission.student, submission.notebook, submission.digest, work)
    return Record(*found, submission.problem, submission.name, submission.note)


def _run_each(
    waiting: list[tuple[Submission, Record]],
    course: Course,
    kernels: Runner,
    jobs: int | None,
) -> Iterator[tuple[Submission, Record, dict[str, Payload]]]:
    pool = ThreadPoolExecutor(min(jobs or os.cpu_count() or 1, max(len(waiting), 1)))
    try:
        running = {
            pool.submit(answers, item[0], course, kernels.limits, kernels.run): item
            for item in waiting
        }
        for done in as_completed(running):
            submission, record = running.pop(done)
            try:
                found, reason = done.result(), ""
            except (NotebookProblem, KernelProblem, OSError) as error:
                found, reason = {}, str(error)
            except Exception as error:  # whatever a notebook does to us, it bears it alone
                found, reason = {}, f"This notebook could not be run ({type(error).__name__})."
            if reason:
                # No digest of the work is kept, so that the next run tries again.
                record = replace(record, work="", reason=reason)
            yield submission, record, found
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # whoever stops the grader does not wait


def answers(submission: Submission, course: Course, limits: Limits, run: Run) -> dict[str, Payload]:
    """Collect the answers of one submission.

    Returns
    -------
    dict
        One payload an exercise of the notebook: ``answer`` and ``why``, or
        ``problem``, a sentence on why there is none; ``also`` lists other
        states of the answer, of which the best counts. Without an entry is an
        exercise that was not reached in the time there is. Under `WHOLE`, if
        there is anything to say of the notebook as a whole: ``remark``.
    """
    asked = course.asked(submission.notebook)
    composed = compose(submission.cells(), course.notebooks[submission.notebook], asked)
    runs = run(composed.sources)
    found = {id: choose(id, composed, runs, limits) for id in asked}
    for id in asked:
        if _may_be_a_victim(found[id], [runs[place] for place in composed.answers[id]]):
            alone = _alone(composed, id)
            again = choose(id, alone, run(alone.sources), limits)
            found[id] = again if again and "answer" in again else found[id]
    found |= by_widget(found, submission)
    if said := mishaps(composed, runs, limits):
        found[WHOLE] = {"remark": said}
    return {id: payload for id, payload in found.items() if payload is not None}


def _may_be_a_victim(payload: Payload | None, mine: list[CellRun]) -> bool:
    """Tell whether cells of other exercises may have cost this one its answer.

    They may have used up the time, broken what all share, or left something running
    that struck later. An error in the exercise's own cells explains itself.
    """
    lost = payload is None or "answer" not in payload
    return lost and bool(mine) and all(cell.outcome != "error" for cell in mine)


def _alone(composed: Composed, id: str) -> Composed:
    """Leave out the cells of all other exercises; none of them is needed by this one."""
    others = [other for other in composed.answers if other != id]
    out = {place for other in others for place in composed.answers[other] + composed.checks[other]}
    kept = [place for place in range(len(composed.sources)) if place not in out]
    at = {place: number for number, place in enumerate(kept)}
    return replace(
        composed,
        sources=[composed.sources[place] for place in kept],
        checks={id: [at[place] for place in composed.checks[id]]},
        answers={id: [at[place] for place in composed.answers[id]]},
    )


def _give_tables(course: Course, folder: Path) -> None:
    """Copy the case, no key, to where kernels are shown it."""
    for path in course.case_files:
        copy = folder / path.relative_to(course.folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def choose(id: str, composed: Composed, runs: list[CellRun], limits: Limits) -> Payload | None:
    """Choose the answer to one exercise, or say why there is none.

    Only what our own check cells gave as their result counts, in the order of
    `Composed.checks`; then prose typed into a Markdown cell.

    Returns
    -------
    dict or None
        None if no check of this exercise was reached.
    """
    checks = [runs[place] for place in composed.checks[id]]
    displayed = [payload for check in checks for payload in _displayed(check, id)]
    answered = [p for p in displayed if "answer" in p and not _untouched(p["answer"])]
    # A widget run again holds only what it started with; what was typed as code counts for more.
    answered = [p for p in answered if not p.get("widget")] or answered[:1]
    if answered:
        first, *others = (p for n, p in enumerate(answered) if p not in answered[:n])
        return first | {"also": others} if others and id in composed.unchecked else first
    if id in composed.prose:
        return _as_prose(id, composed.prose[id])
    said = [payload for payload in displayed if "problem" in payload]
    if said or displayed:
        return (said or displayed)[0]
    if all(check.outcome == "not run" for check in checks):
        return None
    mine = [runs[place] for place in composed.answers[id]]
    return {"format": 1, "exercise": id, "problem": _reason([*mine, *checks], limits)}


def _displayed(check: CellRun, id: str) -> list[Payload]:
    """Read what one of our check cells gave as its result, and nothing else."""
    results = [out.get("data") for out in check.outputs if out["output_type"] == "execute_result"]
    found = [data.get(MIME) for data in results if isinstance(data, dict)]
    ours = [p for p in found if isinstance(p, dict) and p.get("exercise") == id]
    return [plain(p, id) for p in ours[-1:]]


def _untouched(data: Data) -> bool:
    """Tell whether a stub is all there is: every part open, or a text without a word."""
    try:
        checked(data)
    except NotAnAnswer:
        return False  # garbage is an answer too: the judge says so
    match data:
        case {"open": True}:
            return True
        case str():
            return not data.strip()
        case {"tuple": parts} | [*parts]:
            return bool(parts) and all(_untouched(part) for part in parts)
        case {"mapping": list(pairs)}:
            return bool(pairs) and all(_untouched(value) for _, value in pairs)
        case {"function": list(results)}:
            return all(_untouched(result.get("value")) for result in results)
    return False


def _as_prose(id: str, text: str) -> Payload:
    payload: Payload = {"format": 1, "exercise": id}
    try:
        return payload | {"answer": checked(text), "why": ""}
    except NotAnAnswer as error:
        return payload | {"problem": str(error)}


def _reason(cells: list[CellRun], limits: Limits) -> str:
    """Say in a sentence why an exercise has no answer, from its cells."""
    for cell in cells:
        match cell.outcome:
            case "timeout":
                return f"The cell was stopped: it took longer than {limits.cell:g} seconds."
            case "died" if cell.error:
                return f"The cell was stopped: it {cell.error}."
            case "died":
                return "The cell ended Python itself, so it gave no answer."
            case "error" if cell.error.startswith("StdinNotImplementedError"):
                return "The cell asks for keyboard input, which grading cannot give."
            case "error":
                # IPython calls a cell by a made-up file name, which says nothing to anybody.
                said = re.sub(r"\((?:\S+\.py|<\S+>), (line \d+)\)", r"(\1)", cell.error)
                return f"The cell stopped with an error. {said}"
    return "No answer came out of the cell."
