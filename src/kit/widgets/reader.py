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
from kit.case.text import attached
from kit.plots.words import short
from kit.reading import frames
from kit.widgets.state import State, action
from kit.widgets.story import LAYERS, Story

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
        layers = list(layers)
        frames.check_values("layers", layers, list(LAYERS))
        self.story = Story(
            units, statements, actors=actors, concepts=concepts, claims=claims, texts=texts
        )
        super().__init__(name, here=next(iter(self.story.units), ""), layers=layers)

    @classmethod
    def of(cls, name: str, case: Case, layers: Iterable[str] = FIRST) -> "Reader":
        """Read a case, with the article's own words where they are attached.

        Examples
        --------
        >>> from kit import load_case
        >>> len(Reader.of("example", load_case("syria-2017")).story.units)
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
        if proposal["value"] not in (self.story.units or [""]):
            msg = f"There is no unit {proposal['value']!r}. Allowed: {', '.join(self.story.units)}."
            raise traitlets.TraitError(msg)
        return str(proposal["value"])

    # What a person can do.

    @action
    def go(self, unit: str) -> None:
        """Open a unit."""
        frames.choose("unit", unit, self.story.units)
        self.here = unit
        self.message = f"{self._where()}: {self.story.units[unit]['paraphrase']}"

    @action
    def turn(self, by: int) -> None:
        """Turn to the next unit (1) or the previous one (-1)."""
        order = list(self.story.units)
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
        frames.choose("statement", statement, self.story.statements)
        self.go(str(self.story.statements[statement]["unit_id"]))

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
        frames.choose("unit", unit, self.story.units)
        others = {each: words for each, words in self.notes.items() if each != unit}
        self.notes = others | ({unit: text} if text.strip() else {})

    # What it gives.

    def frame(self) -> pd.DataFrame:
        """Give every unit: what it says, its statements, and your note."""
        rows = [
            (unit, row["paraphrase"], ";".join(self.story.behind[unit]), self.notes.get(unit, ""))
            for unit, row in self.story.units.items()
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
                "; ".join(
                    " ".join([id, *self.story.tags(id, self.layers)])
                    for id in self.story.behind[unit]
                ),
            )
            for unit, row in self.story.units.items()
        ]
        table = frames.rows(rows, ["unit", "what it says, in our words", "statements"])
        return table if self.story.statements else table.drop(columns="statements")

    def text(self) -> str:
        """Tell the unit that is open: what it says, and how each statement reaches us."""
        if not self.story.units:
            return f"{self.title}: no units."
        unit = self.story.units[self.here]
        cards = [self.story.told.card(id) for id in self.story.behind[self.here]]
        noted = f"Your note: {self.notes[self.here]}" if self.here in self.notes else ""
        return "\n".join(
            [
                f"{self.title}: {self._where()}.",
                f"In our words: {unit['paraphrase']}",
                *(f"{card['id']}: {card['way']} {card['how']}" for card in cards),
                *(["No statement is coded here."] if self.story.statements and not cards else []),
                *([noted] if noted else []),
            ]
        )

    def content(self) -> dict[str, Any]:
        """Give the unit that is open, marked by the layers that are on."""
        story, here, layers = self.story, self.here, self.layers
        return {
            "here": here,
            "where": self._where(),
            "kind": str(story.units.get(here, {}).get("kind") or ""),
            "first": here == next(iter(story.units), ""),
            "last": here == next(reversed(story.units), ""),
            "units": [[each, _begin(each, story.ours(each))] for each in story.units],
            "all": [[id, _begin(id, row["paraphrase"])] for id, row in story.statements.items()],
            "layers": [[layer, LAYERS[layer], layer in layers] for layer in story.layers()],
            "ours": story.mark_ours(here, layers),
            "theirs": story.mark_theirs(here, layers),
            "attached": bool(story.texts),
            "statements": [self._statement(id) for id in story.behind.get(here, [])],
            "voices": story.voices(here) if "voices" in layers else [],
            "actors": story.actors(here) if "actors" in layers else [],
            "claims": story.claims.get(here, []) if "claims" in layers else [],
            "note": self.notes.get(here, ""),
        }

    def _statement(self, id: str) -> dict[str, Any]:
        """Give one statement with its tags, and a line for its mode where that is shown."""
        row = self.story.statements[id]
        return {
            **self.story.told.card(id),
            "said": str(row["paraphrase"] or ""),
            "mode": str(row["mode"] or "") if "quotation" in self.layers else "",
            "tags": self.story.tags(id, self.layers),
        }

    def _where(self) -> str:
        order = list(self.story.units)
        return f"{self.here}, {order.index(self.here) + 1} of {len(order)}" if order else "no units"


def _begin(id: str, text: Any) -> str:
    return short(f"{id} {text}")
