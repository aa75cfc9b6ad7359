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
