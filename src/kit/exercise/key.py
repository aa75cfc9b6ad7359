"""The open key: what is right, in clear. It stays with the instructor.

An `OpenKey` and a `SealedKey` (see `kit.exercise.seal`) answer the same few
questions, the protocol `Key`, so that one judge serves both.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self

from kit.exercise.plaindata import Data
from kit.exercise.tokens import Rule

Entry = dict[str, Any]
Payload = Mapping[str, Any]
FORMAT = 1


class KeyFileError(Exception):
    """A key file is missing or cannot be read; the message says what to do."""


class UnknownExercise(KeyError):  # noqa: N818  (read aloud: "an unknown exercise")
    """The key has no such exercise; the message lists those it has."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Element:
    """What a key says of one element: which slot it fills and how well.

    ``slot`` is None for an element that may be there or not, and for a known
    mistake, which has a ``hint``. ``share`` is one part of the secret that
    opens the explanation.
    """

    slot: int | None
    grade: str
    share: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Known:
    """What a key says of a listed whole answer: accepted, or a known mistake."""

    grade: str
    hint: str = ""
    explanation: str = ""


class Key(Protocol):
    """What the judge may ask of a key, open or sealed."""

    case: str

    def public(self, exercise: str) -> Entry:
        """Give title, points, name, kind, rule and public probes."""

    def rule(self, exercise: str, hidden: bool = False) -> Rule:
        """Give the rule; with ``hidden``, the hidden probes count as slots too."""

    def element(self, exercise: str, text: str) -> Element | None:
        """Look one element's token up."""

    def known(self, exercise: str, whole: str) -> Known | None:
        """Look the token of a whole answer up."""

    def explanation(self, exercise: str, shares: Sequence[str]) -> str:
        """Open the explanation; empty if the shares do not open it."""

    def guidance(self, exercise: str) -> Mapping[str, Any]:
        """Give ``ask`` and ``hints``."""


PUBLIC = ["title", "points", "name", "kind", "rule", "probes", "wants_why"]


class KeyFile:
    """What both keys have in common: entries by exercise id, in a file of one kind.

    Parameters
    ----------
    case
        Name of the case that the exercises are about.
    entries
        One entry an exercise id.
    """

    kind: ClassVar[str]
    remedy: ClassVar[str]

    def __init__(self, case: str, entries: Mapping[str, Entry]) -> None:
        self.case = case
        self.entries = dict(entries)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a key file.

        Raises
        ------
        KeyFileError
            If it is missing or not a key.
        """
        content = _read_key_file(path, cls.kind, cls.remedy)
        return cls(content["case"], content["exercises"])

    def to_json(self) -> str:
        """Give the key file's text, sorted by exercise number: same exercises, same bytes."""
        ordered = {id: self.entries[id] for id in sorted(self.entries, key=exercise_order)}
        content = {"format": FORMAT, "key": self.kind, "case": self.case, "exercises": ordered}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def entry(self, exercise: str) -> Entry:
        """Find an entry by its id.

        Raises
        ------
        UnknownExercise
            Naming the ids there are.
        """
        if exercise not in self.entries:
            ids = ", ".join(self.entries) or "none"
            msg = f"There is no exercise '{exercise}' here. Exercises: {ids}."
            raise UnknownExercise(msg)
        return self.entries[exercise]

    def public(self, exercise: str) -> Entry:
        """Give title, points, name, kind, rule and public probes."""
        entry = self.entry(exercise)
        return {name: entry[name] for name in PUBLIC}


class OpenKey(KeyFile):
    """The instructor's key; its entries are from `kit.exercise.entry.make_entry`."""

    kind = "open"
    remedy = "Run 'kit build' to make it."

    def rule(self, exercise: str, hidden: bool = False) -> Rule:
        """Give the rule; with ``hidden``, the hidden probes count as slots too."""
        entry = self.entry(exercise)
        return make_rule(entry, hidden=len(entry["hidden_probes"]) if hidden else 0)

    def hidden_probes(self, exercise: str) -> list[Data]:
        """Give the probes that only grading uses."""
        return list(self.entry(exercise)["hidden_probes"])

    def element(self, exercise: str, text: str) -> Element | None:
        """Look one element's token up."""
        entry = self.entry(exercise)
        for slot, alternatives in enumerate(entry["slots"]):
            if text in alternatives:
                return Element(slot, alternatives[text])
        if text in entry["optional"]:
            return Element(None, "optional")
        hint = entry["slips"].get(text)
        return Element(None, "mistake", hint=hint) if hint else None

    def known(self, exercise: str, whole: str) -> Known | None:
        """Look the token of a whole answer up."""
        entry = self.entry(exercise)
        found = entry["known"].get(whole)
        if found is None:
            return None
        accepted = found["grade"] != "mistake"
        return Known(found["grade"], found["hint"], entry["explain"] if accepted else "")

    def explanation(self, exercise: str, shares: Sequence[str]) -> str:
        """Open the explanation: the open key asks for no shares."""
        return str(self.entry(exercise)["explain"])

    def guidance(self, exercise: str) -> Mapping[str, Any]:
        """Give ``ask`` and ``hints``."""
        entry = self.entry(exercise)
        return {"ask": entry["ask"], "hints": entry["hints"]}


def make_rule(entry: Entry, hidden: int = 0) -> Rule:
    """Make the rule of an entry, open or sealed, with so many hidden probes."""
    written = entry["rule"]
    slots = written["slots"] + hidden
    more = {"slots": slots, "hidden": hidden, "columns": tuple(written["columns"])}
    return Rule(entry["kind"], **(written | more))


def _read_key_file(path: Path, kind: str, remedy: str) -> dict[str, Any]:
    """Read a key file of a kind (open, sealed) or say what to do."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        msg = f"There is no key at {path}. {remedy}"
        raise KeyFileError(msg) from error
    except ValueError as error:
        msg = f"The key at {path} cannot be read: {error}. {remedy}"
        raise KeyFileError(msg) from error
    if not isinstance(content, dict) or content.get("key") != kind:
        msg = f"The file {path} is not the {kind} key. {remedy}"
        raise KeyFileError(msg)
    if content.get("format") != FORMAT:
        msg = f"The key at {path} has another format than this version of kit reads. {remedy}"
        raise KeyFileError(msg)
    return content


def exercise_order(id: str) -> tuple[int, ...]:
    """Sort ids as a reader would: 2.9 before 2.10.

    Examples
    --------
    >>> sorted(["2.10", "2.9"], key=exercise_order)
    ['2.9', '2.10']
    """
    return tuple(int(part) for part in id.split("."))
