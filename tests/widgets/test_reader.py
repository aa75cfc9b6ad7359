"""The reader without a browser."""

import json

import pandas as pd
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import load_case
from kit.case.package import Case
from kit.case.text import fingerprint, normalised_words
from kit.reading.frames import ReadingError
from kit.widgets import Reader
from kit.widgets.story import LAYERS

UNITS = pd.DataFrame(
    {
        "unit_id": ["S1", "S2", "S3"],
        "paraphrase": ["Ada is told to want a bridge.", "Oak is quoted.", "A link."],
        "words": [5, 3, 1],
        "in_quotes": [0, 3, 0],
    }
)
SAID = pd.DataFrame(
    {
        "statement_id": ["T1", "T2"],
        "unit_id": ["S1", "S2"],
        "chain": ["ART>BEN>OAK", "ART"],
        "holder": ["OAK", None],
        "mode": ["indirect", "narrator"],
        "cue": ["admitted", "(none)"],
        "certainty": ["hedged", "asserted"],
        "paraphrase": ["The bridge is wanted", "So it goes"],
    }
)
ACTORS = pd.DataFrame(
    {
        "actor_id": ["OAK", "BEN"],
        "name": ["Ada Oak", "Ben Elm"],
        "type": "person",
        "role": ["mayor", "baker"],
    }
)
CLAIMS = pd.DataFrame(
    {
        "claim_id": ["I1", "I2"],
        "unit": ["S1;S2", None],
        "claim": ["There is a bridge.", "Of the whole story."],
        "wording": ["a bridge", None],
        "verdict": ["contradicted", "supported"],
    }
)


@pytest.fixture
def reader():
    """Three units, two statements, nothing attached."""
    return Reader("try", UNITS, SAID, actors=ACTORS, claims=CLAIMS, layers=LAYERS)


def test_the_chain_is_told_in_words(reader):
    """From the article inwards, with how it is quoted and how sure it is."""
    card = reader.content()["statements"][0]
    assert card["way"] == (
        "The article says that Ben Elm says that Ada Oak says: The bridge is wanted."
    )
    assert card["how"] == "Certainty: hedged. Quotation: indirect, brought in by ‘admitted’."
    assert card["way"] in reader.text()


def test_layers_come_and_go(reader):
    """Each shows what it is about, and nothing else."""
    assert reader.content()["statements"][0]["tags"] == [
        *["[ART>BEN>OAK]", "[indirect]", "[hedged, ‘admitted’ loaded]"]
    ]
    for layer in LAYERS:
        reader.switch(layer, False)
    bare = reader.content()
    assert bare["statements"][0]["tags"] == bare["claims"] == bare["actors"] == []
    assert [run["kinds"] for run in bare["ours"]] == [[]]
    reader.switch("claims", True)
    reader.switch("voices", True)
    assert reader.layers == ["voices", "claims"]


def test_claims_are_asked_not_judged(reader):
    """A reader of the story does not get the verdicts."""
    told = json.dumps(reader.page() | reader.later())
    assert "There is a bridge." in told
    assert "contradicted" not in told


def test_our_own_words_are_marked_for_actors_alone(reader):
    """A doubt in our words would not be the article's."""
    reader.story.units["S1"]["paraphrase"] = "Ada Oak may want “it”."
    kinds = {kind for run in reader.content()["ours"] for kind in run["kinds"]}
    assert kinds == {"actors"}


def test_the_articles_own_words_are_live_only():
    """They are marked on the page, and in no form that is saved."""
    texts = {"S1": "Mayor Oak admitted she may want a bridge."}
    reader = Reader("try", UNITS, SAID, actors=ACTORS, claims=CLAIMS, texts=texts, layers=LAYERS)
    marked = [(run["text"], run["tags"]) for run in reader.content()["theirs"] if run["tags"]]
    assert marked == [
        *[("Oak", ["OAK"]), ("admitted", ["loaded"]), ("may", ["hedge"]), ("a bridge", ["I1"])]
    ]
    saved = json.dumps([reader._repr_mimebundle_(), reader.kept(), reader.later()], default=str)
    assert "she may want" not in saved
    reader.turn(1)
    assert reader.content()["theirs"] == []
    assert reader.content()["attached"]


def test_a_unit_wholly_in_quotation_marks(reader):
    """The codebook's counts tell it, where the marks stand in the neighbours."""
    reader.story.texts = {"S2": "So it goes"}
    reader.go("S2")
    assert reader.content()["theirs"] == [
        {"text": "So it goes", "kinds": ["quotation"], "tags": ["quoted"]}
    ]


def test_turning_stops_at_the_ends(reader):
    """And says so, and every page is read aloud."""
    reader.turn(-1)
    assert reader.message == "S1, 1 of 3: there is nothing before it."
    reader.turn(1)
    assert reader.message == "S2, 2 of 3: Oak is quoted."
    reader.go("S3")
    assert "No statement is coded here." in reader.text()
    reader.turn(1)
    assert (reader.here, reader.content()["last"]) == ("S3", True)
    reader.find("T1")
    assert reader.here == "S1"


def test_notes_are_the_answer(reader):
    """One a unit, cleared by an empty text."""
    reader.note("S2", "Whose words?")
    reader.note("S1", "x")
    reader.note("S1", " ")
    assert reader.as_answer().to_dict("records") == [{"unit_id": "S2", "note": "Whose words?"}]
    assert reader.frame()["note"].tolist() == ["", "Whose words?", ""]


def test_the_place_survives_a_restart(kit_folder):
    """And a story that has lost the unit begins at its first."""
    first = Reader("try", UNITS, SAID)
    first.go("S3")
    first.note("S3", "Where does it lead?")
    assert Reader("try", UNITS, SAID).here == "S3"
    shorter = Reader("try", UNITS[:2], SAID)
    assert shorter.here == "S1"
    assert shorter.notes == {"S3": "Where does it lead?"}
    assert "Nothing is lost" in shorter.message


@pytest.mark.parametrize(
    ("action", "arguments"),
    [("go", ("S9",)), ("find", ("T9",)), ("switch", ("sound", True)), ("note", ("S9", "x"))],
)
def test_what_does_not_exist_is_refused(reader, action, arguments):
    """The message says what is allowed."""
    with pytest.raises(ReadingError, match="Allowed"):
        getattr(reader, action)(*arguments)
    with pytest.raises(traitlets.TraitError, match="Allowed"):
        reader.here = "S9"


def test_empty_tables_are_an_empty_reader():
    """Nothing in, nothing out, and no error."""
    empty = Reader("try", UNITS[:0])
    empty.turn(1)
    assert json.dumps(empty.page() | empty.later(), allow_nan=False)
    assert empty.text() == "Reader: no units."


def test_the_whole_case_reads(tmp_path):
    """Every unit, with every layer; the table tells all of it at once."""
    case = load_case("syria-2017")
    unattached = Case(case.schema, tmp_path, {each: case[each] for each in case.tables})
    reader = Reader.of("try", unattached, LAYERS)
    assert not reader.story.texts
    for unit in case.units["unit_id"]:
        reader.go(unit)
        assert json.dumps(reader.page() | reader.later(), allow_nan=False)
    tags = "T04 [NAR>BOT>SHA] [indirect] [asserted]"
    assert reader.table()["statements"][2].startswith(tags)


def test_an_attached_text_is_found(tmp_path):
    """The words of each unit that was found stand beside our own."""
    case = load_case("syria-2017")
    (tmp_path / "article.txt").write_text("A bridge: yes!", encoding="utf-8")
    mark = fingerprint(normalised_words("a bridge yes"))
    units = case.units.head(1).assign(fingerprint=mark, locator="A bridge")
    reader = Reader.of("try", Case(case.schema, tmp_path, {"units": units}))
    assert "".join(run["text"] for run in reader.content()["theirs"]).startswith("A bridge: yes")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([-1, 1, "T1", "T2", "S3"]), max_size=8))
def test_one_is_always_somewhere_in_the_story(steps):
    """However one turns the pages, the open unit is one of the story's."""
    reader = Reader("try", UNITS, SAID)
    for step in steps:
        if isinstance(step, int):
            reader.turn(step)
        elif step in reader.story.units:
            reader.go(step)
        else:
            reader.find(step)
        assert reader.here in reader.story.units
        assert reader.text().startswith(f"Reader: {reader.here}, ")


def test_hostile_texts_stay_texts(hostile):
    """They come out as they went in; the static form holds no markup of theirs."""
    bad = list(hostile.values())
    units = pd.DataFrame({"unit_id": bad, "paraphrase": bad})
    said = pd.DataFrame({"statement_id": list(hostile), "unit_id": bad, "chain": "ART"})
    claims = pd.DataFrame({"claim_id": bad, "unit": bad[0], "claim": bad, "wording": bad})
    said = said.assign(cue=bad, certainty=bad, mode=bad, paraphrase=bad)
    reader = Reader("try", units, said, claims=claims, layers=LAYERS)
    for unit in bad:
        reader.go(unit)
        reader.note(unit, unit)
        assert "".join(run["text"] for run in reader.content()["ours"]) == unit
        assert "<script" not in reader._repr_mimebundle_()["text/html"]
    assert reader.as_answer()["note"].tolist() == bad


def test_a_story_without_codes_is_only_read(kit_folder):
    """Units alone: no layer is offered, no column is empty, and notes are taken."""
    units = pd.DataFrame({"unit_id": ["S1", "S2"], "paraphrase": ["It rained.", "It stopped."]})
    reader = Reader("try", units, layers=[])
    assert reader.story.layers() == []
    assert "statement" not in reader.text().lower()
    assert reader.table().columns.tolist() == ["unit", "what it says, in our words"]
    reader.note("S1", "Who says so?")
    assert reader.as_answer().values.tolist() == [["S1", "Who says so?"]]


def test_the_voices_of_a_unit_are_named():
    """Only where the layer shows their ids, and only where they have names."""
    reader = Reader.of("try voices", load_case("syria-2017"))
    assert reader.content()["voices"] == [["NAR", "Article narrator (Business Insider)"]]
    reader.switch("voices", on=False)
    assert reader.content()["voices"] == []
