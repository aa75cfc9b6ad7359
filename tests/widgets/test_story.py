"""A story with its layers."""

import pandas as pd
import pytest

from kit.reading.frames import ReadingError
from kit.widgets.story import LAYERS, Story

UNITS = pd.DataFrame({"unit_id": ["S1", "S2"], "paraphrase": ["Ada Oak saw rain.", "It stopped."]})
SAID = pd.DataFrame(
    [("T1", "S1", "ART>ADA", "BEN", "direct", "hedged", "It may rain.")],
    columns=["statement_id", "unit_id", "chain", "holder", "mode", "certainty", "paraphrase"],
)
ACTORS = pd.DataFrame({"actor_id": ["ADA", "BEN"], "name": ["Ada Oak", "Ben Elm"]})
CLAIMS = pd.DataFrame(
    {"claim_id": ["I1"], "unit": ["S1"], "claim": ["It rained."], "wording": ["may rain"]}
)


@pytest.fixture
def story():
    """Two units, one statement, a claim, and the story's own words for one unit."""
    texts = {"S1": "Ada said it may rain."}
    return Story(UNITS, SAID, actors=ACTORS, claims=CLAIMS, texts=texts)


def test_each_layer_says_one_thing_about_a_statement(story):
    """A tag a layer, and none without one."""
    wanted = {"voices": "[ART>ADA]", "quotation": "[direct]", "words": "[hedged]"}
    assert {layer: story.tags("T1", [layer]) for layer in wanted} == {
        layer: [tag] for layer, tag in wanted.items()
    }
    assert story.tags("T1", []) == []


def test_our_words_are_marked_for_actors_only(story):
    """A hedge or a claim in a paraphrase would be ours, not the story's."""
    ours = story.mark_ours("S1", LAYERS)
    assert {kind for run in ours for kind in run["kinds"]} == {"actors"}
    theirs = story.mark_theirs("S1", LAYERS)
    assert {kind for run in theirs for kind in run["kinds"]} >= {"words", "claims"}
    assert "".join(run["text"] for run in theirs) == "Ada said it may rain."
    assert story.mark_theirs("S2", LAYERS) == []


def test_voices_and_actors_are_named(story):
    """Only who has a name is named as a voice; a holder is an actor of the unit."""
    assert story.voices("S1") == [["ADA", "Ada Oak"]]
    assert [actor[0] for actor in story.actors("S1")] == ["ADA", "ART", "BEN"]
    assert story.actors("S2") == []


def test_a_layer_of_nothing_is_not_offered(story):
    """All of them here, none for units alone."""
    assert story.layers() == list(LAYERS)
    assert Story(UNITS).layers() == []
    with pytest.raises(ReadingError, match="paraphrase"):
        Story(UNITS[["unit_id"]])
