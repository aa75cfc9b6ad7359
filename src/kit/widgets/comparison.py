"""Rival readings side by side: what each asserts, denies and leaves out.

A row is a claim: a concept and, where voices are compared, whose stance on it they
tell. The arithmetic is that of `kit.reading.sides` and `kit.reading.viewpoints`.
Nothing here says who is right, and silence means only that nothing is passed on.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import traitlets

from kit.plots import viewpoints as drawn
from kit.plots.picture import Picture
from kit.plots.words import several
from kit.reading import frames
from kit.reading.certainty import DEGREES
from kit.widgets import comparison_words
from kit.widgets.claims import Claim, Claims
from kit.widgets.comparison_words import VIEWS
from kit.widgets.state import State, action
from kit.widgets.told import Told

EVERYONE = ""


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
        self._last: tuple[tuple[Any, ...], list[Claim]] = ((), [])
        self.told = Told(statements, actors, concepts, units)
        self._claims = Claims(self.told, self.views)
        self.known = self._claims.known
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
            counted = set(self.counted()["statement_id"])
            found = self._claims.of(self.view, self.readings(), counted, whose=self.whose)
            self._last = (now, found)
        return self._last[1]

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

    def _counted(self) -> str:
        return comparison_words.counts(self.claims())
