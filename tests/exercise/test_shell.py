"""What a check learns from the notebook's shell."""

import subprocess
import sys

import pytest

from kit.exercise.shell import sets

SHELL = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell('from kit import check\\ncheck')
for source in SOURCES:
    shell.run_cell(source, store_history=True)
"""


@pytest.fixture
def run(tmp_path, sealed_key, monkeypatch):
    """Run cells in a shell, in a course folder, and give what they print."""
    (tmp_path / "data" / "demo").mkdir(parents=True)
    (tmp_path / "data" / "demo" / "datapackage.json").write_text("{}")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "key.sealed.json").write_text(sealed_key.to_json(), encoding="utf-8")
    for name in ("KIT_COURSE", "KIT_CHECK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KIT_STATE", "off")

    def told(*sources):
        program = f"SOURCES = {sources!r}\n{SHELL}"
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            cwd=tmp_path / "notebooks",
        )
        return done.stdout

    return told


def test_a_check_before_its_answer_cell_is_a_sentence(run):
    """A check of a name that does not exist yet shows no traceback, an ordinary name does."""
    shown = run('check("2.3", depths)', "depths")
    assert "'depths' does not exist yet. Run the answer cell above first." in shown
    assert shown.count("Traceback") == 1


def test_a_value_from_before_an_error_is_not_judged(run):
    """Whatever broke the answer cell, the old value gets no verdict until the cell is mended."""
    answer, asked = 'x = "envoy"', 'check("0.1", x)'
    broken = ("x = envoi", "x = two envoys", "x = 1 / 0")
    shown = run(*(cell for failing in broken for cell in (answer, failing, "1 + 1", asked)))
    assert shown.count("Nothing is judged yet. The last cell that was to set `x`") == len(broken)
    assert "correct" not in shown
    assert "0.1: correct" in run(answer, "x = envoi", answer, asked)


def test_another_cell_that_fails_takes_nothing_away(run):
    """Only a cell that sets the checked name matters."""
    assert "0.1: correct" in run('x = "envoy"', "y = envoi", 'check("0.1", x)')


def test_while_grading_nothing_is_withheld(run, monkeypatch):
    """In the grading sandbox a failed cell takes no answer away."""
    monkeypatch.setenv("KIT_CHECK", "emit")
    shown = run('x = "envoy"', "x = envoi", 'check("0.1", x)')
    assert "Answer 0.1 is noted." in shown


def test_only_names_that_a_cell_sets_count():
    """A comparison, an argument and a call set nothing; a part and a function do."""
    source = 'a == 1\nf(b=2)\nc["k"] = 3\ndef d(n):\n    e = 4\n_ = pd.DataFrame(\n  x = 1\n)'
    assert sets(source) == {"c", "d", "_"}
