"""How exercises worked in a class: difficulty and discrimination, from classical test theory."""

import pandas as pd

LEAST = 10  # students; with fewer, one of them can turn a correlation round


def difficulty(points: pd.DataFrame, most: pd.Series) -> pd.Series:
    """Give the mean share of its points that an exercise earned.

    Parameters
    ----------
    points
        Students × exercises; missing where no points are given (yet).
    most
        Full points by exercise, above 0.

    Returns
    -------
    Series
        0 (nobody has a point) to 1 (all have all), by exercise; missing where
        nobody has points yet. Test theory calls this difficulty though a high
        number means easy.

    Examples
    --------
    >>> difficulty(pd.DataFrame({"1.1": [2, 1, None]}), pd.Series({"1.1": 2})).tolist()
    [0.75]
    """
    return (points / most).mean()


def discrimination(points: pd.DataFrame, most: pd.Series, least: int = LEAST) -> pd.Series:
    """Correlate each exercise with all others: do those who do well elsewhere do well here?

    The corrected item-total correlation: Pearson's r between the points of an exercise
    and the sum of the points of the others, without it (Henrysson 1963). Where a
    student has no points for some of the others, the share of those that there are
    takes the place of the sum; for complete rows that is the same.

    Parameters
    ----------
    points, most
        As in `difficulty`.
    least
        Students that an exercise needs.

    Returns
    -------
    Series
        -1 to 1 by exercise. Missing with too few students, and where the exercise
        or the rest is the same for all.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [0, 0, 1], "b": [0, 1, 1], "c": [1, 1, 0]})
    >>> discrimination(table, pd.Series({"a": 1, "b": 1, "c": 1}), least=3).round(3).tolist()
    [-0.5, nan, -0.866]
    """
    found = {}
    for exercise in points:
        others = points.drop(columns=exercise)
        possible = others.notna().mul(most.drop(exercise)).sum(axis=1)
        rest = others.sum(axis=1) / possible.where(possible > 0)
        both = pd.DataFrame({"own": points[exercise], "rest": rest}).dropna()
        varies = len(both) >= least and bool((both.nunique() > 1).all())
        found[exercise] = both["own"].corr(both["rest"]) if varies else float("nan")
    return pd.Series(found, dtype=float)
