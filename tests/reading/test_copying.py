"""Which documents have one origin, and which repeat each other."""

import pandas as pd
import pytest

from kit.reading import copying


def test_origins_families_and_circles_by_hand():
    """B and C copy A; D and E copy each other; F is its own; G takes from A and F."""
    table = pd.DataFrame(
        {
            "document": list("ABCDEF"),
            "taken_from": ["RIA", "A", "B", "E", "D", None],
        }
    )
    found = copying.origins(table).set_index("document")
    assert found["origins"].tolist() == [("RIA",), ("RIA",), ("RIA",), (), (), ("F",)]
    assert found["family"].tolist() == [1, 1, 1, 2, 2, 3]
    assert found["circular"].tolist() == [False, False, False, True, True, False]
    joined = pd.concat([table, pd.DataFrame({"document": ["G"], "taken_from": ["C;F"]})])
    found = copying.origins(joined).set_index("document")
    assert found.loc["G", "origins"] == ("F", "RIA")
    assert found["family"].tolist() == [1, 1, 1, 2, 2, 1, 1]


def test_common_wording_by_hand():
    """Runs of three: the second text shares one of its two, and the odd spelling."""
    texts = pd.DataFrame(
        {
            "document": ["one", "two", "three"],
            "text": ["It is a vey risky plan", "They call it a vey risky idea", None],
        }
    )
    found = copying.common_wording(texts, run=3, slips=["vey"])
    assert found.iloc[0].tolist() == ["one", "two", 1, 1 / 4, 1 / 5, 3, ("vey",), True]
    assert found["copied"].tolist() == [True, False, False]
    assert copying.common_wording(texts.iloc[:0]).columns.tolist() == found.columns.tolist()
    with pytest.raises(ValueError, match="1 or more"):
        copying.common_wording(texts, run=0)
