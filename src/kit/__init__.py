"""Rival Readings: learn to read one news story critically.

The front door. Names are fetched when first used, so that ``import kit``
alone loads neither pandas nor anything of Jupyter.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.case.package import Case as Case
    from kit.case.package import list_cases as list_cases
    from kit.case.package import load_case as load_case
    from kit.case.show import show as show
    from kit.exercise.check import check as check
    from kit.exercise.check import hint as hint
    from kit.exercise.progress import progress as progress
    from kit.widgets.carry import carried as carried

__all__ = ["carried", "check", "hint", "list_cases", "load_case", "progress", "show"]

_HOME = {
    "Case": "kit.case.package",
    "list_cases": "kit.case.package",
    "load_case": "kit.case.package",
    "check": "kit.exercise.check",
    "hint": "kit.exercise.check",
    "progress": "kit.exercise.progress",
    "show": "kit.case.show",
    "carried": "kit.widgets.carry",
}


def __getattr__(name: str) -> Any:
    """Fetch a public name from the room it lives in."""
    if name not in _HOME:
        msg = f"module 'kit' has no attribute {name!r}; it offers {', '.join(sorted(_HOME))}"
        raise AttributeError(msg)
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
