"""Where an answer came from: a widget, what a widget gave, or the student's own code.

A widget that is run again elsewhere is empty, and so is everything taken from it. What
it gives therefore carries a mark: a frame in its ``attrs``, which pandas hands on to
what is made from it, a mapping by its class. So the grader looks for what the student's
own check had displayed, and never takes an empty form for a wrong answer.
"""

from typing import Any

import pandas as pd

MARK = "kit.widget"
EMPTY = "Your form is still empty."


class Taken(dict[Any, Any]):
    """A mapping that a widget gave, and what the widget says while nothing stands in it."""

    nothing_yet = EMPTY


def is_widget(value: object) -> bool:
    """Tell whether a value is a widget, which gives its answer by ``as_answer``."""
    return callable(getattr(value, "as_answer", None)) and not isinstance(value, type)


def taken(value: Any, nothing_yet: str = EMPTY) -> Any:
    """Mark what a widget gives.

    Parameters
    ----------
    value
        A frame or a mapping; anything else stays without a mark.
    nothing_yet
        What to tell a student who checks it while nothing stands in it.

    Examples
    --------
    >>> from_widget(taken({"claim": "T1"})), from_widget({"claim": "T1"})
    (True, False)
    """
    if isinstance(value, pd.DataFrame | pd.Series):
        value.attrs[MARK] = nothing_yet
    if type(value) is dict:
        value = Taken(value)
        value.nothing_yet = nothing_yet
    return value


def from_widget(value: object) -> bool:
    """Tell whether a value is a widget, or was taken from one.

    Examples
    --------
    >>> table = taken(pd.DataFrame({"part": ["claim", "data"]}))
    >>> from_widget(table[table["part"] == "claim"])
    True
    """
    if isinstance(value, pd.DataFrame | pd.Series):
        return MARK in value.attrs
    return isinstance(value, Taken) or is_widget(value)


def is_untouched(value: object) -> bool:
    """Tell whether a value was taken from a widget in which nothing stands yet."""
    empty = isinstance(value, pd.DataFrame | pd.Series | dict) and len(value) == 0
    return empty and from_widget(value)


def nothing_yet(value: object) -> str:
    """Give what a widget says while nothing stands in it; nothing for what was typed.

    Examples
    --------
    >>> nothing_yet(taken({}, "No slot is filled yet.")), nothing_yet({})
    ('No slot is filled yet.', '')
    """
    if isinstance(value, pd.DataFrame | pd.Series):
        return str(value.attrs.get(MARK, ""))
    return str(getattr(value, "nothing_yet", EMPTY)) if from_widget(value) else ""
