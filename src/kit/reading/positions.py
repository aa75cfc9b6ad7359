"""Behind the network: counts and percentages, contradictions, the arithmetic of a cell.

Before a network come plain numbers: how many are for and against. And behind each
tie there is a sum that can be opened.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from kit.reading import frames
from kit.reading import normalization as norms
from kit.reading.counting import MEASURES, Counts, count, positions

ARITHMETIC = ("concept", "stance_a", "stance_b", "count_a", "count_b", "weight", "term")


def shares(
    statements: pd.DataFrame,
    *,
    concept: str = "concept",
    stance: str = "stance",
    actor: str = "holder",
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
) -> pd.DataFrame:
    """Count who is for and against each concept, and give percentages.

    Parameters
    ----------
    statements, concept, stance, actor, scale, weight
        As in :func:`kit.reading.discourse.congruence`.

    Returns
    -------
    DataFrame
        Indexed by concept: ``actors`` (different ones who take a side),
        ``statements``, then for each level of the scale, lowest first, the number of
        statements, and ``<level> %``. On a binary stance the levels are ``against``
        and ``for``. Percentages of a concept sum to 100.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": list("AABBB"), "concept": "x", "stance": [1, 1, 1, -1, -1]})
    >>> shares(table)[["against", "for", "against %", "for %"]].loc["x"].tolist()
    [2.0, 3.0, 40.0, 60.0]
    """
    counts = count(
        statements, actor=actor, concept=concept, stance=stance, scale=scale, weight=weight
    )
    cells = counts.cube
    by_level = cells.sum(axis=0)
    total = by_level.sum(axis=1)
    kept = total > 0
    names = counts.names
    table = pd.DataFrame(
        {"actors": (cells.sum(axis=2) > 0).sum(axis=0), "statements": _plain(total, counts)},
        index=counts.concepts.rename("concept"),
    )
    for i, name in enumerate(names):
        table[name] = _plain(by_level[:, i], counts)
    for i, name in enumerate(names):
        table[f"{name} %"] = 100 * by_level[:, i] / np.where(kept, total, 1)
    return pd.DataFrame(table[kept])


def self_contradictions(
    statements: pd.DataFrame,
    *,
    actor: str = "holder",
    concept: str = "concept",
    stance: str = "stance",
    scale: Sequence[Any] | None = None,
    statement: str = "statement_id",
) -> pd.DataFrame:
    """Find actors who take more than one position on a concept.

    It may be a change of mind, a slip of the coder, or two people under one name:
    the ids say where to look.

    Parameters
    ----------
    statements, actor, concept, stance, scale
        As in :func:`kit.reading.discourse.congruence`.
    statement
        Column of ids.

    Returns
    -------
    DataFrame
        ``actor``, ``concept``, ``lowest``, ``highest`` (stances), ``gap`` (their
        distance, 1 for the ends of the scale), ``statements`` (tuple of all ids of
        that actor on that concept that take a side); greatest gap first.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"statement_id": ["a", "b"], "holder": "A", "concept": "x", "stance": [1, -1]}
    ... )
    >>> self_contradictions(table).values.tolist()
    [['A', 'x', -1, 1, 1.0, ('a', 'b')]]
    """
    frames.need(statements, actor, concept, stance, statement)
    table = frames.explode(statements, actor)
    code, levels, _ = positions(table, stance, scale)
    placed = table.assign(_level=code)[(code >= 0) & table[concept].notna().to_numpy()]
    whole = max(float(levels[-1] - levels[0]), 1e-300) if len(levels) else 1.0
    found = []
    for (who, what), part in placed.groupby([actor, concept], sort=True):
        low, high = part["_level"].min(), part["_level"].max()
        if low < high:
            ends = part.sort_values("_level", kind="stable")[stance]
            gap = float(levels[high] - levels[low]) / whole
            found.append((who, what, ends.iloc[0], ends.iloc[-1], gap, tuple(part[statement])))
    columns = ["actor", "concept", "lowest", "highest", "gap", "statements"]
    return frames.rows(found, columns).sort_values(
        "gap", ascending=False, kind="stable", ignore_index=True
    )


def explain(
    statements: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    measure: str = "congruence",
    actor: str = "holder",
    concept: str = "concept",
    stance: str | None = "stance",
    normalization: str | None = None,
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
) -> pd.DataFrame:
    """Show the arithmetic of one cell of a network.

    Parameters
    ----------
    statements
        As in :func:`kit.reading.discourse.congruence`, with the other columns.
    a, b
        Two actors.
    measure
        ``"congruence"``, ``"conflict"`` or ``"subtract"``.

    Returns
    -------
    DataFrame
        One row for each concept both speak of and each two stances they take:
        ``concept``, ``stance_a``, ``stance_b``, ``count_a``, ``count_b``, ``weight``,
        ``term`` (their product) and ``arithmetic`` (the same in words); then the rows
        ``(sum)``, ``(divided by)`` and ``(result)``.

    Raises
    ------
    ReadingError
        If an actor, column or choice is not known; the message lists what is.

    Examples
    --------
    >>> table = pd.DataFrame({"holder": ["A", "A", "B"], "concept": "x", "stance": [1, 1, 1]})
    >>> explain(table, "A", "B")["arithmetic"].tolist()
    ['2 × 1 × 1 = 2', '2', '1', '2 / 1 = 2']
    """
    frames.choose("measure", measure, MEASURES)
    frames.choose("normalization", normalization, (None, *norms.NAMES))
    counts = count(
        statements, actor=actor, concept=concept, stance=stance, scale=scale, weight=weight
    )
    names = counts.names
    left, right = counts.profile(a), counts.profile(b)
    weights = counts.agreement(measure)
    terms = [
        (counts.concepts[j], names[k], names[m], left[j, k], right[j, m], weights[k, m])
        for j in range(len(counts.concepts))
        for k in range(len(names))
        for m in range(len(names))
        if left[j, k] > 0 and right[j, m] > 0
    ]
    table = frames.rows([(*term, term[3] * term[4] * term[5]) for term in terms], ARITHMETIC)
    table["arithmetic"] = [
        f"{_short(x)} × {_short(y)} × {_short(w)} = {_short(x * y * w)}" for *_, x, y, w in terms
    ]
    return _with_result(table, *_divided(left, right, counts, normalization))


def _with_result(table: pd.DataFrame, under: float, how: str) -> pd.DataFrame:
    """Add the sum, what it is divided by, and the result."""
    total = float(table["term"].sum())
    result = total / under if under > 0 else 0.0
    closing = pd.DataFrame(
        {
            "concept": ["(sum)", "(divided by)", "(result)"],
            "term": [total, under, result],
            "arithmetic": [
                " + ".join(map(_short, table["term"])) or "0",
                how,
                f"{_short(total)} / {_short(under)} = {_short(result)}",
            ],
        }
    )
    return (
        pd.concat([table, closing], ignore_index=True)
        if len(table)
        else closing.reindex(columns=[*ARITHMETIC, "arithmetic"])
    )


def _divided(
    left: np.ndarray, right: np.ndarray, counts: Counts, normalization: str | None
) -> tuple[float, str]:
    """Give what a cell is divided by, and how that comes about."""
    if normalization is None:
        return 1.0, "1"
    if normalization == "jaccard":
        one, other = left[right == 0].sum(), right[left == 0].sum()
        both = (left * right).sum()
        return one + other + both, f"{_short(one)} + {_short(other)} + {_short(both)}"
    same = counts.agreement("congruence")
    own = normalization in ("average", "cosine")
    x, y = (
        float(((side @ same) * side).sum()) if own else float(side.sum()) for side in (left, right)
    )
    if normalization == "cosine":
        return float(np.sqrt(x * y)), f"√{_short(x)} × √{_short(y)}"
    if normalization == "dna_cosine":
        return x * y, f"{_short(x)} × {_short(y)}"
    return (x + y) / 2, f"({_short(x)} + {_short(y)}) / 2"


def _plain(values: np.ndarray, counts: Counts) -> np.ndarray:
    return values.astype(np.int64) if counts.whole else values


def _short(number: float) -> str:
    return f"{number:.4g}"
