"""Are there two camps, and are they more than chance would make?

A score of polarization says little: looking for two camps finds some in any table.
So a score never comes alone. It comes with the scores that the same search finds
when positions are dealt out anew at random.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kit.reading import frames
from kit.reading.counting import Counts, count


@dataclass(frozen=True)
class Polarization:
    """A score with what chance makes of it.

    Attributes
    ----------
    score
        From -1 to 1; 1 if all agreement is within the camps and all conflict between
        them. Not a number if nobody shares a concept with anybody.
    null
        The scores of the tables dealt at random.
    p
        Share of tables, the real one among them, that score at least as high.
    camps
        Each actor's camp, 1 or 2; 1 is that of the first actor.
    """

    score: float
    null: pd.Series
    p: float
    camps: pd.Series

    @property
    def table(self) -> pd.DataFrame:
        """Give the numbers as a table of one row."""
        return pd.DataFrame(
            {
                "score": [self.score],
                "null_mean": [self.null.mean()],
                "null_sd": [self.null.std()],
                "excess": [self.score - self.null.mean()],
                "p": [self.p],
            }
        )

    def __str__(self) -> str:
        """Say the score with its null; a bare score misleads."""
        return (
            f"polarization {self.score:.3f}; dealt at random {self.null.mean():.3f} "
            f"± {self.null.std():.3f} ({len(self.null)} times); p = {self.p:.3f}"
        )


def polarization(
    statements: pd.DataFrame,
    *,
    actor: str = "holder",
    concept: str = "concept",
    stance: str = "stance",
    scale: Sequence[Any] | None = None,
    weight: str | None = None,
    camps: Mapping[Any, Any] | pd.Series | None = None,
    permutations: int = 999,
    seed: int = 0,
) -> Polarization:
    """Score two camps, and compare with chance.

    Each actor has one position on each concept it speaks of: the (weighted) mean of
    its stances, from -1 to 1. Two actors agree on a concept by the product of their
    positions. The score is the sum of agreement over all pairs, with the sign turned
    for pairs of different camps, divided by its greatest possible value.

    Chance: within every concept the positions are dealt anew among the actors who
    speak of it. So each keeps what it speaks about, each concept keeps its number
    for and against, and only *who sides with whom across concepts* is random. Camps
    that are not given are searched for anew each time.

    Parameters
    ----------
    statements, actor, concept, stance, scale, weight
        As in :func:`kit.reading.discourse.congruence`.
    camps
        Camp of each actor, two different ones; other actors are left out. By
        default the camps are searched for: from the first eigenvector, single actors
        change camp as long as the score rises. The search is quick and may miss the
        best camps; the same search is made on the random tables.
    permutations
        How many random tables; 0 or more.
    seed
        Of the random numbers: the same seed gives the same answer.

    Returns
    -------
    Polarization

    Raises
    ------
    ReadingError
        If a column or a value is not allowed, or there are not two camps.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"holder": list("ABCABC"), "concept": list("xxxyyy"), "stance": [1, 1, -1, 1, 1, -1]}
    ... )
    >>> found = polarization(table, permutations=99)
    >>> found.score, found.camps.to_dict()
    (1.0, {'A': 1, 'B': 1, 'C': 2})
    """
    if permutations < 0:
        msg = f"permutations = {permutations!r}. Allowed: 0 or more."
        raise frames.ReadingError(msg)
    counts = count(
        statements, actor=actor, concept=concept, stance=stance, scale=scale, weight=weight
    )
    held = _positions(counts)
    given = None
    if camps is not None:
        known = dict(camps)
        sides = list(dict.fromkeys(known.values()))
        if len(sides) != 2:
            msg = f"camps holds {sides!r}. Allowed: two different camps."
            raise frames.ReadingError(msg)
        held = held[held.index.isin(list(known))]
        given = np.array([1.0 if known[name] == sides[0] else -1.0 for name in held.index])
    values = held.to_numpy()
    score, side = _score(values, given)
    random = np.random.default_rng(seed)
    null = pd.Series(
        [_score(_dealt(values, random), given)[0] for _ in range(permutations)],
        dtype=float,
        name="score",
    )
    p = (1 + int((null >= score - 1e-12).sum())) / (1 + permutations)
    first = side[0] if len(side) else 1
    numbers = pd.Series(np.where(side == first, 1, 2), index=held.index, name="camp")
    return Polarization(score, null, p if np.isfinite(score) else float("nan"), numbers)


def _positions(counts: Counts) -> pd.DataFrame:
    """Give each actor's mean stance on each concept, from -1 to 1; missing if it has none."""
    cube = counts.cube
    low, high = counts.levels[0], counts.levels[-1]
    place = 2 * (counts.levels - low) / (high - low) - 1
    total = cube.sum(axis=2)
    mean = np.divide(cube @ place, total, out=np.full(total.shape, np.nan), where=total > 0)
    held = pd.DataFrame(mean, index=counts.actors, columns=counts.concepts)
    return held[held.notna().any(axis=1)]


def _score(values: np.ndarray, given: np.ndarray | None) -> tuple[float, np.ndarray]:
    """Score the camps given, or those that a search finds."""
    held = np.nan_to_num(values)
    agree, possible = held @ held.T, np.abs(held) @ np.abs(held).T
    np.fill_diagonal(agree, 0)
    np.fill_diagonal(possible, 0)
    side = given if given is not None else _camps(agree)
    whole = possible.sum()
    return (float(side @ agree @ side / whole) if whole > 0 else float("nan")), side


def _camps(agree: np.ndarray) -> np.ndarray:
    """Search for the camps that score highest."""
    if not len(agree):
        return np.ones(0)
    side = np.where(np.linalg.eigh(agree)[1][:, -1] >= 0, 1.0, -1.0)
    while True:
        gain = -side * (agree @ side)  # half of what changing camp would add
        best = int(gain.argmax())
        if gain[best] <= 1e-12:
            return side
        side[best] *= -1


def _dealt(values: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Deal the positions on each concept anew among those who hold one."""
    dealt = values.copy()
    for j in range(values.shape[1]):
        held = ~np.isnan(values[:, j])
        dealt[held, j] = random.permutation(values[held, j])
    return dealt
