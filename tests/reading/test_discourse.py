"""Discourse networks: the formulas by hand, their properties, and other people's tools."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics.pairwise import cosine_similarity

from kit.reading import counting, discourse, normalization, positions, ties

# The worked example of docs/methods.md: A says x twice and y once, ...
SAID = pd.DataFrame(
    [
        ("A", "x", 1, "D1"),
        ("A", "x", 1, "D2"),
        ("A", "y", 1, "D1"),
        ("B", "x", 1, "D1"),
        ("B", "y", -1, "D2"),
        ("C", "x", -1, "D1"),
        ("C", "z", 1, "D2"),
    ],
    columns=["holder", "concept", "stance", "document"],
)
NETWORKS = {
    "congruence": discourse.congruence,
    "conflict": discourse.conflict,
    "subtract": discourse.subtract,
}
SCALE = (-2, -1, 0, 1, 2)
FEW = settings(max_examples=40, deadline=None)
ROWS = st.lists(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from("wxyz"), st.sampled_from([-1, 1])),
    max_size=25,
)


def frame(rows):
    """Make a table of statements of drawn rows."""
    return pd.DataFrame(rows, columns=["holder", "concept", "stance"]).astype({"stance": int})


def by_hand(table, measure, scale):
    """Compute a network by the sums of the manual, cell by cell."""
    actors = sorted(table["holder"].unique())
    network = pd.DataFrame(0.0, index=actors, columns=actors)
    for a in actors:
        for b in actors:
            for left in table[table["holder"] == a].itertuples():
                for right in table[table["holder"] == b].itertuples():
                    if a != b and left.concept == right.concept:
                        apart = abs(left.stance - right.stance) / (scale[-1] - scale[0])
                        network.loc[a, b] += {
                            "congruence": 1 - apart,
                            "conflict": apart,
                            "subtract": 1 - 2 * apart,
                        }[measure]
    return network


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("congruence", {"AB": 2, "AC": 0, "BC": 0}),
        ("conflict", {"AB": 1, "AC": 2, "BC": 1}),
        ("subtract", {"AB": 1, "AC": -2, "BC": -1}),
    ],
)
def test_networks_by_hand(measure, expected):
    """A and B agree on x (2 x 1) and differ on y; C differs from both on x."""
    network = NETWORKS[measure](SAID)
    assert {pair: network.loc[pair[0], pair[1]] for pair in expected} == expected
    assert network.loc["A", "A"] == 0


@pytest.mark.parametrize(
    ("name", "congruent", "conflicting"),
    [
        ("average", 2 / 3.5, 1 / 3.5),
        ("jaccard", 2 / 4, 1 / 4),
        ("cosine", 2 / np.sqrt(10), 1 / np.sqrt(10)),
        ("dna_average", 2 / 2.5, 1 / 2.5),
        ("dna_cosine", 2 / 6, 1 / 6),
    ],
)
def test_normalizations_by_hand(name, congruent, conflicting):
    """A has 3 statements and agrees with itself 5 times; B has 2 and 2."""
    assert discourse.congruence(SAID, normalization=name).loc["A", "B"] == pytest.approx(congruent)
    assert discourse.conflict(SAID, normalization=name).loc["A", "B"] == pytest.approx(conflicting)


def test_published_dna_results_come_out():
    """Identical actors: (3, 1) scores 2.5 with DNA's average; ten concepts 0.1 with its cosine."""
    twins = frame([(who, what, 1) for who in "AB" for what in "xxxy"])
    assert discourse.congruence(twins, normalization="dna_average").loc["A", "B"] == 2.5
    assert discourse.congruence(twins, normalization="average").loc["A", "B"] == 1
    ten = frame([(who, str(what), 1) for who in "AB" for what in range(10)])
    assert discourse.congruence(ten, normalization="dna_cosine").loc["A", "B"] == 0.1
    assert discourse.congruence(ten, normalization="cosine").loc["A", "B"] == 1


def test_a_scale_by_hand():
    """On -2..2, 2 and -1 are three quarters apart."""
    said = frame([("D", "x", 2), ("E", "x", -1)])
    found = {m: f(said, scale=SCALE).loc["D", "E"] for m, f in NETWORKS.items()}
    assert found == {"congruence": 0.25, "conflict": 0.75, "subtract": -0.5}


def test_others_do_not_change_a_pair():
    """DNA weighs by the levels observed; here a third actor changes nothing."""
    pair = frame([("D", "x", 1), ("E", "x", 2)])
    more = pd.concat([pair, frame([("F", "z", -2)])])
    first, second = (discourse.conflict(t, scale=SCALE).loc["D", "E"] for t in (pair, more))
    assert first == second == 0.25


def test_affiliation_by_hand():
    """Counts, for less against, combinations, and both normalizations."""
    counts = discourse.affiliation(SAID)
    assert counts.loc["A"].to_dict() == {"x": 2, "y": 1, "z": 0}
    assert counts.loc["C"].to_dict() == {"x": 1, "y": 0, "z": 1}
    signed = discourse.affiliation(SAID, aggregation="subtract")
    assert signed.loc["C"].to_dict() == {"x": -1, "y": 0, "z": 1}
    activity = discourse.affiliation(SAID, normalization="activity")
    assert activity.loc["A"].tolist() == [2 / 3, 1 / 3, 0]
    prominence = discourse.affiliation(SAID, normalization="prominence", aggregation="subtract")
    assert prominence["x"].tolist() == [2 / 4, 1 / 4, -1 / 4]
    both = frame([("A", "x", 1), ("A", "x", -1), ("B", "x", -1), ("C", "y", 1)])
    combined = discourse.affiliation(both, aggregation="combine")
    assert combined["x"].to_dict() == {"A": 3, "B": 2, "C": 0}
    assert combined.loc["C", "y"] == 1
    scaled = frame([("A", "x", 2), ("A", "x", -1)])
    assert discourse.affiliation(scaled, aggregation="subtract", scale=SCALE).loc["A", "x"] == 1


def test_affiliation_counts_statements_that_take_no_side():
    """Stance 0 and missing are statements too."""
    said = pd.DataFrame({"holder": "A", "concept": "x", "stance": [1, 0, None, -1]})
    assert discourse.affiliation(said).loc["A", "x"] == 4
    assert discourse.affiliation(said, aggregation="subtract").loc["A", "x"] == 0


def test_concepts_are_tied_by_actors_when_the_columns_are_exchanged():
    """X and y are both affirmed by A (2 x 1)."""
    network = discourse.congruence(SAID, actor="concept", concept="holder")
    assert network.loc["x", "y"] == 2
    assert network.loc["y", "z"] == 0


def test_voice_weights_change_the_network():
    """Half a statement makes half a tie."""
    said = SAID.assign(w=np.where(SAID["holder"] == "A", 0.5, 1))
    assert discourse.congruence(said, weight="w").loc["A", "B"] == 1


def test_nothing_gives_empty_networks():
    """No statements: no actors, and every answer has its shape."""
    none = SAID.iloc[:0]
    for network in NETWORKS.values():
        assert network(none).shape == (0, 0)
        assert network(none, normalization="jaccard").shape == (0, 0)
    assert discourse.affiliation(none).shape == (0, 0)


def test_an_actor_without_a_side_is_in_the_network_alone():
    """Nobody disappears for taking no side, and nothing is divided by nothing."""
    said = frame([("A", "x", 1), ("B", "x", 0), ("C", "x", -1)])
    for name in normalization.NAMES:
        network = discourse.congruence(said, normalization=name)
        assert network.index.tolist() == ["A", "B", "C"]
        assert network.loc["B"].tolist() == [0, 0, 0]


def test_wrong_choices_list_what_is_allowed():
    """Columns, normalizations and measures are checked."""
    with pytest.raises(ValueError, match="'average', 'jaccard', 'cosine', 'dna_average'"):
        discourse.congruence(SAID, normalization="euclidean")
    with pytest.raises(ValueError, match="no column 'person'"):
        discourse.congruence(SAID, actor="person")
    with pytest.raises(ValueError, match="'ignore', 'subtract', 'combine'"):
        discourse.affiliation(SAID, aggregation="sum")
    with pytest.raises(ValueError, match="Allowed: 'ignore'"):
        discourse.affiliation(SAID, stance=None, aggregation="subtract")
    with pytest.raises(ValueError, match="needs two levels"):
        discourse.affiliation(SAID, aggregation="combine", scale=SCALE)


def test_networkx_counts_the_same_common_concepts():
    """Its weighted projection counts shared neighbours; so do we, each said once."""
    once = SAID.drop_duplicates(["holder", "concept"])
    graph = nx.Graph(list(zip(once["holder"], once["concept"], strict=True)))
    projected = nx.bipartite.weighted_projected_graph(graph, sorted(SAID["holder"].unique()))
    network = discourse.congruence(once, stance=None)
    assert network.equals(nx.to_pandas_adjacency(projected, nodelist=network.index).astype(int))


@FEW
@given(ROWS)
def test_scikit_learn_has_the_same_cosine(rows):
    """True cosine of the vectors of counts, sign by sign."""
    table = frame(rows)
    network = discourse.congruence(table, normalization="cosine").to_numpy()
    cells = pd.crosstab(table["holder"], [table["concept"], table["stance"]]).to_numpy()
    if len(cells):
        expected = cosine_similarity(cells)
        np.fill_diagonal(expected, 0)
        assert np.allclose(network, expected)


@FEW
@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.sampled_from(SCALE)),
        max_size=15,
    ),
    st.sampled_from(sorted(NETWORKS)),
)
def test_networks_are_the_sums_of_the_manual(rows, measure):
    """Against the definition, statement by statement."""
    table = frame(rows)
    assert np.allclose(
        NETWORKS[measure](table, scale=SCALE).to_numpy(),
        by_hand(table, measure, SCALE).to_numpy(),
    )


@FEW
@given(ROWS, st.sampled_from([None, *normalization.NAMES]))
def test_networks_are_symmetric_and_subtract_is_the_difference(rows, name):
    """And neither the order of rows nor exchanging for and against changes them."""
    table = frame(rows)
    nets = {each: f(table, normalization=name) for each, f in NETWORKS.items()}
    for each, network in nets.items():
        assert np.allclose(network, network.T)
        turned = table.iloc[::-1].assign(stance=-table["stance"])
        assert np.allclose(network, NETWORKS[each](turned, normalization=name))
    assert np.allclose(nets["subtract"], nets["congruence"] - nets["conflict"])


@FEW
@given(ROWS, st.sampled_from([None, *normalization.NAMES]), st.sampled_from(list(NETWORKS)))
def test_names_of_levels_and_actors_change_no_number(rows, name, measure):
    """Five levels are five levels, wherever they begin and however wide a step is."""
    table, network = frame(rows), NETWORKS[measure]
    before = network(table, scale=SCALE, normalization=name)
    other = table.assign(
        stance=3 * table["stance"] + 10,
        holder=table["holder"].map(lambda each: f"{ord('Z') - ord(each)}"),
    )
    after = network(other, scale=[3 * level + 10 for level in SCALE], normalization=name)
    assert np.allclose(before.to_numpy(), after.to_numpy()[::-1, ::-1])


@FEW
@given(ROWS, st.sampled_from(["average", "cosine"]), st.integers(2, 4))
def test_average_and_cosine_are_bounded_and_blind_to_how_much_is_said(rows, name, times):
    """0 to 1 for congruence and conflict, and saying all of it n times changes nothing."""
    table = frame(rows)
    for measure in ("congruence", "conflict"):
        network = NETWORKS[measure](table, normalization=name).to_numpy()
        assert ((network >= 0) & (network <= 1 + 1e-12)).all()
        repeated = NETWORKS[measure](pd.concat([table] * times), normalization=name)
        assert np.allclose(network, repeated)


@FEW
@given(ROWS)
def test_jaccard_is_that_of_sets_when_nobody_repeats(rows):
    """Shared positions by all positions of the two."""
    table = frame(rows).drop_duplicates()
    network = discourse.congruence(table, normalization="jaccard")
    held = {
        who: set(zip(part["concept"], part["stance"], strict=True))
        for who, part in table.groupby("holder")
    }
    for a in held:
        for b in held:
            if a != b:
                assert network.loc[a, b] == len(held[a] & held[b]) / len(held[a] | held[b])


@FEW
@given(ROWS)
def test_the_averages_agree_when_nobody_repeats(rows):
    """Without repetitions agreement with oneself is one's number of statements."""
    table = frame(rows).drop_duplicates()
    ours = discourse.congruence(table, normalization="average")
    assert np.allclose(ours, discourse.congruence(table, normalization="dna_average"))


@FEW
@given(ROWS, st.sampled_from([None, *normalization.NAMES]), st.sampled_from(sorted(NETWORKS)))
def test_storage_and_blocks_change_no_number(rows, name, measure):
    """Plain or sparse, double or single precision, one block or many: the same network."""
    table = frame(rows)
    expected = NETWORKS[measure](table, normalization=name).to_numpy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "SMALL", -1)
        patch.setattr(normalization, "BLOCK", 2)
        assert np.allclose(expected, NETWORKS[measure](table, normalization=name))
        patch.setattr(normalization, "MANY", 1)
        single = NETWORKS[measure](table, normalization=name).to_numpy()
    assert np.allclose(expected, single, atol=1e-6)


def test_what_is_behind_a_network_is_offered_beside_it():
    """Whoever looks for the arithmetic of a cell here finds it."""
    for name in ("explain", "shares", "self_contradictions"):
        assert getattr(discourse, name) is getattr(positions, name)
    assert discourse.ties is ties.ties
    assert discourse.neighbours is ties.neighbours
