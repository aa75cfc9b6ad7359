"""Coincidences: which values meet within a unit, the stuff that alpha is made of.

Each pair of values of one unit counts, both ways round, divided by one less than
the number of its values, so that every value counts once (Krippendorff).
"""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kit.reading import frames

LEVELS = ("nominal", "ordinal", "interval")

Numbers = npt.NDArray[np.float64]


def counts_of(
    table: pd.DataFrame | Sequence[Sequence[Any]], level: str, order: Sequence[Hashable] | None
) -> tuple[Numbers, Numbers]:
    """Count values by unit (units × values) and give the values' numbers."""
    frames.choose("level", level, LEVELS)
    given = pd.DataFrame(table, dtype=object)
    cells = given.melt(var_name="unit", ignore_index=True).assign(
        unit=np.repeat(np.arange(given.shape[1]), given.shape[0])
    )
    cells = cells[cells["value"].notna()]
    values = _values(cells["value"], level, order)
    codes = pd.Categorical(cells["value"], categories=values).codes
    counts = np.zeros((given.shape[1], len(values)))
    np.add.at(counts, (cells["unit"].to_numpy(), codes), 1)
    scale = np.array(values if level == "interval" else range(len(values)), dtype=float)
    return counts[counts.sum(axis=1) > 1], scale


def _values(found: pd.Series, level: str, order: Sequence[Hashable] | None) -> list[Any]:
    """List the values that occur, from low to high where that has a meaning."""
    occurring = list(pd.unique(found))
    if order is not None:
        frames.check_values("table", occurring, list(order))
        return [value for value in order if value in occurring]
    if level == "nominal":
        return occurring
    numbers = pd.to_numeric(pd.Series(occurring, dtype=object), errors="coerce")
    if numbers.isna().any():
        wrong = occurring[int(numbers.isna().to_numpy().argmax())]
        msg = (
            f"The table holds {wrong!r}. Allowed for level {level!r}: numbers, or for 'ordinal' "
            "any values listed in `order` from low to high."
        )
        raise frames.ReadingError(msg)
    return sorted(occurring)


def by_unit(counts: Numbers) -> Numbers:
    """Count, unit by unit, which values meet in pairs: units × values × values."""
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs = pairs - counts[:, :, None] * np.eye(counts.shape[1])
    return np.asarray(pairs / (counts.sum(axis=1) - 1)[:, None, None])


def coefficient(coincidences: Numbers, level: str, scale: Numbers) -> Numbers:
    """Compute alpha from coincidences: draws × values × values; missing where undefined."""
    totals = coincidences.sum(axis=2)
    apart = _distance(totals, level, scale)
    observed = (coincidences * apart).sum(axis=(1, 2))
    chance = (totals[:, :, None] * totals[:, None, :] * apart).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        result = 1 - (totals.sum(axis=1) - 1) * observed / chance
    return np.where(chance > 0, result, np.nan)


def _distance(totals: Numbers, level: str, scale: Numbers) -> Numbers:
    """Square the distance of two values; on an ordinal scale it depends on what was coded."""
    if level == "nominal":
        return np.broadcast_to(1 - np.eye(len(scale)), (*totals.shape, len(scale)))
    if level == "ordinal":
        # The middle of each value's ranks: distances between them are sums of counts.
        middle = np.cumsum(totals, axis=1) - totals / 2
        return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)
    return np.broadcast_to((scale[:, None] - scale[None, :]) ** 2, (*totals.shape, len(scale)))
