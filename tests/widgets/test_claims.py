"""Claims, and what readings do with them."""

import pandas as pd

from kit.widgets.claims import Claims
from kit.widgets.told import Told

SAID = pd.DataFrame(
    [
        ("T1", "ADA", "TOWN", "bridge", 1, "hedged"),
        ("T2", "BEN", "TOWN", "bridge", -1, "asserted"),
        ("T3", "BEN", "MILL", "bridge", 1, "predicted"),
    ],
    columns=["statement_id", "speaker", "holder", "concept", "stance", "certainty"],
)
ALL = {"T1", "T2", "T3"}


def claims():
    """Ada and Ben on a bridge."""
    return Claims(Told(SAID), ["speaker", "holder"])


def test_readings_are_known_by_view_with_their_numbers():
    """Most statements first."""
    assert claims().known == {"speaker": {"BEN": 2, "ADA": 1}, "holder": {"TOWN": 2, "MILL": 1}}


def test_whose_stance_it_is_tells_claims_apart():
    """Ben tells two things of the bridge; counted as one concept he asserts and denies it."""
    apart = claims().of("speaker", ["ADA", "BEN"], ALL, whose=True)
    found = [(claim.of, claim.ground, claim.stands["BEN"]) for claim in apart]
    assert found == [(("TOWN",), "contested", "denies"), (("MILL",), "one reading", "asserts")]
    (together,) = claims().of("speaker", ["ADA", "BEN"], ALL, whose=False)
    assert together.stands == {"ADA": "asserts", "BEN": "both"}
    assert together.put == {"ADA": "hedged", "BEN": ""}


def test_what_is_not_counted_is_left_out_but_stays_a_claim():
    """A filter empties cells; it never takes a claim of the story away."""
    apart = claims().of("speaker", ["ADA", "BEN"], {"T1"}, whose=True)
    assert {claim.stands["BEN"] for claim in apart} == {"leaves out"}
    assert len(apart) == 2
