"""Copying or corroboration: which documents have one origin, which repeat each other.

Many outlets are not many confirmations. Where a text comes from, and what wording it
shares with another, tell a copy from a second witness.
"""

import re
from collections.abc import Collection
from itertools import combinations

import pandas as pd

from kit.reading import frames

WORD = re.compile(r"\w+(?:['’-]\w+)*")


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
