"""The page of sources: status, address, and what rests on each."""

import shutil

import pytest

from kit import load_case, places
from kit.authoring.problems import BuildError
from kit.authoring.sources_page import PAGE, pages, sources_page
from kit.case.package import read_case


@pytest.fixture
def copy(tmp_path):
    """A course of its own with the real case, to be changed at will."""
    ignore = shutil.ignore_patterns("article.txt")
    shutil.copytree(places.case("syria-2017"), tmp_path / "data" / "syria-2017", ignore=ignore)
    return tmp_path


def change(course, table, before, after):
    """Replace a text in a table of the case."""
    path = course / "data" / "syria-2017" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def row(page: str, source: str) -> str:
    """Find the row of a source."""
    return next(line for line in page.splitlines() if line.startswith(f"| {source} |"))


def test_every_source_has_a_full_row():
    """Id, what it is, address, date, status and what rests on it."""
    case = load_case("syria-2017")
    page = sources_page(case)
    for source in case.sources.itertuples():
        cells = row(page, source.source_id).strip("|").split("|")
        assert len(cells) == 6
        assert all(cell.strip() for cell in cells)
        assert cells[4].strip() == source.status


def test_claims_rest_on_sources_through_their_cards():
    """I1 is checked by C25, and C25 rests on R65."""
    assert row(sources_page(load_case("syria-2017")), "R65").endswith("| claims I1; cards C25 |")


def test_a_source_that_nothing_names_says_so():
    """An unverified source carries nothing."""
    page = sources_page(load_case("syria-2017"))
    assert row(page, "R82").endswith("| unverified | nothing in the case |")
    assert "Nothing in the case rests on unverified sources alone." in page


def test_what_rests_on_unverified_sources_alone_is_named(copy):
    """Card C25 has one source; the claim that it checks falls with it."""
    change(
        copy,
        "sources",
        "Reference pages: satellites and union republics,,seen",
        "Pages,,unverified",
    )
    page = sources_page(read_case(copy / "data" / "syria-2017"))
    assert "**Resting on unverified sources alone: cards C25, claims I1.**" in page


def test_what_was_not_simply_seen_is_listed():
    """Every card, claim and event with another status, and no other."""
    case = load_case("syria-2017")
    listed = sources_page(case).split("## Not simply seen")[1]
    expected = sum(
        (table["status"] != "seen").sum() for table in (case.cards, case.claims, case.events)
    )
    assert listed.count("\n| ") - 1 == expected  # one of the lines is the head
    assert "| cards C40 | Who kept watch in 2017 | inferred |" in listed
    assert "cards C25" not in listed


def test_a_bar_in_a_text_breaks_no_table(copy):
    """It becomes a slash."""
    change(copy, "sources", "Author page", "Author | page")
    assert "| Author / page |" in row(pages(copy)[copy / PAGE], "R5")


def test_a_case_without_sources_gets_no_page(course):
    """The invented course has two tables only."""
    assert pages(course) == {}


def test_a_broken_table_is_a_sentence(copy):
    """The build says so like everything else."""
    (copy / "data" / "syria-2017" / "cards.csv").unlink()
    with pytest.raises(BuildError, match="cards"):
        pages(copy)


def test_the_page_in_the_docs_is_up_to_date():
    """The committed page is what the generator makes."""
    course = places.case("syria-2017").parents[1]
    assert (course / PAGE).read_text(encoding="utf-8") == pages(course)[course / PAGE]
