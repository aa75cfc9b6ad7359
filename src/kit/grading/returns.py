"""What goes back: one zip file a student, with the feedback pages and nothing else."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

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
