"""The steps of somebody's work, to be taken back and done again."""

from typing import Any

STEPS = 200
Kept = dict[str, Any]


class History:
    """What stood after each step; the oldest of many are forgotten.

    Parameters
    ----------
    start
        What stands before the first step.

    Examples
    --------
    >>> history = History({"marks": 0})
    >>> history.add({"marks": 2})
    True
    >>> history.undo(), history.now, history.undo()
    (True, {'marks': 0}, False)
    """

    def __init__(self, start: Kept) -> None:
        self.now = start
        self._past: list[Kept] = []
        self._future: list[Kept] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return bool(self._future)

    def add(self, now: Kept) -> bool:
        """Note what stands now; say whether that was a step."""
        if now == self.now:
            return False
        self._past = [*self._past, self.now][-STEPS:]
        self._future = []
        self.now = now
        return True

    def undo(self) -> bool:
        """Take the last step back, if there is one."""
        return self._go(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was taken back last, if anything was."""
        return self._go(self._future, self._past)

    def _go(self, source: list[Kept], target: list[Kept]) -> bool:
        if not source:
            return False
        target.append(self.now)
        self.now = source.pop()
        return True
