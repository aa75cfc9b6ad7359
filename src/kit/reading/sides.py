"""Who takes which side on what: claims that tell apart whose stance is meant.

A stance is the *holder's*. An analyst who tells that one state is for a plan and
another against it does not contradict himself. So a claim here is a concept and
whose stance on it; two voices clash only where they tell rival things of the same.
"""

from typing import Any

import pandas as pd

from kit.reading import frames

COLUMNS = ("reading", "concept", "of", "stance", "statement_id")


def sides(
    statements: pd.DataFrame,
    *,
    reading: str = "speaker",
    of: str | None = "holder",
    concept: str = "concept",
    stance: str = "stance",
    statement: str = "statement_id",
) -> pd.DataFrame:
    """Take statements apart into sides: who, on what, of whom.

    Parameters
    ----------
    statements
        One row a statement. Several readings, concepts or holders in a cell
        (``"RUS;TUR"``) count each.
    reading
        Column of those who are compared.
    of
        Column that tells whose stance it is. None, or the column of `reading`
        itself: not told apart.
    concept, stance, statement
        Columns.

    Returns
    -------
    DataFrame
        ``reading``, ``concept``, ``of`` (tuple of holders; empty if nobody's),
        ``stance``, ``statement_id``; one row for each of them that occur together.
        Holders who have the same statements on a concept stand in one tuple.
        Statements without a reading or a concept have no row.

    Raises
    ------
    ReadingError
        If a column is missing.

    Examples
    --------
    >>> said = pd.DataFrame(
    ...     {
    ...         "statement_id": ["T1", "T2"],
    ...         "speaker": "ADA",
    ...         "holder": ["BEN;CY", "DEE"],
    ...         "concept": "bridge",
    ...         "stance": [1, -1],
    ...     }
    ... )
    >>> sides(said)[["of", "stance"]].values.tolist()
    [[('BEN', 'CY'), 1], [('DEE',), -1]]
    """
    frames.need(statements, reading, concept, stance, statement, of)
    told_apart = of is not None and of != reading
    nobody: list[list[Any]] = [[]] * len(statements)
    holders = statements[of].map(frames.split) if told_apart else nobody
    rows = list(
        zip(
            statements[reading].map(frames.split),
            statements[concept].map(frames.split),
            holders,
            statements[stance],
            statements[statement],
            strict=True,
        )
    )
    groups = _groups([(concepts, whose, id) for _, concepts, whose, _, id in rows])
    found = [
        (who, what, group, side, id)
        for readings, concepts, whose, side, id in rows
        for who in dict.fromkeys(readings)
        for what in dict.fromkeys(concepts)
        for group in dict.fromkeys(groups[what, each] for each in whose or [""])
    ]
    return frames.rows(found, COLUMNS)


def _groups(rows: list[tuple[list[Any], list[Any], Any]]) -> dict[tuple[Any, Any], tuple[Any, ...]]:
    """Put holders together who have the same statements on a concept."""
    having: dict[tuple[Any, Any], list[Any]] = {}
    for concepts, whose, id in rows:
        for what in dict.fromkeys(concepts):
            for who in dict.fromkeys(whose or [""]):
                having.setdefault((what, who), []).append(id)
    together: dict[Any, list[Any]] = {}
    for (what, who), ids in having.items():
        if who != "":
            together.setdefault((what, tuple(ids)), []).append(who)
    return {
        (what, who): tuple(together[what, tuple(ids)]) if who != "" else ()
        for (what, who), ids in having.items()
    }
