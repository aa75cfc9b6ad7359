"""Colours that can be told apart, on light and on dark paper, in grey as well."""

import pytest

from kit.plots import palette


def _luminance(colour):
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one, other):
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_by_hand():
    """Black on white is 21; a colour on itself is 1."""
    assert round(_contrast("#000000", "#ffffff"), 6) == 21
    assert _contrast("#0072b2", "#0072b2") == 1


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_fill(colours):
    """4.5 for text on its fill, and for the softer text on paper and panel."""
    pairs = [*palette.ON.items(), ("paper", "soft"), ("panel", "soft")]
    for fill, text in pairs:
        assert _contrast(colours[fill], colours[text]) >= 4.5, (fill, text)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_marks_can_be_seen_on_paper(colours):
    """3 for every line and mark that carries meaning by itself; the edge of cells is one."""
    for mark in palette.MARKS:
        assert _contrast(colours[mark], colours["paper"]) >= 3, mark


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_shades_and_opposites_survive_a_grey_print(colours):
    """Shades go one way in lightness; for and against differ in it."""
    light = [_luminance(colours[each]) for each in palette.SHADES]
    assert light == sorted(light, reverse=colours is palette.LIGHT)
    assert _contrast(colours["yes"], colours["no"]) >= 1.5


def test_both_themes_know_the_same_roles():
    """A role without a colour would be drawn in black on black."""
    assert list(palette.LIGHT) == list(palette.DARK)
    assert {*palette.ON, *palette.ON.values(), *palette.MARKS, *palette.SHADES} <= set(
        palette.LIGHT
    )
