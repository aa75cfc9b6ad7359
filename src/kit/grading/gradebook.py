"""The gradebook: what students answered, kept so that judging again runs nothing.

It stores answers, not grades: a changed key, an answer accepted afterwards, points
by hand and a new report read them again. Nothing in it is ever overwritten: every
submission, every point by hand and every accepted answer stays, and the newest
counts. Verdicts are in it as well, each with a digest of all that it rests on, so
that only what changed is judged again.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kit.grading.store import GradebookError, connect, transaction

__all__ = ["WHOLE", "Acceptance", "Adjustment", "Gradebook", "GradebookError", "Kept", "Record"]

WHOLE = ""  # in place of an exercise's id: what is to be said of a notebook as a whole
NEWEST = "SELECT student, notebook, file, work, reason, name, note FROM newest"


@dataclass(frozen=True)
class Record:
    """A submission as it is kept.

    Attributes
    ----------
    file, work
        Digests: of the submitted file, and of all that collecting it depended on.
    reason
        Why it could not be collected; empty if it was.
    name, note
        What the file is called, and what else is to be said of it.
    """

    student: str
    notebook: str
    file: str
    work: str
    reason: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Kept:
    """One submission of the history: when it was collected, in what environment.

    ``counts`` says whether it is the newest one of its student and notebook.
    """

    record: Record
    collected_at: str
    environment: Mapping[str, Any]
    counts: bool


@dataclass(frozen=True)
class Adjustment:
    """Points and a comment given by hand: how many, by whom, why.

    ``points`` is None where only a comment was given.
    """

    points: float | None
    who: str
    why: str
    comment: str = ""


@dataclass(frozen=True)
class Acceptance:
    """An answer accepted afterwards: ``full`` or ``defensible``, by whom, why."""

    exercise: str
    answer: Any
    grade: str
    who: str
    why: str


class Gradebook:
    """The answers of a class.

    Parameters
    ----------
    path
        The file; made if it is not there.
    environment
        What submissions kept from now on were collected in: versions, sandbox.

    Raises
    ------
    GradebookError
        If the file is not a gradebook that this version reads.
    """

    def __init__(self, path: Path, environment: Mapping[str, Any] | None = None) -> None:
        self._base = connect(path)
        self._environment = json.dumps(environment or {}, sort_keys=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def add_students(self, students: Iterable[str], numbers: Mapping[str, str] = {}) -> None:
        """Note who is in the class, whether or not they handed anything in.

        Parameters
        ----------
        students
            Their names here.
        numbers
            Of those whose files a learning platform named: the platform's number.
        """
        rows = [(name, numbers.get(name, "")) for name in students]
        with transaction(self._base):
            self._base.executemany(
                "INSERT INTO students VALUES (?, ?) ON CONFLICT DO UPDATE "
                "SET number = excluded.number WHERE excluded.number <> ''",
                rows,
            )

    def keep(self, record: Record, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep a submission and its answers as the newest, in one transaction.

        Earlier ones stay in the history. The same file collected again in the
        same way, as by two graders at once, takes its own place and no second one.

        Parameters
        ----------
        record
            The submission.
        answers
            By exercise, what our check cell displayed.
        """
        payloads = [(id, json.dumps(answer, sort_keys=True)) for id, answer in answers.items()]
        same = (record.student, record.notebook, record.file, record.work)
        with transaction(self._base):
            self._base.execute(
                "DELETE FROM submissions WHERE (student, notebook, file, work) = (?, ?, ?, ?)", same
            )
            number = self._base.execute(
                "INSERT INTO submissions (student, notebook, file, work, reason, name, note, "
                "collected_at, environment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*astuple(record), moment(), self._environment),
            ).lastrowid
            self._base.executemany(
                "INSERT INTO answers VALUES (?, ?, ?)", [(number, *row) for row in payloads]
            )

    def adjust(
        self,
        student: str,
        exercise: str,
        points: float | None,
        who: str,
        why: str,
        comment: str = "",
    ) -> None:
        """Give points, or a comment, by hand; the latest counts and survives every regrade.

        Parameters
        ----------
        points
            Points of the exercise as its author wrote it: a plan weighs them
            later, as it weighs all others. None leaves the points as they are.
        who, why
            Who gives them, and the reason.
        comment
            For the student's feedback page; an empty one leaves an earlier one.

        Raises
        ------
        GradebookError
            If nobody is named or no reason is given.
        """
        self.adjust_all([(student, exercise, Adjustment(points, who, why, comment))])

    def adjust_all(self, rows: Iterable[tuple[str, str, Adjustment]]) -> None:
        """Give points or comments to several, in one transaction; see `adjust`."""
        rows = list(rows)
        for student, exercise, given in rows:
            if not (given.who.strip() and given.why.strip()):
                msg = f"Points by hand for {student}, {exercise}, need who gives them and why."
                raise GradebookError(msg)
        with transaction(self._base):
            self._adjust(rows)

    def _adjust(self, rows: Iterable[tuple[str, str, Adjustment]]) -> None:
        self._base.executemany(
            "INSERT INTO adjustments (student, exercise, points, who, why, comment, given_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(student, exercise, *astuple(given), moment()) for student, exercise, given in rows],
        )

    def accept(self, acceptance: Acceptance) -> None:
        """Accept an answer afterwards; the grade ``none`` takes an earlier acceptance back."""
        answer = json.dumps(acceptance.answer, sort_keys=True)
        row = (acceptance.exercise, answer, acceptance.grade, acceptance.who, acceptance.why)
        with transaction(self._base):
            self._base.execute(
                "INSERT INTO acceptances (exercise, answer, grade, who, why, given_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (*row, moment()),
            )

    def remember(self, name: str, value: str) -> None:
        """Keep a setting, such as the plan that was graded by."""
        with transaction(self._base):
            self._base.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    def remembered(self, name: str) -> str | None:
        """Give a setting back; None if it was never kept."""
        query = "SELECT value FROM settings WHERE name = ?"
        found = self._base.execute(query, (name,)).fetchone()
        return str(found[0]) if found else None

    def students(self) -> list[str]:
        """List the class, sorted."""
        rows = self._base.execute("SELECT student FROM students ORDER BY student")
        return [name for (name,) in rows]

    def numbers(self) -> dict[str, str]:
        """Give the numbers that a learning platform knows students by."""
        return dict(self._base.execute("SELECT student, number FROM students WHERE number <> ''"))

    def records(self) -> list[Record]:
        """List the submissions that count, sorted."""
        rows = self._base.execute(f"{NEWEST} ORDER BY student, notebook")
        return [Record(*row) for row in rows]

    def history(self, student: str) -> list[Kept]:
        """List all that was ever collected of a student, oldest first."""
        rows = self._base.execute(
            "SELECT student, notebook, file, work, reason, name, note, collected_at, environment, "
            "number IN (SELECT number FROM newest) FROM submissions WHERE student = ? "
            "ORDER BY number",
            (student,),
        )
        return [
            Kept(Record(*fields), at, json.loads(environment), bool(counts))
            for *fields, at, environment, counts in rows
        ]

    def answers(self, student: str, notebook: str) -> dict[str, dict[str, Any]]:
        """Give the answers of the submission that counts, by exercise."""
        rows = self._base.execute(
            "SELECT exercise, payload FROM answers JOIN newest ON submission = number "
            "WHERE (student, notebook) = (?, ?)",
            (student, notebook),
        )
        return {exercise: json.loads(payload) for exercise, payload in rows}

    def answers_to(self, exercise: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Go through the answers to one exercise that count: student and payload, sorted."""
        rows = self._base.execute(
            "SELECT student, payload FROM answers JOIN newest ON submission = number "
            "WHERE exercise = ? ORDER BY student",
            (exercise,),
        )
        return ((student, json.loads(payload)) for student, payload in rows)

    def remarks(self) -> dict[tuple[str, str], str]:
        """Give what was said of whole notebooks that count, by student and notebook."""
        rows = self._base.execute(
            "SELECT student, notebook, payload FROM answers JOIN newest ON submission = number "
            "WHERE exercise = ?",
            (WHOLE,),
        )
        return {(student, name): json.loads(said)["remark"] for student, name, said in rows}

    def verdicts(self) -> Iterator[tuple[int, str, str, str, str | None, str | None]]:
        """Go through the answers that count and what was judged of them.

        Yields
        ------
        tuple
            The submission's number, student, notebook, exercise; the digest that
            the verdict was kept with and the verdict, both None if there is none.
        """
        return self._base.execute(
            "SELECT newest.number, student, notebook, answers.exercise, key, verdict FROM newest "
            "JOIN answers ON answers.submission = newest.number "
            "LEFT JOIN verdicts ON verdicts.submission = newest.number "
            "AND verdicts.exercise = answers.exercise"
        )

    def payloads(self, exercises: Iterable[str]) -> Iterator[tuple[int, str, str]]:
        """Go through the answers to some exercises: submission's number, exercise, JSON."""
        chosen = list(exercises)
        marks = ", ".join("?" * len(chosen))
        return self._base.execute(
            "SELECT submission, exercise, payload FROM newest "
            f"JOIN answers ON submission = number WHERE exercise IN ({marks})",
            chosen,
        )

    def keep_verdicts(self, rows: Iterable[tuple[int, str, str, str]]) -> None:
        """Keep verdicts: the submission's number, exercise, digest of the key, verdict."""
        now = moment()
        with transaction(self._base):
            self._base.executemany(
                # A submission that was collected again meanwhile is judged again.
                "INSERT OR REPLACE INTO verdicts SELECT number, ?, ?, ?, ? FROM submissions "
                "WHERE number = ?",
                [(exercise, key, said, now, number) for number, exercise, key, said in rows],
            )

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the book, whatever another grader writes meanwhile."""
        self._base.execute("BEGIN")
        try:
            yield
        finally:
            self._base.execute("ROLLBACK")

    def unsandboxed(self) -> set[tuple[str, str]]:
        """Give student and notebook of what counts and ran without a sandbox."""
        rows = self._base.execute(
            "SELECT student, notebook FROM newest "
            "WHERE json_extract(environment, '$.sandboxed') = 0 AND reason = ''"
        )
        return set(rows)

    def adjustments(self) -> dict[tuple[str, str], Adjustment]:
        """Give what was given by hand and counts, by student and exercise.

        The latest points with who and why, and the latest comment.
        """
        found: dict[tuple[str, str], Adjustment] = {}
        for student, exercise, *rest in self._base.execute(
            "SELECT student, exercise, points, who, why, comment FROM adjustments ORDER BY number"
        ):
            given, earlier = Adjustment(*rest), found.get((student, exercise))
            if earlier:
                points = earlier if given.points is None and earlier.points is not None else given
                comment = (given.comment or earlier.comment).strip()  # a blank takes it back
                given = replace(points, comment=comment)
            found[student, exercise] = given
        return found

    def acceptances(self) -> list[Acceptance]:
        """List the answers accepted afterwards that count, in the order of acceptance."""
        found: dict[tuple[str, str], Acceptance] = {}
        for exercise, answer, *rest in self._base.execute(
            "SELECT exercise, answer, grade, who, why FROM acceptances ORDER BY number"
        ):
            found.pop((exercise, answer), None)
            found[exercise, answer] = Acceptance(exercise, json.loads(answer), *rest)
        return [each for each in found.values() if each.grade != "none"]


def moment() -> str:
    """Give the moment as it is written into the book."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
