"""Marks in a text: where they begin and end, and the text cut where one of them does."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from kit.reading import certainty, frames
from kit.reading.lexicon import VERBS

QUOTED = re.compile(r"“[^”]*(?:”|$)|^[^“]*”|\"[^\"]*\"")
SENTENCE_ENDS = '.!?:“"'


class Mark(NamedTuple):
    """A stretch of a text with what is to be said about it."""

    start: int
    end: int
    kind: str
    tag: str


def runs(text: str, marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Cut a text wherever a mark begins or ends.

    Returns
    -------
    list of dict
        ``text``, ``kinds`` (of the marks over it) and ``tags`` (of those that end with
        it). Joined, the texts are the whole text again.

    Examples
    --------
    >>> for run in runs("It may rain.", [Mark(3, 6, "words", "hedge")]):
    ...     print(run["text"], run["kinds"], run["tags"])
    It  [] []
    may ['words'] ['hedge']
     rain. [] []
    """
    known = sorted(set(marks))
    edges = sorted({0, len(text), *(edge for mark in known for edge in mark[:2])})
    return [
        {
            "text": text[start:end],
            "kinds": sorted({mark.kind for mark in known if mark.start <= start < mark.end}),
            "tags": [mark.tag for mark in known if mark.end == end],
        }
        for start, end in pairwise(edges)
    ]


def phrases(text: str, tags: Mapping[str, str], kind: str) -> list[Mark]:
    """Mark whole words and phrases, the longest first, whatever their case.

    Examples
    --------
    >>> phrases("Ada Oak and Ada", {"Ada": "A", "Ada Oak": "O"}, "actors")
    [Mark(start=0, end=7, kind='actors', tag='O'), Mark(start=12, end=15, kind='actors', tag='A')]
    """
    by_length = sorted((each for each in tags if each.strip()), key=len, reverse=True)
    if not by_length:
        return []
    any_of = "|".join(re.escape(each) for each in by_length)
    known = {each.lower(): tag for each, tag in tags.items()}
    return [
        Mark(*found.span(), kind, known[found.group().lower()])
        for found in re.finditer(rf"(?<!\w)(?:{any_of})(?!\w)", text, re.IGNORECASE)
        if found.group().lower() in known
    ]


def colouring(text: str) -> list[Mark]:
    """Mark hedges, boosters, loaded and distancing words, also those that report.

    A capital inside a sentence is a name: *May* is a month there.

    Examples
    --------
    >>> [(text[start:end], tag) for text in ["He admitted in May that it may rain."]
    ...     for start, end, _, tag in colouring(text)]
    [('admitted', 'loaded'), ('may', 'hedge')]
    """
    spans = [found.span() for found in certainty.WORD.finditer(text)]
    table = certainty.markers(pd.DataFrame({"unit_id": ["here"], "text": [text]}))
    found = [
        Mark(spans[position][0], spans[position + len(word.split()) - 1][1], "words", kind)
        for word, kind, position in table[["word", "kind", "position"]].itertuples(index=False)
    ]
    verbs = {word: kind for kind in ("loaded", "distancing") for word in VERBS[kind]}
    return [
        mark
        for mark in sorted({*found, *phrases(text, verbs, "words")})
        if not text[mark.start].isupper() or _begins(text, mark.start)
    ]


def quoted(text: str, wholly: bool = False) -> list[Mark]:
    """Mark what stands inside quotation marks, or all of it.

    Examples
    --------
    >>> [mark[:2] for mark in quoted("He said “yes”.")]
    [(8, 13)]
    """
    if wholly:
        return [Mark(0, len(text), "quotation", "quoted")] if text else []
    return [Mark(*each.span(), "quotation", "quoted") for each in QUOTED.finditer(text)]


def called(actors: pd.DataFrame | None) -> dict[str, str]:
    """Give the id of an actor by each of its names: aliases, parts, a person's last name.

    Examples
    --------
    >>> called(pd.DataFrame({"actor_id": ["OAK"], "name": ["Ada Oak"], "type": ["person"]}))
    {'Ada Oak': 'OAK', 'Oak': 'OAK'}
    """
    names: dict[str, str] = {}
    if actors is None:
        return names
    frames.need(actors, "actor_id", "name")
    for row in actors.astype(object).where(actors.notna(), None).to_dict("records"):
        bare = re.sub(r"\(.*?\)", "", str(row["name"] or ""))
        whole = [part.strip() for part in bare.split(" / ")]
        last = [part.split()[-1] for part in whole if row.get("type") == "person" and part]
        for name in [*whole, *frames.split(row.get("aliases")), *last]:
            names.setdefault(str(name), str(row["actor_id"]))
    return {name: id for name, id in names.items() if name}


def _begins(text: str, position: int) -> bool:
    before = text[:position].rstrip()
    return not before or before[-1] in SENTENCE_ENDS
