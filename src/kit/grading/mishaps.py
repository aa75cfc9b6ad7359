"""What befell cells that hold no answer: no exercise tells of them, so the notebook does."""

from collections.abc import Iterator

from kit.grading.cellrun import CellRun
from kit.grading.compose import Composed
from kit.grading.kernels import Limits

SHOWN = 40  # letters of the cell's first line


def mishaps(composed: Composed, runs: list[CellRun], limits: Limits) -> str:
    """Say which of the student's other cells were stopped or ended Python; empty if none.

    Parameters
    ----------
    composed, runs
        The cells, and what became of each.
    limits
        How long a cell may take.
    """
    told = list(_told(composed, runs, limits))
    if told and all(run.outcome != "not run" for run in runs):
        told.append("All other cells were run.")
    return " ".join(told)


def _told(composed: Composed, runs: list[CellRun], limits: Limits) -> Iterator[str]:
    places = (*composed.answers.values(), *composed.checks.values())
    known = {place for mine in places for place in mine}
    for place, run in enumerate(runs):
        if place not in known and run.outcome in ("timeout", "died"):
            yield f"{_called(composed.sources[place])} {_fate(run, limits)}"


def _called(source: str) -> str:
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return f"A cell without an answer ({first[:SHOWN]}{'…' if len(first) > SHOWN else ''})"


def _fate(run: CellRun, limits: Limits) -> str:
    if run.outcome == "timeout":
        return f"was stopped: it took longer than {limits.cell:g} seconds."
    return f"was stopped: it {run.error}." if run.error else "ended Python itself."
