"""What every widget is, tried on the smallest one."""

import json
import sys

import pytest
import traitlets

import kit.widgets
from kit.exercise.answer import encode
from kit.exercise.check import emit


def test_an_action_is_one_step(tally):
    """However many traits it changes, it is undone and done again at once."""
    one = tally("one")
    one.add(2)
    one.add(3)
    one.undo()
    assert (one.marks, one.note, one.can_redo) == (2, "2 more", True)
    one.redo()
    assert (one.marks, one.note, one.can_redo) == (5, "3 more", False)


def test_a_failed_action_changes_nothing(tally):
    """What it had changed before it failed is taken back, and nothing is left to undo."""
    one = tally("one")
    with pytest.raises(ValueError, match="full"):
        one.add(10)
    assert (one.marks, one.note, one.can_undo) == (0, "", False)


def test_a_trait_set_by_hand_is_a_step_too(tally):
    """In Python a trait can be set like any attribute."""
    one = tally("one")
    one.marks = 7
    one.undo()
    assert one.marks == 0


def test_nothing_to_undo_is_a_sentence(tally):
    """At the start there is no step to take back."""
    one = tally("one")
    one.undo()
    assert one.message == "Nothing to undo."


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("add", {"how_many": 1}, "1 marks."),
        ("add", {"how_many": 99}, "That was not possible: The slate is full."),
        ("add", {"wrong": 1}, "That was not possible: "),
        ("frame", {}, "There is no action 'frame' here."),
        ("__init__", {}, "There is no action '__init__' here."),
        ("no such", {}, "There is no action 'no such' here."),
    ],
)
def test_the_page_can_only_call_actions(tally, name, arguments, said):
    """Whatever a page asks for, the answer is a sentence."""
    one = tally("one")
    one.perform(name, arguments)
    assert said in one.message
    assert one.marks in (0, 1)


def test_what_was_done_survives_a_new_process(tally, kit_folder):
    """A new widget of the same name begins where the old one ended."""
    tally("one").add(4)
    assert tally("one").marks == 4
    assert tally("two").marks == 0
    assert sorted(path.name for path in kit_folder.iterdir()) == ["widget-one.json"]


def test_undo_is_saved_too(tally, kit_folder):
    """After an undo and a restart the step is still taken back."""
    one = tally("one")
    one.add(4)
    one.undo()
    assert tally("one").marks == 0


def test_only_the_newest_of_a_name_saves(tally, kit_folder):
    """A cell run again makes a new widget; the old one must not write over it."""
    old = tally("one")
    new = tally("one")
    new.add(2)
    old.add(5)
    assert tally("one").marks == 2


def test_what_does_not_fit_is_set_aside(tally, kit_folder):
    """A value of the wrong kind and an unknown trait: the rest is used, all is kept."""
    kit_folder.mkdir()
    kept = {"marks": "many", "note": "mine", "colour": "red"}
    text = json.dumps({"format": 1, "kind": "Tally", "kept": kept})
    (kit_folder / "widget-one.json").write_text(text, encoding="utf-8")
    one = tally("one")
    assert (one.marks, one.note) == (0, "mine")
    assert "does not fit in: marks, colour" in one.message
    one.add(1)
    assert (kit_folder / "widget-one.aside-1.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["", "a/b", "../x", ".hidden", "x" * 61, "a\nb", 7])
def test_a_name_is_the_name_of_a_file(tally, name):
    """Nothing that leads elsewhere, and nothing that a file system refuses."""
    with pytest.raises(ValueError, match="cannot be the name"):
        tally(name)


def test_the_static_form_has_words_and_a_table(tally):
    """That is what stays when nothing is live; markup in it is text."""
    one = tally("one", note="<script>alert(1)</script>")
    bundle = one._repr_mimebundle_()
    assert bundle["text/plain"] == "Tally: 0 marks." == repr(one)
    assert "<p>Tally: 0 marks.</p>" in bundle["text/html"]
    assert "&lt;script&gt;" in bundle["text/html"]
    assert "<script" not in bundle["text/html"]


def test_a_trait_keeps_its_kind(tally):
    """A wrong value from Python is refused where it is set."""
    with pytest.raises(traitlets.TraitError):
        tally("one").marks = "many"


def test_the_line_is_named_as_the_notebook_names_the_widget(tally, monkeypatch):
    """Then a check below takes the line's data without a change."""
    one = tally("7.2")
    assert "answer_7_2 = carried(" in one.line()
    monkeypatch.setattr(sys.modules["__main__"], "my_marks", one, raising=False)
    assert "; my_marks = carried(" in one.line()
    one.variable = "marks_of_mine"
    assert "; marks_of_mine = carried(" in one.line()
    assert "; other = carried(" in one.line("other")


def test_without_anywidget_the_form_is_read(tally, kit_folder, monkeypatch):
    """The static form is shown, and one sentence says how to get the live one."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: shown.append(data))
    monkeypatch.setitem(sys.modules, "kit.widgets.view", None)
    tally("one")._ipython_display_()
    form, sentence = shown
    assert form["text/plain"] == "Tally: 0 marks."
    assert 'python -m pip install ".[lab]"' in sentence["text/plain"]


def test_a_missing_package_is_named(monkeypatch):
    """Importing a widget where even traitlets is missing says what to install."""
    monkeypatch.setitem(sys.modules, "traitlets", None)
    for name in ("kit.widgets.state", "kit.widgets.matrix"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(ImportError, match=r"needs traitlets. Run: python -m pip install"):
        kit.widgets.Matrix  # noqa: B018


def test_check_takes_the_widget_itself(tally):
    """As what it answers, with a mark that says where it comes from."""
    one = tally("7.2")
    one.add(3)
    payload = emit("7.2", one).payload
    assert payload["widget"] is True
    assert payload["answer"] == encode(one.frame())
    assert emit("7.2", one.frame()).payload == payload
    assert "widget" not in emit("7.2", {"marks": 3}).payload
