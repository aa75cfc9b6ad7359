"""An answer as plain data.

What a student's cell holds is turned into JSON with type tags, so that it can
leave the student's process, be stored, and be judged elsewhere without a live
object ever being unpickled, called or compared. Plain values stand as they
are; everything else is an object with one tag:

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

A widget is taken as what its ``as_answer()`` gives: a frame or a mapping. While nothing
stands in it, that is not answered.
"""

import contextlib
import datetime as dt
import io
import json
import math
import numbers
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from kit.exercise.origin import is_untouched, is_widget

MIME = "application/vnd.kit.answer+json"
MAX_PARTS = 20_000
MAX_DEPTH = 12
MAX_TEXT = 20_000
OPEN = {"open": True}
ALLOWED = (
    "numbers, text, True/False, None, dates, lists, tuples, sets, dictionaries, "
    "pandas Series and DataFrames, numpy arrays, or a function where one is asked for"
)

Data = Any


class NotAnAnswer(ValueError):  # noqa: N818  (read aloud: "this is not an answer")
    """A value that cannot be an answer; the message says what can."""


def encode(value: object, probes: Sequence[Data] = ()) -> Data:
    """Turn a value into plain data.

    Parameters
    ----------
    value
        What the student's variable holds.
    probes
        Encoded arguments. A function is called once with each, and what it
        returns becomes the answer; what it prints goes nowhere.

    Returns
    -------
    JSON data
        See the table at the head of this module.

    Raises
    ------
    NotAnAnswer
        If the value, or a part of it, is of a kind that cannot be an answer,
        is nested too deeply, or is too large.

    Examples
    --------
    >>> encode({"B2": "NAR>FAL>ENG", "B3": ...})
    {'mapping': [['B2', 'NAR>FAL>ENG'], ['B3', {'open': True}]]}
    """
    return checked(_encode(value, probes, 0))


def _encode(value: object, probes: Sequence[Data], depth: int) -> Data:
    if depth > MAX_DEPTH:
        msg = f"This answer is nested more than {MAX_DEPTH} levels deep. Give a simpler one."
        raise NotAnAnswer(msg)

    def each(values: Any) -> list[Data]:
        return [_encode(item, probes, depth + 1) for item in values]

    match value:
        case _ if value is ... or is_untouched(value):
            return dict(OPEN)
        case None | bool():
            return value
        case str():
            return _encode_text(str(value))
        case np.bool_():
            return bool(value)
        case pd.DataFrame():
            index = None if _is_plain_range(value.index) else each(value.index)
            rows = [each(row) for row in value.itertuples(index=False, name=None)]
            return {"table": {"columns": each(value.columns), "index": index, "rows": rows}}
        case pd.Series():
            series = {"name": _encode(value.name, (), depth + 1)}
            return {"series": series | {"index": each(value.index), "values": each(value)}}
        case _ if value is pd.NA or value is pd.NaT:
            return None
        case _ if is_widget(value):
            return _encode(value.as_answer(), probes, depth + 1)  # type: ignore[attr-defined]
        case dt.datetime():  # pandas' Timestamp is one too
            return _encode_moment(value)
        case dt.date():
            return {"date": value.isoformat()}
        case dt.timedelta():  # pandas' Timedelta is one too
            msg = "This is a span of time. Put .days behind it, to have the number of its days."
            raise NotAnAnswer(msg)
        case np.datetime64():
            return _encode(pd.Timestamp(value), (), depth)
        case numbers.Integral():
            return int(value)
        case numbers.Real():
            return _encode_float(float(value))
        case np.ndarray() if value.ndim == 0:
            return _encode(value.item(), probes, depth)
        case dict():
            return {"mapping": [[*each(pair)] for pair in value.items()]}
        case set() | frozenset():
            return {"set": sorted(each(value), key=_as_text)}
        case tuple():
            return {"tuple": each(value)}
        case list() | range() | np.ndarray() | pd.Index() | pd.Categorical():
            return each(value)
        case _ if isinstance(value, type({}.keys()) | type({}.values())):
            return each(value)
        case _ if callable(value) and not isinstance(value, type):
            return {"function": [_probe(value, probe) for probe in probes]}
    kind = type(value).__name__
    msg = f"An answer cannot be of the kind '{kind}'. It can be made of {ALLOWED}."
    raise NotAnAnswer(msg)


def _encode_text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        msg = "This text holds half a character, which cannot be saved. Type it again."
        raise NotAnAnswer(msg) from error
    return text


def _is_plain_range(index: pd.Index) -> bool:
    return isinstance(index, pd.RangeIndex) and index.start == 0 and index.step == 1


def _encode_moment(moment: dt.datetime) -> Data:
    if moment.time() == dt.time() and moment.tzinfo is None:
        return {"date": moment.date().isoformat()}
    return {"datetime": moment.isoformat()}


def _encode_float(number: float) -> Data:
    return number if math.isfinite(number) else {"float": str(number)}


def _probe(function: Callable[[Any], Any], probe: Data) -> Data:
    """Call a function with a fresh copy of one probe, quietly."""
    silence = io.StringIO()
    try:
        with contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence):
            result = function(decode(probe))
        return {"value": _encode(result, (), 0)}
    except (Exception, SystemExit) as error:
        return {"error": f"{type(error).__name__}: {error}"[:200]}


def decode(data: Data) -> Any:
    """Turn plain data back into a value (a function stays data).

    Examples
    --------
    >>> decode({"set": ["a", "b"]}) == {"a", "b"}
    True
    """
    if isinstance(data, list):
        return [decode(item) for item in data]
    if not isinstance(data, dict):
        return data
    ((tag, body),) = data.items()
    match tag:
        case "open":
            return ...
        case "tuple":
            return tuple(decode(item) for item in body)
        case "set":
            return {decode(item) for item in body}
        case "mapping":
            return {decode(key): decode(value) for key, value in body}
        case "date":
            return dt.date.fromisoformat(body)
        case "datetime":
            return dt.datetime.fromisoformat(body)
        case "float":
            return float(body)
        case "series":
            index = decode(body["index"])
            return pd.Series(decode(body["values"]), index=index, name=decode(body["name"]))
        case "table":
            columns = decode(body["columns"])
            index = None if body["index"] is None else decode(body["index"])
            return pd.DataFrame(decode(body["rows"]), columns=columns, index=index)
    return data


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
        _encode_text(item)
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


def _as_text(data: Data) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False)
