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
