"""Where things are: the one module that knows the folders of a course.

A *course* is a folder that holds ``data/<case>/datapackage.json`` and
``notebooks/``. It is, in this order: the folder asked for, ``KIT_COURSE``,
the nearest folder at or above the working folder, the copy in the wheel.
"""

import os
from pathlib import Path

CARRIED = Path(__file__).parent / "course"


class PlaceError(Exception):
    """A folder or file that should be there is not; the message says what to do."""


def is_course(folder: Path) -> bool:
    """Tell whether a folder holds at least one case."""
    return any(folder.glob("data/*/datapackage.json"))


def course(folder: str | Path | None = None) -> Path:
    """Find the course folder.

    Parameters
    ----------
    folder
        The folder asked for (the commands' ``--course``). By default
        ``KIT_COURSE``, then the nearest folder at or above the working
        folder, then the copy that the installed package carries.

    Returns
    -------
    Path
        A folder with ``data/<case>/datapackage.json``.

    Raises
    ------
    PlaceError
        If the folder asked for holds no case, or none is found.
    """
    for asked, name in ((folder, "--course"), (os.environ.get("KIT_COURSE"), "KIT_COURSE")):
        if asked:
            found = Path(asked).resolve()
            if is_course(found):
                return found
            msg = (
                f"{name} names {asked}, which holds no case "
                "(no data/<case>/datapackage.json). Give the folder that contains 'data'."
            )
            raise PlaceError(msg)
    here = Path.cwd()
    for candidate in (here, *here.parents, CARRIED):
        if is_course(candidate):
            return candidate
    msg = (
        f"No course found at or above {here}: a course holds data/<case>/datapackage.json. "
        "Go to your course folder, or set KIT_COURSE to it."
    )
    raise PlaceError(msg)


def cases(folder: str | Path | None = None) -> dict[str, Path]:
    """List the case folders of a course by name."""
    found = course(folder).glob("data/*/datapackage.json")
    return {path.parent.name: path.parent for path in sorted(found)}


def case(name: str, folder: str | Path | None = None) -> Path:
    """Find one case folder by its name.

    Raises
    ------
    PlaceError
        If there is no such case; the message lists those there are.
    """
    known = cases(folder)
    if name not in known:
        msg = f"There is no case {name!r} in {course(folder)}. Cases here: {', '.join(known)}."
        raise PlaceError(msg)
    return known[name]


def attached_text(case_dir: Path) -> Path:
    """Where the text of the article goes when someone attaches it (git-ignored)."""
    return case_dir / "article.txt"


def sources(course_dir: Path) -> Path:
    """The notebook sources, the only notebooks that authors edit."""
    return course_dir / "notebooks" / "source"


def notebooks(course_dir: Path) -> Path:
    """The built student notebooks."""
    return course_dir / "notebooks"


def instructor_notebooks(course_dir: Path) -> Path:
    """The built, solved notebooks."""
    return course_dir / "notebooks" / "instructor"


def sealed_key(course_dir: Path) -> Path:
    """The key that ships to students."""
    return course_dir / "notebooks" / "key.sealed.json"


def open_key(course_dir: Path) -> Path:
    """The key that stays with the instructor."""
    return course_dir / "notebooks" / "instructor" / "key.json"


def state() -> Path | None:
    """The folder for progress and widget answers, or None while state is off.

    State lives in ``.kit/`` beside the notebook. ``KIT_STATE=off`` (set while
    building, testing and grading) switches it off, so that no output of a
    notebook depends on what someone did before.
    """
    if os.environ.get("KIT_STATE", "").lower() == "off":
        return None
    return Path.cwd() / ".kit"
