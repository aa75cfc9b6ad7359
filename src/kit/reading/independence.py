"""How many independent sources stand behind a claim.

Ten reports of one man's words are one source. Two numbers say so: the distinct
innermost voices, and the smallest set of voices who would all have to be wrong.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd

from kit.reading import attribution, frames

ARTICLE = ("article", "out")
CLAIM = ("claim", "in")
REPORTERS = ("trusted", "counted")

Node = tuple[str, str]
Flow = dict[Node, dict[Node, int]]


def sourcing(
    statements: pd.DataFrame,
    *,
    by: str | Sequence[str] = ("concept", "stance"),
    chain: str = "chain",
    reporter: str = "trusted",
) -> pd.DataFrame:
    """Count what each claim rests on.

    Parameters
    ----------
    statements
        One row a statement; statements of one claim say the same.
    by
        The columns that make two statements the same claim.
    chain
        Column of chains, outermost voice first; a statement without one is left out.
    reporter
        ``"trusted"``: the outermost voice is the page in the reader's hand and is
        believed about *what it was told*; it counts only where it speaks for itself.
        ``"counted"``: it can be wrong as any other voice; then one article is never
        more than one source.

    Returns
    -------
    DataFrame
        One row a claim: the columns of ``by``, ``statements``, ``sources`` (number of
        distinct innermost voices), ``independent`` (size of the minimum vertex cut
        between article and claim) and ``would_be_wrong`` (one such cut, nearest to
        the reader, names sorted). A joint voice is one voice.

    Raises
    ------
    ReadingError
        If a column is missing, a chain is broken or ``reporter`` is unknown.

    Examples
    --------
    >>> table = pd.DataFrame({"concept": "talks", "chain": ["ART>ADA", "ART>ADA>BEN"]})
    >>> sourcing(table, by="concept").values.tolist()
    [['talks', 2, 2, 1, ('ADA',)]]
    """
    frames.choose("reporter", reporter, REPORTERS)
    keys = [by] if isinstance(by, str) else list(by)
    frames.need(statements, *keys)
    links = attribution.chains(statements, chain=chain)["voices"]
    told = statements[keys].assign(_voices=links)[links.map(len) > 0]
    found = []
    for claim, part in told.groupby(keys, dropna=False, sort=True):
        paths = list(part["_voices"])
        cut = smallest_cut([_from_article(path, reporter) for path in paths])
        found.append([*claim, len(paths), len({path[-1] for path in paths}), len(cut), cut])
    return frames.rows(found, [*keys, "statements", "sources", "independent", "would_be_wrong"])


def smallest_cut(paths: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Find the fewest voices who together stand in every way from article to claim.

    By Menger's theorem their number is that of the ways that share no voice. It is
    found by augmenting paths in a graph in which each voice is an edge of
    capacity 1 (Ford and Fulkerson).

    Parameters
    ----------
    paths
        The voices of each way, from the article's side to the claim's; at least one
        voice each.

    Returns
    -------
    tuple of str
        The cut nearest to the article, sorted.

    Raises
    ------
    ReadingError
        If a way has no voice: then no set of voices could cut it.

    Examples
    --------
    >>> smallest_cut([("ADA",), ("ADA", "BEN"), ("TKE",)])
    ('ADA', 'TKE')
    """
    ways = [tuple(path) for path in paths]
    if not all(ways):
        msg = "A way from article to claim has no voice. Allowed: one or more names a way."
        raise frames.ReadingError(msg)
    graph = _graph(ways)
    while back := _augmenting(graph):
        _push(graph, back)
    reached = _reached(graph)
    return tuple(
        sorted(name for name, side in reached if side == "in" and (name, "out") not in reached)
    )


def _from_article(path: tuple[str, ...], reporter: str) -> tuple[str, ...]:
    return path[1:] if reporter == "trusted" and len(path) > 1 else path


def _graph(ways: Iterable[tuple[str, ...]]) -> Flow:
    """Make the residual graph: voices can carry 1, links between them any number."""
    graph: Flow = {ARTICLE: {}, CLAIM: {}}
    many = sum(1 for _ in ways) + 1
    for way in ways:
        for name in way:
            graph.setdefault((name, "in"), {})[(name, "out")] = 1
            graph.setdefault((name, "out"), {}).setdefault((name, "in"), 0)
        ends = [ARTICLE, *((name, side) for name in way for side in ("in", "out")), CLAIM]
        for left, right in list(pairwise(ends))[::2]:
            graph[left][right] = many
            graph[right].setdefault(left, 0)
    return graph


def _reached(graph: Flow) -> dict[Node, Node]:
    """Walk the edges with capacity left, breadth first; give where each node was reached from."""
    came: dict[Node, Node] = {ARTICLE: ARTICLE}
    waiting = deque([ARTICLE])
    while waiting:
        here = waiting.popleft()
        for there, left in graph[here].items():
            if left > 0 and there not in came:
                came[there] = here
                waiting.append(there)
    return came


def _augmenting(graph: Flow) -> list[tuple[Node, Node]]:
    """Find a way with capacity left from article to claim; an empty list if none is."""
    came = _reached(graph)
    way: list[tuple[Node, Node]] = []
    here = CLAIM
    while here in came and here != ARTICLE:
        way.append((came[here], here))
        here = came[here]
    return way


def _push(graph: Flow, way: Iterable[tuple[Node, Node]]) -> None:
    for left, right in way:
        graph[left][right] -= 1
        graph[right][left] += 1
