"""What a hypothesis matrix shows beyond its cells, in words and numbers."""

from __future__ import annotations

from collections.abc import Hashable, Sized
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.reading import fragility, hypotheses

if TYPE_CHECKING:
    from kit.widgets.matrix import Matrix

MOST = 5
RULES = {
    "heuer": "only what contradicts counts: I is 1, II is 2",
    "parc": "as heuer, and items that are credible and relevant weigh more",
    "squares": "as heuer, but II is 4: one strong contradiction weighs more",
    "likelihood": "as parc, and what fits takes off again: C 1, CC 2; so it can fall below 0",
}


def weighing(rule: str) -> Any:
    """Name the columns of weights for the rules that use them."""
    if rule not in hypotheses.WEIGHING:
        return {}
    return {"credibility": "credibility", "relevance": "relevance"}


def ahead_under(scores: pd.DataFrame, rule: str) -> tuple[Hashable, ...]:
    """Name who has least against it; a reading without a single rating is not in the race."""
    return hypotheses.winners(scores.loc[scores["rated"] > 0, rule])


def findings(matrix: Matrix) -> dict[str, Any]:
    """Give diagnosticity by item, and lists of sentences."""
    cells = matrix.complete()
    diagnosticity = hypotheses.diagnosticity(cells)
    return {
        "diagnosticity": {str(item): round(float(each), 2) for item, each in diagnosticity.items()},
        "rules": rules(matrix.scores()),
        "hangs": hangs_on(matrix, cells),
        "separates": separates(diagnosticity, cells),
        "others": others(matrix),
    }


def text(matrix: Matrix) -> str:
    """Tell the whole matrix in sentences."""
    cells = matrix.complete()
    rated = int(cells["rating"].notna().sum())
    reasons = sum(len(row) for row in matrix.reasons.values())
    lines = [
        f"Hypothesis matrix: {_count(matrix.hypotheses, 'hypothesis', 'hypotheses')}, "
        f"{_count(matrix.evidence, 'item', 'items')} of evidence. "
        f"{rated} of {len(cells)} cells are rated, {reasons} with a reason."
    ]
    if not rated:
        return f"{lines[0]} A count needs ratings, so there is none yet."
    scores = matrix.scores()
    for rival, row in scores.iterrows():
        label = matrix.hypotheses[str(rival)][0]
        if row["rated"]:
            points = ", ".join(f"{rule} {row[rule]:.3g}" for rule in hypotheses.RULES)
            lines.append(f"{rival}, {label}: {points}; {row['rated']:.0f} items rated.")
        else:
            lines.append(f"{rival}, {label}: not rated yet, so it has no score.")
    lines.append(f"How they count: {'; '.join(f'{rule}, {how}' for rule, how in RULES.items())}.")
    found = matrix.findings()
    return "\n".join(
        [*lines, *found["rules"], *found["separates"], *found["hangs"], *found["others"]]
    )


def rules(scores: pd.DataFrame) -> list[str]:
    """Say who has least against it under each rule, and whether the rules agree."""
    if len(scores) == 1:
        return []
    ahead = {rule: ahead_under(scores, rule) for rule in hypotheses.RULES}
    if not any(ahead.values()):
        return ["Nothing is rated yet."]
    if len(set(ahead.values())) == 1:
        return [f"All four rules have least against {_list(ahead['heuer'])}."]
    groups: dict[tuple[Any, ...], list[str]] = {}
    for rule, names in ahead.items():
        groups.setdefault(names, []).append(rule)
    told = "; ".join(f"{_list(by)}: {_list(names)}" for names, by in groups.items())
    return [
        f"The rules disagree about who has least against it. {told}. So the result depends on "
        "how contradictions are counted, and not on the evidence alone."
    ]


def separates(diagnosticity: pd.Series, cells: pd.DataFrame) -> list[str]:
    """Name the items that tell the hypotheses apart, and those that do not."""
    rated = cells.dropna(subset=["rating"]).groupby("evidence_id").size()
    known = diagnosticity[diagnosticity.index.isin(rated.index[rated > 1])]
    if known.empty:
        return []
    nothing = known.index[known == 0]
    best = known[known > 0].sort_values(ascending=False, kind="stable")[:MOST]
    told = _list(f"{item} ({value:.2f})" for item, value in best.items())
    return [
        *([f"What separates the hypotheses most: {told}."] if len(best) else []),
        *([f"What separates nothing so far: {_list(nothing)}."] if len(nothing) else []),
    ]


def hangs_on(matrix: Matrix, cells: pd.DataFrame) -> list[str]:
    """Say what would have to be different for another reading to have least against it."""
    rule, weights = matrix.rule, weighing(matrix.rule)
    scored = matrix.scores()
    racing = list(scored.index[scored["rated"] > 0])
    if len(racing) < 2:
        return []
    cells = cells[cells["hypothesis_id"].isin(racing)]
    without = fragility.leave_one_out(cells, rule, **weights)
    moved = without[without["changed"]]
    lines = [
        f"Without {item}, least is against {_list(row['winners'])}."
        for item, row in moved.iterrows()
    ]
    if not lines:
        lines = ["No single item decides: whichever is left out, the same reading is ahead."]
    changes = fragility.flip_ratings(cells, rule, **weights)
    if changes.empty:
        return [*lines, "No change of ratings alters who is ahead."]
    told = _list(
        f"{row['evidence_id']} for {row['hypothesis_id']} were {row['becomes']} instead of "
        f"{row['rating']}"
        for row in changes.to_dict("records")
    )
    return [*lines, f"The smallest change that alters who is ahead: if {told}."]


def others(matrix: Matrix) -> list[str]:
    """Name the cells where others are furthest away."""
    if not matrix.others.people:
        return []
    apart = {
        (item, rival): matrix.others.apart(item, rival, rating)
        for item, row in matrix.ratings.items()
        for rival, rating in row.items()
    }
    differ = {cell: steps for cell, steps in apart.items() if steps > 0}
    alone = matrix.others.people == 1
    who = "your neighbour" if alone else f"{matrix.others.people} others"
    if not differ:
        return [f"Where you and {who} both rated, there is no difference."]
    furthest = sorted(differ, key=lambda cell: -differ[cell])[:MOST]
    told = "; ".join(
        f"{item} for {rival}: you {matrix.ratings[item][rival]}, "
        f"{'they' if alone else 'others'} {matrix.others.cells[item][rival]}"
        for item, rival in furthest
    )
    return [f"You and {who} differ in {len(differ)} cells. Furthest apart: {told}."]


def _count(what: Sized, one: str, many: str) -> str:
    return f"{len(what)} {one if len(what) == 1 else many}"


def _list(names: Any) -> str:
    return ", ".join(map(str, names))
