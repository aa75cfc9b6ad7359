"""The claim coder: turn a unit of a story into rows of the statements table.

For each claim in a unit: the chain of voices, the cue, the stance and how certain it
is. What comes out has the columns of the case's statements, so everything in
`kit.reading` takes it. A claim is told in a sentence while it is filled in, because a
wrong chain sounds wrong.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import traitlets

from kit.plots.words import Names, namer, number, several
from kit.reading import frames
from kit.reading.attribution import chains
from kit.reading.retelling import in_words
from kit.widgets.state import State, action

STANCES = {"1": "for it", "0": "no side", "-1": "against it"}
# Each field as a person reads it.
ASKED = {
    "chain": "who says it",
    "concept": "what it is about",
    "stance": "for or against",
    "cue": "the cue",
    "certainty": "how sure",
    "paraphrase": "what is said",
}
FIELDS = tuple(ASKED)
TYPED = ("cue", "paraphrase")


class Coder(State):
    """Code the claims of a story, unit by unit.

    Parameters
    ----------
    name
        A name of its own, such as ``"2.6"``; see `State`.
    units
        One row each: ``unit_id`` and ``paraphrase`` (or ``text``).
    voices
        The codes that a chain may name, such as ``["NAR", "BOT"]``.
    concepts
        What a claim may be about.
    certainties
        The words for how sure it is said to be.
    names
        Names of the voices, by code.
    labels
        What the concepts are called, by concept.

    Raises
    ------
    ReadingError
        If a column is missing.

    Examples
    --------
    >>> units = pd.DataFrame({"unit_id": ["U1"], "paraphrase": ["The miller says it rained."]})
    >>> coder = Coder("example", units, ["NAR", "MIL"], ["rain"], ["asserted", "hedged"])
    >>> coder.add("U1")
    >>> coder.put(0, "chain", "NAR>MIL")
    >>> coder.message
    'Claim 1, who says it: NAR says that MIL says.'
    >>> coder.frame()[["unit_id", "chain", "depth"]].values.tolist()
    [['U1', 'NAR>MIL', 2]]
    """

    title = "Code the claims"
    about = (
        "Turn the story into a table that can be counted. A unit may hold several claims: add one "
        "for each, and fill in who says it, what it is about and how sure it sounds."
    )
    script = "coder.js"
    nothing_yet = "You have not coded a claim yet."

    claims: traitlets.List[Any] = traitlets.List().tag(kept=True)

    def __init__(
        self,
        name: str,
        units: pd.DataFrame,
        voices: Iterable[str],
        concepts: Iterable[str],
        certainties: Iterable[str],
        *,
        names: Names = None,
        labels: Names = None,
    ) -> None:
        column = "paraphrase" if "paraphrase" in units else "text"
        frames.need(units, "unit_id", column)
        self.units = {
            str(id): str(text) for id, text in zip(units["unit_id"], units[column], strict=True)
        }
        named, labelled = namer(names), namer(labels)
        self.voices = {str(voice): named(voice) for voice in voices}
        self.concepts = {str(concept): labelled(concept) for concept in concepts}
        self.certainties = list(map(str, certainties))
        super().__init__(name)

    @action
    def add(self, unit: str) -> None:
        """Begin a claim in a unit."""
        frames.choose("unit", unit, self.units)
        blank = {"unit_id": unit} | dict.fromkeys(FIELDS, "")
        self.claims = [*self.claims, blank]
        self.message = f"Claim {len(self.claims)} is begun, in {unit}. {self._count()}"

    @action
    def remove(self, claim: int) -> None:
        """Take a claim out again; undo brings it back."""
        self._choose(claim)
        gone = self.claims[claim]
        self.claims = [each for place, each in enumerate(self.claims) if place != claim]
        self.message = f"Claim {claim + 1}, in {gone['unit_id']}, is removed. {self._count()}"

    @action
    def put(self, claim: int, what: str, value: str) -> None:
        """Fill one field of a claim; an empty value clears it."""
        self._choose(claim)
        frames.choose("field", what, FIELDS)
        allowed = self._allowed(what)
        if value and allowed is not None:
            frames.choose(what, value, allowed)
        if value and what == "chain":
            self._check_chain(value)
        changed = self.claims[claim] | {what: str(value)}
        self.claims = [*self.claims[:claim], changed, *self.claims[claim + 1 :]]
        # Who types has the words before them already.
        told = f"Claim {claim + 1}, {ASKED[what]}: {self._told(what, changed)}."
        self.message = "" if what in TYPED else told

    def frame(self) -> pd.DataFrame:
        """Give the claims with the columns of the statements table."""
        rows = [
            (f"my{place}", claim["unit_id"], *(claim[name] or None for name in FIELDS))
            for place, claim in enumerate(self.claims, start=1)
        ]
        table = frames.rows(rows, ["statement_id", "unit_id", *FIELDS])
        table["stance"] = pd.to_numeric(table["stance"]).astype("Int64")
        voices = [_voices(claim["chain"]) for claim in self.claims]
        table.insert(3, "depth", [len(chain) for chain in voices])
        table.insert(4, "speaker", [chain[-1] if chain else None for chain in voices])
        return table

    def text(self) -> str:
        """Tell each claim in sentences; before the first, what there is to code."""
        if not self.claims:
            units = [f"{id}: {text}" for id, text in self.units.items()]
            return "\n".join([f"{self.title}. No claim is coded yet.", *units])
        told = [
            f"Claim {place}, in {claim['unit_id']}. {self._sentences(claim)}"
            for place, claim in enumerate(self.claims, start=1)
        ]
        return "\n".join([f"{self.title}. {self._count()}", *told])

    def content(self) -> dict[str, Any]:
        """Give units, claims and what may be chosen."""
        return {
            "units": [{"id": id, "text": text} for id, text in self.units.items()],
            "claims": [claim | {"told": self._sentences(claim)} for claim in self.claims],
            "voices": [[code, _both(code, name)] for code, name in self.voices.items()],
            "concepts": list(self.concepts.items()),
            "certainties": [[each, each] for each in self.certainties],
            "stances": list(STANCES.items()),
        }

    def _sentences(self, claim: dict[str, str]) -> str:
        """Tell one claim, and what is still open."""
        told = {what: self._told(what, claim) if claim[what] else "" for what in FIELDS}
        parts = []
        if told["chain"] or told["paraphrase"]:
            who = told["chain"] or "somebody says"
            parts.append(f"{who[:1].upper()}{who[1:]}: {_ended(told['paraphrase'] or '…')}")
        if told["concept"] or told["stance"]:
            parts.append(f"About “{told['concept'] or '…'}”: {told['stance'] or '…'}.")
        parts += [f"Cue: “{told['cue']}”."] if told["cue"] else []
        parts += [f"How sure: {told['certainty']}."] if told["certainty"] else []
        missing = [asked for what, asked in ASKED.items() if not told[what]]
        return " ".join([*parts, *([f"Still open: {several(missing, 6)}."] if missing else [])])

    def _told(self, what: str, claim: dict[str, str]) -> str:
        """Tell one field."""
        value = " ".join(claim[what].split())
        if not value:
            return "cleared"
        told = {"concept": self.concepts, "stance": STANCES}.get(what, {}).get(value, value)
        return in_words(_voices(value), self.voices) if what == "chain" else told

    def _allowed(self, what: str) -> Iterable[str] | None:
        choices = {"concept": self.concepts, "certainty": self.certainties, "stance": STANCES}
        return choices.get(what)

    def _check_chain(self, chain: str) -> None:
        """Refuse what is no chain, or names nobody; the library reads it as it will later."""
        chains(pd.DataFrame({"statement_id": ["T1"], "chain": [chain]}))
        for voice in _voices(chain):
            for name in voice.split("+"):
                frames.choose("voice", name, self.voices)

    def _choose(self, claim: int) -> None:
        frames.choose("claim", claim, range(len(self.claims)))

    def _count(self) -> str:
        units = len({claim["unit_id"] for claim in self.claims})
        return f"{number(len(self.claims), 'claim')} in {number(units, 'unit')} so far."


def _voices(chain: str) -> list[str]:
    return [voice.strip() for voice in chain.split(">") if voice.strip()]


def _both(code: str, name: str) -> str:
    """Give a code with its name, so that both can be found."""
    return f"{code}: {name}" if name != code else code


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
