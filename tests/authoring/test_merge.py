"""What was typed is in the newer notebook, each piece in its place."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from kit.authoring.marks import digest
from kit.authoring.merge import NOTE_ID, merge


def code(id: str, text: str, **metadata) -> dict:
    """Make a code cell that was run."""
    made = {"cell_type": "code", "id": id, "source": text, "metadata": metadata}
    return made | {"outputs": [{"shown": id}], "execution_count": 1}


def answer(number: str, text: str = "n = ...") -> list[dict]:
    """Make the three cells of an exercise."""
    id = number.replace(".", "-")
    heading = {"cell_type": "markdown", "id": f"exercise-{id}", "source": f"### {number}"}
    return [
        heading | {"metadata": {}},
        code(f"answer-{id}", text, tags=[f"answer:{number}"], deletable=False),
        code(f"check-{id}", f'check("{number}", n)', tags=[f"check:{number}"], editable=False),
    ]


def built(*exercises: str, about: str = "first") -> dict:
    """Make a notebook as a release does."""
    cells = [code("given", "import kit", editable=False)]
    cells += [cell for number in exercises for cell in answer(number)]
    marks = {cell["id"]: digest(cell["source"]) for cell in cells}
    kit = {"about": about, "cells": marks}
    return {"cells": cells, "metadata": {"kit": kit}, "nbformat": 4, "nbformat_minor": 5}


def typed(notebook: dict, id: str, text: str) -> dict:
    """Type into one cell."""
    changed = copy.deepcopy(notebook)
    next(cell for cell in changed["cells"] if cell["id"] == id)["source"] = text
    return changed


def added(notebook: dict, place: int, cell: dict) -> dict:
    """Add a cell at a place."""
    changed = copy.deepcopy(notebook)
    changed["cells"].insert(place, cell)
    return changed


def ids(notebook: dict) -> list[str]:
    """List the ids of the cells in order."""
    return [cell["id"] for cell in notebook["cells"]]


def found(notebook: dict, id: str) -> dict:
    """Give a cell by its id."""
    return next(cell for cell in notebook["cells"] if cell["id"] == id)


NEW = built("1.1", "1.2", "1.3", about="second")


def test_an_answer_keeps_what_was_typed():
    """Its check is emptied, because the verdict may be another now; nothing else moves."""
    merged = merge(typed(built("1.1", "1.2"), "answer-1-1", "n = 3"), NEW)
    assert ids(merged) == ids(NEW)
    assert found(merged, "answer-1-1")["source"] == "n = 3"
    assert found(merged, "answer-1-1")["metadata"] == found(NEW, "answer-1-1")["metadata"]
    assert found(merged, "check-1-1")["outputs"] == []
    assert found(merged, "check-1-2") == found(NEW, "check-1-2")
    assert merged["metadata"] == NEW["metadata"]


def test_one_version_is_left_as_it_is():
    """A release of the same again empties no check."""
    old = typed(NEW, "answer-1-1", "n = 3")
    assert merge(old, NEW) is old


def test_an_added_cell_stays_after_its_neighbour():
    """Also several in a row, one at the top, and one after an exercise that has gone."""
    old = added(built("1.1", "1.9", "1.2"), 3, code("mine", "a = 1"))
    old = added(added(old, 4, code("mine-too", "b = 2")), 8, code("last", "c = 3"))
    old = added(old, 0, code("top", "d = 4"))
    place = ids(merge(old, NEW)).index
    merged = ids(merge(old, NEW))
    assert merged[0] == "top"
    assert merged[place("answer-1-1") + 1 : place("check-1-1")] == ["mine", "mine-too"]
    assert place("last") == place("check-1-1") + 1


def test_an_edited_cell_of_ours_comes_back_with_the_edit_after_it():
    """As a cell of the student's own, which nothing locks."""
    merged = merge(typed(built("1.1"), "given", "import kit, os"), NEW)
    assert ids(merged)[:2] == ["given", "kept-given"]
    assert found(merged, "given") == found(NEW, "given")
    assert found(merged, "kept-given")["source"] == "import kit, os"
    assert found(merged, "kept-given")["metadata"] == {}


def test_the_answer_of_an_exercise_that_has_gone_comes_last_with_a_note():
    """And it comes back into its place when the exercise does."""
    old = typed(built("1.1", "1.9"), "answer-1-9", "n = 9")
    merged = merge(old, NEW)
    assert ids(merged)[-2:] == [NOTE_ID, "kept-answer-1-9"]
    again = merge(merged, built("1.9", about="third"))
    assert found(again, "answer-1-9")["source"] == "n = 9"
    assert "kept-answer-1-9" not in ids(again)


def test_a_second_renewal_adds_nothing():
    """What was kept once is kept once."""
    old = typed(built("1.1", "1.9"), "answer-1-9", "n = 9")
    old = typed(added(old, 2, code("mine", "a = 1")), "given", "import os")
    once = merge(old, NEW)
    twice = merge(once, built("1.1", "1.2", "1.3", about="third"))
    assert ids(twice) == ids(once)


def test_other_programs_may_change_every_id():
    """Tags tell the answer, texts tell what is ours."""
    old = typed(built("1.1", "1.2"), "answer-1-2", "n = 3")
    for number, cell in enumerate(old["cells"]):
        cell["id"] = f"other-{number}"
    merged = merge(old, NEW)
    assert ids(merged) == ids(NEW)
    assert found(merged, "answer-1-2")["source"] == "n = 3"


def test_a_split_answer_keeps_both_parts_in_order():
    """JupyterLab leaves the id with the last part and the tags with both."""
    old = typed(built("1.1"), "answer-1-1", "n = m + 1")
    head = code("head", "m = 2", tags=["answer:1.1"])
    merged = merge(added(old, 2, head), NEW)
    assert ids(merged)[1:4] == ["exercise-1-1", "head", "answer-1-1"]
    assert found(merged, "answer-1-1")["source"] == "n = m + 1"


def test_a_cell_without_an_id_gets_one():
    """Older files have none; the newer one needs them."""
    cell = code("", "a = 1")
    del cell["id"]
    merged = merge(added(built("1.1"), 1, cell), NEW)
    assert ids(merged)[1] == "kept"


@given(
    st.lists(st.tuples(st.integers(0, 6), st.text("ab \n", min_size=1), st.booleans()), max_size=8),
    st.lists(st.sampled_from(["1.1", "1.2", "1.3"]), unique=True),
)
def test_nothing_typed_is_ever_lost(work, exercises):
    """Whatever was typed, wherever, and whatever the newer version holds."""
    old = built("1.1", "1.2")
    for number, (place, text, new) in enumerate(work):
        if new:
            old["cells"].insert(place, code(f"mine-{number}", text))
        else:
            old["cells"][place]["source"] = text
    before = copy.deepcopy(old)
    new = built(*exercises, about="second")
    merged = merge(old, new)
    texts = [cell["source"] for cell in merged["cells"]]
    assert all(not t.strip() or t in texts for _, t, _ in work if _holds(old, t))
    assert len(set(ids(merged))) == len(ids(merged))
    assert [id for id in ids(merged) if id in ids(new)] == ids(new)
    assert old == before


def _holds(notebook: dict, text: str) -> bool:
    """Tell whether a text is still there; a later edit may have replaced it."""
    return any(cell["source"] == text for cell in notebook["cells"])
