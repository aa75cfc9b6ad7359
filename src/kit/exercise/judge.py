"""The verdict: a pure function of a key and of what an answer says.

It reads plain data only. The same function serves in class, with the sealed
key, and when grading, with the open one.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from kit.exercise.key import Element, Key, Payload
from kit.exercise.plaindata import NotAnAnswer, checked
from kit.exercise.rules import Reading, ShapeError, read
from kit.exercise.tokens import Rule

WHY_WORDS = 3
WHY_WANTED = (
    "Part of this is another reading, and it can be defended. "
    f'Say why in one line, such as why = "...", in at least {WHY_WORDS} words.'
)
IN_A_WIDGET = (
    "This answer was given in a widget, and the notebook that was handed in does not carry it. "
    "Ask for its line of code, or for the notebook saved after the check was run."
)
STATUS = {"full": "correct", "defensible": "defensible"}


@dataclass(frozen=True)
class Verdict:
    """How far an answer is right, and what to ask next.

    Attributes
    ----------
    status
        correct, defensible, partly, not yet, not answered or needs review.
    points
        None where a person decides.
    message
        How far, not what: shape first, then counts.
    ask, hint, explanation
        The next question; the hint a listed mistake opens; what a right
        answer opens. Empty where there is none.
    """

    exercise: str
    status: str
    points: float | None
    max_points: float
    message: str = ""
    ask: str = ""
    hint: str = ""
    explanation: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give the verdict as plain data."""
        return asdict(self)


def judge(key: Key, payload: Payload, *, grading: bool = False) -> Verdict:
    """Judge one displayed answer.

    Parameters
    ----------
    key
        The open or the sealed key.
    payload
        What a check cell displayed: ``exercise`` with ``answer`` and ``why``,
        or ``problem``, a sentence on why there is no answer. When grading,
        ``widget`` says that it is only what an untouched widget would say.
    grading
        A function must be right on the hidden probes as well, and a text goes
        to a person whatever its form.

    Raises
    ------
    UnknownExercise
        If the key has no such exercise.

    Examples
    --------
    >>> from kit.exercise.definition import Exercise
    >>> from kit.exercise.entry import make_entry
    >>> from kit.exercise.key import OpenKey
    >>> exercise = Exercise.from_dict("1.1", {
    ...     "title": "Count", "objective": "count", "points": 1, "answer": {"n": "number"},
    ...     "ask": "What is a unit?", "hints": ["a", "b", "c"], "explain": "Fourteen rows."})
    >>> key = OpenKey("demo", {"1.1": make_entry(exercise, solution={"answer": 14})})
    >>> judge(key, {"exercise": "1.1", "answer": 14}).status
    'correct'
    """
    exercise = str(payload["exercise"])
    public = key.public(exercise)
    blank = Verdict(exercise, "not yet", 0, public["points"])
    rule = key.rule(exercise, hidden=grading)
    if grading and payload.get("widget"):
        return replace(_for_a_person(key, blank), message=IN_A_WIDGET)
    try:
        if "answer" not in payload:
            problem = str(payload.get("problem") or "There is no answer here.")
            raise NotAnAnswer(problem)
        reading = read(rule, checked(payload["answer"]))
    except (NotAnAnswer, ShapeError) as error:
        if grading and rule.kind == "text":
            return replace(_for_a_person(key, blank), message=str(error))
        return replace(blank, message=str(error), ask=key.guidance(exercise)["ask"])
    if reading.open and not reading.elements:
        return replace(blank, status="not answered", message="Not answered yet.")
    if rule.kind == "text":
        return _for_a_person(key, blank)
    if rule.kind == "property":
        return _own_table(key, blank, rule, reading)
    why = str(payload.get("why") or "")
    return _listed(key, blank, rule, reading, why) or _counted(key, blank, rule, reading, why)


def _for_a_person(key: Key, blank: Verdict) -> Verdict:
    explanation = key.explanation(blank.exercise, [])
    message = "The form is fine. A person reads and marks this answer."
    return replace(
        blank, status="needs review", points=None, message=message, explanation=explanation
    )


def _own_table(key: Key, blank: Verdict, rule: Rule, reading: Reading) -> Verdict:
    complete = len(reading.elements)
    counts = f"{complete} of {rule.slots} rows are complete."
    if complete < rule.slots:
        return _fall_short(key, blank, rule, complete, 0, f"{counts} {reading.lacking}")
    message = f"{counts} Nobody has judged what they say."
    explanation = key.explanation(blank.exercise, [])
    return _full(replace(blank, message=message), "correct", explanation)


def _listed(key: Key, blank: Verdict, rule: Rule, reading: Reading, why: str) -> Verdict | None:
    """Judge an answer that the author listed as a whole."""
    known = None if reading.open else key.known(blank.exercise, reading.whole)
    if known is None:
        return None
    if known.grade == "mistake":
        return replace(_counted(key, blank, rule, reading, why), hint=known.hint, ask="")
    if rule.hidden:
        # What the hidden probes gave is not in the list: only counting can tell.
        return None
    if known.grade == "defensible" and not _defended(why):
        return replace(_counted(key, blank, rule, reading, why), message=WHY_WANTED)
    return _full(blank, STATUS[known.grade], known.explanation)


def _counted(key: Key, blank: Verdict, rule: Rule, reading: Reading, why: str) -> Verdict:
    """Judge an answer by its elements."""
    found = [key.element(blank.exercise, text) for text in reading.elements]
    filled = {e.slot: e for e in found if e is not None and e.slot is not None}
    undefended = [e for e in filled.values() if e.grade == "defensible" and not _defended(why)]
    extra = _extra(rule, reading, found)
    right = len(filled) - len(undefended)
    if len(filled) == rule.slots and not extra and not reading.open:
        return _all_found(key, blank, rule, reading, filled, right)
    hint = next((element.hint for element in found if element and element.hint), "")
    counts = _counts(rule, reading, right, extra)
    why_wanted = WHY_WANTED if undefended else ""
    advice = "" if hint else reading.advice
    said = " ".join(filter(None, [reading.note, counts, reading.outside, why_wanted, advice]))
    verdict = _fall_short(key, blank, rule, right, extra, said)
    return replace(verdict, hint=hint, ask="") if hint else verdict


def _all_found(
    key: Key, blank: Verdict, rule: Rule, reading: Reading, filled: dict[int, Element], right: int
) -> Verdict:
    """Judge an answer in which nothing is wrong; ``right`` parts need no (further) reason."""
    if right < rule.slots:
        # A question here would make students doubt good answers.
        counts = f"Nothing here is wrong. {right} of {rule.slots} fit our key."
        said = " ".join(filter(None, [reading.note, counts, WHY_WANTED]))
        return replace(_fall_short(key, blank, rule, right, 0, said), ask="")
    explanation = key.explanation(blank.exercise, [filled[slot].share for slot in sorted(filled)])
    grade = "defensible" if any(e.grade == "defensible" for e in filled.values()) else "full"
    return _full(replace(blank, message=reading.note), STATUS[grade], explanation)


def _defended(why: str) -> bool:
    return len(why.split()) >= WHY_WORDS


def _extra(rule: Rule, reading: Reading, found: list[Element | None]) -> int:
    """Count what is there and should not be."""
    if rule.kind in ("set", "table", "partition"):
        return sum(element is None or element.grade == "mistake" for element in found)
    return max(0, len(reading.elements) + reading.open - rule.slots)


def _counts(rule: Rule, reading: Reading, right: int, extra: int) -> str:
    if rule.kind in ("value", "number"):
        return ""
    if rule.kind == "function":
        return f"Right for {right} of {rule.slots} tables that it was tried on."
    parts = [f"{right} of {rule.slots} right"]
    if rule.kind == "partition":
        parts = [f"{right} of {rule.slots} pairs are rightly together or apart"]
    elif extra:
        parts.append(f"{extra} extra")
    if reading.open:
        parts.append(f"{reading.open} still open")
    return ", ".join(parts) + "."


def _full(blank: Verdict, status: str, explanation: str) -> Verdict:
    return replace(blank, status=status, points=blank.max_points, explanation=explanation)


def _fall_short(
    key: Key, blank: Verdict, rule: Rule, right: int, extra: int, message: str
) -> Verdict:
    share = 0.0 if rule.all_or_nothing else max(0, right - extra) / rule.slots
    points = round(blank.max_points * share, 2)
    ask = key.guidance(blank.exercise)["ask"]
    status = "partly" if points else "not yet"
    return replace(blank, status=status, points=points, message=message, ask=ask)
