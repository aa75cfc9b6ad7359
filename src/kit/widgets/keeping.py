"""What was typed into a widget, kept in ``.kit/`` beside the notebook.

One file for each widget, replaced in one step, so that a crash leaves the old or
the new one and never half of it. A file that cannot be read is set aside under
another name: nothing is lost, and the page says where it lies.
"""

import json
import os
from pathlib import Path
from typing import Any

from kit import places

FORMAT = 1


def where(name: str) -> str:
    """Say where the answers of a widget are kept; empty if they are not."""
    path = _path(name)
    return "" if path is None else f".kit/{path.name}"


def load(name: str, kind: str) -> tuple[dict[str, Any], str]:
    """Read what was kept, with a sentence if something was wrong with it."""
    path = _path(name)
    if path is None or not path.exists():
        return {}, ""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return {}, f"What you typed before could not be read from {where(name)}: {error.strerror}."
    except ValueError:
        return {}, set_aside(name, "cannot be read")
    whole = isinstance(found, dict) and found.get("format") == FORMAT
    if not whole or not isinstance(found.get("kept"), dict):
        return {}, set_aside(name, "is not of a form known here")
    if found.get("kind") != kind:
        return {}, set_aside(name, f"belongs to another widget ({found.get('kind')})")
    return found["kept"], ""


def save(name: str, kind: str, kept: dict[str, Any]) -> str:
    """Write what is to be kept; give a sentence if that was not possible."""
    path = _path(name)
    if path is None:
        return ""
    text = json.dumps({"format": FORMAT, "kind": kind, "kept": kept}, indent=1)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        return (
            f"This could not be saved in {where(name)} ({error.strerror}). "
            "Copy the line of code below into your notebook to keep it."
        )
    return ""


def set_aside(name: str, why: str) -> str:
    """Copy the file to a name of its own and say so."""
    path = _path(name)
    if path is None or not path.exists():
        return ""
    number = 1
    while (copy := path.with_name(f"{path.stem}.aside-{number}.json")).exists():
        number += 1
    said = f"What was saved in {where(name)} {why}."
    try:
        copy.write_bytes(path.read_bytes())
    except OSError as error:
        return f"{said} It could not be copied: {error.strerror}."
    return f"{said} Nothing is lost: a copy lies in .kit/{copy.name}."


def _path(name: str) -> Path | None:
    folder = places.state()
    return None if folder is None else folder / f"widget-{name}.json"
