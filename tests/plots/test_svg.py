"""The sheet: what is drawn becomes SVG, safely and always alike."""

from xml.etree import ElementTree as Xml

from kit.plots import palette
from kit.plots.svg import SHAPES, Drawing, point


def _all(drawing, tag, **options):
    root = Xml.fromstring(drawing.svg(50, "title", **options))
    return [each for each in root.iter() if each.tag == f"{{http://www.w3.org/2000/svg}}{tag}"]


def test_the_sheet_has_a_size_a_title_and_opaque_paper():
    """Whatever the page behind it, the picture can be read."""
    root = Xml.fromstring(Drawing(100).svg(50, "What it shows"))
    assert root.get("viewBox") == "0 0 100 50"
    assert root[0].text == "What it shows"
    paper = _all(Drawing(100), "rect")[0]
    assert (paper.get("fill"), paper.get("width")) == (palette.LIGHT["paper"], "100")


def test_dark_rules_cover_what_is_drawn_and_can_be_left_out():
    """Only the roles in use have rules, never in print; a widget brings its own."""
    drawing = Drawing(100)
    drawing.box(1, 2, 3, 4, fill="yes", edge="ink", dash="4 4")
    rules = _all(drawing, "style")[0].text
    assert rules.startswith("@media screen and (prefers-color-scheme:dark){")
    assert ".f-yes{fill:#56b4e9}" in rules
    assert "contra" not in rules
    assert _all(drawing, "style", dark=False) == []


def test_shapes_carry_their_light_colours():
    """A program without style sheets draws the light picture."""
    drawing = Drawing(100)
    for number, shape in enumerate(SHAPES):
        drawing.mark(10 * number, 5, 4, shape=shape, fill="no")
    marks = [*_all(drawing, "circle"), *_all(drawing, "path")]
    assert len(marks) == len(SHAPES) == len({each.get("d") for each in marks})
    assert {each.get("fill") for each in marks} == {palette.LIGHT["no"]}


def test_the_plain_form_holds_the_same_without_title_and_style():
    """Tag, attributes and children, ready for JSON; texts are texts."""
    drawing = Drawing(100)
    with drawing.group("one"):
        drawing.text(5, 20, ["<b>", "two"])
    tag, size, (paper, body) = drawing.tree(50)
    assert (tag, size["viewBox"], paper[0]) == ("svg", "0 0 100 50", "rect")
    group = body[2][0]
    assert group[1] == {"data-key": "one"}
    assert [span[2] for span in group[2][0][2]] == [["<b>"], ["two"]]


def test_groups_hold_what_is_drawn_meanwhile():
    """A widget finds a part of the drawing by its key."""
    drawing = Drawing(100)
    with drawing.group('a"b', kind="tie"):
        drawing.line((0, 0), (1, 1))
    drawing.line((0, 0), (2, 2))
    group = next(each for each in _all(drawing, "g") if each.get("data-key"))
    assert (group.get("data-key"), group.get("data-kind"), len(group)) == ('a"b', "tie", 1)


def test_text_of_several_lines_goes_down_and_no_text_draws_nothing():
    """One element a text, one span a line."""
    drawing = Drawing(100)
    drawing.text(5, 20, ["one", "two"], size=10, turn=-90)
    drawing.text(5, 20, [])
    (text,) = _all(drawing, "text")
    assert [span.get("dy") for span in text] == ["0", "12.5"]
    assert text.get("transform") == "rotate(-90 5 20)"


def test_numbers_are_short_and_never_minus_nothing():
    """Two decimals are finer than any screen."""
    assert point(-0.001, 1 / 3) == "0 0.33"
