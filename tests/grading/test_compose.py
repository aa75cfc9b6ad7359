"""What is run: the student's cells, the given cells, and our own checks in the right places."""

import json
from copy import deepcopy
from types import SimpleNamespace

import pytest

from kit.grading.compose import Composed, compose
from kit.grading.course import Course
from kit.grading.notebook import read

EMIT = '__import__("kit.exercise.check", fromlist=["emit"]).emit'


@pytest.fixture
def composed(course: Course):
    """Compose the cells of a submission for the first notebook of the invented course."""

    def of(cells: list[dict]) -> Composed:
        mine = read(json.dumps({"cells": cells}).encode())
        return compose(mine, course.notebooks["01_loaves"], course.asked("01_loaves"))

    return of


def values(result: Composed, exercise: str) -> list[object]:
    """Run the composed cells as plain Python; what each of our checks would display.

    A stand-in for a kernel: a cell that fails is passed over, as in one.
    """
    seen: list[object] = []
    ours = {place for places in result.checks.values() for place in places}
    scope = {"__builtins__": __builtins__}
    found: dict[int, object] = {}
    for place, source in enumerate(result.sources):
        if place in ours:
            source = source.replace(EMIT, "_show")
        scope["_show"] = lambda id, answer, place=place, **_: found.update(
            {place: deepcopy(answer)}
        )
        if source.startswith("from kit"):
            scope["case"] = SimpleNamespace(loaves="abc")
            continue
        try:
            exec(source, scope)
        except Exception:
            continue
    seen += [found.get(place, "nothing") for place in result.checks[exercise]]
    return seen


def test_the_students_own_checks_go_and_ours_stand_after_the_answers(composed, make) -> None:
    """One check of ours an exercise, with a function's probes and the line of defence."""
    result = composed(make.notebook(answers=make.RIGHT)["cells"])
    assert not any(source.startswith("check(") for source in result.sources)
    assert {id: len(places) for id, places in result.checks.items()} == {
        "1.1": 1, "1.2": 1, "1.3": 1, "1.4": 1,
    }  # fmt: skip
    (place,) = result.checks["1.3"]
    assert result.sources[place] == f'{EMIT}("1.3", double, probes=[1, 2, 70])'
    assert result.answers["1.3"] == [place - 1]
    assert values(result, "1.1") == [3]
    assert "why=" in result.sources[result.checks["1.2"][0]]


def test_deleted_checks_and_deleted_given_cells_come_back(composed, make) -> None:
    """Only the answer cell is left of the notebook."""
    result = composed([make.answer("1.1", make.RIGHT["1.1"])])
    assert result.sources[0] == make.GIVEN
    assert values(result, "1.1") == [3]


def test_an_edited_given_cell_runs_first_and_then_as_it_was(composed, make) -> None:
    """Imports typed into a given cell are kept, and the case is loaded as given."""
    edited = make.cell(make.GIVEN + "\nimport math", id="given-1")
    result = composed([edited, make.answer("1.1", "count = 3")])
    assert result.sources[:2] == [make.GIVEN + "\nimport math", make.GIVEN]


def test_a_split_answer_is_checked_after_its_last_part(composed, make) -> None:
    """JupyterLab copies the tags to each part and leaves the id with the last."""
    parts = [
        make.cell("count = 1", tags=("answer:1.1",)),
        make.cell("count += 1", tags=("answer:1.1",)),
        make.answer("1.1", "count += 1"),
    ]
    assert values(composed([*parts, make.check("1.1")]), "1.1") == [3]


def test_a_pasted_copy_of_the_stub_wipes_nothing_out(composed, make) -> None:
    """All cells pasted twice: the untouched second copy is dropped."""
    twice = make.notebook(answers=make.RIGHT)["cells"] + make.notebook()["cells"]
    assert values(composed(twice), "1.1")[0] == 3


def test_an_untouched_notebook_keeps_its_one_stub(composed, make) -> None:
    """Nothing is answered, and that is what the check finds."""
    assert values(composed(make.notebook()["cells"]), "1.1") == [...]


def test_a_renamed_variable_is_read_from_the_students_check(composed, make) -> None:
    """The answer is called `loaves`, and so does the student's own check call it."""
    cells = [make.answer("1.1", "loaves = 3"), make.cell('check("1.1", loaves)')]
    assert values(composed(cells), "1.1")[0] == 3
    kept_stub = [make.answer("1.1", "count = ...\nloaves = 3"), make.cell('check("1.1", loaves)')]
    assert values(composed(kept_stub), "1.1")[0] == 3


def test_a_try_out_beside_the_real_check_changes_nothing(composed, make) -> None:
    """A check of a first attempt is not the answer if the answer is checked too."""
    cells = [
        make.cell('attempt = 4\ncheck("1.1", attempt)'),
        make.answer("1.1", "count = 3"),
        make.check("1.1"),
    ]
    assert values(composed(cells), "1.1") == [3]


def test_work_in_an_extra_cell_after_the_stub_is_found(composed, make) -> None:
    """The stub was left alone and the answer typed below it, with or without a check."""
    extra = [make.answer("1.1", make.STUBS["1.1"]), make.cell("count = 3")]
    assert values(composed([*extra, make.check("1.1")]), "1.1")[0] == 3
    assert values(composed(extra), "1.1") == [3, ...]


def test_an_answer_whose_cell_lost_its_marks_is_found(composed, make) -> None:
    """No tag, no id, no check: the cell that assigns the answer is it."""
    cells = [make.cell("count = 3"), make.cell("count_later = 1")]
    assert values(composed(cells), "1.1") == [3]


@pytest.mark.parametrize(
    "finish", ["kinds['oat'] = 1", "kinds.update(oat=1)", "kinds |= {'oat': 1}"]
)
def test_without_a_check_an_answer_may_be_finished_in_another_cell(
    composed, make, finish: str
) -> None:
    """Before the next exercise begins, or anywhere later by a cell that reaches into it."""
    begun = make.answer("1.2", "kinds = {'rye': 2}")
    others = [make.answer("1.3", make.RIGHT["1.3"]), make.check("1.3")]
    near = composed([begun, make.cell(finish), *others])
    assert values(near, "1.2") == [{"rye": 2, "oat": 1}, {"rye": 2}]
    assert "1.2" in near.unchecked and "1.3" not in near.unchecked
    far = composed([begun, *others, make.cell(finish)])
    assert values(far, "1.2") == [{"rye": 2}, {"rye": 2, "oat": 1}]


def test_without_a_check_every_state_of_an_answer_is_looked_at(composed, make) -> None:
    """A first answer, another before the next exercise, and a later use of the name."""
    cells = [
        make.answer("1.1", "count = 4"),
        make.cell("count = 3"),
        make.answer("1.4", make.RIGHT["1.4"]),
        make.cell("count = 99"),
    ]
    assert values(composed(cells), "1.1") == [3, 4, 99]


def test_with_a_check_what_comes_after_it_changes_nothing(composed, make) -> None:
    """The student sees this verdict; only a check before the answer is as good as none."""
    answered = [make.answer("1.1", "count = 3"), make.check("1.1"), make.cell("count = 99")]
    result = composed(answered)
    assert values(result, "1.1")[0] == 3
    assert "1.1" not in result.unchecked
    moved = composed([make.check("1.1"), make.answer("1.1", "count = 4"), make.cell("count = 3")])
    assert values(moved, "1.1") == [3, 4]
    assert "1.1" in moved.unchecked


def test_answer_and_check_merged_into_one_cell(composed, make) -> None:
    """The answer in it is kept."""
    assert values(composed([make.answer("1.1", 'count = 3\ncheck("1.1", count)')]), "1.1") == [3]


def test_missing_metadata_is_made_up_for_by_ids(composed, make) -> None:
    """Tags lost, ids kept."""
    cells = [{"cell_type": "code", "source": "count = 3", "id": "answer-1-1"}]
    assert values(composed(cells), "1.1") == [3]


def test_a_deleted_or_renamed_line_of_defence_costs_no_answer(composed, make) -> None:
    """`why` is looked up, never just named; a text given to check is taken."""
    bare = composed([make.answer("1.2", "kinds = {}")])
    assert 'get("why", "")' in bare.sources[bare.checks["1.2"][0]]
    named = composed(
        [make.answer("1.2", 'kinds = {}\nreason = "r"'), make.cell('check("1.2", kinds, reason)')]
    )
    assert 'get("reason", "")' in named.sources[named.checks["1.2"][0]]
    typed = composed([make.answer("1.2", "kinds = {}"), make.cell('check("1.2", kinds, why="so")')])
    assert "why='so'" in typed.sources[typed.checks["1.2"][0]]


def test_markers_that_change_how_cells_run_are_gone(composed, make) -> None:
    """A student cannot have a cell skipped."""
    skip = make.cell("# NBVAL_SKIP\nx = 1", tags=("raises-exception", "nbval-skip"))
    assert "#\nx = 1" in composed([skip]).sources


def test_prose_in_a_markdown_cell_is_the_answer(composed, make) -> None:
    """With or without the quotes of the code cell that it was."""
    plain = make.cell("Nobody else says so.", "markdown", tags=("answer:1.4",))
    typed = make.cell('text = """Nobody else."""', "markdown", id="answer-1-4")
    assert composed([plain, typed]).prose == {"1.4": "Nobody else says so.\n\nNobody else."}


@pytest.mark.parametrize("line", ["%matplotlib inline", "!ls", "?case", "%%time"])
def test_lines_of_ipython_do_not_hide_a_check(composed, make, line: str) -> None:
    """Magics are no Python, and what stands under them still is."""
    own = make.cell(f'{line}\nloaves = 3\ncheck("1.1", loaves)')
    result = composed([own])
    assert result.sources[result.checks["1.1"][0]] == f'{EMIT}("1.1", loaves)'
