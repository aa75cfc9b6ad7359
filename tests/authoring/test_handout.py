"""A released folder: written whole, renewed without losing anybody's work."""

import json
from pathlib import Path

import pytest

from kit.authoring.handout import ReleaseError, is_handout, put, read
from kit.authoring.marks import digest


def notebook(text: str, typed: str = "n = ...") -> bytes:
    """Make a released notebook of a text and an answer."""
    cells = [
        {"cell_type": "markdown", "id": "text", "metadata": {}, "source": text},
        {"cell_type": "code", "id": "answer-1-1", "metadata": {}, "source": typed},
    ]
    cells[1] |= {"outputs": [], "execution_count": 1}
    kit = {"cells": {"text": digest(text), "answer-1-1": digest("n = ...")}}
    made = {"cells": cells, "metadata": {"kit": kit}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(made, indent=1, sort_keys=True) + "\n").encode()


FIRST = {
    "README.md": b"# One\n",
    "postBuild": b"#!/bin/sh\n",
    "notebooks/01_look.ipynb": notebook("One"),
    "notebooks/02_more.ipynb": notebook("More"),
}
SECOND = {"README.md": b"# Two\n", "notebooks/01_look.ipynb": notebook("Two")}


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with the first release."""
    put(FIRST, tmp_path / "out", print)
    return tmp_path / "out"


def renewed(folder: Path, files: dict[str, bytes] = SECOND) -> list[str]:
    """Put the second release in; give what was said."""
    said: list[str] = []
    put(files, folder, said.append)
    return said


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file but the record."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: p.read_bytes() for name, p in files.items() if name != "release.json"}


def test_a_new_folder_holds_the_files_and_their_record(folder):
    """They can be read again as a release; a script can be run."""
    assert contents(folder) == FIRST
    assert is_handout(folder)
    assert read(folder) == FIRST
    assert (folder / "postBuild").stat().st_mode & 0o100


def test_an_untouched_folder_is_renewed_without_a_word(folder):
    """What is no longer part of the course goes; no drafts are left."""
    run = json.loads(FIRST["notebooks/01_look.ipynb"])
    run["cells"][1] |= {"outputs": [], "execution_count": 7}
    (folder / "notebooks/01_look.ipynb").write_text(json.dumps(run), encoding="utf-8")
    assert renewed(folder) == []
    assert contents(folder) == SECOND


def test_what_was_typed_stays_and_a_copy_is_kept(folder):
    """The newer text around the older answer."""
    path = folder / "notebooks/01_look.ipynb"
    path.write_bytes(notebook("One", typed="n = 3"))
    (said,) = renewed(folder)
    assert said == (
        "notebooks/01_look.ipynb: renewed, with what was typed in it. "
        "The old file is kept as .kit/backup/01_look-1.ipynb."
    )
    sources = [cell["source"] for cell in json.loads(path.read_bytes())["cells"]]
    assert sources == ["Two", "n = 3"]
    assert (folder / ".kit/backup/01_look-1.ipynb").read_bytes() == notebook("One", typed="n = 3")


def test_the_same_release_again_changes_nothing(folder):
    """Typed, or changed: it stays as it is, and no copy is made of what stays."""
    (folder / "notebooks/01_look.ipynb").write_bytes(notebook("One", typed="n = 3"))
    before = contents(folder)
    assert renewed(folder, FIRST) == []
    assert contents(folder) == before


def test_a_file_that_somebody_changed_is_copied_and_named(folder):
    """Our files too: perhaps it was a correction."""
    (folder / "README.md").write_text("mine", encoding="utf-8")
    (said,) = renewed(folder)
    assert "README.md: renewed, it had been changed" in said
    assert (folder / ".kit/backup/README-1.md").read_text(encoding="utf-8") == "mine"


def test_a_file_of_somebody_elses_is_not_overwritten_silently(folder):
    """A page of the student's own that the newer release also has."""
    (folder / "notes.md").write_text("mine", encoding="utf-8")
    (said,) = renewed(folder, SECOND | {"notes.md": b"ours\n"})
    assert said.startswith("notes.md: renewed")
    assert (folder / ".kit/backup/notes-1.md").read_text(encoding="utf-8") == "mine"


def test_a_notebook_that_has_gone_is_kept_if_somebody_typed_in_it(folder):
    """Work is never deleted."""
    (folder / "notebooks/02_more.ipynb").write_bytes(notebook("More", typed="n = 3"))
    (said,) = renewed(folder)
    assert said.startswith("notebooks/02_more.ipynb: no longer part of the course. Kept")
    assert (folder / "notebooks/02_more.ipynb").exists()


@pytest.mark.parametrize(
    "half", ["", '{"cells": [', '{"cells": []}', '{"cells": [], "metadata": {}}']
)
def test_a_notebook_that_is_none_is_copied_and_replaced(folder, half):
    """Half a file after a crash."""
    (folder / "notebooks/01_look.ipynb").write_text(half, encoding="utf-8")
    (said,) = renewed(folder)
    assert "it had been changed" in said
    assert (folder / "notebooks/01_look.ipynb").read_bytes() == SECOND["notebooks/01_look.ipynb"]


def test_line_ends_of_another_system_are_no_change(folder):
    """A folder that came through git on Windows."""
    (folder / "README.md").write_bytes(b"# One\r\n")
    assert renewed(folder) == []


@pytest.mark.parametrize("there", ["mine.txt", ".hidden", "data/x.csv"])
def test_a_folder_that_holds_something_else_is_refused(tmp_path, there):
    """The sentence names what is in it, and nothing is written."""
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).touch()
    with pytest.raises(ReleaseError, match=f"holds {there.split('/')[0]}"):
        put(FIRST, tmp_path, print)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_new_repository_counts_as_empty(tmp_path):
    """A teacher who publishes the course makes the repository first."""
    (tmp_path / ".git").mkdir()
    put(FIRST, tmp_path, print)
    assert is_handout(tmp_path)


def test_a_file_is_no_folder(tmp_path):
    """It is said in a sentence."""
    (tmp_path / "out").touch()
    with pytest.raises(ReleaseError, match="is a file"):
        put(FIRST, tmp_path / "out", print)


def test_what_cannot_be_written_is_a_sentence(folder):
    """A folder stands where a file should go."""
    (folder / "README.md").unlink()
    (folder / "README.md").mkdir()
    with pytest.raises(ReleaseError, match="run the command again"):
        renewed(folder)


def test_an_interrupted_release_can_go_on(tmp_path, monkeypatch):
    """The folder is known to be ours from the first file on."""
    monkeypatch.setattr(Path, "chmod", _stop)
    with pytest.raises(KeyboardInterrupt):
        put(FIRST, tmp_path / "out", print)
    monkeypatch.undo()
    assert renewed(tmp_path / "out", FIRST) == []
    assert read(tmp_path / "out") == FIRST


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_changed_folder_renews_no_other(folder):
    """A new version must be as it was released."""
    (folder / "README.md").write_text("mine", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"README\.md in .* was changed"):
        read(folder)


def test_a_record_names_no_file_outside(folder):
    """A record that somebody wrote by hand deletes nothing elsewhere."""
    outside = folder.parent / "outside.txt"
    outside.write_bytes(b"x\n")
    record = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    record["files"] |= {"../outside.txt": digest("x\n"), str(outside): digest("x\n")}
    (folder / "release.json").write_text(json.dumps(record), encoding="utf-8")
    renewed(folder)
    assert outside.exists()
