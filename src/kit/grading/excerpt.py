"""An answer as a student may read it again: plain text, shortened."""

from typing import Any

from kit.exercise.plaindata import Data, NotAnAnswer, checked

LENGTH = 300


def excerpt(payload: dict[str, Any], length: int = LENGTH) -> str:
    """Write what a student answered.

    Parameters
    ----------
    payload
        What our check cell displayed; nothing in it is trusted.
    length
        Characters at most; what is longer ends in an ellipsis.

    Returns
    -------
    str
        Empty if there is no answer, or if it is a function, of which only
        results are known.

    Examples
    --------
    >>> excerpt({"answer": {"mapping": [["a", "machine"], ["b", {"open": True}]]}})
    "{'a': 'machine', 'b': ...}"
    """
    try:
        answer = checked(payload.get("answer"))
        text = answer.strip() if isinstance(answer, str) else _written(answer)
    except (NotAnAnswer, TypeError, KeyError, RecursionError):
        return ""
    return text if len(text) <= length else f"{text[:length].rstrip()} …"


def _written(data: Data) -> str:
    """Write plain data as Python would."""
    match data:
        case {"open": True}:
            return "..."
        case list():
            return f"[{_listed(data)}]"
        case {"tuple": parts}:
            return f"({_listed(parts)})"
        case {"set": parts}:
            return f"{{{_listed(parts)}}}"
        case {"mapping": pairs}:
            return _paired(pairs)
        case {"series": {"index": index, "values": values}}:
            return _paired(zip(index, values, strict=True))
        case {"table": {"columns": columns, "rows": rows}}:
            return "\n".join(" | ".join(map(_bare, line)) for line in [columns, *rows])
        case {"date": text} | {"datetime": text} | {"float": text}:
            return str(text)
        case {"function": _}:
            return ""
    return "" if data is None else repr(data)


def _listed(parts: list[Data]) -> str:
    return ", ".join(map(_written, parts))


def _paired(pairs: Any) -> str:
    return "{" + ", ".join(f"{_written(key)}: {_written(value)}" for key, value in pairs) + "}"


def _bare(data: Data) -> str:
    return data if isinstance(data, str) else _written(data)
