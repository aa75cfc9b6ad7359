"""The ties of one network, ready to be drawn and taken apart: one-mode and two-mode."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from kit.plots import affiliation, network
from kit.plots.picture import Picture, picture
from kit.plots.svg import Drawing
from kit.plots.words import number, short
from kit.reading import discourse, frames

MEASURES = ("both", "congruence", "conflict", "subtract")
MOST = 500  # nodes drawn
COLUMNS = ("first", "second", "kind", "weight")
SAYS = {1: "for", -1: "against"}
Namer = Callable[[Any], str]


HOW = (
    "In each row: statements of the one × statements of the other × {by}. The sum is the strength."
)


class Told(NamedTuple):
    """A tie taken apart: a sentence, a table of heads and rows, and how it is counted."""

    sentence: str
    heads: list[str]
    rows: list[list[str]]
    how: str = ""

    def read(self, row: list[str]) -> str:
        """Tell a row so that it makes sense read aloud."""
        cells = zip(self.heads[1:], row[1:], strict=True)
        return f"{row[0]}. {'; '.join(f'{head}: {cell}' for head, cell in cells)}."


class OneMode:
    """Ties among actors, or among concepts.

    Parameters
    ----------
    statements
        With the columns `actor`, `concept` and ``stance``; one actor a row.
    actor, concept
        Columns; exchanged for ties among concepts.
    measure
        One of `MEASURES`.
    name, label
        Names of what `actor` and `concept` hold.
    """

    def __init__(
        self,
        statements: pd.DataFrame,
        actor: str,
        concept: str,
        measure: str,
        name: Namer,
        label: Namer,
    ) -> None:
        self.prefixes = ("", "")
        self._said = sided(statements)
        self._sides = {"actor": actor, "concept": concept}
        self._measure, self._name, self._label = measure, name, label
        self.nodes = {str(each): name(each) for each in sorted(statements[actor].dropna().unique())}
        if measure == "subtract":
            self.table = network.edges(discourse.subtract(self._said, **self._sides))
        elif measure == "conflict":
            self.table = network.edges(-discourse.conflict(self._said, **self._sides))
        else:
            agree = discourse.congruence(self._said, **self._sides)
            differ = discourse.conflict(self._said, **self._sides) if measure == "both" else None
            self.table = network.edges(agree, differ)

    def of(self, node: str) -> pd.DataFrame:
        """Give the ties of one node."""
        first, second = (self.table[side].astype(str) for side in ("first", "second"))
        return self.table[(first == node) | (second == node)]

    def key(self, first: Any, second: Any, kind: str) -> str:
        """Give the key of a tie in the drawing."""
        return f"{kind} {first}|{second}"

    def label(self, first: Any, second: Any, kind: str, weight: float) -> str:
        """Name a tie in words."""
        word = "agreement" if kind == "congruence" else "conflict"
        return f"{short(self._name(first))} and {short(self._name(second))}: {word} {weight:.3g}"

    def draw(self, ties: pd.DataFrame) -> tuple[Drawing, float]:
        """Draw some of the ties."""
        tied = set(ties["first"]) | set(ties["second"])
        nodes = [each for each in self.nodes if each in tied]
        return network.sketch(ties, nodes, self._name, most=MOST)

    def picture(self, ties: pd.DataFrame) -> Picture:
        """Give some of the ties as a picture."""
        return network.draw_ties(ties, list(self.nodes), names=self.nodes, caption="")

    def explain(self, first: Any, second: Any, kind: str, weight: float) -> Told:
        """Show the arithmetic of one tie, concept by concept."""
        measure = "subtract" if self._measure == "subtract" else kind
        found = discourse.explain(self._said, first, second, measure=measure, **self._sides)
        terms = found[found["stance_a"].notna() & (found["term"] != 0)]
        names = [short(self._name(each)) for each in (first, second)]
        rows = [
            [
                self._label(row.concept),
                f"{row.count_a:.3g} {row.stance_a}",
                f"{row.count_b:.3g} {row.stance_b}",
                str(row.arithmetic),
            ]
            for row in terms.itertuples()
        ]
        total = terms["term"].sum()
        parts = " + ".join(f"{term:.3g}" for term in terms["term"]).replace("+ -", "− ")
        sum_up = f" {parts} = {total:.3g}." if len(rows) > 1 else ""
        sentence = f"{self.label(first, second, kind, weight)}.{sum_up}"
        by = "1 for the same side, −1 for opposite sides" if measure == "subtract" else "1"
        about = "Who" if self._sides["concept"] != "concept" else "About"
        return Told(sentence, [about, *names, "Counts"], rows, HOW.format(by=by))


class TwoMode:
    """Ties between actors and concepts: who is for what, who is against it."""

    def __init__(self, statements: pd.DataFrame, actor: str, name: Namer, label: Namer) -> None:
        self.prefixes = ("a", "c")  # an actor and a concept may have the same id
        self._said, self._actor, self._name, self._label = sided(statements), actor, name, label
        self._sides = discourse.affiliation(self._said, actor=actor, aggregation="combine")
        counts = discourse.affiliation(self._said, actor=actor)
        self.nodes = {f"a{each}": name(each) for each in self._sides.index}
        self.nodes |= {f"c{each}": label(each) for each in self._sides.columns}
        cells = self._sides.to_numpy(dtype=int)
        rows = [
            (actor_, concept, affiliation.SIDES[cells[i, j]], counts.iat[i, j])
            for i, actor_ in enumerate(self._sides.index)
            for j, concept in enumerate(self._sides.columns)
            if cells[i, j]
        ]
        table = frames.rows(rows, COLUMNS)
        self.table = table.sort_values("weight", ascending=False, kind="stable", ignore_index=True)

    def of(self, node: str) -> pd.DataFrame:
        """Give the ties of one node; ids of actors begin with an a, of concepts with a c."""
        first, second = (self.table[side].astype(str) for side in ("first", "second"))
        return self.table[("a" + first == node) | ("c" + second == node)]

    def key(self, first: Any, second: Any, kind: str) -> str:
        """Give the key of a tie in the drawing."""
        return f"a{first}|c{second}"

    def label(self, first: Any, second: Any, kind: str, weight: float) -> str:
        """Name a tie in words."""
        side = {"both": "for and against"}.get(kind, kind)
        said = number(weight, "statement")
        return f"{short(self._name(first))}: {side} {short(self._label(second))}, {said}"

    def draw(self, ties: pd.DataFrame) -> tuple[Drawing, float]:
        """Draw some of the ties."""
        rows = [
            (f"a{first}", f"c{second}", kind)
            for first, second, kind, _ in ties.itertuples(index=False)
        ]
        tied = {end for row in rows for end in row[:2]}
        nodes = [each for each in self.nodes if each in tied]
        return affiliation.sketch(rows, nodes, self.nodes, most=MOST)

    def picture(self, ties: pd.DataFrame) -> Picture:
        """Give some of the ties as a picture, with its own words."""
        drawing, height = self.draw(ties)
        alt = "; ".join(self.label(*row) for row in ties.head(5).itertuples(index=False))
        rest = f"; and {number(len(ties) - 5, 'more tie')}" if len(ties) > 5 else ""
        return picture(drawing, height, alt=f"{alt or 'No ties'}{rest}.", frame=ties, caption="")

    def explain(self, first: Any, second: Any, kind: str, weight: float) -> Told:
        """List the statements behind one tie."""
        said = self._said
        here = said[(said[self._actor] == first) & (said["concept"] == second)]
        known = [each for each in ("statement_id", "paraphrase") if each in here.columns]
        rows = [
            [SAYS[row["stance"]], *(str(row[each]) for each in known)]
            for row in here.to_dict("records")
        ]
        heads = {"statement_id": "Id", "paraphrase": "What is said"}
        sentence = f"{self.label(first, second, kind, weight)}."
        return Told(sentence, ["Side", *(heads[each] for each in known)], rows)


Ties = OneMode | TwoMode


def sided(statements: pd.DataFrame) -> pd.DataFrame:
    """Keep the statements that take a side: the others make no tie.

    In a part of a table in which nobody is against anything a 0 would be read as that.
    """
    return statements[statements["stance"].isin([1, -1])]
