"""The form of answers, of which nothing is trusted."""

import pytest

from kit.exercise.plaindata import OPEN, NotAnAnswer, checked, open_parts


@pytest.mark.parametrize(
    "data",
    [
        {"code": "import os"},
        {"set": [1], "tuple": []},
        {"mapping": [[1]]},
        {"date": "soon"},
        {"float": "1e9"},
        {"open": False},
        {"series": {"name": None, "index": [1], "values": []}},
        {"table": {"columns": ["a"], "index": None, "rows": [[1, 2]]}},
        {},
        float("inf"),
    ],
)
def test_garbage_is_refused(data):
    """What is not an answer's plain data is refused, whatever displayed it."""
    with pytest.raises(NotAnAnswer):
        checked(data)


def test_open_parts_are_counted_wherever_they_hide():
    """Each ... inside an answer counts as one open part."""
    assert open_parts({"mapping": [["a", OPEN], ["b", [1, OPEN]], ["c", 3]]}) == 2
