"""Attaching a text: what is found, altered and missing."""

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import places
from kit.case.package import read_case
from kit.case.schema import CaseError
from kit.case.text import attach, attached, fingerprint, locate, normalised_words
from kit.case.words import count_of, holds

GAPS = [" ", "  ", "\n", "\r\n", "\t\u00a0", "\n\n", " \u200b"]
QUOTES = [("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"), ("''", "''")]
WORD = re.compile(r"\w+")


def test_all_units_of_the_article_are_found(article: str, units: pd.DataFrame) -> None:
    """An untouched article has every unit, and the report says so."""
    report = locate(article, units)
    assert report.found == list(units["unit_id"])
    assert str(report) == "14 of 14 units found."


def test_the_text_of_a_unit_keeps_its_typography(article: str, units: pd.DataFrame) -> None:
    """Readers get the unit as printed, with its quotation marks and brackets."""
    texts = locate(article, units).texts
    assert texts["S04"].startswith("“Reed’s")
    assert texts["S04"].endswith("writes.")
    assert texts["S11"].startswith("Due to [the")
    assert texts["S11"].endswith("there.”")


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_typography_does_not_matter(article: str, units: pd.DataFrame, data: st.DataObject) -> None:
    """Line breaks, doubled blanks and the style of quotation marks change nothing."""
    opening, closing = data.draw(st.sampled_from(QUOTES))
    apostrophe = data.draw(st.sampled_from("'’ʼ"))
    styled = re.sub(r"(?<=\w)’(?=\w)", apostrophe, article)
    styled = styled.replace("“", opening).replace("”", closing)
    gap = data.draw(st.lists(st.sampled_from(GAPS), min_size=1, max_size=9))
    words = styled.split()
    spaced = "".join(word + gap[place % len(gap)] for place, word in enumerate(words))
    assert locate(spaced, units).found == list(units["unit_id"])


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_one_changed_word_is_named(article: str, units: pd.DataFrame, data: st.DataObject) -> None:
    """Whatever word is changed or left out, its unit alone is reported, as altered."""
    words = list(WORD.finditer(article))
    word = words[data.draw(st.integers(0, len(words) - 1))]
    new = data.draw(st.sampled_from(["xylophone", ""]))
    report = locate(article[: word.start()] + new + article[word.end() :], units)
    assert len(report.found) == 13
    assert len(report.altered) == 1
    assert report.missing == []


def test_a_unit_that_was_cut_out_is_missing(article: str, units: pd.DataFrame) -> None:
    """A paragraph left out is missing, not altered."""
    paragraphs = article.split("\n\n")
    report = locate("\n\n".join([*paragraphs[:3], *paragraphs[4:]]), units)
    assert report.missing == ["S03"]
    assert str(report) == "13 of 14 units found. Missing: S03."


def test_another_text_has_none_of_the_units(units: pd.DataFrame) -> None:
    """In a text that is not the article, every unit is missing and none altered."""
    report = locate("But the villages sell honey, and Ada Brook keeps the bees.", units)
    assert report.missing == list(units["unit_id"])


def test_text_around_the_article_does_not_matter(article: str, units: pd.DataFrame) -> None:
    """Menus before the article and comments after it leave the units found."""
    report = locate(f"Home News Sport\n{article}\nComments: Due to the rain …", units)
    assert len(report.found) == 14


def test_a_sentence_that_is_there_twice_counts_for_two_units() -> None:
    """Two units with the same words take their places in turn."""
    mark = fingerprint(["we", "wait"])
    units = pd.DataFrame(
        {"unit_id": ["S00", "S01"], "locator": ["We wait"] * 2, "fingerprint": [mark] * 2}
    )
    assert locate("We wait. We wait.", units).found == ["S00", "S01"]
    assert locate("We wait.", units).found == ["S00"]


def test_attach_keeps_the_text_in_the_case(invented: Path, article: str, tmp_path: Path) -> None:
    """An attached text is copied into the case, where readers find its units."""
    file = tmp_path / "copy.txt"
    file.write_text(article, encoding="utf-8-sig")
    case = read_case(invented)
    assert attached(invented, case.units) is None
    report = case.attach(file)
    assert len(report.found) == 14
    assert str(places.attached_text(invented)) in str(report)
    kept = attached(invented, case.units)
    assert kept is not None
    assert len(kept.texts) == 14


def test_attach_keeps_no_other_text(invented: Path, tmp_path: Path) -> None:
    """A text without a single unit is not the article and is not kept."""
    file = tmp_path / "other.txt"
    file.write_text("A recipe for soup.", encoding="utf-8")
    report = attach(invented, file)
    assert report.found == []
    assert "Nothing was kept" in str(report)
    assert not places.attached_text(invented).exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "There is no file"), (b"caf\xe9", "not text in UTF-8"), (b"\xff\xfe\x00", "UTF-8")],
)
def test_attach_refuses_in_a_sentence(
    invented: Path, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    """A missing file and a wrong encoding are explained, not thrown at the reader."""
    file = tmp_path / "text.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CaseError, match=sentence):
        attach(invented, file)


def test_normalised_words_keep_letters_and_inner_apostrophes() -> None:
    """Dashes, ellipses, brackets and quotation marks go; accents stay."""
    words = normalised_words("“Café — [the] baker’s\u00ad ‘new’ oven … isn't”")
    assert words == ["café", "the", "baker's", "new", "oven", "isn't"]
    assert normalised_words("cafe\u0301") == ["café"]


@given(st.lists(st.text(alphabet="abcé", min_size=1), max_size=9))
def test_a_fingerprint_tells_the_number_of_words(words: list[str]) -> None:
    """The count can be read back, and another word more gives another fingerprint."""
    assert count_of(fingerprint(words)) == len(words)
    assert fingerprint(words) != fingerprint([*words, "x"])


def test_holds_finds_whole_words_only() -> None:
    """A phrase is found as words, whatever the case and the quotation marks."""
    assert holds("They “set\n up” hours", "Set up")
    assert not holds("They set upon it", "set up")
