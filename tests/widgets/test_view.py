"""The thin view, without a browser: what it sends and what it takes."""

import re

import pytest

from kit.widgets import view
from kit.widgets.view import View


@pytest.fixture
def live(tally, monkeypatch):
    """A live view on the smallest widget, with an empty script."""
    monkeypatch.setattr(view, "module", lambda script: "export default {}")
    state = tally("one")
    state._view = View(state)
    return state._view


class Page:
    """The other end: what a page is sent."""

    comm_id = "page"

    def __init__(self):
        self.sent = []

    def on_msg(self, callback):
        """A page that says nothing."""

    def send(self, data, **_):
        """Keep the parts that were sent."""
        self.sent.append(data["state"])


def act(live, n, name="add", sender="page", **arguments):
    """Send what a page sends."""
    live._heard(live, {"act": name, "with": arguments, "from": sender, "n": n}, [])


def test_what_the_page_does_is_done_and_shown(live):
    """Python changes, and the next page knows it."""
    act(live, 1, how_many=3)
    assert live._state.marks == 3
    assert live.page["message"] == "3 marks."
    assert live.page["answered"] == {"from": "page", "n": 1}
    assert live.findings["text"] == "Tally: 3 marks."


def test_messages_that_overtake_each_other_are_put_in_order(live):
    """JupyterLab hands them over in several threads."""
    act(live, 2, name="undo")
    assert live._state.marks == 0
    act(live, 1, how_many=3)
    assert live._state.marks == 0
    assert live._state.can_redo
    assert live.page["answered"]["n"] == 2


def test_two_views_of_one_widget_count_by_themselves(live):
    """A second window begins at 1 again."""
    act(live, 1, how_many=1)
    act(live, 1, how_many=1, sender="second window")
    assert live._state.marks == 2


def test_a_later_page_has_a_higher_turn(live):
    """So that a page that was overtaken is not drawn."""
    first = live.page["turn"]
    act(live, 1, how_many=1)
    assert live.page["turn"] > first


def test_a_failure_is_answered_too(live):
    """A page never waits for an answer that does not come."""
    act(live, 1, how_many=99)
    assert live.page["message"] == "That was not possible: The slate is full."
    assert live.page["answered"]["n"] == 1


def test_what_stands_still_is_sent_once(tally, monkeypatch):
    """A drawing of many kilobytes does not travel with every key; page and drawing go together."""
    monkeypatch.setattr(view, "module", lambda script: "export default {}")

    class Drawn(tally):
        still = ("drawing",)

        def content(self):
            return {"drawing": ["svg", {}, [str(self.marks // 5)]], "marks": self.marks}

    state = Drawn("drawn")
    live = state._view = View(state)
    assert live.get_state(["still"])["still"]["parts"] == {"drawing": ["svg", {}, ["0"]]}
    live.comm = Page()
    sent = live.comm.sent
    state.add(1)
    assert [set(each) for each in sent if "page" in each] == [{"page"}]
    assert "drawing" not in live.page
    state.add(5)
    (together,) = (each for each in sent if "still" in each)
    assert together["page"]["marks"] == 6
    assert together["still"]["parts"]["drawing"][2] == ["1"]
    assert together["still"]["turn"] == together["page"]["turn"]


def test_python_changes_the_page(live):
    """What a cell does to the widget shows in it."""
    live._state.marks = 5
    assert live.page["canUndo"] is True


def test_the_stored_form_of_a_view_is_stable(live):
    """No address of memory, nothing random but the id that nbval skips."""
    bundle, _ = live._repr_mimebundle_()
    assert bundle.pop(view.MIME)["model_id"]
    assert bundle == {"text/plain": "Live widget: Tally"}


SCRIPTS = sorted(path.name for path in view.HERE.glob("*.js") if path.name != view.SHARED)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_joined_module_needs_no_other_file(script):
    """One module without imports, with one export, and no way to make markup of a text."""
    joined = view.module(script)
    assert not re.search(r"^\s*import\b|\bimport\(", joined, re.MULTILINE)
    assert re.findall(r"^export .*", joined, re.MULTILINE) == [
        "export default { render: show(draw) };"
    ]
    assert "function draw(" in joined
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", joined)
