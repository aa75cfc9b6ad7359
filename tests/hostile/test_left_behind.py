"""What a run leaves behind, also when the grader itself is killed: nothing."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.grading.kernels import Kernels, Limits
from kit.grading.sandbox import Sandbox

pytestmark = pytest.mark.sandbox

DAEMON = (
    "import os, time\nfor _ in range(3):\n    if not os.fork():\n        os.setsid()\n"
    "        if not os.fork():\n            time.sleep(999)\n        os._exit(0)"
)
GRADE = (
    "import sys\nfrom kit.grading.grade import grade\n"
    "grade(sys.argv[1], sys.argv[2], sys.argv[3], cell_timeout=100, progress=False)"
)


def soon(condition) -> bool:
    """Wait until something holds, at most a while."""
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


def test_nothing_of_one_notebook_is_there_for_the_next(case: Path) -> None:
    """No process, no file, no name; memory and sockets are new."""
    leave = DAEMON + (
        "\nimport socket\ns = socket.socket(socket.AF_UNIX)\ns.bind('\\0left')\ns.listen()\n"
        "open('left', 'w').close()\nopen('/dev/shm/left', 'w').close()\n"
        "import tempfile, kit\nopen(tempfile.gettempdir() + '/left', 'w').close()\nkit.left = 1"
    )
    look = (
        "import os, socket, tempfile, kit\n"
        "def hears():\n    try:\n        socket.socket(socket.AF_UNIX).connect('\\0left')\n"
        "    except OSError: return False\n    return True\n"
        "(os.listdir('.'), os.listdir('/dev/shm'), os.listdir(tempfile.gettempdir()), "
        "hasattr(kit, 'left'), hears())"
    )
    with Kernels(case, Limits(cell=10), Sandbox()) as kernels:
        assert kernels.run([leave])[0].outcome == "ok"
        (ran,) = kernels.run([look])
    assert ran.outputs[0]["data"]["text/plain"] == "([], [], [], False, False)"


def test_everything_ends_with_the_kernels(case: Path, tmp_path: Path, monkeypatch, running) -> None:
    """Daemons included; no folder is left either."""
    before = running()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Kernels(case, Limits(cell=10), Sandbox()) as kernels:
        kernels.run([DAEMON])
        assert running() - before
    assert soon(lambda: running() <= before)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_grader_that_is_killed_leaves_nothing_running(
    tmp_path: Path, course_folder: Path, make, running
) -> None:
    """Within a moment, whatever the kernels were busy with."""
    stubborn = (
        f"{DAEMON}\nimport signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    )
    make.save(tmp_path / "in/ada/01_loaves.ipynb", make.notebook(answers={"1.1": stubborn}))
    before = running()
    places = [str(tmp_path / "in"), str(tmp_path / "out"), str(course_folder)]
    grader = subprocess.Popen([sys.executable, "-c", GRADE, *places])
    assert soon(lambda: len(running() - before) >= 8)  # grader, worker, walls, parent, daemons
    grader.kill()
    grader.wait()
    assert soon(lambda: running() <= before)
