"""Our own modules as processes."""

import os
import subprocess

from kit.grading.interpreter import command


def test_main_gets_the_arguments_and_imports_are_quiet(tmp_path) -> None:
    """The collector rests until the module itself enables it."""
    (tmp_path / "ours.py").write_text(
        "import gc\nat_import = gc.isenabled()\ndef main(*given): print(at_import, given)\n"
    )
    env = os.environ | {"PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(
        command("ours", "one", "'two'"), env=env, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False ('one', \"'two'\")\n"
