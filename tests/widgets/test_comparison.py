"""Viewpoints side by side, without a browser."""

import json
from collections import Counter

import pandas as pd
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import load_case
from kit.reading.frames import ReadingError
from kit.widgets import Comparison

COLUMNS = [
    "statement_id",
    "unit_id",
    "chain",
    "speaker",
    "holder",
    "concept",
    "stance",
    "certainty",
]
BRIDGE = pd.DataFrame(
    [
        ("T1", "S1", "ART>ADA", "ADA", "TOWN", "bridge", 1, "asserted"),
        ("T2", "S1", "ART>BEN", "BEN", "TOWN", "bridge", -1, "hedged"),
        ("T3", "S2", "ART>ADA>BEN", "BEN", "TOWN", "toll", 1, "asserted"),
        ("T4", "S2", "ART>ADA", "ADA", "TOWN", "toll", 1, "asserted"),
        ("T5", "S3", "ART>ADA", "ADA", "FARM;MILL", "bridge", -1, "asserted"),
        ("T6", "S3", "ART", "ART", None, "river", 0, "asserted"),
        ("T7", "S4", "ART>CY", "CY", "CY", "fish", 1, "predicted"),
    ],
    columns=COLUMNS,
).assign(paraphrase="Something is said.")
NAMES = pd.DataFrame({"actor_id": ["ADA", "BEN"], "name": ["Ada Oak", "Ben Elm"]})


@pytest.fixture
def bridge():
    """Ada and Ben on a bridge, a toll, a river and fish."""
    return Comparison("try", BRIDGE, ["ADA", "BEN"], actors=NAMES)


def grounds(comparison):
    """Give the ground of each claim by its name."""
    return {comparison.call(claim): claim.ground for claim in comparison.claims()}


def test_claims_are_contested_shared_alone_or_silent(bridge):
    """Worked by hand; what Ada tells of the farm does not contradict what she tells of the town."""
    assert grounds(bridge) == {
        "bridge (TOWN)": "contested",
        "toll (TOWN)": "shared",
        "bridge (FARM and MILL)": "one reading",
        "river": "silence",
        "fish (CY)": "silence",
    }


def test_without_whose_stance_the_trap_shows(bridge):
    """Told by concept alone, Ada seems to contradict herself."""
    bridge.tell_whose(False)
    assert bridge.claims()[0].stands == {"ADA": "both", "BEN": "denies"}
    assert bridge.message.startswith("A claim is a concept. Contested 1, shared 1")


def test_each_cell_names_its_statements(bridge):
    """So that everybody can look them up."""
    cells = bridge.frame().set_index(["concept", "of", "reading"])
    assert cells.loc[("toll", "TOWN", "BEN"), ["stand", "statements"]].tolist() == ["asserts", "T3"]
    assert cells.loc[("fish", "CY", "ADA"), ["stand", "statements"]].tolist() == ["leaves out", ""]
    assert bridge.table().iloc[0].tolist() == [
        *("bridge (TOWN)", "contested", "asserts (T1)", "denies, hedged (T2)")
    ]


def test_the_way_of_a_statement_is_told(bridge):
    """The page gets every voice in words."""
    card = bridge.content()["cards"]["T3"]
    assert card["way"] == (
        "The article says that Ada Oak says that Ben Elm says: Something is said."
    )
    assert card["how"] == "Certainty: asserted. Stance of TOWN on “toll”: for."


def test_leaving_out_doubt_can_end_a_contest(bridge):
    """Ben's denial is hedged; without it only Ada takes a side."""
    bridge.count_certainty("hedged", False)
    assert grounds(bridge)["bridge (TOWN)"] == "one reading"
    assert "Counted: 6 of 7 statements: without what is hedged." in bridge.text()
    bridge.count_certainty("hedged", True)
    assert grounds(bridge)["bridge (TOWN)"] == "contested"


def test_a_voice_can_be_heard_alone(bridge):
    """Through Ada we hear one statement of Ben."""
    bridge.hear("ADA")
    assert grounds(bridge)["bridge (TOWN)"] == "one reading"
    assert grounds(bridge)["toll (TOWN)"] == "shared"
    assert "only what reaches us through Ada Oak" in bridge.text()


def test_only_what_tells_them_apart(bridge):
    """Shared ground and common silence go; they are still counted."""
    bridge.only_apart(True)
    assert [bridge.call(claim) for claim in bridge.shown()] == [
        *("bridge (TOWN)", "bridge (FARM and MILL)")
    ]
    assert bridge.message == "Shown: 2 of 5 claims."
    assert "Shared (1): toll (TOWN), where Ada Oak and Ben Elm assert." in bridge.text()


def test_holders_can_be_compared_too(bridge):
    """By whose stance it is, the town is told to be for and against the bridge."""
    bridge.look("holder")
    assert bridge.readings() == ["TOWN", "FARM"]
    first = bridge.claims()[0]
    assert (first.concept, first.stands["TOWN"], first.stands["FARM"]) == (
        *("bridge", "both", "denies"),
    )
    bridge.look("speaker")
    assert bridge.readings() == ["ADA", "BEN"]


def test_one_alone_is_no_comparison(bridge):
    """The page asks for a second."""
    bridge.pick("BEN", False)
    assert bridge.content()["said"] == ["Choose at least two to compare."]
    bridge.undo()
    assert bridge.readings() == ["ADA", "BEN"]


def test_nobody_is_said_to_be_right(bridge):
    """Words of judgement do not occur, and what silence means is said."""
    told = bridge.text()
    assert "Nothing here says who is right." in told
    assert "Silence means only that this story passes nothing on." in told


@pytest.mark.parametrize(
    ("action", "arguments"),
    [("pick", ("ZOE", True)), ("count_certainty", ("sure", True)), ("hear", ("ZOE",))],
)
def test_what_does_not_exist_is_refused(bridge, action, arguments):
    """The message says what is allowed."""
    with pytest.raises(ReadingError, match="Allowed"):
        getattr(bridge, action)(*arguments)


def test_wrong_starts_are_refused():
    """An unknown reading or view, or a table without the columns."""
    with pytest.raises(ReadingError, match="'ZOE'"):
        Comparison("try", BRIDGE, ["ZOE"])
    with pytest.raises(ReadingError, match="no column 'speaker'"):
        Comparison("try", BRIDGE.drop(columns=["speaker", "holder"]))
    with pytest.raises(traitlets.TraitError, match="Allowed: speaker, holder"):
        Comparison("try", BRIDGE).look("outlet")


def test_a_choice_survives_a_restart(kit_folder):
    """And a story that has changed in between does no harm."""
    first = Comparison("try", BRIDGE, ["ADA", "BEN"])
    first.pick("CY", True)
    first.hear("CY")
    assert Comparison("try", BRIDGE).readings() == ["ADA", "BEN", "CY"]
    shorter = Comparison("try", BRIDGE[:5])
    assert shorter.readings() == ["ADA", "BEN"]
    assert len(shorter.counted()) == 5


def test_the_two_analysts_of_the_case():
    """They never meet on one claim: not shared, not contested."""
    case = load_case("syria-2017")
    analysts = Comparison("try", case.statements, ["BOT", "LAM"], actors=case.actors)
    assert Counter(grounds(analysts).values()) == {"one reading": 11, "silence": 11}


def test_empty_tables_are_an_empty_comparison():
    """Nothing in, nothing out, and no error."""
    empty = Comparison("try", BRIDGE[:0])
    assert json.dumps(empty.page() | empty.later(), allow_nan=False)
    assert empty.frame().empty
    assert empty.picture().alt


def test_the_static_form_has_words_picture_and_table(bridge):
    """What is seen without Python."""
    shown = bridge._repr_mimebundle_()["text/html"]
    assert 'alt="Contested: bridge (TOWN) (1 of 5 claims)' in shown
    assert ">asserts (T1)</td>" in shown


STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C", "A;B"]),
        st.sampled_from(["X", "Y", "X;Y", ""]),
        st.sampled_from(["p", "q"]),
        st.sampled_from([1, 0, -1]),
        st.sampled_from(["asserted", "hedged"]),
    ),
    max_size=12,
)


def made(rows):
    """Make a table of (speaker, holder, concept, stance, certainty)."""
    names = ["speaker", "holder", "concept", "stance", "certainty"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(statement_id=[f"T{number}" for number in range(len(table))])


@settings(max_examples=25)
@given(STATEMENTS, st.permutations(["A", "B", "C"]))
def test_every_claim_stands_on_one_ground_whatever_the_order(rows, order):
    """Grounds do not depend on who is named first; what is hidden is what is equal."""
    present = {who for row in rows for who in row[0].split(";")}
    one = Comparison("one", made(rows), sorted(present))
    other = Comparison("other", made(rows), [who for who in order if who in present])
    assert grounds(one) == grounds(other)
    one.only_apart(True)
    shown = {(claim.concept, claim.of) for claim in one.shown()}
    for claim in one.claims():
        equal = len(set(claim.stands.values())) < 2
        assert equal == ((claim.concept, claim.of) not in shown)


@settings(max_examples=25)
@given(STATEMENTS)
def test_leaving_out_never_adds(rows):
    """A filter takes statements away from cells, and moves no claim."""
    comparison = Comparison("one", made(rows))
    before = {(claim.concept, claim.of): claim for claim in comparison.claims()}
    for level in comparison.levels():
        comparison.count_certainty(level, False)
    after = {(claim.concept, claim.of): claim for claim in comparison.claims()}
    assert set(before) == set(after)
    assert all(not ids for claim in after.values() for ids in claim.statements.values())
    assert {claim.ground for claim in after.values()} <= {"silence"}


def test_hostile_texts_stay_texts(hostile):
    """They are names and labels like others; the static form holds no markup of theirs."""
    bad = list(hostile.values())
    said = pd.DataFrame({"statement_id": bad, "speaker": "A", "concept": list(hostile)})
    said = said.assign(stance=1, certainty=bad, cue=bad, paraphrase=bad, holder="B")
    labels = pd.DataFrame({"concept": list(hostile), "label": bad, "definition": bad})
    actors = pd.DataFrame({"actor_id": ["A", "B"], "name": bad[:2]})
    comparison = Comparison("try", said, actors=actors, concepts=labels)
    shown = comparison._repr_mimebundle_()["text/html"]
    assert not any(each in shown for each in ("<script", "<img src=x", "<style", "<svg"))
    assert json.dumps(comparison.page() | comparison.later(), allow_nan=False)
    assert len(comparison.claims()) == len(bad)


def test_how_a_cell_is_put_is_told_if_all_behind_it_are_put_so():
    """One flat statement beside a hedged one, and the cell is plain; nothing is judged."""
    more = BRIDGE.iloc[[1]].assign(statement_id="T8", certainty="asserted")
    hedged = Comparison("try", BRIDGE, ["ADA", "BEN"])
    mixed = Comparison("try", pd.concat([BRIDGE, more]), ["ADA", "BEN"])
    assert [each.claims()[0].put["BEN"] for each in (hedged, mixed)] == ["hedged", ""]
    assert "BEN (hedged) denies" in hedged.text()
    assert "it is no judgement of them" in hedged.text()
    assert "hedged" not in mixed.text()


def test_a_concept_without_a_label_is_told_in_words():
    """An id such as more_observers is not for ears."""
    said = BRIDGE.assign(concept="more_boats")
    assert "more boats" in Comparison("try", said, ["ADA", "BEN"]).text()
