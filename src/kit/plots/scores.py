"""Scores of hypotheses under four rules, side by side."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from kit.plots.picture import Picture, picture
from kit.plots.svg import Drawing
from kit.plots.words import Names, fit, namer, number, several
from kit.reading import frames
from kit.reading.hypotheses import RULES, winners

MOST = 40
_LABEL, _PANEL, _ROW = 200.0, 128.0, 34.0


def draw(
    compared: pd.DataFrame,
    *,
    names: Names = None,
    caption: str = "What contradicts each reading, under four rules",
) -> Picture:
    """Draw the four scores of each hypothesis; a star marks the least contradicted.

    Parameters
    ----------
    compared
        By hypothesis, as :func:`kit.reading.hypotheses.compare` gives.
    names
        Names of the hypotheses, by id.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has ``hypothesis``, the four scores and ``best by``.

    Raises
    ------
    ReadingError
        If the column of a rule is missing.

    Examples
    --------
    >>> from kit.reading.hypotheses import compare
    >>> cells = [("E1", "A", "C"), ("E1", "B", "I")]
    >>> rated = pd.DataFrame(cells, columns=["evidence_id", "hypothesis_id", "rating"])
    >>> draw(compare(rated)).alt
    'Under all four rules A is least contradicted.'
    """
    frames.need(compared, *RULES)
    name = namer(names)
    best = {rule: winners(compared[rule]) for rule in RULES}
    frame = compared[list(RULES)].reset_index(drop=True)
    frame.insert(0, "hypothesis", [name(each) for each in compared.index])
    frame["best by"] = [
        ", ".join(rule for rule in RULES if each in best[rule]) for each in compared.index
    ]
    drawing = Drawing(720)
    end = _panels(drawing, compared.iloc[:MOST], best, name)
    if len(compared) > MOST:
        rest = number(len(compared) - MOST, "more row")
        drawing.text(12, end + 20, [f"In the table: {rest}"], size=13, paint="soft")
        end += 26
    return picture(drawing, end + 12, alt=_finding(best, name), frame=frame, caption=caption)


def _panels(
    drawing: Drawing,
    compared: pd.DataFrame,
    best: dict[str, tuple[Any, ...]],
    name: Callable[[Any], str],
) -> float:
    """Draw a panel a rule; bars of different rules are not to the same scale."""
    drawing.text(12, 26, ["★ least contradicted"], size=13)
    for i, each in enumerate(compared.index):
        lines = fit(name(each), _LABEL - 20, 13, lines=2)
        foot = 66 + i * _ROW + 17 - (len(lines) - 1) * 8
        drawing.text(_LABEL - 8, foot, lines, size=13, anchor="end")
    for k, rule in enumerate(RULES):
        left = _LABEL + k * _PANEL
        drawing.text(left, 50, [rule], size=13, bold=True)
        values = compared[rule].astype(float).fillna(0)
        low, high = min(values.min(), 0), max(values.max(), 0)
        unit = (_PANEL - 64) / ((high - low) or 1)
        zero = left + -low * unit
        foot = 60 + len(compared) * _ROW
        for i, (each, value) in enumerate(values.items()):
            won = each in best[rule]
            top = 62 + i * _ROW
            start = zero + min(value, 0) * unit
            drawing.box(start, top + 4, abs(value) * unit, _ROW - 14, fill="yes" if won else "no")
            words = f"{value:.3g}{' ★' if won else ''}".replace("-", "−")
            drawing.text(left + (high - low) * unit + 5, top + 20, [words], size=13, bold=won)
        drawing.line((zero, 58), (zero, foot), edge="ink")
    return 62 + len(compared) * _ROW


def _finding(best: dict[str, tuple[Any, ...]], name: Callable[[Any], str]) -> str:
    if not any(best.values()):
        return "No hypotheses."
    groups: dict[tuple[Any, ...], list[str]] = {}
    for rule, won in best.items():
        groups.setdefault(won, []).append(rule)
    if len(groups) == 1:
        won = next(iter(groups))
        verb = "is" if len(won) == 1 else "are"
        return f"Under all four rules {several(map(name, won))} {verb} least contradicted."
    parts = [f"{several(map(name, won))} by {several(rules)}" for won, rules in groups.items()]
    return f"The rule decides who is least contradicted: {'; '.join(parts)}."
