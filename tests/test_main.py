"""The ``kit`` command as a process of its own."""

import subprocess
import sys


def test_the_process_ends_with_the_commands_code(tmp_path) -> None:
    """Installed or not: python -m kit is the same command, and bad use ends with 2."""
    wrong = [sys.executable, "-m", "kit", "grade", str(tmp_path / "nowhere"), "--out", "x"]
    ran = subprocess.run(wrong, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("kit: ") and "is not a folder" in ran.stderr
