"""Locked forecasts: unchanged on opening, and older than the outcome."""

import json
from datetime import UTC, datetime

import pandas as pd
import pytest

from kit.reading import locked
from kit.reading.frames import ReadingError


def record():
    """Lock a forecast about an invented ferry."""
    return locked.lock(
        "Does the ferry run in May?",
        {"yes": 0.7, "no": 0.3},
        forecaster="Ada",
        at="2030-04-01T10:00+02:00",
        salt="pepper",
    )


def test_a_locked_forecast_opens_unchanged_and_is_scored():
    """Written, read, scored: 0.3² + 0.3²."""
    opened = locked.unlock(record().to_json())
    assert opened == record()
    assert opened.locked_at == "2030-04-01T08:00:00+00:00"
    assert opened.score("yes", "2030-05-01") == pytest.approx(0.18)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("probabilities", [0.9, 0.1]),
        ("locked_at", "2029-01-01T00:00:00+00:00"),
        ("question", "Does it rain?"),
        ("forecaster", "Ben"),
        ("salt", ""),
    ],
)
def test_a_record_changed_afterwards_does_not_open(field, value):
    """Every field is covered by the digest."""
    changed = json.loads(record().to_json()) | {field: value}
    with pytest.raises(ReadingError, match="changed after it was locked"):
        locked.unlock(json.dumps(changed))


def test_a_forecast_locked_after_the_outcome_is_not_scored():
    """Hindsight is refused, to the second."""
    with pytest.raises(ReadingError, match="locked earlier"):
        record().score("yes", datetime(2030, 4, 1, 8, tzinfo=UTC))
    with pytest.raises(ReadingError, match="'yes', 'no'"):
        record().score("perhaps", "2030-05-01")


def hindcast(**given):
    """Lock today what is long known, with what was known then."""
    return locked.lock("Did it run?", {"yes": 0.7, "no": 0.3}, salt="pepper", **given)


def test_a_forecast_of_the_past_is_scored_on_the_forecasters_word():
    """The lock says when it was made and what it claims to know; only the first is shown."""
    late = hindcast(as_of="2017-07-15")
    assert late.score("yes", "2017-09-15") == pytest.approx(0.18)
    assert not late.before("2017-09-15")
    assert record().before("2030-05-01")
    assert locked.unlock(late.to_json()) == late


def test_a_claim_of_knowledge_after_the_outcome_is_not_scored():
    """Who claims to know what was public that day knows the outcome."""
    with pytest.raises(ReadingError, match="as_of= an earlier day"):
        hindcast(as_of="2017-09-15").score("yes", "2017-09-15")
    with pytest.raises(ReadingError, match="later than the lock itself"):
        hindcast(at="2017-07-15", as_of="2017-07-16")


def test_the_claim_is_covered_by_the_digest():
    """It cannot be made, moved or taken back afterwards."""
    for before, after in (({}, "2017-07-15"), ({"as_of": "2017-07-15"}, None)):
        text = json.loads(hindcast(**before).to_json()) | {"as_of": after}
        with pytest.raises(ReadingError, match="changed after it was locked"):
            locked.unlock(json.dumps(text))


def test_a_digest_stays_the_same_from_version_to_version():
    """Published digests must be worth something later."""
    made = locked.lock("q", {"a": 0.5, "b": 0.5}, at="2017-07-15", salt="")
    assert made.digest == "1df78d3b72b21e297b64715cba76f1955f58ee44e6fe114ea01a2aaa4cf32895"


def test_two_locks_of_one_forecast_have_different_digests():
    """A published digest cannot be guessed by trying the few likely forecasts."""
    first, second = (locked.lock("?", {"yes": 1.0}) for _ in range(2))
    assert first.digest != second.digest


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: locked.lock("?", {"yes": 0.7, "no": 0.7}), "sum to 1.4"),
        (lambda: locked.lock("?", {"yes": 1.0}, at="noon"), "2017-07-15"),
        (lambda: locked.unlock("{}"), "no locked forecast"),
        (lambda: locked.unlock("[]"), "no locked forecast"),
        (lambda: locked.lock("?", pd.Series([0.5, 0.5], ["a", "a"])), "each once"),
    ],
)
def test_what_cannot_be_locked_or_opened_is_refused(call, words):
    """Errors say what may stand there."""
    with pytest.raises(ReadingError, match=words):
        call()
