"""The sealed key: the same key, shut. It ships to students.

What it protects: a glance, and a search through the files. What it does not:
somebody who tries all five options of a question with five options.

For each exercise one slow key (scrypt) is made from the case and the id. Under
it, every accepted element and every listed answer is found by a keyed digest
and opened by its own text: a right element gives its slot and a share, all
shares together open the explanation, and a listed mistake gives its own hint.
The three general hints are wrapped by the id alone, a blind against a glance.
Encryption is deterministic (AES-SIV, RFC 5297): same source, same bytes.
"""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from kit.exercise.key import (
    PUBLIC,
    Element,
    Entry,
    KeyFile,
    Known,
    OpenKey,
    make_rule,
)
from kit.exercise.tokens import Rule

# About 0.04 s and 16 MB on a laptop: slow to try in bulk, quick enough in class.
SCRYPT = {"n": 2**14, "r": 8, "p": 1}


class SealedKey(KeyFile):
    """The students' key; see `kit.exercise.key.Key` for what it answers."""

    kind = "sealed"
    remedy = "Fetch the course folder again, or ask your instructor for this file."

    @classmethod
    def seal(cls, key: OpenKey) -> "SealedKey":
        """Shut an open key."""
        return cls(key.case, {id: _seal(key.case, id, e) for id, e in key.entries.items()})

    def rule(self, exercise: str, hidden: bool = False) -> Rule:
        """Give the rule; a sealed key knows of no hidden probes."""
        return make_rule(self.entry(exercise))

    def element(self, exercise: str, text: str) -> Element | None:
        """Look one element's token up."""
        lock = _Lock(self.case, exercise)
        sealed = self.entry(exercise)["elements"].get(lock.digest("element", text))
        return Element(*lock.open(sealed, "element", text)) if sealed else None

    def known(self, exercise: str, whole: str) -> Known | None:
        """Look the token of a whole answer up."""
        lock = _Lock(self.case, exercise)
        sealed = self.entry(exercise)["known"].get(lock.digest("known", whole))
        return Known(*lock.open(sealed, "known", whole)) if sealed else None

    def explanation(self, exercise: str, shares: Sequence[str]) -> str:
        """Open the explanation; empty if the shares do not open it."""
        try:
            lock = _Lock(self.case, exercise)
            return str(lock.open(self.entry(exercise)["explain"], "explain", "".join(shares)))
        except InvalidTag:
            return ""

    def guidance(self, exercise: str) -> Mapping[str, Any]:
        """Give ``ask`` and ``hints``."""
        opened = _Lock(self.case, exercise).open(self.entry(exercise)["guidance"], "guidance", "")
        return dict(opened)


def _seal(case: str, exercise: str, entry: Entry) -> Entry:
    lock = _Lock(case, exercise)
    elements: dict[str, str] = {}
    shares = []
    # Slots beyond the rule's count are hidden probes: they stay with the instructor.
    for slot, alternatives in enumerate(entry["slots"][: entry["rule"]["slots"]]):
        shares.append(lock.digest(f"share {slot}", next(iter(alternatives))))
        for text, grade in alternatives.items():
            elements |= lock.entry("element", text, [slot, grade, shares[-1]])
    for text in entry["optional"]:
        elements |= lock.entry("element", text, [None, "optional"])
    for text, hint in entry["slips"].items():
        elements |= lock.entry("element", text, [None, "mistake", "", hint])
    known: dict[str, str] = {}
    for whole, found in entry["known"].items():
        explanation = "" if found["grade"] == "mistake" else entry["explain"]
        known |= lock.entry("known", whole, [found["grade"], found["hint"], explanation])
    guidance = {"ask": entry["ask"], "hints": entry["hints"]}
    return {name: entry[name] for name in PUBLIC} | {
        "guidance": lock.seal(guidance, "guidance", ""),
        # Sorted by digest, so that the order of the slots is not given away.
        "elements": dict(sorted(elements.items())),
        "known": dict(sorted(known.items())),
        "explain": lock.seal(entry["explain"], "explain", "".join(shares)),
    }


class _Lock:
    """Everything keyed for one exercise."""

    def __init__(self, case: str, exercise: str) -> None:
        self._key = _slow_key(case, exercise)

    def _derive(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self._key, f"{purpose}\0{text}".encode(), "sha512")

    def digest(self, purpose: str, text: str) -> str:
        return b64encode(self._derive(f"find {purpose}", text)[:18]).decode()

    def seal(self, content: Any, purpose: str, text: str) -> str:
        clear = json.dumps(content, ensure_ascii=False).encode()
        return b64encode(AESSIV(self._derive(purpose, text)).encrypt(clear, None)).decode()

    def open(self, sealed: str, purpose: str, text: str) -> Any:
        return json.loads(AESSIV(self._derive(purpose, text)).decrypt(b64decode(sealed), None))

    def entry(self, purpose: str, text: str, content: Any) -> dict[str, str]:
        return {self.digest(purpose, text): self.seal(content, purpose, text)}


@cache
def _slow_key(case: str, exercise: str) -> bytes:
    name = f"{case}/{exercise}".encode()
    salt = hashlib.sha256(b"rival-readings " + name).digest()
    return hashlib.scrypt(name, salt=salt, dklen=32, **SCRYPT)
