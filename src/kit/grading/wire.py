"""The talk with one kernel: cells in, messages out, none of which is trusted.

A kernel may send anything at all: floods, messages of a gigabyte, garbage, messages
in another cell's name. Only well-formed JSON signed with the kernel's key is looked
at, nothing is ever unpickled, and what a cell may put out has a limit.
"""

import json
import time
from typing import Any, Protocol

import zmq
from jupyter_client.session import Session
from zmq.utils.monitor import recv_monitor_message

from kit.grading.cellrun import CellRun

TIMEOUT = "timeout"
GRACE = 2.0  # seconds that an interrupted cell has to stop, and late outputs to come
LOOK = 0.1  # seconds between two looks at what a kernel uses
MESSAGE = 16 * 2**20  # bytes; a kernel that sends a larger one is cut off
WAITING = 16  # messages that wait to be read before the kernel has to
READY = 60.0  # seconds until a kernel answers, on a busy machine
# A connection is made once, and never again to whoever might listen there then.
OPTIONS = {
    zmq.RECONNECT_IVL: -1,
    zmq.HANDSHAKE_IVL: int(READY * 1000),
    zmq.MAXMSGSIZE: MESSAGE,
    zmq.RCVHWM: WAITING,
    zmq.LINGER: 0,
}
SHOWN = ("stream", "display_data", "execute_result")
CUT_OFF = "put out more than a message can hold"

Message = dict[str, Any]


class Died(Exception):  # noqa: N818  (read aloud: "the kernel died")
    """The kernel ended while a cell ran, or had to be ended.

    Attributes
    ----------
    outcome
        ``died`` or ``timeout``.
    why
        What it did, to follow "The cell was stopped: it"; empty if it ended by itself.
    """

    def __init__(self, outcome: str = "died", why: str = "") -> None:
        super().__init__(outcome)
        self.outcome, self.why = outcome, why


class Process(Protocol):
    """What is asked of a kernel's process."""

    shell: str
    iopub: str
    key: bytes
    fd: int | None

    def is_alive(self) -> bool:
        """Look whether it lives."""

    def interrupt(self) -> None:
        """Ask it to stop what it is doing."""

    def excess(self) -> str:
        """Say what it uses too much of."""

    def stop(self) -> None:
        """End it, and what it started."""


class Kernel:
    """A kernel that runs one cell after another.

    Raises
    ------
    Died
        If it does not answer.
    """

    def __init__(self, process: Process) -> None:
        self.process = process
        self._session = Session(key=process.key)
        self._context = zmq.Context()
        for option, value in OPTIONS.items():
            self._context.setsockopt(option, value)
        self._shell, self._iopub = self._context.socket(zmq.DEALER), self._context.socket(zmq.SUB)
        self._iopub.subscribe(b"")
        self._poller, self._gone = zmq.Poller(), []
        for socket, place in ((self._shell, process.shell), (self._iopub, process.iopub)):
            self._gone.append(socket.get_monitor_socket(zmq.EVENT_DISCONNECTED))
            socket.connect(place)
        for waited in (self._shell, self._iopub, *self._gone, process.fd):
            if waited is not None:
                self._poller.register(waited, zmq.POLLIN)
        self._looked = 0.0
        try:
            self._await_ready()
        except BaseException:
            self.stop()
            raise

    def _await_ready(self) -> None:
        """Wait until both channels answer: what is sent before iopub listens is lost."""
        deadline, heard = time.monotonic() + READY, set[str]()
        again = 0.0
        while {"shell", "iopub"} - heard:
            now = time.monotonic()
            if now > deadline:
                raise Died(TIMEOUT)
            if now > again:
                self._send("kernel_info_request", {})
                again = now + 0.5
            shell, iopub = self._receive(LOOK)
            heard |= {"shell"} if shell else set()
            heard |= {"iopub"} if iopub else set()

    def execute(self, source: str, seconds: float, size: int) -> CellRun:
        """Run one cell for at most so many seconds; raise `Died` if it ends the kernel."""
        asked = {"silent": False, "store_history": False, "user_expressions": {}}
        asked |= {"allow_stdin": False, "stop_on_error": False}
        request = self._send("execute_request", {"code": source} | asked)
        outputs = Outputs(request, size)
        reply: Message = {}
        deadline, interrupted = time.monotonic() + seconds, False
        while not (outputs.complete and reply):
            now = time.monotonic()
            if now > deadline:
                if reply:
                    raise Died(why=CUT_OFF)  # it replied, and its outputs never ended
                if interrupted:
                    raise Died(TIMEOUT)
                self.process.interrupt()
                deadline, interrupted = now + GRACE, True
            shell, iopub = self._receive(LOOK)
            for message in iopub:
                outputs.take(message)
            answered = [m for m in shell if _parent(m) == request]
            if answered and not reply:
                reply = answered[0]
                # A flood may have drowned the message that says "idle".
                deadline = time.monotonic() + GRACE
            elif reply and iopub:
                deadline = time.monotonic() + GRACE
        if _asks_exit(reply):
            raise Died
        said = reply["content"]
        error = _line(f"{said.get('ename')}: {said.get('evalue')}")
        failed = said.get("status") == "error"
        outcome = TIMEOUT if interrupted else "error" if failed else "ok"
        return CellRun(outcome, outputs.kept, error if failed else "")

    def _send(self, kind: str, content: Message) -> str:
        message = self._session.msg(kind, content)
        self._session.send(self._shell, message)
        return str(message["msg_id"])

    def _receive(self, seconds: float) -> tuple[list[Message], list[Message]]:
        """Wait for messages; raise `Died` if the kernel is gone or uses too much."""
        ready = dict(self._poller.poll(int(seconds * 1000)))
        shell, iopub = self._drain(self._shell, ready), self._drain(self._iopub, ready)
        if not (shell or iopub):
            if self.process.fd in ready or not self.process.is_alive():
                raise Died
            for monitor in self._gone:
                if monitor in ready:
                    recv_monitor_message(monitor)
                    raise Died(why="" if self._is_ending() else CUT_OFF)
        now = time.monotonic()
        if now > self._looked + LOOK:
            self._looked = now
            excess = self.process.excess()
            if excess:
                raise Died(why=excess)
        return shell, iopub

    def _is_ending(self) -> bool:
        """Give a process that closed its sockets the time to be gone."""
        for _ in range(20):
            if not self.process.is_alive():
                return True
            time.sleep(0.01)
        return False

    def _drain(self, socket: "zmq.Socket[bytes]", ready: dict[Any, int]) -> list[Message]:
        """Read what waits, no more than a few; leave out what is no message."""
        found = []
        if socket in ready:
            for _ in range(WAITING):
                try:
                    parts = socket.recv_multipart(zmq.NOBLOCK)
                except zmq.Again:
                    break
                message = self._read(parts)
                if message:
                    found.append(message)
        return found

    def _read(self, parts: list[bytes]) -> Message | None:
        try:
            _, signed = self._session.feed_identities(parts)
            message: Message = self._session.deserialize(signed)
            known = isinstance(message["content"], dict) and isinstance(message["msg_type"], str)
        except Exception:  # whatever garbage does to the reader, it is not a message
            return None
        return message if known else None

    def stop(self) -> None:
        """End the kernel, and what it started."""
        self.process.stop()
        for socket in (self._shell, self._iopub):
            socket.disable_monitor()
        self._context.destroy(linger=0)


def _parent(message: Message) -> Any:
    parent = message["parent_header"]
    return parent.get("msg_id") if isinstance(parent, dict) else None


def _asks_exit(reply: Message) -> bool:
    """Tell whether the kernel will end, as after ``exit()``."""
    payload = reply["content"].get("payload")
    said = payload if isinstance(payload, list) else []
    return any(isinstance(item, dict) and item.get("source") == "ask_exit" for item in said)


def _line(text: object, most: int = 200) -> str:
    """Give a text as one line that can be printed and saved anywhere."""
    plain = "".join(c if c.isprintable() else " " for c in str(text)[: 10 * most])
    return " ".join(plain.split())[:most]


class Outputs:
    """The outputs of one cell as they come in, up to a size."""

    def __init__(self, request: str, size: int) -> None:
        self.complete = False
        self.kept: list[dict[str, Any]] = []
        self._request, self._left = request, size

    def take(self, message: Message) -> None:
        """Take one message of the kernel, if it belongs to this cell."""
        if _parent(message) != self._request:
            return
        kind, content = message["msg_type"], message["content"]
        if kind == "status":
            self.complete = content.get("execution_state") == "idle"
        elif kind in SHOWN:
            self._keep(kind, content)

    def _keep(self, kind: str, content: dict[str, Any]) -> None:
        """Keep an output that fits; of printed text what still fits."""
        if not self._left:
            return
        try:
            size = len(json.dumps(content))
        except (RecursionError, ValueError):
            return
        if size > self._left and kind == "stream":
            content = content | {"text": str(content.get("text"))[: self._left]}
            size = self._left
        if size <= self._left:
            self.kept.append(content | {"output_type": kind})
        self._left -= min(size, self._left)
