"""Who agrees with whom."""

import pandas as pd
import pytest

from kit.plots import network
from kit.reading import discourse

SAID = pd.DataFrame(
    {
        "holder": ["A", "B", "C", "A", "B", "D"],
        "concept": ["x", "x", "x", "y", "y", "z"],
        "stance": [1, 1, -1, 1, -1, 1],
    }
)
AGREE, DIFFER = discourse.congruence(SAID), discourse.conflict(SAID)


def test_ties_of_both_kinds_by_hand():
    """A and B agree on x and differ on y; C differs from both on x; D has no tie."""
    found = network.edges(AGREE, DIFFER)
    assert set(found.itertuples(index=False, name=None)) == {
        ("A", "B", "congruence", 1),
        ("A", "B", "conflict", 1),
        ("A", "C", "conflict", 1),
        ("B", "C", "conflict", 1),
    }


def test_the_finding_and_who_stands_alone():
    """The strongest pair of either kind; D is named under the drawing and in the table."""
    shown = network.draw(AGREE, DIFFER, names={"A": "Ada"})
    assert shown.alt == (
        "Strongest agreement: Ada and B (1). Strongest conflict: Ada and B and 2 other pairs (1)."
    )
    assert "Without a tie: D" in shown.svg
    assert shown.frame.iloc[-1].tolist() == ["D", "", "no tie", 0]


def test_a_conflict_is_dashed_and_not_only_coloured():
    """Three conflicts and the legend have dashes; one agreement and its legend have none."""
    svg = network.draw(AGREE, DIFFER).svg
    assert svg.count("stroke-dasharray") == 4
    assert svg.count('data-kind="congruence"') == 1


def test_weak_ties_can_be_left_out():
    """A threshold takes ties out of drawing and table."""
    assert set(network.draw(AGREE, DIFFER, least=2).frame["kind"]) == {"no tie"}


def test_a_large_network_is_drawn_in_part():
    """Of a hundred nodes the forty with the strongest ties; all ties are in the table."""
    many = pd.DataFrame({"holder": [f"N{n}" for n in range(100)], "concept": "x", "stance": 1})
    shown = network.draw(discourse.congruence(many))
    assert "In the table: 60 more nodes" in shown.svg
    assert len(shown.frame) == 100 * 99 / 2


def test_a_network_has_the_same_names_on_both_sides():
    """A two-mode table is another picture."""
    with pytest.raises(ValueError, match="Rows and columns differ"):
        network.draw(pd.DataFrame([[1]], index=["A"], columns=["x"]))
