"""What is run: the student's notebook in the student's order, with our own check cells.

The student's check cells are taken out. Given cells that were edited or deleted
come back (an edited one runs first, as an extra cell). Our check cells, the only
ones whose display counts, stand where the student's answer can be:

1. where the student's own check of it stood, if that was after the answer; else
   just before the next exercise begins, where a deleted check may have stood;
2. after the last cell tagged as the answer;
3. after a later cell that changes the answer, or at the end if it is nowhere else.

They are read in this order of preference, and the first that holds an answer
counts. If the student's check is gone, nobody can tell which of these states was
meant: then all are judged, and the best counts. So deleted, split, doubled, moved,
renamed and pasted cells cost nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kit.grading.names import Call, assigned, calls, only_checks, touched
from kit.grading.notebook import Cell

MARKER = re.compile(r"^\s*#+\s*(NBVAL_\w+|PYTEST_VALIDATE_IGNORE_OUTPUT)\s*$", re.MULTILINE)
PROSE = re.compile(r"\s*\w+\s*=\s*(\"{3}|'{3})(.*)\1\s*", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """What composing must know of an exercise.

    Attributes
    ----------
    name
        The variable that holds the answer.
    prose
        Whether the answer is a text, which may also stand in a Markdown cell.
    why
        Whether there is a line that defends another reading.
    probes
        Encoded arguments that a function is tried on.
    """

    name: str
    prose: bool = False
    why: bool = False
    probes: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Composed:
    """Cells to run, and what to look for in what they give.

    Attributes
    ----------
    sources
        The code of the cells, in order.
    checks
        By exercise, the places of our own check cells, preferred first.
    answers
        By exercise, the places of the cells that hold the student's answer.
    prose
        By exercise, the text of Markdown cells tagged as its answer.
    unchecked
        The exercises without a check of the student's after the answer.
    """

    sources: list[str]
    checks: dict[str, list[int]]
    answers: dict[str, list[int]]
    prose: dict[str, str]
    unchecked: frozenset[str] = frozenset()


@dataclass(eq=False)
class Piece:
    """One code cell on its way into the composed notebook."""

    source: str
    role: str = "extra"  # extra, given, answer, check (the student's), ours
    exercise: str = ""
    id: str = ""
    calls: list[Call] = field(default_factory=list)


def compose(cells: Sequence[Cell], built: Sequence[Cell], asked: Mapping[str, Asked]) -> Composed:
    """Compose what is run for one submission.

    Parameters
    ----------
    cells
        The submission's.
    built
        Those of the student notebook as it was given out.
    asked
        The exercises of this notebook, by id.
    """
    pieces = [_piece(cell, asked) for cell in cells if cell.kind == "code"]
    pieces = _without_stubs(pieces, built, asked)
    pieces = _with_given(pieces, built, asked)
    unchecked = frozenset(id for id in asked if not _own_check(pieces, id))
    checks = {id: _add_checks(pieces, id, asked[id]) for id in asked}
    run = [piece for piece in pieces if piece.role != "check"]
    place = {piece: number for number, piece in enumerate(run)}
    return Composed(
        sources=[MARKER.sub("#", piece.source) for piece in run],
        checks={id: [place[piece] for piece in ours] for id, ours in checks.items()},
        answers={id: [place[p] for p in run if _answers(p, id)] for id in asked},
        prose=_prose(cells, asked),
        unchecked=unchecked,
    )


def _piece(cell: Cell, asked: Mapping[str, Asked]) -> Piece:
    made = [call for call in calls(cell.source) if call.exercise in asked]
    answer, check = cell.marked("answer"), cell.marked("check")
    if only_checks(cell.source) or (check and not cell.source.strip()):
        return Piece(cell.source, "check", calls=made)
    if answer in asked:
        return Piece(cell.source, "answer", str(answer), cell.id, made)
    return Piece(cell.source, id=cell.id, calls=made)


def _answers(piece: Piece, exercise: str) -> bool:
    return piece.role == "answer" and piece.exercise == exercise


def _own_check(pieces: Sequence[Piece], exercise: str) -> list[Piece]:
    """Find the student's last check of an exercise, if no answer to it comes later."""
    mine = [number for number, piece in enumerate(pieces) if _answers(piece, exercise)]
    since = pieces[mine[-1] :] if mine else pieces
    return [p for p in since if any(call.exercise == exercise for call in p.calls)][-1:]


def same(one: str, other: str) -> bool:
    """Tell whether two cells hold the same lines, whatever blanks end them."""
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]


def _without_stubs(
    pieces: list[Piece], built: Sequence[Cell], asked: Mapping[str, Asked]
) -> list[Piece]:
    """Drop copies of a stub, which would wipe an answer out; keep one if it is all there is."""
    stubs = {cell.marked("answer"): cell.source for cell in built if cell.kind == "code"}
    dropped: set[Piece] = set()
    for id in asked:
        mine = [piece for piece in pieces if _answers(piece, id)]
        copies = [piece for piece in mine if same(piece.source, stubs.get(id, ""))]
        dropped.update(copies if len(copies) < len(mine) else copies[:-1])
    return [piece for piece in pieces if piece not in dropped]


def _with_given(
    pieces: list[Piece], built: Sequence[Cell], asked: Mapping[str, Asked]
) -> list[Piece]:
    """Put every given cell back that is not there as it was: by id, then by source."""
    pieces = list(pieces)
    after: Piece | None = None  # the piece of the built cell before this one
    for cell in built:
        if cell.kind != "code" or cell.marked("check"):
            continue
        exercise = cell.marked("answer")
        if exercise:
            mine = [piece for piece in pieces if _answers(piece, exercise)]
            after = mine[-1] if mine else after
            continue
        free = [piece for piece in pieces if piece.role == "extra"]
        unchanged = [piece for piece in free if same(piece.source, cell.source)]
        edited = [piece for piece in free if piece.id and piece.id == cell.id]
        if unchanged:
            given = next((piece for piece in unchanged if piece.id == cell.id), unchanged[0])
            given.role = "given"
            needy = _first_after(pieces, built, cell)
            if needy and pieces.index(needy) < pieces.index(given):  # it was moved below its use
                pieces.insert(pieces.index(needy), Piece(cell.source, "given"))
        else:
            given = Piece(cell.source, "given")
            before = edited[-1] if edited else after
            pieces.insert(pieces.index(before) + 1 if before else 0, given)
        after = given
    return pieces


def _first_after(pieces: Sequence[Piece], built: Sequence[Cell], cell: Cell) -> Piece | None:
    """Find the first answer to any exercise that comes after a given cell in the course."""
    later = {after.marked("answer") for after in built[list(built).index(cell) :]}
    return next((p for p in pieces if p.role == "answer" and p.exercise in later), None)


def _add_checks(pieces: list[Piece], id: str, asked: Asked) -> list[Piece]:
    """Put our check cells of one exercise in; give them back, preferred first."""
    ours = []
    source = _check_source(id, asked, pieces)
    for place in _places(pieces, id, asked.name):
        ours.append(Piece(source, "ours", id))
        pieces.insert(pieces.index(place) + 1 if place else len(pieces), ours[-1])
    return ours


def _places(pieces: Sequence[Piece], id: str, name: str) -> list[Piece | None]:
    """Find the pieces to look at the answer after, preferred first; None is the end."""
    order = {piece: number for number, piece in enumerate(pieces)}
    last_answer = [piece for piece in pieces if _answers(piece, id)][-1:]
    stood = _own_check(pieces, id) or [_before_next(pieces, answer) for answer in last_answer]
    late = [p for p in pieces if p.role == "extra" and name in touched(p.source)][-1:]
    found: list[Piece] = []
    for candidate in (*last_answer, *stood, *late):
        since = pieces[order[found[-1]] + 1 : order[candidate] + 1] if found else [candidate]
        if not found or any(piece.role not in ("check", "ours") for piece in since):
            found.append(candidate)
    preferred = sorted(found, key=lambda piece: piece in late)  # a later try-out comes last
    preferred.sort(key=lambda piece: piece not in stood)
    return list(preferred) or [None]


def _before_next(pieces: Sequence[Piece], answer: Piece) -> Piece:
    """Find the last piece before those of another exercise begin, or before the end."""
    found = answer
    for piece in pieces[pieces.index(answer) + 1 :]:
        asked = {piece.exercise} if piece.role == "answer" else {c.exercise for c in piece.calls}
        if asked - {answer.exercise}:
            break
        found = piece
    return found


def _check_source(id: str, asked: Asked, pieces: Sequence[Piece]) -> str:
    """Write our check cell; the student's own call says what the answer is and defends it."""
    made = [call for piece in pieces for call in piece.calls if call.exercise == id]
    own = [piece for piece in pieces if piece.role == "extra" or _answers(piece, id)]
    known = set().union(*(assigned(piece.source) for piece in own))
    parts = [f'"{id}"', _answer(asked.name, made, known)]
    if asked.why:
        parts.append(f"why={_why(made, known)}")
    if asked.probes:
        parts.append(f"probes={list(asked.probes)!r}")
    front = '__import__("kit.exercise.check", fromlist=["emit"]).emit'
    return f"{front}({', '.join(parts)})"


def _answer(name: str, made: Sequence[Call], known: set[str]) -> str:
    """Say what the answer is called: as asked, unless the student only checks another name."""
    if name in known and (not made or any(call.answer == name for call in made)):
        return name
    usable = [c.answer for c in made if not c.answer.isidentifier() or c.answer in known]
    return usable[-1] if usable else name


def _why(made: Sequence[Call], known: set[str]) -> str:
    """Find the line of defence; a deleted line `why = ""` must not cost the answer."""
    given = [c.why for c in made if c.why in known or c.why.startswith(("'", '"'))]
    why = given[-1] if given else "why"
    return f'__import__("__main__").__dict__.get("{why}", "")' if why.isidentifier() else why


def _prose(cells: Sequence[Cell], asked: Mapping[str, Asked]) -> dict[str, str]:
    """Take the text of Markdown cells that are tagged as the answer to a prose exercise."""
    found: dict[str, str] = {}
    for cell in cells:
        id = cell.marked("answer") or ""
        prose = cell.kind == "markdown" and id in asked and asked[id].prose
        if prose and cell.source.strip():
            typed = PROSE.fullmatch(cell.source)
            text = typed[2].strip() if typed else cell.source.strip()
            found[id] = "\n\n".join(filter(None, [found.get(id), text]))
    return found
