"""An answer, from what a student's cell holds to plain data and back.

The form is in `kit.exercise.plaindata`. A widget is taken as what its ``as_answer()``
gives: a frame or a mapping. While nothing stands in it, that is not answered.
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
from kit.exercise.plaindata import MAX_DEPTH, OPEN, Data, NotAnAnswer, checked, whole_text

ALLOWED = (
    "numbers, text, True/False, None, dates, lists, tuples, sets, dictionaries, "
    "pandas Series and DataFrames, numpy arrays, or a function where one is asked for"
)


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
            return whole_text(str(value))
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


def _as_text(data: Data) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False)
