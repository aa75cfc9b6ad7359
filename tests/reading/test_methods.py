"""The examples of docs/methods.md are run: its numbers are the library's numbers."""

import doctest
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "methods.md"
BLOCK = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_every_example_of_the_page_comes_out():
    """One namespace from top to bottom, as a reader would type it."""
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert blocks
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, None, 0)
    found = doctest.DocTestRunner().run(examples)
    assert found.failed == 0
    assert found.attempted == sum(block.count(">>> ") for block in blocks)


def test_every_measure_says_what_a_reader_has_to_know():
    """What it answers, an example, the same by hand, where it comes from, and the traps."""
    sections = re.split(r"^#{2,3} (.+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    measures = {
        name: text
        for name, text in zip(sections[1::2], sections[2::2], strict=True)
        if "**Answers**" in text or "**By hand.**" in text
    }
    assert len(measures) > 30
    for name, text in measures.items():
        for part in ("**Answers**", "```pycon", "**By hand.**", "**Source.**", "**Trap"):
            assert part in text, f"{name}: {part}"
