"""Widgets without a browser: a small one, a folder for its state, and hostile content."""

import pandas as pd
import pytest
import traitlets

from kit.widgets.state import State, action


class Tally(State):
    """The smallest widget: marks on a slate, and a note."""

    title, script = "Tally", "tally.js"
    marks = traitlets.Int(0).tag(kept=True)
    note = traitlets.Unicode("").tag(kept=True)

    @action
    def add(self, how_many):
        """Add marks."""
        self.marks += how_many
        self.note = f"{how_many} more"
        if self.marks > 9:
            msg = "The slate is full."
            raise ValueError(msg)
        self.message = f"{self.marks} marks."

    def frame(self):
        """Give the marks."""
        return pd.DataFrame({"marks": [self.marks], "note": [self.note]})

    def text(self):
        """Tell the marks."""
        return f"Tally: {self.marks} marks."


@pytest.fixture
def kit_folder(tmp_path, monkeypatch):
    """State is on and goes to ``.kit`` in an empty folder."""
    monkeypatch.setenv("KIT_STATE", "on")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(State, "_current", {})
    return tmp_path / ".kit"


@pytest.fixture
def tally():
    """The class of the smallest widget."""
    return Tally
