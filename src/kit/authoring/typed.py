"""What somebody typed into a built notebook is never lost."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from kit.authoring import notebook
from kit.authoring.marks import digest
from kit.authoring.problems import raise_all

BACKUP = Path(".kit") / "backup"


def typed_cells(path: Path) -> list[str]:
    """List the cells of a built notebook that hold what somebody typed.

    Returns
    -------
    list of str
        Ids of cells that were changed or added since the build. A file that
        was not built, or cannot be read, counts as typed: ``["the whole file"]``.
        Empty if the file is missing, or was only run.
    """
    if not path.exists():
        return []
    found = notebook.read(path)
    marks = (found or {}).get("metadata", {}).get("kit")
    if not found or not marks:
        return ["the whole file"]
    return [
        str(cell.get("id", f"number {number}"))
        for number, cell in enumerate(found["cells"], 1)
        if notebook.source(cell).strip()
        and digest(notebook.source(cell)) != marks["cells"].get(cell.get("id"))
    ]


def refuse(course: Path, paths: Sequence[Path]) -> None:
    """Refuse to replace student notebooks that somebody typed in.

    Raises
    ------
    BuildError
        Naming the files and the cells.
    """
    raise_all(
        f"{path.relative_to(course).as_posix()}: somebody typed here, in {', '.join(cells)}. "
        f"Move the file elsewhere, or run 'kit build --force', which first copies it to "
        f"{BACKUP.as_posix()}."
        for path, cells in _found(paths)
    )


def back_up(course: Path, paths: Sequence[Path]) -> list[Path]:
    """Copy the student notebooks that somebody typed in, under a new number each time."""
    return [copy_aside(path, course) for path, _ in _found(paths)]


def _found(paths: Sequence[Path]) -> Iterator[tuple[Path, list[str]]]:
    for path in paths:
        cells = typed_cells(path)
        if cells:
            yield path, cells


def copy_aside(path: Path, course: Path) -> Path:
    """Copy a file into the course's backups, under a new number each time."""
    folder = course / BACKUP
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (copy := folder / f"{path.stem}-{number}{path.suffix}").exists():
        number += 1
    shutil.copy2(path, copy)
    return copy
