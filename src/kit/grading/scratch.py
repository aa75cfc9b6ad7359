"""Temporary folders that bear their process's mark, so that a killed one's can be removed.

A mark is a lock file that a process holds until it ends, in whatever way; so nobody
has to guess from a number whether it still lives. Where there are no such locks
(Windows), nothing is removed.
"""

import atexit
import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LOCK = ".lock"


def mark() -> str:
    """Give the mark of this process: the beginning of a temporary folder's name."""
    return _mark(tempfile.gettempdir())


@cache
def _mark(folder: str) -> str:
    """Make the mark and hold it."""
    handle, name = tempfile.mkstemp(prefix="kit-", suffix=LOCK, dir=folder)
    _is_free(handle)
    atexit.register(Path(name).unlink, missing_ok=True)
    return Path(name).name.removesuffix(LOCK)


def sweep() -> None:
    """Remove the folders of processes that are gone; what lives, or is another user's, stays."""
    for lock in Path(tempfile.gettempdir()).glob(f"kit-*{LOCK}"):
        name = lock.name.removesuffix(LOCK)
        folders = [path for path in lock.parent.glob(f"{name}?*") if path != lock]
        # Without a folder it may be one that is being made, and not yet locked.
        if folders:
            with contextlib.suppress(OSError), _taken(lock) as taken:
                for folder in filter(_is_mine, folders if taken else ()):
                    shutil.rmtree(folder, ignore_errors=True)
                if taken:
                    lock.unlink()


@contextlib.contextmanager
def _taken(lock: Path) -> Iterator[bool]:
    """Take the lock of a process that is gone; tell whether it is."""
    if not _is_mine(lock):
        yield False
        return
    handle = os.open(lock, os.O_RDWR)
    try:
        yield _is_free(handle)
    finally:
        os.close(handle)


def _is_mine(path: Path) -> bool:
    """Tell whether a file or folder, no link, belongs to this user."""
    found = path.lstat()
    kind = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return kind and hasattr(os, "getuid") and found.st_uid == os.getuid()


def _is_free(handle: int) -> bool:
    """Take the lock of a file, unless somebody has it."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
