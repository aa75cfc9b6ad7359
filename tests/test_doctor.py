"""The doctor: what is found on this machine, and a remedy for each problem."""

import sys
from pathlib import Path

import pytest

from kit import doctor
from kit.cli import main

REPOSITORY = Path(__file__).parents[1]


def remedies(course: Path = REPOSITORY) -> dict[str, str]:
    """The remedies by what they are about."""
    return {found.about: found.remedy for found in doctor.examine(course) if found.remedy}


def test_nothing_is_wrong_here(monkeypatch, capsys) -> None:
    """Every line has something to say; the command ends with 0."""
    monkeypatch.setattr("kit.grading.sandbox.why_not", lambda: "")
    assert remedies() == {}
    assert main(["doctor", "--course", str(REPOSITORY)]) == 0
    said = capsys.readouterr().out
    for about in ("python", "kit", "lab", "author", "grade", "course", "checks", "sandbox"):
        assert f"\n  {about}" in f"\n{said}"
    assert "syria-2017" in said
    assert "Nothing is missing." in said


def test_a_problem_has_its_remedy_and_code_1(tmp_path: Path, monkeypatch, capsys) -> None:
    """A folder without a case, a missing package, no sandbox: one remedy each."""
    monkeypatch.setattr(doctor, "EXTRAS", {"lab": ("no_such_package",), "grade": ()})
    monkeypatch.setattr("kit.grading.sandbox.why_not", lambda: "It is not installed. Install it.")
    found = remedies(tmp_path)
    assert set(found) == {"lab", "course", "sandbox"}
    assert 'pip install ".[lab]"' in found["lab"]
    assert "--course" in found["course"]
    assert found["sandbox"].startswith("It is not installed. Install it. Until then")
    assert main(["doctor", "--course", str(tmp_path)]) == 1
    assert "Problems: 3." in capsys.readouterr().out


@pytest.mark.parametrize(("platform", "way"), [("darwin", "virtual machine"), ("win32", "WSL 2")])
def test_other_systems_are_told_plainly(monkeypatch, platform: str, way: str) -> None:
    """No sandbox there, and what to do instead."""
    monkeypatch.setattr(doctor.sys, "platform", platform)
    assert way in remedies()["sandbox"]
    assert "people you trust" in remedies()["sandbox"]


def test_without_the_graders_packages_the_sandbox_is_not_tried(monkeypatch) -> None:
    """One remedy, not two."""
    monkeypatch.setattr(doctor, "EXTRAS", {"grade": ("no_such_package",)})
    assert set(remedies()) == {"grade"}


def test_an_old_python_is_said(monkeypatch) -> None:
    """With the version that is needed."""
    monkeypatch.setattr(doctor, "OLDEST", (9, 0))
    assert "Python 9.0 or newer" in remedies()["python"]
    assert sys.version_info < (9, 0)


def test_a_course_without_keys_says_so(tmp_path: Path, monkeypatch) -> None:
    """No sealed key: no checks. No open key is as it should be for students."""
    monkeypatch.setattr("kit.grading.sandbox.why_not", lambda: "")
    (tmp_path / "data/bakery").mkdir(parents=True)
    (tmp_path / "data/bakery/datapackage.json").write_text("{}")
    assert set(remedies(tmp_path)) == {"checks"}
