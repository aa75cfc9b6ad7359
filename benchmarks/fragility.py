"""How long do the questions of `kit.reading.fragility` take?

Random ratings of 40 items × 8 hypotheses, each question under all four rules,
the slowest of several tables; and the smallest flip set by trying every set of
items, for as many items as that can do in reasonable time, results compared.
Then how often the choice of rule, or one item, decides in random tables: an
illustration of fragility, no evidence about real cases.
Run: python benchmarks/fragility.py
"""

import itertools
import os
import platform
import time

import numpy as np
import pandas as pd

from kit.reading import fragility, hypotheses

TABLES = 5
QUESTIONS = {
    "leave_one_out": fragility.leave_one_out,
    "flip_set": fragility.flip_set,
    "flip_ratings": fragility.flip_ratings,
    "flip_ratings, one step a cell": lambda r, rule: fragility.flip_ratings(r, rule, steps=1),
    "to_win, all 8 in turn": lambda r, rule: [
        fragility.to_win(r, name, rule) for name in r["hypothesis_id"].unique()
    ],
    "remove_to_win, all 8 in turn": lambda r, rule: [
        fragility.remove_to_win(r, name, rule) for name in r["hypothesis_id"].unique()
    ],
}


def ratings(seed: int, items: int = 40, readings: int = 8) -> pd.DataFrame:
    """Draw ratings in which the first reading is contradicted least."""
    rng = np.random.default_rng(seed)
    rows = []
    for item, reading in itertools.product(range(items), range(readings)):
        good = 0.3 - 0.02 * reading
        odds = [good / 2, good, 0.35, 0.65 - 1.5 * good - 0.1, 0.08, 0.02]
        odds = np.array(odds) / sum(odds)
        value = rng.choice(["CC", "C", "N", "I", "II", "NAP"], p=odds)
        rows.append((f"E{item:02}", f"H{reading}", value))
    return pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating"])


def clear_cut(items: int, readings: int = 8) -> pd.DataFrame:
    """Draw ratings that favour the first reading clearly, so that many items must go."""
    table = ratings(3, items, readings)
    rng = np.random.default_rng(items)
    against = rng.choice(["N", "I", "II"], size=len(table))
    first = table["hypothesis_id"] == "H0"
    return table.assign(rating=np.where(first, "N", against))


def seconds(call, *arguments) -> tuple[float, object]:
    """Time one call."""
    begun = time.perf_counter()
    result = call(*arguments)
    return time.perf_counter() - begun, result


def brute(table: pd.DataFrame, rule: str) -> int:
    """Try every set of items, the smallest first; give the size of the first that flips."""
    cells = hypotheses.penalties(table, rule).fillna(0)
    now = hypotheses.winners(cells.sum())
    for size in range(1, len(cells) + 1):
        for chosen in itertools.combinations(cells.index, size):
            if hypotheses.winners(cells.drop(index=list(chosen)).sum()) != now:
                return size
    return 0


def how_often(wanted: int = 500) -> pd.Series:
    """Draw tables of 10 items × 3 hypotheses without ties; count what changes the winner."""
    rng = np.random.default_rng(2017)
    names = [f"E{number}" for number in range(10)]
    cells = pd.DataFrame(itertools.product(names, "ABC"), columns=["evidence_id", "hypothesis_id"])
    weighed = {"credibility": "credibility", "relevance": "relevance"}
    found = []
    while len(found) < wanted:
        table = cells.assign(rating=rng.choice(["CC", "C", "N", "I", "II"], len(cells)))
        for weight in weighed:
            levels = dict(zip(names, rng.choice(["Low", "Medium", "High"], 10), strict=True))
            table[weight] = table["evidence_id"].map(levels)
        best = {
            rule: hypotheses.winners(
                hypotheses.inconsistency(
                    table, rule, **(weighed if rule in hypotheses.WEIGHING else {})
                )
            )
            for rule in hypotheses.RULES
        }
        if all(len(each) == 1 for each in best.values()):
            size = len(fragility.flip_set(table, "parc", **weighed))
            found.append(
                {
                    "parc and squares differ": best["parc"] != best["squares"],
                    "parc and likelihood differ": best["parc"] != best["likelihood"],
                    "heuer and squares differ": best["heuer"] != best["squares"],
                    "one item changes the winner (parc)": size == 1,
                    "two items are needed (parc)": size == 2,
                }
            )
    return pd.DataFrame(found).mean()


def main() -> None:
    """Print the tables."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| 40 items × 8 hypotheses | slowest of 20 (4 rules × 5 tables), s | mean, s |")
    print("|---|---|---|")
    tables = [ratings(seed) for seed in range(TABLES)]
    for name, question in QUESTIONS.items():
        times = [seconds(question, t, r)[0] for t in tables for r in hypotheses.RULES]
        print(f"| {name} | {max(times):.3f} | {sum(times) / len(times):.3f} |")
    print("\n| items | flip set of | ours, s | every set tried, s | times faster |")
    print("|---|---|---|---|---|")
    for items in (8, 10, 12, 14):
        table = clear_cut(items)
        ours, found = seconds(fragility.flip_set, table, "heuer")
        theirs, size = seconds(brute, table, "heuer")
        same = "" if len(found) == size else " DIFFER"
        print(f"| {items} | {size}{same} | {ours:.4f} | {theirs:.2f} | {theirs / ours:.0f} |")
    print("\n| 500 random tables, 10 × 3, no ties | share |\n|---|---|")
    for what, share in how_often().items():
        print(f"| {what} | {share:.1%} |")


if __name__ == "__main__":
    main()
