"""Argdown: argument maps as text that people read and tools draw.

Written are statements ``[title]`` and arguments ``<title>`` with their text,
what else is known of them as data, and who supports, attacks, undercuts or
contradicts whom. Read is this subset of the language; other lines are listed,
not guessed at.
"""

import json
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from kit.exchange.report import ExchangeError, need, some, text_of

KINDS = ("statement", "argument")
# The sign in front of a source, below its target.
SIGNS: Mapping[str, str] = {
    "support": "<+",
    "attack": "<-",
    "undercut": "<_",
    "contradiction": "><",
}
INCOMING = {**{sign: name for name, sign in SIGNS.items()}, "+": "support", "-": "attack"}
INCOMING["_"] = "undercut"
OUTGOING = {"+>": "support", "->": "attack", "_>": "undercut"}

_SPECIAL = re.compile(r"[\\@#*_\[\]<>{}]|/(?=[/*])|[.:](?=\S)")
_TITLE = re.compile(r"(?!-)[^\[\]<>\r\n]+")
_LINE = re.compile(
    r"\s*(?:(?P<sign>><|<\+|\+>|<-|->|<_|_>|\+|-|_)\s+)?"
    r"(?:\[(?P<statement>[^\[\]<>]+)\]|<(?P<argument>[^\[\]<>]+)>)"
    r"(?::\s+(?P<text>(?:\\.|[^\\{])*?)(?:\s*(?P<data>\{.*\}))?)?\s*"
)


@dataclass(frozen=True)
class Map:
    """An argument map: its nodes, its edges, and what could not be taken."""

    title: str
    nodes: pd.DataFrame
    edges: pd.DataFrame
    left_out: tuple[str, ...]


def write(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    path: str | Path,
    *,
    title: str = "",
    node: str = "id",
    text: str = "text",
    kind: str | None = None,
    source: str = "source",
    target: str = "target",
    relation: str = "relation",
) -> list[str]:
    """Write an argument map.

    Parameters
    ----------
    nodes
        A row per node; columns beside `node`, `text` and `kind` become data.
    edges
        A row per relation, from `source` to `target`; `relation` is support,
        attack, undercut (of an argument) or contradiction (of two statements).
    title
        Of the whole map.
    kind
        The column that says statement or argument; by default all are statements.

    Returns
    -------
    list of str
        What was not written, one sentence each.

    Raises
    ------
    ExchangeError
        For an unknown relation or kind, an edge to no node, or an id that
        Argdown cannot hold.
    """
    need(nodes, [node, text, kind], "nodes")
    need(edges, [source, target, relation], "edges")
    kinds = dict(zip(nodes[node], nodes[kind] if kind else ["statement"] * len(nodes), strict=True))
    _check(nodes[node], kinds, edges[[source, target, relation]])
    parts = [f"===\ntitle: {json.dumps(title, ensure_ascii=False)}\n==="] if title else []
    rest = [name for name in nodes.columns if name not in (node, text, kind)]
    broken = []
    for row in nodes.to_dict("records"):
        content = "" if pd.isna(row[text]) else str(row[text])
        if content != " ".join(content.split()):
            broken.append(row[node])
        data = _data({str(name): row[name] for name in rest})
        line = f"{_named(row[node], kinds)}: {_escaped(' '.join(content.split()))} {data}"
        parts.append(line.rstrip())
    for end, group in edges.groupby(target, sort=False):
        lines = [
            f"  {SIGNS[name]} {_named(start, kinds)}"
            for start, name in group[[source, relation]].itertuples(index=False)
        ]
        parts.append("\n".join([_named(end, kinds), *lines]))
    Path(path).write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    more = [name for name in edges.columns if name not in (source, target, relation)]
    notes = [f"Relations have no place for the columns {some(more, None)}."] if more else []
    if broken:
        notes.append(f"Line breaks and double spaces in the texts of {some(broken)}.")
    return notes


def read(path: str | Path) -> Map:
    """Read an argument map of the kind that `write` writes.

    Returns
    -------
    Map
        ``nodes`` with ``id``, ``kind``, ``text`` and a column per key of the
        data; ``edges`` with ``source``, ``target``, ``relation``; ``left_out``
        with the lines that were not understood. A node that is only mentioned
        has no text. Nested relations are not taken: each must stand right
        below its target.

    Raises
    ------
    ExchangeError
        If the file cannot be read.
    """
    title, lines = _front_matter(text_of(path).split("\n"))
    nodes: dict[tuple[str, str], dict[str, Any]] = {}
    edges: list[tuple[str, str, str]] = []
    notes: list[str] = []
    parent, depth = "", 0
    for number, line in lines:
        found = _LINE.fullmatch(line)
        if not line.strip():
            parent = ""
            continue
        indent = len(line) - len(line.lstrip())
        depth = indent if found and parent and not depth else depth
        sign = found["sign"] if found else None
        if not found or (sign and (not parent or indent != depth)):
            notes.append(f"Line {number}: {line.strip()}")
            continue
        name = _take(found, nodes, number, notes)
        if sign is None:
            parent, depth = name, 0
        elif sign in OUTGOING:
            edges.append((parent, name, OUTGOING[sign]))
        else:
            edges.append((name, parent, INCOMING[sign]))
    rows = [{"id": name, "kind": kind, **given} for (name, kind), given in nodes.items()]
    first = ["id", "kind", "text"]
    frame = pd.DataFrame(rows, columns=None if rows else first)
    frame = frame[[*first, *(each for each in frame.columns if each not in first)]]
    return Map(
        title, frame, pd.DataFrame(edges, columns=["source", "target", "relation"]), tuple(notes)
    )


def _take(
    found: re.Match[str],
    nodes: dict[tuple[str, str], dict[str, Any]],
    number: int,
    notes: list[str],
) -> str:
    """Take the node of a line with its text and data; give its name."""
    kind = "statement" if found["statement"] else "argument"
    name = str(found[kind])
    node = nodes.setdefault((name, kind), {"text": None})
    if found["text"] is not None:
        node["text"] = re.sub(r"\\(.)", r"\1", found["text"])
    if found["data"]:
        try:
            node |= json.loads(found["data"])
        except ValueError:
            notes.append(f"Line {number}: data that is no JSON: {found['data']}")
    return name


def _front_matter(lines: list[str]) -> tuple[str, list[tuple[int, str]]]:
    """Split off the title between two lines of equals signs."""
    numbered = list(enumerate(lines, start=1))
    if not lines or not lines[0].startswith("==="):
        return "", numbered
    end = next((n for n, line in numbered[1:] if line.startswith("===")), len(lines))
    given = [line.removeprefix("title:").strip() for line in lines[1 : end - 1] if "title:" in line]
    title = given[0] if given else ""
    return (json.loads(title) if title.startswith('"') else title), numbered[end:]


def _check(ids: pd.Series, kinds: Mapping[Hashable, str], edges: pd.DataFrame) -> None:
    """Refuse what Argdown cannot hold, with what it can."""
    wrong = [name for name in ids if not _TITLE.fullmatch(str(name))]
    if wrong or ids.duplicated().any():
        msg = (
            f"The ids {some(wrong or ids[ids.duplicated()])} cannot be titles. Allowed: each once, "
            "without [ ] < > and line breaks, not beginning with a hyphen."
        )
        raise ExchangeError(msg)
    strange = sorted({str(kind) for kind in kinds.values() if kind not in KINDS})
    if strange:
        msg = f"The kinds {some(strange)} are unknown. Allowed: {some(KINDS)}."
        raise ExchangeError(msg)
    for start, end, name in edges.itertuples(index=False):
        if name not in SIGNS:
            msg = f"The relation {name!r} is unknown. Allowed: {some(SIGNS)}."
            raise ExchangeError(msg)
        if start not in kinds or end not in kinds:
            msg = f"The relation {start} {name} {end} names no node. Nodes: {some(kinds)}."
            raise ExchangeError(msg)
        if name == "undercut" and kinds[end] != "argument":
            msg = f"{start} undercuts {end}, a statement. Allowed: to undercut an argument."
            raise ExchangeError(msg)
        if name == "contradiction" and "argument" in (kinds[start], kinds[end]):
            msg = f"{start} contradicts {end}. Allowed: a contradiction of two statements."
            raise ExchangeError(msg)


def _named(name: Hashable, kinds: Mapping[Hashable, str]) -> str:
    return f"<{name}>" if kinds[name] == "argument" else f"[{name}]"


def _escaped(text: str) -> str:
    """Put a backslash before whatever Argdown would take for its own."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _data(given: Mapping[str, Any]) -> str:
    """Write what is known as JSON, which is YAML too; braces inside would end it early."""
    known = {name: value for name, value in given.items() if not pd.isna(value)}
    plain = {name: getattr(value, "item", lambda v=value: v)() for name, value in known.items()}
    if not plain:
        return ""
    inner = json.dumps(plain, ensure_ascii=False, default=str)[1:-1]
    return "{" + inner.replace("{", "\\u007b").replace("}", "\\u007d") + "}"
