"""The argument board: Toulmin's slots, filled by the story or by you.

Data support a claim by a warrant; a qualifier says how surely; a rebuttal says when
not. What is missing is asked for, and what supports itself is pointed out. Whether an
argument convinces, nobody here decides.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import traitlets

from kit.plots import argument as drawn
from kit.plots.picture import Picture
from kit.plots.words import several, short
from kit.reading import frames
from kit.reading.arguments import PARTS
from kit.widgets import board_slots
from kit.widgets.board_slots import QUESTIONS, Slot, is_filled, slot_of, told
from kit.widgets.state import State, action
from kit.widgets.told import texts

GIVES = ("table", "chips")
BOXES = "An argument has parts. Each box below is one of them and asks one question."
WRITE = "Answer it in your own words."
CITE_OR_WRITE = "Choose from the list in a box and press Cite, or write in your own words."
CITE = (
    "Choose from the list in a box and press Cite: that is your answer. "
    "What you write beside it is a note for yourself."
)
GAPS = "A box with a broken edge is empty: there the argument has a gap."
OWN = "my argument"


class Board(State):
    """Lay out arguments in Toulmin's slots, and cite what they rest on.

    Parameters
    ----------
    name
        A name of its own, such as ``"6.1"``; see `State`.
    arguments
        Arguments to start from: a table like ``case.arguments`` (``argument_id, part,
        text`` and, if known, ``stated``, ``statement_id``, ``card``), or names of
        empty ones. What you typed before comes first.
    statements, evidence, cards
        Tables of the case whose rows can be cited.
    chips
        More that can be cited: texts by their short names.
    slots
        Which of the six parts the board has.
    gives
        What `as_answer` gives: ``"table"``, or ``"chips"``, what is cited by slot.

    Raises
    ------
    ReadingError
        If a column is missing, or a part is not one of Toulmin's.

    Examples
    --------
    >>> board = Board("example", chips={"T1": "The plums are ripe."}, gives="chips")
    >>> board.cite("data", "T1")
    >>> board.as_answer()["data"]
    'T1'
    >>> board.as_answer()["warrant"]
    Ellipsis
    """

    title = "Argument board"
    script = "board.js"
    nothing_yet = "You have not put anything on your board yet."

    filled = traitlets.Dict(traitlets.Dict()).tag(kept=True)
    argument = traitlets.Unicode().tag(kept=True)

    def __init__(
        self,
        name: str,
        arguments: pd.DataFrame | Iterable[str] = (OWN,),
        *,
        statements: pd.DataFrame | None = None,
        evidence: pd.DataFrame | None = None,
        cards: pd.DataFrame | None = None,
        chips: Mapping[str, str] | None = None,
        slots: Iterable[str] = PARTS,
        gives: str = "table",
    ) -> None:
        frames.choose("gives", gives, GIVES)
        self.gives = gives
        self.slots = list(slots)
        frames.check_values("slots", self.slots, PARTS)
        self.chips = {
            **texts(statements, "statement_id", "paraphrase"),
            **texts(evidence, "evidence_id", "text"),
            **texts(cards, "card_id", "text"),
            **dict(chips or {}),
        }
        if isinstance(arguments, pd.DataFrame):
            start = board_slots.from_table(arguments)
        else:
            start = {str(each): {} for each in arguments}
        self.start = start
        how = WRITE if not self.chips else CITE if self.gives == "chips" else CITE_OR_WRITE
        self.about = f"{BOXES} {how} {GAPS}"
        super().__init__(name, filled=start, argument=next(iter(start), ""))

    # What a person can do.

    @action
    def write(self, part: str, text: str) -> None:
        """Write into a slot; what is typed is only remarked on when a gap opens or closes."""
        gaps = self.empty()
        self._change(part, text=text)
        self.message = "" if self.empty() == gaps else self._gaps()

    @action
    def cite(self, part: str, chip: str) -> None:
        """Cite a statement, an item of evidence or a card in a slot."""
        frames.choose("chip", chip, self.chips)
        cites = self.slot(part)["cites"]
        self._change(part, cites=[*(each for each in cites if each != chip), chip])
        self.message = f"{chip} is cited as {part}. {self._gaps()}"

    @action
    def take_out(self, part: str, chip: str) -> None:
        """Take a citation out of a slot."""
        self._change(part, cites=[each for each in self.slot(part)["cites"] if each != chip])
        self.message = f"{chip} is no longer cited as {part}. {self._gaps()}"

    @action
    def leave_unsaid(self, part: str, on: bool) -> None:
        """Mark that the text leaves a part unsaid, and that it is supplied here."""
        self._change(part, unsaid=on)
        says = "does not say this, you do" if on else "says this itself"
        self.message = f"{part.capitalize()}: the text {says}."

    @action
    def turn_to(self, argument: str) -> None:
        """Show another argument."""
        frames.choose("argument", argument, self.filled)
        self.argument = argument
        self.message = f"{argument}. {self._gaps()}"

    @action
    def begin(self) -> None:
        """Begin an argument of your own."""
        number = 1
        while (new := f"{OWN} {number}") in self.filled:
            number += 1
        self.filled = self.filled | {new: {}}
        self.argument = new
        self.message = f"{new} is begun. Say first what you claim."

    # What it gives.

    def slot(self, part: str, argument: str | None = None) -> Slot:
        """Give what stands in a slot: ``text``, ``cites``, ``unsaid``."""
        frames.choose("part", part, self.slots)
        slots = self.filled.get(self.argument if argument is None else argument, {})
        return slot_of(slots, part)

    def empty(self, argument: str | None = None) -> list[str]:
        """Name the slots in which nothing stands; or, if chips are asked for, nothing is cited."""
        filled = (lambda slot: slot["cites"]) if self.gives == "chips" else is_filled
        return [part for part in self.slots if not filled(self.slot(part, argument))]

    def frame(self) -> pd.DataFrame:
        """Give every filled slot: argument, part, text, what it cites, whether it is said."""
        rows = [
            (name, part, slot["text"], ";".join(slot["cites"]), not slot["unsaid"])
            for name in self.filled
            for part in self.slots
            if is_filled(slot := self.slot(part, name))
        ]
        return frames.rows(rows, ["argument_id", "part", "text", "cites", "stated"])

    def as_answer(self) -> Any:
        """Give the table; or, if chips are asked for, what is cited by slot.

        While nobody has changed a slot, the table has no rows: that is not answered. A
        slot with one chip gives it, one with several a set, an empty one ``...``.
        Several arguments come by their names; what was begun here is not among them.
        """
        if self.gives == "table":
            table = self.frame()
            return table if self.filled != self.start else table.head(0)
        found = {
            name: {part: self._chips(part, name) for part in self.slots} for name in self.start
        }
        return found if len(found) != 1 else next(iter(found.values()))

    def readable(self) -> pd.DataFrame:
        """Give every filled slot with the texts of what it cites, to be read."""
        table = self.frame()
        table["text"] = [
            text.strip() or "; ".join(self.chips.get(each, each) for each in cites.split(";"))
            for text, cites in zip(table["text"], table["cites"], strict=True)
        ]
        return table

    def table(self) -> pd.DataFrame:
        """Give what stands in the slots, to be read."""
        table = self.readable()
        return table.assign(stated=table["stated"].map({True: "yes", False: "no"}))

    def picture(self) -> Picture:
        """Draw the argument that is shown."""
        table = self.readable()
        return drawn.draw(table[table["argument_id"] == self.argument], stated="stated")

    def circles(self) -> list[str]:
        """Say which claims support themselves, by what is cited and by what is written."""
        return board_slots.circles(self.filled, self.slots)

    def text(self) -> str:
        """Tell what stands in each slot, and ask for what is missing."""
        slots = {part: self.slot(part) for part in self.slots}
        full = [told(part, slot, self.chips) for part, slot in slots.items() if is_filled(slot)]
        lines = [
            f"{self.title}. This argument: {self.argument}.",
            *full,
            *(f"No {part} yet. {QUESTIONS[part]}" for part in self.empty()),
            *self.circles(),
            *self._others(),
        ]
        return "\n".join(lines)

    def content(self) -> dict[str, Any]:
        """Give the slots of the argument that is shown."""
        return {
            "arguments": list(self.filled),
            "argument": self.argument,
            "slots": [
                {
                    "part": part,
                    "question": QUESTIONS[part],
                    "empty": part in self.empty(),
                    "text": slot["text"],
                    "unsaid": slot["unsaid"],
                    "cites": [[each, self.chips.get(each, "")] for each in slot["cites"]],
                }
                for part in self.slots
                for slot in [self.slot(part)]
            ],
            "chips": [[id, short(f"{id}: {text}", 90), text] for id, text in self.chips.items()],
            "gaps": self._gaps(),
            "circles": self.circles(),
        }

    def _change(self, part: str, **what: Any) -> None:
        """Put something into a slot of the argument that is shown."""
        slots = self.filled.get(self.argument, {})
        self.filled = self.filled | {self.argument: slots | {part: self.slot(part) | what}}

    def _chips(self, part: str, argument: str) -> Any:
        cites = self.slot(part, argument)["cites"]
        if not cites:
            return ...
        return cites[0] if len(cites) == 1 else set(cites)

    def _gaps(self) -> str:
        gaps = self.empty()
        return (
            f"Still empty: {several(gaps, most=6)}." if gaps else "Every box has something in it."
        )

    def _others(self) -> list[str]:
        """Tell what the arguments lack that are not shown."""
        lacking = [
            f"{name} lacks {several(self.empty(name), most=6) or 'nothing'}."
            for name in self.filled
            if name != self.argument
        ]
        return [f"The other arguments here: {' '.join(lacking)}"] if lacking else []
