"""The claim coder: turn a unit of a story into rows of the statements table.

For each claim in a unit: the chain of voices, the cue, the stance and how certain it
is. What comes out has the columns of the case's statements, so everything in
`kit.reading` takes it.
"""

from typing import Any

import pandas as pd
import traitlets

from kit.reading import frames
from kit.reading.attribution import chains
from kit.widgets.state import State, action

STANCES = {"1": "for it", "0": "neither", "-1": "against it"}
FIELDS = ("chain", "concept", "stance", "cue", "certainty", "paraphrase")


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
    >>> coder.frame()[["unit_id", "chain", "depth"]].values.tolist()
    [['U1', 'NAR>MIL', 2]]
    """

    title = "Code the claims"
    script = "coder.js"

    claims: traitlets.List[Any] = traitlets.List().tag(kept=True)

    def __init__(
        self,
        name: str,
        units: pd.DataFrame,
        voices: list[str],
        concepts: list[str],
        certainties: list[str],
    ) -> None:
        column = "paraphrase" if "paraphrase" in units else "text"
        frames.need(units, "unit_id", column)
        self.units = {
            str(id): str(text) for id, text in zip(units["unit_id"], units[column], strict=True)
        }
        self.voices = list(map(str, voices))
        self.concepts = list(map(str, concepts))
        self.certainties = list(map(str, certainties))
        super().__init__(name)

    @action
    def add(self, unit: str) -> None:
        """Begin a claim in a unit."""
        frames.choose("unit", unit, self.units)
        blank = {"unit_id": unit} | dict.fromkeys(FIELDS, "")
        self.claims = [*self.claims, blank]
        self.message = f"A claim in {unit} is added; {self._count()}"

    @action
    def remove(self, claim: int) -> None:
        """Take a claim out again; undo brings it back."""
        self._choose(claim)
        gone = self.claims[claim]
        self.claims = [each for number, each in enumerate(self.claims) if number != claim]
        self.message = f"A claim in {gone['unit_id']} is removed; {self._count()}"

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
        self.message = f"Claim {claim + 1}, {what}: {value or 'cleared'}."

    def frame(self) -> pd.DataFrame:
        """Give the claims with the columns of the statements table."""
        rows = [
            (f"my{number}", claim["unit_id"], *(claim[name] or None for name in FIELDS))
            for number, claim in enumerate(self.claims, start=1)
        ]
        table = frames.rows(rows, ["statement_id", "unit_id", *FIELDS])
        table["stance"] = pd.to_numeric(table["stance"]).astype("Int64")
        voices = [_voices(claim["chain"]) for claim in self.claims]
        table.insert(3, "depth", [len(chain) for chain in voices])
        table.insert(4, "speaker", [chain[-1] if chain else None for chain in voices])
        return table

    def text(self) -> str:
        """Tell each claim in a sentence."""
        told = []
        for number, claim in enumerate(self.claims, start=1):
            chain = " says that ".join(_voices(claim["chain"])) or "nobody yet"
            stance = STANCES.get(claim["stance"], "stance not set")
            told.append(
                f"Claim {number}, {claim['unit_id']}. Voices: {chain}. "
                f"About {claim['concept'] or 'nothing yet'}, {stance}. "
                f"Cue: {claim['cue'] or 'none yet'}; {claim['certainty'] or 'certainty not set'}. "
                f"{claim['paraphrase']}".rstrip()
            )
        return "\n".join([f"Claims coded: {self._count()}", *told])

    def content(self) -> dict[str, Any]:
        """Give units, claims and what may be chosen."""
        return {
            "units": [{"id": id, "text": text} for id, text in self.units.items()],
            "claims": self.claims,
            "voices": self.voices,
            "concepts": self.concepts,
            "certainties": self.certainties,
            "stances": list(STANCES.items()),
        }

    def _allowed(self, what: str) -> list[str] | None:
        choices = {"concept": self.concepts, "certainty": self.certainties}
        return {**choices, "stance": list(STANCES)}.get(what)

    def _check_chain(self, chain: str) -> None:
        """Refuse what is no chain, or names nobody; the library reads it as it will later."""
        chains(pd.DataFrame({"statement_id": ["T1"], "chain": [chain]}))
        for voice in _voices(chain):
            for name in voice.split("+"):
                frames.choose("voice", name, self.voices)

    def _choose(self, claim: int) -> None:
        frames.choose("claim", claim, range(len(self.claims)))

    def _count(self) -> str:
        return f"{len(self.claims)} claims in {len({c['unit_id'] for c in self.claims})} units."


def _voices(chain: str) -> list[str]:
    return [voice.strip() for voice in chain.split(">") if voice.strip()]
