"""One command, measured with all the processes that it starts; and environments to run it in."""

import os
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY = 0.25  # seconds between two looks at the processes


@dataclass(frozen=True)
class Measured:
    """Wall and processor time in seconds, peak memory of the tree in MB, load at the start."""

    wall: float
    cpu: float
    peak: float
    load: float


class Watch:
    """Looks at a tree of processes until it is told to stop.

    Memory is counted in proportional shares, so that pages which forked processes
    share are counted once. Processor time is what each process had when last seen:
    the kernel's own count (`os.wait4`) lacks children that nobody waited for, this one
    lacks short lives, so the larger of the two is the better one.
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0.0
        self._seconds: dict[psutil.Process, float] = {}
        self._root, self._over = psutil.Process(pid), threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            try:
                tree = [self._root, *self._root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.peak = max(self.peak, sum(map(self._see, tree)))

    def _see(self, process: psutil.Process) -> float:
        """Note the time of one process; give its memory."""
        try:
            times = process.cpu_times()
            self._seconds[process] = times.user + times.system
            try:
                return process.memory_full_info().pss / 2**20
            except psutil.AccessDenied:
                return process.memory_info().rss / 2**20
        except psutil.Error:
            return 0.0

    def stop(self) -> float:
        """Stop looking; give the processor time seen."""
        self._over.set()
        self._thread.join()
        return sum(self._seconds.values())


def measure(
    command: Sequence[object],
    folder: Path,
    env: Mapping[str, str] | None = None,
    fine: Collection[int] = (0,),
) -> Measured:
    """Run a command in a folder; what it says goes to ``log.txt`` there."""
    log = folder / "log.txt"
    load, begun = os.getloadavg()[0], time.perf_counter()
    with log.open("ab") as out:
        process = subprocess.Popen(
            list(map(str, command)), cwd=folder, env=env, stdout=out, stderr=out
        )
        watch = Watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
    wall, seen = time.perf_counter() - begun, watch.stop()
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code not in fine:
        sys.exit(f"{command[0]} ended with {code}; see {log}")
    return Measured(wall, max(used.ru_utime + used.ru_stime, seen), watch.peak, load)


@dataclass(frozen=True)
class Environment:
    """A virtual environment of its own for a tool, made where there is none yet."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, packages: Sequence[str]) -> "Environment":
        """Install packages, unless just these were installed here before."""
        made, wanted = cls(folder), "\n".join(packages)
        stamp = folder / "installed.txt"
        if not (stamp.exists() and stamp.read_text(encoding="utf-8") == wanted):
            print(f"Installing {', '.join(packages)} ...", file=sys.stderr)
            venv.create(folder, clear=True, with_pip=True)
            pip = [made.bin / "python", "-m", "pip", "install", "--quiet", *packages]
            subprocess.run(pip, check=True, stdout=sys.stderr)
            stamp.write_text(wanted, encoding="utf-8")
        return made

    @property
    def bin(self) -> Path:
        """Where its commands are."""
        return self.folder / "bin"

    @property
    def variables(self) -> dict[str, str]:
        """The variables of an activated environment, with nothing of this process's Python."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        path = os.pathsep.join([str(self.bin), os.environ.get("PATH", "")])
        return kept | {"PATH": path, "VIRTUAL_ENV": str(self.folder)}

    def prepare(self, *command: object, folder: Path) -> None:
        """Run a command that is not measured."""
        ran = subprocess.run(
            [self.bin / str(command[0]), *map(str, command[1:])],
            cwd=folder,
            env=self.variables,
            capture_output=True,
            text=True,
        )
        if ran.returncode:
            sys.exit(f"{' '.join(map(str, command))} failed:\n{ran.stdout[-3000:]}{ran.stderr}")

    def measure(self, *command: object, folder: Path, fine: Collection[int] = (0,)) -> Measured:
        """Measure a command."""
        return measure([self.bin / str(command[0]), *command[1:]], folder, self.variables, fine)
