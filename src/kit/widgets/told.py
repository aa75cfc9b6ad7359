"""Statements as widgets show them: with names, the way they came, and how they are put."""

from functools import cached_property
from typing import Any

import pandas as pd

from kit.plots.words import namer, short
from kit.reading import attribution, frames, retelling

UNKNOWN = "not coded"
LONGEST = 120
WEAKENED = {"hedged", "conditional", "predicted"}
COLUMNS = (
    *("statement_id", "unit_id", "chain", "speaker", "holder", "concept", "stance"),
    *("mode", "mixed", "cue", "certainty", "paraphrase"),
)
SIDES = {1: "for", -1: "against", 0: "no side"}


class Told:
    """The statements of a story, ready to be told.

    Parameters
    ----------
    statements
        One row a statement; columns of a case that are missing stay empty.
    actors, concepts, units
        Tables of the case that give names (``actor_id, name``), what the concepts
        mean (``concept, label, definition``) and what the units say
        (``unit_id, paraphrase``).

    Examples
    --------
    >>> said = pd.DataFrame(
    ...     {"statement_id": ["T1"], "chain": ["ART>ADA"], "paraphrase": ["Rain."]}
    ... )
    >>> Told(said).card("T1")["way"]
    'The article says that ADA says: Rain.'
    """

    def __init__(
        self,
        statements: pd.DataFrame,
        actors: pd.DataFrame | None = None,
        concepts: pd.DataFrame | None = None,
        units: pd.DataFrame | None = None,
    ) -> None:
        frames.need(statements, "statement_id")
        self.statements = statements.reindex(columns=list(COLUMNS)).astype(object)
        coded = self.statements["certainty"].notna()
        self.statements["certainty"] = self.statements["certainty"].where(coded, UNKNOWN)
        self.names = texts(actors, "actor_id", "name")
        self.labels = texts(concepts, "concept", "label")
        self.meanings = texts(concepts, "concept", "definition")
        self.units = texts(units, "unit_id", "paraphrase")
        self._named, self._labelled = namer(self.names), namer(self.labels)

    def name(self, id: str) -> str:
        """Name an actor, not too long for a button."""
        return short(self._named(id), LONGEST)

    def label(self, concept: str) -> str:
        """Name a concept, not too long for a button; without a label, its id in words."""
        label = self._labelled(concept)
        return short(label if concept in self.labels else label.replace("_", " "), LONGEST)

    @cached_property
    def voices(self) -> list[str]:
        """Everyone in a chain, in the order of the story."""
        links = attribution.chains(self.statements)["voices"]
        return list(dict.fromkeys(voice for each in links for voice in each))

    def through(self, voice: str) -> set[str]:
        """Give the ids of the statements that reach us through a voice."""
        links = attribution.chains(self.statements)["voices"]
        return set(self.statements.loc[[voice in each for each in links], "statement_id"])

    def put(self, ids: list[str]) -> str:
        """Say how statements are put, if all are put in one way that is not a flat yes or no."""
        ways = {self._certainties[id] for id in ids}
        return ways.pop() if len(ways) == 1 and ways <= WEAKENED else ""

    @cached_property
    def _certainties(self) -> dict[str, str]:
        known = self.statements
        return dict(zip(known["statement_id"].astype(str), known["certainty"], strict=True))

    def card(self, id: str) -> dict[str, str]:
        """Give one statement: its unit, its way in words, and how it is put."""
        return self._cards[id]

    @cached_property
    def _cards(self) -> dict[str, dict[str, str]]:
        ways = retelling.retold(self.statements, self.names)
        return {
            str(row["statement_id"]): {
                "id": str(row["statement_id"]),
                "unit": _text(row["unit_id"]),
                "way": way,
                "how": self._how(row),
            }
            for row, way in zip(self.statements.to_dict("records"), ways, strict=True)
        }

    def _how(self, row: dict[Any, Any]) -> str:
        """Tell how a statement is put: certainty, quotation, whose stance on what."""
        parts = [f"Certainty: {row['certainty']}."]
        if _text(row["mode"]):
            cue = _text(row["cue"])
            word = f", brought in by ‘{cue}’" if cue and not cue.startswith("(") else ""
            mixed = ", built into a sentence of the article" if row["mixed"] is True else ""
            parts.append(f"Quotation: {row['mode']}{mixed}{word}.")
        holders = " and ".join(self.name(each) for each in frames.split(row["holder"]))
        side = SIDES.get(row["stance"], _text(row["stance"]))
        if _text(row["concept"]):
            on = " and ".join(self.label(each) for each in frames.split(row["concept"]))
            parts.append(f"Stance{f' of {holders}' if holders else ''} on “{on}”: {side}.")
        return " ".join(parts)


def texts(table: pd.DataFrame | None, id: str, column: str) -> dict[str, str]:
    """Give a column of a table by id; empty without table or column."""
    if table is None or column not in table:
        return {}
    frames.need(table, id)
    known = table[table[column].notna()]
    return dict(zip(known[id].astype(str), known[column].astype(str), strict=True))


def _text(value: Any) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)
