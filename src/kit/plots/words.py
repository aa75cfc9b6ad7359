"""Words for pictures: made safe, measured without a font, broken into lines.

Nobody knows which font a reader has. Widths are those of DejaVu Sans, one of the
widest in use, so that a text that fits here fits elsewhere.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from kit.case.schema import JOINT, PASSES_ON

LONGEST = 60  # characters of a name within a sentence
Names = Mapping[Any, str] | pd.Series | None

# What XML cannot hold, and signs that turn the text around them round.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WIDTHS = {0.35: "IJijl ,./:;\\|'", 0.45: '()-[]ft!r"', 0.72: "ABCKRVXZ", 0.8: "DGHNOQU&"}
_WIDTHS |= {0.88: "#+<=>^w~M", 1.02: "@Wm%"}
_WIDTH = {sign: width for width, signs in _WIDTHS.items() for sign in signs}


def clean(value: Any) -> str:
    r"""Make one line of safe text of any value; a missing one gives an empty text.

    Examples
    --------
    >>> clean("two\nlines\x00")
    'two lines�'
    """
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    text = _TURNING.sub("", _UNSAFE.sub("\ufffd", str(value)))
    return " ".join(text.split())


def width(text: str, size: float) -> float:
    """Estimate how wide a text is, in the units of `size`, rather too wide than too narrow."""
    return size * sum(_em(sign) for sign in text)


def fit(text: str, room: float, size: float, lines: int = 1) -> list[str]:
    """Break a text into lines that fit; what does not fit ends in an ellipsis.

    Parameters
    ----------
    text
        Safe text.
    room
        How wide a line may be.
    size
        Size of the font, in the same units.
    lines
        How many lines at most.

    Returns
    -------
    list of str
        No line for an empty text.

    Examples
    --------
    >>> fit("Russia and its allies", 90, 14, lines=2)
    ['Russia and', 'its allies']
    >>> fit("Russia and its allies", 90, 14)
    ['Russia an…']
    """
    found: list[str] = []
    while len(found) < lines - 1 and _prefix(text, room, size) != text:
        line = _line(text, room, size)
        found.append(line.rstrip())
        text = text[len(line) :].lstrip()
    if text:
        found.append(text if _prefix(text, room, size) == text else _cut(text, room, size))
    return found


def short(text: str, longest: int = LONGEST) -> str:
    """Shorten a name for a sentence.

    Examples
    --------
    >>> short("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= longest else _whole(text[: longest - 1], text[longest - 1]) + "…"


def namer(names: Names) -> Callable[[Any], str]:
    """Make a function that gives the name of an id, safe and on one line.

    A joint voice without a name of its own is named after its members.

    Examples
    --------
    >>> namer({"A": "Ada", "B": "Ben"})("A+B")
    'Ada and Ben'
    """
    known = {} if names is None else dict(names)

    def name(given: Any) -> str:
        if given not in known and isinstance(given, str) and JOINT in given:
            return " and ".join(name(part) for part in given.split(JOINT))
        return clean(known.get(given, given)) or clean(given) or "(no name)"

    return name


def way(voices: Iterable[str], between: str = f" {PASSES_ON} ") -> str:
    """Write a chain of names, a long one with its middle left out.

    Examples
    --------
    >>> way("ABCDEFGHI")
    'A > B > C > … > G > H > I'
    >>> way("ABC", ", then ")
    'A, then B, then C'
    """
    listed = list(voices)
    if len(listed) > 7:
        listed = [*listed[:3], "…", *listed[-3:]]
    return between.join(listed)


def several(names: Iterable[str], most: int = 3) -> str:
    """List names as people do.

    Examples
    --------
    >>> several(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    listed = [short(name) for name in names]
    if len(listed) > most + 1:
        return f"{', '.join(listed[:most])} and {len(listed) - most} more"
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def number(count: float, one: str, many: str = "") -> str:
    """Say how many.

    Examples
    --------
    >>> number(1, "statement"), number(2, "statement")
    ('1 statement', '2 statements')
    """
    return f"{count:g} {one if count == 1 else many or one + 's'}"


def _em(sign: str) -> float:
    if sign in _WIDTH:
        return _WIDTH[sign]
    if sign < "\x7f":
        return 0.65
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    wide = unicodedata.east_asian_width(sign) in "WF" or ord(sign) > 0x1F000
    return 1.4 if wide else 0.8 if sign.isupper() else 0.72


def _line(text: str, room: float, size: float) -> str:
    """Take as many words as fit; a word longer than the line is broken."""
    fitting = _prefix(text, room, size)
    space = text.rfind(" ", 0, len(fitting) + 1)
    return text[: space + 1] if space > 0 else fitting


def _cut(text: str, room: float, size: float) -> str:
    return _prefix(text, room - width("…", size), size).rstrip() + "…"


def _prefix(text: str, room: float, size: float) -> str:
    """Give the longest beginning that fits, of one sign at least."""
    used = 0.0
    for position, sign in enumerate(text):
        used += size * _em(sign)
        if used > room and position:
            return _whole(text[:position], text[position])
    return text


def _whole(text: str, following: str) -> str:
    """Take back signs that would be torn from a mark or a joined emoji after them."""
    while len(text) > 1 and (following == "\u200d" or _joins(following) or text[-1] == "\u200d"):
        text, following = text[:-1], text[-1]
    return text


def _joins(sign: str) -> bool:
    skin = "\U0001f3fb" <= sign <= "\U0001f3ff"
    return bool(sign) and (skin or unicodedata.category(sign) in ("Mn", "Me", "Mc"))
