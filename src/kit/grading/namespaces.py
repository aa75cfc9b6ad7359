"""A forked process shuts itself off: name spaces of its own, no rights, few system calls.

`kit.grading.inside` calls this within bubblewrap's walls, for each kernel anew, so
that a kernel sees neither another one nor the warm parent that both come from.
Linux only; what Python does not offer is asked of the C library.
"""

import contextlib
import ctypes
import errno
import os
import platform
import struct
from pathlib import Path

OWN = 0x10000000 | 0x00020000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000
# user         | mount      | process    | network    | IPC        | host name
READ_ONLY, NO_SUID, NO_DEVICES, REMOUNT = 1, 2, 4, 32
DROP_FROM_BOUNDS, SET_SECCOMP, FILTER = 24, 22, 2
NEW_KEYRING = 1

# System calls that no exercise needs and that reach round the limits: memory that
# nobody counts, other processes' memory, keys of the user, new name spaces, and
# parts of the system with a long history of holes.
MACHINES = ("x86_64", "aarch64")
REFUSED = {
    "ptrace": (101, 117),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "swapon": (167, 224),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "unshare": (272, 97),
    "setns": (308, 268),
    "perf_event_open": (298, 241),
    "open_by_handle_at": (304, 265),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "memfd_create": (319, 279),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "pidfd_getfd": (438, 438),
    "mount_setattr": (442, 442),
    "memfd_secret": (447, 447),
}
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def enter(home: str, size: int) -> None:
    """Go on as the first process of new name spaces, with nothing but a place for files.

    The calling process must have one thread. It ends, and its child goes on.

    Parameters
    ----------
    home
        The one place for files, which are in memory.
    size
        How many bytes of them.
    """
    user, group = os.getuid(), os.getgid()
    _call("unshare", OWN)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    if os.fork():
        os._exit(0)
    _mount(home, size)
    _mount("/dev/shm", size)
    _mount("/proc", 0)  # nothing of the processes outside is seen
    _forget_keys()
    _drop_rights()
    _refuse_calls()


def try_out(home: str) -> None:
    """Print ``inside`` from within, to show that it works here."""
    if not os.fork():
        enter(home, 2**20)
        os.write(1, b"inside")
        os._exit(0)
    with contextlib.suppress(ChildProcessError):
        while os.wait():  # for the child and, as the first process, for its orphan
            pass


def _mount(place: str, size: int) -> None:
    options = f"size={max(size, 4096)},nr_inodes=20k,mode=1777".encode()
    _call("mount", b"tmpfs", place.encode(), b"tmpfs", NO_SUID | NO_DEVICES, options)
    if not size:
        flags = REMOUNT | READ_ONLY | NO_SUID | NO_DEVICES
        _call("mount", b"none", place.encode(), None, flags, None)


def _forget_keys() -> None:
    """Leave the grader's keyring (of the desktop, of Kerberos) for an empty one."""
    machine = platform.machine()
    if machine in MACHINES:
        _libc.syscall(REFUSED["keyctl"][MACHINES.index(machine)], NEW_KEYRING, None)


def _drop_rights() -> None:
    for capability in range(64):
        _libc.prctl(DROP_FROM_BOUNDS, capability, 0, 0, 0)
    header = struct.pack("Ii", 0x20080522, 0)
    _call("capset", header, bytes(24))


def _refuse_calls() -> None:
    """Install a seccomp filter; on a machine we have no numbers for, do without."""
    machine = platform.machine()
    if machine not in MACHINES:
        return
    refused = [numbers[MACHINES.index(machine)] for numbers in REFUSED.values()]
    # Load the architecture: another one (32 bits) refuses everything. Load the number.
    lines = [(0x20, 0, 0, 4), (0x15, 0, len(refused) + 3, AUDIT[machine]), (0x20, 0, 0, 0)]
    # From 0x40000000 on are the x32 calls, which are the same ones once more.
    lines.append((0x35, len(refused) + 1, 0, 0x40000000))
    left = len(refused)
    for number in refused:
        lines.append((0x15, left, 0, number))
        left -= 1
    lines += [(0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x00050000 | errno.EPERM)]
    program = b"".join(struct.pack("HBBI", *line) for line in lines)
    buffer = ctypes.create_string_buffer(program)
    filter = struct.pack("HP", len(lines), ctypes.addressof(buffer))
    _call("prctl", SET_SECCOMP, FILTER, filter, 0, 0)
