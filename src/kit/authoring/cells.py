"""The cells of a source: as the file has them, and in their roles."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kit.authoring.problems import SourceError
from kit.exercise.definition import Exercise

Role = Literal["markdown", "given", "exercise", "answer"]


@dataclass(frozen=True)
class Raw:
    """A cell as the file has it, before its role is known.

    ``line`` is where it starts (the fence of a code cell), ``body_line`` the
    first line of its text; both count from 1.
    """

    kind: str
    text: str
    line: int
    body_line: int
    options: dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """One cell in its role; the cells of an exercise name its id.

    The output of a ``folded`` cell stays out of sight until a student runs
    the cell, so that a prediction comes first.
    """

    role: Role
    text: str
    line: int
    exercise: str = ""
    folded: bool = False


@dataclass(frozen=True)
class Task:
    """An exercise with its answer cell: what students get and what solves it."""

    exercise: Exercise
    stub: str
    solved: str
    solution: tuple[str, ...]
    line: int


def label(path: Path) -> str:
    """Name a source as messages do: from the course folder on."""
    return path.relative_to(path.parents[2]).as_posix()


def read_cells(path: Path) -> list[Raw]:
    """Read the cells of a MyST Markdown file.

    Raises
    ------
    SourceError
        If the file is not UTF-8, or its header or a cell's options are not YAML.
    """
    try:
        import yaml
        from jupytext.myst import MystMetadataParsingError, myst_to_notebook
    except ImportError as error:
        msg = f"Building needs {error.name}; install it with: pip install 'rival-readings[author]'"
        raise ImportError(msg, name=error.name) from None
    try:
        text = path.read_text(encoding="utf-8")
        notebook = myst_to_notebook(text, add_source_map=True)
    except UnicodeDecodeError as error:
        msg = f"{label(path)}: not UTF-8 ({error.reason}). Save the file as UTF-8."
        raise SourceError([msg]) from None
    except (MystMetadataParsingError, yaml.YAMLError) as error:
        msg = f"{label(path)}: {error}. Mend the header or the options of that cell."
        raise SourceError([msg]) from None
    lines = text.splitlines()
    starts = notebook.metadata.source_map
    return [
        _located(cell, start, lines) for cell, start in zip(notebook.cells, starts, strict=True)
    ]


def _located(cell: Any, start: int, lines: list[str]) -> Raw:
    """Find where a cell's text starts: jupytext tells only where the cell does."""
    body = cell.source.splitlines()
    places = range(start, len(lines) - len(body) + 1)
    at = next((p for p in places if lines[p : p + len(body)] == body), start)
    line = start if cell.cell_type == "code" else at + 1
    return Raw(cell.cell_type, cell.source, line, at + 1, dict(cell.metadata))
