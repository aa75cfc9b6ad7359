"""Whatever students must not find is found in a release, wherever it hides."""

import json
from pathlib import Path

import pytest

from kit.authoring.source import read_all
from kit.authoring.spoilers import leaves, search
from kit.authoring.stale import source_files
from kit.case.words import fingerprint, normalised_words

STORY = "On Tuesday the old oven was carried over the bridge by eleven careful bakers."
UNIT_ROWS = (
    "unit_id,para,locator,fingerprint\nU00,0,The oven,{headline}\nU01,1,On Tuesday the,{unit}\n"
)
HEADLINE = "The oven moves"


@pytest.fixture
def files(course) -> dict[str, bytes]:
    """A clean release: the built student notebooks and the sealed key."""
    paths = [*(course / "notebooks").glob("*.ipynb"), course / "notebooks/key.sealed.json"]
    return {path.relative_to(course).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def found(course, files):
    """Search a release to which something was added."""

    def search_with(**more: bytes) -> list[str]:
        return search(files | more, course, read_all(source_files(course)))

    return search_with


def planted(files: dict[str, bytes], change) -> dict[str, bytes]:
    """Change the first notebook."""
    notebook = json.loads(files["notebooks/01_bakery.ipynb"])
    change(notebook)
    return {"notebooks/01_bakery.ipynb": json.dumps(notebook).encode()}


def test_a_clean_release_holds_nothing(found):
    """Also pictures and empty files are no problem."""
    assert found(**{"a.png": b"\x89PNG\xff", "b.txt": b""}) == []


@pytest.mark.parametrize(
    ("secret", "what"),
    [
        ('longest = case.units.sort_values("words")["unit_id"].iloc[-1]', "the solution"),
        ('lambda units: units["words"].sum()', "a mistake of 1.4"),
        ("In the bridge story it was perhaps.", "a hint, question or explanation of 1.3"),
        ("You took the shortest unit instead.", "a hint, question or explanation of 1.1"),
        ("Two words make the claim weaker.", "a hint, question or explanation of 1.3"),
    ],
)
@pytest.mark.parametrize(
    "hide",
    [
        lambda book, text: book["cells"][0].update(source=["x\n", text]),
        lambda book, text: book["cells"][1]["metadata"].update(note=text),
        lambda book, text: book["metadata"].update({text: 1}),
        lambda book, text: book["cells"][-1].update(
            outputs=[{"output_type": "stream", "name": "stdout", "text": [text]}]
        ),
    ],
    ids=["source", "metadata", "name", "output"],
)
def test_a_secret_is_found_anywhere_in_a_notebook(found, files, secret, what, hide):
    """With the file, and the exercise it is of."""
    problems = found(**planted(files, lambda book: hide(book, secret)))
    assert problems
    assert all(problem.startswith("notebooks/01_bakery.ipynb: holds") for problem in problems)
    assert any(what in problem for problem in problems)


def test_a_secret_is_found_in_a_page(found):
    """Not only notebooks are read."""
    (problem,) = found(**{"docs/page.md": b"... Unit three has the most words of all. ..."})[:1]
    assert problem.startswith("docs/page.md: holds 'Unit three")


def test_what_the_case_says_is_no_secret(found):
    """A codebook made from it may say the same."""
    said = b"Unit three has the most words of all."
    assert found(**{"data/bakery/notes.csv": said, "docs/codebook.md": said}) == []


def test_an_answer_is_found_in_a_notebook_and_in_the_sealed_key(found, files):
    """A right pair; a right text among what should be shut."""
    pair = planted(files, lambda book: book["cells"][0].update(source="U01: event"))
    assert "an answer to 1.2" in " ".join(found(**pair))
    name = "notebooks/key.sealed.json"
    key = json.loads(files[name])
    key["exercises"]["1.3"]["guidance"] = "Allegedly"
    (problem,) = found(**{name: json.dumps(key).encode()})
    assert problem == "The sealed key holds an answer to 1.3 in clear. Run 'kit build'."


@pytest.mark.parametrize(
    "name",
    ["notebooks/instructor/x.ipynb", "notebooks/key.json", "tests/x.py", "data/b/article.txt"],
)
def test_a_file_of_the_instructors_is_found(found, name):
    """By its name, whatever it holds."""
    assert found(**{name: b"{}"}) == [
        f"{name}: this file is the instructor's. Take it out of the release."
    ]


def test_the_article_is_found_but_its_headline_may_be_cited(found, course):
    """Whatever its line breaks, dashes and quotation marks."""
    described = json.loads((course / "data/bakery/datapackage.json").read_text("utf-8"))
    names = ("unit_id", "para", "locator", "fingerprint")
    described["resources"][0]["schema"]["fields"] = [{"name": n, "type": "string"} for n in names]
    write(course / "data/bakery/datapackage.json", json.dumps(described))
    marks = [fingerprint(normalised_words(text)) for text in (HEADLINE, STORY)]
    write(course / "data/bakery/units.csv", UNIT_ROWS.format(headline=marks[0], unit=marks[1]))
    text = f"{HEADLINE}. A note. “{STORY}” it says.".replace(" ", "\n")
    assert found(**{"a.md": text.encode()}) == [
        "a.md: holds unit U01 of the article. Take the text out."
    ]
    assert found(**{"a.md": HEADLINE.encode(), "b.md": STORY[:60].encode()}) == []


def write(path: Path, text: str) -> None:
    """Write a text file."""
    path.write_text(text, encoding="utf-8")


def test_lines_of_one_cell_are_read_as_one_text():
    """A sentence that runs over two lines of JSON is still a sentence."""
    assert leaves({"cells": [{"source": ["a\n", "b"]}, 3, None]}) == [
        *("cells", "source", "a\nb", "3", "None")
    ]
