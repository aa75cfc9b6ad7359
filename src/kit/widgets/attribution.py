"""The attribution diagram: who speaks through whom, and what remains without a source.

A statement remains if none of the voices it passes through has been taken away: the
reader would not have it otherwise. That says nothing about whether it is true.
"""

from typing import Any

import pandas as pd
import traitlets

from kit.plots import chains
from kit.plots.picture import Picture
from kit.plots.words import Names, namer, number, several, short, way
from kit.reading import attribution, frames
from kit.widgets.state import State, action


class Attribution(State):
    """See all that reaches you through a voice, and what is left without it.

    Parameters
    ----------
    name
        A name of its own, such as ``"2.4"``; see `State`.
    statements
        One row a statement: ``statement_id``, ``unit_id``, ``chain``, ``paraphrase``.
    names
        Names of the voices, by id.

    Raises
    ------
    ReadingError
        If a column is missing or a chain is broken.

    Examples
    --------
    >>> said = pd.DataFrame(
    ...     {
    ...         "statement_id": ["T1", "T2"],
    ...         "unit_id": ["S1", "S2"],
    ...         "chain": ["ART", "ART>ADA"],
    ...         "paraphrase": ["The oven is new.", "The bread is better."],
    ...     }
    ... )
    >>> diagram = Attribution("example", said)
    >>> diagram.remove("ADA")
    >>> diagram.message
    'Without ADA 1 of 2 statements remains, in 1 of 2 units.'
    """

    title = "Attribution diagram"
    about = (
        "Each box is a voice; a line says through whom its words reach you. Choose a voice to "
        "read what it says. Take a source away and see what is left of the story."
    )
    script = "attribution.js"
    still = ("drawing", "voices", "sources", "lost")

    removed = traitlets.List(traitlets.Unicode()).tag(kept=True)
    chosen = traitlets.Unicode("")
    """The chain that ends in the chosen voice."""

    def __init__(self, name: str, statements: pd.DataFrame, *, names: Names = None) -> None:
        frames.need(statements, "statement_id", "unit_id", "chain", "paraphrase")
        self._name = namer(names)
        self._voices = chains.tree(statements)
        self._said = attribution.chains(statements).assign(
            unit_id=statements["unit_id"], paraphrase=statements["paraphrase"]
        )
        super().__init__(name)

    @property
    def sources(self) -> list[str]:
        """The voices that can be taken away, in the order of the diagram."""
        return list(dict.fromkeys(voice.path[-1] for voice in self._voices))

    # What a person can do.

    @action
    def choose(self, chain: str) -> None:
        """Choose one voice in its place, such as ``"ART>ADA"``."""
        frames.choose("chain", chain, [">".join(voice.path) for voice in self._voices])
        self.chosen = chain
        self.message = self._through()

    @action
    def remove(self, source: str) -> None:
        """Take a source away, with all that passes through it."""
        frames.choose("source", source, self.sources)
        self.removed = [each for each in self.sources if each in {*self.removed, source}]
        self.message = self._remaining()

    @action
    def restore(self, source: str) -> None:
        """Bring a source back."""
        frames.choose("source", source, self.sources)
        self.removed = [each for each in self.removed if each != source]
        self.message = self._remaining()

    # What it gives.

    def frame(self) -> pd.DataFrame:
        """Give every statement with its chain, and whether it remains."""
        table = self._said[["statement_id", "unit_id", "chain"]].astype(object)
        return table.assign(remains=self._remains()).reset_index(drop=True)

    def table(self) -> pd.DataFrame:
        """Give the chains in words."""
        ways = [way(map(self._name, voices)) for voices in self._said["voices"]]
        remains = ["yes" if each else "no" for each in self._remains()]
        return pd.DataFrame(
            {
                "unit": self._said["unit_id"],
                "who says it": ways,
                "what is said": self._said["paraphrase"],
                "remains": remains,
            }
        )

    def picture(self) -> Picture:
        """Give the diagram with all sources."""
        return chains.draw(self._said, names={each: self._name(each) for each in self.sources})

    def text(self) -> str:
        """Tell who says how much through whom, and what remains."""
        lines = ["Attribution diagram: who says how much, and through whom it reaches you."]
        for path, says, passes in self._voices:
            through = f" through {self._way(path[:-1])}" if len(path) > 1 else ""
            said = f"says {number(says, 'statement')}" if says else ""
            passed = f"passes on {number(passes, 'statement')}" if passes else ""
            doing = " and ".join(each for each in (said, passed) if each)
            lines.append(f"{self._name(path[-1])}{through} {doing}.")
        lines.append(self._remaining())
        return "\n".join([*lines, self._through()] if self.chosen else lines)

    def content(self) -> dict[str, Any]:
        """Give the diagram, the sources and what reaches the reader through the chosen voice."""
        drawing, height = chains.sketch(self._voices, self._name, gone=frozenset(self.removed))
        return {
            "drawing": drawing.tree(height),
            "voices": {">".join(each.path): self._label(each) for each in self._voices},
            "sources": [
                {"id": each, "name": self._name(each), "removed": each in self.removed}
                for each in self.sources
            ],
            "chosen": self.chosen,
            "through": self._through(),
            "statements": self._list(self._passing()) if self.chosen else [],
            "remaining": self._remaining(),
            "lost": self._list(~self._remains()),
        }

    def _remains(self) -> pd.Series:
        gone = set(self.removed)
        return self._said["voices"].map(lambda voices: not gone.intersection(voices)).astype(bool)

    def _passing(self) -> pd.Series:
        """Say which statements reach the reader through the chosen voice in its place."""
        path = tuple(self.chosen.split(">"))
        return self._said["voices"].map(lambda voices: voices[: len(path)] == path).astype(bool)

    def _list(self, which: pd.Series) -> list[dict[str, str]]:
        return [
            {"id": str(row.statement_id), "unit": str(row.unit_id), "text": str(row.paraphrase)}
            for row in self._said[which].itertuples()
        ]

    def _through(self) -> str:
        if not self.chosen:
            return "No voice is chosen."
        path = tuple(self.chosen.split(">"))
        (voice,) = (each for each in self._voices if each.path == path)
        reached = number(voice.says + voice.passes_on, "statement")
        verb = "reaches" if reached.startswith("1 ") else "reach"
        return f"{self._label(voice)}. In all, {reached} {verb} us this way."

    def _remaining(self) -> str:
        remains = self._remains()
        total, left = len(remains), int(remains.sum())
        units = self._said["unit_id"].nunique()
        kept = self._said.loc[remains, "unit_id"].nunique()
        who = several(self._name(each) for each in self.removed)
        first = f"Without {who}" if who else "With all sources"
        verb = "remains" if left == 1 else "remain"
        return (
            f"{first} {left} of {number(total, 'statement')} {verb}, "
            f"in {kept} of {number(units, 'unit')}."
        )

    def _label(self, voice: chains.Voice) -> str:
        parts = [f"says {voice.says}"] if voice.says else []
        parts += [f"passes on {voice.passes_on}"] if voice.passes_on else []
        through = f", through {self._way(voice.path[:-1])}" if len(voice.path) > 1 else ""
        gone = " (taken away)" if set(self.removed) & set(voice.path) else ""
        return f"{short(self._name(voice.path[-1]))}{through}: {', '.join(parts)}{gone}"

    def _way(self, path: tuple[str, ...]) -> str:
        return way((short(self._name(each)) for each in path), ", then ")
