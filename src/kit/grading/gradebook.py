"""The gradebook: what students answered, kept so that judging again runs nothing.

A SQLite file. It stores answers, not grades: a changed key or a new report
reads them again. One transaction a submission, so that a grader who is stopped
at any moment finds a whole book.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

VERSION = 2
SCHEMA = """
CREATE TABLE students (student TEXT PRIMARY KEY);
CREATE TABLE submissions (
    student TEXT, notebook TEXT, file TEXT, work TEXT, reason TEXT, name TEXT, note TEXT,
    collected_at TEXT,
    PRIMARY KEY (student, notebook)
);
CREATE TABLE answers (
    student TEXT, notebook TEXT, exercise TEXT, payload TEXT,
    PRIMARY KEY (student, notebook, exercise),
    FOREIGN KEY (student, notebook) REFERENCES submissions ON DELETE CASCADE
);
CREATE TABLE adjustments (
    number INTEGER PRIMARY KEY, student TEXT, exercise TEXT, points REAL,
    who TEXT NOT NULL, why TEXT NOT NULL, given_at TEXT
);
"""


class GradebookError(Exception):
    """The gradebook cannot be used; the message says what to do."""


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
class Adjustment:
    """Points given by hand: how many, by whom, why."""

    points: float
    who: str
    why: str


class Gradebook:
    """The answers of a class.

    Parameters
    ----------
    path
        The file; made if it is not there.

    Raises
    ------
    GradebookError
        If the file is not a gradebook of this version.
    """

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, timeout=30)
        try:
            self._base.execute("PRAGMA foreign_keys = ON")
            (version,) = self._base.execute("PRAGMA user_version").fetchone()
            if version == 0:
                self._base.executescript(
                    f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"
                )
            elif version != VERSION:
                self._refuse(path)
        except sqlite3.DatabaseError:
            self._refuse(path)

    def _refuse(self, path: Path) -> None:
        self._base.close()
        msg = (
            f"{path} is not a gradebook of this version of kit. "
            "Move it away, or choose another --out."
        )
        raise GradebookError(msg) from None

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

    def add_students(self, students: Iterable[str]) -> None:
        """Note who is in the class, whether or not they handed anything in."""
        with self._base:
            self._base.executemany(
                "INSERT OR IGNORE INTO students VALUES (?)", [(name,) for name in students]
            )

    def keep(self, record: Record, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep a submission and its answers in place of an earlier one, in one transaction.

        Parameters
        ----------
        record
            The submission.
        answers
            By exercise, what our check cell displayed.
        """
        slot = (record.student, record.notebook)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        rows = [(*slot, id, json.dumps(answer, sort_keys=True)) for id, answer in answers.items()]
        with self._base:
            self._base.execute("DELETE FROM submissions WHERE (student, notebook) = (?, ?)", slot)
            self._base.execute(
                "INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*astuple(record), now),
            )
            self._base.executemany("INSERT INTO answers VALUES (?, ?, ?, ?)", rows)

    def adjust(self, student: str, exercise: str, points: float, who: str, why: str) -> None:
        """Give points by hand; the latest counts and survives every regrade.

        They are points of the exercise as its author wrote it: a plan weighs
        them later, as it weighs all others.

        Raises
        ------
        GradebookError
            If nobody is named or no reason is given.
        """
        if not (who.strip() and why.strip()):
            msg = f"Points by hand for {student}, {exercise}, need who gives them and why."
            raise GradebookError(msg)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self._base:
            self._base.execute(
                "INSERT INTO adjustments (student, exercise, points, who, why, given_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (student, exercise, points, who, why, now),
            )

    def students(self) -> list[str]:
        """List the class, sorted."""
        return [name for (name,) in self._base.execute("SELECT * FROM students ORDER BY student")]

    def records(self) -> list[Record]:
        """List the submissions, sorted."""
        rows = self._base.execute(
            "SELECT student, notebook, file, work, reason, name, note "
            "FROM submissions ORDER BY student, notebook"
        )
        return [Record(*row) for row in rows]

    def answers(self, student: str, notebook: str) -> dict[str, dict[str, Any]]:
        """Give the answers of one submission by exercise."""
        rows = self._base.execute(
            "SELECT exercise, payload FROM answers WHERE (student, notebook) = (?, ?)",
            (student, notebook),
        )
        return {exercise: json.loads(payload) for exercise, payload in rows}

    def adjustments(self) -> dict[tuple[str, str], Adjustment]:
        """Give the points by hand that count, by student and exercise."""
        rows = self._base.execute(
            "SELECT student, exercise, points, who, why FROM adjustments ORDER BY number"
        )
        return {(student, exercise): Adjustment(*rest) for student, exercise, *rest in rows}
