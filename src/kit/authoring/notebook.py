"""Notebooks as files: cells made, text written, the same bytes each time."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

Notebook = Any
Cell = Any


def _nbformat() -> Any:
    try:
        import nbformat.v4
    except ImportError as error:
        msg = f"Building needs {error.name}; install it with: pip install 'rival-readings[author]'"
        raise ImportError(msg, name=error.name) from None
    return nbformat


def markdown(text: str, id: str = "text") -> Cell:
    """Make a Markdown cell."""
    return _nbformat().v4.new_markdown_cell(text, id=id)


def code(text: str, id: str = "code", **metadata: Any) -> Cell:
    """Make a code cell, not yet run."""
    return _nbformat().v4.new_code_cell(text, id=id, metadata=metadata)


def notebook(cells: Sequence[Cell]) -> Notebook:
    """Make a notebook of cells whose ids are made unique by a number."""
    taken: set[str] = set()
    for cell in cells:
        number, free = 1, cell.id
        while free in taken:
            number += 1
            free = f"{cell.id}-{number}"
        cell.id = free
        taken.add(free)
    return _nbformat().v4.new_notebook(cells=list(cells), metadata={"kernelspec": dict(KERNEL)})


def tidy(made: Notebook) -> None:
    """Take out of a notebook what changes from run to run and machine to machine."""
    made.metadata = {**made.metadata, "language_info": {"name": "python"}}
    for cell in made.cells:
        for output in cell.get("outputs", []):
            # The view of a widget names a model of the kernel that has gone;
            # its text and its table stay, and running the cell shows it again.
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)


def text(made: Notebook) -> str:
    """Write a notebook as JupyterLab does: sorted keys, one blank, real letters."""
    nbformat = _nbformat()
    nbformat.validate(made)
    return str(nbformat.v4.writes(made, indent=1, sort_keys=True, ensure_ascii=False)) + "\n"


def plain_text(found: dict[str, Any]) -> str:
    """Write a notebook that is plain data in the same form; needs no tools of authors."""
    return json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def read(path: Path) -> dict[str, Any] | None:
    """Read a notebook file as plain data; None if it is not a notebook."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return None
    is_notebook = isinstance(found, dict) and isinstance(found.get("cells"), list)
    return found if is_notebook else None


def source(cell: dict[str, Any]) -> str:
    """Give the text of a cell as a file has it: one string or a list of lines."""
    found = cell.get("source", "")
    return "".join(found) if isinstance(found, list) else str(found)
