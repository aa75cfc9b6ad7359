"""The discourse network: who agrees with whom, about what, and by which arithmetic.

The measures are those of `kit.reading.discourse`. Whose statements they are (the
speaker's or the holder's), what counts as a tie and how strong it must be are choices;
the widget makes them visible.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
import traitlets

from kit.plots.picture import Picture
from kit.plots.words import Names, namer, number, short
from kit.reading import frames
from kit.widgets.network_ties import MEASURES, OneMode, Ties, Told, TwoMode
from kit.widgets.state import State, action

WHOSE = {
    "holder": "those whose stance it is (holders)",
    "speaker": "those who say it (speakers)",
}
NODES = ("actors", "concepts", "actors and concepts")
LINES = {
    "both": "agreement and conflict",
    "congruence": "agreement alone",
    "conflict": "conflict alone",
    "subtract": "agreement less conflict",
}
ABOUT = (
    "A line joins two that take the same side (agreement) or opposite sides (conflict: it says "
    "nothing about war). Go to a line to see how its strength is counted."
)
ABOUT_CONCEPTS = (
    "A line joins two concepts (what statements are about) on which the same people take a side: "
    "the same side on both (agreement), or opposite ones (conflict). Go to a line to see how its "
    "strength is counted."
)
ABOUT_BOTH = (
    "A line joins somebody with what they take a side on: for it, against it, or both. "
    "Go to a line to read the statements behind it."
)
DRAWN = 600  # ties; a drawing of more is a thicket
READ = 40  # ties told one by one in the words


class Network(State):
    """See who agrees and disagrees, and take every tie apart.

    Parameters
    ----------
    name
        A name of its own, such as ``"5.2"``; see `State`.
    statements
        One row a statement: ``concept``, ``stance`` (1, -1; 0 takes no side), and
        ``holder``, ``speaker`` or both. A ``date`` lets you choose a window of time.
    names, labels
        Names of actors and of concepts, by id.

    Raises
    ------
    ReadingError
        If a column is missing, or a stance or date is none.

    Examples
    --------
    >>> said = pd.DataFrame({"holder": ["A", "B"], "concept": "x", "stance": [1, -1]})
    >>> shown = Network("example", said)
    >>> shown.choose("conflict A|B")
    >>> shown.message
    'A and B: conflict 1.'
    """

    title = "Discourse network"
    script = "network.js"
    still = ("drawing", "width", "height", "ties", "nodes")

    whose = traitlets.Enum(tuple(WHOSE), "holder").tag(kept=True)
    nodes = traitlets.Enum(NODES, "actors").tag(kept=True)
    measure = traitlets.Enum(MEASURES, "both").tag(kept=True)
    least = traitlets.Float(0.0, min=0.0).tag(kept=True)
    since = traitlets.Unicode("").tag(kept=True)
    until = traitlets.Unicode("").tag(kept=True)
    around = traitlets.Unicode("").tag(kept=True)
    """The one node whose ties are shown; empty for all."""
    chosen = traitlets.Unicode("")
    """The key of the tie that is taken apart."""

    def __init__(
        self, name: str, statements: pd.DataFrame, *, names: Names = None, labels: Names = None
    ) -> None:
        self.columns = [each for each in WHOSE if each in statements.columns]
        frames.need(statements, *(self.columns or ["holder"]), "concept", "stance")
        frames.check_values("stance", statements["stance"].dropna(), (1, -1, 0))
        self.statements = statements.reset_index(drop=True)
        self.dates = frames.dates(self.statements, "date") if "date" in statements else None
        self._names, self._labels = namer(names), namer(labels)
        self._wanted: tuple[Any, ...] = ()
        self._ties: Ties
        self._made: tuple[tuple[Any, ...], dict[str, Any]] = ((), {})
        super().__init__(name, whose=self.columns[0])

    @property
    def about(self) -> str:  # type: ignore[override]
        """What a line means, which depends on what is joined."""
        return dict(zip(NODES, (ABOUT, ABOUT_CONCEPTS, ABOUT_BOTH), strict=True))[self.nodes]

    # What a person can do.

    @action
    def look(self, whose: str = "", nodes: str = "", measure: str = "") -> None:
        """Choose whose statements they are, what the nodes are and what makes a tie."""
        frames.choose("whose", whose or self.whose, self.columns)
        frames.choose("nodes", nodes or self.nodes, NODES)
        frames.choose("measure", measure or self.measure, MEASURES)
        self.whose, self.measure = whose or self.whose, measure or self.measure
        self.nodes = nodes or self.nodes
        self.chosen = ""
        self.around = self.around if self.around in self.ties().nodes else ""
        self.message = self.summary()

    @action
    def limit(self, least: float) -> None:
        """Leave out ties weaker than this."""
        self.least = float(least or 0)
        self.message = self.summary()

    @action
    def window(self, since: str = "", until: str = "") -> None:
        """Keep the statements of some days; an empty end is open."""
        if (since or until) and self.dates is None:
            msg = "The statements have no dates. Allowed: a table with a column 'date'."
            raise frames.ReadingError(msg)
        for day in filter(None, (since, until)):
            frames.moment(day)
        self.since, self.until = since, until
        self.message = self.summary()

    @action
    def look_around(self, node: str = "") -> None:
        """Show the ties of one node alone; an empty name shows all."""
        if node:
            frames.choose("node", node, self.ties().nodes)
        self.around = node
        self.message = self.summary()

    @action
    def choose(self, tie: str) -> None:
        """Take one tie apart, by its key, such as ``"conflict A|B"``."""
        frames.choose("tie", tie, self._keys())
        self.chosen = tie
        self.message = self._told().sentence

    # What it gives.

    def ties(self) -> Ties:
        """Give all ties of the network that is chosen."""
        wanted = self._key()
        if wanted != self._wanted:
            self._ties, self._wanted = self._make(), wanted
        return self._ties

    def frame(self) -> pd.DataFrame:
        """Give the ties shown: ``first``, ``second``, ``kind``, ``weight``, strongest first."""
        found: pd.DataFrame = self._once("frame", self._strong)
        return found.copy()

    def as_answer(self) -> pd.DataFrame:
        """Give the ties that are drawn."""
        return self.frame().head(DRAWN)

    def table(self) -> pd.DataFrame:
        """Give the strongest ties with names."""
        names, (first, second) = self.ties().nodes, self.ties().prefixes
        shown = self.frame().head(READ).astype(object)
        return shown.assign(
            first=[names[f"{first}{each}"] for each in shown["first"]],
            second=[names[f"{second}{each}"] for each in shown["second"]],
        )

    def picture(self) -> Picture:
        """Give the ties shown as a picture."""
        return self.ties().picture(self.frame().head(DRAWN))

    def text(self) -> str:
        """Tell what is shown, tie by tie, and the arithmetic of the chosen one."""
        shown = self.frame()
        lines = [f"Discourse network. {self.summary()}", *self._labels_of(shown.head(READ))]
        if len(shown) > READ:
            lines.append(f"And {number(len(shown) - READ, 'weaker line')}.")
        told = self._told()
        if told.sentence:
            lines += [f"Taken apart: {told.sentence}", *map(told.read, told.rows), told.how]
        return "\n".join(lines)

    def content(self) -> dict[str, Any]:
        """Give the drawing, the choices and the arithmetic of the chosen tie."""
        told = self._told()
        return {
            **self._once("drawing", self._draw),
            "nodes": self.ties().nodes,
            "looks": {
                "whose": [self.whose, [[each, WHOSE[each]] for each in self.columns]],
                "nodes": [self.nodes, [[each, each] for each in NODES]],
                # Between an actor and a concept there is but one kind of line.
                **(
                    {"measure": [self.measure, list(LINES.items())]}
                    if self.nodes != NODES[2]
                    else {}
                ),
            },
            "least": self.least,
            "around": self.around,
            "window": [self.since, self.until] if self.dates is not None else None,
            "summary": self.summary(),
            "chosen": self.chosen,
            "told": told._asdict(),
        }

    def summary(self) -> str:
        """Say what is shown, in a sentence or two."""
        said: str = self._once("summary", self._sum_up)
        return said

    def _sum_up(self) -> str:
        shown = self.frame()
        actors = (
            f"{self.whose}s"
            if self.nodes != "concepts"
            else f"concepts (sides taken by {self.whose}s)"
        )
        who = f"{actors} and concepts" if self.nodes == NODES[2] else actors
        kinds = shown["kind"].value_counts()
        words = {"congruence": "of agreement", "conflict": "of conflict", "both": "for and against"}
        count = ", ".join(f"{each} {words.get(str(kind), kind)}" for kind, each in kinds.items())
        around = f" around {short(self.ties().nodes[self.around])}" if self.around else ""
        least = f" with a strength of {self.least:g} or more" if self.least else ""
        first = f"{number(len(shown), 'line')} among {who}{around}{least}"
        rest = f" The {DRAWN} strongest are drawn." if len(shown) > DRAWN else ""
        return f"{first}{f': {count}' if count else ''}.{rest}"

    def _once(self, what: str, make: Callable[[], Any]) -> Any:
        """Make something once for what is shown: choosing a tie must not draw all again."""
        key = (*self._key(), self.least, self.around)
        if self._made[0] != key:
            self._made = (key, {})
        made = self._made[1]
        if what not in made:
            made[what] = make()
        return made[what]

    def _key(self) -> tuple[str, ...]:
        return (self.whose, self.nodes, self.measure, self.since, self.until)

    def _strong(self) -> pd.DataFrame:
        found = self.ties()
        ties = found.of(self.around) if self.around in found.nodes else found.table
        return ties[ties["weight"] >= self.least].reset_index(drop=True)

    def _draw(self) -> dict[str, Any]:
        drawing, height = self.ties().draw(self.frame().head(DRAWN))
        return {
            "drawing": drawing.tree(height),
            "width": drawing.width,
            "height": height,
            "ties": {key: self.ties().label(*tie) for key, tie in self._keys().items()},
        }

    def _make(self) -> Ties:
        said = frames.explode(self._shown(), self.whose)
        if self.nodes == NODES[2]:
            return TwoMode(said, self.whose, self._names, self._labels)
        sides = (self.whose, "concept")
        called = (self._names, self._labels)
        if self.nodes == "concepts":
            sides, called = sides[::-1], called[::-1]
        return OneMode(said, *sides, self.measure, *called)

    def _shown(self) -> pd.DataFrame:
        """Give the statements of the window."""
        if self.dates is None or not (self.since or self.until):
            return self.statements
        keep = self.dates.notna()
        if self.since:
            keep &= self.dates >= frames.moment(self.since)
        if self.until:
            keep &= self.dates <= frames.moment(self.until)
        return self.statements[keep]

    def _keys(self) -> dict[str, tuple[Any, Any, str, float]]:
        """Give the ties that can be taken apart, by their key in the drawing."""
        found: dict[str, Any] = self._once("keys", self._find_keys)
        return found

    def _find_keys(self) -> dict[str, tuple[Any, ...]]:
        rows = self.frame().head(DRAWN).itertuples(index=False)
        return {self.ties().key(*row[:3]): tuple(row) for row in rows}

    def _told(self) -> Told:
        tie = self._keys().get(self.chosen)
        return self.ties().explain(*tie) if tie else Told("", [], [])

    def _labels_of(self, ties: pd.DataFrame) -> list[str]:
        return [self.ties().label(*row) for row in ties.itertuples(index=False)]
