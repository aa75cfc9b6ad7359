"""The tree of voices."""

import pandas as pd
import pytest

from kit.plots import chains

SAID = pd.DataFrame({"chain": ["A", "A>B", "A>B", "A>B>C", "A>D+E", None]})


def test_the_tree_by_hand():
    """B has three of four passed on by A, so it stands before the joint voice."""
    found = [(">".join(path), says, passes) for path, says, passes in chains.tree(SAID)]
    assert found == [("A", 1, 4), ("A>B", 2, 1), ("A>B>C", 1, 0), ("A>D+E", 1, 0)]


def test_the_finding_names_the_channel_and_the_longest_chain():
    """Three of five statements come through Ben; he says most."""
    shown = chains.draw(SAID, names={"B": "Ben"})
    assert "Of 5 statements, 3 reach the reader through Ben." in shown.alt
    assert "Most by one voice: Ben with 2. Longest chain: A, then Ben, then C." in shown.alt
    assert shown.frame.iloc[2].tolist() == ["C", "A > Ben", 3, 1, 0]


def test_a_reporter_without_sources_and_a_crowd_of_voices():
    """No relay is no error; of a hundred voices the table has all, the drawing says so."""
    assert "in the reporter's own voice" in chains.draw(SAID.iloc[:1]).alt
    crowd = pd.DataFrame({"chain": [f"A>V{n}" for n in range(100)]})
    shown = chains.draw(crowd)
    assert len(shown.frame) == 101
    assert "In the table: 41 more voices" in shown.svg


def test_a_chain_of_thousands_is_cut_short_in_words():
    """A chain of 1 000 voices neither overflows a stack nor fills the page."""
    shown = chains.draw(pd.DataFrame({"chain": [">".join(f"v{n}" for n in range(1000))]}))
    assert len(shown.frame) == 1000
    assert shown.frame["through"].map(len).max() < 80


def test_what_runs_through_a_removed_voice_falls_away():
    """Without B two boxes are crossed out, without D only the joint voice."""
    voices = chains.tree(SAID)
    for gone, count in (("B", 2), ("D", 1), ("Z", 0)):
        drawing, height = chains.sketch(voices, str, gone=frozenset([gone]))
        assert drawing.svg(height, "t").count("falls away") == count


def test_a_broken_chain_is_named():
    """The error comes from the analysis and says what is allowed."""
    with pytest.raises(ValueError, match="is no chain"):
        chains.draw(pd.DataFrame({"chain": ["A>>B"]}))
