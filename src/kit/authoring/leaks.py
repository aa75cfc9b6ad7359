"""Does a text that students may read give the answer away?"""

import re
from collections.abc import Iterator

from kit.authoring.observe import Observed
from kit.exercise.definition import Exercise
from kit.exercise.plaindata import Data

CODE_LENGTH = 3  # up to here a text is a code such as CC or NAR: its case counts


def given_away(exercise: Exercise, found: Observed) -> Iterator[str]:
    """Find hints and questions that contain the answer.

    A text that also names a listed mistake offers a choice and gives nothing
    away. Truth values and answers that nobody can quote, such as tables,
    functions and prose, are not looked for.

    Parameters
    ----------
    exercise, found
        The definition, and what its solution and its mistakes were.
    """
    answer = _needles(found.solution["answer"])
    mistakes = [_needles(payload["answer"]) for payload in found.mistakes]
    for field, text in _texts(exercise):
        others = any(_holds(text, mistake) for mistake in mistakes if mistake != answer)
        if _holds(text, answer) and not others:
            yield f"{field} contains the answer; lead to it, without saying it"


def _texts(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield "the title", exercise.title
    yield "the objective", exercise.objective
    yield "'ask'", exercise.ask
    for number, hint in enumerate(exercise.hints, 1):
        yield f"hint {number}", hint
    for number, mistake in enumerate(exercise.mistakes, 1):
        yield f"the hint of mistake {number}", mistake["hint"]


def _needles(data: Data) -> list[str]:
    """List what one would have to read to know an answer; empty if nothing can be."""
    if isinstance(data, bool) or data is None:
        return []
    if isinstance(data, str | int | float):
        return [str(data)]
    if isinstance(data, list):
        return [needle for item in data for needle in _needles(item)]
    tag, body = next(iter(data.items()))
    return _needles(body) if tag in ("set", "tuple", "mapping", "date") else []


def _holds(text: str, needles: list[str]) -> bool:
    return bool(needles) and all(_mentions(text, needle) for needle in needles)


def _mentions(text: str, needle: str) -> bool:
    flags = re.IGNORECASE if len(needle) > CODE_LENGTH else re.NOFLAG
    return bool(re.search(rf"(?<![\w.]){re.escape(needle)}(?!\w|\.\d)", text, flags))
