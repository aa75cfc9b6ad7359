"""Bytes that nobody vouches for become cells, or one sentence."""

import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.grading.notebook import Cell, NotebookProblem, read


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "The file is empty."),
        (b"  \n", "The file is empty."),
        ('{"cells": "caf\xe9"}'.encode("latin-1"), "not UTF-8"),
        (b"%PDF-1.7", "is a PDF that is called like a notebook"),
        (b"PK\x03\x04", "a packed or a Word file that is called like a notebook"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>", "is a web page that is called like a notebook"),
        (b'{"cells": [', "damaged in line 1"),
        (b"[1, 2]", "no list of cells"),
        (b'{"cells": 3}', "no list of cells"),
        (b'{"cells": []}', "has no cells"),
        (b'{"cells": [7, null]}', "has no cells"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"worksheets": [3], "nbformat": 3}', "no list of cells"),
        (b'{"worksheets": [], "nbformat": 3}', "no list of cells"),
    ],
)
def test_what_is_no_notebook_is_refused_in_a_sentence(raw: bytes, said: str) -> None:
    """Every kind of broken file has its own reason."""
    with pytest.raises(NotebookProblem, match=said):
        read(raw)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    """Whatever the bytes are: cells or a problem."""
    try:
        assert read(raw)
    except NotebookProblem as problem:
        assert str(problem).endswith(".")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["cell_type", "source", "metadata", "id", "outputs"]), json_values
    ),
)
def test_any_cell_is_read(cell: dict) -> None:
    """A cell with fields of the wrong type is still a cell."""
    (found,) = read(json.dumps({"cells": [cell]}).encode())
    assert isinstance(found.source, str)
    assert all(isinstance(tag, str) for tag in found.tags)


def test_bom_and_windows_line_ends_are_all_right(make: SimpleNamespace) -> None:
    """What Windows editors add changes nothing."""
    plain = make.notebook(answers={"1.1": "a = 1\nb = 2"})
    windows = make.notebook(answers={"1.1": "a = 1\r\nb = 2"})
    raw = b"\xef\xbb\xbf" + json.dumps(windows, indent=1).replace("\n", "\r\n").encode()
    assert read(raw) == read(json.dumps(plain).encode())


def test_nbformat_3_is_read() -> None:
    """A notebook of the old format has its cells in worksheets."""
    code = {"cell_type": "code", "input": ["x = 1\n", "x"], "metadata": {"tags": ["answer:1.1"]}}
    text = {"cell_type": "markdown", "source": "Why?"}
    sheets = {"nbformat": 3, "worksheets": [{"cells": []}, {"cells": [code, text]}]}
    found = [Cell("code", "x = 1\nx", ("answer:1.1",)), Cell("markdown", "Why?")]
    assert read(json.dumps(sheets).encode()) == found
    # A file of nbformat 4 that some tool labelled 3.
    assert read(json.dumps(sheets | {"worksheets": [], "cells": [code, text]}).encode()) == found


def test_tags_come_before_ids() -> None:
    """A split leaves the id with the last part and copies the tags to all."""
    assert Cell("code", "", ("answer:1.2",), "answer-1-1").marked("answer") == "1.2"
    assert Cell("code", "", (), "answer-1-1").marked("answer") == "1.1"
    assert Cell("code", "", ("check:1.1",), "answer-1-1").marked("answer") is None
    assert Cell("code", "", (), "other").marked("answer") is None
