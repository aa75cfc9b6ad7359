"""Discourse networks: who says what, and who agrees or disagrees with whom.

The measures are those of Leifeld's Discourse Network Analyzer (DNA), with the
scale declared and the normalizations named for what they are. Every function
takes the statements; choose whose statements they are with
:func:`kit.reading.attribution.voices`, and which count with
:mod:`kit.reading.windows`. What is behind a network, `explain`, `shares` and
`self_contradictions`, is in :mod:`kit.reading.positions`; its ties one by one,
`ties` and `neighbours`, are in :mod:`kit.reading.ties`. All are offered here too.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from kit.reading import frames
from kit.reading import normalization as norms
from kit.reading.counting import Counts, count
from kit.reading.positions import explain, self_contradictions, shares
from kit.reading.ties import neighbours, ties

__all__ = [
    "affiliation",
    "conflict",
    "congruence",
    "explain",
    "neighbours",
    "self_contradictions",
    "shares",
    "subtract",
    "ties",
]

AGGREGATIONS = ("ignore", "subtract", "combine")
TWO_MODE = (None, "activity", "prominence")


def affiliation(
    statements: pd.DataFrame,
    *,
    actor: str = "holder",
    concept: str = "concept",
    stance: str | None = "stance",
    normalization: str | None = None,
    aggregation: str = "ignore",
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
) -> pd.DataFrame:
    """Tell how often each actor speaks of each concept: the two-mode network.

    Parameters
    ----------
    statements, actor, concept, stance, scale, weight
        As in :func:`congruence`.
    normalization
        None: counts. ``"activity"``: divided by the actor's number of statements.
        ``"prominence"``: divided by the concept's.
    aggregation
        ``"ignore"``: statements, whatever their stance (also 0 and missing).
        ``"subtract"``: for less against; on a declared scale of numbers the sum of
        stances. ``"combine"``: 0 none, 1 only for, 2 only against, 3 both; binary
        stances only.

    Returns
    -------
    DataFrame
        Actors in rows, concepts in columns, both sorted.

    Raises
    ------
    ReadingError
        If a column is missing or a stance or choice is not allowed.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"holder": ["A", "A", "B"], "concept": ["x", "x", "y"], "stance": [1, -1, 1]}
    ... )
    >>> affiliation(table)
       x  y
    A  2  0
    B  0  1
    """
    allowed = AGGREGATIONS if stance is not None else AGGREGATIONS[:1]
    frames.choose("aggregation", aggregation, allowed)
    frames.choose("normalization", normalization, TWO_MODE)
    everything = count(statements, actor=actor, concept=concept, stance=None, weight=weight)
    table = _two_mode(everything, everything, "ignore")
    shown = table
    if aggregation != "ignore":
        frames.need(statements, stance)
        sided = count(
            statements, actor=actor, concept=concept, stance=stance, scale=scale, weight=weight
        )
        shown = _two_mode(sided, everything, aggregation)
    if normalization is None:
        return shown
    if normalization == "activity":
        return shown.div(table.sum(axis="columns"), axis="index").fillna(0.0)
    return shown.div(table.sum(axis="index"), axis="columns").fillna(0.0)


def congruence(
    statements: pd.DataFrame,
    *,
    actor: str = "holder",
    concept: str = "concept",
    stance: str | None = "stance",
    normalization: str | None = None,
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
) -> pd.DataFrame:
    """Tell how much each two actors agree: the one-mode congruence network.

    Each pair of statements, one by either actor, on one concept adds 1 if the
    stances are equal, and 1 less their distance on the scale if not.

    Parameters
    ----------
    statements
        One row a statement. Several actors in a cell (``"RUS;TUR"``) each count; a
        joint voice (``"EVE+FAY"``) is one actor, as the text has it, unless
        :func:`kit.reading.attribution.voices` has taken it apart. Rows without
        actor, concept or stance are left out.
    actor, concept, stance
        Columns. Exchange actor and concept for the network of concepts.
        ``stance=None`` ignores stances: common concepts are counted.
    normalization
        None: raw counts. ``"average"``, ``"jaccard"``, ``"cosine"``: 0 to 1 (jaccard on
        binary stances). ``"dna_average"``, ``"dna_cosine"``: as DNA computes them.
    scale
        Levels of the stance, lowest first. By default a stance is binary: 1 and -1
        (0: no side, counts nowhere), or true and false. See
        :func:`kit.reading.counting.count`.
    weight
        Column of weights; by default each statement counts 1.

    Returns
    -------
    DataFrame
        Square and symmetric, labelled by actor, sorted. The diagonal is 0, as a
        network has no tie to oneself; :func:`self_contradictions
        <kit.reading.positions.self_contradictions>` looks there. Above 5 000 actors
        in single precision.

    Raises
    ------
    ReadingError
        If a column is missing or a stance or choice is not allowed.
    ImportError
        If the table is large and scipy is not installed.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"holder": ["A", "A", "B", "B"], "concept": list("xyxy"), "stance": [1, 1, 1, -1]}
    ... )
    >>> congruence(table)
       A  B
    A  0  1
    B  1  0
    """
    counts = count(
        statements, actor=actor, concept=concept, stance=stance, scale=scale, weight=weight
    )
    return _one_mode(counts, "congruence", normalization)


def conflict(
    statements: pd.DataFrame,
    *,
    actor: str = "holder",
    concept: str = "concept",
    stance: str = "stance",
    normalization: str | None = None,
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
) -> pd.DataFrame:
    """Tell how much each two actors disagree: the one-mode conflict network.

    Each pair of statements, one by either actor, on one concept adds the distance
    of their stances: 1 for the two ends of the scale. Arguments, result and errors
    are those of :func:`congruence`.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": ["A", "B"], "concept": "x", "stance": [1, -1]})
    >>> conflict(table).loc["A", "B"].item()
    1
    """
    counts = count(
        statements, actor=actor, concept=concept, stance=stance, scale=scale, weight=weight
    )
    return _one_mode(counts, "conflict", normalization)


def subtract(
    statements: pd.DataFrame,
    *,
    actor: str = "holder",
    concept: str = "concept",
    stance: str = "stance",
    normalization: str | None = None,
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
) -> pd.DataFrame:
    """Give congruence less conflict: positive for allies, negative for opponents.

    Arguments, result and errors are those of :func:`congruence`.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": ["A", "B"], "concept": "x", "stance": [1, -1]})
    >>> subtract(table).loc["A", "B"].item()
    -1
    """
    counts = count(
        statements, actor=actor, concept=concept, stance=stance, scale=scale, weight=weight
    )
    return _one_mode(counts, "subtract", normalization)


def _two_mode(counts: Counts, everything: Counts, aggregation: str) -> pd.DataFrame:
    """Fold the levels of each concept into one number."""
    shaped = counts.cube
    if aggregation == "ignore":
        folded = shaped.sum(axis=2)
    elif len(counts.levels) == 2:
        against, agree = shaped[..., 0], shaped[..., 1]
        both = (agree > 0) + 2.0 * (against > 0)
        folded = agree - against if aggregation == "subtract" else both
    elif aggregation == "subtract":
        folded = shaped @ counts.levels
    else:
        msg = "aggregation = 'combine' needs two levels. Allowed on a scale: 'ignore', 'subtract'."
        raise frames.ReadingError(msg)
    whole = counts.whole and bool((folded == np.rint(folded)).all())
    table = pd.DataFrame(
        folded.astype(np.int64) if whole else folded, index=counts.actors, columns=counts.concepts
    )
    return table.reindex(index=everything.actors, columns=everything.concepts, fill_value=0)


def _one_mode(counts: Counts, measure: str, normalization: str | None) -> pd.DataFrame:
    """Put the blocks of a network together."""
    size = len(counts.actors)
    whole = normalization is None and counts.whole and len(counts.levels) < 3
    kind = np.float32 if size > norms.MANY else np.int64 if whole else np.float64
    values = np.empty((size, size), dtype=kind)
    for block, product in norms.blocks(counts, measure, normalization):
        rest = slice(block.start, None)  # the network is symmetric: half of it is enough
        values[rest, block] = product.tile(rest, block)
        values[block, rest] = values[rest, block].T
    np.fill_diagonal(values, 0)
    return pd.DataFrame(values, index=counts.actors, columns=counts.actors, copy=False)
