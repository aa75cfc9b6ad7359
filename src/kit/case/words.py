"""Words that do not depend on typography, and the fingerprint of a run of them."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Letters and digits; apostrophes of any style only inside a word, so that
# single quotation marks at its edges fall away.
_APOSTROPHES = "'’‘ʼ′`´"
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")
_TO_STRAIGHT = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
# Soft hyphens, zero-width signs and byte-order marks come with copied web pages.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class Words:
    """The normalised words of a text and where each stands in it."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> "Words":
        """Normalise a text."""
        clean = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
        matches = list(_WORD.finditer(clean))
        words = [
            unicodedata.normalize("NFKC", match.group().translate(_TO_STRAIGHT)).casefold()
            for match in matches
        ]
        return cls(clean, words, [match.span() for match in matches])

    def slice(self, start: int, count: int) -> str:
        """The original text of some words, with the signs that touch them."""
        first, last = self.spans[start][0], self.spans[start + count - 1][1]
        while first > 0 and not self.text[first - 1].isspace():
            first -= 1
        while last < len(self.text) and not self.text[last].isspace():
            last += 1
        return self.text[first:last]


def normalised_words(text: str) -> list[str]:
    """Take a text apart into words that do not depend on typography.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    list of str
        Words in lower case, with straight apostrophes; dashes, ellipses,
        brackets, quotation marks and line breaks are gone.

    Examples
    --------
    >>> normalised_words("“The baker’s new oven” … isn't")
    ['the', "baker's", 'new', 'oven', "isn't"]
    """
    return Words.of(text).words


def fingerprint(words: Sequence[str]) -> str:
    """Make the fingerprint of a unit: the number of words and a hash of them.

    Parameters
    ----------
    words
        Normalised words, see :func:`normalised_words`.

    Returns
    -------
    str
        ``count:hash``, the hash being the first 16 hexadecimal digits of the
        SHA-256 of the words joined by single blanks.

    Examples
    --------
    >>> fingerprint(["the", "oven", "is", "new"])
    '4:255ea52ead88a292'
    """
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()
    return f"{len(words)}:{digest[:16]}"


def count_of(mark: str) -> int:
    """Give the number of words that a fingerprint names; 0 if it is none.

    Examples
    --------
    >>> count_of("4:255ea52ead88a292")
    4
    """
    count, _, _ = mark.partition(":")
    return int(count) if count.isdigit() else 0


def holds(text: str, phrase: str) -> bool:
    """Tell whether a text holds a phrase, whatever the typography.

    Examples
    --------
    >>> holds("It is a “new   oven”.", "New oven")
    True
    """
    words, wanted = normalised_words(text), normalised_words(phrase)
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words)))
