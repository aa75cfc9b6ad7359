"""Tables to read."""

import pandas as pd

from kit import show

FRAME = pd.DataFrame({"unit": ["S06", "S07"], "paraphrase": ["<b>weak</b> will", None]})


def test_text_stands_on_the_left_under_a_caption():
    """The page has header cells with scope, a caption and no row numbers."""
    html = show(FRAME, "Two & units")._repr_mimebundle_()["text/html"]
    assert html.count('<th scope="col"') == 2
    assert "<b>Two &amp; units</b></caption>" in html
    assert html.count("text-align: left") == 8
    assert "<th>0</th>" not in html


def test_markup_in_a_cell_is_shown_as_text():
    """What stands in the data is never run or styled."""
    html = show(FRAME)._repr_mimebundle_()["text/html"]
    assert "&lt;b&gt;weak&lt;/b&gt; will" in html
    assert "<caption" not in html


def test_the_same_table_as_text():
    """Without a page the reader gets the same rows, and blanks for what is missing."""
    text = repr(show(FRAME, "Two units"))
    assert text.splitlines()[0] == "Two units"
    assert "S07" in text
    assert "NaN" not in text


def test_a_date_stays_on_one_line_and_a_sentence_may_break():
    """Only a short value without a blank is kept together."""
    frame = pd.DataFrame({"date": ["2017-07-05"], "text": ["two words"], "address": ["x" * 60]})
    html = show(frame)._repr_mimebundle_()["text/html"]
    assert 'nowrap">2017-07-05</td>' in html
    assert 'normal">two words</td>' in html
    assert 'normal">xxx' in html


def test_a_long_text_is_shown_whole():
    """What pandas would cut after fifty signs is there to its end."""
    html = show(pd.DataFrame({"text": ["word " * 40 + "end"]}))._repr_mimebundle_()["text/html"]
    assert "word end</td>" in html
