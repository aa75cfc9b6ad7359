"""What code in a kernel reaches of the machine that it runs on: nothing.

Every probe is the code of a cell. It leaves what it got hold of in ``got``, a list
that must stay empty; whatever it raises is a refusal.
"""

import os
import sys
from pathlib import Path

import pytest

import kit
from kit import places
from kit.grading.kernels import CellRun, Kernels, Limits
from kit.grading.sandbox import Sandbox

pytestmark = pytest.mark.sandbox

WALK = """
import os
for top, folders, names in os.walk("/"):
    for name in names:
        path = os.path.join(top, name)
        if name in ("key.json", "key.sealed.json", "article.txt"):
            got.append(path)
        elif name.endswith((".ipynb", "book.db")) and "/site-packages/" not in top:
            got.append(path)
        elif not top.startswith(("/usr", PREFIX)) and os.path.isfile(path):
            if os.path.getsize(path) < 4000 and "SECRET-" in open(path, errors="replace").read():
                got.append(path)
"""
WRITE = """
for place in {places!r}:
    try:
        with open(place + "/left-behind", "w") as file:
            file.write("x")
        got.append(place)
    except OSError:
        pass
"""
ROOTS = [
    "/",
    "/kit",
    "/kit/kit",
    "/case",
    "/case/data",
    "/usr",
    "/usr/lib",
    "/usr/bin",
    "/dev",
    "/etc",
    "/proc",
]
CALL = """
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
numbers = {numbers!r}
number = numbers.get(platform.machine())
if number is not None and libc.syscall(number, {arguments}) >= 0:
    got.append(number)
"""


def call(x86: int, arm: int, arguments: str) -> str:
    """Make a probe of a system call."""
    return CALL.format(numbers={"x86_64": x86, "aarch64": arm}, arguments=arguments)


FILES = {
    "a key, a gradebook, a notebook, the article, a secret": (
        f"PREFIX = {(sys.prefix, sys.base_prefix)!r}\n{WALK}".replace("PREFIX)", "*PREFIX)")
    ),
    "the environment": """
import os
got += [name for name, value in os.environ.items() if "SECRET-" in value]
got += [name for name in os.environ if "TOKEN" in name or "PASS" in name]
""",
    "homes, users and passwords": (
        f"HOME = {str(Path.home())!r}\n"
        """
import os
for path in ("/etc/passwd", "/etc/shadow", HOME + "/.ssh", HOME + "/.bashrc", "/var", "/run"):
    if os.path.exists(path):
        got.append(path)
"""
    ),
    "the processes of the host": """
import os
got += os.listdir("/proc")
""",
    "what is mounted, and the devices": """
import os
got += [n for n in os.listdir("/dev") if n not in {"null", "zero", "full", "random", "urandom",
        "tty", "ptmx", "pts", "shm", "fd", "stdin", "stdout", "stderr", "core"}]
got += [path for path in ("/sys", "/boot") if os.path.exists(path)]
""",
    "a place to leave something": WRITE.format(
        places=[*ROOTS, sys.prefix, sys.base_prefix, *(place for place in sys.path if place)]
    ),
    "open files of the warm parent": """
import os, stat
for number in range(3, 256):
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        continue
    if stat.S_ISREG(mode):
        got.append(number)
""",
    "a link out of here": """
import os
os.symlink("/proc/1/root/etc/passwd", "link")
got.append(open("link").read())
""",
    "the folder above the root": """
import os
fd = os.open("/", os.O_RDONLY)
os.chdir("/")
os.chroot(".")
got.append(os.listdir("../../../.."))
""",
}
SYSTEM = {
    "rights": """
import ctypes
class Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]
sets = (ctypes.c_uint32 * 6)()
ctypes.CDLL(None).capget(ctypes.byref(Header(0x20080522, 0)), sets)
got += [number for number in sets if number]
""",
    "being root": """
import os
os.setuid(0)
got.append(os.getuid())
""",
    "new name spaces": "import ctypes\nif not ctypes.CDLL(None).unshare(0x10000000): got.append(1)",
    "new name spaces by a fork": call(56, 220, "0x10000000 | 17, 0, 0, 0, 0"),
    "a mount": "import ctypes\n"
    'if not ctypes.CDLL(None).mount(b"t", b"/student", b"tmpfs", 0, None): got.append(1)',
    "taking a wall down": "import ctypes\nfor place in (b'/proc', b'/student', b'/dev/shm'):\n"
    "    if not ctypes.CDLL(None).umount2(place, 2): got.append(place)",
    "a look into another process": call(101, 117, "16, 1, 0, 0"),
    "being traced": call(101, 117, "0, 0, 0, 0"),
    "another process's memory": call(310, 270, "1, 0, 0, 0, 0, 0"),
    "the keyring of the grader": call(250, 219, "11, -3, 0, 0, 0"),
    "a key left behind": call(248, 217, 'b"user", b"kit", b"x", 1, -4'),
    "memory that nobody counts": call(319, 279, 'b"hidden", 0'),
    "shared memory that stays": call(29, 194, "77, 4096, 0o1666"),
    "programs in the kernel of the system": call(321, 280, "0, 0, 0"),
    "io_uring": call(425, 425, "8, 0"),
    "userfaultfd": call(323, 282, "0"),
    "performance counters": call(298, 241, "0, 0, -1, -1, 0"),
    "files by their handle": call(304, 265, "-100, 0, 0"),
    "signals to everybody": """
import os, signal
for pid in (1, -1, 0):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
""",
    "more than it is allowed": """
import resource
for limit in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
    most = resource.getrlimit(limit)[1]
    if most == resource.RLIM_INFINITY:
        got.append(limit)
    try:
        resource.setrlimit(limit, (most + 1, most + 1))
        got.append(limit)
    except (ValueError, OSError):
        pass
""",
    "the terminal of the grader": """
import fcntl, os, termios
fd = os.open("/dev/tty", os.O_RDWR)
fcntl.ioctl(fd, termios.TIOCSTI, b"x")
got.append(fd)
""",
    "the clock and the name of the machine": """
import socket, time
try:
    time.clock_settime(time.CLOCK_REALTIME, 0)
    got.append("clock")
except OSError:
    pass
socket.sethostname("mine")
""",
}


@pytest.fixture(scope="module")
def probed(case: Path, host) -> dict[str, CellRun]:
    """Run every probe as a cell of one notebook, on a machine full of secrets."""
    probes = FILES | SYSTEM
    os.environ["SECRET_TOKEN"] = "SECRET-3f9a"
    try:
        cells = [f"got = []\n{probe}" for probe in probes.values()]
        looks = [cell for probe in cells for cell in (probe, "got")]
        with Kernels(case, Limits(cell=60), Sandbox()) as kernels:
            ran = kernels.run(looks)
    finally:
        del os.environ["SECRET_TOKEN"]
    return dict(zip(probes, zip(ran[::2], ran[1::2], strict=True), strict=True))


@pytest.mark.parametrize("wanted", FILES | SYSTEM)
def test_nothing_is_got_hold_of(probed, wanted: str) -> None:
    """Each probe ran, by itself or into a refusal, and has nothing."""
    probe, got = probed[wanted]
    assert probe.outcome in ("ok", "error"), probe
    assert not probe.error.startswith(("SyntaxError", "NameError", "Import", "Attribute")), probe
    assert [out["data"]["text/plain"] for out in got.outputs] == ["[]"]


def test_an_installed_kit_does_not_bring_its_sealed_key(tmp_path: Path, case: Path) -> None:
    """The wheel carries a course with the sealed key; within the walls it is empty."""
    carried = places.CARRIED / "notebooks/key.sealed.json"
    made = [path for path in (carried, *carried.parents) if not path.exists()]
    carried.parent.mkdir(parents=True, exist_ok=True)
    here = carried.exists() or carried.write_text("{}")
    assert here
    look = "import kit, os\n[n for _, _, names in os.walk(os.path.dirname(kit.__file__))"
    look += " for n in names if 'key.sealed' in n], os.listdir('/kit/kit/course')"
    try:
        with Kernels(case, Limits(), Sandbox()) as kernels:
            (ran,) = kernels.run([look])
    finally:
        for path in made:
            path.unlink() if path.is_file() else path.rmdir()
    assert ran.outputs[0]["data"]["text/plain"] == "([], [])"
    assert Path(kit.__file__).exists()


NETWORK = {
    "TCP to the grader": 'socket.create_connection(("127.0.0.1", TCP), 2).send(b"x")',
    "TCP by IPv6": 'socket.create_connection(("::1", TCP), 2).send(b"x")',
    "UDP to the grader": 'socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", UDP))',
    "a name": 'got.append(socket.gethostbyname("example.org"))',
    "an address outside": 'socket.create_connection(("192.0.2.1", 80), 2)',
    "a socket file": 'socket.socket(socket.AF_UNIX).connect(PATH + "/socket")',
    "a socket without a file": 'socket.socket(socket.AF_UNIX).connect("\\0kit-hostile-test")',
    "raw packets": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "packets of any kind": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3)",
    "the host of a virtual machine": (
        "s = socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM); s.settimeout(1); "
        "s.connect((2, 1024))"
    ),
}


def test_no_packet_leaves(kernels: Kernels, host) -> None:
    """Every attempt is refused, and nothing arrives on the host."""
    head = f"import socket\nTCP, UDP, PATH = {host.tcp}, {host.udp}, {str(host.folder)!r}\ngot = []"
    ran = kernels.run([head, *NETWORK.values(), "got"])
    assert [
        name for name, cell in zip(NETWORK, ran[1:], strict=False) if cell.outcome == "ok"
    ] == []
    assert ran[-1].outputs[0]["data"]["text/plain"] == "[]"
    for listening in host.sockets:
        with pytest.raises(BlockingIOError):
            listening.recv(1) if listening.type == 2 else listening.accept()
