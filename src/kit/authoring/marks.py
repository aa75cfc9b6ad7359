"""Digests that a built notebook carries, to tell later what has changed.

``metadata.kit`` of a built notebook says what it was built from (``inputs``:
source and tables of the case), what its cells were (``cells``, to notice a
student's typing), what its exercises are in the key file (``key``) and what
the file as a whole was (``content``).
"""

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kit import places
from kit.authoring import notebook
from kit.authoring.source import Source

# Raise this when the build makes something else of the same source.
BUILD = 2


def digest(text: str) -> str:
    """Give a short fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def file_digest(path: Path) -> str:
    """Give the fingerprint of a text file, whatever its line ends; '' if missing."""
    try:
        return digest(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def cases_of(source: Source, course: Path) -> list[str]:
    """List the cases that a notebook loads by name; all of the course if none is named."""
    named = {
        call.args[0].value
        for code in source.code()
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "load_case"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    known = places.cases(course)
    return sorted(known.keys() & named) or sorted(known)


def inputs(source_path: Path, cases: Iterable[str], course: Path) -> dict[str, str]:
    """Fingerprint every file that a notebook is built from, by its path in the course."""
    known = places.cases(course)
    files = [source_path]
    for case_dir in (known[name] for name in cases if name in known):
        files += sorted([*case_dir.glob("*.csv"), *case_dir.glob("*.json")])
    return {path.relative_to(course).as_posix(): file_digest(path) for path in files}


def key_digest(content: Mapping[str, Any], exercises: Sequence[str]) -> str:
    """Fingerprint what a key file says of some exercises."""
    head = {name: value for name, value in content.items() if name != "exercises"}
    entries = {id: content.get("exercises", {}).get(id) for id in exercises}
    return _canonical_digest([head, entries])


def content_digest(found: Mapping[str, Any]) -> str:
    """Fingerprint a whole notebook file but for this fingerprint itself."""
    metadata = dict(found.get("metadata", {}))
    metadata["kit"] = {k: v for k, v in metadata.get("kit", {}).items() if k != "content"}
    return _canonical_digest({**found, "metadata": metadata})


def _canonical_digest(data: Any) -> str:
    return digest(json.dumps(data, sort_keys=True, ensure_ascii=False))


def stamp(made: notebook.Notebook, source: Source, course: Path, key: str) -> str:
    """Write the marks into a built notebook and give its file's text.

    Parameters
    ----------
    made
        The notebook, run.
    source, course
        What it was built from.
    key
        The text of the key file that goes with it.
    """
    cases = cases_of(source, course)
    made.metadata["kit"] = {
        "about": f"Built by 'kit build' from {source.label}: edit that file, not this one.",
        "build": BUILD,
        "cases": cases,
        "cells": {cell.id: digest(cell.source) for cell in made.cells},
        "exercises": list(source.tasks),
        "inputs": inputs(source.path, cases, course),
        "key": key_digest(json.loads(key), list(source.tasks)),
    }
    plain = json.loads(notebook.text(made))
    made.metadata["kit"]["content"] = content_digest(plain)
    return notebook.text(made)
