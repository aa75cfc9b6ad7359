"""Many machines: the same grades from the workers of a Dask cluster, also when one is lost."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster

from kit.grading.grade import grade
from kit.grading.problem import GradeError

pytestmark = [pytest.mark.sandbox, pytest.mark.thorough]
QUIET = {"dashboard_address": ":0", "threads_per_worker": 1, "silence_logs": 50}
SPOIL = "import kit.grading.cluster, {0} as room; room.kept, room.{1} = room.{1}, {2}"
MEND = "import {0} as room; room.{1} = room.kept"


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A cluster of two workers, each a process, on this machine."""
    with LocalCluster(n_workers=2, processes=True, **QUIET) as made:
        yield made


@pytest.fixture(scope="module")
def inbox(make, tmp_path_factory) -> Path:
    """A class of six: right, untouched, wrong, and one whose cell ends Python."""
    folder = tmp_path_factory.mktemp("class")
    answers = [make.RIGHT, {}, make.RIGHT | {"1.1": "count = 4"}]
    answers.append(make.RIGHT | {"1.1": "import os\nos._exit(1)"})
    for number, given in enumerate([*answers, *answers[:2]]):
        content = make.notebook(answers=given)
        make.save(folder / f"student-{number}" / "01_loaves.ipynb", content)
    return folder


@pytest.fixture(scope="module")
def here(inbox: Path, course_folder: Path, tmp_path_factory) -> dict[str, bytes]:
    """The grades of this machine alone."""
    out = tmp_path_factory.mktemp("here")
    grade(inbox, out, course=course_folder, progress=False, jobs=1)
    return tables(out)


def tables(out: Path) -> dict[str, bytes]:
    """Read what grading wrote."""
    return {name: (out / name).read_bytes() for name in ("grades.csv", "items.csv")}


def kill_one(address: str, killed: list[int]) -> None:
    """Kill a worker as soon as it holds work."""
    with Client(address, set_as_default=False) as watching:
        processes = watching.run(os.getpid)
        while not killed:
            for worker in (worker for worker, held in watching.processing().items() if held):
                os.kill(processes[worker], signal.SIGKILL)
                killed.append(processes[worker])
                break
            time.sleep(0.02)


def test_a_lost_worker_costs_a_rerun(cluster, inbox, here, course_folder, tmp_path) -> None:
    """Every row is there, the same to the byte as from one machine, which takes it for done."""
    address, killed = cluster.scheduler_address, []
    killer = threading.Thread(target=kill_one, args=(address, killed))
    killer.start()
    assert grade(inbox, tmp_path, course=course_folder, progress=False, dask=address).ran == 6
    killer.join()
    assert tables(tmp_path) == here
    assert grade(inbox, tmp_path, course=course_folder, progress=False).ran == 0


def test_nothing_is_left_on_the_workers(cluster) -> None:
    """Soon after the last work, no kernel waits and no table lies about."""
    cluster.wait_for_workers(2)
    with Client(cluster.scheduler_address, set_as_default=False) as watching:
        processes = watching.run(os.getpid).values()
        folders = watching.run(lambda dask_worker: dask_worker.local_directory).values()
    until = time.monotonic() + 30
    while (children := [c for pid in processes for c in psutil.Process(pid).children()]) or any(
        list(Path(folder).glob("kit-*")) for folder in folders
    ):
        assert time.monotonic() < until, children
        time.sleep(0.1)


def refused(address: str, inbox: Path, course_folder: Path, out: Path) -> str:
    """Grade on a cluster that cannot be used; give the reason."""
    with pytest.raises(GradeError) as raised:
        grade(inbox, out, course=course_folder, progress=False, dask=address)
    assert not list(out.iterdir())
    return str(raised.value)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "no such:thing", "http://127.0.0.1:9"])
def test_a_wrong_address_is_one_sentence(address, inbox, course_folder, tmp_path, monkeypatch):
    """It names the address, and one that would be right."""
    monkeypatch.setattr("kit.grading.cluster.WAIT", 1)
    said = refused(address, inbox, course_folder, tmp_path)
    assert f"No Dask scheduler answers at {address}." in said
    assert "such as tcp://" in said


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (("sys", "modules['kit.grading.cluster']", None), "has not the kit that is here"),
        (("kit.grading.cluster", "_has", "lambda: {'kit': 'old'}"), "has another kit (old there"),
        (
            ("kit.grading.sandbox", "why_not", "lambda: 'No bwrap.'"),
            "there is none here. No bwrap.",
        ),
    ],
)
def test_a_worker_that_cannot_grade_is_named(
    cluster, spoilt, reason, inbox, course_folder, tmp_path
) -> None:
    """Before anything is run: its address, and what is not as it is here."""
    cluster.wait_for_workers(2)
    with Client(cluster.scheduler_address, set_as_default=False) as watching:
        last = sorted(watching.nthreads())[-1]
        watching.run(exec, SPOIL.format(*spoilt), workers=[last])
        said = refused(cluster.scheduler_address, inbox, course_folder, tmp_path)
        watching.run(exec, MEND.format(*spoilt), workers=[last])
    assert said.startswith(f"The worker {last} ")
    assert reason in said


def test_a_cluster_without_workers_is_refused(inbox, course_folder, tmp_path) -> None:
    """The sentence says how to start one."""
    with LocalCluster(n_workers=0, **QUIET) as cluster:
        said = refused(cluster.scheduler_address, inbox, course_folder, tmp_path)
    assert "has no workers. Start one: dask worker tcp://" in said
