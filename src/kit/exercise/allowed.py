"""The words that a task lists for its answer, and what in an answer is none of them.

Nothing here knows what is right: the words are those that students can read in the task.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kit.exercise.plaindata import Data
from kit.exercise.tokens import Rule, evened

NUMBER = re.compile(r"-?\d+([.,]\d+)?")
ASKED = {
    "number": "Asked for is a number alone, without words",
    "truth": "Asked for is True or False, without quotation marks",
}
COMMAS = re.compile(r"\s*[,;]\s*")
VOICES = re.compile(r"\s*[>+;]\s*")
SHOWN = 40


def problems(allowed: Any) -> list[str]:
    """List what is wrong with the field ``allowed`` as an author wrote it."""
    specs = allowed.values() if isinstance(allowed, Mapping) else [allowed]
    if all(map(_is_spec, specs)):
        return []
    return [
        "'allowed' must be a list of words, or number, truth or {from: 0, to: 1}, "
        "for the whole answer or for each element by its name"
    ]


def _is_spec(spec: Any) -> bool:
    if isinstance(spec, Mapping):
        return set(spec) == {"from", "to"} and all(map(_is_number, spec.values()))
    if isinstance(spec, list):
        return bool(spec) and all(isinstance(word, str) for word in spec)
    return isinstance(spec, str) and spec in ASKED


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def words(allowed: Any) -> list[str]:
    """List all words that the field ``allowed`` names."""
    specs = allowed.values() if isinstance(allowed, Mapping) else [allowed]
    return [word for spec in specs if isinstance(spec, list) for word in spec]


def outside(rule: Rule, data: Data) -> str:
    """Name what in an answer is none of the words of the task.

    Voices that are joined by ``>``, ``+`` or ``;`` are looked at one by one.

    Examples
    --------
    >>> rule = Rule("mapping", allowed={"line": ["A", "B"], "days": "number"})
    >>> outside(rule, {"mapping": [["line", "b"], ["days", "49 days"]]})
    "Asked for is a number alone, without words. '49 days' (days) is not."
    >>> outside(rule, {"mapping": [["line", "line B"], ["days", 49]]})
    "Choose from these: A, B. 'line B' (line) is none of them."
    """
    found: dict[str, list[str]] = {}
    for name, spec, value in _parts(rule, data):
        for leaf in _leaves(value):
            if spec and not _fits(leaf, spec, rule) and not _is_several(leaf, spec, value, rule):
                shown = f"'{leaf[:SHOWN]}'" if isinstance(leaf, str) else f"{leaf:g}"
                found.setdefault(_asked(spec), []).append(f"{shown} ({name})" if name else shown)
    return " ".join(
        asked.format(f"{', '.join(parts)} {'is' if len(parts) == 1 else 'are'}")
        for asked, parts in found.items()
    )


def several(rule: Rule, data: Data) -> bool:
    """Tell whether a set or a list holds several members in one text.

    Examples
    --------
    >>> several(Rule("set"), {"set": ["e, f, g"]}), several(Rule("set"), {"set": ["e", "f"]})
    (True, False)
    """
    return any(
        _is_several(leaf, spec, value, rule)
        for _, spec, value in _parts(rule, data)
        for leaf in _leaves(value)
    )


def _parts(rule: Rule, data: Data) -> Iterator[tuple[str, Any, Data]]:
    """Give each part of an answer: its name, what is allowed there, and what stands there."""
    by_name = isinstance(rule.allowed, Mapping)
    if isinstance(data, dict) and "mapping" in data:
        for name, value in data["mapping"]:
            yield str(name), rule.allowed.get(str(name)) if by_name else rule.allowed, value
    else:
        yield "", None if by_name else rule.allowed, data


def _leaves(value: Data) -> Iterator[str | float]:
    """Give the texts and numbers of a value, of a list, or of a set."""
    if isinstance(value, str) or _is_number(value):
        yield value
    for item in _members(value):
        yield from _leaves(item)


def _members(value: Data) -> list[Data]:
    if isinstance(value, dict):
        value = value.get("set") or value.get("tuple")
    return value if isinstance(value, list) else []


def _fits(leaf: str | float, spec: Any, rule: Rule) -> bool:
    if not isinstance(leaf, str):
        return not isinstance(spec, Mapping) or bool(spec["from"] <= leaf <= spec["to"])
    if not isinstance(spec, list):
        return bool(NUMBER.fullmatch(leaf.strip()))  # another remark is on quotation marks
    listed = {evened(word, rule.spaces) for word in spec}
    pieces = {evened(piece, rule.spaces) for piece in VOICES.split(leaf)}
    return evened(leaf, rule.spaces) in listed or pieces <= listed


def _is_several(leaf: str | float, spec: Any, value: Data, rule: Rule) -> bool:
    pieces = COMMAS.split(leaf.strip()) if isinstance(leaf, str) and _members(value) else []
    if isinstance(spec, list):
        return len(pieces) > 1 and all(_fits(piece, spec, rule) for piece in pieces)
    return len(pieces) > 1 and all(len(piece.split()) == 1 for piece in pieces)


def _asked(spec: Any) -> str:
    if isinstance(spec, list):
        return f"Choose from these: {', '.join(spec)}. {{}} none of them."
    if isinstance(spec, Mapping):
        return f"Asked for is a number from {spec['from']:g} to {spec['to']:g}. {{}} not."
    return f"{ASKED[spec]}. {{}} not."
