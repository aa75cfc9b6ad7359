"""From a source to the two notebooks that are built of it."""

import pytest

from kit.authoring.compose import compose
from kit.authoring.source import read

TEXT = """# Title

See the [glossary](../docs/glossary.md). Predict, then run.

```{code-cell} ipython3
:tags: ["predict"]
1 + 1
```

```{code-cell} ipython3
2 + 2
```
"""


@pytest.fixture
def cells(source_file, texts):
    """The cells of the student and of the instructor notebook."""
    source = read(source_file(texts.header + TEXT))
    return {solved: compose(source, solved=solved).cells for solved in (False, True)}


def test_what_is_to_be_predicted_is_folded_for_students(cells):
    """The output waits until the student runs the cell; the instructor sees it at once."""
    student = [cell.metadata.get("jupyter") for cell in cells[False][1:]]
    assert student == [{"outputs_hidden": True}, None]
    assert all("jupyter" not in cell.metadata for cell in cells[True])
    assert "tags" not in cells[False][1].metadata


def test_links_lead_to_the_same_page_from_both_folders(cells):
    """Solved notebooks lie one folder deeper."""
    assert "](../docs/glossary.md)" in cells[False][0].source
    assert "](../../docs/glossary.md)" in cells[True][0].source


def test_cells_have_the_same_ids_in_both(cells):
    """An id depends on the source alone, so that work can be matched."""
    assert [cell.id for cell in cells[False]] == [cell.id for cell in cells[True]]
