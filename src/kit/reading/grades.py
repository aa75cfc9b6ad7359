"""Admiralty grades: how good the source is, and how credible this one item.

Two scales that are easily used as one, so they are kept apart, and `diagonal` shows
whether they were.
"""

import pandas as pd

from kit.reading import frames

RELIABILITY = ("A", "B", "C", "D", "E", "F")  # of the source; F: cannot be judged
CREDIBILITY = (1, 2, 3, 4, 5, 6)  # of the item; 6: cannot be judged


def admiralty(table: pd.DataFrame, *, grade: str = "grade") -> pd.DataFrame:
    """Take Admiralty grades such as ``B2`` apart, into two scales that stay two.

    The letter grades the source, the digit this one item; they are not added or
    averaged, for a good source can be wrong and a bad one right. ``F`` and ``6`` are
    not the worst grades: they say that nothing can be judged.

    Parameters
    ----------
    table
        One row an item.
    grade
        Column of grades; missing stays missing.

    Returns
    -------
    DataFrame
        The table with ``reliability`` (A to E, ordered) and ``credibility`` (1 to 5,
        ordered), missing where the grade is F, 6 or missing; and ``not_judged``, true
        for F or 6.

    Raises
    ------
    ReadingError
        If a grade is none.

    Examples
    --------
    >>> admiralty(pd.DataFrame({"grade": ["B2", "F3"]}))["reliability"].tolist()
    ['B', nan]
    """
    frames.need(table, grade)
    pairs = [f"{letter}{digit}" for letter in RELIABILITY for digit in CREDIBILITY]
    frames.check_values(grade, table[grade], pairs)
    known = table[grade].astype(object)
    letter = known.map(lambda each: each[0], na_action="ignore")
    digit = known.map(lambda each: int(each[1]), na_action="ignore")
    return table.assign(
        reliability=pd.Categorical(letter.where(letter != "F"), RELIABILITY[:5], ordered=True),
        credibility=pd.Categorical(digit.where(digit != 6), CREDIBILITY[:5], ordered=True),
        not_judged=(letter == "F") | (digit == 6),
    )


def diagonal(table: pd.DataFrame, *, grade: str = "grade") -> dict[str, float]:
    """Say whether the two Admiralty scales were used as two.

    Where letters and digits always move together (A1, B2, C3, …), only one thing was
    judged. But some pairs fall on the diagonal by chance, so chance is shown too.

    Returns
    -------
    dict
        ``items`` graded; ``diagonal``: share of them with the same place on both
        scales; ``by_chance``: that share if letters and digits were dealt
        independently. Not a number without items.

    Examples
    --------
    >>> diagonal(pd.DataFrame({"grade": ["A1", "B2", "B1", "A2"]}))
    {'items': 4.0, 'diagonal': 0.5, 'by_chance': 0.5}
    """
    graded = table[table[grade].notna()] if grade in table.columns else table
    admiralty(graded, grade=grade)
    letters = graded[grade].map(lambda each: RELIABILITY.index(each[0]))
    digits = graded[grade].map(lambda each: int(each[1]) - 1)
    if not len(graded):
        return {"items": 0.0, "diagonal": float("nan"), "by_chance": float("nan")}
    chance = sum(float((letters == i).mean() * (digits == i).mean()) for i in range(6))
    return {
        "items": float(len(graded)),
        "diagonal": float((letters == digits).mean()),
        "by_chance": chance,
    }
