"""The review desk: one text after another, marked row by row of its rubric.

Where texts come from and where marks go is not known here: `Review` gets rows and
a function that keeps a mark. So nothing is saved in ``.kit/``.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import traitlets

from kit.reading import frames
from kit.widgets.state import State, action

Row = Mapping[str, Any]
Save = Callable[[str, Mapping[str, float], str, bool], str]

REUSED = 8  # comments offered again


class Review(State):
    """Mark texts by a rubric, with keys alone if you like.

    Parameters
    ----------
    rows
        Gives the texts in their order, each a mapping: ``id``; ``exercise``, ``title``,
        ``task``; ``pseudonym``; ``texts``, ``facts`` (lists of text); ``rubric``, a list of
        rows with ``name``, ``points``, ``texts`` (by level) and ``choices`` (``points``,
        ``level``, ``key``); ``others``, marks that differ, each with ``who``, ``given`` and
        ``comment``; and what is marked already: ``given`` (points by row), ``comment``, ``flag``.
        Asked again at each step, since others may be marking too.
    save
        Keeps a mark, given id, points by row, comment and flag; says what became of it.
    told
        Gives sentences on how far two markers agree.

    Raises
    ------
    ValueError
        If there is no text.
    """

    title = "Review desk"
    script = "review.js"

    marks = traitlets.Dict().tag(kept=True)
    here = traitlets.Unicode().tag(kept=True)

    def __init__(
        self,
        rows: Callable[[], Sequence[Row]],
        save: Save,
        told: Callable[[], list[str]] = list,
    ) -> None:
        self._fetch, self._keep, self._told = rows, save, told
        self._rows: dict[str, Row] = {}
        self._first: dict[str, Row] = {}
        self._look()
        if not self._rows:
            msg = "There is no text to mark."
            raise ValueError(msg)
        super().__init__("review", here=self._open_after("") or next(iter(self._rows)))
        self.message = self._where()

    # What a person can do.

    @action
    def mark(self, id: str, row: str, points: float) -> None:
        """Give points for one row."""
        frames.choose("text", id, self._first)
        frames.choose("row", row, [each["name"] for each in self._row(id)["rubric"]])
        given = self._mark(id)["given"] | {row: points}
        self.message = f"{row}: {points:g}. {self._change(id, given=given)}"

    @action
    def comment(self, id: str, text: str) -> None:
        """Write to the student."""
        frames.choose("text", id, self._first)
        self._change(id, comment=text)

    @action
    def flag(self, id: str) -> None:
        """Remember to look at a text again, or do not any more."""
        frames.choose("text", id, self._first)
        flag = not self._mark(id)["flag"]
        self._change(id, flag=flag)
        self.message = "Flagged: look at it again." if flag else "No longer flagged."

    @action
    def next(self) -> None:
        """Go on to the next text that is not marked."""
        left = self._open_rows(self.here)
        before = f"Rows open in the text before: {left}. " if left else ""
        self._go_on(self._open_after, before, "")

    @action
    def next_flagged(self) -> None:
        """Go to the next text with a flag."""
        self._go_on(self._flagged_after, "", "There is no other text with a flag. ")

    @action
    def back(self) -> None:
        """Go to the text before."""
        ids = [*self._rows]
        place = ids.index(self.here) if self.here in ids else len(ids)
        if place == 0:
            self.message = "This is the first text."
            return
        self.here = ids[place - 1]
        self.message = self._where()

    def undo(self) -> None:
        """Take the last step back, in the gradebook as well."""
        self._turn_back(super().undo)

    def redo(self) -> None:
        """Do again what was taken back last, in the gradebook as well."""
        self._turn_back(super().redo)

    # What it gives.

    def frame(self) -> pd.DataFrame:
        """Give every mark: id, exercise, row, points, comment, flag."""
        rows = [
            (id, self._row(id)["exercise"], name, points, mark["comment"], mark["flag"])
            for id, mark in ((id, self._mark(id)) for id in self._rows)
            for name, points in mark["given"].items()
        ]
        return frames.rows(rows, ["id", "exercise", "row", "points", "comment", "flag"])

    def table(self) -> pd.DataFrame:
        """Count by exercise; no text of a student and no comment is in it."""
        found: dict[str, list[bool]] = {}
        for id, row in self._rows.items():
            found.setdefault(f"{row['exercise']} {row['title']}", []).append(self._done(id))
        rows = [(exercise, sum(done), len(done)) for exercise, done in found.items()]
        return frames.rows(rows, ["exercise", "marked", "texts"])

    def text(self) -> str:
        """Tell how far the marking is."""
        done = sum(map(self._done, self._rows))
        lines = [f"Review desk: {done} of {len(self._rows)} texts are marked."]
        parts = self.table().itertuples(index=False)
        return "\n".join(lines + [f"{name}: {marked} of {texts}." for name, marked, texts in parts])

    def line(self, variable: str = "") -> str:
        """Give nothing: marks are in the gradebook."""
        return ""

    def findings(self) -> dict[str, Any]:
        """Give how far two markers agree."""
        return {"agreement": self._told()}

    def content(self) -> dict[str, Any]:
        """Give the one text that is marked now."""
        ids = [*self._rows]
        return {
            "row": self._row(self.here),
            "mark": self._mark(self.here),
            "place": ids.index(self.here) + 1 if self.here in ids else 0,
            "total": len(ids),
            "done": sum(map(self._done, ids)),
            "flagged": sum(self._mark(id)["flag"] for id in ids),
            "comments": self._comments(),
        }

    def _comments(self) -> list[str]:
        """List what was written to this exercise's other texts, the most frequent first."""
        exercise = self._row(self.here)["exercise"]
        typed = Counter(
            self._mark(id)["comment"].strip()
            for id, row in self._rows.items()
            if row["exercise"] == exercise and id != self.here
        )
        del typed[""]
        return [comment for comment, _ in typed.most_common(REUSED)]

    # Where marks are.

    def _row(self, id: str) -> Row:
        return {**self._first[id], **self._rows.get(id, {})}

    def _mark(self, id: str) -> dict[str, Any]:
        start = {name: self._first[id][name] for name in ("given", "comment", "flag")}
        return start | dict(self.marks.get(id, {}))

    def _change(self, id: str, **change: Any) -> str:
        """Keep a mark first; if that fails, nothing has changed here either."""
        mark = self._mark(id) | change
        said = self._keep(id, mark["given"], mark["comment"], mark["flag"])
        self.marks = self.marks | {id: mark}
        return said

    def _turn_back(self, turn: Callable[[], None]) -> None:
        with self.step():
            before = {id: self._mark(id) for id in self._first}
            turn()
            for id, old in before.items():
                mark = self._mark(id)
                if mark != old:
                    self._keep(id, mark["given"], mark["comment"], mark["flag"])

    # Where we are.

    def _look(self) -> None:
        self._rows = {row["id"]: row for row in self._fetch()}
        self._first = {id: dict(row) for id, row in self._rows.items()} | self._first

    def _go_on(self, find: Callable[[str], str | None], before: str, nothing: str) -> None:
        ids = [*self._rows]
        self._look()
        found = find(self.here)
        if found is None and self.here not in self._rows:
            # Somebody else has marked this one, and all others are done.
            found = next((id for id in reversed(ids) if id in self._rows), None)
        if found is not None:
            self.here = found
            self.message = before + self._where()
        else:
            self.message = nothing or self._finished()

    def _open_after(self, id: str) -> str | None:
        return self._first_after(id, lambda each: not self._done(each))

    def _flagged_after(self, id: str) -> str | None:
        return self._first_after(id, lambda each: bool(self._mark(each)["flag"]))

    def _first_after(self, id: str, wanted: Callable[[str], bool]) -> str | None:
        ids = [*self._rows]
        place = ids.index(id) + 1 if id in ids else 0
        around = [each for each in ids[place:] + ids[:place] if each != id]
        return next((each for each in around if wanted(each)), None)

    def _open_rows(self, id: str) -> int:
        given = self._mark(id)["given"]
        return sum(row["name"] not in given for row in self._row(id)["rubric"])

    def _done(self, id: str) -> bool:
        return self._open_rows(id) == 0

    def _where(self) -> str:
        place = [*self._rows].index(self.here) + 1
        row = self._row(self.here)
        done = sum(map(self._done, self._rows))
        kind = "Two people differ on this text. " if row["others"] else ""
        return (
            f"{kind}Text {place} of {len(self._rows)}, exercise {row['exercise']} {row['title']}. "
            f"{done} marked."
        )

    def _finished(self) -> str:
        left = self._open_rows(self.here)
        if left:
            return f"All other texts are marked. Rows open in this one: {left}."
        flagged = sum(self._mark(id)["flag"] for id in self._rows)
        more = f" {flagged} have a flag: G goes there." if flagged else ""
        return f"All {len(self._rows)} texts are marked. You can close this page.{more}"

    # The gradebook keeps everything; there is nothing of our own to bring back.

    def _restore(self) -> None:
        self.message = ""

    def _save(self) -> None:
        pass
