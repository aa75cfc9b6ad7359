"""A released folder: which of its files are ours, and how a newer release goes into it.

``release.json`` in the folder lists our files with their digests. So a file
that somebody changed is known, and is copied before it is replaced.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.authoring import notebook
from kit.authoring.merge import merge
from kit.authoring.typed import copy_aside, typed_cells

RECORD = "release.json"
ABOUT = "Made by 'kit release': which files of this folder belong to the course. Keep this file."
UNCOUNTED = {".git"}

Notify = Callable[[str], object]


class ReleaseError(Exception):
    """A release cannot go where it should; the message says why and what to do."""


def is_handout(folder: Path) -> bool:
    """Tell whether a folder is a released course."""
    return (folder / RECORD).is_file()


def refuse(folder: Path) -> None:
    """Refuse a folder that holds something else than a released course.

    Raises
    ------
    ReleaseError
        Naming the folder and what is in it.
    """
    if folder.exists() and not folder.is_dir():
        msg = f"{folder} is a file. Give a folder, new or empty."
        raise ReleaseError(msg)
    found = sorted({path.name for path in folder.iterdir()} - UNCOUNTED) if folder.exists() else []
    if found and not is_handout(folder):
        some = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        msg = (
            f"{folder} is not empty and not a released course: it holds {some}. "
            "Give a new or empty folder, or one that 'kit release' made."
        )
        raise ReleaseError(msg)


def read(folder: Path) -> dict[str, bytes]:
    """Read the files of a released course that nobody has changed.

    Raises
    ------
    ReleaseError
        If a file is missing or was changed.
    """
    files = {}
    for name, recorded in _recorded(folder).items():
        path = folder / name
        files[name] = path.read_bytes() if path.is_file() else b""
        if _digest(files[name]) != recorded:
            msg = (
                f"{name} in {folder} was changed or deleted, so the folder cannot renew another. "
                "Unpack the new version of the course once more, and do not open it before."
            )
            raise ReleaseError(msg)
    return files


def put(files: Mapping[str, bytes], folder: Path, notify: Notify) -> list[Path]:
    """Write a release into a folder, and keep what somebody typed there.

    Parameters
    ----------
    files
        The content of every file, by its path in the folder.
    folder
        New, empty, or a released course.
    notify
        Called with a sentence wherever something of somebody's was met.

    Returns
    -------
    list of Path
        The files of the release, written or already there.

    Raises
    ------
    ReleaseError
        If the folder holds something else, or cannot be written.
    """
    refuse(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _Handout(folder, notify).renew(files)
    except OSError as error:
        msg = f"{error.filename or folder}: {error.strerror}. Mend this and run the command again."
        raise ReleaseError(msg) from error
    return [folder / name for name in files]


@dataclass(frozen=True)
class _Handout:
    folder: Path
    notify: Notify

    def renew(self, files: Mapping[str, bytes]) -> None:
        """Put new files in, take old ones out, and write the record."""
        before = _recorded(self.folder)
        if not before:
            # An interrupted release can go on: the folder is known to be ours.
            self._write(RECORD, _record({}))
        for name, content in files.items():
            self._put(name, content, before.get(name))
        for name in before.keys() - files.keys():
            self._take_out(name, before[name])
        self._write(RECORD, _record(files))

    def _put(self, name: str, content: bytes, recorded: str | None) -> None:
        path = self.folder / name
        if path.exists():
            new = self._with_typing(path, content)
            if path.read_bytes() == new:
                return
            if new != content or self._changed(path, recorded):
                kept = "with what was typed in it" if new != content else "it had been changed"
                copy = copy_aside(path, self.folder).relative_to(self.folder).as_posix()
                self.notify(f"{name}: renewed, {kept}. The old file is kept as {copy}.")
            content = new
        self._write(name, content)

    def _with_typing(self, path: Path, content: bytes) -> bytes:
        """Give the new content with what was typed into the old file, if it is a notebook."""
        old = notebook.read(path) if path.suffix == ".ipynb" else None
        if old is None or not old.get("metadata", {}).get("kit") or not typed_cells(path):
            return content
        merged = merge(old, json.loads(content))
        return path.read_bytes() if merged is old else notebook.plain_text(merged).encode()

    def _changed(self, path: Path, recorded: str | None) -> bool:
        """Tell whether a file holds work: a notebook that was only run does not."""
        if path.suffix == ".ipynb":
            return bool(typed_cells(path))
        return _digest(path.read_bytes()) != recorded

    def _take_out(self, name: str, recorded: str) -> None:
        path = self.folder / name
        if not path.exists():
            return
        if self._changed(path, recorded):
            self.notify(f"{name}: no longer part of the course. Kept, because it was changed.")
            return
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()

    def _write(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        draft.write_bytes(content)
        if content.startswith(b"#!"):
            draft.chmod(0o755)
        draft.replace(path)


def _recorded(folder: Path) -> dict[str, str]:
    """Read which files are ours, none outside the folder; a damaged record knows of none."""
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    inside = (name for name in found if not Path(name).anchor and ".." not in Path(name).parts)
    return {name: found[name] for name in inside}


def _record(files: Mapping[str, bytes]) -> bytes:
    listed = {name: _digest(files[name]) for name in sorted(files)}
    return (json.dumps({"about": ABOUT, "files": listed}, indent=1) + "\n").encode()


def _digest(content: bytes) -> str:
    """Fingerprint a file, whatever its line ends."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:16]
