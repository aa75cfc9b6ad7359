"""The gradebook's file: SQLite, opened so that a kill or a second grader harms nothing.

Write-ahead logging lets one grader read while another writes, and whoever has to
wait for the other waits for a minute. Every change is one transaction that takes
its lock at once, so a process that is killed leaves a whole book behind.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = 4
WAIT = 60.0  # seconds for another grader's transaction, which takes milliseconds
MARKS = """
CREATE TABLE marks (
    number INTEGER PRIMARY KEY, student TEXT, exercise TEXT, answer TEXT, who TEXT NOT NULL,
    role TEXT NOT NULL, given TEXT NOT NULL, comment TEXT NOT NULL, flag INTEGER NOT NULL,
    given_at TEXT
);
"""
TABLES = """
CREATE TABLE students (student TEXT PRIMARY KEY, number TEXT NOT NULL DEFAULT '');
CREATE TABLE submissions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    student TEXT, notebook TEXT, file TEXT, work TEXT, reason TEXT, name TEXT, note TEXT,
    collected_at TEXT, environment TEXT NOT NULL DEFAULT '{}',
    UNIQUE (student, notebook, file, work)
);
CREATE VIEW newest AS SELECT * FROM submissions WHERE number IN
    (SELECT max(number) FROM submissions GROUP BY student, notebook);
CREATE TABLE answers (
    submission INTEGER REFERENCES submissions ON DELETE CASCADE, exercise TEXT, payload TEXT,
    PRIMARY KEY (submission, exercise)
) WITHOUT ROWID;
CREATE TABLE verdicts (
    submission INTEGER REFERENCES submissions ON DELETE CASCADE, exercise TEXT,
    key TEXT, verdict TEXT, judged_at TEXT,
    PRIMARY KEY (submission, exercise)
) WITHOUT ROWID;
CREATE TABLE adjustments (
    number INTEGER PRIMARY KEY, student TEXT, exercise TEXT, points REAL,
    who TEXT NOT NULL, why TEXT NOT NULL, given_at TEXT, comment TEXT NOT NULL DEFAULT ''
);
CREATE TABLE acceptances (
    number INTEGER PRIMARY KEY, exercise TEXT, answer TEXT, grade TEXT,
    who TEXT NOT NULL, why TEXT NOT NULL, given_at TEXT
);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);
"""
SCHEMA = TABLES + MARKS
# What makes a book of an earlier version one of this version.
MIGRATIONS = {
    2: f"""
ALTER TABLE students RENAME TO students_2;
ALTER TABLE submissions RENAME TO submissions_2;
ALTER TABLE answers RENAME TO answers_2;
ALTER TABLE adjustments RENAME TO adjustments_2;
{SCHEMA}
INSERT INTO students (student) SELECT student FROM students_2;
INSERT INTO submissions (student, notebook, file, work, reason, name, note, collected_at)
    SELECT student, notebook, file, work, reason, name, note, collected_at FROM submissions_2
    ORDER BY student, notebook;
INSERT INTO answers SELECT number, exercise, payload
    FROM answers_2 JOIN submissions USING (student, notebook);
INSERT INTO adjustments (number, student, exercise, points, who, why, given_at)
    SELECT number, student, exercise, points, who, why, given_at FROM adjustments_2;
DROP TABLE answers_2;
DROP TABLE submissions_2;
DROP TABLE students_2;
DROP TABLE adjustments_2;
""",
    3: MARKS,
}


class GradebookError(Exception):
    """The gradebook cannot be used; the message says what to do."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a gradebook's file; make it if it is not there, renew it if it is old.

    Raises
    ------
    GradebookError
        If the file is no gradebook, or one that this version of kit cannot read.
    """
    try:
        base = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    except sqlite3.OperationalError as error:
        msg = f"{path} cannot be opened: {error}. May you write to its folder?"
        raise GradebookError(msg) from None
    try:
        if _version(base) != VERSION:
            _bring_up_to_date(base, path)
        _log_ahead(base)
        base.execute("PRAGMA foreign_keys = ON")
    except sqlite3.OperationalError as error:
        base.close()
        msg = f"{path} cannot be used now: {error}. Is it on a full or write-protected disk?"
        raise GradebookError(msg) from None
    except sqlite3.DatabaseError as error:
        base.close()
        msg = f"{path} is not a gradebook ({error}). Move it away, or choose another --out."
        raise GradebookError(msg) from None
    except GradebookError:
        base.close()
        raise
    return base


@contextmanager
def transaction(base: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or nothing; the lock is taken at once, so that nobody reads in between."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")


def _version(base: sqlite3.Connection) -> int:
    (version,) = base.execute("PRAGMA user_version").fetchone()
    return int(version)


def _bring_up_to_date(base: sqlite3.Connection, path: Path) -> None:
    with transaction(base):
        version = _version(base)  # another grader may have been faster
        if version == VERSION:
            return
        tables = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version == 0 and not tables:
            script = SCHEMA
        elif version in MIGRATIONS:
            script = MIGRATIONS[version]
        else:
            msg = (
                f"{path} is not a gradebook of this version of kit: it has the version {version}, "
                f"and this kit reads {', '.join(map(str, [*MIGRATIONS, VERSION]))}. "
                "Use the kit that wrote it, or move it away, or choose another --out."
            )
            raise GradebookError(msg)
        # Not executescript, which would end our transaction before it begins.
        for statement in script.split(";\n"):
            base.execute(statement)
        base.execute(f"PRAGMA user_version = {VERSION}")


def _log_ahead(base: sqlite3.Connection) -> None:
    """Switch write-ahead logging on; for this one switch SQLite does not wait by itself."""
    until = time.monotonic() + WAIT
    while True:
        try:
            base.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
