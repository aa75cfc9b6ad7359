"""The slots of an argument board: what stands in one, and what it says.

A slot is plain data, because it is kept and shown: ``text``, ``cites`` (short names
of what it rests on) and ``unsaid`` (the text leaves it out; a reader supplied it).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kit.plots.words import short
from kit.reading import arguments as reading
from kit.reading import frames

Slot = dict[str, Any]
Slots = dict[str, Slot]

QUESTIONS = {
    "claim": "What are you to believe?",
    "data": "What is given for it?",
    "warrant": "Which rule leads from the data to the claim? Finish: since, in general, …",
    "backing": "What supports this rule?",
    "qualifier": "How sure is the claim? Which word says so?",
    "rebuttal": "What would weaken it, or change your mind?",
}
SUPPORTING = ("claim", "data", "warrant", "backing")


def slot_of(slots: Slots, part: str) -> Slot:
    """Give the slot of a part, an empty one where nothing stands yet."""
    return {"text": "", "cites": [], "unsaid": False} | slots.get(part, {})


def is_filled(slot: Slot) -> bool:
    """Tell whether anything stands in a slot; blanks alone are nothing."""
    return bool(slot["text"].strip() or slot["cites"])


def told(part: str, slot: Slot, chips: Mapping[str, str]) -> str:
    """Tell one slot: what is written, and what it cites.

    Examples
    --------
    >>> told("data", slot_of({"data": {"cites": ["T1"]}}, "data"), {"T1": "It bloomed."})
    'Data: cites T1, “It bloomed.”'
    """
    unsaid = " (the text does not say this)" if slot["unsaid"] else ""
    cited = [
        f"{each}, “{short(chips[each], 200)}”" if each in chips else each for each in slot["cites"]
    ]
    cites = f"cites {'; '.join(cited)}" if cited else ""
    written = " ".join(slot["text"].split())
    if written and cites:
        cites = f"(It {cites}.)"
    return f"{part.capitalize()}{unsaid}: {' '.join(filter(None, [written, cites]))}"


def from_table(table: pd.DataFrame) -> dict[str, Slots]:
    """Read arguments from a table of parts; several parts in a slot get a line each.

    Raises
    ------
    ReadingError
        If a column is missing, or a part is not one of Toulmin's.
    """
    frames.need(table, "argument_id", "part", "text")
    frames.check_values("part", table["part"], reading.PARTS)
    found: dict[str, Slots] = {}
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        slots = found.setdefault(str(row["argument_id"]), {})
        slot = slots[str(row["part"])] = slot_of(slots, str(row["part"]))
        slot["text"] = "\n".join(filter(None, [slot["text"], str(row["text"] or "")]))
        cited = [*frames.split(row.get("statement_id")), *frames.split(row.get("card"))]
        slot["cites"] = list(dict.fromkeys([*slot["cites"], *map(str, cited)]))
        slot["unsaid"] = slot["unsaid"] or row.get("stated") is False
    return found


def circles(arguments: Mapping[str, Slots], parts: Iterable[str]) -> list[str]:
    """Say which claims support themselves, by what is cited and by what is written.

    Parameters
    ----------
    arguments
        Slots by argument; one may support itself through another.
    parts
        Which parts there are.
    """
    supporting = [part for part in parts if part in SUPPORTING]
    rows = [
        (name, part, thing)
        for name, slots in arguments.items()
        for part in supporting
        for thing in _things(slot_of(slots, part))
    ]
    table = frames.rows(rows, ["argument_id", "part", "text"])
    found = reading.circular(reading.supports(table))["circle"]
    return [_circle([short(each) for each in circle]) for circle in found]


def _things(slot: Slot) -> list[str]:
    """Name what stands in a slot, so that the same thing has the same name."""
    written = " ".join(slot["text"].lower().split())
    return slot["cites"] or ([written] if written else [])


def _circle(names: list[str]) -> str:
    if len(names) == 1:
        return f"In a circle: {names[0]} is a claim and its own support."
    way = ", which supports ".join([*names[1:], names[0]])
    return f"In a circle: {names[0]} supports {way}."
