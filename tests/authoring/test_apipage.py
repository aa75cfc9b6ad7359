"""The page of functions, made from signatures and docstrings without importing anything."""

import inspect
import pkgutil
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

import kit
from kit.authoring import stale
from kit.authoring.apipage import api

ROOT = Path(__file__).parents[2]
ROOMS = ("kit.case", "kit.reading", "kit.exchange")
MODULES = [
    f"{room}.{each.name}"
    for room in ROOMS
    for each in pkgutil.iter_modules(import_module(room).__path__)
]


@pytest.fixture(scope="module")
def page():
    """The page as it is made now."""
    return api()


def section(page, name):
    """Cut out the section of one module."""
    return re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", page, re.M | re.S)[1]


def test_the_front_door_comes_first(page):
    """Everything that `kit` offers has its entry."""
    entries = re.findall(r"^### (\w+)$", section(page, "kit"), re.M)
    assert entries == kit.__all__


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_and_class_has_an_entry(page, name):
    """What a module defines under a public name is there, with its first sentence."""
    module, text = import_module(name), section(page, name)
    public = {
        key: value
        for key, value in vars(module).items()
        if not key.startswith("_")
        and (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == name
    }
    assert set(re.findall(r"^### (\w+)$", text, re.M)) == set(public)
    for value in public.values():
        assert inspect.getdoc(value).splitlines()[0].replace("``", "`") in text


def test_a_signature_stands_as_it_is_written(page):
    """Over several lines, with defaults and types, and without the colon at the end."""
    assert """### kappa

```python
def kappa(
    a: Sequence[Any] | pd.Series,
    b: Sequence[Any] | pd.Series,
    *,
    order: Sequence[Hashable] | None = None,
) -> float
```
""" in section(page, "kit.reading.agreement")
    assert """    stance: str = "stance",
    normalization: str | None = None,
""" in section(page, "kit.reading.discourse")
    assert "@dataclass(frozen=True)\nclass Window\n```" in section(page, "kit.reading.windows")


def test_docstrings_become_markdown(page):
    """Lists of parameters, examples in fences, no marks of another language."""
    kappa = section(page, "kit.reading.agreement")
    assert "* `a, b`\n  One value per unit from each coder." in kappa
    assert '```pycon\n>>> kappa(["yes", "yes", "no", "no"]' in kappa
    assert ":func:" not in page
    assert "\n----" not in page.replace("|---", "")


def test_the_links_lead_to_sections(page):
    """An anchor is the heading in small letters without points."""
    headings = {name.lower().replace(".", "") for name in re.findall(r"^## (.+)$", page, re.M)}
    assert set(re.findall(r"\(#(\w+)\)", page)) == headings


def test_the_page_in_the_docs_is_up_to_date(page):
    """The committed page is what the generator makes."""
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == page


def test_only_the_project_itself_gets_the_page(tmp_path):
    """A course of one's own has no sources of kit beside its data."""
    bakery = tmp_path / "data" / "bakery"
    shutil.copytree(ROOT / "data" / "syria-2017", bakery)
    assert tmp_path / "docs" / "api.md" not in stale.pages(tmp_path)
    assert ROOT / "docs" / "api.md" in stale.pages(ROOT)
