"""kit review: at the desk, as a sheet, or the mean; with reports at the end."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from kit.cli import main
from kit.exercise.answer import encode
from kit.grading import lab, marking
from kit.grading.gradebook import Gradebook, Record
from kit.grading.marker import Marker


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two texts that wait."""
    with Gradebook(tmp_path / "gradebook.db") as book:
        book.add_students(["ada", "bob"])
        for student in ("ada", "bob"):
            payload = {"exercise": "1.4", "answer": encode(f"It is {student} who says so.")}
            book.keep(Record(student, "01_loaves", "f", "w"), {"1.4": payload})
    return tmp_path


@pytest.fixture
def kit(course_folder: Path, capsys):
    """Run kit review; give its exit code, what it printed and what it complained of."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main(["review", "--course", str(course_folder), *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


def test_there_and_back_in_a_spreadsheet(kit, out: Path) -> None:
    """The sheet, filled in with a semicolon and a word, is in every report."""
    sheet = out / "sheet.csv"
    code, said, _ = kit(out, "--csv", sheet, "--who", "Ms Rye")
    assert (code, said.startswith(f"2 texts for Ms Rye in {sheet}. Fill in")) == (0, True)
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    filled = [lines[0], *(line.removesuffix(",,") + ",partly,Well." for line in lines[1:])]
    sheet.write_text("\n".join(filled))
    code, said, _ = kit(out, "--from", sheet, "--who", "Ms Rye")
    assert (code, said.splitlines()[0]) == (0, f"2 texts new in {sheet}.")
    assert "By hand (Ms Rye): voice: partly, 1 of 2" in (out / "items.csv").read_text()
    code, _, complaint = kit(out, "--csv", out / "more.csv", "--who", "Ms Rye")
    assert (code, complaint) == (
        2,
        "kit: Nothing waits for Ms Rye: there is no open text to mark.\n",
    )


def test_a_wrong_sheet_changes_nothing(kit, out: Path) -> None:
    """Not even its good rows."""
    sheet = out / "sheet.csv"
    kit(out, "--csv", sheet)
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    ends = [",2,", ",9,"]
    lines[1:] = [line.removesuffix(",,") + end for line, end in zip(lines[1:], ends, strict=True)]
    sheet.write_text("\n".join(lines))
    code, _, complaint = kit(out, "--from", sheet)
    assert (code, complaint.splitlines()[1]) == (2, "Nothing was written.")
    with Gradebook(out / "gradebook.db") as book:
        assert book.adjustments() == {}


def test_two_markers_and_the_mean(kit, out: Path, course_folder: Path) -> None:
    """Agreement is told, what differs is listed, the mean settles it."""
    for who, points in (("Ms Rye", 2), ("Mr Oat", 1)):
        marker = Marker(out, who, course=course_folder, share=1)
        marker.save_all([(id, {"voice": points}, "", False) for id in marker.works])
    code, said, _ = kit(out, "--mean", "--who", "Ms Rye")
    assert (code, said.splitlines()[:2]) == (
        0,
        [
            "Settled by the mean: 2 texts.",
            "1.4, voice: 2 texts marked twice, 0% alike, kappa 0.00.",
        ],
    )
    assert "1.5 of 2 (mean of the marks)" in (out / "items.csv").read_text()


def test_what_is_missing_is_said(kit, out: Path, tmp_path: Path, monkeypatch) -> None:
    """No gradebook, no text, no JupyterLab: one sentence each, and what to do."""
    code, _, complaint = kit(tmp_path / "nowhere")
    assert (code, "Grade first: kit grade" in complaint) == (2, True)
    monkeypatch.setattr(lab, "NEEDED", ("jupyterlab", "no_such_package"))
    code, _, complaint = kit(out)
    assert (code, "Not installed: no_such_package. For the desk: python -m pip" in complaint) == (
        2,
        True,
    )
    with Gradebook(out / "gradebook.db") as book:
        for student in ("ada", "bob"):
            book.adjust(student, "1.4", 1, "Ms Rye", "read it")
    code, _, complaint = kit(out, "--who", "Ms Rye")
    assert (code, complaint.startswith("kit: Nothing waits for Ms Rye: in ")) == (2, True)


def test_the_reports_are_written_when_the_desk_closes(
    out: Path, course_folder: Path, monkeypatch
) -> None:
    """With what was marked there."""

    def mark_one(marker: Marker, port: int | None, browser: bool) -> None:
        assert (port, browser) == (None, True)
        marker.save(marker.rows()[0]["id"], {"voice": 2})

    monkeypatch.setattr(marking, "open_lab", mark_one)
    told: list[str] = []
    said = marking.review(out, who="Ms Rye", course=course_folder, notify=told.append)
    assert told[0] == "You mark as Ms Rye. Students read this name beside the points."
    assert not any("Another name" in line for line in told)
    assert said.startswith("The desk is closed.\nStill waiting for Ms Rye: 1 text.\n2 students: ")
    assert "voice: full, 2 of 2" in (out / "items.csv").read_text()


def test_without_a_name_it_says_whose_is_used(
    out: Path, course_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And how to give another, before a student reads the login."""
    monkeypatch.setattr(marking, "open_lab", lambda *_: None)
    monkeypatch.setattr(marking, "login", lambda: "mrye7")
    monkeypatch.setattr(marking, "is_root", lambda: True)
    told: list[str] = []
    marking.review(out, course=course_folder, notify=told.append)
    assert told[0].startswith("You mark as mrye7, the name that you are logged in with.")
    assert told[1] == f'Another name: press Ctrl+C, then: kit review {out} --who "NAME"'
    assert told[2].startswith("You are root here, so JupyterLab is, too.")


def test_jupyterlab_opens_on_a_notebook_of_its_own(
    out: Path, course_folder: Path, tmp_path: Path
) -> None:
    """With one line of code; Ctrl+C ends it, writes the reports and leaves nothing behind."""
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    (home / "temp").mkdir()
    (home / "config/jupyter_server_config.json").write_text(
        json.dumps({"IdentityProvider": {"token": "desk"}})
    )
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(home / "config"), "HOME": str(home)}
    environment |= {"TMPDIR": str(home / "temp"), "JUPYTER_RUNTIME_DIR": str(home / "run")}
    command = [sys.executable, "-m", "kit", "review", str(out), "--no-browser"]
    command += ["--course", str(course_folder), "--who", "Ms 'Rye'"]
    log = (home / "log").open("w")
    process = subprocess.Popen(
        command,
        stdout=log,
        stderr=log,
        env=environment,
        start_new_session=True,
        # Whoever runs the tests in the background has Ctrl+C ignored, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    address = ""
    while not address:
        assert process.poll() is None, (home / "log").read_text()
        found = [word for word in (home / "log").read_text().split() if "?token=" in word]
        address = next(iter(found), "")
        time.sleep(0.1)
    assert "/doc/tree/review.ipynb?token=" in address
    port = address.split(":")[2].split("/")[0]
    url = f"http://127.0.0.1:{port}/api/contents/review.ipynb?token=desk"
    with urllib.request.urlopen(url, timeout=20) as answer:
        code = json.load(answer)["content"]["cells"][0]["source"]
    # JupyterLab's question about news would lie over a corner of the desk.
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/lab?token=desk", timeout=20).read()
    assert b'"disabledExtensions": ["@jupyterlab/apputils-extension:announcements"]' in page
    names: dict = {}
    exec(code.replace("\ndesk(", "\nmade = desk("), names)
    assert names["made"].content()["total"] == 2
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 0, (home / "log").read_text()
    assert (out / "grades.csv").exists()
    assert list((home / "temp").glob("kit-review-*")) == []
