"""The walls: what is tried before grading, and what is said where there are none."""

import os
import subprocess
import sys

import pytest

from kit.grading import sandbox
from kit.grading.sandbox import Sandbox, SandboxProblem, choose


def test_no_test_of_the_sandbox_is_left_out_where_there_is_one() -> None:
    """`tests/run` asks the same question, and once took an empty answer for a no."""
    left_out = os.environ.get("KIT_LEFT_OUT", "sandbox" if sandbox.why_not() else "")
    assert ("sandbox" in left_out) == bool(sandbox.why_not())


def test_without_walls_a_command_stays_as_it_is() -> None:
    """Only if asked for."""
    assert choose("none") == Sandbox(walls=False)
    assert choose("none").command(["a", "b"], {}) == ["a", "b"]


@pytest.mark.parametrize("asked", ["auto", "bwrap"])
@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("bwrap: Unknown option --disable-userns", "0.8 or newer"),
        ("bwrap: No permissions to create new namespace", "sysctl"),
        ("", "no reason given"),
    ],
)
def test_a_machine_without_walls_grades_nothing(monkeypatch, asked, said, remedy) -> None:
    """It says what was tried, and the remedy."""
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr=said)
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(sandbox.sys, "platform", "linux")
    monkeypatch.setattr(sandbox.subprocess, "run", lambda *_, **__: failed)
    monkeypatch.setattr(sandbox, "why_not", sandbox.why_not.__wrapped__)
    with pytest.raises(SandboxProblem, match=remedy) as stop:
        choose(asked)
    assert "--sandbox none" in str(stop.value)


@pytest.mark.parametrize(
    ("platform", "remedy"), [("linux", "apt-get install"), ("darwin", "Linux VM"), ("win32", "WSL")]
)
def test_no_bubblewrap_is_a_sentence(monkeypatch, platform: str, remedy: str) -> None:
    """Another remedy on each system."""
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    monkeypatch.setattr(sandbox.sys, "platform", platform)
    assert remedy in sandbox.why_not.__wrapped__()


@pytest.mark.sandbox
def test_it_is_tried_really() -> None:
    """Where the tests of the sandbox run, it works."""
    assert sandbox.why_not() == ""
    ran = subprocess.run(
        choose().command([sys.executable, "-c", "import os; print(os.getuid(), os.getpid())"], {}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == ["65534", "1"]
