"""GraphML: networks for Gephi, visone, yEd, Cytoscape, igraph and networkx."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import numpy as np
import pandas as pd

from kit.exchange.report import ExchangeError, need, some

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write(
    network: pd.DataFrame,
    path: str | Path,
    *,
    nodes: pd.DataFrame | None = None,
    weight: str = "weight",
) -> list[str]:
    """Write a network given as a matrix, such as those of `kit.reading.discourse`.

    Parameters
    ----------
    network
        Square with the same labels in rows and columns: a one-mode network,
        undirected if symmetric, else directed from row to column. Any other
        matrix is a two-mode network; its nodes carry ``mode`` (row or column).
        Cells of 0 are no edge.
    path
        The file to write.
    nodes
        What is known of the nodes, labelled by node; columns become attributes.
    weight
        The name of the edges' attribute.

    Returns
    -------
    list of str
        What was not written, one sentence each: missing cells, loops of an
        undirected network, rows of `nodes` that name no node.

    Raises
    ------
    ExchangeError
        If a cell is no number, or a label is not unique or stands for a row
        and for a column.
    """
    if not all(pd.api.types.is_numeric_dtype(kind) for kind in network.dtypes):
        msg = "The network holds cells that are no numbers. Allowed: numbers; 0 is no edge."
        raise ExchangeError(msg)
    rows, columns = list(network.index), list(network.columns)
    one_mode = len(rows) == len(columns) and set(rows) == set(columns)
    for labels in (rows, columns, rows + columns * (not one_mode)):
        _unique(labels)
    notes = []
    mode = {} if one_mode else {**dict.fromkeys(rows, "row"), **dict.fromkeys(columns, "column")}
    square = network.reindex(columns=rows) if one_mode else network
    cells = square.to_numpy(dtype=float)
    symmetric = one_mode and np.array_equal(cells, cells.T, equal_nan=True)
    loops = int(sum(_tied(cells[i, i]) for i in range(len(cells)))) if symmetric else 0
    edges = [
        (rows[i], column, {weight: float(cells[i, j])})
        for i in range(len(rows))
        for j, column in enumerate(square.columns)
        if _tied(cells[i, j]) and (j > i or not symmetric)
    ]
    holes = int(np.isnan(cells).sum())
    if loops:
        notes.append(f"Ties of a node to itself: {loops}.")
    if holes:
        notes.append(f"Missing cells, written as no edge: {holes}.")
    known = [(name, {"mode": mode[name]} if mode else {}) for name in dict.fromkeys(rows + columns)]
    notes += _write(known, edges, path, nodes, directed=one_mode and not symmetric)
    return notes


def write_edges(
    edges: pd.DataFrame,
    path: str | Path,
    *,
    source: str = "source",
    target: str = "target",
    nodes: pd.DataFrame | None = None,
    directed: bool = True,
) -> list[str]:
    """Write a network given as a list of edges, such as attacks between arguments.

    Parameters
    ----------
    edges
        A row per edge; columns beside `source` and `target` become attributes.
    nodes
        As in `write`; also adds nodes without an edge.
    directed
        Whether an edge points from source to target.

    Returns
    -------
    list of str
        What was not written: edges that lack an end.

    Raises
    ------
    ExchangeError
        If a column is missing.
    """
    need(edges, [source, target], "edges")
    whole = edges[edges[source].notna() & edges[target].notna()]
    rest = [name for name in edges.columns if name not in (source, target)]
    found = [
        (row[source], row[target], {name: row[name] for name in rest})
        for _, row in whole.iterrows()
    ]
    ends = [end for edge in found for end in edge[:2]]
    listed = list(nodes.index) if nodes is not None else []
    names = dict.fromkeys([*listed, *ends])
    notes = _write([(name, {}) for name in names], found, path, nodes, directed=directed)
    lost = edges.index[~edges.index.isin(whole.index)]
    return notes + ([f"Edges without both ends, in rows {some(lost)}."] if len(lost) else [])


Nodes = Sequence[tuple[Hashable, dict[str, Any]]]
Edges = Sequence[tuple[Hashable, Hashable, dict[str, Any]]]


def _write(
    known: Nodes, edges: Edges, path: str | Path, nodes: pd.DataFrame | None, *, directed: bool
) -> list[str]:
    """Write nodes and edges with their attributes, each declared once with its type."""
    details = nodes if nodes is not None else pd.DataFrame(index=[name for name, _ in known])
    _unique(list(details.index))
    table = details.to_dict("index")
    full = [(name, {**given, **table.get(name, {})}) for name, given in known]
    root = Xml.Element("graphml", xmlns=NAMESPACE)
    keys = _keys(root, "node", [given for _, given in full])
    keys |= _keys(root, "edge", [given for _, _, given in edges])
    graph = Xml.SubElement(root, "graph", edgedefault="directed" if directed else "undirected")
    for name, given in full:
        _data(Xml.SubElement(graph, "node", id=str(name)), given, "node", keys)
    for start, end, given in edges:
        edge = Xml.SubElement(graph, "edge", source=str(start), target=str(end))
        _data(edge, given, "edge", keys)
    Xml.indent(root)
    Xml.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    strangers = [name for name in details.index if name not in dict(known)]
    return [f"Rows of nodes that are not in the network: {some(strangers)}."] if strangers else []


def _keys(
    root: Xml.Element, kind: str, given: Iterable[dict[str, Any]]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Declare the attributes of nodes or edges; the type fits all their values."""
    values: dict[str, list[Any]] = {}
    for each in given:
        for name, value in each.items():
            values.setdefault(str(name), [])
            if not pd.isna(value):
                values[str(name)].append(value)
    keys = {}
    for number, (name, found) in enumerate(values.items()):
        key, form = f"{kind[0]}{number}", _form(found)
        attributes = {"id": key, "for": kind, "attr.name": name, "attr.type": form}
        Xml.SubElement(root, "key", attributes)
        keys[kind, name] = key, form
    return keys


def _form(values: Sequence[Any]) -> str:
    """Name the GraphML type that holds all values."""
    inferred = pd.api.types.infer_dtype(values, skipna=True)
    forms = {"boolean": "boolean", "integer": "long", "floating": "double"}
    forms["mixed-integer-float"] = "double"
    return forms.get(inferred, "string")


def _data(
    element: Xml.Element,
    given: dict[str, Any],
    kind: str,
    keys: dict[tuple[str, str], tuple[str, str]],
) -> None:
    """Write the attributes of one node or edge; a missing value is left away."""
    for name, value in given.items():
        if pd.isna(value):
            continue
        key, form = keys[kind, str(name)]
        text = str(bool(value)).lower() if form == "boolean" else str(value)
        Xml.SubElement(element, "data", key=key).text = text


def _tied(value: float) -> bool:
    """Tell whether a cell is an edge."""
    return not np.isnan(value) and value != 0


def _unique(labels: Sequence[Hashable]) -> None:
    """Refuse a label that would stand for two nodes."""
    counts = Counter(str(label) for label in labels)
    doubled = [name for name, count in counts.items() if count > 1]
    if doubled:
        msg = (
            f"The labels {some(doubled)} stand for more than one node. Allowed: one label a node; "
            "in a two-mode network rows and columns need different ones."
        )
        raise ExchangeError(msg)
