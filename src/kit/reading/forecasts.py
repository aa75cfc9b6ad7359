"""Forecasts: probabilities made coherent, pooled and scored.

People's probabilities for options of which exactly one comes true often do not
add up to 1. Making them coherent and then averaging them improved accuracy in
experiments where structured techniques such as ACH did not (Mandel, Karvetski
and Dhami 2018; Karvetski, Mandel and Irwin 2020).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from kit.reading import frames

Numbers = npt.NDArray[np.float64]
Probabilities = Sequence[float] | Sequence[Sequence[float]] | Numbers | pd.Series | pd.DataFrame

ORDERS = ("fix then pool", "pool then fix")


def coherentize(p: Probabilities) -> Numbers:
    """Move probabilities as little as possible so that they sum to 1.

    The nearest point of the probability simplex in squared Euclidean distance
    (the coherent approximation principle): one number is taken off all options
    alike, and what would fall below 0 becomes 0.

    Parameters
    ----------
    p
        One number from 0 to 1 for each of the options, of which exactly one
        will be true; or a row of them for each forecaster.

    Returns
    -------
    array
        Of the shape of `p`: numbers of 0 or more that sum to 1 (row by row).
        Empty for an empty `p`.

    Raises
    ------
    ReadingError
        For a missing number or one outside 0 to 1 (60 % is 0.6).

    Examples
    --------
    >>> coherentize([0.5, 0.4, 0.4]).round(3).tolist()
    [0.4, 0.3, 0.3]
    >>> coherentize([0.9, 0.3, 0.05]).round(3).tolist()
    [0.8, 0.2, 0.0]
    """
    given = probabilities(p)
    if not given.size:
        return given
    falling = -np.sort(-given, axis=-1)
    places = np.arange(1, given.shape[-1] + 1)
    # What has to be taken off if only the largest one, two, … options stay above 0.
    excess = (np.cumsum(falling, axis=-1) - 1) / places
    staying = (falling > excess).sum(axis=-1, keepdims=True)
    taken = np.take_along_axis(excess, staying - 1, axis=-1)
    return np.maximum(given - taken, 0.0)


def incoherence(p: Probabilities) -> float | Numbers:
    """Measure how far probabilities are from adding up: the distance moved.

    Parameters
    ----------
    p
        As in `coherentize`.

    Returns
    -------
    float or array
        0 for coherent probabilities; one number per row if `p` has rows.

    Examples
    --------
    >>> round(incoherence([0.5, 0.4, 0.4]), 3)
    0.173
    """
    given = probabilities(p)
    moved = np.sqrt(((given - coherentize(given)) ** 2).sum(axis=-1))
    return float(moved) if given.ndim == 1 else np.asarray(moved)


def pool(
    forecasts: Probabilities,
    weights: Sequence[float] | None = None,
    *,
    order: str = "fix then pool",
) -> Numbers:
    """Average several forecasters into one coherent forecast.

    Parameters
    ----------
    forecasts
        A row per forecaster, a column per option.
    weights
        One number of 0 or more per forecaster; by default all alike.
    order
        ``fix then pool`` makes each forecast coherent and averages then;
        ``pool then fix`` the other way round. The two agree for two options,
        and whenever making a forecast coherent pushes no option down to 0.

    Returns
    -------
    array
        One number per option, summing to 1; empty if there are no forecasts.

    Raises
    ------
    ReadingError
        As in `coherentize`, and for weights that do not fit.

    Examples
    --------
    >>> pool([[0.5, 0.4, 0.4], [0.2, 0.3, 0.3]]).round(3).tolist()
    [0.333, 0.333, 0.333]
    """
    frames.choose("order", order, ORDERS)
    given = probabilities(forecasts)
    if given.ndim != 2:
        msg = "Pooling takes several forecasts. Allowed: a row per forecaster, a column per option."
        raise frames.ReadingError(msg)
    if not given.size:
        return np.zeros(given.shape[1])
    shares = np.ones(len(given)) if weights is None else np.asarray(weights, dtype=float)
    if shares.shape != (len(given),) or not (shares >= 0).all() or not shares.sum() > 0:
        msg = f"weights = {weights!r}. Allowed: {len(given)} numbers of 0 or more, not all 0."
        raise frames.ReadingError(msg)
    if order == "fix then pool":
        given = coherentize(given)
    return coherentize(np.clip(np.average(given, axis=0, weights=shares), 0.0, 1.0))


def brier(p: Probabilities, outcome: int) -> float:
    """Score a forecast once the outcome is known: 0 is perfect, 2 the worst.

    The sum over options of the squared gap between forecast and outcome, as
    Brier defined it in 1950. Some texts divide by the number of options.

    Parameters
    ----------
    p
        One number from 0 to 1 per option. They need not sum to 1: making them
        coherent never makes the score worse.
    outcome
        Position of the option that came true, counted from 0.

    Raises
    ------
    ReadingError
        If there is no such position, or as in `coherentize`.

    Examples
    --------
    >>> round(brier([0.1, 0.2, 0.6, 0.1], 2), 2)
    0.22
    """
    given = probabilities(p)
    if given.ndim != 1:
        msg = "brier scores one forecast. Allowed: one number per option."
        raise frames.ReadingError(msg)
    frames.choose("outcome", outcome, range(len(given)))
    happened = np.zeros(len(given))
    happened[outcome] = 1
    return float(((given - happened) ** 2).sum())


def probabilities(p: Probabilities) -> Numbers:
    """Read probabilities, refusing what is none."""
    given = np.array(p, dtype=float)
    wrong = given[~((given >= -1e-9) & (given <= 1 + 1e-9))]
    if wrong.size:
        msg = f"{wrong.flat[0]:g} is no probability. Allowed: numbers from 0 to 1 (60 % is 0.6)."
        raise frames.ReadingError(msg)
    return np.asarray(np.clip(given, 0.0, 1.0))
