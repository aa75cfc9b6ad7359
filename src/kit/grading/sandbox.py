"""The walls round student code: what it sees, what it may use, and that it ends.

bubblewrap gives each run its own user, mount, process, network, IPC and host
name space. In there is a read-only view of the interpreter, the system's
libraries, kit and the case; no key, no gradebook, no other submission, no home,
no network. The only place to write is a temporary one in memory, of limited size.
"""

import os
import shutil
import site
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import kit
from kit import places

MEMORY = 1024  # MB for all processes of one submission together
TEMPORARY = 128  # MB for its temporary files
NOBODY = "65534"
PACKAGE = Path(kit.__file__).parent
INSIDE = Path("/kit")  # where kit is in there
HOME = Path("/student")  # the one place there for files
SEES = (
    "/usr/bin",
    "/usr/lib",
    "/usr/lib64",
    "/usr/lib32",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
)
LINKS = ("bin", "lib", "lib64", "lib32")

TRIED = f"from kit.grading.namespaces import try_out; try_out({str(HOME)!r})"

INSTALL = (
    "Install it: sudo apt-get install bubblewrap (Debian, Ubuntu), "
    "sudo dnf install bubblewrap (Fedora)."
)
OTHERWISE = (
    "Or grade on another machine. --sandbox none runs student code as you, "
    "with all that you can read: only for work of people you trust."
)


class SandboxProblem(Exception):  # noqa: N818  (read aloud: "a sandbox problem")
    """There is no sandbox on this machine; the message says what to do."""


@dataclass(frozen=True)
class Sandbox:
    """How a run is kept in.

    Attributes
    ----------
    walls
        Whether there are any: False runs student code as the grader.
    """

    walls: bool = True

    def command(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        shown: Mapping[Path, Path] | None = None,
    ) -> list[str]:
        """Give the command that runs another one, within the walls if there are any.

        Parameters
        ----------
        command, env
            What to run, and all of its environment.
        shown
            Folders of the grader's to be read, and the paths they have in there.
        """
        if not self.walls:
            return list(command)
        return [*_walls(env, shown or {}), "--", *command]


def choose(asked: str = "auto") -> Sandbox:
    """Choose the sandbox of this machine.

    Parameters
    ----------
    asked
        ``auto`` and ``bwrap`` want bubblewrap; ``none`` does without.

    Raises
    ------
    SandboxProblem
        If bubblewrap does not work here: it is tried, not only looked for.
    """
    if asked == "none":
        return Sandbox(walls=False)
    problem = why_not()
    if problem:
        msg = f"Student code runs in a sandbox only, and there is none here. {problem} {OTHERWISE}"
        raise SandboxProblem(msg)
    return Sandbox()


@cache
def why_not() -> str:
    """Say why bubblewrap does not work here, and the remedy; empty if it works."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap exists on Linux only (on Windows: in WSL 2; on macOS: in a Linux VM)."
    if not shutil.which("bwrap"):
        return f"bubblewrap is not installed. {INSTALL}"
    tried = [*_walls({"PYTHONPATH": str(INSIDE)}, {}), "--", sys.executable, "-P", "-c", TRIED]
    try:
        ran = subprocess.run(tried, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not run ({error})."
    if ran.stdout.strip() == "inside":
        return ""
    said = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
    return f"bubblewrap does not work: '{said}'. {_remedy(said)}"


def _remedy(said: str) -> str:
    if "unknown option" in said.lower():
        return "It is too old: 0.8 or newer is needed (Debian 12, Ubuntu 24.04)."
    restricted = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    if restricted.exists() and restricted.read_text().strip() == "1":
        return (
            "Ubuntu restricts user namespaces. Allow them: "
            "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0."
        )
    return (
        "User namespaces are probably switched off. Allow them: "
        "sudo sysctl user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1 "
        "(in a container: start it with leave to make user namespaces)."
    )


def _walls(env: Mapping[str, str], shown: Mapping[Path, Path]) -> list[str]:
    made = [
        *("bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"),
        *("--as-pid-1", "--cap-drop", "ALL", "--clearenv", "--uid", NOBODY, "--gid", NOBODY),
        *("--hostname", "kernel", "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"),
        *("--dir", str(HOME)),
    ]
    seen = _seen()
    for link in LINKS:
        if Path("/", link).is_symlink():
            made += ["--symlink", f"usr/{link}", f"/{link}"]
        elif Path("/", link).is_dir():
            made += ["--ro-bind", f"/{link}", f"/{link}"]
    for path in seen:
        made += ["--ro-bind", str(path.resolve()), str(path)]
    made += ["--ro-bind", str(PACKAGE), str(INSIDE / "kit")]
    for place in _carried(seen):
        made += ["--tmpfs", str(place), "--remount-ro", str(place)]
    for path, place in shown.items():
        made += ["--ro-bind", str(path), str(place)]
    if not any(Path("/tmp") in path.parents for path in seen):
        made += ["--symlink", str(HOME / "tmp"), "/tmp"]
    made += ["--remount-ro", "/", "--chdir", "/"]
    for name, value in env.items():
        made += ["--setenv", name, value]
    return made


def _seen() -> list[Path]:
    """List what an interpreter needs: itself, its packages, the system's libraries."""
    base, found = Path(sys.base_prefix), [Path(path) for path in SEES]
    if base in (Path("/usr"), Path("/usr/local")):
        found.append(base / "lib")
    else:
        found.append(base)
    found += _links(Path(sys.executable))
    found += [Path(sys.prefix)] if sys.prefix != sys.base_prefix else []
    found += [Path(path) for path in (*site.getsitepackages(), sysconfig.get_path("purelib"))]
    if site.ENABLE_USER_SITE:
        found.append(Path(site.getusersitepackages()))
    there = [path for path in dict.fromkeys(found) if path.exists()]
    return [path for path in there if not any(o in path.parents for o in there)]


def _carried(seen: Sequence[Path]) -> list[Path]:
    """Find the course that an installed kit carries, sealed key and all, to hide it."""
    name = places.CARRIED.name
    found = [INSIDE / "kit" / name] if places.CARRIED.is_dir() else []
    installed = [Path(path, "kit", name) for path in (*sys.path, *site.getsitepackages()) if path]
    there = [path for path in dict.fromkeys(installed) if path.is_dir()]
    return found + [path for path in there if any(place in path.parents for place in seen)]


def _links(path: Path) -> Iterator[Path]:
    """Follow a chain of links, such as python, python3, python3.12."""
    while path.is_symlink():
        yield path
        path = Path(os.path.normpath(path.parent / path.readlink()))
    yield path
