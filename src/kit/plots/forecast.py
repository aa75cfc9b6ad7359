"""Forecasts: bars of probability, one group an option."""

import numpy as np
import pandas as pd

from kit.plots.picture import Picture, picture
from kit.plots.svg import Drawing
from kit.plots.words import Names, fit, namer, number, several, short, width
from kit.reading import forecasts

MOST = 30  # options
SERIES = ("yes", "no", "both", "panel")
_LABEL, _BAR, _LONG = 230.0, 20.0, 400.0


def draw(
    table: pd.DataFrame | pd.Series,
    *,
    names: Names = None,
    caption: str = "How likely is each outcome",
) -> Picture:
    """Draw one forecast, or several side by side.

    Parameters
    ----------
    table
        Options in rows; a column for each forecaster, or for the same one before and
        after. Up to four are drawn. Probabilities from 0 to 1; missing ones are open.
    names
        Names of options and columns, by id.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has ``option`` and the columns given.

    Raises
    ------
    ReadingError
        If a number is no probability.

    Examples
    --------
    >>> draw(pd.Series([0.75, 0.5], index=["troops", "none"], name="Ada")).alt
    'Most likely: troops, 75 % (Ada). The numbers of Ada add up to 125 %, not 100 %.'
    """
    given = table.to_frame(table.name or "forecast") if isinstance(table, pd.Series) else table
    forecasts.probabilities(given.fillna(0).to_numpy(dtype=float))
    name = namer(names)
    series = [name(each) for each in given.columns]
    options = [name(each) for each in given.index]
    values = given.to_numpy(dtype=float)
    frame = pd.DataFrame(values, columns=series).astype(object)
    frame.insert(0, "option", options, allow_duplicates=True)
    drawing = Drawing(720)
    top = _legend(drawing, series[: len(SERIES)]) if len(series) > 1 else 12.0
    for option, row in zip(options[:MOST], values, strict=False):
        top = _bars(drawing, top, option, row[: len(SERIES)])
    drawing.line((_LABEL, 12 if len(series) < 2 else 46), (_LABEL, top), edge="ink")
    over = [
        number(count - most, f"more {what}")
        for count, most, what in (
            (len(options), MOST, "option"),
            (len(series), len(SERIES), "column"),
        )
        if count > most
    ]
    if over:
        drawing.text(12, top + 18, [f"In the table: {' and '.join(over)}"], size=13, paint="soft")
        top += 24
    alt = _finding(options, series, values)
    return picture(drawing, top + 12, alt=alt, frame=frame, caption=caption)


def _legend(drawing: Drawing, series: list[str]) -> float:
    right = 12.0
    for number_, words in enumerate(series):
        text = fit(f"{number_ + 1} {words}", 140, 13)
        drawing.box(right, 14, 18, 18, fill=SERIES[number_])
        drawing.text(right + 24, 28, text, size=13)
        right += 38 + width(text[0], 13)
    return 46


def _bars(drawing: Drawing, top: float, option: str, row: np.ndarray) -> float:
    """Draw the bars of one option, each with its number."""
    lines = fit(option, _LABEL - 24, 13, lines=3)
    high = max(len(row) * _BAR, len(lines) * 16.25) + 12
    foot = top + high / 2 + 4.5 - (len(lines) - 1) * 8
    drawing.text(_LABEL - 10, foot, lines, size=13, anchor="end")
    start = top + (high - len(row) * _BAR) / 2
    for k, value in enumerate(row):
        known = value == value
        wide = _LONG * value if known else 0.0
        drawing.box(_LABEL, start + k * _BAR + 2, wide, _BAR - 4, fill=SERIES[k])
        words = f"{100 * value:.3g} %" if known else "open"
        if len(row) > 1:
            words = f"{k + 1}: {words}"
        drawing.text(_LABEL + wide + 6, start + k * _BAR + 15, [words], size=13)
    return top + high


def _finding(options: list[str], series: list[str], values: np.ndarray) -> str:
    parts = []
    for k, who in enumerate(series[: len(SERIES)]):
        column = values[:, k]
        known = column[~np.isnan(column)]
        if not known.size:
            parts.append(f"{short(who)} gives no numbers.")
            continue
        top = [
            option for option, value in zip(options, column, strict=True) if value == known.max()
        ]
        parts.append(f"Most likely: {several(top)}, {100 * known.max():.3g} % ({short(who)}).")
        if abs(known.sum() - 1) > 0.0005:
            total = f"{100 * known.sum():.3g} %"
            parts.append(f"The numbers of {short(who)} add up to {total}, not 100 %.")
    return " ".join(parts) or "No forecast."
