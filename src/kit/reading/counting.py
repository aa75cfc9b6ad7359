"""From a table of statements to counts: actor by concept by stance.

What a stance means is declared, never guessed from who else is in the table: a
pair of statements must weigh the same whatever others said.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from kit.reading import frames

# Up to so many cells a plain array is as fast as a sparse one, and needs nothing but numpy.
SMALL = 50_000
MEASURES = ("congruence", "conflict", "subtract")

Placed = tuple[np.ndarray, np.ndarray, tuple[Any, ...]]


@dataclass(frozen=True)
class Counts:
    """How often each actor took each position on each concept.

    Attributes
    ----------
    actors, concepts
        Labels, sorted.
    levels
        Positions on the scale, lowest first; one level if stance is ignored.
    names
        What the levels are called: as declared, or ``against`` and ``for``, or ``any``.
    cells
        Actors x (concepts x levels); a numpy array if small, else a scipy CSR matrix.
    whole
        Whether all counts are whole numbers (no weights).
    """

    actors: pd.Index
    concepts: pd.Index
    levels: np.ndarray
    names: tuple[Any, ...]
    cells: Any
    whole: bool

    @property
    def activity(self) -> np.ndarray:
        """Give the number of statements of each actor."""
        return np.asarray(self.cells.sum(axis=1), dtype=float).ravel()

    @property
    def distance(self) -> np.ndarray:
        """Give the distance of each two levels: 0 the same, 1 the ends of the scale."""
        apart: np.ndarray = np.abs(self.levels[:, None] - self.levels[None, :])
        return apart / (apart.max(initial=0.0) or 1.0)

    def agreement(self, measure: str) -> np.ndarray:
        """Give the weight of each two levels in a network: levels x levels."""
        distance = self.distance
        weights: dict[str, np.ndarray] = {
            "congruence": 1 - distance,
            "conflict": distance,
            "subtract": 1 - 2 * distance,
        }
        return weights[measure]

    def profile(self, actor: Any) -> np.ndarray:
        """Give one actor's counts, concepts x levels."""
        if actor not in self.actors:
            msg = f"There is no actor {actor!r}. Actors: {', '.join(map(repr, self.actors))}."
            raise frames.ReadingError(msg)
        row = self.cells[[self.actors.get_loc(actor)]]
        return dense(row).reshape(len(self.concepts), len(self.levels))

    @property
    def cube(self) -> np.ndarray:
        """Give the counts as actors x concepts x levels, all in memory."""
        return dense(self.cells).reshape(len(self.actors), len(self.concepts), len(self.levels))


def count(
    statements: pd.DataFrame,
    *,
    actor: str,
    concept: str,
    stance: str | None,
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
) -> Counts:
    """Count statements by actor, concept and position.

    Parameters
    ----------
    statements
        One row a statement. Several actors in a cell, joined by ``;``, count once
        each. A row without an actor or a concept is left out, and so is one without
        a stance, unless stance is ignored.
    actor, concept
        Columns.
    stance
        Column; None ignores stances: all who speak of a concept count as agreeing.
    scale
        The levels a stance can have, lowest first, such as ``(-2, -1, 0, 1, 2)`` or
        ``("against", "undecided", "for")`` (words are taken as equally far apart).
        An ordered categorical column declares its own. Without a scale a stance is
        binary: true or false; 1 or -1, where 0 means *takes no side* and counts
        nowhere; or, if there is no -1 at all, 1 or 0 (with a warning, for a part of
        a table may look so by accident).
    weight
        Column of weights, such as :func:`kit.reading.attribution.voices` makes;
        None counts each statement once. A missing weight counts 0.

    Returns
    -------
    Counts

    Raises
    ------
    ReadingError
        If a column is missing, or a stance is not on the scale; the message lists
        what is allowed.
    """
    frames.need(statements, actor, concept, stance, weight)
    table = statements
    who, actors = pd.factorize(table[actor], sort=True)
    if any(isinstance(each, str) and frames.SEVERAL in each for each in actors.tolist()):
        table = frames.explode(table, actor)
        who, actors = pd.factorize(table[actor], sort=True)
    what, concepts = pd.factorize(table[concept], sort=True)
    code, levels, names = positions(table, stance, scale)
    each = frames.weights(table, weight).to_numpy()
    kept = (who >= 0) & (what >= 0) & (code >= 0)
    columns = what * len(levels) + code
    shape = (len(actors), len(concepts) * len(levels))
    cells = _cells(who[kept], columns[kept], each[kept], shape)
    return Counts(pd.Index(actors), pd.Index(concepts), levels, names, cells, weight is None)


def positions(
    table: pd.DataFrame, stance: str | None, scale: Sequence[Any] | None = None
) -> Placed:
    """Place each statement on the scale.

    Returns
    -------
    tuple
        The number of each row's level, -1 where it takes no side; the levels, as
        numbers; and their names.
    """
    if stance is None:
        return np.zeros(len(table), dtype=np.intp), np.zeros(1), ("any",)
    column = table[stance]
    if scale is None and isinstance(column.dtype, pd.CategoricalDtype) and column.cat.ordered:
        scale = list(column.cat.categories)
    if scale is not None:
        return _scaled(column, stance, list(scale))
    return _binary(column, stance)


def dense(cells: Any) -> np.ndarray:
    """Give a plain array of a plain or a sparse one."""
    return cells if isinstance(cells, np.ndarray) else np.asarray(cells.toarray())


def _scaled(column: pd.Series, name: str, scale: list[Any]) -> Placed:
    """Place stances on the scale that was declared."""
    if len(set(scale)) < 2 or len(set(scale)) < len(scale):
        msg = f"scale = {scale!r}. Allowed: two or more different levels, lowest first."
        raise frames.ReadingError(msg)
    words = any(isinstance(level, str) for level in scale)
    levels = [float(i) for i in range(len(scale))] if words else [float(each) for each in scale]
    if levels != sorted(levels):
        msg = f"scale = {scale!r}. Allowed: levels in order, lowest first."
        raise frames.ReadingError(msg)
    frames.check_values(name, column.unique(), scale)
    code = pd.Index(scale).get_indexer(pd.Index(column))
    return np.where(column.isna(), -1, code), np.array(levels), tuple(scale)


def _binary(column: pd.Series, name: str) -> Placed:
    """Place stances that are for or against."""
    found = set(column.dropna().unique())
    if not found <= {-1, 0, 1}:  # True and False are 1 and 0
        msg = (
            f"{name!r} holds more than for and against: {sorted(map(str, found))[:7]}. Allowed: "
            "true and false; 1, -1 and 0 (no side). For a scale, declare its levels, lowest "
            "first, such as scale=(-2, -1, 0, 1, 2)."
        )
        raise frames.ReadingError(msg)
    number = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    if all(isinstance(each, bool | np.bool_) for each in found):
        against = 0
    elif -1 in found or 0 not in found:
        against = -1
    else:
        against = 0
        msg = (
            f"{name!r} holds 0 and no -1: 0 is read as against. Say scale=(0, 1) if it is, "
            "scale=(-1, 1) on rows without 0 if it means no side."
        )
        warnings.warn(msg, UserWarning, stacklevel=5)
    code = np.select([number == 1, number == against], [1, 0], -1)
    return code, np.array([float(against), 1.0]), ("against", "for")


def _cells(row: np.ndarray, column: np.ndarray, each: np.ndarray, shape: tuple[int, int]) -> Any:
    """Sum the weights by cell: a plain array if small, else a sparse matrix."""
    if shape[0] * shape[1] <= SMALL:
        flat = np.bincount(row * shape[1] + column, weights=each, minlength=shape[0] * shape[1])
        return flat.reshape(shape)
    return sparse().coo_array((each.astype(float), (row, column)), shape=shape).tocsr()


def sparse() -> Any:
    """Give ``scipy.sparse``, which large tables need.

    Raises
    ------
    ImportError
        If scipy is not installed; the message names the command.
    """
    try:
        return import_module("scipy.sparse")
    except ImportError as error:
        msg = (
            'A table of this size needs scipy. Install it with: python -m pip install ".[analysis]"'
        )
        raise ImportError(msg) from error
