"""Viewpoints: which reading asserts, denies or leaves out which claim."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from kit.plots import grid
from kit.plots.grid import Cell, Sign
from kit.plots.picture import Picture, picture
from kit.plots.words import Names, namer, number, several
from kit.reading import viewpoints

CELLS = {
    "asserts": Cell("yes", "+"),
    "denies": Cell("no", "−"),
    "both": Cell("both", "±"),
    "mentions": Cell("panel", "○"),
    "leaves out": Cell("paper", ""),
}


def draw(
    stands: pd.DataFrame,
    *,
    names: Names = None,
    labels: Names = None,
    caption: str = "Who asserts what, who denies it, who is silent",
) -> Picture:
    """Draw rival readings side by side.

    Parameters
    ----------
    stands
        Claims in rows, readings in columns, as
        :func:`kit.reading.viewpoints.stands` gives.
    names, labels
        Names of the readings and of the claims, by id.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has a row a claim: ``claim``, ``ground`` and a column a reading.

    Raises
    ------
    ReadingError
        If a cell is none of the five stands.

    Examples
    --------
    >>> stands = pd.DataFrame({"A": ["asserts"], "B": ["denies"]}, index=["peace"])
    >>> draw(stands).alt
    'Contested: peace (1 of 1 claim). Shared: 0. By one reading alone: 0. No side taken: 0.'
    """
    reading, claim = namer(names), namer(labels)
    ground = viewpoints.ground(stands)["ground"]
    rows = [claim(each) for each in stands.index]
    columns = [reading(each) for each in stands.columns]
    frame = pd.DataFrame(stands.to_numpy(dtype=object), columns=columns)
    frame.insert(0, "ground", ground.to_numpy(), allow_duplicates=True)
    frame.insert(0, "claim", rows, allow_duplicates=True)
    drawing = grid.sheet(len(columns))
    top = grid.legend(drawing, 12, [Sign(cell, stand) for stand, cell in CELLS.items()])
    cells = stands.to_numpy(dtype=object)
    end = grid.draw(drawing, top + 4, rows, columns, lambda i, j: CELLS[cells[i, j]])
    end = grid.left_out(drawing, end, len(rows), len(columns))
    return picture(drawing, end + 12, alt=_finding(ground, claim), frame=frame, caption=caption)


def _finding(ground: pd.Series, claim: Callable[[Any], str]) -> str:
    if ground.empty:
        return "No claims to compare."
    contested = [claim(each) for each in ground.index[ground == "contested"]]
    count = ground.value_counts()
    named = several(contested) or "nothing"
    return (
        f"Contested: {named} ({len(contested)} of {number(len(ground), 'claim')}). "
        f"Shared: {count.get('shared', 0)}. By one reading alone: {count.get('one reading', 0)}. "
        f"No side taken: {count.get('silence', 0)}."
    )
