"""What the hostile tests share: the bakery course, and a host full of secrets."""

import contextlib
import ctypes
import importlib.util
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from kit.grading.kernels import Kernels, Limits
from kit.grading.sandbox import Sandbox

_spec = importlib.util.spec_from_file_location(
    "bakery", Path(__file__).parents[1] / "grading/conftest.py"
)
_bakery = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_bakery)
make, course_folder, course = _bakery.make, _bakery.course_folder, _bakery.course

BECOME_PARENT_OF_ORPHANS = 36
SECRET = "SECRET-3f9a"  # stands in every file and variable that no student may read
LIMITS = Limits(cell=5, total=60, output=200_000, memory=400)


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory, course_folder: Path) -> Path:
    """A folder with the case, as kernels are shown it."""
    folder = tmp_path_factory.mktemp("case")
    shutil.copytree(
        course_folder / "data", folder / "data", ignore=shutil.ignore_patterns("article.txt")
    )
    return folder


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A host that listens on every kind of socket, with secrets about."""
    folder = tmp_path_factory.mktemp("host")
    for name in ("key.json", "gradebook.db", "other.ipynb"):
        (folder / name).write_text(SECRET)
    tcp, udp = socket.create_server(("127.0.0.1", 0)), socket.socket(type=socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    path, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    path.bind(str(folder / "socket"))
    abstract.bind("\0kit-hostile-test")
    for listening in (path, abstract):
        listening.listen()
    sockets = [tcp, udp, path, abstract]
    for made in sockets:
        made.setblocking(False)
    ports = {"tcp": tcp.getsockname()[1], "udp": udp.getsockname()[1]}
    yield SimpleNamespace(folder=folder, sockets=sockets, **ports)
    for made in sockets:
        made.close()


@pytest.fixture(scope="session")
def kernels(case: Path) -> Iterator[Kernels]:
    """Kernels within the walls."""
    with Kernels(case, LIMITS, Sandbox()) as made:
        yield made


@pytest.fixture(scope="session")
def running() -> Callable[[], set[psutil.Process]]:
    """List what descends from this process; what loses its parent becomes our child."""
    ctypes.CDLL(None).prctl(BECOME_PARENT_OF_ORPHANS, 1)

    def look() -> set[psutil.Process]:
        found = set()
        for one in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if one.status() != psutil.STATUS_ZOMBIE:
                    found.add(one)
        return found

    return look
