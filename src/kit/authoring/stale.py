"""``kit build --check``: which built files no longer fit their sources.

No notebook runs: recorded fingerprints are compared with the files as they are.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit import places
from kit.authoring import apipage, marks, notebook, objectives, reports, sources_page
from kit.authoring.handout import is_handout
from kit.authoring.problems import BuildError
from kit.case.schema import CaseError
from kit.exercise import plan

ALL = "kit build"
EDITED = "edited or run since it was built"
_EXERCISE = re.compile(r"\bexercise:(\d{1,2}\.\d{1,2})\b")


def source_files(course: Path) -> list[Path]:
    """List the notebook sources of a course."""
    return sorted(places.sources(course).glob("*.md"))


def plan_problems(course: Path) -> list[str]:
    """Compare the plans of a course with its sources."""
    tags = {path: _EXERCISE.findall(path.read_text("utf-8")) for path in source_files(course)}
    try:
        plan.read(course, {path.stem: ids for path, ids in tags.items()})
    except plan.PlanError as error:
        return error.problems
    return []


def pages(course: Path) -> dict[Path, str]:
    """Write the pages that are made: codebook, sources, tables of the guide, Binder link.

    A course that holds the sources of kit, as the project itself does, also gets
    the page of its functions.

    Raises
    ------
    BuildError
        If a case cannot be read, or the objectives and the exercises do not fit.
    """
    try:
        texts = [reports.codebook(case_dir) for case_dir in places.cases(course).values()]
    except CaseError as error:
        raise BuildError([str(error)]) from None
    made = {course / "docs" / "codebook.md": "\n".join(texts)}
    made |= sources_page.pages(course) | objectives.pages(course, source_files(course))
    package = course / "src" / "kit"
    if (package / "__init__.py").exists():
        made[course / "docs" / "api.md"] = apipage.api(package)
    readme, project = course / "README.md", course / "pyproject.toml"
    if readme.exists() and project.exists():
        text = readme.read_text(encoding="utf-8")
        made[readme] = reports.with_binder_link(text, project.read_text(encoding="utf-8"))
    return made


def check(course: str | Path) -> list[str]:
    """Compare every built file with what it was built from, and the plans with what there is.

    Parameters
    ----------
    course
        The course folder.

    Returns
    -------
    list of str
        One line for each file that is missing, stale, edited or left over, and
        for each problem of ``course.toml``: the file, why, and what to do.
        Empty if all is well.

    Raises
    ------
    BuildError
        If the schema of a case cannot be read.
    """
    course = Path(course).resolve()
    if is_handout(course):
        return [f"{course}: a released course has no sources. Go to the author's course folder"]
    return [
        *_notebooks(course),
        *_keys(course),
        *_left_over(course),
        *_pages(course),
        *plan_problems(course),
    ]


def _name(path: Path, course: Path) -> str:
    return path.relative_to(course).as_posix()


def _notebooks(course: Path) -> Iterator[str]:
    for source in source_files(course):
        for folder in (places.notebooks(course), places.instructor_notebooks(course)):
            path = folder / f"{source.stem}.ipynb"
            why = _why_stale(path, source, course)
            if why:
                remedy = f"Run: {ALL} --only {source.name[:2]}"
                if why == EDITED:
                    remedy += " (with --force if answers were typed; a copy is kept)"
                yield f"{_name(path, course)}: {why}. {remedy}"


def _why_stale(path: Path, source: Path, course: Path) -> str:
    if not path.exists():
        return "missing"
    found = notebook.read(path)
    recorded = _recorded(found)
    if not found or not recorded:
        return "not a notebook that was built"
    if recorded.get("build") != marks.BUILD:
        return "built by another version of kit"
    now = marks.inputs(source, recorded.get("cases", []), course)
    before = recorded.get("inputs", {})
    changed = sorted(
        name for name in now.keys() | before.keys() if now.get(name) != before.get(name)
    )
    if changed:
        return f"stale, {', '.join(changed)} changed since"
    if recorded.get("content") != marks.content_digest(found):
        return EDITED
    return ""


def _recorded(found: dict[str, Any] | None) -> dict[str, Any]:
    return dict((found or {}).get("metadata", {}).get("kit") or {})


def _keys(course: Path) -> Iterator[str]:
    """Compare each key with what the notebooks that go with it recorded of it."""
    for path, folder in (
        (places.sealed_key(course), places.notebooks(course)),
        (places.open_key(course), places.instructor_notebooks(course)),
    ):
        why = _why_not_fitting(path, folder, source_files(course))
        if why:
            yield f"{_name(path, course)}: {why}. Run: {ALL}"


def _why_not_fitting(path: Path, folder: Path, sources: list[Path]) -> str:
    if not path.exists():
        return "missing" if sources else ""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        held = list(content["exercises"])
    except (ValueError, KeyError, TypeError):
        return "not a key"
    for source in sources:
        recorded = _recorded(notebook.read(folder / f"{source.stem}.ipynb"))
        key = marks.key_digest(content, recorded.get("exercises", []))
        if recorded and recorded.get("key") != key:
            return f"does not fit {source.stem}.ipynb"
    numbers = [source.name[:2] for source in sources]
    orphans = [id for id in held if id.split(".")[0].zfill(2) not in numbers]
    return f"holds exercises of no notebook: {', '.join(orphans)}" if orphans else ""


def _left_over(course: Path) -> Iterator[str]:
    known = {source.stem for source in source_files(course)}
    for folder in (places.notebooks(course), places.instructor_notebooks(course)):
        for path in sorted(folder.glob("*.ipynb")):
            if path.stem not in known:
                name = _name(path, course)
                yield f"{name}: left over, it has no source. Delete it, or bring its source back"


def _pages(course: Path) -> Iterator[str]:
    for path, text in pages(course).items():
        if marks.file_digest(path) != marks.digest(text):
            why = "stale" if path.exists() else "missing"
            yield f"{_name(path, course)}: {why}. Run: {ALL}"
