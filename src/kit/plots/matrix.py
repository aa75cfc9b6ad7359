"""The hypothesis matrix: how each item of evidence fits each reading."""

from collections.abc import Callable
from typing import Any, Unpack

import pandas as pd

from kit.plots import grid
from kit.plots.grid import Cell, Sign
from kit.plots.picture import Picture, picture
from kit.plots.words import Names, namer, number, several
from kit.reading import hypotheses, ratings
from kit.reading.ratings import Columns

CELLS = {
    "CC": Cell("yes", "CC"),
    "C": Cell("yes_tint", "C"),
    "N": Cell("paper", "N"),
    "I": Cell("no_tint", "I"),
    "II": Cell("no", "II"),
    "NAP": Cell("panel", "–"),
}
OPEN = Cell("paper", "")
MEANINGS = (
    Sign(CELLS["CC"], "very consistent"),
    Sign(CELLS["C"], "consistent"),
    Sign(CELLS["N"], "neutral"),
    Sign(CELLS["I"], "inconsistent"),
    Sign(CELLS["II"], "very inconsistent"),
    Sign(CELLS["NAP"], "does not apply"),
    Sign(OPEN, "not rated"),
)


def draw(
    table: pd.DataFrame,
    *,
    rows: str = "hypotheses",
    names: Names = None,
    caption: str = "How the evidence fits each reading",
    **columns: Unpack[Columns],
) -> Picture:
    r"""Draw ratings of evidence against hypotheses.

    Parameters
    ----------
    table
        Long: one row for an item and a hypothesis.
    rows
        ``hypotheses`` or ``evidence``.
    names
        Names of hypotheses and items, by id.
    caption
        One line above the picture.
    **columns
        As in :func:`kit.reading.hypotheses.penalties`.

    Returns
    -------
    Picture
        Its table is the matrix, with letters.

    Raises
    ------
    ReadingError
        For an unknown rating or a cell rated twice.

    Examples
    --------
    >>> cells = [("E1", "A", "C"), ("E1", "B", "I")]
    >>> table = pd.DataFrame(cells, columns=["evidence_id", "hypothesis_id", "rating"])
    >>> print(draw(table).alt.replace(". ", ".\n"))
    Least contradicted: A, with a count of 0; most: B, with 1.
    E1 separates the readings best.
    0 of 2 cells are not rated.
    """
    name = namer(names)
    wide = ratings.matrix(table, rows, **ratings.names(columns))
    side, head = [name(each) for each in wide.index], [name(each) for each in wide.columns]
    cells = wide.to_numpy(dtype=object)
    frame = pd.DataFrame(wide.fillna("").to_numpy(dtype=object), columns=head)
    frame.insert(0, {"hypotheses": "hypothesis"}.get(rows, rows), side, allow_duplicates=True)
    drawing = grid.sheet(len(head))
    top = grid.legend(drawing, 12, MEANINGS)
    end = grid.draw(drawing, top + 4, side, head, lambda i, j: CELLS.get(cells[i, j], OPEN))
    end = grid.left_out(drawing, end, len(side), len(head))
    return picture(
        drawing, end + 12, alt=_finding(table, wide, name, columns), frame=frame, caption=caption
    )


def _finding(
    table: pd.DataFrame, wide: pd.DataFrame, name: Callable[[Any], str], columns: Columns
) -> str:
    if wide.empty:
        return "No ratings."
    plain = ratings.names(columns)
    scores = hypotheses.inconsistency(table, **plain)
    apart = hypotheses.diagnosticity(table, **plain)
    best = several(name(each) for each in hypotheses.winners(scores))
    worst = several(name(each) for each in scores.index[scores == scores.max()])
    low, high = scores.min(), scores.max()
    first = f"Least contradicted: {best}, with a count of {low}; most: {worst}, with {high}."
    if low == high:
        first = f"The count contradicts all alike: {low}."
    sharpest = several(name(each) for each in apart.index[apart == apart.max()])
    second = f"{sharpest} separates the readings best."
    if apart.max() == 0:
        second = "No item separates the readings."
    elif (apart == apart.max()).sum() > 1:
        second = f"Best at separating the readings: {sharpest}."
    return (
        f"{first} {second} {wide.isna().sum().sum()} of {number(wide.size, 'cell')} are not rated."
    )
