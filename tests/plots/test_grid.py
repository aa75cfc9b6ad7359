"""The grid: heads level where they fit, upright where not."""

from xml.etree import ElementTree as Xml

import pytest

from kit.plots import grid


@pytest.mark.parametrize(
    ("columns", "upright"),
    [
        (["asserted", "hedged"], False),
        ([f"E{n}" for n in range(9)], False),
        (["Kyrgyzstan and Kazakhstan (one merged voice)"] * 9, True),
    ],
)
def test_heads_turn_only_where_they_must(columns, upright):
    """Short heads are level; long ones in narrow columns stand upright."""
    drawing = grid.sheet(len(columns))
    end = grid.draw(drawing, 10, ["row"], columns, lambda i, j: grid.Cell("paper", "x"))
    texts = [each for each in Xml.fromstring(drawing.svg(end, "t")).iter() if "text" in each.tag]
    assert any(each.get("transform") for each in texts) == upright
    assert end > 40


def test_nothing_to_draw_takes_no_room():
    """No rows or no columns: the height stays."""
    assert grid.draw(grid.sheet(0), 7, [], ["a"], lambda i, j: grid.Cell("paper", "")) == 7
