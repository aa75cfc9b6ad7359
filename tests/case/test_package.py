"""Loading a case: tables, types, and the published numbers of the Syria case."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from kit import places
from kit.case.package import Case, CaseError, list_cases, load_case, read_case

SIZES = {
    "units": 14,
    "actors": 24,
    "concepts": 21,
    "statements": 25,
    "claims": 20,
    "events": 20,
    "hypotheses": 11,
    "evidence": 21,
    "ratings": 138,
    "codings": 13,
}
MOTIVES, OUTCOMES = ["M1", "M2", "M3", "M4", "M5", "M6"], ["O1", "O2", "O3", "O4"]


@pytest.fixture(scope="module")
def case() -> Case:
    """The Syria case."""
    return load_case("syria-2017")


def inconsistency(ratings: pd.DataFrame, hypotheses: list[str]) -> list[int]:
    """Count I as 1 and II as 2, for each hypothesis."""
    counts = ratings["rating"].map({"I": 1, "II": 2}).fillna(0).astype(int)
    return counts.groupby(ratings["hypothesis_id"]).sum().loc[hypotheses].tolist()


def test_tables_have_the_published_sizes(case: Case) -> None:
    """Every table of the contract is there, with its rows."""
    assert {name: len(case[name]) for name in SIZES} == SIZES
    assert {"sources", "cards", "arguments"} <= set(case.tables)


def test_words_of_the_units_add_up(case: Case) -> None:
    """398 tokens, 101 of them inside quotation marks."""
    assert case.units["words"].sum() == 398
    assert case.units["in_quotes"].sum() == 101


@pytest.mark.parametrize(
    ("column", "counts"),
    [
        ("speaker", {"BOT": 9, "NAR": 8, "LAM": 4, "SHA": 2, "TKE": 1, "KGZ+KAZ": 1}),
        ("mode", {"indirect": 10, "narrator": 8, "direct": 7}),
        ("certainty", {"asserted": 18, "hedged": 3, "predicted": 3, "conditional": 1}),
        ("depth", {1: 8, 2: 15, 3: 2}),
    ],
)
def test_statements_have_the_published_counts(
    case: Case, column: str, counts: dict[object, int]
) -> None:
    """The counts by speaker, mode, certainty and depth are those of the codebook."""
    assert case.statements[column].value_counts().to_dict() == counts


def test_mixed_quotations_are_direct(case: Case) -> None:
    """The two sentences with a mixed quotation hold four direct statements."""
    mixed = case.statements[case.statements["mixed"]]
    assert set(mixed["unit_id"]) == {"S09", "S10"}
    assert set(mixed["mode"]) == {"direct"}


def test_exploded_holders_are_28(case: Case) -> None:
    """28 rows with a holder; four background statements have none."""
    holders = case.statements["holder"].str.split(";").explode()
    assert holders.notna().sum() == 28
    assert len(holders) == 32


def test_motive_inconsistency(case: Case) -> None:
    """The sums with all evidence and with the article's alone are as published."""
    ratings = case.ratings
    article = ratings[ratings["evidence_id"].str.startswith("E")]
    assert inconsistency(ratings, MOTIVES) == [0, 2, 0, 2, 4, 5]
    assert inconsistency(article, MOTIVES) == [0, 1, 0, 0, 1, 1]


def test_outcome_inconsistency(case: Case) -> None:
    """The sums with all evidence, and with what was public when the article appeared."""
    known = case.evidence.loc[case.evidence["date"] <= "2017-07-15", "evidence_id"]
    outcome = case.ratings[case.ratings["hypothesis_id"].str.startswith("O")]
    public = outcome[outcome["evidence_id"].isin(known)]
    assert inconsistency(outcome, OUTCOMES) == [7, 2, 0, 1]
    assert set(public["evidence_id"]) == {"E03", "E05", "E06", "X01", "X08", "X09"}
    assert inconsistency(public, OUTCOMES) == [3, 1, 0, 0]


def test_a_contested_cell_names_another_rating(case: Case) -> None:
    """A disputed cell gives another rating than the one in the table."""
    contested = case.ratings[case.ratings["contested"].notna()]
    other = contested["contested"].str.split(":").str[0]
    assert len(contested) == 17
    assert (other != contested["rating"]).all()


def test_the_open_row_has_no_ratings(case: Case) -> None:
    """M7 is rated by the students."""
    assert "M7" in set(case.hypotheses["hypothesis_id"])
    assert "M7" not in set(case.ratings["hypothesis_id"])


def test_quoted_wording_is_short(case: Case) -> None:
    """Phrases of the article are at most four words long."""
    phrases = case.claims["wording"].dropna().str.split(";").explode()
    assert phrases.str.split().str.len().max() <= 4


def test_columns_have_the_types_of_the_schema(case: Case) -> None:
    """Whole numbers, truth values, dates and text come typed; an empty cell is missing."""
    assert case.statements["depth"].dtype == "int64"
    assert case.statements["mixed"].dtype == bool
    assert pd.api.types.is_datetime64_any_dtype(case.events["date"])
    assert case.cards["date"].isna().any()
    assert case.statements["cue"].dtype == "str"


def test_loading_twice_gives_equal_fresh_frames() -> None:
    """What a student does to a frame reaches no later load."""
    first = load_case("syria-2017")
    first.units.loc[0, "kind"] = "changed"
    second, third = load_case("syria-2017"), load_case("syria-2017")
    assert second.units.loc[0, "kind"] == "headline"
    for table in second.tables:
        pd.testing.assert_frame_equal(second[table], third[table])


def test_loading_needs_pandas_alone() -> None:
    """Neither frictionless nor anything of Jupyter or plotting is imported."""
    code = (
        "import sys; from kit import load_case; load_case('syria-2017'); "
        "heavy = {'frictionless', 'ipywidgets', 'nbformat', 'matplotlib', 'IPython'}; "
        "print(heavy & set(sys.modules))"
    )
    course = str(places.course())
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=course
    )
    assert done.stdout.strip() == "set()"


def test_a_case_is_found_by_name(invented: Path) -> None:
    """The course's cases are listed, and the only one needs no name."""
    course = invented.parents[1]
    assert list_cases(course) == ["ferry"]
    assert load_case(course=course).title == "A ferry (invented)"
    with pytest.raises(places.PlaceError, match="Cases here: ferry"):
        load_case("syria-2017", course)


def test_with_several_cases_a_name_is_needed(invented: Path) -> None:
    """Without a name and with a choice, the names are listed."""
    other = invented.parent / "other"
    other.mkdir()
    (other / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    with pytest.raises(CaseError, match="ferry, other"):
        load_case(course=invented.parents[1])


def test_tables_saved_by_a_spreadsheet_load(invented: Path) -> None:
    """The mark that Excel puts before 'CSV UTF-8' does no harm."""
    file = invented / "actors.csv"
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert list(read_case(invented).actors) == ["actor_id", "name", "type"]


def test_an_unknown_table_is_answered_with_the_known_ones(invented: Path) -> None:
    """A slip in a table's name lists the tables, as attribute and as item."""
    case = read_case(invented)
    with pytest.raises(AttributeError, match="This case has: units, actors"):
        _ = case.unit
    with pytest.raises(KeyError, match="This case has: units, actors"):
        case["unit"]
    assert "units" in dir(case)
    assert "units (14)" in repr(case)


def test_a_table_that_does_not_read_is_explained(invented: Path) -> None:
    """A wrong type, a missing column and a missing file point to `kit validate`."""
    file = invented / "statements.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",2,BRO", ",two,BRO"), "utf-8")
    with pytest.raises(CaseError, match=r"'statements'.*kit validate"):
        read_case(invented)
    file.write_text("statement_id\nT01\n", encoding="utf-8")
    with pytest.raises(CaseError, match="no column unit_id"):
        read_case(invented)
    file.unlink()
    with pytest.raises(CaseError, match="has no file"):
        read_case(invented)
