"""What was typed is kept, or set aside, and never lost."""

import json

import pytest

from kit.widgets import keeping


def test_there_and_back(kit_folder):
    """What is saved is what is loaded."""
    kept = {"reasons": {"E1": {"A": "fur ≠ feathers 🐈"}}}
    assert keeping.save("7.2", "Matrix", kept) == ""
    assert keeping.load("7.2", "Matrix") == (kept, "")
    assert keeping.where("7.2") == ".kit/widget-7.2.json"


def test_state_that_is_off_writes_nothing(tmp_path, monkeypatch):
    """While notebooks are built and graded, no output may depend on the past."""
    monkeypatch.setenv("KIT_STATE", "off")
    monkeypatch.chdir(tmp_path)
    assert keeping.save("7.2", "Matrix", {"a": 1}) == ""
    assert keeping.load("7.2", "Matrix") == ({}, "")
    assert keeping.where("7.2") == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"format": 1, "ki', "cannot be read"),
        ("[]", "form known here"),
        ('{"format": 2, "kind": "Matrix", "kept": {}}', "form known here"),
        ('{"format": 1, "kind": "Matrix", "kept": 3}', "form known here"),
        ('{"format": 1, "kind": "Board", "kept": {}}', "another widget (Board)"),
    ],
)
def test_a_damaged_file_is_set_aside(kit_folder, text, why):
    """Its bytes stay under another name, and the message says which."""
    kit_folder.mkdir()
    (kit_folder / "widget-7.2.json").write_text(text, encoding="utf-8")
    kept, said = keeping.load("7.2", "Matrix")
    assert kept == {}
    assert why in said
    assert ".kit/widget-7.2.aside-1.json" in said
    keeping.save("7.2", "Matrix", {"new": True})
    assert (kit_folder / "widget-7.2.aside-1.json").read_text(encoding="utf-8") == text


def test_two_damaged_files_are_both_kept(kit_folder):
    """The second gets the next number."""
    kit_folder.mkdir()
    for text in ("first", "second"):
        (kit_folder / "widget-a.json").write_text(text, encoding="utf-8")
        keeping.load("a", "Matrix")
    aside = sorted(kit_folder.glob("widget-a.aside-*.json"))
    assert [path.read_text(encoding="utf-8") for path in aside] == ["first", "second"]


def test_a_folder_that_cannot_be_written_is_a_sentence(kit_folder):
    """Work goes on, and the way to keep it is named."""
    kit_folder.write_text("a file where the folder should be", encoding="utf-8")
    assert "line of code" in keeping.save("7.2", "Matrix", {})


def test_what_is_kept_is_plain_json(kit_folder):
    """A person can read the file."""
    keeping.save("7.2", "Matrix", {"a": 1})
    found = json.loads((kit_folder / "widget-7.2.json").read_text(encoding="utf-8"))
    assert found == {"format": 1, "kind": "Matrix", "kept": {"a": 1}}
