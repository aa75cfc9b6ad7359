"""A notebook as a list of cells, read from bytes that nobody vouches for."""

import json
import re
from dataclasses import dataclass
from typing import Any

# What a file that only bears a notebook's name begins with.
OTHERS = {b"%PDF": "a PDF", b"PK\x03\x04": "a packed or a Word file", b"<": "a web page"}
CELL_ID = re.compile(r"(answer|check)-(\d+)-(\d+)")


class NotebookProblem(Exception):  # noqa: N818  (read aloud: "a notebook problem")
    """A file that cannot be read as a notebook; the message is a sentence for a person."""


@dataclass(frozen=True)
class Cell:
    """One cell: its kind (code, markdown, raw), source, tags and id, nothing else."""

    kind: str
    source: str
    tags: tuple[str, ...] = ()
    id: str = ""

    def marked(self, role: str) -> str | None:
        """Name the exercise this cell is the ``answer`` or the ``check`` of.

        Tags come before ids: JupyterLab's split copies the tags to every part
        and leaves the id with the last one only.

        Examples
        --------
        >>> Cell("code", "x = 1", tags=("answer:2.3",)).marked("answer")
        '2.3'
        >>> Cell("code", "x = 1", id="answer-2-3").marked("answer")
        '2.3'
        """
        for tag in self.tags:
            if tag.startswith(f"{role}:"):
                return tag.removeprefix(f"{role}:").strip()
        found = CELL_ID.fullmatch(self.id)
        if found and found[1] == role and not self.marks_other(role):
            return f"{found[2]}.{found[3]}"
        return None

    def marks_other(self, role: str) -> bool:
        """Tell whether a tag gives this cell the other role."""
        other = {"answer": "check:", "check": "answer:"}[role]
        return any(tag.startswith(other) for tag in self.tags)


def read(raw: bytes) -> list[Cell]:
    """Read the cells of a notebook file, of any nbformat.

    Parameters
    ----------
    raw
        The bytes of the file. A byte order mark, Windows line ends, missing
        metadata, missing or repeated cell ids are all right.

    Raises
    ------
    NotebookProblem
        With one sentence that says what is wrong with the file.

    Examples
    --------
    >>> read(b"")
    Traceback (most recent call last):
    kit.grading.notebook.NotebookProblem: The file is empty.
    """
    cells = [_cell(item) for item in _items(_parsed(raw))]
    if not cells:
        msg = "The notebook has no cells."
        raise NotebookProblem(msg)
    return cells


def saved_outputs(raw: bytes) -> list[dict[str, Any]]:
    """List what the cells of a notebook file displayed when it was saved, by type.

    Raises
    ------
    NotebookProblem
        As in `read`.
    """
    outputs = [out for cell in _items(_parsed(raw)) for out in _listed(cell.get("outputs"))]
    return [out["data"] for out in outputs if isinstance(out.get("data"), dict)]


def _listed(found: Any) -> list[dict[str, Any]]:
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _parsed(raw: bytes) -> Any:
    if not raw.strip():
        msg = "The file is empty."
        raise NotebookProblem(msg)
    for beginning, kind in OTHERS.items():
        if raw.lstrip(b"\xef\xbb\xbf \r\n").startswith(beginning):
            msg = f"The file is {kind} that is called like a notebook."
            raise NotebookProblem(msg)
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        msg = f"The file is not UTF-8 text (byte {error.start + 1}), so it is not a notebook."
        raise NotebookProblem(msg) from None
    except json.JSONDecodeError as error:
        msg = (
            f"The file is not a notebook: its JSON breaks off or is damaged in line {error.lineno}."
        )
        raise NotebookProblem(msg) from None
    except (ValueError, RecursionError):
        msg = "The file is not a notebook: its JSON cannot be read."
        raise NotebookProblem(msg) from None


def _items(found: Any) -> list[dict[str, Any]]:
    """Find the list of cells; before nbformat 4, they were in worksheets."""
    found = found if isinstance(found, dict) else {}
    sheets = found.get("worksheets")
    parts = [found, *sheets] if isinstance(sheets, list) else [found]
    lists = [part.get("cells") for part in parts if isinstance(part, dict)]
    items = [item for cells in lists for item in _listed(cells)]
    if not any(isinstance(cells, list) for cells in lists):
        msg = "The file is JSON but not a notebook: it has no list of cells."
        raise NotebookProblem(msg)
    return items


def _cell(item: dict[str, Any]) -> Cell:
    source = item.get("source", item.get("input", ""))  # "input": before nbformat 4
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    metadata = item.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return Cell(
        kind=str(item.get("cell_type", "")),
        source=str(source).replace("\r\n", "\n").replace("\r", "\n"),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        id=item["id"] if isinstance(item.get("id"), str) else "",
    )
