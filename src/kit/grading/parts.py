"""An answer taken apart: which of its parts are right, and which listed mistake one is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kit.exercise.judge import Verdict
from kit.exercise.key import OpenKey
from kit.exercise.plaindata import Data, NotAnAnswer, checked
from kit.exercise.rules import Reading, ShapeError, read
from kit.exercise.tokens import Rule, token
from kit.grading.excerpt import excerpt

BY_PARTS = ("mapping", "set", "ordered")
TAKEN_WHOLE = ("value", "number", "table", "partition", "function")
RESULTS = "(the results of a function)"
WHOLE = ""  # the unit of what is not about one part


@dataclass(frozen=True)
class Part:
    """One part of an answer.

    Attributes
    ----------
    unit
        Which part, as the student wrote it: the key of a mapping, the place in an
        ordered list; empty for a member of a set and for an answer as a whole.
    value
        What it says, as the student wrote it.
    same
        What it means: parts with the same text here mean the same.
    grade
        ``full``, ``defensible``, ``optional``, ``mistake`` (a listed one) or ``wrong``.
    hint
        Of a listed mistake, its hint.
    """

    unit: str
    value: str
    same: str
    grade: str
    hint: str = ""


def parts(key: OpenKey, payload: dict[str, Any], verdict: Verdict) -> list[Part]:
    """Take a judged answer apart.

    Returns
    -------
    list of Part
        Empty for a text, an own table, and what is not an answer of its kind.
    """
    exercise = verdict.exercise
    rule = key.rule(exercise, hidden=True)
    try:
        data = checked(payload.get("answer"))
        reading = read(rule, data)
    except (NotAnAnswer, ShapeError):
        return []
    if not reading.elements:
        return []
    if rule.kind in TAKEN_WHOLE:
        return [_whole(payload, reading, verdict)]
    if rule.kind not in BY_PARTS:
        return []
    known = key.known(exercise, reading.whole)
    slip = [_whole(payload, reading, verdict)] if known and known.grade == "mistake" else []
    return [*slip, *_elements(key, exercise, rule, data, reading)]


def _whole(payload: dict[str, Any], reading: Reading, verdict: Verdict) -> Part:
    grades = {"correct": "full", "defensible": "defensible"}
    grade = grades.get(verdict.status, "mistake" if verdict.hint else "wrong")
    value = excerpt(payload) or RESULTS
    return Part(WHOLE, value, reading.whole, grade, verdict.hint)


def _elements(
    key: OpenKey, exercise: str, rule: Rule, data: Data, reading: Reading
) -> Iterator[Part]:
    written = _written(rule, data)
    for text in reading.elements:
        unit, value = written.get(text) or _from_token(rule, text)
        found = key.element(exercise, text)
        grade = found.grade if found else "wrong"
        yield Part(unit, value, text, grade, found.hint if found else "")


def _written(rule: Rule, data: Data) -> dict[str, tuple[str, str]]:
    """Find how a student wrote each part, by what it means."""
    match data:
        case {"mapping": pairs}:
            return {token(pair, rule): (_said(pair[0]), _said(pair[1])) for pair in pairs}
        case list(items) | {"set": items} | {"tuple": items} if rule.kind == "set":
            return {token(item, rule): (WHOLE, _said(item)) for item in items}
    return {}


def _from_token(rule: Rule, text: str) -> tuple[str, str]:
    found = json.loads(text)
    if rule.kind == "set":
        return WHOLE, str(found)
    unit, value = found
    return (f"place {unit + 1}" if rule.kind == "ordered" else str(unit)), str(value)


def _said(data: Data) -> str:
    return excerpt({"answer": data})
