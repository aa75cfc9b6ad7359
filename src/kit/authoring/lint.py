"""What makes a notebook good to read, checked on its source."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit.authoring import names
from kit.authoring.cells import Cell, Task
from kit.authoring.source import Source
from kit.exercise.allowed import words

if TYPE_CHECKING:
    from markdown_it.token import Token

WORDS = 120
EXERCISE_LEVEL = 3
_MARKER = re.compile(r"\s*#+\s*(NBVAL_\w+|PYTEST_VALIDATE_\w+)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*("[^"]*[^"\s][^"]*"|'[^']*[^'\s][^']*')""", re.IGNORECASE)
_FILE = re.compile(r"\S+\.(png|jpe?g|svg|gif)", re.IGNORECASE)


def lint(source: Source) -> list[str]:
    """Check the form of a notebook.

    One H1 at the start, headings in order, alternative text on every picture,
    short cells of prose, a task under every exercise, no cell that needs what
    an answer assigned, and no comment that makes nbval look away.

    Parameters
    ----------
    source
        A source that could be read, so every exercise is already complete:
        objective, points, three hints and the next question.

    Returns
    -------
    list of str
        One problem each: file, line, what is allowed, what to do.
    """
    found = [
        *_headings(source),
        *_prose(source),
        *_tasks(source),
        *_markers(source),
        *_borrowed(source),
        *_unlisted(source),
    ]
    return [f"{source.label}, line {line}: {what}." for line, what in found]


Found = Iterator[tuple[int, str]]


def _tokens(cell: Cell) -> "list[Token]":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse(cell.text)


def _headings(source: Source) -> Found:
    """Compare the levels of all headings, those that the build adds included."""
    level, titles = 0, 0
    for cell in source.cells:
        for line, depth in _levels(cell):
            titles += depth == 1
            if depth == 1 and titles > 1:
                yield line, "a second H1; a notebook has one title, so use ## here"
            elif level == 0 and depth != 1:
                yield line, "the notebook does not start with its title; begin with a line '# ...'"
            elif level and depth > level + 1:
                yield line, f"a heading of level {depth} under level {level}; skip no level"
            level = depth
    if titles == 0:
        yield 1, "the notebook has no title; begin with a line '# ...'"


def _levels(cell: Cell) -> list[tuple[int, int]]:
    """List the headings of a cell: line and level."""
    if cell.role == "exercise":
        return [(cell.line, EXERCISE_LEVEL)]
    if cell.role != "markdown":
        return []
    opened = (token for token in _tokens(cell) if token.type == "heading_open")
    return [(cell.line + (token.map or [0])[0], int(token.tag[1])) for token in opened]


def _prose(source: Source) -> Found:
    for cell in source.cells:
        if cell.role != "markdown":
            continue
        words = 0
        in_table = False
        for token in _tokens(cell):
            in_table = token.type != "table_close" and (in_table or token.type == "table_open")
            line = cell.line + (token.map or [0])[0]
            if token.type == "html_block":
                yield from _images(line, token.content)
                words += len(_TAG.sub(" ", token.content).split())
            for child in token.children or []:
                if child.type == "image":
                    yield from _alternative(line, child.content)
                elif child.type == "html_inline":
                    yield from _images(line, child.content)
                elif not in_table:
                    words += len(child.content.split())
        if words > WORDS:
            yield (
                cell.line,
                f"{words} words in one cell, at most {WORDS} are read in one go; "
                "cut, or start a new cell with a line +++",
            )


def _images(line: int, html: str) -> Found:
    for image in _IMG.findall(html):
        alt = _ALT.search(image)
        yield from _alternative(line, alt[1][1:-1] if alt else "")


def _alternative(line: int, alt: str) -> Found:
    if not alt.strip() or _FILE.fullmatch(alt.strip()):
        yield line, "a picture without alternative text; say in a sentence what it shows"


def _tasks(source: Source) -> Found:
    """Find exercises that ask nothing: no prose between heading and answer cell."""
    asked = True
    for cell in source.cells:
        if cell.role == "exercise":
            asked = False
        elif cell.role == "markdown":
            asked = True
        elif cell.role == "answer" and not asked:
            yield cell.line, f"exercise {cell.exercise} has no task; write it before this cell"


def _markers(source: Source) -> Found:
    for cell in source.cells:
        for at, text in enumerate(cell.text.splitlines()):
            if cell.role in ("given", "answer") and (marker := _MARKER.match(text)):
                yield cell.line + at, f"{marker[1]} makes nbval look away; make the output exact"


def _unlisted(source: Source) -> Found:
    """Find words that a check may name though no text before the answer does."""
    read = ""
    for cell in source.cells:
        task = source.tasks.get(cell.exercise) if cell.role == "answer" else None
        read += "" if cell.role == "exercise" else f"\n{task.stub if task else cell.text}"
        for word in words(task.exercise.allowed) if task else ():
            if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", read, re.IGNORECASE):
                yield (
                    cell.line,
                    f"'allowed' of exercise {cell.exercise} names '{word}', which no text "
                    "before the answer lists; list it there, or take it out",
                )


def _borrowed(source: Source) -> Found:
    """Find code that needs a name which an answer, maybe not given yet, assigns."""
    owner: dict[str, str] = {}
    for cell in source.cells:
        if cell.role not in ("given", "answer"):
            continue
        task = source.tasks.get(cell.exercise)
        for name in sorted(_needed(cell, task) & owner.keys()):
            if owner[name] != cell.exercise:
                yield (
                    cell.line,
                    f"'{name}' is assigned by the answer to {owner[name]}, which a student may "
                    "not have; start from the tables of the case",
                )
        if task is None:
            owner = {k: v for k, v in owner.items() if k not in names.assigned(cell.text)}
        else:
            owner |= dict.fromkeys(names.assigned(task.solved), cell.exercise)


def _needed(cell: Cell, task: Task | None) -> set[str]:
    if task is None:
        return names.needed(cell.text)
    return names.needed(task.stub) | names.needed(task.solved)
