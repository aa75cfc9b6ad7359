"""What is remembered beside the notebook."""

import json

import pytest

from kit.exercise.judge import Verdict
from kit.exercise.progress import hints_shown, note_hint, note_verdict, progress


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A notebook's folder, with state on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIT_STATE", "on")
    return tmp_path


def note(exercise, status):
    """Remember a verdict."""
    note_verdict(Verdict(exercise, status, 0, 1))


def test_the_best_verdict_is_kept_and_tries_are_counted():
    """Trying again never makes the record worse."""
    for status in ("not answered", "partly", "correct", "not yet"):
        note("2.3", status)
    note("1.10", "not yet")
    note("1.9", "not yet")
    assert repr(progress()).splitlines() == [
        "1.9: not yet (times checked: 1, hints read: 0)",
        "1.10: not yet (times checked: 1, hints read: 0)",
        "2.3: correct (times checked: 3, hints read: 0)",
    ]


def test_progress_is_a_labelled_table(folder):
    """The table has a caption and header cells for rows and columns."""
    note("2.3", "correct")
    html = progress()._repr_html_()
    assert "<caption>" in html
    assert '<th scope="row">2.3</th><td>correct</td>' in html


def test_hints_are_counted_and_cost_nothing():
    """Asking for a hint changes no verdict."""
    note("2.3", "correct")
    note_hint("2.3")
    assert hints_shown("2.3") == 1
    assert "correct" in repr(progress())


def test_with_state_off_nothing_is_written(folder, monkeypatch):
    """No output may depend on what was done before while building or grading."""
    monkeypatch.setenv("KIT_STATE", "off")
    note("2.3", "correct")
    assert repr(progress()) == "Nothing is checked yet."
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00"])
def test_a_damaged_record_is_started_again(folder, content):
    """A file that was cut off stops nobody."""
    (folder / ".kit").mkdir()
    (folder / ".kit" / "progress.json").write_text(content)
    note("2.3", "correct")
    assert json.loads((folder / ".kit" / "progress.json").read_text())["2.3"]["tries"] == 1
