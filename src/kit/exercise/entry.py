"""One exercise's entry in the open key, made from what the author's kernel displayed."""

from collections.abc import Mapping, Sequence
from typing import Any

from kit.exercise.definition import DefinitionError, Exercise
from kit.exercise.key import Entry, Payload, make_rule
from kit.exercise.plaindata import Data, checked
from kit.exercise.rules import read
from kit.exercise.tokens import Rule, token

EDGE = 1e-6


def make_entry(
    exercise: Exercise,
    *,
    solution: Payload,
    mistakes: Sequence[Payload] = (),
    accepts: Sequence[Payload] = (),
    probes: Mapping[str, list[Data]] | None = None,
) -> Entry:
    """Make the open key's entry from what was observed in the author's kernel.

    Parameters
    ----------
    exercise
        The definition.
    solution, mistakes, accepts
        Displayed payloads, in the order of the definition's lists. For an
        ``accept`` with ``element``, the payload of its value (anything for
        ``optional``); for a mistake with ``element``, the solution with that
        element put wrong.
    probes
        For a function: its ``public`` and ``hidden`` probes, encoded; all
        payloads then hold the results for public and hidden, in this order.

    Raises
    ------
    DefinitionError
        If an answer cannot be read by the rule, or a number lies at a
        rounding edge.
    """
    given = probes or {"public": [], "hidden": []}
    public = len(given["public"])
    draft: Entry = {
        "title": exercise.title,
        "objective": exercise.objective,
        "points": exercise.points,
        "name": exercise.name,
        "kind": exercise.kind,
        "wants_why": exercise.wants_why,
        "rule": {
            "decimals": exercise.decimals,
            "spaces": exercise.spaces,
            "allowed": exercise.allowed,
            "form": dict(exercise.form),
            "own_table": dict(exercise.own_table),
            "columns": _columns(solution["answer"]),
            "slots": public or 1,
        },
        "probes": given["public"],
        "hidden_probes": given["hidden"],
        "ask": exercise.ask,
        "hints": list(exercise.hints),
        "explain": exercise.explain,
        "rubric": [dict(row) for row in exercise.rubric],
        "mistakes": [mistake["answer"] for mistake in exercise.mistakes],
    }
    rule = make_rule(draft)
    for payload in (solution, *accepts):
        _refuse_edges(exercise, payload["answer"])
    tokens = [] if exercise.kind in ("property", "text") else _elements(exercise, rule, solution)
    slots: list[dict[str, str]] = [{text: "full"} for text in tokens]
    optional: list[str] = []
    known: dict[str, dict[str, str]] = {}
    for written, payload in zip(exercise.accept, accepts, strict=True):
        if "element" in written:
            _accept_element(exercise, rule, written, payload, (slots, optional))
        else:
            known[read(rule, payload["answer"]).whole] = {"grade": written["as"], "hint": ""}
    slips: dict[str, str] = {}
    for listed, payload in zip(exercise.mistakes, mistakes, strict=True):
        reading = read(rule, payload["answer"])
        if "element" in listed:
            slips |= dict.fromkeys(set(reading.elements) - set(tokens), listed["hint"])
        else:
            known[reading.whole] = {"grade": "mistake", "hint": listed["hint"]}
    draft["rule"]["slots"] = max(1, exercise.own_table.get("rows", public or len(slots)))
    return draft | {"slots": slots, "optional": optional, "slips": slips, "known": known}


def _columns(data: Data) -> list[str]:
    is_table = isinstance(data, dict) and "table" in data
    return [str(name) for name in data["table"]["columns"]] if is_table else []


def _elements(exercise: Exercise, rule: Rule, payload: Payload) -> list[str]:
    try:
        reading = read(rule, payload["answer"])
    except ValueError as error:
        msg = f"Exercise {exercise.id}: the solution is not of its kind. {error}"
        raise DefinitionError(msg) from error
    if reading.open or not reading.elements:
        msg = f"Exercise {exercise.id}: the solution leaves a part open or is empty."
        raise DefinitionError(msg)
    return list(reading.elements)


def _accept_element(
    exercise: Exercise,
    rule: Rule,
    written: Mapping[str, Any],
    payload: Payload,
    known: tuple[list[dict[str, str]], list[str]],
) -> None:
    """Add an alternative to the slot that its element names."""
    slots, optional = known
    if written["as"] == "optional":
        optional.append(token(written["element"], rule))
        return
    place = written["element"]
    if exercise.kind == "set":
        first, alternative = token(place, rule), token(payload["answer"], rule)
        matches = [slot for slot in slots if first in slot]
    else:
        alternative = token([place, payload["answer"]], rule)
        prefix = token([place], rule)[:-1] + ","
        matches = [slot for slot in slots if next(iter(slot)).startswith(prefix)]
    if len(matches) != 1:
        msg = (
            f"Exercise {exercise.id}: accept names the element {place!r}, "
            f"which the solution does not have. Name a key of a mapping, a position of an "
            f"ordered list (from 0), or a member of a set."
        )
        raise DefinitionError(msg)
    matches[0].setdefault(alternative, written["as"])


def _refuse_edges(exercise: Exercise, data: Data) -> None:
    """Refuse a number whose last kept digit float noise could tip."""
    scale = 10**exercise.decimals
    for number in _floats(checked(data)):
        gap = abs(abs(number * scale) % 1 - 0.5) / scale
        if gap < EDGE and gap * scale < 0.25:
            msg = (
                f"Exercise {exercise.id}: {number!r} lies at a rounding edge for "
                f"{exercise.decimals} decimals, so equal answers could be told apart. "
                f"Change 'decimals'."
            )
            raise DefinitionError(msg)


def _floats(data: Data) -> list[float]:
    if isinstance(data, float):
        return [data]
    if isinstance(data, list):
        return [number for item in data for number in _floats(item)]
    if isinstance(data, dict):
        return [number for item in data.values() for number in _floats(item)]
    return []
