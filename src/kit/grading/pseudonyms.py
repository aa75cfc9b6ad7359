"""Pseudonyms: names that stay the same, and lead back to nobody without the gradebook.

A pseudonym is made of a secret that is drawn once and kept in the gradebook, and of
the student's name. Whoever has the gradebook can make them all again.
"""

import base64
import hmac
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from kit.grading.gradebook import Gradebook
from kit.grading.items import BY_HAND, Item

SECRET = "pseudonym secret"
LETTERS = 8  # of 32: two students of a thousand share one with a chance of 1 to 2 million
SHORTEST = 3  # letters of a part of a name that is looked for in what people typed
LEFT_OUT = "[name]"


def pseudonyms(book: Gradebook) -> dict[str, str]:
    """Give each student of a gradebook a pseudonym, such as ``P-7KQ2MXAB``."""
    secret = book.remembered(SECRET)
    if secret is None:
        book.remember(SECRET, secrets.token_hex(32))
        secret = str(book.remembered(SECRET))
    return {student: _pseudonym(secret, student) for student in book.students()}


def _pseudonym(secret: str, student: str) -> str:
    name = student.encode("utf-8", "surrogatepass")
    digest = hmac.digest(bytes.fromhex(secret), name, "sha256")
    return "P-" + base64.b32encode(digest).decode()[:LETTERS]


def pseudonymous(items: Iterable[Item], names: dict[str, str]) -> list[Item]:
    """Take the names out of items, to share what is made of them.

    Names of files go, because they often hold a name. In what people typed, answers,
    reasons and comments, the student's name and each part of it is left out; a
    nickname, or a classmate's name, is not found.
    """
    found = [_unnamed(item, names[item.student]) for item in items]
    return sorted(found, key=lambda item: item.student)


def _unnamed(item: Item, pseudonym: str) -> Item:
    whole, parts = _without([item.student]), _without(_parts(item.student))
    typed = item.reason.startswith(BY_HAND)
    reason = parts(item.reason) if typed else whole(item.reason)
    if not item.exercise:  # a file that is none of ours: its name is all we know of it
        item, reason = replace(item, notebook="another file"), "None of the notebooks."
    return replace(
        item,
        student=pseudonym,
        reason=reason,
        file="",
        note="",
        answer=parts(item.answer),
        comment=parts(item.comment),
    )


def _parts(student: str) -> list[str]:
    """Take a name apart, its whole first: ``Ada Lovelace_12`` has Ada and Lovelace."""
    words = re.split(r"[\W\d_]+", student)
    return [student, *(word for word in words if len(word) >= SHORTEST)]


def _without(names: Sequence[str]) -> Callable[[str], str]:
    """Make a function that leaves names out of a text."""
    either = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)
    return partial(re.compile(either, re.IGNORECASE).sub, LEFT_OUT)
