"""A timeline with source cards: what happened when, and what one could know on a day."""

from typing import Any

import pandas as pd
import traitlets

from kit.plots import timeline
from kit.plots.picture import Picture
from kit.plots.words import Names, clean, namer, number, several, short
from kit.reading import frames
from kit.widgets.state import State, action

# What a card says of how its content was established.
STATUS = {
    "seen": "read in the sources",
    "inferred": "follows from several sources",
    "unverified": "no source found",
}


class Timeline(State):
    """Stand on a day, see what had happened, and read the cards behind an event.

    Parameters
    ----------
    name
        A name of its own, such as ``"4.4"``; see `State`.
    events
        One row an event: ``event_id``, ``date``, ``event``, ``kind`` and ``sources``
        (several joined by ``;``).
    cards
        One row a card: ``card_id``, ``date`` (from which it could be known; missing:
        always), ``title``, ``text``, ``sources``, ``status``. A card belongs to the
        events with which it shares a source.
    sources
        Names of the sources, by id.

    Raises
    ------
    ReadingError
        If a column is missing or a date is none.

    Examples
    --------
    >>> events = pd.DataFrame(
    ...     {
    ...         "event_id": ["V1", "V2"],
    ...         "date": ["2017-07-04", "2017-09-14"],
    ...         "event": ["talks", "more talks"],
    ...         "kind": "round",
    ...         "sources": ["R1", "R2"],
    ...     }
    ... )
    >>> columns = ["card_id", "date", "title", "text", "sources", "status"]
    >>> shown = Timeline("example", events, pd.DataFrame(columns=columns))
    >>> shown.stand_on("2017-07-10")
    >>> shown.message
    'On 2017-07-10 one could know of 1 of 2 events.'
    """

    title = "Timeline with source cards"
    about = (
        "What happened, and when. Choose an event to read the cards behind it: what the record "
        "says. Stand on a day, and what came later is hidden, events and cards alike."
    )
    script = "timeline.js"
    still = ("drawing", "events", "days")

    day = traitlets.Unicode("").tag(kept=True)
    """What came after this day is hidden; empty: nothing is."""
    hidden = traitlets.List(traitlets.Unicode()).tag(kept=True)
    """The kinds of events that are not shown."""
    notes = traitlets.Dict().tag(kept=True)
    """What somebody wrote about an event, by its id."""
    chosen = traitlets.Unicode("")

    def __init__(
        self, name: str, events: pd.DataFrame, cards: pd.DataFrame, *, sources: Names = None
    ) -> None:
        frames.need(events, "event_id", "date", "event", "kind", "sources")
        frames.need(cards, "card_id", "date", "title", "text", "sources", "status")
        self.events = pd.DataFrame(
            {
                "event_id": events["event_id"].map(str),
                "date": frames.dates(events, "date"),
                "event": events["event"].map(clean),
                "kind": events["kind"].map(clean),
                "sources": events["sources"].map(frames.split),
            }
        ).sort_values("date", kind="stable", ignore_index=True)
        self.cards = cards.reset_index(drop=True).assign(
            date=frames.dates(cards, "date").to_numpy()
        )
        self._named = namer(sources)
        super().__init__(name)

    # What a person can do.

    @action
    def choose(self, event: str) -> None:
        """Choose an event, to read the cards behind it."""
        frames.choose("event", event, self.events["event_id"])
        self.chosen = event
        count = number(len(self.cards_of(event)), "card")
        self.message = f"{self._when(event)}. {count} behind it."

    @action
    def stand_on(self, day: str = "") -> None:
        """Hide what came after a day; an empty day hides nothing."""
        self.day = f"{frames.moment(day):%Y-%m-%d}" if day else ""
        known = len(self._known(self.events))
        total = number(len(self.events), "event")
        said = f"On {self.day} one could know of {known} of {total}."
        self.message = said if self.day else f"All of {total}, whatever the day."

    @action
    def show_kind(self, kind: str, shown: bool) -> None:
        """Show or hide a kind of events."""
        frames.choose("kind", kind, self._kinds())
        rest = [each for each in self.hidden if each != kind]
        self.hidden = rest if shown else [*rest, kind]
        self.message = f"{number(len(self.shown()), 'event')} shown."

    @action
    def write(self, event: str, note: str) -> None:
        """Note what an event means for your reading."""
        frames.choose("event", event, self.events["event_id"])
        rest = {name: text for name, text in self.notes.items() if name != event}
        self.notes = rest | ({event: note} if note else {})

    # What it gives.

    def shown(self) -> pd.DataFrame:
        """Give the events that are not hidden, by day or by kind."""
        known = self._known(self.events)
        return known[~known["kind"].isin(self.hidden)].reset_index(drop=True)

    def cards_of(self, event: str) -> pd.DataFrame:
        """Give the cards that share a source with an event and could be known on the day."""
        (sources,) = self.events.loc[self.events["event_id"] == event, "sources"]
        shared = self.cards["sources"].map(lambda cell: bool({*frames.split(cell)} & {*sources}))
        return self._known(self.cards[shared.astype(bool)])

    def frame(self) -> pd.DataFrame:
        """Give the events shown with your notes and the ids of their cards."""
        shown = self.shown()
        return pd.DataFrame(
            {
                "event_id": shown["event_id"],
                "date": shown["date"].map(_day),
                "event": shown["event"],
                "kind": shown["kind"],
                "cards": [";".join(self.cards_of(each)["card_id"]) for each in shown["event_id"]],
                "note": [self.notes.get(each, "") for each in shown["event_id"]],
            }
        )

    def picture(self) -> Picture:
        """Give the events shown as a picture."""
        return timeline.draw(self.shown(), end=None, caption="")

    def text(self) -> str:
        """Tell the events in order, your notes, and the cards of the chosen one."""
        total = number(len(self.events), "event")
        day = f", up to {self.day}" if self.day else ""
        lines = [f"Timeline. {len(self.shown())} of {total} shown{day}."]
        for each in self.shown()["event_id"]:
            note = f" Your note: {self.notes[each]}" if each in self.notes else ""
            lines.append(f"{self._when(each)}.{note}")
        if opened := self._open():
            cards = self.cards_of(opened).to_dict("records")
            lines.append(f"Cards behind {self._when(opened)}: {len(cards)}.")
            lines += [
                f"{clean(each['title'])}: {short(clean(each['text']), 600)}" for each in cards
            ]
        return "\n".join(lines)

    def content(self) -> dict[str, Any]:
        """Give the drawing, the choices and the cards of the chosen event."""
        shown = self.shown()
        ids, opened = list(shown["event_id"]), self._open()
        drawing, height = timeline.sketch(shown, ids, self._kinds())
        return {
            "drawing": drawing.tree(height),
            "events": {each: self._when(each) for each in ids},
            "kinds": [[each, each not in self.hidden] for each in self._kinds()],
            "days": [_day(each) for each in self.events["date"].dropna().unique()],
            "day": self.day,
            "chosen": opened,
            "note": self.notes.get(opened, ""),
            "cards": [
                {
                    "id": clean(card["card_id"]),
                    "date": _day(card["date"]),
                    "sources": self._sources(card["sources"]),
                    "status": STATUS.get(card["status"], clean(card["status"])),
                    **{each: clean(card[each]) for each in ("title", "text")},
                }
                for card in (self.cards_of(opened).to_dict("records") if opened else [])
            ],
        }

    def _known(self, table: pd.DataFrame) -> pd.DataFrame:
        """Keep what could be known on the day; what has no date always could."""
        if not self.day:
            return table
        return table[table["date"].isna() | (table["date"] <= frames.moment(self.day))]

    def _sources(self, ids: Any) -> str:
        """Name the sources of a card, each with its id."""
        listed = [
            each if self._named(each) == each else f"{each} ({self._named(each)})"
            for each in map(str, frames.split(ids))
        ]
        return several(listed, most=len(listed))

    def _open(self) -> str:
        """Give the chosen event, if it is shown: on an early day a late one is not known."""
        return self.chosen if self.chosen in set(self.shown()["event_id"]) else ""

    def _kinds(self) -> list[str]:
        return [each for each in self.events["kind"].unique() if each]

    def _when(self, event: str) -> str:
        row = self.events[self.events["event_id"] == event].iloc[0]
        return f"{_day(row['date']) or 'Without a date'}, {short(row['event'], 200)}"


def _day(moment: Any) -> str:
    return "" if pd.isna(moment) else f"{moment:%Y-%m-%d}"
