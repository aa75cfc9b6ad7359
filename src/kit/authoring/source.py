"""A notebook source, read: cells in their roles and exercises with their parts.

The source is MyST Markdown. A code cell has one role, named by its tag:
``exercise:N.M`` (YAML, the definition), ``answer:N.M`` (stub and solution), or
no tag: code that is given. Everything else is Markdown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.authoring.cells import Cell, Task, label, read_cells
from kit.authoring.draft import Draft
from kit.authoring.problems import SourceError


@dataclass(frozen=True)
class Source:
    """One notebook as its author writes it.

    Attributes
    ----------
    path
        The file.
    cells
        In the order of the file.
    tasks
        The exercises by id, in the order of the file.
    """

    path: Path
    cells: tuple[Cell, ...]
    tasks: dict[str, Task]

    @property
    def name(self) -> str:
        """The name of the notebook, such as ``01_stop_and_look``."""
        return self.path.stem

    @property
    def number(self) -> int:
        """The number that its file name and its exercises start with."""
        return int(self.name[:2])

    @property
    def label(self) -> str:
        """How messages name the file: from the course folder on."""
        return label(self.path)

    def code(self) -> Iterator[str]:
        """Go through the Python of the solved notebook, cell by cell."""
        for cell in self.cells:
            if cell.role == "given":
                yield cell.text
            elif cell.role == "answer":
                yield self.tasks[cell.exercise].solved


def read(path: Path) -> Source:
    """Read one notebook source.

    Parameters
    ----------
    path
        ``NN_name.md`` in the course's folder of sources.

    Raises
    ------
    SourceError
        With every problem: file, line, exercise, what is allowed, what to do.
    """
    draft = Draft(path)
    for raw in read_cells(path):
        draft.take(raw)
    problems = draft.finish()
    if problems:
        raise SourceError(problems)
    return Source(path, tuple(draft.cells), draft.tasks)


def read_all(paths: Sequence[Path]) -> list[Source]:
    """Read several sources, and compare their numbers and exercise ids.

    Raises
    ------
    SourceError
        With every problem of every file.
    """
    sources, problems = [], []
    for path in paths:
        try:
            sources.append(read(path))
        except SourceError as error:
            problems += error.problems
    problems += _claimed_twice(sources)
    if problems:
        raise SourceError(problems)
    return sources


def _claimed_twice(sources: Sequence[Source]) -> list[str]:
    """Find what two sources both claim: a number, and so maybe an exercise id."""
    problems = []
    numbers: dict[int, str] = {}
    ids: dict[str, str] = {}
    for source in sources:
        if source.number in numbers:
            problems.append(
                f"{source.label}: the number {source.number:02} is also that of "
                f"{numbers[source.number]}. Give each notebook its own."
            )
        numbers.setdefault(source.number, source.label)
        for id, task in source.tasks.items():
            if id in ids:
                problems.append(
                    f"{source.label}, line {task.line}, exercise {id}: the id is also used in "
                    f"{ids[id]}. Give each exercise its own."
                )
            ids.setdefault(id, source.label)
    return problems
