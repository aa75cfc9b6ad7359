"""Widgets: make one comparison visible, with a mouse, with keys alone, or by ear.

A widget is a state object: it keeps what you chose and typed, gives it as a
table and as text, and shows itself in a notebook. Names are fetched when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.widgets.attribution import Attribution as Attribution
    from kit.widgets.board import Board as Board
    from kit.widgets.carry import carried as carried
    from kit.widgets.certainty import Certainty as Certainty
    from kit.widgets.coder import Coder as Coder
    from kit.widgets.comparison import Comparison as Comparison
    from kit.widgets.forecast import Forecast as Forecast
    from kit.widgets.matrix import Matrix as Matrix
    from kit.widgets.network import Network as Network
    from kit.widgets.reader import Reader as Reader
    from kit.widgets.review import Review as Review
    from kit.widgets.timeline import Timeline as Timeline

__all__ = [
    "Attribution",
    "Board",
    "Certainty",
    "Coder",
    "Comparison",
    "Forecast",
    "Matrix",
    "Network",
    "Reader",
    "Review",
    "Timeline",
    "carried",
]

_HOME = {
    "Attribution": "kit.widgets.attribution",
    "Board": "kit.widgets.board",
    "Certainty": "kit.widgets.certainty",
    "Coder": "kit.widgets.coder",
    "Comparison": "kit.widgets.comparison",
    "Forecast": "kit.widgets.forecast",
    "Matrix": "kit.widgets.matrix",
    "Network": "kit.widgets.network",
    "Reader": "kit.widgets.reader",
    "Review": "kit.widgets.review",
    "Timeline": "kit.widgets.timeline",
    "carried": "kit.widgets.carry",
}


def __getattr__(name: str) -> Any:
    """Fetch a widget from the module it lives in."""
    if name not in _HOME:
        msg = f"module 'kit.widgets' has no attribute {name!r}; it offers {', '.join(__all__)}"
        raise AttributeError(msg)
    try:
        module = import_module(_HOME[name])
    except ModuleNotFoundError as error:
        if (error.name or "kit").partition(".")[0] == "kit":
            raise
        msg = f'A widget needs {error.name}. Run: python -m pip install ".[lab]"'
        raise ImportError(msg) from error
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
