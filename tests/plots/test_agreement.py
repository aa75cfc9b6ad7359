"""What coders gave for each unit."""

import pandas as pd

from kit.plots import agreement

CODED = pd.DataFrame(
    [["fact", "fact", None], ["fact", "wish", None], ["fact", "fact", "wish"]],
    columns=["S01", "S02", "S03"],
)


def test_the_finding_by_hand():
    """S02: of three pairs one agrees; S03 has one answer, so no pair."""
    shown = agreement.draw(CODED)
    assert shown.alt == "Most divided: S02, where 33 % of pairs agree. All agree on 1 of 2 units."
    assert shown.frame["agreeing pairs"].tolist() == [1, 0.333, ""]
    assert shown.frame["answers"].tolist() == [3, 3, 1]


def test_values_come_in_the_order_asked_for():
    """An ordered scale stays ordered; by default the most frequent stands first."""
    assert agreement.draw(CODED).frame.columns.tolist()[2:4] == ["fact", "wish"]
    ordered = agreement.draw(CODED, values=["wish", "fact"]).frame
    assert ordered.columns.tolist()[2:4] == ["wish", "fact"]
    assert ordered["fact"].tolist() == [3, 2, 0]


def test_full_agreement_is_said_plainly():
    """Nothing is divided where all agree."""
    assert agreement.draw(CODED[["S01"]]).alt == "All agree on 1 unit."
