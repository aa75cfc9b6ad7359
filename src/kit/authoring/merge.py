"""What somebody typed into a notebook, put into a newer version of it.

Plain JSON, no tools of authors: a student's own installation can do it.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any

from kit.authoring.marks import digest
from kit.authoring.notebook import source

Cell = dict[str, Any]
Notebook = dict[str, Any]

NOTE = (
    "## Kept from an earlier version\n\n"
    "This notebook was renewed. The cells below belong to parts that are no longer in it. "
    "They hold what you typed. Delete them if you do not need them."
)
NOTE_ID = "kept-note"


def merge(old: Notebook, new: Notebook) -> Notebook:
    """Put what was typed into a newer version of a notebook.

    An answer keeps its text. A cell that was added stays after the same
    neighbour. Of a cell of ours that was edited, the edited text follows ours
    in a cell of its own. What belonged to a part that has gone comes last,
    under a note. The checks of carried answers are emptied, because their
    verdicts may no longer hold.

    Parameters
    ----------
    old, new
        Notebook files as data, both built: with digests of their cells in
        ``metadata.kit``. Neither is changed.

    Returns
    -------
    dict
        ``new`` with what was typed; ``old`` itself if both are one version.
    """
    if old["metadata"]["kit"] == new["metadata"].get("kit"):
        return old
    return _Merge(old, new).result()


class _Merge:
    def __init__(self, old: Notebook, new: Notebook) -> None:
        self.old, self.new = old, copy.deepcopy(new)
        self.built: Mapping[str, str] = old["metadata"]["kit"]["cells"]
        self.cells: list[Cell] = self.new["cells"]
        self.ours = {cell["id"]: cell for cell in self.cells}
        self.there = {cell.get("id") for cell in old["cells"]}

    def result(self) -> Notebook:
        """Go through the old cells in order; each has its place after the one before."""
        gone: list[Cell] = []
        before: Cell | None = None
        for cell in copy.deepcopy(self.old["cells"]):
            mine = self._counterpart(cell)
            if mine is not None:
                before = mine
            if not self._typed(cell):
                continue
            if mine is not None and mine["id"].startswith("answer-"):
                self._answer(mine, cell)
            elif mine is None and cell.get("id") in self.built:
                gone.append(cell)
            else:
                before = self._insert_after(before, cell)
        self._at_the_end(gone)
        return self.new

    def _counterpart(self, cell: Cell) -> Cell | None:
        """Find the cell of the new version: by its id, or as whose copy it stands in.

        Some programs give every cell a new id; tags and texts stay.
        """
        if cell.get("id") in self.built:
            return self.ours.get(cell["id"])
        lost = {id: text for id, text in self.built.items() if id not in self.there}
        tags = [tag.replace(":", "-").replace(".", "-") for tag in _tags(cell)]
        answers = [tag for tag in tags if tag.startswith("answer-") and tag not in self.there]
        same = [id for id, text in lost.items() if text == digest(source(cell))]
        return next((self.ours[id] for id in (*answers, *same) if id in self.ours), None)

    def _typed(self, cell: Cell) -> bool:
        """Tell what somebody typed from what was built, wherever it stands now."""
        text, id = source(cell), cell.get("id", "")
        known = [self.built[id]] if id in self.built else self.built.values()
        return bool(text.strip()) and digest(text) not in known

    def _answer(self, mine: Cell, cell: Cell) -> None:
        """Put a typed answer into its place; its check has to be run again."""
        kept = ("cell_type", "source", "outputs", "execution_count", "attachments")
        for name in kept:
            mine.pop(name, None)
        mine |= {name: cell[name] for name in kept if name in cell}
        check = self.ours.get(mine["id"].replace("answer-", "check-"))
        if check is not None:
            check |= {"outputs": [], "execution_count": None}

    def _insert_after(self, before: Cell | None, cell: Cell) -> Cell:
        place = 0 if before is None else _place(self.cells, before) + 1
        self.cells.insert(place, self._freed(cell))
        return self.cells[place]

    def _freed(self, cell: Cell) -> Cell:
        """Make a cell the student's own: an id that nothing else has, nothing locked."""
        locked = ("editable", "deletable")
        metadata = {k: v for k, v in cell.get("metadata", {}).items() if k not in locked}
        first = str(cell.get("id") or "kept")
        first = f"kept-{first}" if first in self.built else first
        taken = {each["id"] for each in self.cells}
        numbered = (f"{first[:55]}-{number}" for number in count(2))
        id = next(each for each in chain([first], numbered) if each not in taken)
        return cell | {"id": id, "metadata": metadata}

    def _at_the_end(self, gone: Sequence[Cell]) -> None:
        if gone and not any(cell.get("id") == NOTE_ID for cell in self.cells):
            note = {"cell_type": "markdown", "id": NOTE_ID, "metadata": {}, "source": NOTE}
            self.cells.append(note)
        for cell in gone:
            self.cells.append(self._freed(cell))


def _place(cells: Sequence[Cell], cell: Cell) -> int:
    return next(number for number, each in enumerate(cells) if each is cell)


def _tags(cell: Cell) -> Iterator[str]:
    tags = cell.get("metadata", {}).get("tags", [])
    return (tag for tag in tags if isinstance(tag, str))
