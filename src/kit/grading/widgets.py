"""Answers given in widgets: what the student's own check had displayed when the file was saved.

A widget that is run again elsewhere is empty. Its answer is in the notebook as a line of
code, which runs like any other; or only in the saved output of the student's check. That
is taken then: it is data, it says an answer and never a verdict, so one that somebody
typed by hand is worth what an answer typed into the answer cell is worth.
"""

from collections.abc import Mapping

from kit.exercise.plaindata import MIME
from kit.grading.intake import Submission
from kit.grading.notebook import saved_outputs
from kit.grading.payload import Payload, plain


def by_widget(found: Mapping[str, Payload | None], submission: Submission) -> dict[str, Payload]:
    """Find the answers that widgets gave and the notebook carries only as saved output.

    Parameters
    ----------
    found
        What running gave, by exercise.
    submission
        The file, whose outputs are read as data.

    Returns
    -------
    dict
        By exercise, where running gave no answer but that of an untouched widget, or
        none: the last one saved. It has no ``widget`` mark, so that it is judged. What
        came of a function is never taken: it must be called here.
    """
    wanted = {id for id, payload in found.items() if not _answered(payload)}
    if not wanted:
        return {}
    saved: dict[str, Payload] = {}
    for output in saved_outputs(submission.path.read_bytes()):
        payload = output.get(MIME)
        if isinstance(payload, dict) and payload.get("exercise") in wanted and _is_taken(payload):
            taken = plain(payload, payload["exercise"])
            saved[payload["exercise"]] = {n: taken[n] for n in taken if n != "widget"}
    return saved


def _answered(payload: Payload | None) -> bool:
    return payload is not None and "answer" in payload and not payload.get("widget")


def _is_taken(payload: Payload) -> bool:
    called = isinstance(payload.get("answer"), dict) and "function" in payload["answer"]
    return payload.get("widget") is True and "answer" in payload and not called
