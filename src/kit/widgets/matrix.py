"""The hypothesis matrix: rate every item of evidence against every rival reading.

Heuer's Analysis of Competing Hypotheses with what its critics asked for: hypotheses
in rows (Dhami and others 2024), a reason for each cell, four rules at once, and what
the result hangs on. The arithmetic is that of `kit.reading.hypotheses` and
`kit.reading.fragility`; a score is not a probability.
"""

import math
from typing import Any

import pandas as pd
import traitlets

from kit.plots import matrix as plot
from kit.plots.picture import Picture
from kit.reading import frames
from kit.reading.hypotheses import RULES, WEIGHING, step
from kit.reading.ratings import LEVELS, SCALE
from kit.widgets import matrix_findings
from kit.widgets.matrix_findings import ahead_under
from kit.widgets.others import Others
from kit.widgets.state import State, action

Cells = dict[str, dict[str, str]]

MEANING = {
    "CC": "very consistent",
    "C": "consistent",
    "N": "neutral",
    "I": "inconsistent",
    "II": "very inconsistent",
    "NAP": "not applicable",
}
LAYOUTS = ("hypotheses", "evidence")
ABOUT = (
    "Each box says how well an item of evidence fits a hypothesis, a possible explanation. "
    "Rate a box and give a reason; below stands which hypothesis has least against it."
)
ABOUT_ONE = "Say of each item of evidence how well it fits the hypothesis, and why."


class Matrix(State):
    """Rate evidence against hypotheses and see what the result hangs on.

    Parameters
    ----------
    name
        A name of its own, such as ``"7.2"``; see `State`.
    evidence
        One row an item: ``evidence_id``, ``text`` and, if known, ``credibility``
        (low, medium, high).
    hypotheses
        One row a reading: ``hypothesis_id``, ``label`` and, if known, ``text``.
    ratings
        Ratings to start from: ``evidence_id, hypothesis_id, rating`` and, if
        known, ``reason``. What you typed before comes first.
    others
        The ratings of a neighbour, or of a class with a column ``who``.

    Raises
    ------
    ReadingError
        If a column is missing, or a rating is none.

    Examples
    --------
    >>> items = pd.DataFrame({"evidence_id": ["E1"], "text": ["The jar was open."]})
    >>> rivals = pd.DataFrame({"hypothesis_id": ["A", "B"], "label": ["Cat", "Dog"]})
    >>> matrix = Matrix("example", items, rivals)
    >>> matrix.rate("E1", "B", "I")
    >>> matrix.scores()["heuer"].to_dict()
    {'A': 0.0, 'B': 1.0}
    """

    title = "Hypothesis matrix"
    script = "matrix.js"
    nothing_yet = "You have not rated a cell of your matrix yet."
    still = ("evidence", "hypotheses", "meaning", "rules", "others")

    ratings = traitlets.Dict().tag(kept=True)
    reasons = traitlets.Dict().tag(kept=True)
    credibility = traitlets.Dict().tag(kept=True)
    relevance = traitlets.Dict().tag(kept=True)
    rows = traitlets.Enum(LAYOUTS, "hypotheses").tag(kept=True)
    rule = traitlets.Enum(RULES, "heuer").tag(kept=True)

    def __init__(
        self,
        name: str,
        evidence: pd.DataFrame,
        hypotheses: pd.DataFrame,
        ratings: pd.DataFrame | None = None,
        others: pd.DataFrame | None = None,
    ) -> None:
        frames.need(evidence, "evidence_id", "text")
        frames.need(hypotheses, "hypothesis_id", "label")
        self.evidence = _texts(evidence, "evidence_id", "text")
        self.hypotheses = _texts(hypotheses, "hypothesis_id", "label", "text")
        self.others = Others(others, "rating")
        alone = len(self.hypotheses) == 1
        self.about = ABOUT_ONE if alone else ABOUT
        self._found: tuple[dict[str, Any], dict[str, Any]] | None = None
        start = {"ratings": _cells(ratings, "rating"), "reasons": _cells(ratings, "reason")}
        # A row of its own is read down, with the words of each item beside its rating.
        rows = "evidence" if alone else "hypotheses"
        super().__init__(name, **start, rows=rows, credibility=_levels(evidence))

    @traitlets.validate("ratings")
    def _check_ratings(self, proposal: Any) -> Cells:
        for item, row in proposal["value"].items():
            for rival, rating in row.items():
                if rating not in MEANING:
                    msg = f"{item}, {rival}: {rating!r} is no rating. Allowed: {_list(MEANING)}."
                    raise traitlets.TraitError(msg)
        return dict(proposal["value"])

    # What a person can do.

    @action
    def rate(self, evidence: str, hypothesis: str, rating: str) -> None:
        """Rate one cell; an empty rating clears it."""
        self._choose(evidence, hypothesis)
        self.ratings = _with(self.ratings, evidence, hypothesis, rating)
        said = f"{rating}, {MEANING[rating]}" if rating else "cleared"
        self.message = f"{evidence} and {hypothesis}: {said}. {self._ahead()}"

    @action
    def explain(self, evidence: str, hypothesis: str, reason: str) -> None:
        """Write down why a cell is rated as it is."""
        self._choose(evidence, hypothesis)
        self.reasons = _with(self.reasons, evidence, hypothesis, reason)

    @action
    def weigh(self, evidence: str, what: str, level: str) -> None:
        """Say how credible or how relevant an item is: Low, Medium or High."""
        frames.choose("evidence", evidence, self.evidence)
        frames.choose("what", what, ("credibility", "relevance"))
        frames.choose("level", level, LEVELS)
        setattr(self, what, getattr(self, what) | {evidence: level})
        self.message = f"{what.capitalize()} of {evidence}: {level}. {self._ahead()}"

    @action
    def swap(self) -> None:
        """Put hypotheses into columns, or back into rows."""
        self.rows = LAYOUTS[1 - LAYOUTS.index(self.rows)]
        self.message = f"Rows are {self.rows} now."

    @action
    def use_rule(self, rule: str) -> None:
        """Choose the rule for what the result hangs on."""
        frames.choose("rule", rule, RULES)
        self.rule = rule
        self.message = f"What the result hangs on, by the rule {rule}."

    # What it gives.

    def frame(self) -> pd.DataFrame:
        """Give every rated or explained cell: item, hypothesis, rating, reason, weights."""
        rows = [
            (item, rival, self._rating(item, rival), self.reasons.get(item, {}).get(rival, ""))
            for item in self.evidence
            for rival in self.hypotheses
        ]
        table = frames.rows(rows, ["evidence_id", "hypothesis_id", "rating", "reason"])
        table = table[table["rating"].notna() | (table["reason"] != "")].reset_index(drop=True)
        for what in ("credibility", "relevance"):
            levels = getattr(self, what)
            table[what] = [levels.get(item, "Medium") for item in table["evidence_id"]]
        return table

    def as_answer(self) -> pd.DataFrame:
        """Give the rated cells; a reason without a rating is no answer yet."""
        return self.frame().dropna(subset=["rating"]).reset_index(drop=True)

    def picture(self) -> Picture:
        """Give the cells as a picture, with what it shows in words."""
        names = {rival: label for rival, (label, _) in self.hypotheses.items()}
        return plot.draw(self.complete(), rows=self.rows, names=names)

    def complete(self) -> pd.DataFrame:
        """Give every cell, also those that nobody has rated yet."""
        rows = [
            (
                item,
                rival,
                self._rating(item, rival),
                self.credibility.get(item, "Medium"),
                self.relevance.get(item, "Medium"),
            )
            for item in self.evidence
            for rival in self.hypotheses
        ]
        return frames.rows(
            rows, ["evidence_id", "hypothesis_id", "rating", "credibility", "relevance"]
        )

    def scores(self) -> pd.DataFrame:
        """Score every hypothesis under the four rules, with the cells that were rated.

        The numbers are those of `kit.reading.hypotheses.inconsistency`, added up here
        cell by cell, because a page has to show them while somebody types.
        """
        rows = []
        for rival in self.hypotheses:
            given = {item: self._rating(item, rival) for item in self.evidence}
            rated = {item: rating for item, rating in given.items() if rating in SCALE}
            points = [
                math.fsum(self._points(rule, *cell) for cell in rated.items()) for rule in RULES
            ]
            rows.append((rival, *points, len(rated)))
        return frames.rows(rows, ["hypothesis_id", *RULES, "rated"]).set_index("hypothesis_id")

    def _points(self, rule: str, item: str, rating: str | None) -> float:
        points = step(str(rating), rule)
        if rule not in WEIGHING:
            return points
        levels = (each.get(item, "Medium") for each in (self.credibility, self.relevance))
        return points * math.prod(LEVELS[level] for level in levels)

    def table(self) -> pd.DataFrame:
        """Lay the ratings out to be read; items in rows bring their words with them."""
        wide = pd.DataFrame(
            {
                item: [self._rating(item, rival) or "" for rival in self.hypotheses]
                for item in self.evidence
            },
            index=pd.Index([f"{id} {label}" for id, (label, _) in self.hypotheses.items()]),
        )
        if self.rows == "hypotheses":
            return wide.rename_axis(index="hypothesis").reset_index()
        wide = wide.T.rename_axis(index="item").reset_index()
        wide.insert(1, "text", [text for (text,) in self.evidence.values()])
        return wide

    def text(self) -> str:
        """Tell how far the rating is, who is ahead, and what the result hangs on."""
        return matrix_findings.text(self)

    def findings(self) -> dict[str, Any]:
        """Give diagnosticity, what the result hangs on, and how others differ."""
        kept = self.kept()
        if self._found is None or self._found[0] != kept:
            self._found = (kept, matrix_findings.findings(self))
        return self._found[1]

    def content(self) -> dict[str, Any]:
        """Give the cells with the scores under each rule."""
        scores = self.scores()
        ahead = {rule: ahead_under(scores, rule) for rule in RULES}
        return {
            "rows": self.rows,
            "rule": self.rule,
            "rules": matrix_findings.RULES,
            "meaning": MEANING,
            "evidence": [{"id": id, "text": text} for id, (text,) in self.evidence.items()],
            "hypotheses": [
                {"id": id, "label": label, "text": text}
                for id, (label, text) in self.hypotheses.items()
            ],
            "ratings": self.ratings,
            "reasons": self.reasons,
            "credibility": self.credibility,
            "relevance": self.relevance,
            "others": self.others.cells,
            "people": self.others.people,
            "scores": [
                {
                    "id": str(rival),
                    "rated": int(row["rated"]),
                    **{rule: f"{row[rule]:.3g}" for rule in RULES},
                    "best": [rule for rule in RULES if rival in ahead[rule]],
                }
                for rival, row in scores.iterrows()
            ],
        }

    def _rating(self, item: str, rival: str) -> str | None:
        row: dict[str, str] = self.ratings.get(item, {})
        return row.get(rival)

    def _choose(self, evidence: str, hypothesis: str) -> None:
        frames.choose("evidence", evidence, self.evidence)
        frames.choose("hypothesis", hypothesis, self.hypotheses)

    def _ahead(self) -> str:
        scores = self.scores()
        names = ahead_under(scores, self.rule)
        if len(self.hypotheses) == 1:
            return f"{scores['rated'].sum()} of {len(self.evidence)} items are rated."
        if not names:
            return "Nothing is rated yet."
        lowest = scores.loc[list(names), self.rule].min()
        return f"Least is against {_list(names)} ({self.rule} {lowest:.3g})."


def _with(cells: Cells, item: str, rival: str, value: str) -> Cells:
    """Give new cells with one of them set, or cleared by an empty value."""
    row = {name: old for name, old in cells.get(item, {}).items() if name != rival}
    return cells | {item: row | ({rival: value} if value else {})}


def _texts(table: pd.DataFrame, id: str, *columns: str) -> dict[str, tuple[str, ...]]:
    given = table.reindex(columns=[id, *columns]).astype(object).fillna("")
    return {str(row[0]): tuple(map(str, row[1:])) for row in given.itertuples(index=False)}


def _cells(ratings: pd.DataFrame | None, column: str) -> Cells:
    if ratings is None or column not in ratings:
        return {}
    frames.need(ratings, "evidence_id", "hypothesis_id", column)
    cells: Cells = {}
    for row in ratings.dropna(subset=[column]).to_dict("records"):
        item = cells.setdefault(str(row["evidence_id"]), {})
        item[str(row["hypothesis_id"])] = str(row[column])
    return cells


def _levels(evidence: pd.DataFrame) -> dict[str, str]:
    if "credibility" not in evidence:
        return {}
    known = evidence.dropna(subset=["credibility"])
    levels = {
        str(item): str(level).capitalize()
        for item, level in zip(known["evidence_id"], known["credibility"], strict=True)
    }
    frames.check_values("credibility", levels.values(), LEVELS)
    return levels


def _list(names: Any) -> str:
    return ", ".join(map(str, names))
