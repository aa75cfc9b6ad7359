"""What a class coded and forecast."""

import pytest

from kit.exercise.answer import encode
from kit.exercise.judge import judge
from kit.grading.codings import (
    Coding,
    disputed,
    forecast_options,
    forecasts_in,
    from_parts,
    from_tables,
)
from kit.grading.items import Item
from kit.grading.parts import parts

FORECAST = {
    "title": "Forecast",
    "kind": "property",
    "rule": {
        "own_table": {
            "columns": ["outcome", "probability"],
            "allowed": {"outcome": ["O1", "O2", "O3"]},
            "total": {"probability": 1},
        }
    },
}
RATINGS = {
    "title": "Ratings",
    "kind": "property",
    "rule": {"own_table": {"allowed": {"item": ["E1", "E2", "E3"], "rating": ["CC", "II"]}}},
}


def table(columns: list[str], *rows: tuple) -> dict:
    """A payload with a table of a student's own."""
    return {"answer": {"table": {"columns": columns, "index": None, "rows": [*map(list, rows)]}}}


def rated(*ratings: object) -> dict:
    """A payload with ratings of E1, E2, E3."""
    return table(["item", "rating"], *zip(("E1", "E2", "E3"), ratings, strict=False))


def coded(course, *answers: dict) -> list[Coding]:
    """Codings out of answers to the bakery's mapping."""
    items = []
    for answer in answers:
        payload = {"exercise": "1.2", "answer": encode(answer), "why": ""}
        taken = parts(course.key, payload, judge(course.key, payload, grading=True))
        items.append(Item("x", "01_loaves", "1.2", 1, 2, "partly", parts=tuple(taken)))
    return from_parts(items, course.key.entries["1.2"], "1.2")


def test_disagreement_is_the_share_of_differing_pairs(course) -> None:
    """By hand: rye 2 2 3 3 has 4 of 6 pairs that differ; oat 1 1 and nothing 0 of 1."""
    (coding,) = coded(
        course, {"rye": 2, "oat": 1}, {"RYE": 2, "oat": 1}, {"rye": 3}, {"rye": 3, "barley": 1}
    )
    found = coding.by_unit()
    assert found.loc["rye", ["2", "3", "coders", "disagreement"]].tolist() == pytest.approx(
        [2, 2, 4, 4 / 6]
    )
    assert found.loc["oat", ["coders", "disagreement"]].tolist() == [2, 0]
    assert "barley" not in found.index
    assert disputed([coding]).to_dict("records") == [
        {"exercise": "1.2", "unit": "rye", "disagreement": pytest.approx(4 / 6)}
    ]


def test_ratings_have_an_order_and_not_applicable_stands_beside_it() -> None:
    """By hand, ordinal alpha of E1 CC C, E2 II II, E3 II CC; NAP counts as not coded.

    Values II II II C CC CC, counts 3 1 2, middles of their ranks 1.5, 3.5, 5: squared
    distances II-C 4, II-CC 12.25, C-CC 2.25. Observed 2 (2.25 + 12.25) = 29; expected
    2 (3·1·4 + 3·2·12.25 + 1·2·2.25) / 5 = 36. Alpha = 1 - 29/36.
    """
    (coding,) = from_tables(
        [rated("CC", "II", "II"), rated("c", "II", "CC"), rated("NAP")], RATINGS, "7"
    )
    assert (coding.level, coding.order) == ("ordinal", ("II", "I", "N", "C", "CC"))
    assert coding.alpha() == pytest.approx(1 - 29 / 36)
    assert coding.values() == ["II", "C", "CC", "NAP"]
    assert coding.by_unit().loc["E1", ["C", "CC", "NAP", "coders"]].tolist() == [1, 1, 1, 3]


def test_numbers_have_their_own_order(course) -> None:
    """By hand, ordinal alpha of rye 2 10, oat 2 2: counts 3 and 1, one distance, so nominal.

    Observed 2, expected 2·3·1 / 3 = 2, alpha = 0; 10 comes after 2, as numbers do.
    """
    (coding,) = coded(course, {"rye": 2, "oat": 2}, {"rye": 10, "oat": 2})
    assert (coding.level, coding.order) == ("ordinal", ("2", "10"))
    assert coding.alpha() == pytest.approx(0)


def test_names_have_no_order(course) -> None:
    """By hand, nominal alpha of rye "few" "few" and oat "one" "many".

    So n = 4. Observed disagreement 2 (one-many, both ways); expected
    (4² - 2² - 1 - 1) / 3 = 10/3. Alpha = 1 - 2 / (10/3) = 0.4.
    """
    (coding,) = coded(course, {"rye": "few", "oat": "one"}, {"rye": "few", "oat": "many"})
    assert coding.level == "nominal"
    assert coding.alpha() == pytest.approx(0.4)


def test_garbage_in_tables_is_passed_over() -> None:
    """Unhashable, open, of another kind: nothing raises, nothing counts."""
    garbage = [
        {},
        {"answer": {"no": "tag"}},
        {"answer": 3},
        table(["item", "rating"], ({"open": True}, "CC"), ("E1", {"open": True}), (["x"], 3)),
        table(["other"], ("E1",)),
    ]
    assert from_tables(garbage, RATINGS, "7") == []
    assert from_tables([], RATINGS, "7") == []
    assert forecasts_in(garbage, FORECAST, "8") is None
    (coding,) = from_tables([*garbage, rated("CC", "II"), rated("CC", "C")], RATINGS, "7")
    assert len(coding.table) == 2


def forecast(*chances: object) -> dict:
    """A payload with chances for O1, O2, O3."""
    return table(["outcome", "probability"], *zip(("O1", "O2", "O3"), chances, strict=False))


def test_forecasts_are_made_coherent_and_pooled() -> None:
    """By hand: (.5 .4 .4) becomes (.4 .3 .3), (.2 .6 .2) stays; pooled (.3 .45 .25)."""
    given = [forecast(0.5, 0.4, 0.4), forecast(0.2, 0.6, 0.2)]
    wrong = [
        forecast(0.5, 0.5),
        forecast(1.2, 0, 0),
        forecast("half", 0, 0.5),
        forecast(True, 0, 0),
    ]
    found = forecasts_in([*given, *wrong], FORECAST, "8", "O2")
    assert len(found.table) == 2 and found.incoherent() == 1
    assert found.pooled()["pooled"].tolist() == pytest.approx([0.3, 0.45, 0.25])
    assert found.pooled()["mean"].tolist() == pytest.approx([0.35, 0.5, 0.3])
    # (.3)² + (.55)² + (.25)² = .455; the two alone: .25 + .36 + .16 = .77 and .04 + .16 + .04
    # = .24, mean .505; equal chances: 1/9 + 4/9 + 1/9.
    assert found.brier().tolist() == pytest.approx([0.455, 0.505, 6 / 9])


def test_only_tables_whose_numbers_make_one_are_forecasts(course) -> None:
    """Others have no options."""
    assert forecast_options(FORECAST) == ["O1", "O2", "O3"]
    assert forecast_options(course.key.entries["1.2"]) == forecast_options(None) == []
    assert forecast_options(RATINGS) == []
