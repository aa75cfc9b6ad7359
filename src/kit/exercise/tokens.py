"""Canonical text: two answers that mean the same give the same token.

Numbers are rounded, sets and mappings sorted, and blanks, case and quotation
marks evened out. The open key compares tokens as they are, the sealed key as
keyed digests.
"""

import json
import math
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.exercise.plaindata import Data

WHOLE = ("value", "number", "function", "text")
QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„«»", '"')})


@dataclass(frozen=True)
class Rule:
    """What is public about how an exercise is judged: nothing of the answer.

    ``slots`` is how many elements a full answer has; ``hidden`` of them are
    hidden probes of a function, known when grading alone. ``allowed`` are the
    words that the task itself lists (see `kit.exercise.allowed`).
    """

    kind: str
    decimals: int = 6
    spaces: str = "kept"
    slots: int = 1
    hidden: int = 0
    columns: tuple[str, ...] = ()
    allowed: Any = None
    form: Mapping[str, Any] = field(default_factory=dict)
    own_table: Mapping[str, Any] = field(default_factory=dict)

    @property
    def all_or_nothing(self) -> bool:
        """Whether a part of the answer earns no part of the points."""
        return self.kind in WHOLE


def token(data: Data, rule: Rule) -> str:
    """Give the canonical text of a piece of plain data."""
    return json.dumps(_canonical(data, rule), ensure_ascii=False, sort_keys=True)


def _canonical(data: Data, rule: Rule) -> Any:
    if isinstance(data, bool):
        return {"truth": data}
    if isinstance(data, int | float):
        return _rounded(data, rule.decimals)
    if isinstance(data, str):
        return evened(data, rule.spaces)
    if isinstance(data, list):
        return [_canonical(item, rule) for item in data]
    if not isinstance(data, dict):
        return data
    ((tag, body),) = data.items()
    match tag:
        case "tuple":
            return [_canonical(item, rule) for item in body]
        case "set":
            return {"set": sorted({token(item, rule) for item in body})}
        case "mapping":
            return {"mapping": sorted(token(pair, rule) for pair in body)}
        case "date" | "datetime":
            return body
        case "float":
            return None if body == "nan" else data
        case "series":
            return {"mapping": sorted(token(list(pair), rule) for pair in named_values(body))}
        case "table":
            return {"table": sorted(row_tokens(data, rule))}
        case "value":
            return _canonical(body, rule)
        case "function":
            return [_canonical(item, rule) for item in body]
    return data


def _rounded(number: float, decimals: int) -> float | int:
    near = round(number, decimals)
    return int(near) if math.isfinite(near) and near == int(near) else near


def evened(text: str, spaces: str) -> str:
    """Even out case, blanks and quotation marks; with ``spaces="free"`` drop all blanks."""
    even = unicodedata.normalize("NFKC", text).translate(QUOTES).casefold()
    words = even.strip(" \t\r\n.,;:!?").split()
    return ("" if spaces == "free" else " ").join(words)


def named_values(series: Mapping[str, list[Data]]) -> list[tuple[Data, Data]]:
    """Pair each label of a Series with its value."""
    return list(zip(series["index"], series["values"], strict=True))


def row_tokens(data: Data, rule: Rule) -> list[str]:
    """Give a token for each row; equal rows are told apart by their count."""
    names = [evened(str(name), "kept") for name in data["table"]["columns"]]
    wanted = {evened(name, "kept") for name in rule.columns} or set(names)
    seen: Counter[str] = Counter()
    tokens = []
    for row in data["table"]["rows"]:
        cells = {n: _canonical(cell, rule) for n, cell in zip(names, row, strict=True)}
        text = json.dumps({n: c for n, c in cells.items() if n in wanted}, sort_keys=True)
        seen[text] += 1
        tokens.append(json.dumps([seen[text], text]))
    return sorted(tokens)
