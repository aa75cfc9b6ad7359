"""Agreement: what coders or students gave for each unit, and where they part."""

import pandas as pd

from kit.plots import grid, palette
from kit.plots.grid import Cell
from kit.plots.picture import Picture, picture
from kit.plots.words import Names, namer, number, several


def draw(
    table: pd.DataFrame,
    *,
    names: Names = None,
    values: list[str] | None = None,
    caption: str = "Where the answers agree and where they part",
) -> Picture:
    """Draw which share of coders gave which value to each unit.

    Parameters
    ----------
    table
        Coders in rows, units in columns, as :func:`kit.reading.agreement.by_coder`
        gives; missing where a coder left a unit open.
    names
        Names of units and values, by id.
    values
        Order of the values; by default as they occur, most frequent first.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has a row a unit: ``unit``, ``answers``, a column a value (number of
        coders) and ``agreeing pairs`` (share of the pairs of coders who agree).

    Examples
    --------
    >>> table = pd.DataFrame({"S01": ["fact", "fact"], "S02": ["fact", "wish"]})
    >>> draw(table).alt
    'Most divided: S02, where 0 % of pairs agree. All agree on 1 of 2 units.'
    """
    name = namer(names)
    units = [name(each) for each in table.columns]
    given = [table.iloc[:, position].dropna() for position in range(table.shape[1])]
    found = pd.Series([each for column in given for each in column], dtype=object)
    order = list(values) if values is not None else list(found.value_counts(sort=True).index)
    counts = [[int((column == value).sum()) for value in order] for column in given]
    pairs = [_agreeing(row) for row in counts]
    heads = [name(each) for each in order]
    frame = pd.DataFrame(counts, columns=heads, dtype=object)
    frame.insert(0, "answers", [len(column) for column in given], allow_duplicates=True)
    frame.insert(0, "unit", units, allow_duplicates=True)
    frame["agreeing pairs"] = pd.Series(pairs, dtype=object)

    def cell(i: int, j: int) -> Cell:
        share = counts[i][j] / max(sum(counts[i]), 1)
        return Cell(palette.shade(share), f"{counts[i][j]}" if counts[i][j] else "")

    drawing = grid.sheet(len(heads))
    words = "The number in a cell: how many gave this answer. Darker or brighter: a larger share."
    drawing.text(12, 24, [words], size=13, paint="soft")
    end = grid.draw(drawing, 40, units, heads, cell)
    end = grid.left_out(drawing, end, len(units), len(heads))
    return picture(drawing, end + 12, alt=_finding(units, pairs), frame=frame, caption=caption)


def _agreeing(counts: list[int]) -> float | None:
    """Give the share of pairs of coders who agree; None if there is no pair."""
    total = sum(counts)
    pairs = total * (total - 1)
    return sum(count * (count - 1) for count in counts) / pairs if pairs else None


def _finding(units: list[str], pairs: list[float | None]) -> str:
    known = [(unit, share) for unit, share in zip(units, pairs, strict=True) if share is not None]
    if not known:
        return "No unit has two answers."
    least = min(share for _, share in known)
    whole = sum(share == 1 for _, share in known)
    if least == 1:
        return f"All agree on {number(len(known), 'unit')}."
    divided = several(unit for unit, share in known if share == least)
    return (
        f"Most divided: {divided}, where {100 * least:.0f} % of pairs agree. "
        f"All agree on {whole} of {number(len(known), 'unit')}."
    )
