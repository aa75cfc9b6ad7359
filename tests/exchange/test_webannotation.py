"""Web Annotation: quotes and positions out and in."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.exchange import ExchangeError, LeftOutWarning, webannotation

TEXT = "The mayor said the clerk said the bridge is safe."
STATEMENTS = pd.DataFrame(
    {
        "statement_id": ["T1", "T2"],
        "start": pd.array([4, 19], dtype="Int64"),
        "stop": pd.array([48, 48], dtype="Int64"),
        "speaker": ["mayor", None],
        "depth": [1, 2],
        "agrees": [True, False],
    }
)


def test_anchors_are_cut_from_the_text():
    """The words, and so many characters before and after."""
    found = webannotation.anchor(STATEMENTS, TEXT, context=5)
    assert found["exact"].tolist() == [TEXT[4:48], TEXT[19:48]]
    assert found["prefix"].tolist() == ["The ", " the "]
    assert found["suffix"].tolist() == [".", "."]


def test_an_anchor_outside_the_text_is_refused():
    """The row and the length are named; a missing place stays missing."""
    beyond = STATEMENTS.assign(stop=99)
    with pytest.raises(ExchangeError, match="Row 0: 4 to 99 is no place in a text of 49"):
        webannotation.anchor(beyond, TEXT)
    open_end = STATEMENTS.assign(stop=None)
    assert webannotation.anchor(open_end, TEXT)["exact"].isna().all()


def test_an_annotation_has_both_selectors_and_a_body_per_column(tmp_path):
    """As the recommendation wants it."""
    path = tmp_path / "a.jsonld"
    anchored = webannotation.anchor(STATEMENTS, TEXT)
    done = webannotation.write(anchored, path, source="hearing.txt", identity="statement_id")
    assert done == []
    page = json.loads(path.read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    first = page["items"][0]
    quote, position = first["target"]["selector"]
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": TEXT[4:48],
        "prefix": "The ",
        "suffix": ".",
    }
    assert position == {"type": "TextPositionSelector", "start": 4, "end": 48}
    assert first["id"] == "#T1"
    assert first["target"]["source"] == "hearing.txt"
    assert first["body"][0] == {
        "type": "TextualBody",
        "purpose": "tagging",
        "label": "speaker",
        "value": "mayor",
    }
    assert [body["label"] for body in page["items"][1]["body"]] == ["depth", "agrees"]


def test_statements_come_back_as_they_went(tmp_path):
    """Texts, numbers, truth values and gaps."""
    path = tmp_path / "a.jsonld"
    webannotation.write(
        webannotation.anchor(STATEMENTS, TEXT), path, source="h", identity="statement_id"
    )
    back = webannotation.read(path)
    assert back.attrs["left_out"] == []
    assert back["id"].tolist() == ["T1", "T2"]
    assert back["start"].tolist() == [4, 19]
    assert back["depth"].tolist() == [1, 2]
    assert back["agrees"].tolist() == [True, False]
    assert back["speaker"].isna().tolist() == [False, True]


def test_columns_may_have_any_name_and_each_row_its_own_source(tmp_path):
    """A column of sources; a row without a place is said to have none."""
    own = pd.DataFrame({"zitat": ["safe", None], "blatt": ["a.txt", "b.txt"], "wer": ["x", "y"]})
    path = tmp_path / "a.jsonld"
    done = webannotation.write(own, path, source="blatt", exact="zitat")
    assert done == ["No quote and no position, so no place in the text: 2."]
    back = webannotation.read(path)
    assert back["source"].tolist() == ["a.txt", "b.txt"]
    assert back["exact"].isna().tolist() == [False, True]


def test_annotations_of_other_tools_are_read_and_what_is_strange_is_listed(tmp_path):
    """A single annotation, a comment, a selector that we do not know."""
    path = tmp_path / "other.json"
    theirs = {
        "id": "x1",
        "type": "Annotation",
        "bodyValue": "nice",
        "target": [
            {"source": "t", "selector": {"type": "CssSelector", "value": "p"}},
            "whole.txt",
        ],
    }
    path.write_text(json.dumps([theirs, {"type": "Annotation", "body": {"type": "Video"}}]))
    with pytest.warns(LeftOutWarning, match="CssSelector"):
        back = webannotation.read(path)
    assert back["body"].tolist() == ["nice", "nice"]
    assert back["source"].tolist() == ["t", "whole.txt"]
    assert back.attrs["left_out"] == [
        "x1: a selector of the type 'CssSelector'.",
        "2: a body of the type 'Video'.",
        "2 has no target.",
    ]


def test_an_empty_page_has_the_columns(tmp_path):
    """No statements out, no statements in."""
    path = tmp_path / "a.jsonld"
    webannotation.write(STATEMENTS[:0], path, source="h")
    assert list(webannotation.read(path)) == [
        *("id", "source", "exact", "prefix", "suffix", "start", "stop")
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "is no JSON"), ('{"type": "Person"}', "no annotation"), ("[1]", "AnnotationPage")],
)
def test_what_is_no_annotation_is_refused(tmp_path, content, words):
    """The file is named, and what may stand in it."""
    path = tmp_path / "bad.jsonld"
    path.write_text(content)
    with pytest.raises(ExchangeError, match=words):
        webannotation.read(path)
    with pytest.raises(ExchangeError, match="statement_id, start"):
        webannotation.write(STATEMENTS, path, source="h", identity="nr")


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=40), st.data())
def test_any_place_in_any_text_comes_back(tmp_path_factory, text, data):
    """The words read back stand where the position says."""
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    path = tmp_path_factory.mktemp("a") / "a.jsonld"
    one = webannotation.anchor(pd.DataFrame({"start": [start], "stop": [stop]}), text)
    webannotation.write(one, path, source="t")
    back = webannotation.read(path).iloc[0]
    assert back["exact"] == text[back["start"] : back["stop"]]
    assert back["prefix"] + back["exact"] + back["suffix"] in text
