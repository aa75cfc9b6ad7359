"""The pages for analysts do what they say, and their links lead somewhere."""

import doctest
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SAVED = re.compile(r"Save this as `([\w.]+)`")
LINK = re.compile(r"\]\(([^()#\s]*)#?([^()\s]*)\)")
PAGES = ["api.md", "for-analysts.md", "methods.md"]


def read(name):
    """Read a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def anchor(heading):
    """Make the anchor of a heading as GitHub and JupyterLab's Markdown do."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_line_for_analysts_comes_out(tmp_path, monkeypatch):
    """The tables are saved as the page says, and all examples run from top to bottom."""
    monkeypatch.chdir(tmp_path)
    page = read("for-analysts.md")
    fences = FENCE.findall(page)
    assert {kind for kind, _ in fences} == {"csv", "pycon"}
    tables = [body for kind, body in fences if kind == "csv"]
    for name, body in zip(SAVED.findall(page), tables, strict=True):
        Path(name).write_text(body, encoding="utf-8")
    code = "\n".join(body for kind, body in fences if kind == "pycon")
    examples = doctest.DocTestParser().get_doctest(code, {}, "for-analysts.md", None, 0)
    assert doctest.DocTestRunner().run(examples).failed == 0
    assert len(examples.examples) == code.count(">>> ")
    written = {path.suffix for path in tmp_path.iterdir()}
    assert written == {".csv", ".graphml", ".jsonld", ".argdown"}


@pytest.mark.parametrize("name", PAGES)
def test_links_within_the_pages_lead_somewhere(name):
    """To a file that is there, and to a heading that it has."""
    for target, part in LINK.findall(FENCE.sub("", read(name))):
        if target.startswith("http"):
            continue
        assert (DOCS / (target or name)).exists(), target
        if part:
            headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(target or name)), re.MULTILINE)
            assert part in map(anchor, headings), part
