"""Agreement of coders: how far do two readers of one text mark it alike?

Percentage agreement forgets that some agreement comes by chance; Cohen's kappa
(1960) and Krippendorff's alpha take that off. Neither says who is right: two
coders may share a mistake. Alpha takes any number of coders, missing values
and ordered scales; kappa two coders.

The few lines of alpha are our own and not those of the package `krippendorff`,
with which the tests compare them: the interval needs the coincidences unit by
unit (`kit.reading.coincidences`), which the package does not give, and a student
can open these.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kit.reading import frames
from kit.reading.coincidences import LEVELS, by_unit, coefficient, counts_of

__all__ = [
    "LEVELS",
    "alpha",
    "bootstrap",
    "by_coder",
    "disagreements",
    "expected",
    "kappa",
    "proportion",
]


def proportion(a: Sequence[Any] | pd.Series, b: Sequence[Any] | pd.Series) -> float:
    """Say on which share of the units two coders agree; 1 is all.

    Parameters and missing values as in `kappa`. Missing if no unit is coded
    by both.

    Examples
    --------
    >>> proportion(["yes", "yes", "no", None], ["yes", "no", "no", "no"])
    0.6666666666666666
    """
    first, second = _paired(a, b)
    return float(np.mean(first == second)) if len(first) else float("nan")


def expected(a: Sequence[Any] | pd.Series, b: Sequence[Any] | pd.Series) -> float:
    """Say on which share of the units they would agree by chance alone.

    The sum over values of the product of both coders' shares of that value.

    Examples
    --------
    >>> expected(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
    0.5
    """
    first, second = _paired(a, b)
    if not len(first):
        return float("nan")
    return float(sum(np.mean(first == v) * np.mean(second == v) for v in pd.unique(first)))


def kappa(
    a: Sequence[Any] | pd.Series,
    b: Sequence[Any] | pd.Series,
    *,
    order: Sequence[Hashable] | None = None,
) -> float:
    """Measure the agreement of two coders beyond chance (Cohen 1960).

    Kappa is (observed - expected) / (1 - expected). With an order it is the linearly
    weighted kappa (Cohen 1968): values two steps apart count twice as much as
    values one step apart.

    Parameters
    ----------
    a, b
        One value per unit from each coder. Series that share index labels are
        lined up by label, anything else by position. A unit that one of them
        left open counts for neither.
    order
        All values from low to high, where they have an order.

    Returns
    -------
    float
        1 for full agreement, 0 for as much as chance gives, below 0 for less.
        Missing if no unit is coded by both, or if both used one single value
        throughout: nothing varied, so chance cannot be told from agreement.

    Raises
    ------
    ReadingError
        If the two do not cover the same units, or a value is not in the order.

    Examples
    --------
    >>> kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
    0.5
    >>> kappa(["low", "low", "high", "high"], ["low", "mid", "high", "high"],
    ...       order=["low", "mid", "high"])
    0.75
    """
    if order is not None:
        return _weighted_kappa(*_paired(a, b), order)
    chance = expected(a, b)
    if np.isnan(chance) or chance == 1:
        return float("nan")
    return (proportion(a, b) - chance) / (1 - chance)


def _weighted_kappa(
    a: npt.NDArray[np.object_], b: npt.NDArray[np.object_], order: Sequence[Hashable]
) -> float:
    """Take the distance of two values in the order for how far they disagree."""
    if not len(a):
        return float("nan")
    frames.check_values("A coder", [*a, *b], list(order))
    places = {value: place for place, value in enumerate(order)}
    one, other = (np.array([places[value] for value in coder]) for coder in (a, b))
    steps = np.abs(np.subtract.outer(np.arange(len(order)), np.arange(len(order))))
    shares = (np.bincount(coder, minlength=len(order)) / len(a) for coder in (one, other))
    by_chance = float((np.multiply.outer(*shares) * steps).sum())
    return 1 - float(steps[one, other].mean()) / by_chance if by_chance else float("nan")


def alpha(
    table: pd.DataFrame | Sequence[Sequence[Any]],
    level: str = "nominal",
    *,
    order: Sequence[Hashable] | None = None,
) -> float:
    """Measure the agreement of any number of coders (Krippendorff).

    Alpha is 1 - observed / expected disagreement.

    Parameters
    ----------
    table
        Coders × units: a row per coder, a column per unit. A missing value is
        a unit that the coder left open; units with fewer than two values say
        nothing about agreement and are left out.
    level
        ``nominal``: values are the same or not. ``ordinal``: how many coded
        values lie between them. ``interval``: their squared difference.
    order
        The values from low to high, needed for ``ordinal`` unless they are
        numbers, such as ``["II", "I", "N", "C", "CC"]``.

    Returns
    -------
    float
        1 for full agreement, about 0 for chance, below 0 for less. Missing
        if no unit has two values or all values are the same.

    Raises
    ------
    ReadingError
        For an unknown level, or values that the level or order cannot hold.

    Examples
    --------
    >>> alpha([["yes", "yes", "no", "no"], ["yes", "no", "no", "no"]])
    0.5333333333333333
    >>> round(alpha([[1, 2, 3, None], [1, 2, 4, 4]], level="interval"), 3)
    0.878
    """
    counts, scale = counts_of(table, level, order)
    return float(coefficient(by_unit(counts).sum(axis=0)[None], level, scale)[0])


def bootstrap(
    table: pd.DataFrame | Sequence[Sequence[Any]],
    level: str = "nominal",
    *,
    order: Sequence[Hashable] | None = None,
    repeats: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.Series:
    """Say how far alpha might lie elsewhere with other units of the same kind.

    Units are drawn with replacement, the standard bootstrap that kept its
    promised coverage in simulations (Zapf and others 2016); Krippendorff's own
    variant did not.

    Parameters
    ----------
    table, level, order
        As in `alpha`.
    repeats
        How many times to draw.
    confidence
        Share of the draws within the interval.
    seed
        The same seed gives the same interval.

    Returns
    -------
    Series
        ``alpha``, ``low``, ``high``, ``units`` (those with two values or
        more), ``repeats``, and ``undefined``: draws in which nothing varied,
        which are left out. Numbers are missing where alpha is.

    Examples
    --------
    >>> found = bootstrap([list("aabbccab"), list("aabbccba")])
    >>> bool(found["low"] <= found["alpha"] <= found["high"])
    True
    """
    if repeats < 1:
        msg = f"repeats = {repeats}. Allowed: a whole number of 1 or more."
        raise frames.ReadingError(msg)
    frames.fraction("confidence", confidence)
    counts, scale = counts_of(table, level, order)
    single = by_unit(counts)
    found = np.full(repeats, np.nan)
    if len(single):
        shares = np.full(len(single), 1 / len(single))
        draws = np.random.default_rng(seed).multinomial(len(single), shares, size=repeats)
        summed = np.tensordot(draws.astype(float), single, axes=1)
        found = coefficient(summed, level, scale)
    known = found[~np.isnan(found)]
    tail = (1 - confidence) / 2
    low, high = np.quantile(known, [tail, 1 - tail]) if len(known) else (np.nan, np.nan)
    return pd.Series(
        {
            "alpha": float(coefficient(single.sum(axis=0)[None], level, scale)[0]),
            "low": float(low),
            "high": float(high),
            "units": len(single),
            "repeats": repeats,
            "undefined": repeats - len(known),
        }
    )


def disagreements(table: pd.DataFrame) -> pd.DataFrame:
    """List the units on which coders differ, with what each of them wrote.

    Parameters
    ----------
    table
        Coders × units, as in `alpha`.

    Returns
    -------
    DataFrame
        A row per disputed unit, in the order of the table: a column per coder,
        then ``pairs`` (pairs of coders who both coded it) and ``differing``
        (those of them who differ).

    Examples
    --------
    >>> table = pd.DataFrame({"S01": ["fact", "fact"], "S02": ["fact", "wish"]}, index=["A", "B"])
    >>> disagreements(table).index.tolist()
    ['S02']
    """
    given = pd.DataFrame(table).T
    coded = given.notna().sum(axis=1)
    pairs = coded * (coded - 1) // 2
    alike = [values.value_counts() for _, values in given.iterrows()]
    same = np.array([int((times * (times - 1) // 2).sum()) for times in alike], dtype=int)
    result = given.assign(pairs=pairs, differing=pairs - same)
    return result[result["differing"] > 0]


def by_coder(
    codings: pd.DataFrame,
    *,
    coder: str = "coder",
    unit: str = "unit_id",
    value: str = "value",
) -> pd.DataFrame:
    """Turn a long list of codings into the coders × units table of `alpha`.

    Parameters
    ----------
    codings
        A row per coder and unit.

    Returns
    -------
    DataFrame
        Coders in rows and units in columns, in order of first appearance;
        missing where a coder has no row for a unit.

    Raises
    ------
    ReadingError
        If a column is missing or a coder coded a unit twice.

    Examples
    --------
    >>> rows = [("A", "S01", "fact"), ("A", "S02", "wish"), ("B", "S02", "fact")]
    >>> by_coder(pd.DataFrame(rows, columns=["coder", "unit_id", "value"])).shape
    (2, 2)
    """
    frames.need(codings, coder, unit, value)
    twice = codings[codings.duplicated([coder, unit])]
    if len(twice):
        first = twice.iloc[0]
        msg = f"{first[coder]} coded {first[unit]} more than once. Allowed: one row for each."
        raise frames.ReadingError(msg)
    table = codings.pivot(index=coder, columns=unit, values=value)
    return table.reindex(index=codings[coder].unique(), columns=codings[unit].unique())


def _paired(
    a: Sequence[Any] | pd.Series, b: Sequence[Any] | pd.Series
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Line two coders up and drop the units that one of them left open."""
    first, second = pd.Series(a, dtype=object), pd.Series(b, dtype=object)
    labelled = isinstance(a, pd.Series) and isinstance(b, pd.Series)
    shared = first.index.intersection(second.index)
    same_units = len(shared) == len(first) == len(second)
    if labelled and same_units and first.index.is_unique and second.index.is_unique:
        second = second.reindex(first.index)
    elif len(first) != len(second) or (labelled and 0 < len(shared) < len(first)):
        msg = (
            f"The coders do not cover the same units: {len(first)} and {len(second)} values, "
            f"{len(shared)} labels in common. Allowed: the same labels, or lists of equal length "
            "(a missing value for a unit left open)."
        )
        raise frames.ReadingError(msg)
    both = first.notna().to_numpy() & second.notna().to_numpy()
    return first.to_numpy()[both], second.to_numpy()[both]
