"""The examples in the docstrings of the reading library run."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import kit.reading

MODULES = [each.name for each in pkgutil.iter_modules(kit.reading.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_run(name):
    """What the help shows is what comes out."""
    assert doctest.testmod(import_module(f"kit.reading.{name}")).failed == 0
