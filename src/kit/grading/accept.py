"""Answers accepted afterwards: a teacher says of an answer that it is right too.

They are kept in the gradebook and laid over the key each time that is judged, so
they survive every regrade and run no student code.
"""

import ast
import copy
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kit.exercise.answer import encode
from kit.exercise.judge import judge
from kit.exercise.key import Entry, OpenKey, UnknownExercise
from kit.exercise.plaindata import MIME, OPEN, Data, NotAnAnswer, checked
from kit.exercise.rules import ShapeError, describe, read
from kit.grading.files import delimiter
from kit.grading.gradebook import Acceptance
from kit.grading.notebook import NotebookProblem, saved_outputs

GRADES = ("full", "defensible", "none")
BY_PARTS = ("mapping", "function")
NEVER = {
    "text": "A person marks this exercise. Give points by hand: see kit points --help.",
    "property": "Any complete table has all points here; nothing can be added.",
}
FORMS = (
    "a Python or JSON value (.txt, .py, .json), a table (.csv), "
    "or a student's notebook that was saved after its check (.ipynb)"
)


class AcceptError(Exception):
    """An answer cannot be accepted; the message says why and what to do."""


def widened(key: OpenKey, accepted: Iterable[Acceptance]) -> OpenKey:
    """Lay accepted answers over a key, which itself stays as it is.

    Of a mapping, each part is accepted by itself, like an accepted element of the
    author's; so a mapping may hold a few parts only. Of a function, each result.
    All other answers are accepted as a whole.

    Parameters
    ----------
    key
        The open key.
    accepted
        In the order of acceptance; what no longer fits its exercise is passed over.
    """
    entries = dict(key.entries)
    for each in accepted:
        entry = entries.get(each.exercise)
        if entry is not None and entry["kind"] not in NEVER:
            try:
                entries[each.exercise] = _widen(entry, key, each)
            except (AcceptError, NotAnAnswer, ShapeError):
                continue  # the author has changed the exercise since
    return OpenKey(key.case, entries)


def _widen(entry: Entry, key: OpenKey, accepted: Acceptance) -> Entry:
    rule = key.rule(accepted.exercise, hidden=True)
    reading = read(rule, checked(accepted.answer))
    wider = copy.deepcopy(entry)
    if entry["kind"] in BY_PARTS:
        wider["known"].pop(reading.whole, None)  # it may have been a listed mistake
        for text in reading.elements:
            slot = _slot(wider, text)
            if slot.get(text) != "full":
                slot[text] = accepted.grade
    else:
        wider["known"][reading.whole] = {"grade": accepted.grade, "hint": ""}
    return wider


def _slot(entry: Entry, text: str) -> dict[str, str]:
    """Find the slot of a mapping's or a function's part by its name."""
    name = json.loads(text)[0]
    for slot in entry["slots"]:
        if json.loads(next(iter(slot)))[0] == name:
            return slot  # type: ignore[no-any-return]
    there = ", ".join(str(json.loads(next(iter(slot)))[0]) for slot in entry["slots"])
    msg = f"The answer has no part {name!r}. Its parts: {there}."
    raise AcceptError(msg)


def check(key: OpenKey, accepted: Acceptance) -> None:
    """Check that an answer can be accepted and would change something.

    Parameters
    ----------
    key
        The key, with all that was accepted before.

    Raises
    ------
    AcceptError
        For an unknown exercise, an answer of another kind, one that is right
        already, or one that nobody could defend.
    """
    id, grade = accepted.exercise, accepted.grade
    kind(key, id)
    if grade == "defensible" and not key.public(id)["wants_why"]:
        msg = f"Exercise {id} asks for no reason, so nobody gave one. Accept the answer as full."
        raise AcceptError(msg)
    try:
        wider = _widen(key.entries[id], key, accepted)
        reading = read(key.rule(id, hidden=True), checked(accepted.answer))
    except (AcceptError, NotAnAnswer, ShapeError) as error:
        msg = f"Exercise {id}: this answer cannot be accepted. {error}"
        raise AcceptError(msg) from None
    if not reading.elements:
        msg = f"Exercise {id}: there is no answer in this, only {describe(accepted.answer)}."
        raise AcceptError(msg)
    payload = {"exercise": id, "answer": accepted.answer, "why": "as good as any reason"}
    already = ("correct",) if grade == "full" else ("correct", "defensible")
    if wider == key.entries[id] or judge(key, payload, grading=True).status in already:
        msg = f"Exercise {id}: this answer is right already; nothing was changed."
        raise AcceptError(msg)


def kind(key: OpenKey, exercise: str) -> str:
    """Give the kind of answer that an exercise asks for.

    Raises
    ------
    AcceptError
        If there is no such exercise, or nothing can be accepted for its kind.
    """
    try:
        found = str(key.public(exercise)["kind"])
    except UnknownExercise as error:
        raise AcceptError(str(error)) from None
    if found in NEVER:
        msg = f"Exercise {exercise}: {NEVER[found]}"
        raise AcceptError(msg)
    return found


def read_answer(path: Path, exercise: str, kind: str) -> Data:
    """Read an answer from a file, running nothing.

    Parameters
    ----------
    path
        A Python or JSON value, a CSV table, or a notebook whose check cell was
        run: then the answer is what that cell displayed.
    exercise, kind
        Which exercise it answers, and the kind of answer that is asked for.

    Raises
    ------
    AcceptError
        If there is no such file or no answer in it.
    """
    try:
        raw = path.read_bytes()
        if path.suffix.lower() == ".ipynb":
            return _from_notebook(raw, path, exercise)
        if path.suffix.lower() == ".csv":
            return _from_table(raw.decode("utf-8-sig"), path, kind)
        return encode(_literal(raw.decode("utf-8-sig"), path))
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read: {error}. Give {FORMS}."
        raise AcceptError(msg) from None
    except NotAnAnswer as error:
        msg = f"{path}: {error}"
        raise AcceptError(msg) from None


def _from_notebook(raw: bytes, path: Path, exercise: str) -> Data:
    try:
        shown = [data.get(MIME) for data in saved_outputs(raw)]
    except NotebookProblem as error:
        msg = f"{path}: {error}"
        raise AcceptError(msg) from None
    mine = [p for p in shown if isinstance(p, dict) and p.get("exercise") == exercise]
    answered = [p["answer"] for p in mine if p.get("answer", OPEN) != OPEN]
    if not answered:
        msg = (
            f"{path} shows no answer to {exercise}: no saved output of its check. Run the check "
            "in the notebook and save it, or give the answer as a value in a text file."
        )
        raise AcceptError(msg)
    return answered[-1]


def _from_table(text: str, path: Path, kind: str) -> Data:
    import pandas as pd

    try:
        table = pd.read_csv(io.StringIO(text), sep=delimiter(text))
    except (ValueError, pd.errors.ParserError) as error:
        msg = f"{path} is no table: {error}."
        raise AcceptError(msg) from None
    if kind != "table" and len(table.columns) == 1:
        return encode(table.iloc[:, 0].tolist())
    return encode(table)


def _literal(text: str, path: Path) -> Any:
    """Read a Python value, or the same in JSON; ``x = ...`` in front of it is all right."""
    try:
        body = ast.parse(text.strip()).body
        if len(body) == 1 and isinstance(body[0], ast.Assign | ast.Expr):
            return ast.literal_eval(body[0].value)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        msg = (
            f"{path} holds no value. Write the answer alone, as in Python, "
            'such as "skirmish", 14, {"a", "b"} or {"S02": "NAR>BOT"}. '
            "Code is not run here; for the result of code use --from STUDENT."
        )
        raise AcceptError(msg) from None
