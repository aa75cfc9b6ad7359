"""Plans of a course and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.exercise.plan import Plan, PlanError, UnknownPlan, read

LESSONS = {"00_start": ["0.1"], "01_look": ["1.1", "1.2", "1.10"], "02_voices": ["2.1"]}


@pytest.fixture
def course(tmp_path):
    """Write a course.toml and read it."""

    def written(text: str, lessons=LESSONS):
        (tmp_path / "course.toml").write_text(text, encoding="utf-8")
        return read(tmp_path, lessons)

    return written


def test_without_a_file_there_is_the_full_course(tmp_path):
    """Every lesson, every exercise, every point."""
    plan = read(tmp_path, LESSONS).plan()
    assert (plan.name, dict(plan.exercises)) == ("full", LESSONS)
    assert plan.points("1.1", 3) == 3


def test_a_plan_chooses_leaves_out_and_weighs(course):
    """Lessons stay in the order of the course, whatever the order of the plan."""
    found = course(
        'title = "Loaves"\nabout = "Bread."\nplan = "short"\n[plans.short]\ntitle = "Two hours"\n'
        'lessons = ["02", "01"]\nleave_out = ["1.2"]\nweights = {"1.10" = 1.5, "2.1" = 0}\n'
    )
    plan = found.plan()
    assert (found.title, found.about, plan.title) == ("Loaves", "Bread.", "Two hours")
    assert plan.exercises == {"01_look": ["1.1", "1.10"], "02_voices": ["2.1"]}
    assert plan.ids == {"1.1", "1.10", "2.1"}
    assert [plan.points(id, 3) for id in ("1.1", "1.10", "2.1")] == [3, 4.5, 0]
    assert found.plan("full").exercises == LESSONS


def test_an_unknown_plan_lists_those_there_are(course):
    """Whoever asks reads what to ask for."""
    with pytest.raises(UnknownPlan, match=r"no plan 'long' in course\.toml\. Plans: short, full"):
        course("[plans.short]").plan("long")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("plan = ", "this is not TOML"),
        ("colour = 1", "unknown field 'colour'; allowed: title, about, plan, plans"),
        ("title = 1", "title must be a text in quotes"),
        ("plans = 1", "write [plans.NAME]"),
        ("[plans]\nshort = 1", 'plan short: not a table; write [plans."short"]'),
        ('plan = "long"', "plan names 'long'; plans here: full"),
        ("[plans.s]\nlesson = []", "unknown field 'lesson'; allowed: title, lessons, leave_out"),
        ('[plans.s]\nlessons = ["03"]', "unknown lesson '03'; lessons here: 00, 01, 02"),
        ("[plans.s]\nlessons = [1]", 'lessons must be a list in quotes, such as ["00", "01"]'),
        ("[plans.s]\nlessons = []", "no lesson; lessons here: 00, 01, 02"),
        ("[plans.s]\nleave_out = [1.2]", 'leave_out must be a list in quotes, such as ["1.2"'),
        ('[plans.s]\nleave_out = ["1.9"]', "unknown exercise '1.9'; exercises of this plan: 0.1,"),
        ('[plans.s]\nlessons = ["02"]\nleave_out = ["1.1"]', "exercises of this plan: 2.1"),
        ("[plans.s]\nweights = 2", 'weights must be of the form { "1.2" = 2 }'),
        ("[plans.s.weights]\n1.2 = 2", 'without quotes; write "1.2" = 2'),
        ('[plans.s.weights]\n"1.9" = 2', "unknown exercise '1.9'"),
        ('[plans.s]\nleave_out = ["1.1"]\nweights = {"1.1" = 2}', "unknown exercise '1.1'"),
        ('[plans.s.weights]\n"1.1" = -1', "the weight of 1.1 is -1; a weight is a number from 0"),
        ('[plans.s.weights]\n"1.1" = nan', "the weight of 1.1 is nan"),
        ('[plans.s.weights]\n"1.1" = true', "the weight of 1.1 is True"),
        ('[plans.s.weights]\n"1.1" = "2"', "the weight of 1.1 is 2; a weight is a number"),
    ],
)
def test_each_problem_is_named(course, text, problem):
    """With the file, the plan, what is allowed and what to do."""
    with pytest.raises(PlanError, match=r"^course\.toml") as error:
        course(text)
    assert problem in str(error.value)
    assert str(error.value).rstrip(".").endswith(("Mend course.toml", "Mend the place it names"))


def test_all_problems_are_listed_at_once(course):
    """A teacher mends a file once."""
    with pytest.raises(PlanError) as error:
        course('plan = "x"\n[plans.a]\nlessons = ["09"]\n[plans.b]\nleave_out = ["9.9"]')
    assert len(error.value.problems) == 3


@given(st.floats(0, 9), st.integers(1, 20))
def test_weighted_points_have_two_decimals(weight, points):
    """So that what a student reads and what the gradebook sums is the same."""
    weighted = Plan("p", "", LESSONS, {"1.1": weight}).points("1.1", points)
    assert weighted == round(weighted, 2)
    assert abs(weighted - weight * points) <= 0.005 + 1e-9


def test_a_weighted_key_leaves_the_other_key_as_it_is():
    """The open key on disk keeps the author's points."""
    entries = {"1.1": {"points": 2, "name": "n"}, "2.1": {"points": 1, "name": "m"}}
    found = Plan("p", "", LESSONS, {"1.1": 3}).weighted(entries)
    assert found == {"1.1": {"points": 6, "name": "n"}, "2.1": {"points": 1, "name": "m"}}
    assert entries["1.1"]["points"] == 2
