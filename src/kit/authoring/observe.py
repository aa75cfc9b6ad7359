"""The key-making run: what every listed answer is, observed in the author's kernel.

The cells of a source run in order. At each answer cell the stub, the solution,
each listed mistake and each accepted answer are assigned in turn and emitted
as plain data; then the solution runs again, so that its name is bound.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.authoring import names, notebook
from kit.authoring.cells import Task
from kit.authoring.execute import KernelError, failure, run
from kit.authoring.problems import BuildError, raise_all
from kit.authoring.source import Source
from kit.exercise.definition import Exercise
from kit.exercise.key import Payload
from kit.exercise.plaindata import MIME, Data

WHY = "Because the text can be read that way."
_SETUP = "import kit.exercise.check as _kit"


@dataclass
class Observed:
    """The payloads of one exercise, in the order of its definition's lists.

    Attributes
    ----------
    accepts
        For an alternative of an element, the payload of the element.
    altered
        For an alternative of an element, the solution with it put in;
        else the accepted answer itself.
    probes
        The encoded arguments of a function: ``public`` and ``hidden``.
    """

    stub: Payload = field(default_factory=dict)
    solution: Payload = field(default_factory=dict)
    mistakes: list[Payload] = field(default_factory=list)
    accepts: list[Payload] = field(default_factory=list)
    altered: list[Payload] = field(default_factory=list)
    probes: dict[str, list[Data]] | None = None


@dataclass(frozen=True)
class _Step:
    """One cell of the key-making run; ``parts`` says what it shows, if anything."""

    code: str
    line: int
    what: str
    exercise: str = ""
    parts: tuple[str, ...] = ()


def observe(source: Source, course: Path) -> dict[str, Observed]:
    """Run a source with all its listed answers.

    Parameters
    ----------
    source
        The notebook.
    course
        The course that its cells load from.

    Returns
    -------
    dict
        What was observed, by exercise id.

    Raises
    ------
    BuildError
        If a cell fails, writes to stderr, or a listed answer is no answer.
    """
    steps = list(_steps(source))
    made = notebook.notebook([notebook.code(step.code) for step in steps])
    try:
        run(made, course, emit=True)
    except KernelError as error:
        msg = f"{source.label}: {error}."
        raise BuildError([msg]) from None
    problems = []
    found = {id: Observed() for id in source.tasks}
    for step, cell in zip(steps, made.cells, strict=True):
        payload = _payload(cell.outputs)
        wrong = failure(cell.outputs) or str(payload.get("problem", ""))
        if wrong:
            problems.append(f"{_where(source, step)}: {step.what} fails. {wrong}")
            if not step.exercise:
                break  # what follows a given cell would fail because of it
            continue
        for part in step.parts:
            _keep(found[step.exercise], part, payload)
    raise_all(dict.fromkeys(problems))
    return found


def _where(source: Source, step: _Step) -> str:
    about = f", exercise {step.exercise}" if step.exercise else ""
    return f"{source.label}, line {step.line}{about}"


def _payload(outputs: list[Any]) -> Payload:
    shown = [out["data"][MIME] for out in outputs if MIME in out.get("data", {})]
    return shown[-1] if shown else {}


def _keep(found: Observed, part: str, payload: Payload) -> None:
    if part == "probes":
        public, hidden = payload["answer"]
        found.probes = {"public": public, "hidden": hidden}
    elif part in ("stub", "solution"):
        setattr(found, part, payload)
    else:
        getattr(found, part).append(payload)


def _steps(source: Source) -> Iterator[_Step]:
    yield _Step(_SETUP, 1, "the run")
    for cell in source.cells:
        if cell.role == "given":
            yield _Step(cell.text, cell.line, "the given cell")
        elif cell.role == "answer":
            yield from _exercise_steps(source.tasks[cell.exercise])


def _exercise_steps(task: Task) -> Iterator[_Step]:
    """List the runs of one exercise; each shows its answer as its last line."""
    exercise = task.exercise
    is_function = exercise.kind == "function"

    def step(what: str, code: str, *parts: str, shown: str = exercise.name) -> _Step:
        why = f", why={WHY!r}" if exercise.wants_why else ""
        probes = ", probes=_kit_probes" if is_function and "probes" not in parts else ""
        emitted = f"\n_kit.emit({exercise.id!r}, {shown}{why}{probes})" if parts else ""
        return _Step(code + emitted, task.line, what, exercise.id, parts)

    if is_function:
        public, hidden = (", ".join(exercise.probes[kind]) for kind in ("public", "hidden"))
        code = f"_kit_probes = [[{public}], [{hidden}]]"
        yield step("a probe", code, "probes", shown="_kit_probes")
        yield step("a probe", "_kit_probes = _kit.encode(_kit_probes[0] + _kit_probes[1])")
    yield step("the stub", task.stub, "stub")
    yield step("the solution", task.solved, "solution")
    for number, mistake in enumerate(exercise.mistakes, 1):
        what = f"mistake {number}"
        if "element" in mistake:
            altered = _altered(exercise, mistake, mistake["answer"])
            yield step(what, task.solved, "mistakes", shown=altered)
        else:
            code = f"{task.solved}\n{_assigning(exercise, mistake['answer'])}"
            yield step(what, code, "mistakes")
    for number, item in enumerate(exercise.accept, 1):
        what = f"accepted answer {number}"
        if "element" in item:
            value = str(item.get("answer", None))
            yield step(what, task.solved, "accepts", shown=f"({value})")
            yield step(what, task.solved, "altered", shown=_altered(exercise, item, value))
        else:
            yield step(what, _assigning(exercise, item["answer"]), "accepts", "altered")
    yield step("the solution", task.solved)


def _assigning(exercise: Exercise, code: object) -> str:
    """Make code that assigns an answer from an expression, or take code as it is."""
    text = str(code).strip()
    return f"{exercise.name} = ({text})" if names.is_expression(text) else text


def _altered(exercise: Exercise, item: Mapping[str, object], value: str) -> str:
    """Write the solution with one element put in another way."""
    name, element = exercise.name, repr(item["element"])
    if item.get("as") == "optional":
        return f"set({name}) ^ {{{element}}}"
    if exercise.kind == "set":
        return f"(set({name}) - {{{element}}}) | {{{value}}}"
    if exercise.kind == "ordered":
        return f"[{value} if at == {element} else each for at, each in enumerate({name})]"
    return f"{{**dict({name}), {element}: {value}}}"
