"""Where an answer came from: a widget, what a widget gave, or the student's own code.

A widget that is run again elsewhere is empty, and so is everything taken from it. What
it gives therefore carries a mark: a frame in its ``attrs``, which pandas hands on to
what is made from it, a mapping by its class. So the grader looks for what the student's
own check had displayed, and never takes an empty form for a wrong answer.
"""

from typing import Any

import pandas as pd

MARK = "kit.widget"


class Taken(dict[Any, Any]):
    """A mapping that a widget gave."""


def is_widget(value: object) -> bool:
    """Tell whether a value is a widget, which gives its answer by ``as_answer``."""
    return callable(getattr(value, "as_answer", None)) and not isinstance(value, type)


def taken(value: Any) -> Any:
    """Mark what a widget gives.

    Examples
    --------
    >>> from_widget(taken({"claim": "T1"})), from_widget({"claim": "T1"})
    (True, False)
    """
    if isinstance(value, pd.DataFrame | pd.Series):
        value.attrs[MARK] = True
    return Taken(value) if type(value) is dict else value


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
