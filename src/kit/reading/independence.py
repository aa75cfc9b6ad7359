"""How many independent sources stand behind a claim, and which texts are copies.

Ten reports of one man's words are one source. Two numbers say so: the distinct
innermost voices, and the smallest set of voices who would all have to be wrong.
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations, pairwise

import pandas as pd

from kit.reading import attribution, frames

ARTICLE = ("article", "out")
CLAIM = ("claim", "in")
REPORTERS = ("trusted", "counted")
WORD = re.compile(r"\w+(?:['’-]\w+)*")

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
    >>> table = pd.DataFrame({"concept": "talks", "chain": ["NAR>BOT", "NAR>BOT>SHA"]})
    >>> sourcing(table, by="concept").values.tolist()
    [['talks', 2, 2, 1, ('BOT',)]]
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
    >>> smallest_cut([("BOT",), ("BOT", "SHA"), ("TKE",)])
    ('BOT', 'TKE')
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


def origins(
    documents: pd.DataFrame, *, document: str = "document", taken_from: str = "taken_from"
) -> pd.DataFrame:
    """Trace documents to their origins: two outlets with one origin are one source.

    Parameters
    ----------
    documents
        One row a document.
    document
        Column of ids.
    taken_from
        Column of the documents (or persons) it takes its content from, several
        joined by ``;``. Missing: it is an origin itself. Names that are no document
        of the table are origins.

    Returns
    -------
    DataFrame
        ``document``; ``origins`` (tuple, sorted); ``family``: documents that share an
        origin, directly or through others, have one number, from 1 in the order of
        the table; ``circular``: it takes from itself through others. A document
        whose every way runs in a circle has no origin: nobody has seen anything.

    Examples
    --------
    >>> table = pd.DataFrame({"document": ["A", "B", "C"], "taken_from": ["Z", "A", None]})
    >>> origins(table)[["origins", "family"]].values.tolist()
    [[('Z',), 1], [('Z',), 1], [('C',), 2]]
    """
    frames.need(documents, document, taken_from)
    sources: dict[str, list[str]] = {}
    for name, cell in zip(documents[document], documents[taken_from], strict=True):
        sources.setdefault(name, []).extend(frames.split(cell))
    behind = {name: _behind(name, sources) for name in sources}
    roots = {
        name: tuple(sorted(each for each in {name, *found} if not sources.get(each)))
        for name, found in behind.items()
    }
    family = _families({name: {*behind[name], name} for name in sources})
    return frames.rows(
        ((name, roots[name], family[name], name in behind[name]) for name in sources),
        ["document", "origins", "family", "circular"],
    )


def common_wording(
    texts: pd.DataFrame,
    *,
    document: str = "document",
    text: str = "text",
    run: int = 6,
    slips: Collection[str] = (),
) -> pd.DataFrame:
    """Compare the wording of documents two by two: copies repeat runs of words, and slips.

    Parameters
    ----------
    texts
        One row a document. A missing text is an empty one.
    document, text
        Columns.
    run
        How many words in a row count as common wording.
    slips
        Rare words that only copying explains, such as a typing error.

    Returns
    -------
    DataFrame
        One row a pair: ``first``, ``second``, ``shared`` (different runs in both),
        ``share_first``, ``share_second`` (of each one's own runs; 0 if it has none),
        ``longest`` (longest common run, in words), ``slips`` (in both) and
        ``copied`` (common runs or slips). No common wording is *not* yet
        independence: a paraphrase copies without a trace.

    Raises
    ------
    ReadingError
        If a column is missing or ``run`` is less than 1.

    Examples
    --------
    >>> table = pd.DataFrame({"document": ["A", "B"], "text": ["a very odd day", "an odd day"]})
    >>> common_wording(table, run=2)[["shared", "longest", "copied"]].values.tolist()
    [[1, 2, True]]
    """
    frames.need(texts, document, text)
    if run < 1:
        msg = f"run = {run!r}. Allowed: 1 or more words."
        raise frames.ReadingError(msg)
    words = {
        name: [word.lower() for word in WORD.findall(found if isinstance(found, str) else "")]
        for name, found in zip(texts[document], texts[text], strict=True)
    }
    marks = {slip.lower() for slip in slips}
    return frames.rows(
        (_pair(a, b, words, run, marks) for a, b in combinations(words, 2)),
        ["first", "second", "shared", "share_first", "share_second", "longest", "slips", "copied"],
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


def _behind(name: str, sources: dict[str, list[str]]) -> set[str]:
    """Collect everything a document takes from, through any number of steps."""
    found: set[str] = set()
    waiting = list(sources[name])
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(sources.get(here, ()))
    return found


def _families(reach: dict[str, set[str]]) -> dict[str, int]:
    """Number the documents whose sources meet."""
    merged: list[set[str]] = []
    for found in reach.values():
        meeting = [each for each in merged if each & found]
        merged = [each for each in merged if not each & found] + [found.union(*meeting)]
    number: dict[frozenset[str], int] = {}
    family = {}
    for name in reach:
        mine = frozenset(next(each for each in merged if name in each))
        family[name] = number.setdefault(mine, len(number) + 1)
    return family


def _pair(
    a: str, b: str, words: dict[str, list[str]], run: int, marks: set[str]
) -> tuple[str, str, int, float, float, int, tuple[str, ...], bool]:
    runs_a, runs_b = _runs(words[a], run), _runs(words[b], run)
    shared = runs_a & runs_b
    slips = tuple(sorted(marks & set(words[a]) & set(words[b])))
    return (
        a,
        b,
        len(shared),
        len(shared) / max(len(runs_a), 1),
        len(shared) / max(len(runs_b), 1),
        _longest(words[a], words[b]),
        slips,
        bool(shared or slips),
    )


def _runs(words: list[str], run: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + run]) for i in range(len(words) - run + 1)}


def _longest(a: list[str], b: list[str]) -> int:
    """Length of the longest run of words in both, by the usual table, one row at a time."""
    best = 0
    above: list[int] = [0] * (len(b) + 1)
    for word in a:
        row = [0]
        for j, other in enumerate(b):
            row.append(above[j] + 1 if word == other else 0)
        best = max(best, *row)
        above = row
    return best
