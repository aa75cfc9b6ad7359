"""The thin view: one model, one module of script, one style sheet, no network.

The page gets ``page`` (`State.page`) and, a moment later, ``findings`` (`State.later`). What
`State.still` names, such as a large drawing, goes apart from it, and only when it changes.
It sends back what a person did as ``{"act": name, "with": {..}, "from": view, "n": 1}``;
the next ``page`` says in ``answered`` which of these it knows, so that a slow answer
never puts an old value over a newer one.

JupyterLab hands messages to a kernel in several threads, so two may overtake each
other: what comes in is done in the order of ``n``, what goes out carries a ``turn``.
"""

import asyncio
import re
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kit.plots import palette
from kit.widgets.state import State

HERE = Path(__file__).parent
SHARED = "kit.js"
PAUSE = 0.12
MIME = "application/vnd.jupyter.widget-view+json"


class View(anywidget.AnyWidget):
    """A live view on a state."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    page = traitlets.Dict().tag(sync=True)
    still = traitlets.Dict().tag(sync=True)
    findings = traitlets.Dict().tag(sync=True)

    def __init__(self, state: State) -> None:
        self._state = state
        self._turn = 0
        self._answered: dict[str, Any] = {}
        self._done: dict[str, int] = {}
        self._waiting: dict[tuple[str, int], dict[str, Any]] = {}
        super().__init__(
            _esm=module(state.script), _css=styles(), findings=self._later(), **self._now()
        )
        self.on_msg(self._heard)

    def refresh(self) -> None:
        """Show the state as it is now, and its findings when there is a pause."""
        self._turn += 1
        with self.hold_sync():  # what belongs together goes in one message
            for part, value in self._now().items():
                setattr(self, part, value)
        try:
            asyncio.get_running_loop().call_later(PAUSE, self._find, self._turn)
        except RuntimeError:  # no loop runs outside a notebook
            self._find(self._turn)

    def _find(self, turn: int) -> None:
        with self._state.guard:
            if turn == self._turn:
                self.findings = self._later()

    def _now(self) -> dict[str, dict[str, Any]]:
        """Give the page, and what stands still: as it was sent last, while it is the same."""
        page = self._state.page() | {"answered": self._answered, "turn": self._turn}
        parts = {key: page.pop(key) for key in self._state.still}
        same = parts == self.still.get("parts")
        return {"page": page, "still": self.still if same else {"parts": parts, "turn": self._turn}}

    def _later(self) -> dict[str, Any]:
        return self._state.later() | {"turn": self._turn}

    def _heard(self, _: Any, message: dict[str, Any], __: Any) -> None:
        """Take in what a person did, and do all whose turn it is."""
        with self._state.guard:
            sender = message["from"]
            self._waiting[sender, message["n"]] = message
            while ready := self._waiting.pop((sender, self._done.get(sender, 0) + 1), None):
                self._do(ready)

    def _do(self, message: dict[str, Any]) -> None:
        self._done[message["from"]] = message["n"]
        self._answered = {"from": message["from"], "n": message["n"]}
        with self._state.step():
            self._state.perform(message["act"], message["with"])

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": f"Live widget: {self._state.title}", MIME: view}, {}


@cache
def module(script: str) -> str:
    """Join the shared script and the widget's own into the one module anywidget takes.

    The files are modules of their own, with imports and exports, so that editors and
    linters understand them; joined, they share one scope and need neither.
    """
    parts = [_plain(HERE / name) for name in (SHARED, script)]
    return "\n".join([*parts, "export default { render: show(draw) };\n"])


@cache
def styles() -> str:
    """Read the one style sheet of all widgets; drawings get their dark colours from Python."""
    dark = palette.css(palette.DARK, palette.DARK, '[data-jp-theme-light="false"] .kit-drawing')
    return (HERE / "kit.css").read_text(encoding="utf-8") + dark


def _plain(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^import\s.*?;\n", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^export ", "", text, flags=re.MULTILINE)
