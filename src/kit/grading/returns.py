"""What goes back: one zip file a student, with the feedback pages and nothing else.

And one for the class, with the names that a learning platform gave to the files: Moodle
(Upload multiple feedback files in a zip) looks for ``Full Name_12345_assignsubmission_file_``,
Canvas (Upload Submissions) for the person's and the file's number in
``lastfirst_12345_67890_``. Both hand each file to its student.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kit.grading.course import Course
from kit.grading.feedback import pages
from kit.grading.intake import CANVAS
from kit.grading.items import Item, by_page

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first date a zip file knows: same pages, same bytes


def zips(pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Pack the feedback pages of a class.

    Parameters
    ----------
    pages
        As from `kit.grading.feedback.pages`: ``<student>/<NN_name>.html`` and text.

    Yields
    ------
    tuple
        ``<student>.zip`` and its bytes, which depend on the pages alone.
    """
    by_student: dict[str, dict[str, str]] = {}
    for path, page in pages:
        student, name = path.split("/")
        by_student.setdefault(student, {})[name] = page
    for student, mine in by_student.items():
        yield f"{student}.zip", packed(mine)


def for_class(
    platform: str, items: Sequence[Item], course: Course, numbers: Mapping[str, str]
) -> tuple[bytes, list[str]]:
    """Pack all feedback pages of a class as Canvas or Moodle takes them.

    Parameters
    ----------
    platform
        ``canvas`` or ``moodle``.
    items, course
        As in `kit.grading.feedback.pages`.
    numbers
        The platform's numbers of the students.

    Returns
    -------
    tuple
        A zip file, and the students whom the platform would not find by their files' names.
    """
    files: dict[str, str] = {}
    left_out: dict[str, None] = {}
    handed_in = (mine[0] for _, mine in by_page(items))
    for item, (path, page) in zip(handed_in, pages(items, course), strict=True):
        name = path.split("/")[1]
        made = _for_moodle if platform == "moodle" else _for_canvas
        if place := made(item, name, numbers.get(item.student, "")):
            files[place] = page
        else:
            left_out[item.student] = None
    return packed(files), list(left_out)


def _for_moodle(item: Item, name: str, number: str) -> str:
    return f"{item.student}_assignsubmission_file_/{name}" if number else ""


def _for_canvas(item: Item, name: str, number: str) -> str:
    found = CANVAS.fullmatch(item.file)
    return item.file[: found.start("rest")] + name if found and found["id"] == number else ""


def packed(files: Mapping[str, str]) -> bytes:
    """Pack texts into a zip file, not compressed, because compressors differ.

    Examples
    --------
    >>> packed({"a.html": "x"}) == packed({"a.html": "x"})
    True
    """
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name].encode("utf-8", "replace"))
    return raw.getvalue()
