"""Rival readings side by side: what each asserts, denies and leaves out.

A row is a claim: a concept and, where voices are compared, whose stance on it they
tell. The arithmetic is that of `kit.reading.sides` and `kit.reading.viewpoints`.
Nothing here says who is right, and silence means only that nothing is passed on.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd
import traitlets

from kit.plots import viewpoints as drawn
from kit.plots.picture import Picture
from kit.plots.words import several
from kit.reading import frames
from kit.reading.certainty import DEGREES
from kit.reading.sides import sides
from kit.reading.viewpoints import GROUNDS, ground, stands
from kit.widgets import comparison_words
from kit.widgets.comparison_words import VIEWS
from kit.widgets.state import State, action
from kit.widgets.told import Told

EVERYONE = ""


class Claim(NamedTuple):
    """What those compared do with one claim."""

    concept: str
    of: tuple[str, ...]
    """Whose stance it is, where that is told apart."""
    ground: str
    """See `kit.reading.viewpoints.ground`."""
    stands: dict[str, str]
    """By reading; see `kit.reading.viewpoints.stands`."""
    statements: dict[str, list[str]]
    """The ids behind each cell, by reading."""
    put: dict[str, str]
    """By reading: how all statements behind a cell are put, such as hedged; mostly empty."""


class Comparison(State):
    """Put readings or actors side by side, claim by claim.

    Parameters
    ----------
    name
        A name of its own, such as ``"5.6"``; see `State`.
    statements
        One row a statement, as in a case: ``statement_id``, ``concept``, ``stance``
        and ``speaker`` or ``holder``; and, if known, ``unit_id``, ``chain``, ``mode``,
        ``cue``, ``certainty``, ``paraphrase``.
    readings
        Whom to compare at first; by default the two with most statements.
    actors, concepts, units
        Tables of the case that name and explain what the ids stand for.

    Raises
    ------
    ReadingError
        If a column is missing, or nobody of that name occurs.

    Examples
    --------
    >>> said = pd.DataFrame(
    ...     {
    ...         "statement_id": ["T1", "T2", "T3"],
    ...         "speaker": ["Ada", "Ben", "Ben"],
    ...         "concept": ["bridge", "bridge", "toll"],
    ...         "stance": [1, -1, 1],
    ...     }
    ... )
    >>> [claim.ground for claim in Comparison("example", said).claims()]
    ['contested', 'one reading']
    """

    title = "Viewpoints side by side"
    about = (
        "Who asserts what, who denies it, and who is silent on it: a row is a claim. Choose whom "
        "to compare; go to a cell to read the statements behind it."
    )
    script = "comparison.js"
    still = ("known", "voices", "rows", "cards", "units")

    view = traitlets.Unicode().tag(kept=True)
    chosen = traitlets.Dict(traitlets.List(traitlets.Unicode())).tag(kept=True)
    left_out = traitlets.List(traitlets.Unicode()).tag(kept=True)
    through = traitlets.Unicode(EVERYONE).tag(kept=True)
    whose = traitlets.Bool(True).tag(kept=True)
    apart = traitlets.Bool(False).tag(kept=True)

    def __init__(
        self,
        name: str,
        statements: pd.DataFrame,
        readings: Iterable[str] = (),
        *,
        actors: pd.DataFrame | None = None,
        concepts: pd.DataFrame | None = None,
        units: pd.DataFrame | None = None,
    ) -> None:
        frames.need(statements, "statement_id", "concept", "stance")
        self.views = [view for view in VIEWS if view in statements]
        if not self.views:
            frames.need(statements, "speaker")
        self._sided: dict[tuple[str, str | None], pd.DataFrame] = {}
        self._last: tuple[tuple[Any, ...], list[Claim]] = ((), [])
        self.told = Told(statements, actors, concepts, units)
        by_view = {view: sides(self.told.statements, reading=view) for view in self.views}
        self.known = {view: _by_number(table) for view, table in by_view.items()}
        super().__init__(name, view=self.views[0], chosen=self._first(list(readings)))

    def _first(self, readings: list[str]) -> dict[str, list[str]]:
        """Choose whom to compare at first, in each view."""
        everyone = {who for known in self.known.values() for who in known}
        frames.check_values("readings", readings, sorted(everyone))
        mine = {
            view: [who for who in readings if who in known] for view, known in self.known.items()
        }
        return {
            view: those if len(those) > 1 else list(self.known[view])[:2]
            for view, those in mine.items()
        }

    @traitlets.validate("view")
    def _check_view(self, proposal: Any) -> str:
        if proposal["value"] not in self.views:
            msg = f"{proposal['value']!r} is no view here. Allowed: {', '.join(self.views)}."
            raise traitlets.TraitError(msg)
        return str(proposal["value"])

    # What a person can do.

    @action
    def look(self, view: str) -> None:
        """Compare those who speak, or those whose stance is told."""
        self.view = view
        self.message = f"Compared by {VIEWS[view]}. {self._counted()}"

    @action
    def pick(self, reading: str, on: bool) -> None:
        """Take somebody into the comparison, or out of it."""
        frames.choose("reading", reading, self.known[self.view])
        picked = {*self.readings(), reading} if on else {*self.readings()} - {reading}
        mine = [who for who in self.known[self.view] if who in picked]
        self.chosen = self.chosen | {self.view: mine}
        self.message = f"{self.told.name(reading)} {'in' if on else 'out'}. {self._counted()}"

    @action
    def count_certainty(self, level: str, on: bool) -> None:
        """Count statements of a certainty, or leave them out."""
        frames.choose("level", level, self.levels())
        without = [each for each in self.left_out if each != level]
        self.left_out = without if on else [*without, level]
        self.message = f"{level}: {'counted' if on else 'left out'}. {self._counted()}"

    @action
    def hear(self, voice: str) -> None:
        """Count only what reaches us through a voice; an empty one stands for all."""
        frames.choose("voice", voice, (EVERYONE, *self.told.voices))
        self.through = voice
        who = f"what reaches us through {self.told.name(voice)}" if voice else "every voice"
        self.message = f"Counted: {who}. {self._counted()}"

    @action
    def tell_whose(self, on: bool) -> None:
        """Tell apart whose stance a voice tells of, or count concepts alone."""
        self.whose = on
        self.message = f"A claim is {'a concept and whose stance it is' if on else 'a concept'}. "
        self.message += self._counted()

    @action
    def only_apart(self, on: bool) -> None:
        """Show only the claims on which those compared do not do the same."""
        self.apart = on
        shown, total = len(self.shown()), len(self.claims())
        self.message = f"Shown: {shown} of {total} claims."

    # What it gives.

    def readings(self) -> list[str]:
        """Give those who are compared now."""
        mine = self.chosen.get(self.view, [])
        return [who for who in self.known[self.view] if who in mine]

    def levels(self) -> list[str]:
        """Give the degrees of certainty that occur, surest first."""
        found = self.told.statements["certainty"].unique()
        return sorted(found, key=lambda level: (-DEGREES.get(level, -1.0), str(level)))

    def counted(self) -> pd.DataFrame:
        """Give the statements that the filters leave."""
        table = self.told.statements
        kept = ~table["certainty"].isin(self.left_out)
        if self.through in self.told.voices:
            kept &= table["statement_id"].isin(self.told.through(self.through))
        return table[kept]

    def claims(self) -> list[Claim]:
        """Say what those compared do with each claim of the story, contested ones first."""
        now = (self.view, self.whose, self.through, tuple(self.left_out), tuple(self.readings()))
        if self._last[0] != now:
            self._last = (now, self._claims())
        return self._last[1]

    def _claims(self) -> list[Claim]:
        readings, every = self.readings(), self._sides()
        counted = every["statement_id"].isin(self.counted()["statement_id"])
        mine = every[counted & every["reading"].isin(readings)]
        pairs = zip(every["concept"], every["of"], strict=True)
        keys = dict(zip(every["claim"].tolist(), pairs, strict=True))
        wide = stands(mine, reading="reading", claim="claim", claims=keys)
        where = ground(wide)["ground"].to_dict()
        taken = {who: wide[who].to_dict() if who in wide else {} for who in readings}
        ids: dict[Any, list[str]] = {}
        for cell in mine[["claim", "reading", "statement_id"]].itertuples(index=False):
            ids.setdefault(tuple(cell[:2]), []).append(str(cell[2]))
        found = []
        for number, (concept, of) in keys.items():
            does = {who: str(taken[who].get(number, "leaves out")) for who in readings}
            behind = {who: list(dict.fromkeys(ids.get((number, who), ()))) for who in readings}
            put = {who: self.told.put(those) for who, those in behind.items()}
            found.append(Claim(concept, of, str(where[number]), does, behind, put))
        return sorted(found, key=lambda claim: GROUNDS.index(claim.ground))

    def shown(self) -> list[Claim]:
        """Give the claims that are to be seen; see `only_apart`."""
        every = self.claims()
        return [each for each in every if len(set(each.stands.values())) > 1 or not self.apart]

    def call(self, claim: Claim) -> str:
        """Give a claim its name."""
        whose = several(map(self.told.name, claim.of))
        label = self.told.label(claim.concept)
        return f"{label} ({whose})" if whose else label

    def frame(self) -> pd.DataFrame:
        """Give every cell: concept, of whom, ground, reading, stand, statements."""
        rows = [
            (
                claim.concept,
                ";".join(claim.of),
                claim.ground,
                who,
                stand,
                ";".join(claim.statements[who]),
            )
            for claim in self.claims()
            for who, stand in claim.stands.items()
        ]
        return frames.rows(rows, ["concept", "of", "ground", "reading", "stand", "statements"])

    def table(self) -> pd.DataFrame:
        """Lay out what is seen: a row a claim, a column a reading, statements in brackets."""
        rows = [
            [
                self.call(claim),
                comparison_words.GROUND[claim.ground],
                *(
                    comparison_words.cell(stand, claim.statements[who], claim.put[who])
                    for who, stand in claim.stands.items()
                ),
            ]
            for claim in self.shown()
        ]
        return frames.rows(rows, ["claim", "between them", *map(self.told.name, self.readings())])

    def picture(self) -> Picture:
        """Draw what is seen."""
        shown = self.shown()
        wide = pd.DataFrame(
            [list(claim.stands.values()) for claim in shown],
            index=[self.call(claim) for claim in shown],
            columns=self.readings(),
        )
        return drawn.draw(wide, names=self.told.names)

    def text(self) -> str:
        """Tell where they clash, what they share, and what each leaves out."""
        return comparison_words.text(self)

    def content(self) -> dict[str, Any]:
        """Give the choices, the claims that are seen, and the statements behind them."""
        shown = self.shown()
        behind = {id for claim in shown for ids in claim.statements.values() for id in ids}
        cards = {id: self.told.card(id) for id in sorted(behind)}
        units = {card["unit"] for card in cards.values()}
        return {
            "view": self.view,
            "views": [[view, VIEWS[view]] for view in self.views],
            "known": [
                {"id": who, "name": self.told.name(who), "number": number}
                for who, number in self.known[self.view].items()
            ],
            "readings": [{"id": who, "name": self.told.name(who)} for who in self.readings()],
            "levels": [[level, level not in self.left_out] for level in self.levels()],
            "voices": [[EVERYONE, "every voice"]]
            + [[voice, self.told.name(voice)] for voice in self.told.voices],
            "through": self.through,
            "whose": self.whose,
            "apart": self.apart,
            "kept": comparison_words.kept(self),
            "said": comparison_words.brief(self),
            "fair": comparison_words.fair(self),
            "stands": comparison_words.STANDS,
            "rows": [self._row(claim) for claim in shown],
            "cards": cards,
            "units": {unit: self.told.units.get(unit, "") for unit in sorted(units)},
        }

    def _row(self, claim: Claim) -> dict[str, Any]:
        return {
            "id": f"{claim.concept}/{';'.join(claim.of)}",
            "label": self.told.label(claim.concept),
            "of": several(map(self.told.name, claim.of)),
            "meaning": self.told.meanings.get(claim.concept, ""),
            "ground": comparison_words.GROUND[claim.ground],
            "stands": claim.stands,
            "statements": claim.statements,
            "put": claim.put,
        }

    def _sides(self) -> pd.DataFrame:
        """Take the statements apart; the claims get numbers that no filter changes."""
        of = "holder" if self.whose else None
        if (self.view, of) not in self._sided:
            table = sides(self.told.statements, reading=self.view, of=of)
            keys = pd.Series(list(zip(table["concept"], table["of"], strict=True)), dtype=object)
            self._sided[self.view, of] = table.assign(claim=pd.factorize(keys)[0])
        return self._sided[self.view, of]

    def _counted(self) -> str:
        return comparison_words.counts(self.claims())


def _by_number(table: pd.DataFrame) -> dict[str, int]:
    """Count the statements of each reading, most first."""
    number = table.groupby("reading", sort=False)["statement_id"].nunique()
    return {
        str(who): int(count)
        for who, count in number.sort_values(ascending=False, kind="stable").items()
    }
