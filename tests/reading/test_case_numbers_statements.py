"""The published numbers of the case come out of the library: voices, stances, dates."""

import pandas as pd
import pytest

from kit import load_case
from kit.reading import (
    arguments,
    attribution,
    certainty,
    corroboration,
    discourse,
    independence,
    polarization,
    positions,
    viewpoints,
)


@pytest.fixture(scope="module")
def case():
    """The case of the course."""
    return load_case("syria-2017")


@pytest.fixture(scope="module")
def said(case):
    """Its 25 statements."""
    return case.statements


def test_chains_have_the_depths_and_speakers_that_were_coded(said):
    """Eight statements through one voice, fifteen through two, two through three."""
    chains = attribution.chains(said)
    assert chains["depth"].value_counts().to_dict() == {1: 8, 2: 15, 3: 2}
    assert chains["depth"].tolist() == said["depth"].tolist()
    assert chains["speaker"].tolist() == said["speaker"].tolist()


def test_statements_by_voice(said):
    """One analyst has nine, the narrator eight; four of 25 are by officials."""
    voices = attribution.per_voice(said).set_index("voice")["statements"].to_dict()
    assert voices == {"BOT": 9, "NAR": 8, "LAM": 4, "SHA": 2, "TKE": 1, "KGZ+KAZ": 1}
    assert attribution.per_voice(said, voice="reporter")["voice"].tolist() == ["NAR"]


def test_28_holders_and_four_statements_of_nobody(said):
    """Background has no holder; several holders count each."""
    assert len(attribution.holders(said)) == 28
    assert said["holder"].isna().sum() == 4


def test_those_spoken_about_who_never_speak(said):
    """Russia, Putin, Turkey and Iran are in no chain."""
    found = attribution.silent(said).set_index("actor")
    assert found.index[found["silent"]].tolist() == ["IRN", "PUT", "RUS", "TUR"]


def test_four_mouths_are_three_independent_sources(said):
    """What the committee's chair said reaches us through one analyst only."""
    found = independence.sourcing(said).set_index(["concept", "stance"])
    troops = found.loc[("allied_troops", 1)]
    assert troops.tolist() == [4, 4, 3, ("BOT", "NAR", "TKE")]
    assert found.loc[("talks_underway", 1), "would_be_wrong"] == ("BOT",)


def test_modes_and_certainties(said):
    """Ten indirect, eight narrator, seven direct; and nothing is denied."""
    modes = certainty.table(said, categories=["direct", "indirect", "narrator"])
    assert modes.sum().to_dict() == {"direct": 7, "indirect": 10, "narrator": 8}
    assert modes.loc["BOT"].tolist() == [3, 6, 0]
    assert modes.index[modes["direct"] > 0].tolist() == ["BOT", "LAM"]
    sure = certainty.table(said, columns="certainty", categories=certainty.DEGREES)
    assert sure.sum().to_dict() == {
        "asserted": 18,
        "predicted": 3,
        "hedged": 3,
        "conditional": 1,
        "denied": 0,
    }


def test_motives_are_stated_flatly(said):
    """Of six statements of motive one is hedged, the direct quotation."""
    motives = said[said["claim_type"] == "motive"]
    counted = certainty.table(motives, rows="claim_type", columns="certainty")
    assert counted.loc["motive"].to_dict() == {"asserted": 5, "hedged": 1}
    links = certainty.along_chain(motives)
    assert links.loc[links["weakest"] == 0.5, "statement_id"].tolist() == ["T08"]


def test_one_reporting_verb_is_loaded(said):
    """Sixteen cues are neutral, eight statements have none."""
    kinds = certainty.verbs(said)
    assert kinds["kind"].value_counts().to_dict() == {"neutral": 16, "none": 8, "loaded": 1}
    assert kinds.loc[kinds["kind"] == "loaded", "statement_id"].tolist() == ["T12"]


def test_networks_of_the_holders(said):
    """The two states agree on four concepts; Russia and they differ on one."""
    agree = discourse.congruence(said)
    assert agree.loc["KGZ", "KAZ"] == agree.to_numpy().max() == 4
    assert discourse.congruence(said, normalization="cosine").loc["KGZ", "KAZ"] == 1
    conflict = discourse.ties(discourse.conflict(said))
    assert conflict.values.tolist() == [["KAZ", "RUS", 4], ["KGZ", "RUS", 4]]
    assert positions.self_contradictions(said).empty


def test_one_weak_coding_carries_all_conflict(said):
    """T13 recoded to 'no side': no conflict is left."""
    recoded = said.assign(stance=said["stance"].where(said["statement_id"] != "T13", 0))
    assert discourse.ties(discourse.conflict(recoded)).empty


def test_the_most_frequent_concept(said):
    """Five statements on troops; for the holders, four for and two against."""
    troops = positions.shares(said).loc["allied_troops"]
    assert troops[["against", "for"]].tolist() == [2, 4]
    by_statement = positions.shares(said, actor="statement_id")["statements"]
    assert (by_statement.idxmax(), by_statement.max()) == ("allied_troops", 5)


def test_perfect_camps_that_chance_makes_too(said):
    """The score is 1, and a third of the tables dealt at random score as high."""
    found = polarization.polarization(said)
    assert found.score == 1
    assert found.p > 0.2


def test_the_two_analysts_neither_agree_nor_disagree(said):
    """A claim is whose stance on what: no claim is in both, they talk past each other."""
    analysts = attribution.holders(said[said["speaker"].isin(["BOT", "LAM"])])
    claims = analysts.assign(claim=analysts["holder"] + " " + analysts["concept"])
    ground = viewpoints.ground(viewpoints.stands(claims, claim="claim"))["ground"]
    assert set(ground) == {"one reading"}


def test_intervals_between_events(case):
    """Next round 14 September, 72 days after the fifth began; 49 days before 22 June."""
    rounds = case.events[case.events["kind"] == "round"]
    asked = pd.DataFrame({"date": ["2017-07-15", "2017-07-04"]})
    found = corroboration.next_after(asked, rounds)
    assert found["date_event"].tolist() == [pd.Timestamp("2017-09-14")] * 2
    assert found["days"].tolist() == [61, 72]
    remark = pd.DataFrame({"date": ["2017-06-22"]})
    memorandum = corroboration.last_before(remark, rounds, event_date="date_end")
    assert memorandum["days"].tolist() == [49]


def test_the_published_verdicts_are_accepted_and_their_cards_exist(case):
    """Each claim's own verdict is in its margin."""
    own = case.claims.rename(columns={"verdict": "given"})
    found = corroboration.compare(own, case.claims)
    assert set(found["outcome"]) == {"as published"}
    cards = corroboration.with_cards(case.claims, case.cards, on="2017-07-15")
    assert set(cards["claim_id"]) == set(case.claims["claim_id"])


def test_the_arguments_have_their_parts_and_no_circle(case):
    """Claim, data and a warrant that the text leaves unsaid."""
    assert arguments.completeness(case.arguments)["complete"].all()
    supports = arguments.supports(case.arguments.dropna(subset="statement_id"), text="statement_id")
    assert arguments.circular(supports).empty
