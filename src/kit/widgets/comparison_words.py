"""What a comparison shows, in words: where readings clash, meet, and say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kit.plots.words import number, several, short
from kit.reading.viewpoints import GROUNDS

if TYPE_CHECKING:
    from kit.widgets.claims import Claim
    from kit.widgets.comparison import Comparison

VIEWS = {"speaker": "who says it", "holder": "whose stance it is"}
# What each stand is called: of one reading, of several.
STANDS = {
    "asserts": ["asserts", "assert"],
    "denies": ["denies", "deny"],
    "both": ["asserts and denies", "assert and deny"],
    "mentions": ["only mentions", "only mention"],
    "leaves out": ["is silent", "are silent"],
}
GROUND = {
    "contested": "contested",
    "shared": "shared",
    "one reading": "one alone",
    "silence": "no side taken",
}
MOST = 12
FAIR = {
    "speaker": "To assert here means: the voice says that somebody wants it, does it or has it. "
    "It is not the voice's own wish.",
    "holder": "To assert here means: they are for it, as others tell it. Look who says so.",
}
PUT = (
    "A word such as hedged or predicted says how all statements behind a cell are put; "
    "it is no judgement of them."
)
NOBODY_RIGHT = (
    "Silence means only that this story passes nothing on. Nothing here says who is right."
)


def cell(stand: str, statements: list[str], put: str = "") -> str:
    """Tell one cell with the statements behind it, and how all of these are put.

    Examples
    --------
    >>> cell("asserts", ["T1", "T2"]), cell("asserts", ["T1"], "hedged")
    ('asserts (T1, T2)', 'asserts, hedged (T1)')
    """
    told = f"{STANDS[stand][0]}, {put}" if put else STANDS[stand][0]
    return f"{told} ({', '.join(statements)})" if statements else told


def counts(claims: Iterable[Claim]) -> str:
    """Count the claims on each ground."""
    found = Counter(claim.ground for claim in claims)
    return ", ".join(f"{GROUND[each]} {found[each]}" for each in GROUNDS).capitalize() + "."


def said(comparison: Comparison) -> list[str]:
    """Name what is contested, shared, told by one alone, and left open."""
    met, apart, open_ = _grounds(comparison)
    alone = [
        f"{_only(comparison, who, mine)}: {'; and '.join(_doing(mine)) or 'nothing'}."
        for who, mine in apart.items()
    ]
    return [*met, *alone, _listed("No side taken by any of them", open_, ", ")]


def brief(comparison: Comparison) -> list[str]:
    """Name what is contested and shared, and count the rest; the table names it."""
    if len(comparison.readings()) < 2:
        return ["Choose at least two to compare."]
    met, apart, open_ = _grounds(comparison)
    alone = "; ".join(_only(comparison, who, mine) for who, mine in apart.items())
    return [*met, f"{alone}.", f"No side taken by any of them ({len(open_)})."]


def text(comparison: Comparison) -> str:
    """Tell all of it, in sentences that make sense read aloud."""
    name, readings = comparison.told.name, comparison.readings()
    who = several(map(name, readings), most=len(readings)) or "nobody yet"
    lines = [
        f"{comparison.title}: {who}, by {VIEWS[comparison.view]}.",
        f"Counted: {kept(comparison)}.",
    ]
    if len(readings) < 2:
        return "\n".join([*lines, *brief(comparison)])
    counted = counts(comparison.claims())
    return "\n".join([*lines, counted, *said(comparison), fair(comparison)])


def fair(comparison: Comparison) -> str:
    """Say what the table does not say."""
    weakened = any(way for claim in comparison.claims() for way in claim.put.values())
    told = [FAIR[comparison.view], *([PUT] if weakened else []), NOBODY_RIGHT]
    return " ".join(told)


def kept(comparison: Comparison) -> str:
    """Tell what is counted, so that nobody takes a part for the whole."""
    total, left = len(comparison.told.statements), len(comparison.counted())
    reasons = []
    if comparison.through in comparison.told.voices:
        reasons.append(f"only what reaches us through {comparison.told.name(comparison.through)}")
    if comparison.left_out:
        reasons.append(f"without what is {' or '.join(comparison.left_out)}")
    why = f": {', '.join(reasons)}" if reasons else ""
    return f"{left} of {number(total, 'statement')}{why}"


def _claim(comparison: Comparison, claim: Claim, put: str = "") -> str:
    called = short(comparison.call(claim), 90)
    return f"{called}, put as {put}" if put else called


def _who(comparison: Comparison, claim: Claim) -> str:
    """Tell who does what with a claim."""
    name = comparison.told.name
    doing = []
    for stand, (one, many) in STANDS.items():
        those = [
            name(who) + (f" ({claim.put[who]})" if claim.put[who] else "")
            for who, what in claim.stands.items()
            if what == stand
        ]
        if those:
            doing.append(f"{several(those)} {one if len(those) == 1 else many}")
    return f"{_claim(comparison, claim)}, where {', '.join(doing)}"


def _grounds(
    comparison: Comparison,
) -> tuple[list[str], dict[str, dict[str, list[str]]], list[str]]:
    """Give sentences on contested and shared claims, those of one alone, and the rest."""
    parts: dict[str, list[Claim]] = {where: [] for where in GROUNDS}
    for claim in comparison.claims():
        parts[claim.ground].append(claim)
    met = [
        _listed(where.capitalize(), [_who(comparison, claim) for claim in parts[where]])
        for where in ("contested", "shared")
    ]
    apart = {
        who: {
            stand: [
                _claim(comparison, claim, claim.put[who])
                for claim in parts["one reading"]
                if claim.stands[who] == stand
            ]
            for stand in ("asserts", "denies", "both")
        }
        for who in comparison.readings()
    }
    return met, apart, [_claim(comparison, claim) for claim in parts["silence"]]


def _only(comparison: Comparison, who: str, mine: dict[str, list[str]]) -> str:
    return f"{short(comparison.told.name(who))} alone ({sum(map(len, mine.values()))})"


def _doing(mine: dict[str, list[str]]) -> list[str]:
    return [f"{STANDS[stand][0]} {_cut(those, '; ')}" for stand, those in mine.items() if those]


def _listed(heading: str, found: list[str], between: str = "; ") -> str:
    return f"{heading} ({len(found)}): {_cut(found, between) or 'nothing'}."


def _cut(found: list[str], between: str) -> str:
    more = [f"and {len(found) - MOST} more"] if len(found) > MOST else []
    return between.join([*found[:MOST], *more])
