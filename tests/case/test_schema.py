"""What the datapackage.json says, and chains."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import places
from kit.case import schema
from kit.case.schema import CaseError, innermost, split_chain

VOICES = st.lists(
    st.lists(st.text(alphabet="ABC", min_size=3, max_size=3), min_size=1, max_size=3),
    min_size=1,
    max_size=5,
)


@given(VOICES)
def test_a_chain_is_taken_apart_as_it_was_put_together(voices: list[list[str]]) -> None:
    """Splitting undoes joining, and the innermost voice is the last one."""
    chain = ">".join("+".join(voice) for voice in voices)
    assert split_chain(chain) == voices
    assert innermost(chain) == "+".join(voices[-1])


def test_allowed_values_come_in_the_order_of_the_codebook() -> None:
    """Vocabularies are read from the case, not written into the code."""
    described = schema.read(places.case("syria-2017"))
    assert described.allowed("statements", "mode") == ("direct", "indirect", "narrator")
    assert described.allowed("statements", "certainty")[-1] == "denied"
    assert described.allowed("statements", "stance") == (-1, 0, 1)
    assert described.allowed("units", "paraphrase") == ()


def test_the_case_has_the_columns_that_other_rooms_rely_on() -> None:
    """Every table and column of the contract is described."""
    described = schema.read(places.case("syria-2017"))
    for table, columns in schema.CONTRACT.items():
        assert set(columns) <= {column.name for column in described[table].columns}


def test_every_column_has_a_description() -> None:
    """The descriptions are the codebook: none may be empty."""
    for table in schema.read(places.case("syria-2017")):
        assert table.description
        assert all(len(column.description) > 3 for column in table.columns)


def test_an_unknown_name_is_answered_with_the_known_ones(invented: Path) -> None:
    """Asking for a table or column that is not there lists those that are."""
    described = schema.read(invented)
    with pytest.raises(CaseError, match="Its tables: units, actors"):
        described["unit"]
    with pytest.raises(CaseError, match="Its columns: actor_id, name"):
        described["actors"]["id"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "is not JSON"),
        ("[]", "holds no JSON object"),
        ("{}", "does not describe tables"),
        (json.dumps({"resources": [{"name": "units"}]}), "does not describe tables"),
        (json.dumps({"resources": [3]}), "does not describe tables"),
    ],
)
def test_a_broken_description_is_explained(tmp_path: Path, content: str, sentence: str) -> None:
    """Whatever is wrong with the file, the answer is a sentence that says what to do."""
    (tmp_path / schema.FILE).write_text(content, encoding="utf-8")
    with pytest.raises(CaseError, match=sentence):
        schema.read(tmp_path)
