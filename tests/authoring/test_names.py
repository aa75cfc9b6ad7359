"""Which names code needs and leaves, in the order in which it runs."""

import pytest

from kit.authoring.names import assigned, is_expression, needed


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("x = x + 1", {"x"}),
        ("x = 1\ny = x", set()),
        ("total += 1", {"total"}),
        ("for row in rows:\n    last = row", {"rows"}),
        ("[row for row in rows if row > low]", {"rows", "low"}),
        ("{k: v for k, v in pairs}", {"pairs"}),
        ("def f(a, b=start):\n    c = a\n    return c + shift", {"start", "shift"}),
        ("lambda table: table.sum() / whole", {"whole"}),
        ("import math as m\nm.pi", set()),
        ("with open(path) as file:\n    file.read()", {"open", "path"}),
        ("if (n := count()) > 1:\n    n", {"count"}),
    ],
)
def test_needed_names(code, names):
    """A name counts as needed only if nothing before it assigns it."""
    assert needed(code) == names


def test_what_a_function_assigns_stays_inside():
    """Only the names of the cell itself are left behind."""
    assert assigned("def f(a):\n    b = a\n\nclass C:\n    d = 1\n\n(e, *g) = f(1)") == {
        *("f", "C", "e", "g")
    }


@pytest.mark.parametrize(("code", "expected"), [("{1: 2}", True), ("x = 2", False), ("(", False)])
def test_expressions_are_told_from_statements(code, expected):
    """An expression can be assigned; anything else has to run as it is."""
    assert is_expression(code) is expected
