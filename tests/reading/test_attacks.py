"""Which arguments survive attack, and which can be held together."""

from itertools import chain, combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading import arguments, attacks

ATTACKS = st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")), max_size=12)


def attack(pairs):
    """Make a table of attacks."""
    return pd.DataFrame(pairs, columns=["attacker", "attacked"], dtype=object)


def test_grounded_by_hand():
    """J and S attack each other, K defeats P: two readings stay open, the denial falls."""
    found = attacks.grounded("JSKP", attack([("J", "S"), ("S", "J"), ("K", "P")]))
    assert found.to_dict() == {"J": "undecided", "S": "undecided", "K": "in", "P": "out"}


def test_a_defended_argument_comes_back():
    """C defeats B, so A stands again; who attacks itself never does."""
    found = attacks.grounded("ABCD", attack([("B", "A"), ("C", "B"), ("D", "D")]))
    assert found.to_dict() == {"A": "in", "B": "out", "C": "in", "D": "undecided"}


def test_preferred_gives_each_reading():
    """Either J or S can be held with K."""
    assert attacks.preferred("JSKP", attack([("J", "S"), ("S", "J"), ("K", "P")])) == [
        ("J", "K"),
        ("S", "K"),
    ]
    with pytest.raises(ValueError, match="up to 12"):
        attacks.preferred(range(13), attack([]))


@settings(max_examples=60, deadline=None)
@given(ATTACKS)
def test_grounded_is_the_least_complete_set_and_inside_every_preferred_one(pairs):
    """Against the definition, over all sets of six arguments."""
    names = "ABCDEF"
    against = {name: {a for a, b in pairs if b == name} for name in names}

    def defends(some):
        return {n for n in names if all(against[a] & set(some) for a in against[n])}

    sets = chain.from_iterable(combinations(names, size) for size in range(7))
    least = next(set(each) for each in sets if defends(each) == set(each))
    found = attacks.grounded(names, attack(pairs))
    assert set(found.index[found == "in"]) == least
    assert set(found.index[found == "out"]) == {n for n in names if against[n] & least}
    for each in attacks.preferred(names, attack(pairs)):
        assert least <= set(each)


def test_nothing_gives_empty_answers_and_strangers_are_errors():
    """An attack on somebody not there lists who is."""
    assert attacks.grounded([], attack([])).empty
    assert attacks.preferred([], attack([])) == [()]
    with pytest.raises(ValueError, match=r"'Z'. Allowed: 'A'"):
        attacks.grounded("A", attack([("Z", "A")]))


def test_the_module_of_arguments_offers_them_too():
    """Whoever looks for them there finds them."""
    assert arguments.grounded is attacks.grounded
    assert arguments.preferred is attacks.preferred
