"""Who says so: chains of voices, and whose statement it counts as.

A chain is written from the outside in: in ``ART>ADA>BEN`` the narrator reports
what ADA says that BEN said. ``A+B`` is one joint voice. The notation follows the
nested sources of the MPQA corpus.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from kit.case.schema import JOINT, PASSES_ON, split_chain
from kit.reading import frames

VOICES = ("innermost", "reporter", "every", "discounted")
JOINTS = ("together", "apart")


def chains(
    statements: pd.DataFrame, *, chain: str = "chain", statement: str = "statement_id"
) -> pd.DataFrame:
    """Take the chain of every statement apart.

    Parameters
    ----------
    statements
        One row a statement.
    chain
        Column of chains, outermost voice first.
    statement
        Column of ids; carried over if the table has it.

    Returns
    -------
    DataFrame
        One row a statement, index kept: the id, ``chain``, ``voices`` (tuple,
        outermost first), ``depth`` (number of voices), ``reporter`` (outermost)
        and ``speaker`` (innermost; a joint voice stays one, as ``EVE+FAY``). A
        missing chain names nobody: depth 0, no reporter, no speaker.

    Raises
    ------
    ReadingError
        If the column is missing or a chain has an empty link.

    Examples
    --------
    >>> chains(pd.DataFrame({"chain": ["ART>ADA>BEN"]}))[["depth", "reporter", "speaker"]]
       depth reporter speaker
    0      3      ART     BEN
    """
    links = _links(statements, chain)
    kept = [statement] if statement in statements.columns else []
    return statements[[*kept, chain]].assign(
        voices=links,
        depth=links.map(len).astype("int64"),
        reporter=np.array([each[0] if each else None for each in links], dtype=object),
        speaker=np.array([each[-1] if each else None for each in links], dtype=object),
    )


def voices(
    statements: pd.DataFrame,
    *,
    voice: str = "innermost",
    gamma: float = 0.5,
    joint: str = "together",
    chain: str = "chain",
) -> pd.DataFrame:
    """Say whose statement it counts as, and how much.

    The result goes into any function that counts, with ``actor="voice",
    weight="weight"``; so one can see what a network owes to the choice.

    Parameters
    ----------
    statements
        One row a statement.
    voice
        ``"innermost"``: who is said to have said it. ``"reporter"``: who tells the
        reader (the outermost voice). ``"every"``: each voice of the chain fully.
        ``"discounted"``: the innermost fully, each retelling ``gamma`` times as much
        as the voice it retells; ``gamma=0`` is innermost, ``gamma=1`` is every.
    gamma
        From 0 to 1; used by ``"discounted"`` alone.
    joint
        ``"together"``: ``A+B`` is one voice, as the text has it. ``"apart"``: a row
        for A and one for B, each with the whole weight, for both are said to have
        said it; sums over voices then exceed the number of statements.
    chain
        Column of chains.

    Returns
    -------
    DataFrame
        The columns of ``statements`` with ``voice`` and ``weight`` (replaced if
        they were there), one row a statement and voice; a voice that occurs twice
        in a chain counts once, at its greater weight. A statement without a chain
        has no row, nor has a voice of weight 0.

    Raises
    ------
    ReadingError
        If a column is missing, a chain is broken or a choice is unknown.

    Examples
    --------
    >>> table = pd.DataFrame({"chain": ["ART>ADA>BEN"]})
    >>> voices(table, voice="discounted", gamma=0.5)[["voice", "weight"]].values.tolist()
    [['ART', 0.25], ['ADA', 0.5], ['BEN', 1.0]]
    """
    frames.choose("voice", voice, VOICES)
    frames.choose("joint", joint, JOINTS)
    frames.fraction("gamma", gamma)
    links = _links(statements, chain)
    shares = {each: _shares(each, voice, gamma, joint) for each in links.unique()}
    pairs = [shares[each] for each in links]
    repeated = np.repeat(np.arange(len(pairs)), [len(each) for each in pairs])
    return statements.iloc[repeated].assign(
        voice=np.array([name for each in pairs for name, _ in each], dtype=object),
        weight=np.array([share for each in pairs for _, share in each], dtype=float),
    )


def per_voice(
    statements: pd.DataFrame,
    *,
    voice: str = "innermost",
    gamma: float = 0.5,
    joint: str = "together",
    chain: str = "chain",
) -> pd.DataFrame:
    """Count statements by voice.

    Parameters
    ----------
    statements, voice, gamma, joint, chain
        As in :func:`voices`.

    Returns
    -------
    DataFrame
        ``voice``, ``statements`` (sum of weights) and ``share`` (of the sum), most
        first, ties by name.

    Examples
    --------
    >>> per_voice(pd.DataFrame({"chain": ["ART>ADA", "ART>ADA", "ART"]})).values.tolist()
    [['ADA', 2.0, 0.6666666666666666], ['ART', 1.0, 0.3333333333333333]]
    """
    long = voices(statements, voice=voice, gamma=gamma, joint=joint, chain=chain)
    sums = long.groupby("voice", sort=True)["weight"].sum()
    counted = sums.sort_values(ascending=False, kind="stable").rename("statements")
    table = counted.rename_axis("voice").reset_index()
    return table.assign(share=table["statements"] / table["statements"].sum())


def relays(
    statements: pd.DataFrame, *, chain: str = "chain", joint: str = "together"
) -> pd.DataFrame:
    """List who passes on whose words, and in how many statements.

    Returns
    -------
    DataFrame
        ``outer`` (who reports), ``inner`` (who is reported), ``statements``.

    Examples
    --------
    >>> relays(pd.DataFrame({"chain": ["ART>ADA>BEN", "ART>ADA"]})).values.tolist()
    [['ADA', 'BEN', 1], ['ART', 'ADA', 2]]
    """
    frames.choose("joint", joint, JOINTS)
    pairs = [
        (outer, inner)
        for links in _links(statements, chain)
        for left, right in pairwise(links)
        for outer in _members(left, joint)
        for inner in _members(right, joint)
    ]
    table = frames.rows(pairs, ["outer", "inner"])
    return table.groupby(["outer", "inner"]).size().rename("statements").reset_index()


def holders(statements: pd.DataFrame, *, holder: str = "holder") -> pd.DataFrame:
    """Give each holder of a stance a row: whose wish or act is described.

    The holder is often not the speaker. Statements without a holder
    (background) have no row.

    Examples
    --------
    >>> holders(pd.DataFrame({"holder": ["RUS;TUR", None]}))["holder"].tolist()
    ['RUS', 'TUR']
    """
    return frames.explode(statements, holder)


def silent(
    statements: pd.DataFrame,
    *,
    actors: Iterable[str] = (),
    chain: str = "chain",
    holder: str = "holder",
) -> pd.DataFrame:
    """Find who is spoken about and never speaks.

    Parameters
    ----------
    statements
        One row a statement.
    actors
        Further actors to look for, such as all of a case; they come in the order
        given, others after them by name.
    chain, holder
        Columns. A joint voice lets each of its members speak.

    Returns
    -------
    DataFrame
        ``actor``; ``speaks``: statements that are the actor's own (innermost);
        ``relays``: statements of others that the actor passes on; ``spoken_about``:
        statements about the actor by somebody else; ``silent``: spoken about, and
        in no chain.

    Examples
    --------
    >>> table = pd.DataFrame({"chain": ["ART>ADA"], "holder": ["RUS"]})
    >>> silent(table).set_index("actor")["silent"].to_dict()
    {'ADA': False, 'ART': False, 'RUS': True}
    """
    frames.need(statements, chain, holder)
    own: Counter[str] = Counter()
    passing: Counter[str] = Counter()
    about: Counter[str] = Counter()
    for links, cell in zip(_links(statements, chain), statements[holder], strict=True):
        members = [set(_members(link, "apart")) for link in links]
        speaking = members[-1] if members else set()
        own.update(speaking)
        passing.update(set().union(*members) - speaking)
        about.update(set(frames.split(cell)) - speaking)
    named = list(dict.fromkeys([*actors, *sorted({*own, *passing, *about})]))
    return frames.rows(
        (
            (
                name,
                own[name],
                passing[name],
                about[name],
                about[name] > 0 and own[name] == passing[name] == 0,
            )
            for name in named
        ),
        ["actor", "speaks", "relays", "spoken_about", "silent"],
    )


def _links(statements: pd.DataFrame, chain: str) -> pd.Series:
    """Give the links of each chain; every different chain is taken apart once."""
    frames.need(statements, chain)
    parsed = {each: _parse(each, chain) for each in statements[chain].dropna().unique()}
    return statements[chain].map(lambda each: parsed.get(each, ()))


def _parse(given: Any, column: str) -> tuple[str, ...]:
    """Take one chain apart, or say what is wrong with it."""
    links = split_chain(given) if isinstance(given, str) else [[""]]
    if not all(name for link in links for name in link):
        msg = (
            f"{column!r} holds {given!r}, which is no chain. Allowed: names from the outside in, "
            f"such as A{PASSES_ON}B{PASSES_ON}C; a joint voice is A{PASSES_ON}B{JOINT}C."
        )
        raise frames.ReadingError(msg)
    return tuple(JOINT.join(link) for link in links)


def _members(link: str, joint: str) -> list[str]:
    return link.split(JOINT) if joint == "apart" else [link]


def _shares(
    links: tuple[str, ...], voice: str, gamma: float, joint: str
) -> list[tuple[str, float]]:
    """Weigh the voices of one chain, outermost first."""
    factor = {"innermost": 0.0, "every": 1.0, "discounted": gamma}.get(voice, 0.0)
    spoken = links[:1] if voice == "reporter" else links
    shares: dict[str, float] = {}
    for relays_between, link in enumerate(reversed(spoken)):
        for name in reversed(_members(link, joint)):
            shares.setdefault(name, factor**relays_between)
    return [(name, share) for name, share in reversed(shares.items()) if share > 0]
