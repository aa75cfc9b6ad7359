"""Claims of a story, and what each reading does with them: asserts, denies, leaves out."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import pandas as pd

from kit.reading.sides import sides
from kit.reading.viewpoints import GROUNDS, ground, stands
from kit.widgets.told import Told


class Claim(NamedTuple):
    """What those compared do with one claim."""

    concept: str
    of: tuple[str, ...]
    """Whose stance it is, where that is told apart."""
    ground: str
    """See `kit.reading.viewpoints.ground`."""
    stands: dict[str, str]
    """By reading; see `kit.reading.viewpoints.stands`."""
    statements: dict[str, list[str]]
    """The ids behind each cell, by reading."""
    put: dict[str, str]
    """By reading: how all statements behind a cell are put, such as hedged; mostly empty."""


class Claims:
    """The claims of a story.

    Parameters
    ----------
    told
        Its statements.
    views
        The columns that say who has a reading: ``speaker``, ``holder`` or both.

    Examples
    --------
    >>> said = pd.DataFrame(
    ...     {
    ...         "statement_id": ["T1", "T2"],
    ...         "speaker": ["Ada", "Ben"],
    ...         "concept": "bridge",
    ...         "stance": [1, -1],
    ...     }
    ... )
    >>> claims = Claims(Told(said), ["speaker"])
    >>> claims.known
    {'speaker': {'Ada': 1, 'Ben': 1}}
    >>> claims.of("speaker", ["Ada", "Ben"], {"T1", "T2"}, whose=False)[0].ground
    'contested'
    """

    def __init__(self, told: Told, views: Iterable[str]) -> None:
        self._told = told
        self._sided: dict[tuple[str, bool], pd.DataFrame] = {}
        by_view = {view: sides(told.statements, reading=view) for view in views}
        self.known = {view: _by_number(table) for view, table in by_view.items()}
        """By view: each reading with the number of its statements, most first."""

    def of(
        self, view: str, readings: list[str], counted: Collection[str], *, whose: bool
    ) -> list[Claim]:
        """Say what readings do with each claim of the story, contested ones first.

        Parameters
        ----------
        view, readings
            Who is compared.
        counted
            The ids of the statements that count.
        whose
            Whether a claim is a concept and whose stance on it is told, or a concept alone.
        """
        every = self._sides(view, whose)
        mine = every[every["statement_id"].isin(counted) & every["reading"].isin(readings)]
        pairs = zip(every["concept"], every["of"], strict=True)
        keys = dict(zip(every["claim"].tolist(), pairs, strict=True))
        wide = stands(mine, reading="reading", claim="claim", claims=keys)
        where = ground(wide)["ground"].to_dict()
        taken = {who: wide[who].to_dict() if who in wide else {} for who in readings}
        ids: dict[Any, list[str]] = {}
        for cell in mine[["claim", "reading", "statement_id"]].itertuples(index=False):
            ids.setdefault(tuple(cell[:2]), []).append(str(cell[2]))
        found = []
        for number, (concept, of) in keys.items():
            does = {who: str(taken[who].get(number, "leaves out")) for who in readings}
            behind = {who: list(dict.fromkeys(ids.get((number, who), ()))) for who in readings}
            put = {who: self._told.put(those) for who, those in behind.items()}
            found.append(Claim(concept, of, str(where[number]), does, behind, put))
        return sorted(found, key=lambda claim: GROUNDS.index(claim.ground))

    def _sides(self, view: str, whose: bool) -> pd.DataFrame:
        """Take the statements apart; the claims get numbers that no filter changes."""
        if (view, whose) not in self._sided:
            table = sides(self._told.statements, reading=view, of="holder" if whose else None)
            keys = pd.Series(list(zip(table["concept"], table["of"], strict=True)), dtype=object)
            self._sided[view, whose] = table.assign(claim=pd.factorize(keys)[0])
        return self._sided[view, whose]


def _by_number(table: pd.DataFrame) -> dict[str, int]:
    """Count the statements of each reading, most first."""
    number = table.groupby("reading", sort=False)["statement_id"].nunique()
    return {
        str(who): int(count)
        for who, count in number.sort_values(ascending=False, kind="stable").items()
    }
