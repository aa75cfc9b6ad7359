"""What a student has done so far, kept in ``.kit/`` beside the notebook."""

import json
import os
from typing import Any

from kit import places
from kit.exercise.definition import HINTS
from kit.exercise.judge import Verdict
from kit.exercise.key import exercise_order

Record = dict[str, Any]
FILE = "progress.json"
BETTER = ("not answered", "not yet", "partly", "needs review", "defensible", "correct")

_memory: dict[str, Record] = {}


def _read() -> dict[str, Record]:
    """Read the record; with state off, only this process remembers."""
    folder = places.state()
    if folder is None:
        return _memory
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Nothing yet, or a file cut off half way: progress is a comfort, not a grade.
        return {}
    return found if isinstance(found, dict) else {}


def _update(exercise: str, change: Record) -> None:
    records = _read()
    records[exercise] = records.get(exercise, {}) | change
    folder = places.state()
    if folder is None:
        return
    try:
        folder.mkdir(exist_ok=True)
        draft = folder / f"{FILE}.{os.getpid()}"
        draft.write_text(json.dumps(records, indent=1), encoding="utf-8")
        draft.replace(folder / FILE)
    except OSError:
        # A read-only folder must not stop anyone from working.
        return


def note_verdict(verdict: Verdict) -> None:
    """Remember the best verdict of an exercise and count the tries."""
    before = _read().get(verdict.exercise, {})
    best = max(before.get("status", "not answered"), verdict.status, key=BETTER.index)
    tries = before.get("tries", 0) + (verdict.status != "not answered")
    _update(verdict.exercise, {"status": best, "tries": tries})


def hints_shown(exercise: str) -> int:
    """Tell how many hints of an exercise were asked for."""
    return int(_read().get(exercise, {}).get("hints", 0))


def note_hint(exercise: str) -> None:
    """Remember that a hint was shown. Hints cost nothing."""
    _update(exercise, {"hints": hints_shown(exercise) + 1})


class Progress:
    """The exercises checked so far, as a table and as text."""

    def __init__(self, records: dict[str, Record]) -> None:
        self.records = records

    def _rows(self) -> list[tuple[str, str, str, str]]:
        ids = sorted(self.records, key=exercise_order)
        return [
            (
                id,
                self.records[id].get("status", "not answered"),
                str(self.records[id].get("tries", 0)),
                # A hint that is read again is no new one.
                str(min(self.records[id].get("hints", 0), HINTS)),
            )
            for id in ids
        ]

    def __repr__(self) -> str:
        if not self.records:
            return "Nothing is checked yet."
        return "\n".join(
            f"{id}: {status} (times checked: {tries}, hints read: {hints})"
            for id, status, tries, hints in self._rows()
        )

    def _repr_html_(self) -> str:
        if not self.records:
            return f"<p>{self!r}</p>"
        heads = ("Exercise", "Best so far", "Times checked", "Hints read")
        head = "".join(f'<th scope="col">{name}</th>' for name in heads)
        body = "".join(
            f'<tr><th scope="row">{id}</th>' + "".join(f"<td>{cell}</td>" for cell in cells)
            for id, *cells in self._rows()
        )
        return (
            "<table><caption>Your progress</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def progress() -> Progress:
    """Show which exercises you have checked, and how far you are.

    The record lies in the folder ``.kit`` beside the notebook and never
    leaves your machine. While notebooks are built or graded nothing is kept.
    """
    return Progress({} if places.state() is None else _read())
