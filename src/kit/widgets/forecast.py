"""Forecast sliders: probabilities that sum to 100, and are locked before the outcome.

While they are moved they may sum to anything, because that is how people think; one
action makes them coherent (`kit.reading.forecasts.coherentize`), and locking writes
them down with their time and a digest (`kit.reading.locked`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import traitlets

from kit.plots import forecast as plot
from kit.plots.picture import Picture
from kit.reading import frames, locked
from kit.reading.forecasts import coherentize
from kit.widgets.state import State, action

WHOLE = 100
SEAL = 8  # signs of a digest that people write down


class Forecast(State):
    """Say how likely each option is, and lock it.

    Parameters
    ----------
    name
        A name of its own, such as ``"8.4"``; see `State`.
    question
        What is forecast, with its deadline.
    options
        Of which exactly one will be true, two or more.
    forecaster
        Whose forecast it is.
    as_of
        For an exercise about the past: the day whose knowledge you use.
    texts
        What the options mean, by option.
    reasons
        Whether a reason is asked for each option. The answer is then a table
        ``outcome, probability, reason``. A lock holds the numbers, not the reasons.

    Raises
    ------
    ReadingError
        If there are fewer than two options, or one repeats.

    Examples
    --------
    >>> rain = Forecast("example", "Rain by noon?", ["yes", "no"])
    >>> rain.put("yes", 80)
    >>> rain.even_out()
    >>> rain.percent
    {'yes': 65, 'no': 35}
    """

    title = "Forecast"
    about = (
        "How likely is each option? Give it a chance from 0 to 100 %. Exactly one of them comes "
        "true, so together they make 100 %."
    )
    script = "forecast.js"
    nothing_yet = "You have not moved a slider yet."

    percent = traitlets.Dict().tag(kept=True)
    record = traitlets.Unicode("").tag(kept=True)
    reasons = traitlets.Dict().tag(kept=True)

    def __init__(
        self,
        name: str,
        question: str,
        options: list[str],
        forecaster: str = "",
        as_of: str | None = None,
        texts: Mapping[str, str] | pd.Series | None = None,
        reasons: bool = False,
    ) -> None:
        self.question = question
        self.options = [str(option) for option in options]
        if len(set(self.options)) < max(2, len(self.options)):
            msg = f"The options are {', '.join(self.options)}. Allowed: two or more, each once."
            raise frames.ReadingError(msg)
        self.forecaster = forecaster
        self.as_of = as_of
        given = {} if texts is None else dict(texts)
        self.texts = {str(option): str(text) for option, text in given.items()}
        self.asks_why = reasons
        self.even = _shares([1 / len(self.options)] * len(self.options), self)
        super().__init__(name, percent=self.even)

    @property
    def total(self) -> int:
        """What the sliders sum to."""
        return sum(self._values())

    @action
    def put(self, option: str, percent: int) -> None:
        """Move one slider; the others stay where they are."""
        self._refuse_if_locked()
        frames.choose("option", option, self.options)
        value = int(percent)
        if not 0 <= value <= WHOLE:
            msg = f"{option}: {value} is no percentage. Allowed: 0 to 100."
            raise frames.ReadingError(msg)
        self.percent = self.percent | {option: value}
        self.message = f"{option}: {value} %. {self._sum()}"

    @action
    def even_out(self) -> None:
        """Move all sliders as little as possible so that they sum to 100."""
        self._refuse_if_locked()
        near = coherentize([value / WHOLE for value in self._values()])
        self.percent = self.percent | _shares(list(near), self)
        self.message = f"Moved as little as possible. {self._sum()}"

    @action
    def lock(self) -> None:
        """Write the forecast down, with its time and a seal; it cannot be moved after that."""
        self._refuse_if_locked()
        if self.total != WHOLE:
            msg = f"{self._sum()} Press “Even out to 100” first, or move the sliders."
            raise frames.ReadingError(msg)
        made = locked.lock(
            self.question, self.shares(), forecaster=self.forecaster, as_of=self.as_of
        )
        self.record = made.to_json()
        self.message = (
            f"Locked. Its seal begins with {made.digest[:SEAL]}: write that down elsewhere."
        )

    @action
    def explain(self, option: str, reason: str) -> None:
        """Write down why an option is as likely as it is."""
        frames.choose("option", option, self.options)
        self.reasons = self.reasons | {option: reason}

    def written(self) -> locked.Locked | None:
        """Give the locked record, or None; fails if somebody changed it."""
        return locked.unlock(self.record) if self.record else None

    def frame(self) -> pd.DataFrame:
        """Give a row for each option."""
        table = pd.DataFrame({"option": self.options, "percent": self._values()})
        return table.assign(reason=self._reasons()) if self.asks_why else table

    def shares(self) -> dict[str, float]:
        """Give the probability of each option."""
        return {option: self.percent[option] / WHOLE for option in self.options}

    @property
    def untouched(self) -> bool:
        """Whether every slider stands where it stood, with no reason and no lock."""
        return self.percent == self.even and not any(self._reasons()) and not self.record

    def as_answer(self) -> dict[str, Any] | pd.DataFrame:
        """Give the probability of each option, in a table with the reasons where they are asked.

        While nobody has touched it, each is ``...``: that is not answered.
        """
        shares = dict.fromkeys(self.options, ...) if self.untouched else self.shares()
        if not self.asks_why:
            return shares
        reasons = [... if self.untouched else reason for reason in self._reasons()]
        table = {"outcome": self.options, "probability": shares.values(), "reason": reasons}
        return pd.DataFrame(table)

    def picture(self) -> Picture:
        """Give the options as bars."""
        given = pd.Series(self.shares(), name=self.forecaster or "forecast", dtype=float)
        return plot.draw(given, caption=self.question)

    def text(self) -> str:
        """Tell the question, each option, the sum, and whether it is locked."""
        told = ", ".join(f"{option} {self.percent[option]} %" for option in self.options)
        meant = [f"{option}: {text}" for option, text in self.texts.items()]
        because = zip(self.options, self._reasons(), strict=True)
        why = [f"Because, for {option}: {reason}" for option, reason in because if reason]
        start = " Nobody has moved a slider yet." if self.untouched else ""
        first = f"Forecast: {self.question} {told}. {self._sum()}{start} {self._lock()}"
        return "\n".join([first, *meant, *why])

    def content(self) -> dict[str, Any]:
        """Give question, options and sum."""
        record = self.written()
        return {
            "question": self.question,
            "options": self.options,
            "texts": self.texts,
            "percent": self.percent,
            "reasons": self.reasons if self.asks_why else None,
            "total": self.total,
            "sum": self._sum(),
            "locked": self._lock() if record else "",
            "seal": [record.digest[:SEAL], record.digest[SEAL:]] if record else [],
        }

    @traitlets.validate("record")
    def _keep_locked(self, proposal: Any) -> str:
        """A record that is there stays: undo, redo and saved files cannot take a lock back."""
        if self.record and proposal["value"] != self.record:
            return str(self.record)
        return str(proposal["value"])

    @traitlets.validate("percent")
    def _stay_when_locked(self, proposal: Any) -> dict[str, int]:
        return dict(self.percent if self.record else proposal["value"])

    def _values(self) -> list[int]:
        return [self.percent.get(option, 0) for option in self.options]

    def _reasons(self) -> list[str]:
        return [str(self.reasons.get(option, "")) for option in self.options]

    def _sum(self) -> str:
        gap = WHOLE - self.total
        if gap == 0:
            return "Together 100 %."
        return f"Together {self.total} %: {abs(gap)} too {'few' if gap > 0 else 'many'}."

    def _lock(self) -> str:
        """Say whether it is locked, and since when."""
        record = self.written()
        if record is None:
            return "Not locked."
        at = datetime.fromisoformat(record.locked_at)
        return f"Locked on {at.day} {at:%B %Y} at {at:%H:%M} {at.tzname()}."

    def _refuse_if_locked(self) -> None:
        if self.record:
            msg = "This forecast is locked. Make another one, with a name of its own."
            raise frames.ReadingError(msg)


def _shares(parts: list[float], forecast: Forecast) -> dict[str, int]:
    """Round to whole percents that still sum to 100: the largest remainders get the rest."""
    floors = [int(part * WHOLE + 1e-9) for part in parts]
    left = WHOLE - sum(floors)
    by_rest = sorted(range(len(parts)), key=lambda n: (floors[n] - parts[n] * WHOLE, n))
    up = set(by_rest[:left])
    shares = [floor + (number in up) for number, floor in enumerate(floors)]
    return dict(zip(forecast.options, shares, strict=True))
