"""The claim coder without a browser."""

import json

import pandas as pd
import pytest

from kit.reading import attribution, discourse
from kit.reading.frames import ReadingError
from kit.widgets import Coder

UNITS = pd.DataFrame({"unit_id": ["U1", "U2"], "paraphrase": ["The miller says so.", "Rain."]})


@pytest.fixture
def coder():
    """A claim through two voices, and one that is just begun."""
    made = Coder("try", UNITS, ["NAR", "MIL", "BAK"], ["rain", "price"], ["asserted", "hedged"])
    made.add("U1")
    for what, value in {
        "chain": "NAR>MIL",
        "concept": "rain",
        "stance": "-1",
        "cue": "says",
        "certainty": "hedged",
        "paraphrase": "It did not rain.",
    }.items():
        made.put(0, what, value)
    made.add("U2")
    return made


def test_what_comes_out_is_a_statements_table(coder):
    """With depth and speaker made from the chain; the library takes it."""
    first, second = coder.frame().to_dict("records")
    assert (first["depth"], first["speaker"], first["stance"]) == (2, "MIL", -1)
    assert second["depth"] == 0
    assert pd.isna(second["speaker"])
    assert pd.isna(second["stance"])
    done = coder.frame().dropna(subset=["chain"])
    assert attribution.per_voice(done)["voice"].tolist() == ["MIL"]
    assert discourse.affiliation(done, actor="speaker").loc["MIL", "rain"] == 1


def test_it_is_told_in_sentences(coder):
    """Also what is still missing."""
    assert coder.text().splitlines() == [
        "Code the claims. 2 claims in 2 units so far.",
        "Claim 1, in U1. NAR says that MIL says: It did not rain. About “rain”: against it. "
        "Cue: “says”. How sure: hedged.",
        "Claim 2, in U2. Still open: who says it, what it is about, for or against, the cue, "
        "how sure and what is said.",
    ]


def test_codes_are_told_by_their_names():
    """In the sentence, in what is said aloud and in what can be chosen; the table keeps codes."""
    names, labels = {"NAR": "the narrator", "MIL": "the miller"}, {"rain": "It rained"}
    made = Coder("try", UNITS, names, labels, ["hedged"], names=names, labels=labels)
    made.add("U1")
    assert made.message == "Claim 1 is begun, in U1. 1 claim in 1 unit so far."
    made.put(0, "chain", "NAR>MIL")
    assert made.message == "Claim 1, who says it: the narrator says that the miller says."
    made.put(0, "concept", "rain")
    made.put(0, "stance", "1")
    assert "The narrator says that the miller says: … About “It rained”: for it." in made.text()
    assert made.content()["voices"][1] == ["MIL", "MIL: the miller"]
    assert made.content()["concepts"] == [("rain", "It rained")]
    assert made.frame()["chain"].tolist() == ["NAR>MIL"]


def test_before_the_first_claim_it_tells_what_there_is_to_code():
    """So that somebody on paper has the units."""
    text = Coder("try", UNITS, ["NAR"], ["rain"], ["hedged"]).text()
    assert text == ("Code the claims. No claim is coded yet.\nU1: The miller says so.\nU2: Rain.")


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("chain", "NAR>XXX"),
        ("chain", "NAR>>MIL"),
        ("concept", "snow"),
        ("stance", "2"),
        ("certainty", "sure"),
        ("colour", "red"),
    ],
)
def test_what_does_not_exist_is_refused(coder, what, value):
    """The message says what is allowed, and the claim stays as it was."""
    before = coder.frame()
    with pytest.raises(ReadingError):
        coder.put(0, what, value)
    assert coder.frame().equals(before)


def test_a_removed_claim_comes_back(coder):
    """Nothing typed is lost by a slip."""
    coder.remove(0)
    assert len(coder.claims) == 1
    coder.undo()
    assert coder.claims[0]["cue"] == "says"


def test_a_joint_voice_is_allowed(coder):
    """`A+B` speak together."""
    coder.put(1, "chain", "NAR>MIL+BAK")
    assert coder.frame()["speaker"].tolist() == ["MIL", "MIL+BAK"]


def test_nothing_coded():
    """An empty table with the right columns."""
    coder = Coder("try", UNITS[:0], [], [], [])
    assert coder.frame().empty
    assert {"chain", "speaker", "stance", "cue"} <= set(coder.frame().columns)
    assert json.dumps(coder.page() | coder.later(), allow_nan=False)
