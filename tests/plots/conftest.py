"""Every picture, made of labels that a test chooses, and of the course's own case."""

import pandas as pd
import pytest

import kit
from kit import plots
from kit.reading import agreement, discourse, hypotheses, viewpoints

IDS = list("ABCD")
SAID = pd.DataFrame(
    {
        "chain": ["A", "A>B", "A>B>C", "A>C", "A>D"],
        "speaker": ["A", "B", "C", "C", "D"],
        "concept": ["A", "B", "A", "B", "A"],
        "stance": [1, 1, -1, 1, 0],
    }
)
RATED = pd.DataFrame(
    [("A", "B", "C"), ("A", "C", "II"), ("D", "B", "NAP"), ("D", "C", None)],
    columns=["evidence_id", "hypothesis_id", "rating"],
)
PARTS = pd.DataFrame(
    {"argument_id": "A", "part": ["claim", "data", "data"], "text": list("BCD"), "stated": True}
)


def _events(names):
    days = ["2017-07-04", "2017-07-10", "2018-01-01", None]
    return pd.DataFrame({"date": days, "event": list(names.values()), "kind": list(names)})


def _named(names):
    """Give every picture with these names (id → label); each takes them in its own way."""
    speaker = {"actor": "speaker"}
    combined = discourse.affiliation(SAID, **speaker, aggregation="combine")
    network = discourse.congruence(SAID, **speaker), discourse.conflict(SAID, **speaker)
    coded = pd.DataFrame([["A", "B"], ["A", "C"]], columns=["C", "D"])
    return {
        "affiliation": plots.affiliation.draw(combined, names=names, labels=names),
        "agreement": plots.agreement.draw(coded, names=names),
        "argument": plots.argument.draw(PARTS, names=names, stated="stated"),
        "chains": plots.chains.draw(SAID, names=names),
        "forecast": plots.forecast.draw(pd.Series([0.5, 0.6], index=["A", "B"]), names=names),
        "matrix": plots.matrix.draw(RATED, names=names),
        "network": plots.network.draw(*network, names=names),
        "scores": plots.scores.draw(hypotheses.compare(RATED), names=names),
        "timeline": plots.timeline.draw(_events(names), end=None, names=names),
        "viewpoints": plots.viewpoints.draw(viewpoints.stands(SAID), names=names, labels=names),
    }


def _empty():
    none = SAID.iloc[:0].assign(stance=pd.Series([], dtype=int))
    network = discourse.congruence(none, actor="speaker")
    return {
        "affiliation": plots.affiliation.draw(pd.DataFrame()),
        "agreement": plots.agreement.draw(pd.DataFrame()),
        "argument": plots.argument.draw(PARTS.iloc[:0]),
        "chains": plots.chains.draw(none),
        "forecast": plots.forecast.draw(pd.DataFrame()),
        "matrix": plots.matrix.draw(RATED.iloc[:0]),
        "network": plots.network.draw(network),
        "scores": plots.scores.draw(hypotheses.compare(RATED.iloc[:0])),
        "timeline": plots.timeline.draw(_events(dict.fromkeys(IDS, "")).iloc[:0], end=None),
        "viewpoints": plots.viewpoints.draw(viewpoints.stands(none)),
    }


def _of_the_case():
    case = kit.load_case("syria-2017")
    names = case.actors.set_index("actor_id")["name"]
    labels = case.concepts.set_index("concept")["label"]
    known = case.hypotheses.set_index("hypothesis_id")
    motives = known.index[known["question"] == "motive"]
    rated = case.ratings[case.ratings["hypothesis_id"].isin(motives)]
    said = case.statements
    coders = case.codings.melt("unit_id", ["coder_a", "coder_b"], var_name="coder")
    guess = pd.DataFrame(
        {"first guess": [0.5, 0.4, 0.4], "made coherent": [0.4, 0.3, 0.3]},
        index=["Troops go", "Observers go", "Nobody goes"],
    )
    return {
        "affiliation": plots.affiliation.draw(
            discourse.affiliation(said, aggregation="combine"), names=names, labels=labels
        ),
        "agreement": plots.agreement.draw(agreement.by_coder(coders)),
        "argument": plots.argument.draw(case.arguments, stated="stated"),
        "chains": plots.chains.draw(said, names=names),
        "forecast": plots.forecast.draw(guess),
        "matrix": plots.matrix.draw(rated, names=known["label"]),
        "network": plots.network.draw(
            discourse.congruence(said), discourse.conflict(said), names=names
        ),
        "scores": plots.scores.draw(hypotheses.compare(rated), names=known["label"]),
        "timeline": plots.timeline.draw(case.events),
        "viewpoints": plots.viewpoints.draw(viewpoints.stands(said), names=names, labels=labels),
    }


@pytest.fixture(scope="session")
def named():
    """A function: four labels → every picture with them, by module."""
    return lambda labels: _named(dict(zip(IDS, labels, strict=True)))


@pytest.fixture(scope="session")
def empty():
    """Every picture of an empty frame, by module."""
    return _empty()


@pytest.fixture(scope="session")
def of_the_case():
    """Every picture of the course's case, by module."""
    return _of_the_case()
