"""The two keys of a course, made of what was observed and verified against it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kit.authoring.execute import at_once
from kit.authoring.observe import Observed, observe
from kit.authoring.problems import BuildError, raise_all
from kit.authoring.source import Source
from kit.authoring.verify import verify
from kit.exercise.definition import DefinitionError
from kit.exercise.entry import make_entry
from kit.exercise.key import Entry, KeyFileError, OpenKey
from kit.exercise.rules import ShapeError
from kit.exercise.seal import SealedKey

Tried = tuple[dict[str, Observed], dict[str, Entry], list[str]]


def make_keys(
    sources: Sequence[Source],
    course: Path,
    kept: OpenKey,
    notify: Callable[[str], object],
) -> tuple[OpenKey, SealedKey]:
    """Make the open and the sealed key.

    Parameters
    ----------
    sources
        The notebooks whose exercises are made anew.
    course
        A copy of the course, for cells to run in.
    kept
        Its entries stay as they are; its case names the new keys too.
    notify
        Called with a line for each notebook.

    Raises
    ------
    BuildError
        If a cell fails, an answer cannot be in a key, or a listed answer does
        not get its verdict.
    """

    def tried(source: Source) -> Tried:
        try:
            observed = observe(source, course)
            return observed, _entries(source, observed), []
        except BuildError as error:
            return {}, {}, error.problems

    found = []
    for source, result in zip(sources, at_once(tried, sources), strict=True):
        notify(f"{source.name}: every listed answer tried")
        found.append(result)
    raise_all(problem for _, _, problems in found for problem in problems)
    entries = dict(kept.entries)
    for _, made, _ in found:
        entries |= made
    opened = OpenKey(kept.case, entries)
    sealed = SealedKey.seal(opened)
    raise_all(
        problem
        for source, (observed, _, _) in zip(sources, found, strict=True)
        for problem in verify(source, observed, opened, sealed)
    )
    return opened, sealed


def _entries(source: Source, observed: dict[str, Observed]) -> dict[str, Entry]:
    entries, problems = {}, []
    for id, task in source.tasks.items():
        found = observed[id]
        try:
            entries[id] = make_entry(
                task.exercise,
                solution=found.solution,
                mistakes=found.mistakes,
                accepts=found.accepts,
                probes=found.probes,
            )
        except ShapeError as error:
            problems.append(
                f"{source.label}, line {task.line}, exercise {id}: a listed mistake or accepted "
                f"answer is not of the kind '{task.exercise.kind}'. {error} Take it out of the "
                "list: the check says by itself when the kind is wrong."
            )
        except DefinitionError as error:
            problems.append(f"{source.label}, line {task.line}: {error}")
    raise_all(problems)
    return entries


def kept_key(path: Path, case: str, sources: Sequence[Source]) -> OpenKey:
    """Read the entries of the notebooks that are not built anew, if there are any.

    Raises
    ------
    BuildError
        If there is a key that cannot be read.
    """
    if not path.exists():
        return OpenKey(case, {})
    try:
        old = OpenKey.read(path)
    except KeyFileError as error:
        raise BuildError([f"{error} Build all notebooks together."]) from None
    numbers = {str(source.number) for source in sources}
    others = {id: e for id, e in old.entries.items() if id.split(".")[0] not in numbers}
    return OpenKey(old.case, others)
