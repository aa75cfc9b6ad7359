"""What a student calls: `check` and `hint`.

In class, the verdict comes from the sealed key. While grading
(``KIT_CHECK=emit``) there is no key in reach and `check` only displays the
answer as plain data; the verdict is made elsewhere.
"""

import html
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from kit import places
from kit.exercise.answer import MIME, Data, NotAnAnswer, encode
from kit.exercise.judge import Verdict, judge
from kit.exercise.key import KeyFileError, UnknownExercise
from kit.exercise.origin import from_widget
from kit.exercise.progress import hints_shown, note_hint, note_verdict
from kit.exercise.seal import SealedKey

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
    """A verdict as a student sees it, with the answer as plain data beside it."""

    payload: Data = None

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


def check(id: str, answer: Any, why: str = "") -> Checked | Note | Emitted:
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
        A `Note` says what is wrong if there is no such exercise or no key.

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
        payload = _payload(id, answer, why, key.public(id)["probes"])
        verdict = judge(key, payload)
    except (KeyFileError, UnknownExercise, places.PlaceError) as error:
        return Note(str(error))
    note_verdict(verdict)
    return Checked(**{f.name: getattr(verdict, f.name) for f in fields(Verdict)}, payload=payload)


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
    number = hints_shown(id) % len(hints)
    note_hint(id)
    return Note(f"Hint {number + 1} of {len(hints)} for {id}. {hints[number]}", "#0969da")


def sentence(verdict: Verdict) -> str:
    """Put a verdict into words: how far, then what to ask next."""
    head = f"{MARK[verdict.status]} {verdict.exercise}: {verdict.status}"
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


def _greet_early_checks() -> None:
    """Say a sentence, not a traceback, when a check cell runs before its answer.

    ``check("2.3", depths)`` fails before `check` is reached if ``depths`` does
    not exist yet, so the notebook's shell is asked to tell us.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or os.environ.get("KIT_CHECK") == "emit":
        return

    def explain(shell: Any, kind: Any, error: NameError, trace: Any, tb_offset: Any = None) -> Any:
        source = str(shell.user_ns.get("In", [""])[-1]).lstrip()
        if source.startswith("check("):
            from IPython.display import display

            text = (
                f"'{error.name}' does not exist yet. Run the answer cell above first.\n"
                "Did it show a red NameError? Then put quotation marks around your words."
            )
            display(Note(text))  # type: ignore[no-untyped-call]
            return []
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return None

    shell.set_custom_exc((NameError,), explain)


_greet_early_checks()
