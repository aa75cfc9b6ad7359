"""W3C Web Annotation: statements anchored in a text by quote and by position.

Each statement becomes one annotation (JSON-LD). Its target is the text, with a
TextQuoteSelector (the words, and some before and after) and a
TextPositionSelector (where they stand); each other column becomes a body with
the column's name as its label. Positions count Unicode characters, as Python
does; JavaScript counts some of them twice.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from kit.exchange.report import ExchangeError, need, some, taken, text_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
JSON = "application/json"
ANCHOR = ("exact", "prefix", "suffix", "start", "stop")


def anchor(
    statements: pd.DataFrame,
    text: str,
    *,
    start: str = "start",
    stop: str = "stop",
    context: int = 32,
) -> pd.DataFrame:
    """Add the quoted words, and what stands around them, from start and stop.

    Parameters
    ----------
    statements
        A row per statement.
    text
        The text that start and stop count in.
    context
        How many characters before and after to keep: they tell two places with
        the same words apart, and find them again when the text has moved.

    Returns
    -------
    DataFrame
        With the columns ``exact``, ``prefix``, ``suffix``; missing where start
        or stop is.

    Raises
    ------
    ExchangeError
        If a place lies outside the text.

    Examples
    --------
    >>> anchor(pd.DataFrame({"start": [4], "stop": [9]}), "The ferry left.")["exact"].tolist()
    ['ferry']
    """
    need(statements, [start, stop], "statements")
    found: list[tuple[str | None, str | None, str | None]] = []
    for row, (first, last) in enumerate(zip(statements[start], statements[stop], strict=True)):
        if pd.isna(first) or pd.isna(last):
            found.append((None, None, None))
            continue
        a, b = int(first), int(last)
        if not 0 <= a <= b <= len(text):
            msg = f"Row {row}: {a} to {b} is no place in a text of {len(text)} characters."
            raise ExchangeError(msg)
        found.append((text[a:b], text[max(0, a - context) : a], text[b : b + context]))
    quotes = pd.DataFrame(found, columns=list(ANCHOR[:3]), index=statements.index)
    return statements.assign(**{name: quotes[name] for name in ANCHOR[:3]})


def write(
    statements: pd.DataFrame,
    path: str | Path,
    *,
    source: str,
    identity: str | None = None,
    exact: str = "exact",
    prefix: str = "prefix",
    suffix: str = "suffix",
    start: str = "start",
    stop: str = "stop",
) -> list[str]:
    """Write statements as Web Annotations.

    Parameters
    ----------
    statements
        A row per statement. The five columns of the anchor are used where they
        exist; all others become bodies. Missing values are not written. Dates
        are written as ISO text.
    source
        Address of the text, the same for all statements, or the name of a
        column that holds it.
    identity
        The column of ids; by default the rows are numbered.

    Returns
    -------
    list of str
        What could not be written: statements without any anchor point to the
        text as a whole.

    Raises
    ------
    ExchangeError
        If `identity` is no column.
    """
    need(statements, [identity], "statements")
    places = dict(zip(ANCHOR, (exact, prefix, suffix, start, stop), strict=True))
    special = {*places.values(), identity, source}
    bodies = [name for name in statements.columns if name not in special]
    items, adrift = [], []
    for number, row in enumerate(statements.to_dict("records"), start=1):
        name = str(row[identity]) if identity else str(number)
        given = {key: _plain(row.get(column)) for key, column in places.items()}
        selectors = _selectors(given)
        target: dict[str, Any] = {"source": str(row.get(source, source))}
        if selectors:
            target["selector"] = selectors
        else:
            adrift.append(name)
        body = [_body(column, _plain(row[column])) for column in bodies if _known(row[column])]
        items.append({"id": f"#{name}", "type": "Annotation", "body": body, "target": target})
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": items}
    Path(path).write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [f"No quote and no position, so no place in the text: {some(adrift)}."] if adrift else []


def read(path: str | Path) -> pd.DataFrame:
    """Read Web Annotations: a single one, a list, a page or a collection.

    Returns
    -------
    DataFrame
        A row per annotation and target: ``id``, ``source``, ``exact``,
        ``prefix``, ``suffix``, ``start``, ``stop``, then a column per label of
        a body. A body without a label goes by its purpose, such as
        ``commenting``. ``attrs["left_out"]`` lists what was not taken.

    Raises
    ------
    ExchangeError
        If the file is no JSON or holds no annotations.
    """
    try:
        data = json.loads(text_of(path))
    except ValueError as error:
        msg = f"{path}: is no JSON ({error}). Give a file of Web Annotations (JSON-LD)."
        raise ExchangeError(msg) from error
    rows: list[dict[str, Any]] = []
    notes: list[str] = []
    for number, item in enumerate(_items(data, path), start=1):
        name = str(item.get("id", number))
        bodies = _read_bodies(item, name, notes)
        targets = _listed(item.get("target"))
        if not targets:
            notes.append(f"{name} has no target.")
        for target in targets:
            place = _read_target(target, name, notes)
            clash = [key for key in bodies if key in place]
            notes.extend(f"{name}: the body {key!r} hides behind the column." for key in clash)
            rows.append({"id": name.removeprefix("#"), **bodies, **place})
    first = ["id", "source", *ANCHOR]
    frame = pd.DataFrame(rows, columns=first if not rows else None)
    rest = [column for column in frame.columns if column not in first]
    frame = frame.reindex(columns=[*first, *rest])
    return taken(frame.astype({"start": "Int64", "stop": "Int64"}), notes, path)


def _selectors(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Make the two selectors out of what is known of a place."""
    selectors: list[dict[str, Any]] = []
    if given["exact"] is not None:
        around = {key: given[key] for key in ("prefix", "suffix") if given[key] is not None}
        selectors.append({"type": "TextQuoteSelector", "exact": given["exact"], **around})
    if given["start"] is not None and given["stop"] is not None:
        place = {"start": int(given["start"]), "end": int(given["stop"])}
        selectors.append({"type": "TextPositionSelector", **place})
    return selectors


def _body(label: str, value: Any) -> dict[str, Any]:
    """Make a body that keeps a column's name and whether its value is a text."""
    body = {"type": "TextualBody", "purpose": "tagging", "label": label}
    if isinstance(value, str):
        return {**body, "value": value}
    return {**body, "value": json.dumps(value), "format": JSON}


def _known(value: Any) -> bool:
    return value is not None and not (pd.api.types.is_scalar(value) and pd.isna(value))


def _plain(value: Any) -> Any:
    """Give a value as JSON knows it; a missing one is None."""
    if not _known(value):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _items(data: Any, path: str | Path) -> Iterator[dict[str, Any]]:
    """Find the annotations in what a file may hold."""
    if isinstance(data, dict) and isinstance(data.get("first"), dict):
        data = data["first"]
    if isinstance(data, dict) and "items" in data:
        data = data["items"]
    for item in _listed(data):
        if not isinstance(item, dict) or "Annotation" not in _listed(item.get("type")):
            msg = (
                f"{path}: holds something that is no annotation. Allowed: one Annotation, a list "
                "of them, an AnnotationPage or an AnnotationCollection with its first page."
            )
            raise ExchangeError(msg)
        yield item


def _read_bodies(item: dict[str, Any], name: str, notes: list[str]) -> dict[str, Any]:
    """Read the bodies into columns; several of one label are joined by a semicolon."""
    columns: dict[str, Any] = {}
    for body in _listed(item.get("bodyValue", item.get("body"))):
        if isinstance(body, str):
            body = {"type": "TextualBody", "value": body}
        value = body.get("value")
        if value is None:
            notes.append(f"{name}: a body of the type {body.get('type', '(none)')!r}.")
            continue
        if body.get("format") == JSON:
            try:
                value = json.loads(value)
            except ValueError:
                notes.append(f"{name}: a body that says it is JSON and is not: kept as text.")
        label = str(body.get("label") or body.get("purpose") or "body")
        columns[label] = f"{columns[label]}; {value}" if label in columns else value
    return columns


def _read_target(target: Any, name: str, notes: list[str]) -> dict[str, Any]:
    """Read where an annotation points."""
    if isinstance(target, str):
        return {"source": target}
    place: dict[str, Any] = {"source": target.get("source", target.get("id"))}
    for selector in _listed(target.get("selector")):
        kind = selector.get("type") if isinstance(selector, dict) else selector
        if kind == "TextQuoteSelector":
            place |= {key: selector.get(key) for key in ("exact", "prefix", "suffix")}
        elif kind == "TextPositionSelector":
            place |= {"start": selector.get("start"), "stop": selector.get("end")}
        else:
            notes.append(f"{name}: a selector of the type {kind!r}.")
    return place


def _listed(value: Any) -> Sequence[Any]:
    """Read one thing or a list of things as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
