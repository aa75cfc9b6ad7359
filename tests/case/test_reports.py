"""The codebook page, made from the descriptions in the schema."""

from pathlib import Path

from kit import places
from kit.authoring.reports import codebook
from kit.case import schema


def test_the_codebook_has_every_column_of_every_table() -> None:
    """Each table is a section, each column an entry with its description."""
    case = places.case("syria-2017")
    page = codebook(case)
    for table in schema.read(case):
        assert f"\n## {table.name}\n" in page
        for column in table.columns:
            assert f"* **`{column.name}`**" in page
            assert column.description in page


def test_an_entry_has_the_facts_that_a_coder_needs(invented: Path) -> None:
    """Type, keys and references are told in words, for any case."""
    page = codebook(invented)
    assert "* **`depth`** (whole number, may be empty)." in page
    assert "items of `holder` are found in `actors.actor_id`" in page


def test_the_page_in_the_docs_is_up_to_date() -> None:
    """The committed page is what the generator makes."""
    case = places.case("syria-2017")
    page = case.parents[1] / "docs" / "codebook.md"
    assert page.read_text(encoding="utf-8") == codebook(case)
