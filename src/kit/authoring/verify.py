"""Does every listed answer get the verdict that its author means it to get?"""

from collections.abc import Callable, Iterator

from kit.authoring.leaks import given_away
from kit.authoring.observe import WHY, Observed
from kit.authoring.source import Source
from kit.exercise.allowed import outside
from kit.exercise.definition import Exercise
from kit.exercise.judge import Verdict, judge
from kit.exercise.key import Key, OpenKey, Payload
from kit.exercise.seal import SealedKey

STATUS = {"full": "correct", "defensible": "defensible", "optional": "correct"}
RIGHT = ("correct", "defensible", "needs review")

Judged = Callable[[Payload], Verdict]


def verify(
    source: Source, observed: dict[str, Observed], opened: OpenKey, sealed: SealedKey
) -> list[str]:
    """Judge everything that was observed, with both keys and as in grading.

    The solution must be right, the stub not answered, every accepted answer
    graded as listed, every mistake wrong and met by its own hint; and no hint
    may give the answer away.

    Returns
    -------
    list of str
        One problem each: file, line, exercise, what happened, what to do.
    """
    problems = []
    for id, task in source.tasks.items():
        where = f"{source.label}, line {task.line}, exercise {id}"
        found = observed[id]
        wrong = [
            *_wrong(task.exercise, found, _in_class(opened, found)),
            *_wrong(task.exercise, found, _in_class(sealed, found)),
            *_wrong(task.exercise, found, _in_grading(opened), hints=False),
            *_outside(task.exercise, found, opened),
            *given_away(task.exercise, found),
        ]
        problems += [f"{where}: {what}." for what in dict.fromkeys(wrong)]
    return problems


def _in_class(key: Key, found: Observed) -> Judged:
    return lambda payload: judge(key, _public(found, payload))


def _in_grading(key: OpenKey) -> Judged:
    return lambda payload: judge(key, payload, grading=True)


def _public(found: Observed, payload: Payload) -> Payload:
    """Leave out what a function gave for the hidden probes: a class has none."""
    answer = payload["answer"]
    if found.probes is None or not (isinstance(answer, dict) and "function" in answer):
        return payload
    results = answer["function"][: len(found.probes["public"])]
    return {**payload, "answer": {"function": results}}


def _wrong(
    exercise: Exercise, found: Observed, judged: Judged, *, hints: bool = True
) -> Iterator[str]:
    """Go through the listed answers whose verdict is not the one meant."""
    wanted = "needs review" if exercise.kind == "text" else "correct"
    verdict = judged(found.solution)
    if verdict.status != wanted:
        yield (
            f"the solution is judged '{verdict.status}', not '{wanted}' ({_said(verdict)}); "
            "mend the solution or the answer rules"
        )
    verdict = judged(found.stub)
    if verdict.status != "not answered":
        yield (
            f"the stub is judged '{verdict.status}', not 'not answered'; "
            f"let '{exercise.name}' hold ... wherever students fill in"
        )
    accepted = zip(exercise.accept, found.altered, strict=True)
    for number, (item, payload) in enumerate(accepted, 1):
        verdict = judged({**payload, "why": WHY})
        if verdict.status != STATUS[item["as"]]:
            yield (
                f"accepted answer {number} is judged '{verdict.status}' ({_said(verdict)}), "
                f"not '{STATUS[item['as']]}'; mend it or its 'as'"
            )
    for number, (item, payload) in enumerate(
        zip(exercise.mistakes, found.mistakes, strict=True), 1
    ):
        verdict = judged({**payload, "why": WHY})
        if verdict.status in RIGHT:
            yield f"mistake {number} is judged '{verdict.status}'; it must be wrong"
        elif hints and verdict.hint != item["hint"]:
            yield (
                f"mistake {number} does not open its hint ({_said(verdict)}); "
                "is it the same as another, or of the wrong kind?"
            )


def _outside(exercise: Exercise, found: Observed, key: OpenKey) -> Iterator[str]:
    """Look for right answers that the list of allowed words would call none of them."""
    elements = [
        payload
        for item, payload in zip(exercise.accept, found.altered, strict=True)
        if "element" in item
    ]
    for payload in (found.solution, *elements):
        if told := outside(key.rule(exercise.id), payload["answer"]):
            yield f"a right answer is not among the words in 'allowed' ({told.strip('.')}); add it"


def _said(verdict: Verdict) -> str:
    return verdict.message.strip(" .") or "no message"
