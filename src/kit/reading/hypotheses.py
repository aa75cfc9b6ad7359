"""Competing hypotheses: which reading does the evidence contradict least?

The Analysis of Competing Hypotheses (Heuer, *Psychology of Intelligence
Analysis*, 1999, ch. 8) sets every item of evidence against every rival reading
and counts what does *not* fit. The tools of the field count differently, so
four rules stand here side by side; `compare` shows when the choice of rule
decides the result. Ratings are long: one row for one item and one hypothesis.

A rating is ``CC`` (very consistent), ``C``, ``N`` (neutral), ``I`` or ``II``
(very inconsistent); ``NAP`` says that the item is *not applicable* to the
hypothesis. A missing rating is a cell that nobody has rated yet. Neither is
the same as neutral: both add nothing to a score, but both are left out of the
number of items a score rests on, and out of diagnosticity.
"""

from collections.abc import Hashable, Mapping
from typing import Unpack

import numpy as np
import pandas as pd

from kit.reading import frames
from kit.reading.ratings import NOT_APPLICABLE, SCALE, Columns, check, matrix, names, weights, wide

RULES = ("heuer", "parc", "squares", "likelihood")
WEIGHING = ("parc", "likelihood")
# Sums of square roots of two carry rounding noise; a tie must not hang on it.
TOLERANCE = 1e-9

_STEPS: Mapping[str, Mapping[str, float]] = {
    "heuer": {"I": 1, "II": 2},
    "parc": {"I": 1, "II": 2},
    "squares": {"I": 1, "II": 4},
    "likelihood": {rating: -step for rating, step in SCALE.items()},
}


def step(rating: str, rule: str = "heuer", base: float = 2.0) -> float:
    """Say what one rating adds to a hypothesis's inconsistency, before weights.

    Examples
    --------
    >>> [step("II", rule) for rule in ("heuer", "squares", "likelihood")]
    [2.0, 4.0, 2.0]
    """
    unit = float(np.log2(base)) if rule == "likelihood" else 1.0
    return _STEPS[rule].get(rating, 0.0) * unit


def penalties(
    ratings: pd.DataFrame,
    rule: str = "heuer",
    *,
    evidence: str = "evidence_id",
    hypothesis: str = "hypothesis_id",
    rating: str = "rating",
    credibility: str | None = None,
    relevance: str | None = None,
    base: float = 2.0,
) -> pd.DataFrame:
    """Show the arithmetic: what each item adds to each hypothesis's score.

    Parameters
    ----------
    ratings
        One row per item and hypothesis.
    rule
        ``heuer``: I 1, II 2. ``parc``: the same times the item's weights.
        ``squares``: I 1, II 4. ``likelihood``: minus the weighted rating
        (CC 2 … II -2) times log2 of ``base``, so that C and CC count too.
    credibility, relevance
        Columns of weights: Low (1/√2), Medium (1), High (√2), or positive
        numbers; missing counts as Medium. Only `parc` and `likelihood` weigh.
    base
        How many times likelier one step of the scale makes an item; over 1.

    Returns
    -------
    DataFrame
        Items × hypotheses, in order of first appearance; missing where the
        item is not applicable or not rated. Columns sum to `inconsistency`.

    Raises
    ------
    ReadingError
        For an unknown column, rating, rule or weight, or a cell rated twice;
        the message lists what is allowed.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "C"), ("E1", "B", "II"), ("E2", "A", "I"), ("E2", "B", "NAP")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> penalties(r).loc["E1"].tolist()
    [0.0, 2.0]
    """
    frames.choose("rule", rule, RULES)
    if base <= 1:
        msg = f"base is {base}: allowed is a number over 1 (2 doubles the odds with every step)."
        raise frames.ReadingError(msg)
    if (credibility or relevance) and rule not in WEIGHING:
        msg = (
            f"The rule {rule!r} weighs every item alike. Rules with weights: {', '.join(WEIGHING)}."
        )
        raise frames.ReadingError(msg)
    cells = check(ratings, evidence, hypothesis, rating)
    worth = weights(cells, credibility) * weights(cells, relevance)
    known = cells[rating].isin(list(SCALE))
    values = cells[rating].map({name: step(name, rule, base) for name in SCALE}).astype(float)
    table = cells.assign(_score=(values * worth).where(known))
    return wide(table, evidence, hypothesis, "_score").astype(float)


def inconsistency(
    ratings: pd.DataFrame, rule: str = "heuer", **columns: Unpack[Columns]
) -> pd.Series:
    """Score each hypothesis by what contradicts it; lower is better.

    Arguments and errors as in `penalties`, whose columns this sums. A low
    score may also mean that a hypothesis says too little to be contradicted,
    and a score is not a probability.

    Returns
    -------
    Series
        By hypothesis, in order of first appearance; whole numbers for `heuer`
        and `squares`. Under `likelihood` the unit is bits and scores may be
        negative: every consistent item lowers them.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "C"), ("E1", "B", "II"), ("E2", "A", "I"), ("E2", "B", "N")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> inconsistency(r).to_dict()
    {'A': 1, 'B': 2}
    >>> inconsistency(r, rule="likelihood").to_dict()
    {'A': 0.0, 'B': 2.0}
    """
    table = penalties(ratings, rule, **columns)
    # Adding zero turns the -0.0 of a sum of neutral ratings into 0.0.
    scores = table.sum(axis=0).rename(rule) + 0.0
    return scores if rule in WEIGHING else scores.astype(int)


def winners(scores: pd.Series) -> tuple[Hashable, ...]:
    """Name the hypotheses with the lowest score: one, or all that share it."""
    if scores.empty:
        return ()
    return tuple(scores.index[scores <= scores.min() + TOLERANCE])


def posterior(
    ratings: pd.DataFrame,
    prior: Mapping[Hashable, float] | None = None,
    **columns: Unpack[Columns],
) -> pd.Series:
    """Turn the likelihood reading into probabilities that sum to 1.

    P(H|E) is proportional to P(H) times the product over items of
    base^(weight · rating). It holds only if the hypotheses exclude each other,
    one of them is true, and the items are independent given each of them:
    two reports of one source count as one, not two.

    Parameters
    ----------
    ratings, **columns
        As in `penalties`.
    prior
        Probability of each hypothesis before the evidence, summing to 1;
        by default all alike.

    Returns
    -------
    Series
        By hypothesis; empty for empty ratings.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "C"), ("E1", "B", "I")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> posterior(r).to_dict()
    {'A': 0.8, 'B': 0.2}
    """
    bits = -inconsistency(ratings, "likelihood", **columns)
    before = _prior(bits.index, prior)
    # Shifted by the best hypothesis, so that a long list of items cannot overflow.
    weight = before * 2.0 ** (bits - bits.max())
    after: pd.Series = weight / weight.sum()
    return after.rename("posterior")


def diagnosticity(
    ratings: pd.DataFrame,
    *,
    evidence: str = "evidence_id",
    hypothesis: str = "hypothesis_id",
    rating: str = "rating",
) -> pd.Series:
    """Say how well each item separates the hypotheses.

    The population standard deviation of the item's ratings (CC 2 … II -2) over
    the hypotheses it applies to: zero for an item that fits all alike, also
    when it contradicts all of them, and for one that applies to fewer than two.

    Returns
    -------
    Series
        By item, in order of first appearance; from 0 to 2.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "II"), ("E1", "B", "II"), ("E2", "A", "CC"), ("E2", "B", "II")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> diagnosticity(r).to_dict()
    {'E1': 0.0, 'E2': 2.0}
    """
    cells = check(ratings, evidence, hypothesis, rating)
    table = wide(cells.assign(_step=cells[rating].map(SCALE)), evidence, hypothesis, "_step")
    return table.astype(float).std(axis=1, ddof=0).fillna(0.0).rename("diagnosticity")


def compare(ratings: pd.DataFrame, **columns: Unpack[Columns]) -> pd.DataFrame:
    """Set the four rules side by side, with what each score rests on.

    Weights are used by the two rules that know them (parc, likelihood).

    Returns
    -------
    DataFrame
        By hypothesis: ``heuer``, ``parc``, ``squares``, ``likelihood``;
        ``posterior``; ``rated``, ``not_applicable`` and ``unrated`` cells;
        ``per_item``, the Heuer count divided by the rated cells (missing if
        none), because a hypothesis to which little applies gathers little
        against it; and ``best_by``, the rules under which it is (also) best.

    Examples
    --------
    >>> r = pd.DataFrame(
    ...     [("E1", "A", "I"), ("E1", "B", "N"), ("E2", "A", "CC"), ("E2", "B", "NAP")],
    ...     columns=["evidence_id", "hypothesis_id", "rating"],
    ... )
    >>> compare(r)["best_by"].to_dict()
    {'A': 'likelihood', 'B': 'heuer, parc, squares'}
    """
    unweighed = columns.copy()
    unweighed["credibility"] = unweighed["relevance"] = None
    scores = {
        rule: inconsistency(ratings, rule, **(columns if rule in WEIGHING else unweighed))
        for rule in RULES
    }
    best = {rule: winners(scores[rule]) for rule in RULES}
    cells = matrix(ratings, "evidence", **names(columns))
    result = pd.DataFrame(scores)
    result["posterior"] = posterior(ratings, **columns)
    result["rated"] = cells.isin(list(SCALE)).sum()
    result["not_applicable"] = (cells == NOT_APPLICABLE).sum()
    result["unrated"] = cells.isna().sum()
    result["per_item"] = result["heuer"] / result["rated"].where(result["rated"] > 0)
    result["best_by"] = [
        ", ".join(rule for rule in RULES if name in best[rule]) for name in result.index
    ]
    return result


def _prior(names: pd.Index, prior: Mapping[Hashable, float] | None) -> pd.Series:
    """Line a prior up with the hypotheses; flat if none is given."""
    if prior is None:
        return pd.Series(1.0, index=names)
    given = pd.Series(dict(prior), dtype=float)
    fits = set(given.index) == set(names) and bool((given >= 0).all())
    if not fits or abs(given.sum() - 1) > 1e-6:
        msg = (
            f"The prior names {', '.join(map(str, given.index))} and sums to {given.sum():g}. "
            f"Allowed: one number of 0 or more for each of {', '.join(map(str, names))}, "
            "together 1."
        )
        raise frames.ReadingError(msg)
    return given.reindex(names)
