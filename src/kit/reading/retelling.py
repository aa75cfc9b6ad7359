"""A chain of voices as a sentence: the article says that A says that B says: ...

A chain such as ``ART>ADA>BEN`` is short, and nobody hears it. Read aloud as a
sentence, it tells at once how far away the speaker is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kit.case.schema import JOINT
from kit.reading import attribution, frames

STORY = "the article"
NOBODY = "nobody is named"


def retold(
    statements: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    *,
    chain: str = "chain",
    claim: str = "paraphrase",
) -> pd.Series:
    r"""Tell each statement with every voice that it comes through.

    Parameters
    ----------
    statements
        One row a statement.
    names
        Names of the voices; a voice without one keeps its id. Where all chains
        begin with the same voice, that is the story's own, and it is called
        *the article*.
    chain, claim
        Columns: the chain, outermost voice first; what is said, in our words.

    Returns
    -------
    Series
        One sentence for each statement, index kept.

    Raises
    ------
    ReadingError
        If a column is missing or a chain is broken.

    Examples
    --------
    >>> said = pd.DataFrame({"chain": ["ART>ADA>BEN", "ART"], "paraphrase": ["It rains", "So."]})
    >>> print(*retold(said, {"ADA": "Ada", "BEN": "Ben"}), sep="\n")
    The article says that Ada says that Ben says: It rains.
    The article says: So.
    """
    frames.need(statements, claim)
    told = voices_told(statements, names, chain=chain)
    claims = statements[claim].astype(object).where(statements[claim].notna(), "(nothing)")
    sentences = [
        f"{voices[:1].upper()}{voices[1:]}: {_ended(str(words))}"
        for voices, words in zip(told, claims, strict=True)
    ]
    return pd.Series(sentences, index=statements.index, dtype=object)


def voices_told(
    statements: pd.DataFrame, names: Mapping[str, str] | None = None, *, chain: str = "chain"
) -> pd.Series:
    """Tell the voices alone, without what they say.

    Examples
    --------
    >>> voices_told(pd.DataFrame({"chain": ["ART>ADA+BEN", None]})).tolist()
    ['the article says that ADA and BEN say', 'nobody is named']
    """
    links = attribution.chains(statements, chain=chain)
    outermost = set(links["reporter"].dropna())
    known: dict[Any, str] = dict(names or {})
    if len(outermost) == 1:
        known |= {outermost.pop(): STORY}
    told = {each: in_words(each, known) for each in set(links["voices"])}
    return pd.Series([told[each] for each in links["voices"]], links.index, dtype=object)


def _ended(words: str) -> str:
    return words if words.endswith((*".!?…”)",)) else f"{words}."


def in_words(voices: Iterable[str], names: Mapping[str, str]) -> str:
    """Tell one chain, outermost voice first.

    Examples
    --------
    >>> in_words(["ADA", "BEN+CY"], {"ADA": "Ada"})
    'Ada says that BEN and CY say'
    """
    return " that ".join(_says(each, names) for each in voices) or NOBODY


def _says(voice: str, names: Mapping[str, str]) -> str:
    members = voice.split(JOINT)
    if voice not in names:
        name = " and ".join(names.get(each, each) for each in members)
    else:
        name = names[voice]
    return f"{name} {'says' if len(members) == 1 else 'say'}"
