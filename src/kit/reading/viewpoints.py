"""Rival readings side by side: what each asserts, denies and leaves out.

A *reading* is whatever one compares: analysts, outlets, documents. A *claim* is
whatever they may take a stand on: concepts, hypotheses, events.
"""

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from kit.reading import frames

STANDS = ("asserts", "denies", "both", "mentions", "leaves out")
GROUNDS = ("contested", "shared", "one reading", "silence")


def stands(
    statements: pd.DataFrame,
    *,
    reading: str = "speaker",
    claim: str = "concept",
    stance: str = "stance",
    asserts: Collection[Any] = (1,),
    denies: Collection[Any] = (-1,),
    claims: Iterable[Any] = (),
) -> pd.DataFrame:
    """Say what each reading does with each claim.

    Parameters
    ----------
    statements
        One row a statement. Several readings or claims in a cell (``"RUS;TUR"``)
        count each; rows without a reading or a claim are left out.
    reading, claim, stance
        Columns.
    asserts, denies
        The stances that assert and deny; all others, and missing ones, mention. For
        ratings of hypotheses: ``asserts=("CC", "C"), denies=("I", "II")``.
    claims
        Claims to look for beyond those that occur, so that silence can be seen.

    Returns
    -------
    DataFrame
        Claims in rows, readings in columns, both sorted; each cell one of
        ``asserts``, ``denies``, ``both``, ``mentions``, ``leaves out``.

    Raises
    ------
    ReadingError
        If a column is missing or a stance both asserts and denies.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"speaker": ["A", "B", "B"], "concept": ["x", "x", "y"], "stance": [1, -1, 1]}
    ... )
    >>> stands(table).to_dict()
    {'A': {'x': 'asserts', 'y': 'leaves out'}, 'B': {'x': 'denies', 'y': 'asserts'}}
    """
    frames.need(statements, reading, claim, stance)
    if set(asserts) & set(denies):
        msg = f"{set(asserts) & set(denies)} both asserts and denies. Allowed: one or neither."
        raise frames.ReadingError(msg)
    table = frames.explode(frames.explode(statements, reading), claim)
    said = pd.DataFrame(
        {
            reading: table[reading],
            claim: table[claim],
            "for": table[stance].isin(list(asserts)),
            "against": table[stance].isin(list(denies)),
        }
    )
    groups = said.groupby([claim, reading])[["for", "against"]].any()
    names = [
        {(True, False): "asserts", (False, True): "denies", (True, True): "both"}.get(
            (bool(yes), bool(no)), "mentions"
        )
        for yes, no in groups.itertuples(index=False)
    ]
    wide = pd.Series(names, index=groups.index, dtype=object).unstack(reading)
    rows = pd.Index(sorted({*wide.index, *claims}), name=claim)
    return wide.reindex(rows).astype(object).fillna("leaves out")


def ground(table: pd.DataFrame) -> pd.DataFrame:
    """Divide the claims into shared ground, contested ground and silence.

    Parameters
    ----------
    table
        From :func:`stands`.

    Returns
    -------
    DataFrame
        One row a claim, indexed as ``table``: ``ground``: ``contested`` (one asserts
        what another, or the same, denies), ``shared`` (two or more take the same
        side, none the other), ``one reading`` (only one takes a side) or ``silence``
        (none does); and the tuples ``asserted_by``, ``denied_by``, ``left_out_by``. A
        reading that asserts and denies is in both.

    Examples
    --------
    >>> said = pd.DataFrame({"speaker": ["A", "B"], "concept": "x", "stance": [1, -1]})
    >>> ground(stands(said))["ground"].to_dict()
    {'x': 'contested'}
    """
    frames.check_values("the table of stands", table.to_numpy().ravel(), STANDS)
    sides = {
        "asserts": ("asserts", "both"),
        "denies": ("denies", "both"),
        "silent": ("leaves out",),
    }
    found = []
    for row in table.to_numpy(dtype=object):
        by = {
            side: tuple(
                who for who, stand in zip(table.columns, row, strict=True) if stand in those
            )
            for side, those in sides.items()
        }
        found.append((_ground(by["asserts"], by["denies"]), *by.values()))
    answer = frames.rows(found, ["ground", "asserted_by", "denied_by", "left_out_by"])
    return answer.set_index(table.index)


def silence(table: pd.DataFrame) -> pd.DataFrame:
    """List what each reading leaves out that another takes a side on.

    Parameters
    ----------
    table
        From :func:`stands`.

    Returns
    -------
    DataFrame
        ``reading``, ``claim``, ``said_by`` (tuple of the readings that take a side).

    Examples
    --------
    >>> said = pd.DataFrame({"speaker": ["A", "B"], "concept": ["x", "y"], "stance": 1})
    >>> silence(stands(said)).values.tolist()
    [['A', 'y', ('B',)], ['B', 'x', ('A',)]]
    """
    sided = table.isin(["asserts", "denies", "both"])
    return frames.rows(
        (
            (reading, claim, tuple(table.columns[sided.loc[claim]]))
            for reading in table.columns
            for claim in table.index
            if table.loc[claim, reading] == "leaves out" and sided.loc[claim].any()
        ),
        ["reading", "claim", "said_by"],
    )


def rests_on(
    statements: pd.DataFrame, *, reading: str = "speaker", evidence: str = "evidence"
) -> pd.DataFrame:
    """Say which evidence each reading rests on, and who else uses it.

    Parameters
    ----------
    statements
        One row a statement or argument.
    reading, evidence
        Columns; several in a cell (``"E01;X02"``) count each.

    Returns
    -------
    DataFrame
        ``reading``, ``evidence``, ``statements`` (how many rest on it) and
        ``also_used_by`` (tuple). A reading that names no evidence has one row, with
        the evidence missing and 0 statements.

    Examples
    --------
    >>> table = pd.DataFrame({"speaker": ["A", "B"], "evidence": ["E1;E2", "E1"]})
    >>> rests_on(table)[["reading", "evidence", "also_used_by"]].values.tolist()
    [['A', 'E1', ('B',)], ['A', 'E2', ()], ['B', 'E1', ('A',)]]
    """
    frames.need(statements, reading, evidence)
    named = frames.explode(statements, reading)
    used = frames.explode(named, evidence).groupby([reading, evidence]).size()
    users: dict[Any, list[Any]] = {}
    pairs: list[tuple[Any, Any]] = used.index.tolist()
    for who, what in pairs:
        users.setdefault(what, []).append(who)
    found: list[tuple[Any, ...]] = [
        (who, what, number, tuple(each for each in users[what] if each != who))
        for (who, what), number in zip(pairs, used.tolist(), strict=True)
    ]
    bare = sorted(set(named[reading]) - {who for who, *_ in found})
    found += [(who, None, 0, ()) for who in bare]
    return frames.rows(found, ["reading", "evidence", "statements", "also_used_by"])


def _ground(asserted: tuple[Any, ...], denied: tuple[Any, ...]) -> str:
    if asserted and denied:
        return "contested"
    sided = len(asserted) + len(denied)
    return "shared" if sided > 1 else "one reading" if sided else "silence"
