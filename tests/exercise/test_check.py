"""What a student calls and sees."""

import json
import subprocess
import sys

import pandas as pd
import pytest

import kit
from kit.exercise.check import Note, emit
from kit.exercise.origin import taken
from kit.exercise.plaindata import MIME


@pytest.fixture
def course(tmp_path, sealed_key, monkeypatch):
    """A course folder with a sealed key, as a student has it."""
    (tmp_path / "data" / "demo").mkdir(parents=True)
    (tmp_path / "data" / "demo" / "datapackage.json").write_text("{}")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "key.sealed.json").write_text(sealed_key.to_json(), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.delenv("KIT_COURSE", raising=False)
    monkeypatch.delenv("KIT_CHECK", raising=False)
    monkeypatch.setenv("KIT_STATE", "on")
    return tmp_path


def test_a_right_answer_is_greeted_and_explained(course):
    """The student sees a mark in words, the points and the explanation."""
    shown = kit.check("2.3", {1: 8, 2: 15, 3: 2})
    assert shown.status == "correct"
    assert repr(shown) == "✓ 2.3: correct, 2 of 2 points.\nThe explanation of 2.3."


def test_the_untouched_stub_says_what_to_do(course):
    """A check run before the answer says so in a sentence."""
    assert "2.3: not answered. Replace the ..." in repr(kit.check("2.3", ...))


@pytest.mark.parametrize("value", [{}, {1: ..., 2: ...}, pd.DataFrame()])
def test_an_untouched_form_is_told_as_one(course, value):
    """There are no dots in the cell above, so it is not they that want to be replaced."""
    shown = repr(kit.check("2.3", taken(value, "You have not moved a slider yet.")))
    assert "2.3: not answered. You have not moved a slider yet. Fill in the form" in shown


def test_a_wrong_answer_is_followed_by_a_question(course):
    """Counts first, then the next question, then where help is."""
    text = repr(kit.check("2.3", {1: 8, 2: 0, 3: 5}))
    assert text.splitlines() == [
        "◐ 2.3: partly, 0.67 of 2 points. 1 of 3 right.",
        "Ask yourself: Which column counts the voices?",
        'Stuck? Run hint("2.3").',
    ]


def test_the_display_holds_text_html_and_the_answer_as_data(course):
    """Every display of a check says the same as text, and carries the answer."""
    bundle = kit.check("2.3", {1: 8})._repr_mimebundle_()
    assert bundle[MIME] == {
        "format": 1,
        "exercise": "2.3",
        "answer": {"mapping": [[1, 8]]},
        "why": "",
    }
    assert "1 of 3 right" in bundle["text/plain"]
    assert 'role="status"' in bundle["text/html"]


def test_what_cannot_be_an_answer_gets_a_sentence(course):
    """A file object is no answer, and says so."""
    shown = kit.check("2.3", sys.stdout)
    assert shown.status == "not yet"
    assert "cannot be of the kind" in repr(shown)


def test_hostile_text_is_shown_as_text(course):
    """Markup in a message is escaped."""
    html = Note("<script>alert(1)</script>")._repr_mimebundle_()["text/html"]
    assert "<script>" not in html


def test_a_name_of_code_in_a_hint_looks_like_code():
    """What stands between backticks has the look of code on the page, and only that."""
    bundle = Note("Look at `a < b`, not at `c`.")._repr_mimebundle_()
    assert "<code>a &lt; b</code>, not at <code>c</code>." in bundle["text/html"]
    assert bundle["text/plain"] == "Look at `a < b`, not at `c`."


def test_hints_come_one_after_the_other(course):
    """Three hints on request, then from the start again."""
    shown = [repr(kit.hint("2.3")) for _ in range(4)]
    assert [text.split(" for ")[0] for text in shown] == [
        "Hint 1 of 3",
        "Hint 2 of 3",
        "Hint 3 of 3",
        "Hint 1 of 3",
    ]
    assert "Look at the column." in shown[0]
    assert "for 2.3, once more. Look at the column." in shown[3]
    assert "hints read: 3" in repr(kit.progress())


def test_an_id_without_quotation_marks_is_understood(course):
    """check(2.3, ...) and hint(2.3) mean what they say."""
    assert kit.check(2.3, ...).status == "not answered"
    assert "for 2.3." in repr(kit.hint(2.3))


@pytest.mark.parametrize("call", [lambda: kit.check("9.9", 1), lambda: kit.hint("9.9")])
def test_an_unknown_exercise_is_a_sentence_not_a_traceback(course, call):
    """A typing error in the id lists the ids there are."""
    assert "no exercise '9.9'" in repr(call())


def test_a_check_without_an_answer_says_what_to_write(course):
    """check("2.3") alone names the variable that belongs into it."""
    assert repr(kit.check("2.3")).endswith('Write: check("2.3", x)')


def test_a_missing_key_is_a_sentence(course):
    """Without the sealed key a student is told whom to ask."""
    (course / "notebooks" / "key.sealed.json").unlink()
    assert "ask your instructor" in repr(kit.check("2.3", 1))


def test_while_grading_check_only_emits(course, monkeypatch):
    """In the grading sandbox there is no key and no verdict, only data."""
    (course / "notebooks" / "key.sealed.json").unlink()
    monkeypatch.setenv("KIT_CHECK", "emit")
    shown = kit.check("2.3", {1: 8}, why="because")
    assert not hasattr(shown, "status")
    assert shown._repr_mimebundle_()[MIME]["why"] == "because"


def test_emit_tries_a_function_on_the_probes_it_is_given():
    """The grader's own cell sends the probes."""
    payload = emit("1.2", len, probes=[[1, 2, 3]]).payload
    assert payload["answer"] == {"function": [{"value": 3}]}


def test_the_front_door_is_light():
    """``import kit`` alone loads none of the heavy libraries."""
    heavy = ["pandas", "numpy", "ipywidgets", "matplotlib", "nbformat", "nbval", "IPython"]
    program = f"import kit, sys, json; print(json.dumps([m for m in {heavy} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert json.loads(done.stdout) == []


def test_the_front_door_names_what_it_offers():
    """A typing error lists the public names."""
    with pytest.raises(AttributeError, match=r"it offers .*check, hint"):
        _ = kit.chek
    assert {"check", "hint", "load_case", "progress"} <= set(dir(kit))
