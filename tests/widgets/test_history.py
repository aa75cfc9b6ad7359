"""Steps back and forth, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from kit.widgets.history import STEPS, History


@given(st.lists(st.integers(0, 3), max_size=30))
def test_every_step_is_taken_back_and_done_again(values):
    """All the way back to the start, and all the way forth to the end."""
    history = History({"marks": 0})
    steps = [history.add({"marks": value}) for value in values]
    end = history.now
    assert sum(iter(history.undo, False)) == sum(steps)
    assert history.now == {"marks": 0}
    assert sum(iter(history.redo, False)) == sum(steps)
    assert history.now == end


def test_a_new_step_forgets_what_was_taken_back():
    """Two futures would puzzle."""
    history = History({"marks": 0})
    history.add({"marks": 1})
    history.undo()
    history.add({"marks": 2})
    assert not history.can_redo
    assert history.can_undo


def test_the_oldest_steps_are_forgotten():
    """So that a day's work does not fill the memory."""
    history = History({"marks": 0})
    for value in range(1, STEPS + 10):
        history.add({"marks": value})
    assert sum(iter(history.undo, False)) == STEPS
