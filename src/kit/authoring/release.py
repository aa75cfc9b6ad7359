"""``kit release``: a course folder for students, with no answer in it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

import kit
from kit import places
from kit.authoring import handout, selection, spoilers, stale
from kit.authoring.handout import ReleaseError
from kit.authoring.nbgrader import as_course
from kit.authoring.problems import BuildError, raise_all
from kit.authoring.source import Source, read_all
from kit.case import schema
from kit.exercise import plan as plans
from kit.exercise.plan import Plan, Syllabus

__all__ = ["BuildError", "ReleaseError", "release"]

Notify = Callable[[str], object]
Files = dict[str, bytes]

PACKAGE = Path(kit.__file__).parent
TEMPLATES = Path(__file__).parent / "templates"
PROJECT, ENVIRONMENT = "pyproject.toml", "environment.yml"
# What installing needs of pyproject.toml; the rest is the author's tools.
_INSTALLING = ("[build-system]", "[project", "[tool.hatch")
_LINK = re.compile(r"""(?:\]\(|\bsrc=["'])\.\./(docs/[^)"'#\s]+)""")
_TITLE = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)


def release(
    course: str | Path,
    folder: str | Path,
    plan: str | None = None,
    notify: Notify = lambda _: None,
    nbgrader: bool = False,
) -> list[Path]:
    """Write a course folder for students.

    It holds student notebooks, the sealed key, the cases without an attached
    article, the pages that the notebooks link to, and what installing needs.
    Everything is searched for answers before anything is written. What
    somebody typed into a folder released earlier stays there.

    Parameters
    ----------
    course
        The author's course folder; or a released one, to renew another with.
    folder
        New, empty, or released before.
    plan
        The name of a plan in ``course.toml``; by default the one it names.
    notify
        Called with a line for each step, for a person who waits.
    nbgrader
        Whether to lay it out as a course of nbgrader; see `kit.authoring.nbgrader`.

    Returns
    -------
    list of Path
        The files of the release.

    Raises
    ------
    BuildError
        If the course is not built, something is missing, or an answer is found.
    ReleaseError
        If the folder holds something else, or cannot be written.
    kit.exercise.plan.PlanError
        If ``course.toml`` has problems or no such plan.
    """
    course, folder = Path(course).resolve(), Path(folder).resolve()
    handout.refuse(folder)
    if course == folder:
        msg = f"{folder} is the course itself. Give another folder."
        raise ReleaseError(msg)
    if handout.is_handout(course):
        if plan is not None or nbgrader:
            msg = (
                f"{course} is a released course: its plan and layout are chosen already. "
                "Leave --plan and --nbgrader out."
            )
            raise ReleaseError(msg)
        return handout.put(handout.read(course), folder, notify)
    return handout.put(_searched(course, plan, nbgrader, notify), folder, notify)


def _searched(course: Path, plan: str | None, nbgrader: bool, notify: Notify) -> Files:
    """Make every file of a release, and search all of them."""
    raise_all(stale.check(course))
    sources = read_all(stale.source_files(course))
    syllabus = plans.read(course, {source.name: list(source.tasks) for source in sources})
    chosen = syllabus.plan(plan)
    key = selection.sealed_key(course, chosen)
    notify(f"Plan '{chosen.name}': {len(chosen.exercises)} notebooks, {len(chosen.ids)} exercises.")
    made = selection.notebooks(course, chosen, sources, key)
    files = {f"notebooks/{name}.ipynb": text.encode() for name, text in made.items()}
    files["notebooks/key.sealed.json"] = key.encode()
    files |= _of_course(course, made)
    files |= {f"src/kit/{name}": content for name, content in _package().items()}
    files |= _own(course, syllabus, chosen, sources, files, "nbgrader" if nbgrader else "readme")
    raise_all(dict.fromkeys(spoilers.search(files, course, sources)))
    notify(f"{len(files)} files searched: no answer, no article.")
    return as_course(files, next(iter(places.cases(course)))) if nbgrader else files


def _of_course(course: Path, notebooks: Mapping[str, str]) -> Files:
    """Take what a release has from the course as it is: cases, linked pages, licences.

    Only files that a case's schema or a link names are taken, so that nothing
    that lies beside them is handed out.
    """
    found = [*_case_files(course), *_linked(notebooks), ENVIRONMENT, PROJECT]
    names = sorted({*found, *_project(course).get("license-files", [])})
    missing = [name for name in names if not (course / name).is_file()]
    raise_all(
        f"{name}: missing, and a release needs it. Write it, or bring it back." for name in missing
    )
    files = {name: (course / name).read_bytes() for name in names}
    return files | {PROJECT: _for_installing(files[PROJECT].decode())}


def _case_files(course: Path) -> Iterator[str]:
    for case_dir in places.cases(course).values():
        for name in (schema.FILE, *(table.path for table in schema.read(case_dir))):
            yield (case_dir / name).relative_to(course).as_posix()


def _linked(notebooks: Mapping[str, str]) -> list[str]:
    """List the pages and pictures of ``docs`` that notebooks link to."""
    return [name for text in notebooks.values() for name in _LINK.findall(text)]


def _project(course: Path) -> dict[str, Any]:
    path = course / PROJECT
    return dict(tomllib.loads(path.read_text("utf-8"))["project"]) if path.is_file() else {}


def _for_installing(project: str) -> bytes:
    """Keep the tables of ``pyproject.toml`` that installing needs."""
    tables = re.split(r"^(?=\[)", project, flags=re.MULTILINE)
    kept = [table for table in tables if table.startswith(_INSTALLING)]
    return "".join(kept).encode()


def _package() -> Files:
    """Take the package that runs now: the notebooks were run with it."""
    found = sorted(path for path in PACKAGE.rglob("*") if path.is_file())
    names = {path.relative_to(PACKAGE): path for path in found}
    carried = places.CARRIED.relative_to(PACKAGE).parts[0]
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if "__pycache__" not in name.parts and name.parts[0] != carried
    }


def _own(
    course: Path, syllabus: Syllabus, plan: Plan, sources: list[Source], files: Files, page: str
) -> Files:
    """Write the files that only a release has; ``page`` is the template of the README."""
    chosen = [source for source in sources if source.name in plan.exercises]
    glossary = "docs/glossary.md"
    linked = (
        f" Words you do not know are in the [glossary]({glossary})." if glossary in files else ""
    )
    environment = re.search(r"^name: *(\S+)", files[ENVIRONMENT].decode(), re.MULTILINE)
    readme = Template(_template(f"{page}.md")).substitute(
        title=syllabus.title,
        about=syllabus.about,
        plan=plan.title or plan.name,
        lessons="\n".join(_row(selection.select(source, plan), page) for source in chosen),
        glossary=linked,
        first=chosen[0].name,
        environment=environment[1] if environment else "",
    )
    texts = {"README.md": readme}
    texts |= {name: _template(name.strip(".")) for name in ("postBuild", ".gitignore")}
    return {name: text.encode() for name, text in texts.items()}


def _row(source: Source, page: str) -> str:
    """Write the line of a lesson in the README's table."""
    prose = "\n".join(cell.text for cell in source.cells if cell.role == "markdown")
    title = _TITLE.search(prose)
    points = round(sum(task.exercise.points for task in source.tasks.values()), 2)
    name = f"{source.name[:2]} {title[1] if title else ''}".strip()
    folder = f"source/{source.name}" if page == "nbgrader" else "notebooks"
    link = f"[{name}]({folder}/{source.name}.ipynb)"
    return f"| {link} | {len(source.tasks)} | {points:g} |"


def _template(name: str) -> str:
    return (TEMPLATES / f"release_{name}").read_text(encoding="utf-8")
