"""An answer of a widget as one line of code, and the way back.

A submission is one notebook, so what a widget holds has to be in it. The line
holds the data itself while it is small, and else a compressed text.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kit.exercise.answer import decode, encode
from kit.exercise.plaindata import OPEN, NotAnAnswer, checked

MARK = "kit1:"
SMALL = 1_000
MOST = 4_000_000


def line(variable: str, answer: Any) -> str:
    """Write an answer as one line of code.

    Parameters
    ----------
    variable
        The name it gets.
    answer
        A frame, or a mapping of plain values.

    Examples
    --------
    >>> line("forecast", {"yes": 0.7, "no": 0.3})
    "forecast = {'yes': 0.7, 'no': 0.3}"
    >>> line("coded", pd.DataFrame({"unit": ["U1"], "cue": ["says"]}))
    "from kit import carried; coded = carried({'unit': ['U1'], 'cue': ['says']})"
    """
    data = encode(answer)
    if data == OPEN:
        return f"{variable} = ..."
    plain = _columns(answer) if isinstance(answer, pd.DataFrame) else decode(data)
    if len(repr(plain)) > SMALL:
        return f"from kit import carried; {variable} = carried({pack(data)!r})"
    if isinstance(answer, pd.DataFrame):
        return f"from kit import carried; {variable} = carried({plain!r})"
    return f"{variable} = {plain!r}"


def carried(given: str | Mapping[str, Sequence[Any]]) -> Any:
    """Read an answer back from the line of code that a widget gave.

    Parameters
    ----------
    given
        The columns of a table, or the compressed text.

    Returns
    -------
    DataFrame, or whatever the widget gave

    Raises
    ------
    ValueError
        If the text is not whole; copy the line again.

    Examples
    --------
    >>> carried({"unit": ["U1", "U2"], "cue": ["says", "denies"]}).shape
    (2, 2)
    >>> carried(pack(encode({"yes": 0.7})))
    {'yes': 0.7}
    """
    if not isinstance(given, str):
        return pd.DataFrame(dict(given))
    try:
        return decode(checked(unpack(given)))
    except (ValueError, NotAnAnswer, KeyError, TypeError) as error:
        msg = (
            "This text does not hold a whole answer "
            f"({error}). Copy the whole line from the widget again."
        )
        raise ValueError(msg) from error


def pack(data: Any) -> str:
    """Compress plain data to text that fits in one line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return MARK + base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpack(text: str) -> Any:
    """Read plain data from the text of `pack`."""
    if not text.startswith(MARK):
        msg = f"it does not begin with {MARK}"
        raise ValueError(msg)
    try:
        squeezed = base64.b64decode(text.removeprefix(MARK), validate=True)
        reader = zlib.decompressobj()
        whole = reader.decompress(squeezed, MOST)
    except (binascii.Error, zlib.error) as error:
        msg = "a part of it is missing or changed"
        raise ValueError(msg) from error
    if not reader.eof:
        msg = "a part of it is missing, or it is too large"
        raise ValueError(msg)
    return json.loads(whole)


def _columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return {str(name): plain[name].tolist() for name in plain.columns}
