"""What a built notebook records of its making."""

import pytest

from kit.authoring import marks
from kit.authoring.source import read


@pytest.mark.parametrize(
    ("code", "cases"),
    [
        ('load_case("bakery")', ["bakery"]),
        ('load_case("elsewhere")', ["bakery", "bridge"]),
        ("load_case(name)", ["bakery", "bridge"]),
        ("print(1)", ["bakery", "bridge"]),
    ],
)
def test_a_notebook_depends_on_the_cases_it_names(course, source_file, code, cases):
    """A notebook that names none may load any, so it depends on all."""
    (course / "data" / "bridge").mkdir()
    (course / "data" / "bridge" / "datapackage.json").write_text("{}", encoding="utf-8")
    source = read(source_file(f"# Title\n\n```{{code-cell}}\n{code}\n```\n"))
    assert marks.cases_of(source, course) == cases


def test_the_content_digest_leaves_only_itself_out():
    """Any other change shows."""
    found = {"cells": [], "metadata": {"kit": {"build": 1}}}
    plain = marks.content_digest(found)
    assert marks.content_digest({**found, "metadata": {"kit": {"build": 1, "content": plain}}}) == (
        plain
    )
    assert marks.content_digest({**found, "metadata": {"kit": {"build": 2}}}) != plain
    assert marks.content_digest({**found, "cells": [{}]}) != plain


def test_a_missing_file_and_a_binary_file_have_a_fingerprint(tmp_path):
    """Nothing that lies among the tables breaks the comparison."""
    (tmp_path / "odd.csv").write_bytes(b"\xff\xfe")
    assert marks.file_digest(tmp_path / "none.csv") == ""
    assert len(marks.file_digest(tmp_path / "odd.csv")) == 16
