"""What a killed process leaves in the temporary folder goes; what lives stays."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kit.grading import scratch

MAKE = """
import sys, tempfile
from pathlib import Path
from kit.grading import scratch
folder = Path(tempfile.mkdtemp(prefix=scratch.mark()))
(folder / "home").mkdir()
print(folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def begun() -> tuple[subprocess.Popen, Path]:
    """A process that has made a folder, and the folder."""
    made = subprocess.Popen(
        [sys.executable, "-c", MAKE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return made, Path(made.stdout.readline().strip())


def test_only_what_a_killed_process_left_is_removed(temporary: Path) -> None:
    """Not what a living one has, nor what somebody else called alike, nor a link's target."""
    (dead, left), (living, used) = begun(), begun()
    other = temporary / "kit-of-mine"
    other.mkdir()
    (left.parent / f"{left.name}link").symlink_to(other)
    dead.kill()
    dead.communicate()
    scratch.sweep()
    assert (left.exists(), used.exists(), other.exists()) == (False, True, True)
    living.communicate("")  # it ends in good order, and leaves its folder, not its lock
    assert used.exists()
    assert not list(temporary.glob("*.lock"))


def test_a_lock_without_a_folder_is_left_alone(temporary: Path) -> None:
    """Somebody may be about to take it."""
    (temporary / "kit-new.lock").touch()
    scratch.sweep()
    assert [path.name for path in temporary.iterdir()] == ["kit-new.lock"]
