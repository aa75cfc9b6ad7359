"""The codebook page, made from the descriptions in the schema."""

from kit import places
from kit.authoring.reports import codebook, with_binder_link
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


def test_an_entry_has_the_facts_that_a_coder_needs() -> None:
    """Type, keys and references are told in words."""
    page = codebook(places.case("syria-2017"))
    assert "* **`depth`** (whole number, required" in page
    assert "items of `holder` are found in `actors.actor_id`" in page


def test_the_page_in_the_docs_is_up_to_date() -> None:
    """The committed page is what the generator makes."""
    case = places.case("syria-2017")
    page = case.parents[1] / "docs" / "codebook.md"
    assert page.read_text(encoding="utf-8") == codebook(case)


def test_the_binder_link_is_made_from_one_line() -> None:
    """Another address in pyproject.toml makes another button; other text stays."""
    page = "# Title\n<!-- binder: made -->\nold\n<!-- /binder -->\nEnd\n"
    project = '[tool.rival-readings]\nrepository = "me/mine"\n'
    made = with_binder_link(page, project)
    assert "/v2/gh/me/mine/main?urlpath=lab/tree/notebooks/00_start_here.ipynb" in made
    assert "old" not in made
    assert made.startswith("# Title\n")
    assert made.endswith("\nEnd\n")
    assert with_binder_link(made, project) == made
    assert with_binder_link("# Title", project) == "# Title"
