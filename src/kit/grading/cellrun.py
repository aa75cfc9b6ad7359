"""What became of a cell that was run."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class CellRun:
    """What became of one cell.

    Attributes
    ----------
    outcome
        ``ok``, ``error``, ``timeout``, ``died`` (the kernel ended in it) or
        ``not run`` (the time in all was used up).
    outputs
        As in a notebook file, cut at the limit.
    error
        Name and message of the exception, in one line; for a cell that died, what
        it did.
    """

    outcome: str
    outputs: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""
