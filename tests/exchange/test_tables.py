"""Plain CSV: read with care, under any column names."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.exchange import ExchangeError, LeftOutWarning, tables


@pytest.fixture
def file(tmp_path):
    """Write a file and give its path."""

    def made(content, encoding="utf-8"):
        path = tmp_path / "own.csv"
        path.write_bytes(content.encode(encoding))
        return path

    return made


def test_columns_are_renamed_and_types_found(file):
    """Semicolons, a byte order mark, numbers, truth values, dates, quoted text."""
    path = file(
        'Sprecher;Haltung;zugestimmt;Tag;"Satz; kurz"\r\n'
        'Ada;1;TRUE;2030-05-01;"sagt ""ja"";\nnie nein"\r\nBen;-1;false;;x\r\n',
        "utf-8-sig",
    )
    found = tables.read(path, rename={"Sprecher": "person", "Tag": "date"}, dates=["date"])
    assert list(found) == ["person", "Haltung", "zugestimmt", "date", "Satz; kurz"]
    assert found["Haltung"].tolist() == [1, -1]
    assert found["zugestimmt"].tolist() == [True, False]
    assert found["date"].tolist() == [pd.Timestamp("2030-05-01"), pd.NaT]
    assert found.loc[0, "Satz; kurz"] == 'sagt "ja";\nnie nein'
    assert found.attrs["left_out"] == []


def test_only_an_empty_cell_is_missing_and_ids_stay_as_they_are(file):
    """NA, None and NAP are words; 007 is no number; 1e3 is none either."""
    found = tables.read(file("a,b,c,d\nNA,007,1,1e3\nNAP,008,,2e3\n"))
    assert found["a"].tolist() == ["NA", "NAP"]
    assert found["b"].tolist() == ["007", "008"]
    assert found["c"].isna().tolist() == [False, True]
    assert found["c"].dtype == "Int64"
    assert found["d"].tolist() == ["1e3", "2e3"]


def test_what_could_not_be_taken_is_listed(file):
    """Cells too many, cells too few, blank rows, no dates."""
    path = file("a,day\nx,2030-01-01,extra\ny\n,\nz,May\n")
    with pytest.warns(LeftOutWarning, match="3 rows read"):
        found = tables.read(path, dates=["day"])
    assert found["a"].tolist() == ["x", "y", "z"]
    assert found.attrs["left_out"] == [
        "Row 2: more cells than headings: extra.",
        "Row 3: 1 cells fewer than headings: missing.",
        "Blank rows: 1.",
        "No dates (year-month-day) in 'day': May: missing.",
    ]


def test_headings_alone_give_an_empty_frame_of_the_right_shape(file):
    """No rows, all columns."""
    assert tables.read(file("a\tb\n")).shape == (0, 2)


@pytest.mark.parametrize(
    ("content", "choice", "words"),
    [
        ("", {}, "has no headings"),
        ("a,a\n1,2\n", {}, "Name every column once"),
        ("a,\n1,2\n", {}, "Name every column once"),
        ("a,b\n1,2\n", {"rename": {"c": "d"}}, r"has no column c\. Columns: a, b"),
        ("a,b\n1,2\n", {"rename": {"a": "b"}}, "Name every column once"),
        ("a,b\n1,2\n", {"dates": ["day"]}, "no column 'day' of dates"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(file, content, choice, words):
    """The file is named, and what it has."""
    with pytest.raises(ExchangeError, match=words):
        tables.read(file(content), **choice)


def test_letters_in_another_encoding_are_refused_until_it_is_named(file, tmp_path):
    """A file saved by an old spreadsheet."""
    path = file("a\nMünchen\n", "cp1252")
    with pytest.raises(ExchangeError, match="cp1252"):
        tables.read(path)
    assert tables.read(path, encoding="cp1252")["a"].tolist() == ["München"]
    with pytest.raises(ExchangeError, match="cannot be read"):
        tables.read(tmp_path / "none.csv")


def test_an_empty_text_cannot_be_told_from_a_missing_one(tmp_path):
    """Writing says so."""
    path = tmp_path / "out.csv"
    assert tables.write(pd.DataFrame({"a": ["x", ""]}), path) == [
        "Empty texts in a come back as missing."
    ]
    assert tables.write(pd.DataFrame({"a": ["x", None]}), path) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(
                lambda text: f"t{text}"
            ),
            st.integers(-99, 99),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_written_table_comes_back(tmp_path_factory, rows):
    """Any text, whole numbers and truth values."""
    path = tmp_path_factory.mktemp("t") / "t.csv"
    frame = pd.DataFrame(rows, columns=["text", "number", "truth"])
    tables.write(frame, path)
    pd.testing.assert_frame_equal(tables.read(path), frame, check_dtype=False)
