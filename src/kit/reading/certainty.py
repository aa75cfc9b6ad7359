"""How sure: modes of quotation, certainty along a chain, words that colour a report.

Degrees are a convention to compare by, not measurements: readers put widely
different numbers on the same word. So they are an argument of every function.
"""

import re
from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

import pandas as pd

from kit.case.schema import PASSES_ON
from kit.reading import attribution, frames
from kit.reading.lexicon import LEXICON, VERBS

# How far a voice stands behind a claim: 1 wholly, 0 not at all.
DEGREES: Mapping[str, float] = {
    "asserted": 1.0,
    "predicted": 0.75,
    "hedged": 0.5,
    "conditional": 0.5,
    "denied": 0.0,
}
MISSING = "(missing)"
WORD = re.compile(r"\w+(?:['’-]\w+)*")


def table(
    statements: pd.DataFrame,
    *,
    rows: str = "speaker",
    columns: str = "mode",
    categories: Iterable[Any] | None = None,
    weight: str | None = None,
) -> pd.DataFrame:
    """Count statements by two columns, with the values that do *not* occur.

    Who is quoted directly, who hedges, which cues introduce whom: a value that the
    codebook allows and that nobody has is a finding, so it gets its column of zeros.

    Parameters
    ----------
    statements
        One row a statement, or one a statement and voice (with ``weight``).
    rows, columns
        Columns to count by: ``mode``, ``cue``, ``certainty``, ``claim_type``, ….
    categories
        The values allowed in ``columns``, in their order. By default those found.
    weight
        Column of weights, from :func:`kit.reading.attribution.voices`.

    Returns
    -------
    DataFrame
        Counts; rows sorted. Missing values are counted as ``(missing)``, last.

    Raises
    ------
    ReadingError
        If a column is missing or a value is not among the categories.

    Examples
    --------
    >>> said = pd.DataFrame({"speaker": ["A", "A", "B"], "mode": ["direct", "indirect", "direct"]})
    >>> table(said, categories=["direct", "indirect", "narrator"]).loc["A"].tolist()
    [1, 1, 0]
    """
    frames.need(statements, rows, columns)
    named = None if categories is None else list(categories)
    if named is not None:
        frames.check_values(columns, statements[columns], named)
    keys = statements[[rows, columns]].astype(object)
    keys = keys.where(keys.notna(), MISSING)
    weights = frames.weights(statements, weight)
    counted = weights.groupby([keys[rows], keys[columns]]).sum().unstack(fill_value=0)
    found = list(named) if named is not None else [each for each in counted if each != MISSING]
    if MISSING in counted:
        found.append(MISSING)
    order = sorted(counted.index, key=lambda each: (each == MISSING, str(each)))
    return counted.reindex(index=order, columns=pd.Index(found, name=columns), fill_value=0)


def along_chain(
    statements: pd.DataFrame,
    *,
    chain: str = "chain",
    certainty: str = "certainty",
    degrees: Mapping[str, float] = DEGREES,
    statement: str = "statement_id",
) -> pd.DataFrame:
    """Follow certainty from the reader to the claim, by two rules side by side.

    *Weakest link*: a report is as sure as its least sure voice. *Product*: doubts add
    up, as if each voice failed independently of the others. The truth of the matter
    is usually between them.

    Parameters
    ----------
    statements
        One row a statement.
    chain
        Column of chains.
    certainty
        Column with a word for every voice, outermost first, joined by ``>`` as the
        chain is (``asserted>asserted>hedged``); or one word alone, which is the
        innermost voice's, and then the others pass it on without a doubt (degree 1).
    degrees
        The degree of each word, 0 to 1.
    statement
        Column of ids; carried over if the table has it.

    Returns
    -------
    DataFrame
        One row a statement, index kept: the id, the chain, ``degrees`` (tuple,
        outermost first), ``weakest``, ``weakest_voice`` (the outermost such),
        ``product``. All missing where chain or certainty is missing.

    Raises
    ------
    ReadingError
        If a column is missing, a word has no degree, a degree is not from 0 to 1, or
        there are more or fewer words than voices.

    Examples
    --------
    >>> said = pd.DataFrame({"chain": ["ART>ADA>BEN"], "certainty": ["asserted>hedged>hedged"]})
    >>> along_chain(said)[["weakest", "weakest_voice", "product"]].values.tolist()
    [[0.5, 'ADA', 0.25]]
    """
    frames.need(statements, chain, certainty)
    for word, degree in degrees.items():
        frames.fraction(f"degrees[{word!r}]", degree)
    base = attribution.chains(statements, chain=chain, statement=statement)
    found = [
        _followed(voices, cell, degrees, certainty)
        for voices, cell in zip(base["voices"], statements[certainty], strict=True)
    ]
    names = ["degrees", "weakest", "weakest_voice", "product"]
    answer = frames.rows(found, names).astype({"weakest": float, "product": float})
    kept = [each for each in (statement, chain) if each in base.columns]
    return base[kept].assign(**{name: answer[name].to_numpy() for name in names})


def verbs(
    statements: pd.DataFrame,
    *,
    cue: str = "cue",
    lexicon: Mapping[str, Iterable[str]] = VERBS,
    statement: str = "statement_id",
) -> pd.DataFrame:
    """Sort the cues that introduce voices: neutral, loaded, distancing.

    Parameters
    ----------
    statements
        One row a statement.
    cue
        Column of reporting words, such as ``said`` or ``according to``. A missing
        cue, or one in brackets such as ``(none)``, introduces nobody.
    lexicon
        Words of each kind; see :mod:`kit.reading.lexicon`.
    statement
        Column of ids; carried over if the table has it.

    Returns
    -------
    DataFrame
        One row a statement, index kept: the id, the cue and ``kind``: one of the
        lexicon's, ``none``, or ``not listed``, which asks for a human reader.

    Examples
    --------
    >>> verbs(pd.DataFrame({"cue": ["admitted", "said", None]}))["kind"].tolist()
    ['loaded', 'neutral', 'none']
    """
    frames.need(statements, cue)
    kinds = {word: kind for kind, words in lexicon.items() for word in words}
    kept = [statement] if statement in statements.columns else []
    return statements[[*kept, cue]].assign(kind=[_kind(each, kinds) for each in statements[cue]])


def markers(
    texts: pd.DataFrame,
    *,
    text: str = "text",
    lexicon: Mapping[str, Iterable[str]] = LEXICON,
    key: str = "unit_id",
) -> pd.DataFrame:
    """Find hedges, boosters, conditions, distancing and loaded words in texts.

    Parameters
    ----------
    texts
        One row a text; a missing text has no words.
    text
        Column.
    lexicon
        Words and phrases of each kind; see :mod:`kit.reading.lexicon`.
    key
        Column of ids; where it is missing, the index stands for it.

    Returns
    -------
    DataFrame
        One row a find, in the order of the text: ``key``, ``word``, ``kind``,
        ``position`` (number of the word in its text, from 0). Where phrases overlap,
        the longest is found. What a word does in its sentence, a reader must judge.

    Examples
    --------
    >>> said = pd.DataFrame({"unit_id": ["S1"], "text": ["It would undoubtedly rain."]})
    >>> markers(said)[["word", "kind"]].values.tolist()
    [['would', 'conditional'], ['undoubtedly', 'booster']]
    """
    frames.need(texts, text)
    phrases = {
        tuple(word.lower().split()): kind for kind, words in lexicon.items() for word in words
    }
    longest = max(map(len, phrases), default=0)
    names = texts[key] if key in texts.columns else texts.index
    return frames.rows(
        (
            (name, *find)
            for name, found in zip(names, texts[text], strict=True)
            if isinstance(found, str)
            for find in _finds(found, phrases, longest)
        ),
        [key, "word", "kind", "position"],
    )


def _followed(
    voices: tuple[str, ...], cell: Any, degrees: Mapping[str, float], column: str
) -> tuple[Any, ...]:
    """Give the degrees of one chain, the weakest, whose it is, and the product."""
    if not voices or not isinstance(cell, str):
        return (None, float("nan"), None, float("nan"))
    words = [word.strip() for word in cell.split(PASSES_ON)]
    frames.check_values(column, words, list(degrees))
    found = tuple(float(degrees[word]) for word in words)
    if len(found) == 1:
        found = (1.0,) * (len(voices) - 1) + found
    if len(found) != len(voices):
        msg = (
            f"{column!r} holds {cell!r} for the {len(voices)} voices of "
            f"{PASSES_ON.join(voices)}. Allowed: one word, or one for each voice."
        )
        raise frames.ReadingError(msg)
    weakest = min(found)
    return (found, weakest, voices[found.index(weakest)], prod(found))


def _kind(cue: Any, kinds: Mapping[str, str]) -> str:
    """Name the kind of one cue."""
    if not isinstance(cue, str) or not cue.strip() or cue.strip().startswith("("):
        return "none"
    return kinds.get(" ".join(cue.lower().split()), "not listed")


def _finds(
    text: str, phrases: Mapping[tuple[str, ...], str], longest: int
) -> Iterable[tuple[str, str, int]]:
    """Go through a text, at each place trying the longest phrase first."""
    words = [word.lower() for word in WORD.findall(text)]
    here = 0
    while here < len(words):
        for length in range(longest, 0, -1):
            phrase = tuple(words[here : here + length])
            if len(phrase) == length and phrase in phrases:
                yield " ".join(phrase), phrases[phrase], here
                here += length - 1
                break
        here += 1
