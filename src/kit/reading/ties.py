"""Ties of a network, one by one: all of a small one, the strongest of a large one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from kit.reading import frames
from kit.reading import normalization as norms
from kit.reading.counting import count


def neighbours(
    statements: pd.DataFrame,
    *,
    k: int = 20,
    measure: str = "congruence",
    actor: str = "holder",
    concept: str = "concept",
    stance: str | None = "stance",
    normalization: str | None = "average",
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
) -> pd.DataFrame:
    """Find the strongest ties of each actor, without ever holding the whole network.

    A network of ten thousand actors has a hundred million cells; the strongest few
    of each row are what can be read.

    Parameters
    ----------
    statements, actor, concept, stance, normalization, scale, weight
        As in :func:`kit.reading.discourse.congruence`.
    k
        How many neighbours at most.
    measure
        ``"congruence"``, ``"conflict"`` or ``"subtract"``.

    Returns
    -------
    DataFrame
        ``actor``, ``neighbour``, ``weight``, ``rank`` (from 1); actors sorted, ties
        in weight in the order of the labels. Weights of 0 or less are no ties.

    Raises
    ------
    ReadingError
        If a column is missing or a stance or choice is not allowed.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": ["A", "B", "C"], "concept": "x", "stance": [1, 1, -1]})
    >>> neighbours(table, k=1)[["actor", "neighbour", "weight"]].values.tolist()
    [['A', 'B', 1.0], ['B', 'A', 1.0]]
    """
    if k < 1:
        msg = f"k = {k!r}. Allowed: 1 or more neighbours."
        raise frames.ReadingError(msg)
    counts = count(
        statements, actor=actor, concept=concept, stance=stance, scale=scale, weight=weight
    )
    found = [
        _strongest(block, np.ascontiguousarray(product.tile(slice(None), block).T), k)
        for block, product in norms.blocks(counts, measure, normalization)
    ]
    row, column, value, rank = (
        np.concatenate([part[i] for part in found]) if found else np.zeros(0, dtype=kind)
        for i, kind in enumerate((np.intp, np.intp, float, np.intp))
    )
    return pd.DataFrame(
        {
            "actor": counts.actors.take(row),
            "neighbour": counts.actors.take(column),
            "weight": value,
            "rank": rank,
        }
    )


def ties(network: pd.DataFrame) -> pd.DataFrame:
    """List the ties of a one-mode network, strongest first.

    Parameters
    ----------
    network
        Square and symmetric, such as :func:`kit.reading.discourse.congruence` gives.

    Returns
    -------
    DataFrame
        ``first``, ``second``, ``weight``: one row for each two actors with a weight
        other than 0; ties in weight in the order of the labels.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": ["A", "B"], "concept": "x", "stance": [1, 1]})
    >>> from kit.reading.discourse import congruence
    >>> ties(congruence(table)).values.tolist()
    [['A', 'B', 1]]
    """
    if list(network.index) != list(network.columns):
        msg = "Rows and columns differ. Allowed: a square network with the same labels on both."
        raise frames.ReadingError(msg)
    values = network.to_numpy()
    row, column = np.nonzero(np.triu(values, 1))
    found = pd.DataFrame(
        {
            "first": network.index.take(row),
            "second": network.index.take(column),
            "weight": values[row, column],
        }
    )
    return found.sort_values("weight", ascending=False, kind="stable", ignore_index=True)


def _strongest(
    block: slice, values: np.ndarray, k: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Pick the k greatest positive values of each row: row, column, value, rank."""
    here = np.arange(len(values))
    values[here, here + block.start] = -np.inf
    least = np.partition(values, -min(k, values.shape[1]), axis=1)[:, [-min(k, values.shape[1])]]
    row, column = np.nonzero(values >= np.maximum(least, np.finfo(values.dtype).tiny))
    value = values[row, column]
    order = np.lexsort((column, -value, row))
    row, column, value = row[order], column[order], value[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row) + 1
    kept = rank <= k  # a tie in weight at the last place: the first labels are kept
    return row[kept] + block.start, column[kept], value[kept].astype(float), rank[kept]
