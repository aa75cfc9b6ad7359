"""Words that report, hedge, strengthen and colour: short lists of our own, to be edited.

The kinds follow the study of hedges, boosters and reporting verbs in academic and
news prose; the lists are examples, not a dictionary. A word alone decides nothing:
*would* beside *undoubtedly* is no doubt, and *hopes* tells of the person described,
not of the speaker.
"""

from collections.abc import Mapping

# Reporting verbs and phrases, by what they do to the report.
VERBS: Mapping[str, tuple[str, ...]] = {
    "neutral": (
        *("say", "says", "said", "saying", "have said", "has said", "also said", "also says"),
        *("tell", "tells", "told", "telling", "write", "writes", "wrote", "written", "writing"),
        *("state", "states", "stated", "add", "adds", "added", "announce", "announced"),
        *("report", "reports", "reported", "according to", "ask", "asks", "asked"),
        *("reply", "replied", "answer", "answered", "think", "thinks", "thought"),
    ),
    # They take the content for true, or pass a judgement on the one who says it.
    "loaded": (
        *("admit", "admits", "admitted", "admitting", "acknowledge", "acknowledged"),
        *("concede", "concedes", "conceded", "confess", "confesses", "confessed"),
        *("reveal", "reveals", "revealed", "point out", "points out", "pointed out"),
        *("boast", "boasts", "boasted", "complain", "complained", "insist", "insists"),
        *("insisted", "threaten", "threatened", "warn", "warns", "warned"),
    ),
    # They keep the reporter away from the content.
    "distancing": (
        *("claim", "claims", "claimed", "claiming", "allege", "alleges", "alleged"),
        *("purport", "purports", "purported", "maintain", "maintains", "maintained"),
    ),
}

# Words inside a report, by what they do to its certainty.
LEXICON: Mapping[str, tuple[str, ...]] = {
    "hedge": (
        *("may", "might", "could", "perhaps", "possibly", "probably", "maybe", "likely"),
        *("unlikely", "apparently", "seem", "seems", "seemed", "appear", "appears", "appeared"),
        *("suggest", "suggests", "suggested", "indicate", "indicates", "partly", "somewhat"),
    ),
    "booster": (
        *("undoubtedly", "certainly", "clearly", "definitely", "obviously", "surely"),
        *("indeed", "always", "never", "of course", "without doubt", "no doubt"),
    ),
    "conditional": ("if", "unless", "would", "provided that", "as long as", "in case"),
    "distancing": (
        *("supposedly", "allegedly", "reportedly", "so-called", "purportedly", "ostensibly"),
    ),
    "loaded": ("admittedly", "ultimately", "merely", "slightly", "even", "only", "at last"),
}
