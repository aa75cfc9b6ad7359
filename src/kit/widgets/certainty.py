"""The certainty slider: how sure is the text that it is so?

Seven words in order, from *denied as certain* to *certain*. A reader sets one for
each statement; several readers can then be compared (`kit.reading.agreement`).
"""

from typing import Any

import pandas as pd
import traitlets

from kit.reading import frames
from kit.widgets.state import State, action

SCALE = (
    "certainly not",
    "probably not",
    "rather not",
    "open",
    "possibly",
    "probably",
    "certainly",
)


class Certainty(State):
    """Set for each statement how sure its speaker is.

    Parameters
    ----------
    name
        A name of its own, such as ``"3.2"``; see `State`.
    statements
        One row each: ``statement_id`` and ``paraphrase``.
    scale
        The words, from sure that not to sure; the middle one is open.

    Raises
    ------
    ReadingError
        If a column is missing, or the scale has fewer than two words.

    Examples
    --------
    >>> said = pd.DataFrame({"statement_id": ["T1"], "paraphrase": ["It may rain."]})
    >>> sure = Certainty("example", said)
    >>> sure.put("T1", "possibly")
    >>> sure.frame()["level"].tolist()
    [1]
    """

    title = "How sure does it sound?"
    script = "certainty.js"

    levels = traitlets.Dict().tag(kept=True)

    def __init__(self, name: str, statements: pd.DataFrame, scale: tuple[str, ...] = SCALE) -> None:
        frames.need(statements, "statement_id", "paraphrase")
        self.statements = {
            str(id): str(said)
            for id, said in zip(statements["statement_id"], statements["paraphrase"], strict=True)
        }
        self.scale = tuple(map(str, scale))
        if len(set(self.scale)) < max(2, len(self.scale)):
            msg = f"The scale is {', '.join(self.scale)}. Allowed: two words or more, each once."
            raise frames.ReadingError(msg)
        self.about = (
            f"Say for each one how it sounds: move its slider, from “{self.scale[0]}” to "
            f"“{self.scale[-1]}”. A broken line without a knob is not set yet."
        )
        super().__init__(name)

    @action
    def put(self, statement: str, word: str) -> None:
        """Set how sure one statement is; an empty word clears it."""
        frames.choose("statement", statement, self.statements)
        others = {id: old for id, old in self.levels.items() if id != statement}
        if word:
            frames.choose("word", word, self.scale)
            others[statement] = word
        self.levels = others
        self.message = f"{statement}: {word or 'not set any more'}. {self._count()}"

    def frame(self) -> pd.DataFrame:
        """Give a row for each statement that is set; ``level`` is 0 in the middle."""
        middle = (len(self.scale) - 1) / 2
        rows = [
            (id, self.levels[id], self.scale.index(self.levels[id]) - middle)
            for id in self.statements
            if self.levels.get(id) in self.scale
        ]
        table = frames.rows(rows, ["statement_id", "certainty", "level"])
        return table.astype({"level": int}) if len(self.scale) % 2 else table

    def text(self) -> str:
        """Tell each statement with its word."""
        told = [
            f"{id}, {self.levels.get(id, 'not set yet')}: {said}"
            for id, said in self.statements.items()
        ]
        words = f"The words, in order: {', '.join(self.scale)}."
        return "\n".join([f"{self.title} {words} {self._count()}", *told])

    def content(self) -> dict[str, Any]:
        """Give statements, words and the scale."""
        said = [{"id": id, "text": text} for id, text in self.statements.items()]
        return {
            "statements": said,
            "levels": self.levels,
            "scale": list(self.scale),
            "count": self._count(),
        }

    def _count(self) -> str:
        done = sum(id in self.levels for id in self.statements)
        return f"Set so far: {done} of {len(self.statements)}."
