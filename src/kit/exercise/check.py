"""What a student calls: `check` and `hint`.

In class, the verdict comes from the sealed key. While grading
(``KIT_CHECK=emit``) there is no key in reach and `check` only displays the
answer as plain data; the verdict is made elsewhere.
"""

import html
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from kit import places
from kit.exercise import shell
from kit.exercise.answer import encode
from kit.exercise.judge import Verdict, judge
from kit.exercise.key import KeyFileError, UnknownExercise
from kit.exercise.origin import from_widget, nothing_yet
from kit.exercise.plaindata import MIME, Data, NotAnAnswer
from kit.exercise.progress import hints_shown, note_hint, note_verdict
from kit.exercise.seal import SealedKey

MISSING = object()
Bundle = dict[str, Any]
FORMAT = 1

MARK = {
    "correct": "✓",
    "defensible": "✓",
    "partly": "◐",
    "not yet": "○",
    "not answered": "…",
    "needs review": "✎",
}
COLOUR = {"correct": "#1a7f37", "defensible": "#1a7f37", "partly": "#9a6700", "not yet": "#9a6700"}


class Note:
    """A sentence for the student, shown in a notebook and in a terminal."""

    def __init__(self, text: str, colour: str = "#57606a") -> None:
        self.text = text
        self.colour = colour

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        return {"text/plain": self.text, "text/html": _box(self.text, self.colour)}


def _box(text: str, colour: str) -> str:
    lines = "<br>".join(html.escape(line) for line in text.splitlines())
    lines = re.sub("`([^`<]+)`", r"<code>\1</code>", lines)  # as the prose around it has it
    style = f"border-left: 4px solid {colour}; padding: 0.3em 0.8em; max-width: 45em"
    return f'<div role="status" style="{style}">{lines}</div>'


@dataclass(frozen=True)
class Checked(Verdict):
    """A verdict as a student sees it, with the answer as plain data beside it.

    ``empty`` is what the form says of itself if the answer comes from one.
    """

    payload: Data = None
    empty: str = ""

    def __repr__(self) -> str:
        return sentence(self)

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        text = sentence(self)
        box = _box(text, COLOUR.get(self.status, "#57606a"))
        return {"text/plain": text, "text/html": box, MIME: self.payload}


class Emitted:
    """An answer on its way out of the student's process: data, no verdict."""

    def __init__(self, payload: Data) -> None:
        self.payload = payload

    def __repr__(self) -> str:
        return f"Answer {self.payload['exercise']} is noted."

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        return {"text/plain": repr(self), MIME: self.payload}


def check(id: str, answer: Any = MISSING, why: str = "") -> Checked | Note | Emitted:
    """Check an answer and say how far it is right.

    Parameters
    ----------
    id
        The exercise, such as ``"2.3"``.
    answer
        What your variable holds; ``...`` means not answered.
    why
        One line that defends another reading, where the exercise allows one.

    Returns
    -------
    Checked
        The verdict: ``.status``, ``.points``, ``.message`` and what to ask next.
        A `Note` says what is wrong if there is no such exercise, no key or no
        answer, or if the cell of the answer failed when it was run last.

    Examples
    --------
    >>> check("2.3", ...).status
    'not answered'
    """
    if os.environ.get("KIT_CHECK") == "emit":
        return emit(id, answer, why)
    id = str(id)  # check(2.3, ...) without quotation marks is understood
    try:
        key = _sealed_key()
        public = key.public(id)
        if problem := _no_answer(id, public["name"], answer):
            return Note(problem)
        payload = _payload(id, answer, why, public["probes"])
        verdict = judge(key, payload)
    except (KeyFileError, UnknownExercise, places.PlaceError) as error:
        return Note(str(error))
    note_verdict(verdict)
    found = {f.name: getattr(verdict, f.name) for f in fields(Verdict)}
    return Checked(**found, payload=payload, empty=nothing_yet(answer))


def _no_answer(id: str, name: str, answer: Any) -> str:
    """Say why there is nothing to judge: no answer went in, or one from before an error."""
    if answer is MISSING:
        return f'The name of your answer is missing. Write: check("{id}", {name})'
    if shell.is_older(name, answer):
        return (
            f"Nothing is judged yet. The last cell that was to set `{name}` ended in a red error, "
            "so its value may be an older one. Mend your answer cell and run it. Then check again."
        )
    return ""


def emit(id: str, answer: Any, why: Any = "", probes: Sequence[Data] = ()) -> Emitted:
    """Display an answer as plain data, with no verdict.

    Parameters
    ----------
    id, answer, why
        As for `check`.
    probes
        Encoded arguments for an answer that is a function.
    """
    return Emitted(_payload(id, answer, why, probes))


def _payload(id: str, answer: Any, why: Any, probes: Sequence[Data]) -> Data:
    payload: Data = {"format": FORMAT, "exercise": str(id)}
    if from_widget(answer):
        # Run again elsewhere, a widget is empty: what this cell displayed is then the answer.
        payload["widget"] = True
    try:
        return payload | {"answer": encode(answer, probes), "why": "" if why is ... else str(why)}
    except NotAnAnswer as error:
        return payload | {"problem": str(error)}


def hint(id: str) -> Note:
    """Show the next hint of an exercise; after the last it starts again.

    Asking for hints costs nothing.
    """
    id = str(id)
    try:
        hints = _sealed_key().guidance(id)["hints"]
    except (KeyFileError, UnknownExercise, places.PlaceError) as error:
        return Note(str(error))
    again, number = divmod(hints_shown(id), len(hints))
    note_hint(id)
    head = f"Hint {number + 1} of {len(hints)} for {id}{', once more' if again else ''}."
    return Note(f"{head} {hints[number]}", "#0969da")


def sentence(verdict: Checked) -> str:
    """Put a verdict into words: how far, then what to ask next."""
    head = f"{MARK[verdict.status]} {verdict.exercise}: {verdict.status}"
    if verdict.status == "not answered" and verdict.empty:
        return (
            f"{head}. {verdict.empty} Fill in the form, run the cell of your answer, then this one."
        )
    if verdict.status == "not answered":
        return f"{head}. Replace the ... in the cell above, run it, then run this cell again."
    if verdict.points is not None and verdict.status != "not yet":
        head += f", {verdict.points:g} of {verdict.max_points:g} points"
    lines = [" ".join(filter(None, [f"{head}.", verdict.message]))]
    if verdict.hint:
        lines.append(f"Think again: {verdict.hint}")
    elif verdict.ask:
        lines.append(f"Ask yourself: {verdict.ask}")
        lines.append(f'Stuck? Run hint("{verdict.exercise}").')
    if verdict.explanation:
        lines.append(verdict.explanation)
    return "\n".join(lines)


_keys: dict[tuple[str, int], SealedKey] = {}


def _sealed_key() -> SealedKey:
    """Read the sealed key of this course, once for each version of the file."""
    path = places.sealed_key(places.course())
    version = (str(path), path.stat().st_mtime_ns if path.exists() else 0)
    if version not in _keys:
        _keys[version] = SealedKey.read(path)
    return _keys[version]


def _say(text: str) -> None:
    from IPython.display import display

    display(Note(text))  # type: ignore[no-untyped-call]


shell.watch(_say)
