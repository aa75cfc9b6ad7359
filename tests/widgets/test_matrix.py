"""The hypothesis matrix without a browser."""

import json
import re

import pandas as pd
import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from kit import load_case
from kit.reading import hypotheses
from kit.reading.frames import ReadingError
from kit.widgets import Matrix

ITEMS = pd.DataFrame(
    {
        "evidence_id": ["E1", "E2", "E3"],
        "text": ["The jar was open.", "Fur lay about.", "It was Tuesday."],
        "credibility": ["high", None, "low"],
    }
)
RIVALS = pd.DataFrame({"hypothesis_id": ["A", "B", "C"], "label": ["Cat", "Dog", "Wind"]})


def ratings(*cells):
    """Make a table of ratings from triples."""
    return pd.DataFrame(cells, columns=["evidence_id", "hypothesis_id", "rating"])


@pytest.fixture
def matrix():
    """Three items, three rivals; the cat is ahead, the wind not rated."""
    start = ratings(("E1", "A", "C"), ("E1", "B", "I"), ("E2", "A", "I"), ("E2", "B", "II"))
    return Matrix("try", ITEMS, RIVALS, start)


def test_what_is_rated_comes_out_as_a_table(matrix):
    """A row for every rated or explained cell; weights beside it."""
    matrix.rate("E3", "C", "NAP")
    matrix.explain("E3", "A", "Every day has a name.")
    explained, not_applicable = matrix.frame().iloc[-2:].itertuples(index=False)
    assert (explained.hypothesis_id, explained.reason) == ("A", "Every day has a name.")
    assert pd.isna(explained.rating)
    assert tuple(not_applicable) == ("E3", "C", "NAP", "", "Low", "Medium")
    assert len(matrix.as_answer()) == len(matrix.frame()) - 1


def test_scores_are_those_of_the_library(matrix):
    """Under every rule, worked by hand: the cat has one I, the dog an I and an II."""
    scores = matrix.scores()
    assert scores["heuer"].to_dict() == {"A": 1, "B": 3, "C": 0}
    assert scores["squares"].to_dict() == {"A": 1, "B": 5, "C": 0}
    assert scores["parc"].round(3).to_dict() == {"A": 1.0, "B": 3.414, "C": 0.0}
    assert scores["rated"].to_dict() == {"A": 2, "B": 2, "C": 0}


CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["E1", "E2", "E3"]), st.sampled_from(["A", "B", "C"])),
    st.sampled_from(["CC", "C", "N", "I", "II", "NAP"]),
)


@given(CELLS)
def test_fast_scores_are_the_scores_of_the_library(cells):
    """Whatever is rated, under every rule and with weights."""
    matrix = Matrix(
        "try", ITEMS, RIVALS, ratings(*((*cell, value) for cell, value in cells.items()))
    )
    scores, weights = matrix.scores(), {"credibility": "credibility", "relevance": "relevance"}
    for rule in hypotheses.RULES:
        more = weights if rule in hypotheses.WEIGHING else {}
        wanted = hypotheses.inconsistency(matrix.complete(), rule, **more)
        assert scores[rule].to_dict() == pytest.approx(wanted.to_dict())


def test_a_reading_without_a_rating_is_not_ahead(matrix):
    """Nothing against it and nothing known of it are two things."""
    matrix.rate("E3", "A", "N")
    assert matrix.message == "E3 and A: N, neutral. Least is against A (heuer 1)."
    assert "C, Wind: not rated yet, so it has no score." in matrix.text()


def test_the_rules_can_disagree():
    """Two I weigh less than one II only when squared."""
    start = ratings(
        ("E1", "A", "I"), ("E2", "A", "I"), ("E3", "A", "I"), ("E1", "B", "II"), ("E2", "B", "N")
    )
    matrix = Matrix("try", ITEMS.drop(columns="credibility"), RIVALS[:2], start)
    assert "The rules disagree" in matrix.text()
    assert "heuer, parc, likelihood: B; squares: A" in matrix.text()


def test_what_the_result_hangs_on(matrix):
    """Leaving out either item lets nobody pass the cat; one changed rating does."""
    found = matrix.findings()
    assert found["hangs"] == [
        "No single item decides: whichever is left out, the same reading is ahead.",
        "The smallest change that alters who is ahead: if E1 for A were II instead of C.",
    ]
    assert found["diagnosticity"] == {"E1": 1.0, "E2": 0.5, "E3": 0.0}


def test_one_item_can_decide():
    """Without the item that the lead rests on, both are level."""
    start = ratings(("E1", "A", "C"), ("E1", "B", "I"), ("E2", "A", "N"), ("E2", "B", "N"))
    found = Matrix("try", ITEMS, RIVALS[:2], start).findings()
    assert found["hangs"][0] == "Without E1, least is against A, B."
    assert found["separates"] == [
        "What separates the hypotheses most: E1 (1.00).",
        "What separates nothing so far: E2.",
    ]


def test_a_neighbour_differs():
    """The cell where you are furthest apart comes first."""
    mine = ratings(("E1", "A", "C"), ("E2", "A", "II"), ("E3", "A", "N"))
    other = ratings(("E1", "A", "N"), ("E2", "A", "CC"), ("E3", "A", "N"))
    found = Matrix("try", ITEMS, RIVALS, mine, others=other).findings()
    assert found["others"] == [
        "You and your neighbour differ in 2 cells. Furthest apart: E2 for A: you II, they CC; "
        "E1 for A: you C, they N."
    ]


def test_a_class_differs():
    """Many people are counted cell by cell."""
    mine = ratings(("E1", "A", "C"))
    everybody = pd.concat(
        [ratings(("E1", "A", value)).assign(who=who) for who, value in enumerate(["C", "C", "I"])]
    )
    matrix = Matrix("try", ITEMS, RIVALS, mine, others=everybody)
    assert matrix.content()["others"] == {"E1": {"A": "C 2, I 1"}}
    assert "You and 3 others differ in 1 cells." in matrix.findings()["others"][0]


def test_swapping_changes_the_table_only(matrix):
    """Hypotheses in rows by default, and in columns on demand; ratings stay."""
    before = matrix.frame()
    assert matrix.table().iloc[0].tolist() == ["A Cat", "C", "I", ""]
    matrix.swap()
    assert matrix.table().iloc[0].tolist() == ["E1", "The jar was open.", "C", "I", ""]
    assert matrix.frame().equals(before)


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("rate", ("E9", "A", "C")),
        ("rate", ("E1", "Z", "C")),
        ("weigh", ("E1", "credibility", "Huge")),
        ("weigh", ("E1", "colour", "High")),
        ("use_rule", ("guess",)),
    ],
)
def test_what_does_not_exist_is_refused(matrix, action, arguments):
    """The message says what is allowed, and nothing changes."""
    before = matrix.kept()
    with pytest.raises(ReadingError, match="llowed"):
        getattr(matrix, action)(*arguments)
    assert matrix.kept() == before


def test_a_rating_must_be_one(matrix):
    """An unknown rating is refused, also in a file that was edited by hand."""
    with pytest.raises(traitlets.TraitError, match="Allowed: CC, C, N, I, II, NAP"):
        matrix.rate("E1", "A", "maybe")


def test_ratings_of_items_that_went_away_are_kept(kit_folder):
    """Somebody shortens the list and lengthens it again: nothing is lost."""
    Matrix("try", ITEMS, RIVALS).rate("E3", "A", "I")
    assert Matrix("try", ITEMS[:2], RIVALS).frame().empty
    assert Matrix("try", ITEMS, RIVALS).frame()["rating"].tolist() == ["I"]


def test_nothing_rated_is_said_so():
    """An empty matrix claims nothing."""
    matrix = Matrix("try", ITEMS, RIVALS)
    assert matrix.text().endswith("A count needs ratings, so there is none yet.")
    assert matrix.findings()["rules"] == ["Nothing is rated yet."]


def test_one_row_alone_has_no_rivals():
    """Who rates a single row is told how far it is, and nothing about a race."""
    matrix = Matrix("try", ITEMS, RIVALS[:1])
    matrix.rate("E1", "A", "I")
    assert matrix.message == "E1 and A: I, inconsistent. 1 of 3 items are rated."
    assert matrix.text().startswith("Hypothesis matrix: 1 hypothesis, 3 items of evidence.")
    assert matrix.rows == "evidence"
    assert matrix.table()["text"].tolist() == ITEMS["text"].tolist()
    assert "least" not in matrix.text()


def test_no_evidence_at_all():
    """Empty tables in, an empty matrix out."""
    matrix = Matrix("try", ITEMS[:0], RIVALS[:0])
    assert matrix.frame().empty
    assert json.dumps(matrix.page() | matrix.later(), allow_nan=False)
    assert "0 of 0 cells" in matrix.text()


def test_the_page_gets_strict_json(matrix):
    """No NaN and no live object may reach the page."""
    assert json.dumps(matrix.page() | matrix.later(), allow_nan=False)


def test_hostile_labels_stay_text(hostile):
    """In the static form markup is escaped, and in the page's JSON it is whatever it is."""
    names = list(hostile)
    items = pd.DataFrame({"evidence_id": names, "text": list(hostile.values())})
    rivals = pd.DataFrame({"hypothesis_id": list(hostile.values())[:3], "label": names[:3]})
    matrix = Matrix("try", items, rivals)
    for name in names:
        matrix.rate(name, hostile["script"], "I")
        matrix.explain(name, hostile["script"], hostile[name])
    page = matrix._repr_mimebundle_()["text/html"]
    assert not re.search(r"<(script|svg|style)|<img (?!alt=)", page)
    assert json.loads(json.dumps(matrix.content()))["reasons"]["long"] == {
        hostile["script"]: hostile["long"]
    }
    names = {}
    exec(matrix.line("carried_over"), names)
    assert names["carried_over"]["reason"].tolist() == list(hostile.values())


def test_the_four_rules_are_told_in_words():
    """In the page and in the words: a name alone says nothing."""
    case = load_case("syria-2017")
    matrix = Matrix("try rules", case.evidence, case.hypotheses, case.ratings)
    rules = matrix.content()["rules"]
    assert list(rules) == list(hypotheses.RULES)
    assert all(how in matrix.text() for how in rules.values())
