"""Colours by what they mean, for light and for dark.

The hues are those of Okabe and Ito (*Color Universal Design*, 2008), which people
with any kind of colour blindness can tell apart; ``yes`` and ``no`` differ in
lightness too, so they survive a grey print. A colour never stands alone: a sign,
a letter, a shape or a dash says the same.
"""

from collections.abc import Iterable, Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "panel": "#f3f3f3",
    "ink": "#1a1a1a",
    "soft": "#595959",
    "line": "#767676",
    "faint": "#dadada",
    "yes": "#0072b2",
    "no": "#e69f00",
    "both": "#cc79a7",
    "yes_tint": "#c6e2f3",
    "no_tint": "#fbe3b3",
    "pro": "#0072b2",
    "contra": "#b54f00",
    "on_yes": "#ffffff",
    "on_no": "#1a1a1a",
    "shade1": "#dcecf6",
    "shade2": "#a9d0e8",
    "shade3": "#62aad6",
    "shade4": "#0072b2",
}
DARK: Mapping[str, str] = {
    "paper": "#1c1c1c",
    "panel": "#2b2b2b",
    "ink": "#f2f2f2",
    "soft": "#bdbdbd",
    "line": "#8e8e8e",
    "faint": "#444444",
    "yes": "#56b4e9",
    "no": "#d55e00",
    "both": "#cc79a7",
    "yes_tint": "#1b4a66",
    "no_tint": "#6b3200",
    "pro": "#56b4e9",
    "contra": "#f0955a",
    "on_yes": "#111111",
    "on_no": "#111111",
    "shade1": "#1a3444",
    "shade2": "#1f5272",
    "shade3": "#3f97cd",
    "shade4": "#9bd5f7",
}

# What to write in on a fill; each pair has a contrast of 4.5 or more in both themes.
ON: Mapping[str, str] = {
    "paper": "ink",
    "panel": "ink",
    "yes": "on_yes",
    "no": "on_no",
    "both": "on_no",
    "yes_tint": "ink",
    "no_tint": "ink",
    "shade1": "ink",
    "shade2": "ink",
    "shade3": "on_no",
    "shade4": "on_yes",
}
# Marks that carry meaning by themselves on paper: a contrast of 3 or more.
MARKS = ("ink", "soft", "line", "pro", "contra")
# Fills of a heat map, from nothing to all; a number always stands in them.
SHADES = ("paper", "shade1", "shade2", "shade3", "shade4")


def css(colours: Mapping[str, str], used: Iterable[str], before: str = "") -> str:
    """Write the rules that give every role its colour.

    Parameters
    ----------
    colours
        `LIGHT` or `DARK`.
    used
        The roles to write rules for.
    before
        A selector that each rule stands under, such as ``.kit-dark``.

    Examples
    --------
    >>> css(DARK, ["ink"])
    '.f-ink{fill:#f2f2f2}.s-ink{stroke:#f2f2f2}'
    """
    stem = f"{before} " if before else ""
    return "".join(
        f"{stem}.f-{role}{{fill:{colours[role]}}}{stem}.s-{role}{{stroke:{colours[role]}}}"
        for role in used
    )


def shade(share: float) -> str:
    """Choose the fill for a share from 0 to 1.

    Examples
    --------
    >>> [shade(share) for share in (0, 0.1, 0.5, 1)]
    ['paper', 'shade1', 'shade2', 'shade4']
    """
    if not share > 0:
        return SHADES[0]
    return SHADES[1 + min(3, int(share * 4 - 1e-9))]
