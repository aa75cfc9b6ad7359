"""The desk of the browser tests, for measuring on it."""

import importlib.util
from pathlib import Path

TESTS = Path(__file__).parents[2] / "tests"

for _folder in (TESTS, TESTS / "browser", TESTS / "browser" / "widgets"):
    _spec = importlib.util.spec_from_file_location(f"desk_{_folder.name}", _folder / "conftest.py")
    _module = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(_module)
    globals().update({name: found for name, found in vars(_module).items() if name[0] != "_"})
