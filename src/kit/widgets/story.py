"""A story with its layers: what is coded about each unit, and where it shows in the words."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from kit.case.schema import split_chain
from kit.reading import certainty, frames
from kit.widgets import marks
from kit.widgets.told import Told
from kit.widgets.told import texts as texts_of

LAYERS = {
    "voices": "Who speaks",
    "quotation": "How it is quoted",
    "words": "Hedges and loaded words",
    "actors": "Actors",
    "claims": "Claims to check",
}


class Story:
    """The units of a story, with what the tables of a case say about them.

    Parameters
    ----------
    units, statements, actors, concepts, claims, texts
        As `kit.widgets.Reader` takes them.

    Raises
    ------
    ReadingError
        If a column is missing.

    Examples
    --------
    >>> units = pd.DataFrame({"unit_id": ["S1"], "paraphrase": ["Ada may have seen it."]})
    >>> actors = pd.DataFrame({"actor_id": ["A"], "name": ["Ada"]})
    >>> story = Story(units, actors=actors)
    >>> story.layers(), story.actors("S1")
    (['actors'], [['A', 'Ada', '']])
    """

    def __init__(
        self,
        units: pd.DataFrame,
        statements: pd.DataFrame | None = None,
        *,
        actors: pd.DataFrame | None = None,
        concepts: pd.DataFrame | None = None,
        claims: pd.DataFrame | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        frames.need(units, "unit_id", "paraphrase")
        none = pd.DataFrame(columns=["statement_id", "unit_id", "chain", "paraphrase"])
        self.told = Told(none if statements is None else statements, actors, concepts)
        self.texts = dict(texts or {})
        self.units = {str(row["unit_id"]): row for row in _rows(units)}
        self.statements = {str(row["statement_id"]): row for row in _rows(self.told.statements)}
        self.behind: dict[str, list[str]] = {unit: [] for unit in self.units}
        for id, row in self.statements.items():
            self.behind.setdefault(str(row["unit_id"]), []).append(id)
        none_here: dict[str, list[dict[str, Any]]] = {unit: [] for unit in self.units}
        self.claims = none_here | _claims(claims)
        self._called = marks.called(actors)
        self._roles = texts_of(actors, "actor_id", "role")
        kinds = certainty.verbs(self.told.statements)
        self._verbs = dict(zip(kinds["statement_id"].astype(str), kinds["kind"], strict=True))

    def layers(self) -> list[str]:
        """Name the layers that have something to show: a layer of nothing only puzzles."""
        coded = bool(self.statements)
        there = {
            "voices": coded,
            "quotation": coded or self.texts,
            "words": coded or self.texts,
            "actors": self._called,
            "claims": any(self.claims.values()),
        }
        return [layer for layer in LAYERS if there[layer]]

    def ours(self, unit: str) -> str:
        """Give a unit in our own words."""
        return str(self.units[unit]["paraphrase"]) if unit in self.units else ""

    def theirs(self, unit: str) -> str:
        """Give a unit in the story's own words, where they are attached."""
        return self.texts.get(unit, "")

    def mark_ours(self, unit: str, layers: Collection[str]) -> list[dict[str, Any]]:
        """Cut our words into runs; only actors are marked, for the rest is not ours to have."""
        text = self.ours(unit)
        return marks.runs(text, self._named(text, layers))

    def mark_theirs(self, unit: str, layers: Collection[str]) -> list[dict[str, Any]]:
        """Cut the story's words into runs, marked by layers."""
        text = self.theirs(unit)
        if not text:
            return []
        found = self._named(text, layers)
        if "words" in layers:
            found += marks.colouring(text)
        if "quotation" in layers:
            inside, every = (self.units[unit].get(each) for each in ("in_quotes", "words"))
            found += marks.quoted(text, wholly=bool(inside) and inside == every)
        if "claims" in layers:
            phrases = {
                words: claim["id"] for claim in self.claims[unit] for words in claim["wording"]
            }
            found += marks.phrases(text, phrases, "claims")
        return marks.runs(text, found)

    def tags(self, id: str, layers: Collection[str]) -> list[str]:
        """Give what layers say about a statement, in short."""
        row = self.statements[id]
        tags = []
        if "voices" in layers and row["chain"]:
            tags.append(f"[{row['chain']}]")
        if "quotation" in layers and row["mode"]:
            tags.append(f"[{row['mode']}{', mixed' if row['mixed'] is True else ''}]")
        if "words" in layers:
            kind = self._verbs.get(id, "")
            loaded = f", ‘{row['cue']}’ {kind}" if kind in ("loaded", "distancing") else ""
            tags.append(f"[{row['certainty']}{loaded}]")
        return tags

    def voices(self, unit: str) -> list[list[str]]:
        """Name the voices of a unit, where they have names: id and name."""
        named = ([each, self.told.name(each)] for each in dict.fromkeys(self._speaking(unit)))
        return [pair for pair in named if pair[0] != pair[1]]

    def actors(self, unit: str) -> list[list[str]]:
        """Name who is named in a unit, speaks in it, or has a stance there: id, name and role."""
        texts = (self.ours(unit), self.theirs(unit))
        found = [mark.tag for text in texts for mark in marks.phrases(text, self._called, "")]
        for id in self.behind.get(unit, []):
            found += self._chain(id) + frames.split(self.statements[id]["holder"])
        return [
            [each, self.told.name(each), self._roles.get(each, "")] for each in dict.fromkeys(found)
        ]

    def _named(self, text: str, layers: Collection[str]) -> list[marks.Mark]:
        return marks.phrases(text, self._called, "actors") if "actors" in layers else []

    def _speaking(self, unit: str) -> list[str]:
        return [voice for id in self.behind.get(unit, []) for voice in self._chain(id)]

    def _chain(self, id: str) -> list[str]:
        chain = self.statements[id]["chain"]
        return [name for link in split_chain(chain) for name in link] if chain else []


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give rows as mappings; what is missing is None."""
    plain = table.astype(object).where(table.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in plain]


def _claims(table: pd.DataFrame | None) -> dict[str, list[dict[str, Any]]]:
    """Give the claims to check by unit: what is claimed, and in which words; no verdict."""
    found: dict[str, list[dict[str, Any]]] = {}
    if table is None:
        return found
    frames.need(table, "claim_id", "unit", "claim")
    for row in _rows(table):
        wording = [str(each) for each in frames.split(row.get("wording"))]
        claim = {"id": str(row["claim_id"]), "claim": str(row["claim"]), "wording": wording}
        for unit in frames.split(row["unit"]):
            found.setdefault(str(unit), []).append(claim)
    return found
