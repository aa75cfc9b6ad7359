"""A timeline: events in their order, on an axis that is true to time."""

import numpy as np
import pandas as pd

from kit.plots.picture import Picture, picture
from kit.plots.svg import SHAPES, Drawing, point
from kit.plots.words import Names, clean, fit, namer, number, short, width
from kit.reading import frames

MOST = 80
_AXIS, _LABEL, _TOP = 70.0, 150.0, 46.0
_FILLS = ("yes", "no", "both", "paper")


def draw(
    events: pd.DataFrame,
    *,
    date: str = "date",
    end: str | None = "date_end",
    event: str = "event",
    kind: str | None = "kind",
    names: Names = None,
    caption: str = "What happened when",
) -> Picture:
    """Draw dated events from top to bottom.

    Parameters
    ----------
    events
        One row an event; rows without a date come last, without a place on the axis.
    date, end, event, kind
        Columns: day, last day (None or missing: one day), words, and what it is
        (None: no kinds). The first four kinds have a shape of their own.
    names
        Names of the kinds.
    caption
        One line above the picture.

    Returns
    -------
    Picture
        Its table has ``date``, ``until``, ``event`` and ``kind``.

    Raises
    ------
    ReadingError
        If a column is missing or a date is none.

    Examples
    --------
    >>> events = pd.DataFrame({"date": ["2017-07-10", "2017-07-04"], "event": ["report", "talks"]})
    >>> draw(events, end=None, kind=None).alt
    '2 events, from 4 July 2017 to 10 July 2017. Longest gap: 6 days, after talks.'
    """
    frames.need(events, date, event, *([kind] if kind else []), *([end] if end else []))
    name = namer(names)
    table = pd.DataFrame(
        {
            "date": frames.dates(events, date),
            "until": frames.dates(events, end) if end else pd.NaT,
            "event": [clean(each) for each in events[event]],
            "kind": [name(each) if clean(each) else "" for each in events[kind]] if kind else "",
        }
    ).sort_values("date", kind="stable", ignore_index=True)
    drawing, bottom = sketch(table)
    shown = table.assign(
        date=table["date"].map(_day),
        until=table["until"].where(table["until"] > table["date"]).map(_day),
    )
    return picture(drawing, bottom, alt=_finding(table), frame=shown, caption=caption)


def sketch(
    table: pd.DataFrame, keys: list[str] | None = None, kinds: list[str] | None = None
) -> tuple[Drawing, float]:
    """Draw the timeline alone, for pictures and widgets.

    Parameters
    ----------
    table
        ``date`` (timestamps), ``event`` and ``kind`` (texts), in order of time.
    keys
        The key of each row's group; by default its number.
    kinds
        All kinds, so that each keeps its shape when some are not drawn; by default
        those that occur, the most frequent first.

    Returns
    -------
    tuple
        The drawing and its height.
    """
    drawing = Drawing(720)
    dated = table["date"].notna()
    if kinds is None:
        kinds = list(table["kind"].value_counts().index)
    named = table.assign(key=keys or list(map(str, range(len(table)))))
    bottom = _axis(drawing, named[dated], [each for each in kinds if each])
    over = max(int(dated.sum()) - MOST, 0) + int((~dated).sum())
    if over:
        rest = f"In the table: {number(over, 'more event')}"
        drawing.text(12, bottom + 18, [rest], size=13, paint="soft")
        bottom += 24
    return drawing, bottom + 12


def _axis(drawing: Drawing, dated: pd.DataFrame, kinds: list[str]) -> float:
    """Draw the axis and, evenly spaced beside it, what happened."""
    drawn = dated.iloc[:MOST]
    if drawn.empty:
        return 12
    shapes = _legend(drawing, kinds)
    lines = [fit(each, 720 - _LABEL - 112, 13, lines=3) for each in drawn["event"]]
    rows = [8.0 + 16 * max(len(each), 1) for each in lines]
    high = max(sum(rows), 120.0)
    first, last = drawn["date"].iloc[0], drawn["date"].iloc[-1]
    days = max((last - first).days, 1)
    drawing.line((_AXIS, _TOP), (_AXIS, _TOP + high), edge="ink", thick=1.5)
    _years(drawing, first, last, high)
    top = _TOP
    for row, (_, each) in enumerate(drawn.iterrows()):
        at = _TOP + high * (each["date"] - first).days / days
        middle = top + rows[row] / 2
        steps = f"M{point(_AXIS, at)}L{point(_LABEL - 30, middle)}L{point(_LABEL - 14, middle)}"
        with drawing.group(each["key"]):
            drawing.path(steps, edge="line")
            shape, fill = shapes.get(each["kind"], ("circle", "paper"))
            drawing.mark(_LABEL - 6, middle, 5.5, shape=shape, fill=fill)
            foot = middle + 4.5 - (len(lines[row]) - 1) * 8
            drawing.text(_LABEL + 8, middle + 4.5, [_day(each["date"])], size=13, paint="soft")
            drawing.text(_LABEL + 108, foot, lines[row], size=13)
        drawing.mark(_AXIS, at, 2.5, fill="ink")
        top += rows[row]
    return _TOP + high + 8


def _legend(drawing: Drawing, kinds: list[str]) -> dict[str, tuple[str, str]]:
    """Give each of the first kinds a shape; the others share an empty circle."""
    shapes = dict(zip(kinds, zip(SHAPES, _FILLS, strict=True), strict=False))
    right = 20.0
    entries = [(*shapes[each], each) for each in kinds[: len(SHAPES)]]
    if len(kinds) > len(SHAPES):
        entries.append(("circle", "paper", "other"))
    for shape, fill, words in entries:
        drawing.mark(right, 22, 5.5, shape=shape, fill=fill)
        text = fit(words, 130, 13)
        drawing.text(right + 12, 26.5, text, size=13)
        right += 34 + width(text[0], 13)
    return shapes


def _years(drawing: Drawing, first: pd.Timestamp, last: pd.Timestamp, high: float) -> None:
    """Write years at the axis, or the first and last day if all lies in one."""
    days = max((last - first).days, 1)
    marks = [(first, str(first.year))]
    free = _TOP
    for year in range(first.year + 1, last.year + 1):
        marks.append((pd.Timestamp(year=year, month=1, day=1), str(year)))
    for moment, words in marks:
        at = _TOP + high * max((moment - first).days, 0) / days
        if at >= free:
            drawing.line((_AXIS - 6, at), (_AXIS, at), edge="ink")
            drawing.text(_AXIS - 10, at + 4.5, [words], size=13, anchor="end", paint="soft")
            free = at + 17


def _finding(table: pd.DataFrame) -> str:
    dated = table[table["date"].notna()]
    undated = len(table) - len(dated)
    rest = f" {number(undated, 'event')} without a date." if undated else ""
    if dated.empty:
        return f"No dated events.{rest}"
    first, last = dated["date"].iloc[0], dated["date"].iloc[-1]
    if first == last:
        return f"{number(len(dated), 'event')}, on {_long(first)}.{rest}"
    gaps = dated["date"].diff().dt.days.to_numpy()
    widest = int(np.nanargmax(gaps))
    before = short(dated["event"].iloc[widest - 1])
    return (
        f"{number(len(dated), 'event')}, from {_long(first)} to {_long(last)}. "
        f"Longest gap: {number(int(gaps[widest]), 'day')}, after {before}.{rest}"
    )


def _day(moment: pd.Timestamp) -> str:
    return "" if pd.isna(moment) else f"{moment:%Y-%m-%d}"


def _long(moment: pd.Timestamp) -> str:
    return f"{moment.day} {moment:%B %Y}"
