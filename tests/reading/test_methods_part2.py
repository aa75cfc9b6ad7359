"""The worked examples of the methods page run and give what the page says."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "methods-part2.md"


def test_the_examples_of_the_page_come_out():
    """Every one of them, and there are some."""
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0
