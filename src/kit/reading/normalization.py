"""Normalizations of one-mode networks: what a cell is divided by.

``average``, ``jaccard`` and ``cosine`` come first; ``dna_average`` and
``dna_cosine`` are what the Discourse Network Analyzer computes under the names
"average activity" and "cosine", so that published results can be replicated.
"""

from typing import Any

import numpy as np

from kit.reading.counting import Counts, dense, sparse

NAMES = ("average", "jaccard", "cosine", "dna_average", "dna_cosine")
# A dense right-hand side is fastest; above so many cells memory matters more.
DENSE = 100_000_000
# Above so many actors a network is kept in single precision: half the memory.
MANY = 5_000


class Product:
    """Rows of the network ``cells · agreement · cellsᵀ``, normalized, block by block.

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
        self.other = _transposed(_moved(self.cells, agreement.astype(self.cells.dtype)))
        if normalization == "jaccard":
            self.present = (self.cells > 0).astype(self.cells.dtype)
            self.same, self.has = _transposed(self.cells), _transposed(self.present)

    def rows(self, block: slice) -> np.ndarray:
        """Compute some rows against all actors; 0 where there is nothing to divide by."""
        product = dense(self.cells[block] @ self.other)
        if self.normalization is None:
            return product
        under = self.denominator(block)
        under[under == 0] = np.inf
        np.divide(product, under, out=under)
        return under

    def denominator(self, block: slice) -> np.ndarray:
        """Compute what these rows are divided by."""
        if self.normalization == "jaccard":
            return self._jaccard(block)
        size = {
            "average": self.own,
            "cosine": self.own,
            "dna_average": self.activity,
            "dna_cosine": self.activity,
        }[self.normalization or ""].astype(self.type)
        if self.normalization == "dna_cosine":
            return np.asarray(np.multiply.outer(size[block], size))
        if self.normalization == "cosine":
            return np.asarray(np.sqrt(np.multiply.outer(size[block], size)))
        return np.asarray(np.add.outer(size[block] / 2, size / 2))

    def _jaccard(self, block: slice) -> np.ndarray:
        """Add what only one says, what only the other says, and what both say."""
        activity = self.activity.astype(self.type)
        only_left = activity[block, None] - dense(self.cells[block] @ self.has)
        only_right = activity[None, :] - dense(self.present[block] @ self.same)
        both = dense(self.cells[block] @ self.same)
        return np.asarray(only_left + only_right + both, dtype=self.type)


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


def _transposed(cells: Any) -> Any:
    """Transpose; as a dense array unless that takes too much memory."""
    if isinstance(cells, np.ndarray):
        return cells.T
    if cells.shape[0] * cells.shape[1] <= DENSE:
        return np.ascontiguousarray(cells.toarray().T)
    return cells.T.tocsr()
