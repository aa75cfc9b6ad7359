"""Normalizations of one-mode networks: what a cell is divided by.

``average``, ``jaccard`` and ``cosine`` come first; ``dna_average`` and
``dna_cosine`` are what the Discourse Network Analyzer computes under the names
"average activity" and "cosine", so that published results can be replicated.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kit.reading import frames
from kit.reading.counting import MEASURES, Counts, dense, sparse

NAMES = ("average", "jaccard", "cosine", "dna_average", "dna_cosine")
# Above so many actors a network is kept in single precision: half the memory.
MANY = 5_000
BLOCK = 256  # actors computed at a time: such a tile stays in the processor's cache


class Product:
    """The network ``cells · agreement · cellsᵀ``, normalized, computed tile by tile.

    Parameters
    ----------
    counts
        From :func:`kit.reading.counting.count`.
    measure
        ``"congruence"``, ``"conflict"`` or ``"subtract"``.
    normalization
        One of :data:`NAMES`, or None.
    """

    def __init__(self, counts: Counts, measure: str, normalization: str | None) -> None:
        self.normalization = normalization
        self.own = own_agreement(counts)
        self.activity = counts.activity
        self.type: Any = np.float32 if len(counts.actors) > MANY else np.float64
        agreement = counts.agreement(measure)
        exact = _exact_in_single(counts, agreement, self.own)
        self.cells = counts.cells.astype(np.float32 if exact else self.type)
        self.moved = _moved(self.cells, agreement.astype(self.cells.dtype))
        self.present = (self.cells > 0).astype(self.cells.dtype)

    def tile(self, rows: slice, columns: slice) -> np.ndarray:
        """Compute some actors against others; 0 where there is nothing to divide by."""
        product = _times(self.cells[rows], self.moved[columns])
        if self.normalization is None:
            return product
        under = self.denominator(rows, columns)
        under[under == 0] = np.inf
        np.divide(product, under, out=under)
        return under

    def denominator(self, rows: slice, columns: slice) -> np.ndarray:
        """Compute what a tile is divided by."""
        if self.normalization == "jaccard":
            return self._jaccard(rows, columns)
        size = {
            "average": self.own,
            "cosine": self.own,
            "dna_average": self.activity,
            "dna_cosine": self.activity,
        }[self.normalization or ""].astype(self.type)
        if self.normalization == "dna_cosine":
            return np.asarray(np.multiply.outer(size[rows], size[columns]))
        if self.normalization == "cosine":
            return np.asarray(np.sqrt(np.multiply.outer(size[rows], size[columns])))
        return np.asarray(np.add.outer(size[rows] / 2, size[columns] / 2))

    def _jaccard(self, rows: slice, columns: slice) -> np.ndarray:
        """Add what only one says, what only the other says, and what both say."""
        activity = self.activity.astype(self.type)
        both = _times(self.cells[rows], self.cells[columns])
        only_left = activity[rows, None] - _times(self.cells[rows], self.present[columns])
        only_right = activity[None, columns] - _times(self.present[rows], self.cells[columns])
        return np.asarray(only_left + only_right + both, dtype=self.type)


def blocks(
    counts: Counts, measure: str, normalization: str | None
) -> Iterator[tuple[slice, Product]]:
    """Go through the actors of a network some at a time."""
    frames.choose("measure", measure, MEASURES)
    frames.choose("normalization", normalization, (None, *NAMES))
    if not len(counts.actors):
        return
    product = Product(counts, measure, normalization)
    for start in range(0, len(counts.actors), BLOCK):
        yield slice(start, start + BLOCK), product


def own_agreement(counts: Counts) -> np.ndarray:
    """Give each actor's congruence with itself: the diagonal of the raw network."""
    moved = _moved(counts.cells, counts.agreement("congruence"))
    return np.asarray((counts.cells * moved).sum(axis=1), dtype=float).ravel()


def _exact_in_single(counts: Counts, agreement: np.ndarray, own: np.ndarray) -> bool:
    """Tell whether single precision computes these whole numbers without rounding.

    No sum on the way exceeds twice the greatest agreement with oneself
    (Cauchy-Schwarz), and single precision holds whole numbers below 2**24.
    """
    whole = counts.whole and bool(np.isin(agreement, (-1, 0, 1)).all())
    return whole and float(own.max(initial=0)) < 2**23


def _moved(cells: Any, agreement: np.ndarray) -> Any:
    """Multiply the levels of every concept by the weights of the levels."""
    size = len(agreement)
    if np.array_equal(agreement, np.eye(size)):
        return cells
    if isinstance(cells, np.ndarray):
        return (cells.reshape(len(cells), -1, size) @ agreement).reshape(cells.shape)
    spread = sparse().kron(sparse().eye_array(cells.shape[1] // size), agreement, format="csr")
    return (cells @ spread.astype(cells.dtype)).tocsr()


def _times(left: Any, right: Any) -> np.ndarray:
    """Multiply by the transpose; the right side is dense, so that the product is."""
    return np.asarray(left @ np.ascontiguousarray(dense(right).T))
