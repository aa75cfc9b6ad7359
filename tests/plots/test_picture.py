"""What holds for every picture: it can be read without seeing it, whatever its labels hold."""

import base64
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit import plots
from kit.plots.picture import ROWS, picture
from kit.plots.svg import Drawing

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)> ]]> &amp;',
    "x" * 10_000,
    "many words " * 900,
    "שלום עולם مرحبا",
    "\u202eturned\u202c round",
    "👩‍👩‍👧‍👦 👍🏽 e\u0301",
    "\x00\x08\ud800\ufffe",
    "two\nlines\tand a tab",
    "",
]
LABELS = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.characters()),
    min_size=4,
    max_size=4,
)

ALLOWED_TAGS = {
    *("figure", "figcaption", "b", "img", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


class _Cells(HTMLParser):
    """Collects the texts of table cells, and refuses any tag a picture has no use for."""

    def __init__(self):
        super().__init__()
        self.cells, self.alt, self.inside = [], None, False

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED_TAGS
        assert {name for name, _ in attrs} <= {"alt", "src", "style", "scope", "class", "border"}
        self.inside = tag in ("td", "th")
        if self.inside:
            self.cells.append("")
        if tag == "img":
            self.alt = dict(attrs)["alt"]

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.cells[-1] += data


def _drawn(svg):
    return Xml.fromstring(svg)


def _texts(svg):
    return ["".join(each.itertext()) for each in _drawn(svg).iter() if each.tag.endswith("}text")]


@settings(max_examples=12, deadline=None)
@given(LABELS)
@example(HOSTILE[:4])
@example(HOSTILE[4:8])
@example(["", "", "\x00", "A"])
def test_any_label_is_text_in_drawing_words_and_table(named, labels):
    """Valid XML without a script or a link, safe HTML, an alt text, and every cell in the table."""
    for name, shown in named(labels).items():
        tags = {each.tag.rpartition("}")[2] for each in _drawn(shown.svg).iter()}
        assert tags <= {"svg", "title", "style", "g", "rect", "path", "circle", "text", "tspan"}, (
            name
        )
        assert len(shown.svg) < 60_000, name
        assert 10 < len(shown.alt) < 1_500, name
        page = _Cells()
        page.feed(shown.to_html())
        assert page.alt == shown.alt, name
        expected = [*shown.frame.columns, *shown.frame.to_numpy().ravel()]
        assert page.cells == [str(each) for each in expected], name
        for words in (shown.alt, shown.caption, repr(shown), shown.to_html()):
            words.encode()
            assert not re.search("[\x00-\x08\u202a-\u202e]", words), name


def test_long_labels_are_shortened_in_the_drawing_and_whole_in_the_table(named):
    """Ten thousand letters end in an ellipsis; the table keeps all of them."""
    long = [f"{sign}{'x' * 10_000}" for sign in "abcd"]
    for name, shown in named(long).items():
        assert max(map(len, _texts(shown.svg))) < 500, name
        assert any("…" in text for text in _texts(shown.svg)), name
        cells = {str(cell) for cell in [*shown.frame.columns, *shown.frame.to_numpy().ravel()]}
        assert cells & set(long), name


def test_an_empty_frame_gives_a_picture_that_says_so(empty):
    """No frame is too small: there is a drawing, a sentence and an empty table."""
    for name, shown in empty.items():
        assert _drawn(shown.svg).get("width"), name
        assert shown.alt.startswith("No "), name
        assert len(shown.frame) == 0, name
        assert shown.alt in shown.to_html(), name


def test_the_two_forms_of_a_notebook_hold_the_same(of_the_case):
    """Words for whoever hears, an image with the same alternative text for whoever sees."""
    for name, shown in of_the_case.items():
        forms = shown._repr_mimebundle_()
        assert list(forms) == ["text/plain", "text/html"]
        assert forms["text/plain"].splitlines()[:2] == [shown.caption, shown.alt], name
        data = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', forms["text/html"])[1]
        assert base64.b64decode(data).decode() == shown.svg, name


def test_every_module_of_pictures_is_tried(of_the_case, named, empty):
    """A new picture has to join the tests of all."""
    modules = {name for name in plots.__all__ if name != "Picture"}
    assert set(of_the_case) == set(named("abcd")) == set(empty) == modules


def test_the_same_frame_gives_the_same_bytes_in_any_process():
    """The order of sets differs from process to process; no picture shows it."""
    script = (
        "import sys, hashlib, importlib.util as u;"
        "spec = u.spec_from_file_location('c', sys.argv[1]);"
        "c = u.module_from_spec(spec); spec.loader.exec_module(c);"
        "print([hashlib.md5((p.svg + p.to_html() + repr(p)).encode()).hexdigest()"
        " for p in c._of_the_case().values()])"
    )
    file = Path(__file__).with_name("conftest.py")
    found = {
        subprocess.run(
            [sys.executable, "-c", script, file],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize("rows", [ROWS, ROWS + 3])
def test_the_text_form_of_a_long_table_says_what_it_leaves_out(rows):
    """Forty rows are read aloud; how many more there are is said."""
    frame = pd.DataFrame({"n": range(rows)})
    shown = picture(Drawing(10), 10, alt="All.", frame=frame, caption="Many")
    lines = repr(shown).splitlines()
    assert len(lines) == 2 + ROWS + (rows > ROWS)
    assert lines[-1] == ("- and 3 more rows" if rows > ROWS else f"- n: {ROWS - 1}")
