"""Exercises of every kind, with their keys: what the engine's tests share."""

import pytest

from kit.exercise.answer import encode
from kit.exercise.definition import Exercise
from kit.exercise.entry import make_entry
from kit.exercise.key import OpenKey
from kit.exercise.seal import SealedKey

HINTS = ["Look at the column.", "Count each voice.", "In the bakery story there were two."]


def define(id, kind, **more):
    """Make a definition with everything an exercise must have."""
    written = {
        "title": f"A {kind}",
        "objective": "count",
        "points": 2,
        "answer": {"x": kind},
        "ask": "Which column counts the voices?",
        "hints": HINTS,
        "explain": f"The explanation of {id}.",
    }
    return Exercise.from_dict(id, written | more)


def entry(exercise, solution, mistakes=(), accepts=(), probes=None):
    """Make an entry from live values, as the build does from displayed ones."""

    def payload(value):
        everything = [p for group in (probes or {}).values() for p in group]
        return {"answer": encode(value, everything)}

    return make_entry(
        exercise,
        solution=payload(solution),
        mistakes=[payload(value) for value in mistakes],
        accepts=[payload(value) for value in accepts],
        probes=probes,
    )


def _entries():
    depths = define(
        "2.3",
        "mapping",
        mistakes=[
            {"answer": "{1: 8, 2: 17}", "hint": "Count the mouths in S02."},
            {"element": 3, "answer": "0", "hint": "Somebody quotes somebody who quotes."},
        ],
        accept=[{"element": 1, "answer": "9", "as": "full"}],
    )
    chains = define(
        "2.1", "mapping", spaces="free", accept=[{"element": "b", "answer": "", "as": "defensible"}]
    )
    hedged = define(
        "3.2",
        "set",
        allowed=["T08", "T10", "T13", "T15"],
        accept=[{"element": "T10", "as": "optional"}],
    )
    groups = define("4.4", "partition", accept=[{"answer": "", "as": "defensible"}])
    share = define(
        "1.2",
        "function",
        probes={"public": ["a"], "hidden": ["b"]},
        mistakes=[{"answer": "len", "hint": "A share, not a count."}],
    )
    rated = define("7.5", "property", property=RATED)
    open_text = define(
        "1.6", "text", form={"words": 3, "at_most": 8}, rubric=[{"row": "clear", "points": 2}]
    )
    return {
        "0.1": entry(define("0.1", "value"), "envoy"),
        "1.1": entry(define("1.1", "number", decimals=2), 0.2538),
        "1.2": entry(
            share,
            lambda words: sum(words) / len(words),
            mistakes=[len],
            probes={"public": [[1, 0, 1, 0]], "hidden": [[1, 1, 1, 0]]},
        ),
        "1.4": entry(define("1.4", "ordered"), ["NAR", "BOT", "SHA"]),
        "1.6": entry(open_text, "Any three words"),
        "2.1": entry(chains, {"a": "NAR>BOT", "b": "NAR>TKE"}, accepts=["NAR>BOT>TKE"]),
        "2.3": entry(
            depths, {1: 8, 2: 15, 3: 2}, mistakes=[{1: 8, 2: 17}, {1: 8, 2: 15, 3: 0}], accepts=[9]
        ),
        "3.2": entry(hedged, {"T08", "T13"}, accepts=[None]),
        "4.4": entry(groups, [["a", "b"], ["c"]], accepts=[[["a"], ["b"], ["c"]]]),
        "7.5": entry(rated, None),
    }


RATED = {
    "rows": 2,
    "columns": ["item", "rating", "reason"],
    "allowed": {"rating": ["C", "I"]},
    "words": {"reason": 3},
    "between": {},
}


@pytest.fixture(scope="session")
def open_key():
    """An open key with one exercise of every kind."""
    return OpenKey("demo", _entries())


@pytest.fixture(scope="session")
def sealed_key(open_key):
    """The same key, sealed."""
    return SealedKey.seal(open_key)
