"""The sealed key: same verdicts, nothing in clear."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.exercise import seal
from kit.exercise.answer import encode
from kit.exercise.judge import judge
from kit.exercise.seal import SealedKey

from .conftest import HINTS, RATED

units = st.sampled_from(["a", "b", "c"])
numbers = st.integers(7, 9) | st.sampled_from([15, 2, 17, 0.25, 0.2538])
words = st.sampled_from(["envoy", "NAR>BOT", "NAR>TKE", "NAR > BOT>TKE", "T08", "T13", "T10", "x"])
rows = st.fixed_dictionaries(
    {"item": st.just("E01"), "rating": st.sampled_from("CIN"), "reason": st.text("ab ", max_size=9)}
)
answers = (
    numbers
    | words
    | st.just(...)
    | st.lists(words | st.sampled_from(["NAR", "BOT", "SHA"]), max_size=4)
    | st.sets(words, max_size=4)
    | st.dictionaries(st.sampled_from([1, 2, 3, "a", "b"]), numbers | words | st.just(...))
    | st.lists(st.sets(units), max_size=3)
    | st.text("a b", max_size=12)
)
reasons = st.sampled_from(["", "short", "the envoy was quoted by him"])


@settings(max_examples=400, deadline=None)
@given(st.data(), answers, reasons)
def test_both_keys_give_the_same_verdict(open_key, sealed_key, data, answer, why):
    """On any answer to any exercise, class and grader agree to the letter."""
    exercise = data.draw(st.sampled_from(sorted(open_key.entries)))
    payload = {"exercise": exercise, "answer": encode(answer), "why": why}
    assert judge(sealed_key, payload) == judge(open_key, payload)


@settings(max_examples=30, deadline=None)
@given(st.lists(rows, max_size=4))
def test_both_keys_agree_on_own_tables(open_key, sealed_key, table):
    """A student's own table gets the same count of complete rows."""
    import pandas as pd

    frame = pd.DataFrame(table, columns=RATED["columns"])
    payload = {"exercise": "7.5", "answer": encode(frame)}
    assert judge(open_key, payload) == judge(sealed_key, payload)


def test_same_key_same_bytes(open_key, sealed_key):
    """Sealing twice gives the same file."""
    assert SealedKey.seal(open_key).to_json() == sealed_key.to_json()


def test_nothing_is_in_clear(open_key, sealed_key):
    """No answer, hint, mistake's hint or explanation can be read in the sealed file."""
    text = sealed_key.to_json()
    for entry in open_key.entries.values():
        secrets = [entry["explain"], *entry["hints"], *entry["slips"].values()]
        secrets += [mistake for mistake in entry["mistakes"] if len(mistake) > 5]
        secrets += [found["hint"] for found in entry["known"].values()]
        secrets += [t for slot in entry["slots"] for t in slot if len(t) > 5]
        for secret in filter(None, secrets):
            assert secret not in text
            assert json.dumps(secret)[1:-1] not in text
    assert HINTS[0] not in text


def test_the_explanation_needs_every_element(sealed_key):
    """A part of the right answer does not open the explanation."""
    verdict = judge(sealed_key, {"exercise": "2.3", "answer": encode({1: 8, 2: 15})})
    assert (verdict.status, verdict.explanation) == ("partly", "")
    assert sealed_key.explanation("2.3", ["guess", "work"]) == ""


def test_an_alternative_opens_the_same_explanation(sealed_key):
    """Each accepted alternative of an element gives the same share."""
    for depths in ({1: 8, 2: 15, 3: 2}, {1: 9, 2: 15, 3: 2}):
        verdict = judge(sealed_key, {"exercise": "2.3", "answer": encode(depths)})
        assert verdict.explanation == "The explanation of 2.3."


def test_hidden_probes_stay_with_the_instructor(open_key, sealed_key):
    """Neither the inputs nor the results of hidden probes are in the sealed key."""
    sealed = sealed_key.entries["1.2"]
    assert "hidden_probes" not in sealed
    assert sealed["probes"] == [[1, 0, 1, 0]]
    assert len(sealed["elements"]) == 1
    assert len(open_key.entries["1.2"]["slots"]) == 2


def test_the_slow_key_is_made_once_a_check(sealed_key, monkeypatch):
    """However many elements an answer has, the slow step is taken once."""
    made = []
    slow = seal.hashlib.scrypt
    monkeypatch.setattr(seal.hashlib, "scrypt", lambda *a, **k: made.append(1) or slow(*a, **k))
    seal._slow_key.cache_clear()
    judge(sealed_key, {"exercise": "2.3", "answer": encode({1: 8, 2: 15, 3: 2})})
    assert made == [1]


def test_the_salt_depends_on_case_and_exercise():
    """Equal exercises of two cases, or two exercises of one, have different keys."""
    names = [("demo", "2.1"), ("demo", "2.2"), ("other", "2.1")]
    assert len({seal._slow_key(*name) for name in names}) == 3
