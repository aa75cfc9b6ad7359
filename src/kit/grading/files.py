"""Files out: whole or not at all, under names that every system takes, harmless to open."""

import csv
import hashlib
import io
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

LONGEST = 80  # bytes of a name; systems take 255, and endings and temporary names come to it
LEFT_BEHIND = 3600.0  # seconds after which nobody can still be writing a file
JOINERS = "\u200c\u200d"  # invisible, and part of how names and emoji are written
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def put(path: Path, content: str | bytes) -> None:
    """Write a file as a whole, and only if it changes; half characters become ``?``.

    Two graders may write the same file at once: each has a temporary one of its own.
    """
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == raw:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(half).chmod(0o644)
        Path(half).replace(path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed grader left behind."""
    for half in folder.rglob(".*.part"):
        if time.time() - half.stat().st_mtime > LEFT_BEHIND:
            half.unlink(missing_ok=True)


def folder_names(students: Iterable[str]) -> dict[str, str]:
    """Give each student a name that can be a file's on every system.

    A name that can be one stays as it is. In others, what cannot stand in a file's
    name is left out, and a digest of the whole name tells them apart; so too where
    two names differ by case only, which some systems take for one.

    Examples
    --------
    >>> folder_names(["ada", "Ada", "a/b"])
    {'Ada': 'Ada', 'a/b': 'a b-c14cddc0', 'ada': 'ada-fdee430d'}
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    for student in sorted(set(students)):
        plain = name = _plain(student)
        digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()
        more = 0
        while not name or (more == 0 and name != student) or _folded(name) in taken:
            more += 8
            name = f"{plain}-{digest[:more]}".lstrip("-")
        taken.add(_folded(name))
        made[student] = name
    return made


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _plain(name: str) -> str:
    """Leave out what some system refuses in a file's name."""
    kept = "".join(c if c.isprintable() or c in JOINERS else " " for c in name)
    kept = " ".join(re.sub(r'[<>:"/\\|?*]', " ", kept).split()).strip(". ")
    while len(kept.encode()) > LONGEST:
        kept = kept[:-1].rstrip(". ")
    return f"_{kept}" if RESERVED.fullmatch(kept) else kept


def shown(name: str) -> str:
    r"""Make a name harmless to print: what is invisible or steers a terminal becomes ``�``.

    Examples
    --------
    >>> shown("ada\x1b[2J")
    'ada�[2J'
    """
    return "".join(c if c.isprintable() or c in JOINERS else "�" for c in name)


def csv_text(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Write a CSV file's text; None is a blank."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([field(value) for value in line] for line in lines)
    return text.getvalue()


def field(value: object) -> str:
    """Write one field; text that a spreadsheet would run as a formula gets an apostrophe.

    Examples
    --------
    >>> field("=1+1"), field(-1.5), field(None)
    ("'=1+1", '-1.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return f"{value:g}"


def unguarded(text: str, known: Mapping[str, object]) -> str:
    """Read a name back from a field that `field` may have given an apostrophe."""
    bare = text.removeprefix("'")
    return bare if text not in known and bare in known else text


def delimiter(text: str) -> str:
    """Tell by its first line what a CSV file's columns are separated by.

    Examples
    --------
    >>> delimiter("student;points")
    ';'
    """
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)
