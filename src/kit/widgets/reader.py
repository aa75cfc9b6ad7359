"""The reader: the story unit by unit, with layers to switch on.

It shows our own words for each unit; where somebody has attached the article, also the
article's. Those are shown live only: they are never kept, and never stand in a saved
notebook.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import traitlets

from kit.case.package import Case
from kit.case.schema import split_chain
from kit.case.text import attached
from kit.plots.words import short
from kit.reading import certainty, frames
from kit.widgets import marks
from kit.widgets.state import State, action
from kit.widgets.told import Told
from kit.widgets.told import texts as texts_of

LAYERS = {
    "voices": "Who speaks",
    "quotation": "How it is quoted",
    "words": "Hedges and loaded words",
    "actors": "Actors",
    "claims": "Claims to check",
}
FIRST = ("voices",)


class Reader(State):
    """Read a story unit by unit.

    Parameters
    ----------
    name
        A name of its own, such as ``"1.1"``; see `State`.
    units
        The units in the order of the story: ``unit_id``, ``paraphrase`` and, if known,
        ``para``, ``kind``, ``words``, ``in_quotes``.
    statements, actors, concepts, claims
        Tables of the case. A claim is shown as a question; no verdict is shown.
    texts
        The story's own words by unit, where they are attached.
    layers
        The layers to begin with.

    Raises
    ------
    ReadingError
        If a column is missing, or there is no such layer.

    Examples
    --------
    >>> units = pd.DataFrame({"unit_id": ["S1", "S2"], "paraphrase": ["It rained.", "It stopped."]})
    >>> reader = Reader("example", units)
    >>> reader.turn(1)
    >>> reader.message
    'S2, 2 of 2: It stopped.'
    """

    title = "Reader"
    about = (
        "The story, one unit (mostly one sentence) at a time, in our own words. "
        "Write down what you notice; it stays with its unit."
    )
    script = "reader.js"
    still = ("units", "all")

    here = traitlets.Unicode().tag(kept=True)
    layers = traitlets.List(traitlets.Enum(list(LAYERS)), list(FIRST)).tag(kept=True)
    notes = traitlets.Dict(traitlets.Unicode()).tag(kept=True)

    def __init__(
        self,
        name: str,
        units: pd.DataFrame,
        statements: pd.DataFrame | None = None,
        *,
        actors: pd.DataFrame | None = None,
        concepts: pd.DataFrame | None = None,
        claims: pd.DataFrame | None = None,
        texts: Mapping[str, str] | None = None,
        layers: Iterable[str] = FIRST,
    ) -> None:
        frames.need(units, "unit_id", "paraphrase")
        layers = list(layers)
        frames.check_values("layers", layers, list(LAYERS))
        none = pd.DataFrame(columns=["statement_id", "unit_id", "chain", "paraphrase"])
        self.told = Told(none if statements is None else statements, actors, concepts)
        self.called = marks.called(actors)
        self.roles = texts_of(actors, "actor_id", "role")
        self.texts = dict(texts or {})
        self.units = {str(row["unit_id"]): row for row in _rows(units)}
        self.rows = {str(row["statement_id"]): row for row in _rows(self.told.statements)}
        self.behind: dict[str, list[str]] = {unit: [] for unit in self.units}
        for id, row in self.rows.items():
            self.behind.setdefault(str(row["unit_id"]), []).append(id)
        kinds = certainty.verbs(self.told.statements)
        self.verbs = dict(zip(kinds["statement_id"].astype(str), kinds["kind"], strict=True))
        self.claims: dict[str, list[dict[str, Any]]] = {unit: [] for unit in self.units} | _claims(
            claims
        )
        super().__init__(name, here=next(iter(self.units), ""), layers=layers)

    @classmethod
    def of(cls, name: str, case: Case, layers: Iterable[str] = FIRST) -> "Reader":
        """Read a case, with the article's own words where they are attached.

        Examples
        --------
        >>> from kit import load_case
        >>> len(Reader.of("example", load_case("syria-2017")).units)
        14
        """
        report = attached(case.path, case.units)
        tables = {each: case[each] for each in case.tables}
        return cls(
            name,
            case.units,
            tables.get("statements"),
            actors=tables.get("actors"),
            concepts=tables.get("concepts"),
            claims=tables.get("claims"),
            texts=report.texts if report else None,
            layers=layers,
        )

    @traitlets.validate("here")
    def _check_here(self, proposal: Any) -> str:
        if proposal["value"] not in (self.units or [""]):
            msg = f"There is no unit {proposal['value']!r}. Allowed: {', '.join(self.units)}."
            raise traitlets.TraitError(msg)
        return str(proposal["value"])

    # What a person can do.

    @action
    def go(self, unit: str) -> None:
        """Open a unit."""
        frames.choose("unit", unit, self.units)
        self.here = unit
        self.message = f"{self._where()}: {self.units[unit]['paraphrase']}"

    @action
    def turn(self, by: int) -> None:
        """Turn to the next unit (1) or the previous one (-1)."""
        order = list(self.units)
        to = order.index(self.here) + by if order else -1
        if not 0 <= to < len(order):
            self.message = (
                f"{self._where()}: there is nothing {'after' if by > 0 else 'before'} it."
            )
            return
        self.go(order[to])

    @action
    def find(self, statement: str) -> None:
        """Open the unit in which a statement stands."""
        frames.choose("statement", statement, self.rows)
        self.go(str(self.rows[statement]["unit_id"]))

    @action
    def switch(self, layer: str, on: bool) -> None:
        """Switch a layer on or off."""
        frames.choose("layer", layer, LAYERS)
        wanted = {*self.layers, layer} if on else {*self.layers} - {layer}
        self.layers = [each for each in LAYERS if each in wanted]
        self.message = f"{LAYERS[layer]}: {'shown' if on else 'hidden'}."

    @action
    def note(self, unit: str, text: str) -> None:
        """Write down what you notice in a unit; an empty text clears it."""
        frames.choose("unit", unit, self.units)
        others = {each: words for each, words in self.notes.items() if each != unit}
        self.notes = others | ({unit: text} if text.strip() else {})

    def offered(self) -> list[str]:
        """Name the layers that have something to show: a layer of nothing only puzzles."""
        coded = bool(self.rows)
        there = {
            "voices": coded,
            "quotation": coded or self.texts,
            "words": coded or self.texts,
            "actors": self.called,
            "claims": any(self.claims.values()),
        }
        return [layer for layer in LAYERS if there[layer]]

    # What it gives.

    def frame(self) -> pd.DataFrame:
        """Give every unit: what it says, its statements, and your note."""
        rows = [
            (unit, row["paraphrase"], ";".join(self.behind[unit]), self.notes.get(unit, ""))
            for unit, row in self.units.items()
        ]
        return frames.rows(rows, ["unit_id", "paraphrase", "statements", "note"])

    def as_answer(self) -> pd.DataFrame:
        """Give your notes by unit."""
        table = self.frame()[["unit_id", "note"]]
        return table[table["note"] != ""].reset_index(drop=True)

    def table(self) -> pd.DataFrame:
        """Lay the story out: unit, what it says, and its statements with the layers' tags."""
        rows = [
            (
                unit,
                row["paraphrase"],
                "; ".join(" ".join([id, *self._tags(id)]) for id in self.behind[unit]),
            )
            for unit, row in self.units.items()
        ]
        table = frames.rows(rows, ["unit", "what it says, in our words", "statements"])
        return table if self.rows else table.drop(columns="statements")

    def text(self) -> str:
        """Tell the unit that is open: what it says, and how each statement reaches us."""
        if not self.units:
            return f"{self.title}: no units."
        unit = self.units[self.here]
        cards = [self.told.card(id) for id in self.behind[self.here]]
        noted = f"Your note: {self.notes[self.here]}" if self.here in self.notes else ""
        return "\n".join(
            [
                f"{self.title}: {self._where()}.",
                f"In our words: {unit['paraphrase']}",
                *(f"{card['id']}: {card['way']} {card['how']}" for card in cards),
                *(["No statement is coded here."] if self.rows and not cards else []),
                *([noted] if noted else []),
            ]
        )

    def content(self) -> dict[str, Any]:
        """Give the unit that is open, marked by the layers that are on."""
        unit = self.units.get(self.here, {})
        ours, theirs = str(unit.get("paraphrase", "")), self.texts.get(self.here, "")
        return {
            "here": self.here,
            "where": self._where(),
            "kind": str(unit.get("kind") or ""),
            "first": self.here == next(iter(self.units), ""),
            "last": self.here == next(reversed(self.units), ""),
            "units": [[each, _begin(each, row["paraphrase"])] for each, row in self.units.items()],
            "all": [[id, _begin(id, row["paraphrase"])] for id, row in self.rows.items()],
            "layers": [[layer, LAYERS[layer], layer in self.layers] for layer in self.offered()],
            "ours": marks.runs(ours, self._marks(ours, own=True)),
            "theirs": marks.runs(theirs, self._marks(theirs)) if theirs else [],
            "attached": bool(self.texts),
            "statements": [
                {
                    **self.told.card(id),
                    "said": str(self.rows[id]["paraphrase"] or ""),
                    "mode": str(self.rows[id]["mode"] or "") if "quotation" in self.layers else "",
                    "tags": self._tags(id),
                }
                for id in self.behind.get(self.here, [])
            ],
            "voices": self._voices() if "voices" in self.layers else [],
            "actors": self._actors(ours, theirs) if "actors" in self.layers else [],
            "claims": self.claims.get(self.here, []) if "claims" in self.layers else [],
            "note": self.notes.get(self.here, ""),
        }

    def _where(self) -> str:
        order = list(self.units)
        return f"{self.here}, {order.index(self.here) + 1} of {len(order)}" if order else "no units"

    def _marks(self, text: str, own: bool = False) -> list[marks.Mark]:
        """Mark a text; in our own words only actors, for the rest is not ours to have."""
        found = marks.phrases(text, self.called, "actors") if "actors" in self.layers else []
        if own:
            return found
        unit = self.units[self.here]
        if "words" in self.layers:
            found += marks.colouring(text)
        if "quotation" in self.layers:
            counted = unit.get("in_quotes"), unit.get("words")
            found += marks.quoted(text, wholly=bool(counted[0]) and counted[0] == counted[1])
        if "claims" in self.layers:
            phrases = {
                words: claim["id"] for claim in self.claims[self.here] for words in claim["wording"]
            }
            found += marks.phrases(text, phrases, "claims")
        return found

    def _tags(self, id: str) -> list[str]:
        """Give what the layers that are on say about a statement, in short."""
        row = self.rows[id]
        tags = []
        if "voices" in self.layers and row["chain"]:
            tags.append(f"[{row['chain']}]")
        if "quotation" in self.layers and row["mode"]:
            tags.append(f"[{row['mode']}{', mixed' if row['mixed'] is True else ''}]")
        if "words" in self.layers:
            kind = self.verbs.get(id, "")
            loaded = f", ‘{row['cue']}’ {kind}" if kind in ("loaded", "distancing") else ""
            tags.append(f"[{row['certainty']}{loaded}]")
        return tags

    def _voices(self) -> list[list[str]]:
        """Name the voices of the unit, where they have names."""
        chains = [_voices(self.rows[id]["chain"]) for id in self.behind.get(self.here, [])]
        found = dict.fromkeys(voice for chain in chains for voice in chain)
        return [[each, self.told.name(each)] for each in found if self.told.name(each) != each]

    def _actors(self, *texts: str) -> list[list[str]]:
        """Name who is named in the unit, speaks in it, or has a stance there."""
        found = [mark.tag for text in texts for mark in marks.phrases(text, self.called, "")]
        for id in self.behind.get(self.here, []):
            found += _voices(self.rows[id]["chain"]) + frames.split(self.rows[id]["holder"])
        return [
            [each, self.told.name(each), self.roles.get(each, "")] for each in dict.fromkeys(found)
        ]


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give rows as mappings; what is missing is None."""
    plain = table.astype(object).where(table.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in plain]


def _voices(chain: str | None) -> list[str]:
    return [name for link in split_chain(chain) for name in link] if chain else []


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


def _begin(id: str, text: Any) -> str:
    return short(f"{id} {text}")
