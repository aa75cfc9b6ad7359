"""Claims against dated cards, and what was known when."""

import pandas as pd
import pytest

from kit.reading import corroboration

CLAIMS = pd.DataFrame(
    {
        "claim_id": ["k1", "k2", "k3"],
        "verdict": ["imprecise", "contradicted", "supported"],
        "accepted": ["supported; not verifiable", None, "supported"],
        "card": ["c1;c2", "c3", None],
    }
)
CARDS = pd.DataFrame({"card_id": ["c1", "c2", "c3"], "date": ["2017-07-05", "2017-09-15", None]})
EVENTS = pd.DataFrame(
    {"date": ["2017-07-04", "2017-09-14", "2017-09-14"], "event": ["five", "six", "six again"]}
)


def test_verdicts_have_a_margin():
    """As published, accepted, outside, or none given."""
    mine = pd.DataFrame({"claim_id": ["k2", "k1"], "given": ["supported", "not verifiable"]})
    found = corroboration.compare(mine, CLAIMS)
    assert found["outcome"].tolist() == ["accepted", "outside", "no verdict"]
    assert found["accepted"].tolist()[0] == ("imprecise", "supported", "not verifiable")
    best = CLAIMS.rename(columns={"verdict": "given"})
    assert set(corroboration.compare(best, CLAIMS)["outcome"]) == {"as published"}


def test_verdicts_on_unknown_claims_or_twice_are_errors():
    """The claims there are are listed."""
    with pytest.raises(ValueError, match=r"'k9'. Allowed"):
        corroboration.compare(pd.DataFrame({"claim_id": ["k9"], "given": ["x"]}), CLAIMS)
    with pytest.raises(ValueError, match="judged twice"):
        corroboration.compare(pd.DataFrame({"claim_id": ["k1"] * 2, "given": "x"}), CLAIMS)


def test_cards_known_on_a_date():
    """A later card, an undated one and none at all were not known."""
    found = corroboration.with_cards(CLAIMS, CARDS, on="2017-07-15")
    assert found["card"].dropna().tolist() == ["c1", "c2", "c3"]
    assert found["known"].tolist() == [True, False, False, False]
    assert corroboration.with_cards(CLAIMS, CARDS)["known"].tolist() == [True, True, True, False]
    with pytest.raises(ValueError, match=r"'c2', 'c3'. Allowed: 'c1'"):
        corroboration.with_cards(CLAIMS, CARDS.iloc[:1])


def test_known_on_counts_the_day_itself():
    """What is dated on the day was known; the undated by choice."""
    assert corroboration.known_on(CARDS, "2017-07-05")["card_id"].tolist() == ["c1"]
    kept = corroboration.known_on(CARDS, "2017-07-05", undated="keep")
    assert kept["card_id"].tolist() == ["c1", "c3"]
    with pytest.raises(ValueError, match="'leave out', 'keep'"):
        corroboration.known_on(CARDS, "2017-07-05", undated="maybe")


def test_next_and_last_event_by_hand():
    """After 15 July comes 14 September, 61 days on; before it 4 July, 11 days back."""
    asked = pd.DataFrame({"date": ["2018-01-01", "2017-07-15", None]}, index=[5, 6, 7])
    after = corroboration.next_after(asked, EVENTS)
    assert after.index.tolist() == [5, 6, 7]
    assert after.loc[6, ["date_event", "event", "days"]].tolist() == ["2017-09-14", "six", 61]
    assert after.loc[[5, 7], "days"].isna().all()
    before = corroboration.last_before(asked, EVENTS)
    assert before.loc[6, ["event", "days"]].tolist() == ["five", 11]
    assert before.loc[5, "event"] == "six"


def test_an_event_on_the_day_is_next_only_if_asked():
    """Strictly after, unless the same day counts."""
    asked = pd.DataFrame({"date": ["2017-07-04"]})
    assert corroboration.next_after(asked, EVENTS)["event"].tolist() == ["six"]
    assert corroboration.next_after(asked, EVENTS, same_day=True)["days"].tolist() == [0]


def test_no_events_and_nothing_asked():
    """The columns are there all the same."""
    asked = pd.DataFrame({"date": ["2017-07-04"]})
    none = corroboration.next_after(asked, EVENTS.iloc[:0])
    assert none.columns.tolist() == ["date", "date_event", "event", "days"]
    assert none["days"].isna().all()
    empty = corroboration.next_after(asked.iloc[:0], EVENTS)
    assert (len(empty), empty.columns.tolist()) == (0, none.columns.tolist())
