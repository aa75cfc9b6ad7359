"""Plain data: the form in which answers leave a student's process, are stored and judged.

It is JSON with type tags, so no live object is ever unpickled, called or compared.
Plain values stand as they are; everything else is an object with one tag:

========================  ====================================================
``{"open": true}``        ``...``: this part is not answered
``{"tuple": [..]}``       a tuple
``{"set": [..]}``         a set, in a fixed order
``{"mapping": [[k, v]]}`` a dict
``{"date": "2017-07-10"}``, ``{"datetime": ".."}``, ``{"float": "nan"}``
``{"series": {"name", "index", "values"}}``
``{"table": {"columns", "index", "rows"}}``
``{"function": [..]}``    what a function gave for each probe
========================  ====================================================
"""

import datetime as dt
import math
from typing import Any

MIME = "application/vnd.kit.answer+json"
MAX_PARTS = 20_000
MAX_DEPTH = 12
MAX_TEXT = 20_000
OPEN = {"open": True}

Data = Any


class NotAnAnswer(ValueError):  # noqa: N818  (read aloud: "this is not an answer")
    """A value that cannot be an answer; the message says what can."""


def checked(data: Data) -> Data:
    """Give the data back if it is an answer's plain data within the limits.

    The judge calls this on whatever a submission displayed, so it trusts nothing.

    Raises
    ------
    NotAnAnswer
        On an unknown tag, a wrong shape, or more than the limits allow.
    """
    parts, waiting = 0, [(data, 0)]
    while waiting:
        item, depth = waiting.pop()
        parts += 1
        _check_limits(item, depth, parts)
        waiting += [(inner, depth + 1) for inner in _inside(item)]
    return data


def _check_limits(item: Data, depth: int, parts: int) -> None:
    if parts > MAX_PARTS:
        msg = f"This answer has more than {MAX_PARTS:,} parts. Give only what was asked for."
        raise NotAnAnswer(msg)
    if depth > 4 * MAX_DEPTH:
        msg = "This answer is nested too deeply. Give a simpler one."
        raise NotAnAnswer(msg)
    if isinstance(item, str) and len(item) > MAX_TEXT:
        msg = f"This text is {len(item):,} characters long; at most {MAX_TEXT:,} are allowed."
        raise NotAnAnswer(msg)
    if isinstance(item, str):
        whole_text(item)
    if isinstance(item, int) and abs(item) >= 10**18:
        msg = "This whole number is too large to be an answer; the limit is 18 digits."
        raise NotAnAnswer(msg)
    if isinstance(item, float) and not math.isfinite(item):
        msg = "Numbers that are not finite must be written with the tag 'float'."
        raise NotAnAnswer(msg)


def _inside(item: Data) -> list[Data]:
    """List what a piece of data holds; refuse what is not of the known form."""
    if isinstance(item, list):
        return item
    if not isinstance(item, dict):
        return []
    tag, body = next(iter(item.items())) if len(item) == 1 else ("", None)
    match tag:
        case "open" if body is True:
            return []
        case "tuple" | "set" | "function" if isinstance(body, list):
            return body
        case "mapping" if isinstance(body, list) and all(_is_pair(pair) for pair in body):
            return [part for pair in body for part in pair]
        case "date" | "datetime" if isinstance(body, str) and _is_moment(body):
            return []
        case "float" if body in ("nan", "inf", "-inf"):
            return []
        case "error" if isinstance(body, str):
            return [body]
        case "value":
            return [body]
        case "series" if isinstance(body, dict) and _is_series(body):
            return [body["name"], *body["index"], *body["values"]]
        case "table" if isinstance(body, dict) and _is_table(body):
            return [*body["columns"], *(body["index"] or []), *body["rows"]]
    msg = "This is not an answer's plain data: an unknown tag or a wrong shape."
    raise NotAnAnswer(msg)


def _is_pair(pair: Data) -> bool:
    return isinstance(pair, list) and len(pair) == 2


def _is_moment(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_series(body: Any) -> bool:
    return (
        body.keys() == {"name", "index", "values"}
        and isinstance(body["index"], list)
        and isinstance(body["values"], list)
        and len(body["index"]) == len(body["values"])
    )


def _is_table(body: Any) -> bool:
    if body.keys() != {"columns", "index", "rows"}:
        return False
    columns, index, rows = body["columns"], body["index"], body["rows"]
    if not (isinstance(columns, list) and isinstance(rows, list)):
        return False
    widths = all(isinstance(row, list) and len(row) == len(columns) for row in rows)
    return widths and (index is None or (isinstance(index, list) and len(index) == len(rows)))


def open_parts(data: Data) -> int:
    """Count the parts of an answer that are still ``...``."""
    if data == OPEN:
        return 1
    return sum(open_parts(inner) for inner in _inside(data))


def whole_text(text: str) -> str:
    """Give a text back if it can be saved."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        msg = "This text holds half a character, which cannot be saved. Type it again."
        raise NotAnAnswer(msg) from error
    return text
