"""What a class coded, as tables of coders × units, and what it forecast.

An exercise is a coding if another reading of some unit can be defended in it, or if
students rate what they like in a table of their own. There it is no mistake to
differ, and worth talking about where.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kit.exercise.key import Entry
from kit.exercise.own_table import spelled
from kit.exercise.plaindata import NotAnAnswer, checked
from kit.grading.items import Item
from kit.grading.parts import WHOLE, Part
from kit.reading import agreement, forecasts
from kit.reading.grades import CREDIBILITY, RELIABILITY
from kit.reading.ratings import NOT_APPLICABLE, SCALE

RATINGS = tuple(sorted(SCALE, key=SCALE.__getitem__))
# By name: the values of a scale from low to high, and the one that says "no judgement".
SCALES: dict[str, tuple[tuple[str, ...], str]] = {
    "ratings": (RATINGS, NOT_APPLICABLE),
    "reliability": (tuple(map(str, RELIABILITY[:-1])), str(RELIABILITY[-1])),
    "credibility": (tuple(map(str, CREDIBILITY[:-1])), str(CREDIBILITY[-1])),
}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
LEAST = 2  # coders


@dataclass(frozen=True)
class Coding:
    """What a class coded in one exercise, on one scale.

    Attributes
    ----------
    exercise, title
        Which exercise.
    table
        Coders × units, as `kit.reading.agreement` takes it; missing where open.
    order
        The values from low to high; empty if they have no order.
    aside
        A value beside the order, which says that it cannot be judged.
    """

    exercise: str
    title: str
    table: pd.DataFrame
    order: tuple[str, ...] = ()
    aside: str = ""

    @property
    def level(self) -> str:
        """The level of measurement."""
        return "ordinal" if self.order else "nominal"

    def alpha(self) -> float:
        """Give Krippendorff's alpha; without an order, values are the same or not.

        What stands beside the order counts as not coded.
        """
        table = self.table.where(self.table != self.aside) if self.aside else self.table
        return agreement.alpha(table, self.level, order=self.order or None)

    def values(self) -> list[str]:
        """List the values that occur: in their order, or the most frequent first."""
        counts = self.table.stack().value_counts()
        scale = (*self.order, self.aside)
        return [v for v in scale if v in counts] if self.order else counts.index.tolist()

    def by_unit(self) -> pd.DataFrame:
        """Say where they differ: units × values (how many coders), coders, disagreement.

        ``disagreement`` is the share of all pairs of coders that differ on the unit.
        """
        counts = pd.DataFrame(
            {unit: self.table[unit].value_counts() for unit in self.table}, dtype=float
        )
        found = counts.reindex(self.values()).fillna(0).astype(int).T
        coders = found.sum(axis=1)
        pairs = coders * (coders - 1)
        alike = (found * (found - 1)).sum(axis=1)
        share = 1 - alike / pairs.where(pairs > 0)
        return found.assign(coders=coders, disagreement=share)


def from_parts(items: Iterable[Item], entry: Entry, exercise: str) -> list[Coding]:
    """Take the codings out of the answers to one exercise, a mapping.

    Parameters
    ----------
    items
        Those of this exercise.
    entry
        Of the open key. Units that it does not have are left out.

    Returns
    -------
    list of Coding
        One a scale; none if no other reading can be defended in this exercise.
    """
    if not (entry["kind"] == "mapping" and entry["wants_why"]):
        return []
    units = {json.loads(next(iter(slot)))[0] for slot in entry["slots"]}
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    rows = []
    for item in items:
        row = {}
        for part in item.parts:
            unit, value = _meant(part)
            if unit in units and value:
                row[unit] = value
                spelled[unit][part.unit] += 1
                spelled[value][part.value] += 1
        rows.append(row)
    usual = {meant: counts.most_common(1)[0][0] for meant, counts in spelled.items()}
    table = pd.DataFrame([{u: usual[v] for u, v in row.items()} for row in rows], dtype=object)
    return list(_by_scale(exercise, entry, table.rename(columns=usual)))


def _meant(part: Part) -> tuple[str, str]:
    """Read unit and value of a mapping's part as they are meant, not as they are spelled."""
    found = json.loads(part.same) if part.unit != WHOLE else []
    match found:
        case [str(unit), str() | int() | float() as value]:
            return unit, str(value)
    return "", ""


def from_tables(payloads: Iterable[dict[str, Any]], entry: Entry, exercise: str) -> list[Coding]:
    """Take the codings out of tables of the students' own: a unit and its value in each row."""
    allowed = entry["rule"]["own_table"].get("allowed", {})
    columns = list(allowed)
    if len(columns) < 2:
        return []
    rows = []
    for records in map(_records, payloads):
        pairs = [[spelled(row.get(name), allowed[name]) for name in columns[:2]] for row in records]
        rows.append({unit: value for unit, value in pairs if _said(unit) and _said(value)})
    return list(_by_scale(exercise, entry, pd.DataFrame(rows, dtype=object)))


def _by_scale(exercise: str, entry: Entry, table: pd.DataFrame) -> Iterator[Coding]:
    """Put units that are coded on one scale together; names have no order.

    One unit alone is no scale: its values may look like one by chance.
    """
    scales = {str(unit): _scale(table[unit]) for unit in table}
    if "reliability" not in scales.values():  # a letter and a digit go together
        scales = {u: "numbers" if s == "credibility" else s for u, s in scales.items()}
    sizes = Counter(scales.values())
    scales = {unit: s if sizes[s] > 1 else "names" for unit, s in scales.items()}
    for scale in sorted(set(scales.values())):
        coded = table[sorted(unit for unit, mine in scales.items() if mine == scale)]
        if scale in SCALES:
            coded = coded.apply(lambda column: column.str.upper())
        coded = coded.dropna(how="all").reset_index(drop=True)
        order, aside = SCALES.get(scale, ((), ""))
        if scale == "numbers":
            order = tuple(sorted({v for unit in coded for v in coded[unit].dropna()}, key=float))
        if len(coded) >= LEAST:
            yield Coding(exercise, entry["title"], coded, order, aside)


def _scale(values: pd.Series) -> str:
    """Name the scale that the values of a unit lie on."""
    occurring = {str(value).upper() for value in values.dropna()}
    for name, (order, aside) in SCALES.items():
        if occurring <= {*order, aside}:
            return name
    return "numbers" if all(NUMBER.fullmatch(value) for value in occurring) else "names"


def _records(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Read the rows of a table that somebody displayed; nothing in it is trusted."""
    try:
        data = checked(payload.get("answer"))
    except NotAnAnswer:
        return []
    if not (isinstance(data, dict) and "table" in data):
        return []
    names = [str(name) for name in data["table"]["columns"]]
    return [dict(zip(names, row, strict=True)) for row in data["table"]["rows"]]


def _said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


@dataclass(frozen=True)
class Forecasts:
    """What a class forecast.

    Attributes
    ----------
    table
        Forecasters × options, probabilities as given.
    outcome
        The option that came true; empty if nobody has recorded it.
    """

    exercise: str
    title: str
    table: pd.DataFrame
    outcome: str = ""

    def pooled(self) -> pd.DataFrame:
        """Give, by option: lowest, median, highest, plain mean, and the pooled forecast.

        Pooled: each forecast is made coherent, then they are averaged.
        """
        given = self.table
        return pd.DataFrame(
            {
                "lowest": given.min(),
                "median": given.median(),
                "highest": given.max(),
                "mean": given.mean(),
                "pooled": forecasts.pool(given.to_numpy()),
            },
            index=given.columns,
        )

    def incoherent(self) -> int:
        """Count the forecasts that did not add up to 1."""
        return int((np.asarray(forecasts.incoherence(self.table.to_numpy())) > 1e-6).sum())

    def brier(self) -> pd.Series:
        """Score them against the outcome: the pooled forecast, the mean of all, equal chances."""
        place = list(self.table.columns).index(self.outcome)
        scores = [forecasts.brier(row, place) for row in self.table.to_numpy()]
        equal = np.full(self.table.shape[1], 1 / self.table.shape[1])
        return pd.Series(
            {
                "the class, pooled": forecasts.brier(self.pooled()["pooled"].to_numpy(), place),
                "one student, on average": float(np.mean(scores)),
                "equal chances for all": forecasts.brier(equal, place),
            }
        )


def forecasts_in(
    payloads: Iterable[dict[str, Any]], entry: Entry, exercise: str, outcome: str = ""
) -> Forecasts | None:
    """Take the forecasts out of tables of the students' own.

    They are tables with a column of options and one of numbers that must add up to 1;
    a forecast that lacks an option, or has what is no probability, is left out.
    """
    options = forecast_options(entry)
    if not options:
        return None
    own = entry["rule"]["own_table"]
    column, probability = next(iter(own["allowed"])), next(iter(own["total"]))
    rows = []
    for records in map(_records, payloads):
        found = {row[column]: row.get(probability) for row in records if _said(row.get(column))}
        given = [found.get(option) for option in options]
        if all(_probability(p) for p in given):
            rows.append(given)
    if not rows:
        return None
    return Forecasts(
        exercise, entry["title"], pd.DataFrame(rows, columns=options, dtype=float), outcome
    )


def forecast_options(entry: Entry | None) -> list[str]:
    """List what can be forecast in an exercise: a table whose numbers must add up to 1."""
    own = entry["rule"]["own_table"] if entry else {}
    allowed, whole = own.get("allowed", {}), own.get("total", {})
    if 1 not in whole.values() or not allowed:
        return []
    return [str(option) for option in next(iter(allowed.values()))]


def _probability(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def disputed(codings: Sequence[Coding]) -> pd.DataFrame:
    """List the units of all codings on which coders differ most: exercise, unit, disagreement."""
    found = [
        coding.by_unit()[["disagreement"]].assign(exercise=coding.exercise).rename_axis("unit")
        for coding in codings
    ]
    if not found:
        return pd.DataFrame(columns=["exercise", "unit", "disagreement"])
    table = pd.concat(found).reset_index()
    chosen = table[table["disagreement"] > 0]
    return chosen.sort_values(["disagreement", "exercise", "unit"], ascending=[False, True, True])[
        ["exercise", "unit", "disagreement"]
    ]
