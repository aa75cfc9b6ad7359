"""The talk with a kernel that sends what it likes: only its own well-formed messages count."""

import threading
from collections.abc import Callable, Iterator

import pytest
import zmq
from jupyter_client.session import Session

from kit.grading import wire
from kit.grading.cellrun import CellRun
from kit.grading.wire import Died, Kernel

KEY = b"key"
DONE = {"execution_state": "idle"}


class Puppet:
    """A process that is none, with a kernel that a test speaks for."""

    fd = None
    key = KEY

    def __init__(self, speak: Callable[["Puppet", dict], None], mute: bool = False) -> None:
        self.mute = mute
        self.context = zmq.Context()
        self.sockets = [self.context.socket(zmq.ROUTER), self.context.socket(zmq.PUB)]
        ports = [socket.bind_to_random_port("tcp://127.0.0.1") for socket in self.sockets]
        self.shell, self.iopub = (f"tcp://127.0.0.1:{port}" for port in ports)
        self.session, self.speak, self.interrupts = Session(key=KEY), speak, 0
        self.ended, self.too_much = False, ""
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self) -> None:
        """Answer what every kernel answers; leave cells to the test."""
        shell, iopub = self.sockets
        while not self.ended:
            if not shell.poll(20) or self.mute:
                continue
            to, parts = self.session.feed_identities(shell.recv_multipart())
            asked = self.session.deserialize(parts)
            if asked["msg_type"] == "kernel_info_request":
                self.session.send(iopub, "status", DONE, parent=asked)
                self.session.send(shell, "kernel_info_reply", {}, parent=asked, ident=to)
            else:
                self.to = to
                self.speak(self, asked)

    def say(self, kind: str, content: object, asked: dict, **about: object) -> None:
        """Publish a message."""
        self.session.send(self.sockets[1], kind, content, parent=asked, **about)

    def reply(self, asked: dict, **content: object) -> None:
        """Answer a cell."""
        said = {"status": "ok"} | content
        self.session.send(self.sockets[0], "execute_reply", said, parent=asked, ident=self.to)

    def is_alive(self) -> bool:
        """As the test has it."""
        return not self.ended

    def interrupt(self) -> None:
        """Count."""
        self.interrupts += 1

    def excess(self) -> str:
        """As the test has it."""
        return self.too_much

    def stop(self) -> None:
        """End."""
        self.ended = True
        self.thread.join()
        self.context.destroy(0)


Talk = Callable[..., CellRun]


@pytest.fixture
def talk() -> Iterator[Talk]:
    """Run one cell in a kernel that does as it is told."""
    kernels: list[Kernel] = []

    def run(speak: Callable[[Puppet, dict], None], seconds: float = 5, size: int = 200) -> CellRun:
        kernels.append(Kernel(Puppet(speak)))
        return kernels[-1].execute("1", seconds, size)

    yield run
    for kernel in kernels:
        kernel.stop()


def test_what_is_no_message_is_left_out(talk: Talk) -> None:
    """Unsigned, signed by another, of wrong kinds, nested without end: none of it counts."""

    def speak(puppet: Puppet, asked: dict) -> None:
        iopub, other = puppet.sockets[1], Session(key=b"another")
        for parts in ([b""], [b"<IDS|MSG>"], [b"x"] * 9, [b"<IDS|MSG>", b"0", *[b"{"] * 4]):
            iopub.send_multipart(parts)
        other.send(iopub, "stream", {"name": "stdout", "text": "forged"}, parent=asked)
        for content in (b"3", b"[]", b"null", b"[" * 100_000, b"\x80\x04K\x03.", b"9" * 5000):
            message = puppet.session.msg("execute_result", parent=asked)
            head = [puppet.session.pack(message[name]) for name in ("header", "parent_header")]
            signed = [*head, b"{}", content]
            iopub.send_multipart([b"<IDS|MSG>", puppet.session.sign(signed), *signed])
        puppet.say("stream", {"name": "stdout", "text": "mine"}, asked)
        puppet.say("stream", {"name": "stdout", "text": "another's"}, {"header": {"msg_id": "x"}})
        puppet.say("status", DONE, asked)
        puppet.reply(asked)

    ran = talk(speak)
    assert [out["text"] for out in ran.outputs] == ["mine"]
    assert ran.outcome == "ok"


def test_outputs_are_cut_and_an_error_is_the_replys(talk: Talk) -> None:
    """Text that still fits is kept; an error that is only shown is none."""

    def speak(puppet: Puppet, asked: dict) -> None:
        for text in ("a" * 100, "b" * 1000, "c"):
            puppet.say("stream", {"name": "stdout", "text": text}, asked)
        puppet.say("error", {"ename": "Shown", "evalue": "by a hook"}, asked)
        puppet.say("status", DONE, asked)
        puppet.reply(asked, status="error", ename="Real", evalue="one\nline \x1b[31m " * 99)

    ran = talk(speak)
    assert 100 < sum(len(out["text"]) for out in ran.outputs) <= 200
    assert ran.outcome == "error"
    assert ran.error.startswith("Real: one line [31m one line")
    assert len(ran.error) <= 200


def test_a_message_that_is_too_large_ends_the_kernel(talk: Talk, monkeypatch) -> None:
    """It is not read."""
    monkeypatch.setitem(wire.OPTIONS, zmq.MAXMSGSIZE, 10_000)
    monkeypatch.setattr(wire, "GRACE", 0.3)

    def speak(puppet: Puppet, asked: dict) -> None:
        puppet.say("stream", {"name": "stdout", "text": "x" * 20_000}, asked)
        puppet.say("status", DONE, asked)
        puppet.reply(asked)

    with pytest.raises(Died) as end:
        talk(speak)
    assert end.value.why == wire.CUT_OFF


def test_an_answer_without_an_end_is_waited_for_a_moment(talk: Talk, monkeypatch) -> None:
    """A reply but no word that the cell is done: the kernel is given up."""
    monkeypatch.setattr(wire, "GRACE", 0.2)
    with pytest.raises(Died):
        talk(lambda puppet, asked: puppet.reply(asked))


def test_a_silent_kernel_is_interrupted_then_given_up(talk: Talk, monkeypatch) -> None:
    """Once, and after a moment."""
    monkeypatch.setattr(wire, "GRACE", 0.2)
    seen: list[Puppet] = []
    with pytest.raises(Died) as end:
        talk(lambda puppet, asked: seen.append(puppet), seconds=0.2)
    assert (end.value.outcome, seen[0].interrupts) == ("timeout", 1)


def test_a_kernel_that_uses_too_much_is_ended(talk: Talk) -> None:
    """While its cell runs, with what it did."""

    def speak(puppet: Puppet, asked: dict) -> None:
        puppet.too_much = "used more than 5 MB of memory"

    with pytest.raises(Died) as end:
        talk(speak)
    assert end.value.why == "used more than 5 MB of memory"


@pytest.mark.parametrize("payload", [3, [3], [{}], {"source": "ask_exit"}, None])
def test_a_payload_of_another_kind_is_nothing(talk: Talk, payload: object) -> None:
    """Only a kernel that asks to be ended ends."""

    def speak(puppet: Puppet, asked: dict) -> None:
        puppet.say("status", DONE, asked)
        puppet.reply(asked, payload=payload)

    assert talk(speak).outcome == "ok"


def test_a_kernel_that_asks_to_be_ended_is_dead(talk: Talk) -> None:
    """As after ``exit()``."""

    def speak(puppet: Puppet, asked: dict) -> None:
        puppet.say("status", DONE, asked)
        puppet.reply(asked, payload=[{"source": "ask_exit"}])

    with pytest.raises(Died):
        talk(speak)


def test_a_kernel_that_never_answers_is_given_up_and_ended(monkeypatch) -> None:
    """Nothing of the talk is left to wait for."""
    monkeypatch.setattr(wire, "READY", 0.3)
    puppet = Puppet(lambda *_: None, mute=True)
    with pytest.raises(Died):
        Kernel(puppet)
    assert puppet.ended
