"""``kit build``: from the sources to notebooks, keys and codebook, all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kit import places
from kit.authoring import marks, notebook, typed
from kit.authoring.compose import compose
from kit.authoring.execute import KernelError, at_once, course_copy, failure, run
from kit.authoring.keys import kept_key, make_keys
from kit.authoring.lint import lint
from kit.authoring.problems import BuildError, raise_all
from kit.authoring.source import Source, read_all
from kit.authoring.stale import check, pages, plan_problems, source_files
from kit.exercise.key import OpenKey

__all__ = ["BuildError", "build", "check"]

Notify = Callable[[str], object]
BOTH = (True, False)  # solved, for the instructor; untouched, for the students


def build(
    course: str | Path,
    only: str | None = None,
    force: bool = False,
    notify: Notify = lambda _: None,
) -> list[Path]:
    """Build the notebooks of a course, its two keys and its codebook.

    Each source is run once with all its listed answers, to make the keys; then
    the solved and the untouched notebook are run with the new keys in place.
    Nothing is written unless everything is right.

    Parameters
    ----------
    course
        The course folder.
    only
        The number of one notebook, such as ``"02"``; the others, and their
        exercises in the keys, stay as they are.
    force
        Replace student notebooks even if somebody typed in them; a copy goes
        to ``.kit/backup`` in the course first.
    notify
        Called with a line for each step, for a person who waits.

    Returns
    -------
    list of Path
        The files built, whether or not their content is new.

    Raises
    ------
    BuildError
        With every problem found: where, what, what is allowed, what to do.
    """
    course = Path(course).resolve()
    sources = read_all(_chosen(course, only))
    raise_all([*plan_problems(course), *(each for source in sources for each in lint(source))])
    student_files = [_student_file(source, course) for source in sources]
    if not force:
        typed.refuse(course, student_files)
    files = pages(course)
    files |= _built(course, sources, _kept(course, sources, only), notify)
    for copy in typed.back_up(course, student_files):
        notify(f"What was typed is kept in {copy.relative_to(course).as_posix()}")
    _write(files)
    return sorted(files)


def _chosen(course: Path, only: str | None) -> list[Path]:
    """List the sources to build."""
    found = source_files(course)
    if only is None:
        chosen = found
    else:
        chosen = [path for path in found if path.name.startswith(f"{only.zfill(2)}_")]
    if not chosen:
        folder = places.sources(course).relative_to(course).as_posix()
        known = ", ".join(path.name for path in found) or "none"
        msg = f"{folder}: no source {only or 'NN'}_*.md here. Sources: {known}."
        raise BuildError([msg])
    return chosen


def _kept(course: Path, sources: Sequence[Source], only: str | None) -> OpenKey:
    """Give the key to start from: empty, or with the notebooks that are left alone."""
    case = "+".join(sorted({name for s in sources for name in marks.cases_of(s, course)}))
    return OpenKey(case, {}) if only is None else kept_key(places.open_key(course), case, sources)


def _student_file(source: Source, course: Path) -> Path:
    return places.notebooks(course) / f"{source.name}.ipynb"


def _instructor_file(source: Source, course: Path) -> Path:
    return places.instructor_notebooks(course) / f"{source.name}.ipynb"


def _built(
    course: Path, sources: Sequence[Source], kept: OpenKey, notify: Notify
) -> dict[Path, str]:
    """Make the text of every file, in a copy of the course."""
    with course_copy(course) as copy:
        opened, sealed = (key.to_json() for key in make_keys(sources, copy, kept, notify))
        places.sealed_key(copy).write_text(sealed, encoding="utf-8")

        def ran(job: tuple[Source, bool]) -> tuple[Path, str, list[str]]:
            source, solved = job
            path = _instructor_file(source, course) if solved else _student_file(source, course)
            made = compose(source, solved=solved)
            problems = problems_of_run(made, path.relative_to(course).as_posix(), copy)
            return path, marks.stamp(made, source, course, opened if solved else sealed), problems

        done = []
        for result in at_once(ran, [(source, solved) for source in sources for solved in BOTH]):
            notify(f"{result[0].relative_to(course).as_posix()}: run")
            done.append(result)
    raise_all(problem for _, _, problems in done for problem in problems)
    keys = {places.open_key(course): opened, places.sealed_key(course): sealed}
    return keys | {path: text for path, text, _ in done}


def problems_of_run(made: notebook.Notebook, name: str, course: Path) -> list[str]:
    """Run a notebook and say which cells fail, warn, or show what nobody can repeat.

    The notebook is changed in place: its outputs are there, and tidy.
    """
    try:
        run(made, course)
    except KernelError as error:
        return [f"{name}: {error}."]
    notebook.tidy(made)
    problems = []
    for cell in made.cells:
        wrong = failure(cell.get("outputs", []))
        if not wrong and str(course) in str(cell.get("outputs", "")):
            wrong = "its output shows where the course lies on this machine"
        if wrong:
            problems.append(f"{name}, cell {cell.id}: {wrong}. Mend it in the source.")
    return problems


def _write(files: Mapping[Path, str]) -> None:
    """Put all files in place; each is whole at every moment."""
    waiting = []
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        draft.write_text(text, encoding="utf-8", newline="\n")
        waiting.append((draft, path))
    for draft, path in waiting:
        draft.replace(path)
