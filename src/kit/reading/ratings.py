"""Ratings of evidence against hypotheses: the long table behind every ACH matrix.

One row is one cell: an item, a hypothesis, a rating. ``CC`` is very consistent,
then ``C``, ``N`` (neutral), ``I`` and ``II`` (very inconsistent). ``NAP`` says
that the item is *not applicable* to the hypothesis; a missing rating, or a cell
without a row, that nobody has rated it yet. Neither is the same as neutral.
"""

from collections.abc import Hashable, Mapping
from typing import TypedDict, cast

import pandas as pd

from kit.reading import frames

SCALE: Mapping[str, int] = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
NOT_APPLICABLE = "NAP"
LEVELS: Mapping[str, float] = {"Low": 2**-0.5, "Medium": 1.0, "High": 2**0.5}


class Columns(TypedDict, total=False):
    """What every function of `hypotheses` and `fragility` may be told.

    ``evidence``, ``hypothesis`` and ``rating`` name the columns; ``credibility``
    and ``relevance`` name columns of weights, ``base`` is b of the likelihood rule.
    """

    evidence: str
    hypothesis: str
    rating: str
    credibility: str | None
    relevance: str | None
    base: float


class Names(TypedDict, total=False):
    """The columns alone, for what needs no scores."""

    evidence: str
    hypothesis: str
    rating: str


def names(columns: Columns) -> Names:
    """Pick the names of the columns out of all that a caller gave."""
    given = {key: value for key, value in columns.items() if key in Names.__annotations__}
    return cast("Names", given)


def matrix(
    ratings: pd.DataFrame,
    rows: str = "hypotheses",
    *,
    evidence: str = "evidence_id",
    hypothesis: str = "hypothesis_id",
    rating: str = "rating",
) -> pd.DataFrame:
    """Lay the ratings out as a table, hypotheses in rows unless asked otherwise.

    Hypotheses in rows and evidence in columns reduced confirmation bias in an
    experiment where the classic layout did not (Dhami and others 2024).

    Parameters
    ----------
    rows
        ``hypotheses`` or ``evidence``, the classic layout.
    """
    frames.choose("rows", rows, ("hypotheses", "evidence"))
    table = wide(check(ratings, evidence, hypothesis, rating), evidence, hypothesis, rating)
    return table.T if rows == "hypotheses" else table


def double_entry(
    ratings: pd.DataFrame,
    item: Hashable,
    if_deceptive: Mapping[Hashable, str],
    *,
    evidence: str = "evidence_id",
    hypothesis: str = "hypothesis_id",
    rating: str = "rating",
) -> pd.DataFrame:
    """Enter an item that may be a deception twice: as true and as deceptive.

    Heuer's advice: someone who wants to mislead makes *one* reading look good,
    so the same item speaks differently once it is taken for a deception.

    Parameters
    ----------
    item
        The id of the item; its rows keep their ratings as ``item (true)``.
    if_deceptive
        Rating by hypothesis if the item is a deception; hypotheses not named
        get ``NAP``.

    Returns
    -------
    DataFrame
        The ratings, item by item, ``item (deceptive)`` right after ``item
        (true)``; other columns are copied.

    Raises
    ------
    ReadingError
        If there is no such item, hypothesis or rating.
    """
    cells = check(ratings, evidence, hypothesis, rating)
    frames.choose("item", item, cells[evidence].unique())
    rows = cells[cells[evidence] == item]
    for name, value in if_deceptive.items():
        frames.choose("hypothesis", name, rows[hypothesis].unique())
        frames.choose("rating", value, (*SCALE, NOT_APPLICABLE))
    true = rows.assign(**{evidence: f"{item} (true)"})
    other = [if_deceptive.get(name, NOT_APPLICABLE) for name in rows[hypothesis]]
    lie = rows.assign(**{evidence: f"{item} (deceptive)", rating: other})
    blocks: list[pd.DataFrame] = []
    for name, block in cells.groupby(evidence, sort=False):
        blocks += [true, lie] if name == item else [block]
    return pd.concat(blocks, ignore_index=True)


def check(ratings: pd.DataFrame, evidence: str, hypothesis: str, rating: str) -> pd.DataFrame:
    """Return the ratings if every cell is legal and rated at most once.

    Raises
    ------
    ReadingError
        Naming the first offending cells and what is allowed.
    """
    frames.need(ratings, evidence, hypothesis, rating)
    frames.check_values(rating, ratings[rating], (*SCALE, NOT_APPLICABLE))
    for column in (evidence, hypothesis):
        if ratings[column].isna().any():
            row = ratings.index[ratings[column].isna()][0]
            msg = (
                f"{column!r} is empty in row {row!r}: every rating needs an item and a hypothesis."
            )
            raise frames.ReadingError(msg)
    twice = ratings[ratings.duplicated([evidence, hypothesis])]
    if len(twice):
        first = twice.iloc[0]
        msg = (
            f"{first[evidence]}/{first[hypothesis]} is rated more than once ({len(twice)} such "
            "rows). Allowed is one rating per item and hypothesis: settle or average several "
            "coders first."
        )
        raise frames.ReadingError(msg)
    return ratings


def wide(cells: pd.DataFrame, evidence: str, hypothesis: str, value: str) -> pd.DataFrame:
    """Pivot without sorting: items and hypotheses keep the author's order."""
    table = cells.pivot(index=evidence, columns=hypothesis, values=value)
    return table.reindex(index=cells[evidence].unique(), columns=cells[hypothesis].unique())


def weights(cells: pd.DataFrame, column: str | None) -> pd.Series:
    """Read a column of weights as numbers; without a column every weight is 1."""
    if column is None:
        return pd.Series(1.0, index=cells.index)
    frames.need(cells, column)
    given = cells[column]
    numbers = pd.to_numeric(
        given.map(lambda value: LEVELS.get(str(value).capitalize(), value)), errors="coerce"
    )
    wrong = given[given.notna() & ~(numbers > 0)]
    if len(wrong):
        msg = (
            f"{column!r} holds {wrong.iloc[0]!r} in row {wrong.index[0]!r}. "
            f"Allowed: {', '.join(LEVELS)}, or a number over 0."
        )
        raise frames.ReadingError(msg)
    return numbers.fillna(1.0)
