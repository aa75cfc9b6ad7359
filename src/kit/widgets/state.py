"""What every widget is: a state that is kept, undone, told in words and shown.

A widget is a class of its own with *kept* traits (what a person chose or typed),
*actions* (methods that change them) and three ways to give it out: `frame`,
`text` and `content`. Nothing here needs a browser or ipywidgets: the page can do
only what the actions do, and Python can do the same by the same names.

>>> class Tally(State):
...     title, script = "Tally", "tally.js"
...     marks = traitlets.Int(0).tag(kept=True)
...
...     @action
...     def add(self, how_many):
...         self.marks += int(how_many)
...         self.message = f"{self.marks} marks."
...
...     def frame(self):
...         return pd.DataFrame({"marks": [self.marks]})
...
...     def text(self):
...         return f"Tally: {self.marks} marks."
>>> tally = Tally("example")
>>> tally.add(2)
>>> tally.undo()
>>> tally
Tally: 0 marks.
"""

import functools
import html
import json
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, ParamSpec, Protocol

import pandas as pd
import traitlets

from kit import places
from kit.case.show import show
from kit.exercise.origin import EMPTY, taken
from kit.widgets import carry, keeping
from kit.widgets.history import History, Kept

NOT_LIVE = (
    "This is the form to read. To work in it, run in the course folder: "
    'python -m pip install ".[lab]" and restart Python.'
)
NAME = re.compile(r"\w[\w .-]{0,59}")


class Image(Protocol):
    """A picture of `kit.plots`: an ``<img>`` with its alternative text."""

    def to_img(self) -> str:
        """Give the picture as HTML."""


class Shown(Protocol):
    """A live view; see `kit.widgets.view`."""

    def refresh(self) -> None:
        """Show the state as it is now."""

    def close(self) -> None:
        """End the view."""


P = ParamSpec("P")


def action(method: Callable[P, None]) -> Callable[P, None]:
    """Mark a method that the page may call: one call is one step to undo.

    If it raises, nothing has changed, and the page shows the message of the error.
    """

    @functools.wraps(method)
    def as_one_step(*args: P.args, **kwargs: P.kwargs) -> None:
        state: Any = args[0]
        with state.step():
            method(*args, **kwargs)

    as_one_step.is_action = True  # type: ignore[attr-defined]
    return as_one_step


def _marking(method: Callable[P, Any]) -> Callable[P, Any]:
    """Have what a method gives carry the mark of a widget."""

    @functools.wraps(method)
    def marked(*args: P.args, **kwargs: P.kwargs) -> Any:
        return taken(method(*args, **kwargs), args[0].nothing_yet)  # type: ignore[attr-defined]

    return marked


class State(traitlets.HasTraits):
    """A widget without its display.

    A class of its own sets `title` and `script`, its kept traits (with
    ``.tag(kept=True)``; JSON values, always replaced and never changed in place),
    `frame`, `text` and `content`. It sets its own data first and calls
    ``super().__init__(name, **start)`` last, because that brings back what was saved.

    Parameters
    ----------
    name
        A name of its own in the course, such as ``"7.2"``: letters, digits,
        spaces, dots, dashes. What was typed is saved under it in ``.kit/``.
    **start
        Kept traits to start with, where nothing is saved yet.

    Raises
    ------
    ValueError
        If the name cannot be one.
    """

    title: ClassVar[str]
    script: ClassVar[str]
    """The file beside this one that draws it, such as ``matrix.js``."""

    about = ""
    """What one sees and can do here, in a short line at the top of the page."""

    nothing_yet: ClassVar[str] = EMPTY
    """What a check says of it while nothing stands in it."""

    still: ClassVar[tuple[str, ...]] = ()
    """Keys of `content` that most actions leave as they are: sent only when they change."""

    variable = ""
    """The name that the line of code gives the answer, where an exercise asks for one."""

    message = traitlets.Unicode("")
    """What just happened, in one sentence; the page says it aloud."""

    _current: ClassVar[dict[str, "State"]] = {}

    def __init_subclass__(cls, **more: Any) -> None:
        """Mark what every widget gives, so that its answer is known as one."""
        super().__init_subclass__(**more)
        for name in ("frame", "as_answer"):
            if name in vars(cls):
                setattr(cls, name, _marking(vars(cls)[name]))

    def __init__(self, name: str, **start: Any) -> None:
        if not isinstance(name, str) or not NAME.fullmatch(name):
            msg = (
                f"{name!r} cannot be the name of a widget. Allowed: 1 to 60 letters, digits, "
                "spaces, dots and dashes, such as '7.2'."
            )
            raise ValueError(msg)
        super().__init__(**start)
        self.name = name
        self.guard = threading.RLock()
        self._depth = 0
        self._view: Shown | None = None
        self._restore()
        self._history = History(self.kept())
        self._take_over()
        self.observe(self._changed)

    # What a class of its own gives.

    def frame(self) -> pd.DataFrame:
        """Give all that is chosen and typed as a table."""
        raise NotImplementedError

    def text(self) -> str:
        """Tell what the widget shows, in words that make sense read aloud."""
        raise NotImplementedError

    def content(self) -> dict[str, Any]:
        """Give what the page draws, as JSON (missing is None, never NaN)."""
        return {}

    def findings(self) -> dict[str, Any]:
        """Give what takes longer than a blink; the page gets it a moment later."""
        return {}

    def table(self) -> pd.DataFrame:
        """Give the table to read where nothing is live; by default `frame`."""
        return self.frame()

    def picture(self) -> Image | None:
        """Give the same as a picture of `kit.plots`, if there is one."""
        return None

    def as_answer(self) -> Any:
        """Give what `check` takes: a plain frame or mapping; by default `frame`."""
        return self.frame()

    # What all have.

    def kept(self) -> Kept:
        """Give the kept traits with their values."""
        return {name: getattr(self, name) for name in self.trait_names(kept=True)}

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return self._history.can_redo

    def undo(self) -> None:
        """Take the last step back."""
        self._go(self._history.undo, "The last step is taken back.", "Nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._go(self._history.redo, "Done again.", "Nothing to do again.")

    def line(self, variable: str = "") -> str:
        """Give one line of code that carries the answer into a notebook.

        Parameters
        ----------
        variable
            The name to give it; by default `variable`, or else the one that holds
            the widget in the notebook, so that a check below takes the line's data
            without a change.
        """
        return carry.line(variable or self.variable or self._held_as(), self.as_answer())

    def _held_as(self) -> str:
        held = list(vars(sys.modules["__main__"]).items())
        names = [name for name, value in held if value is self and not name.startswith("_")]
        return names[0] if names else "answer_" + re.sub(r"\W+", "_", self.name)

    def perform(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Do what the page asks for; whatever goes wrong becomes a sentence."""
        method = getattr(self, name, None)
        allowed = name in ("undo", "redo") or getattr(method, "is_action", False)
        if method is None or not allowed:
            self.message = f"There is no action {name!r} here."
            return
        try:
            method(**arguments)
        except Exception as error:  # a page must never be left without an answer
            self.message = f"That was not possible: {error}"

    def page(self) -> dict[str, Any]:
        """Give everything that the page needs at once."""
        return {
            "title": self.title,
            "about": self.about,
            "name": self.name,
            "message": self.message,
            "canUndo": self.can_undo,
            "canRedo": self.can_redo,
            "saved": keeping.where(self.name),
            **self.content(),
        }

    def later(self) -> dict[str, Any]:
        """Give what the page gets when there is a pause."""
        return {"line": self.line(), "text": self.text(), **self.findings()}

    # How it shows itself.

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Give the form that stays when nothing is live: words, picture, table."""
        return {"text/plain": self.text(), "text/html": self._static_html()}

    def _ipython_display_(self) -> None:
        """Show the static form and, where widgets are live, the live form in its place."""
        from IPython.display import display

        display(self._repr_mimebundle_(), raw=True)  # type: ignore[no-untyped-call]
        view = self._live()
        if view is not None:
            display(view)  # type: ignore[no-untyped-call]
        elif places.state() is not None:
            display({"text/plain": NOT_LIVE}, raw=True)  # type: ignore[no-untyped-call]

    def _live(self) -> Shown | None:
        """Make the view when it is first shown.

        There is none without anywidget, and none while state is off: a live view
        has a random id, and built notebooks must be the same bytes every time.
        """
        if self._view is None and places.state() is not None:
            try:
                from kit.widgets.view import View
            except ImportError:
                return None
            self._view = View(self)
        return self._view

    def _static_html(self) -> str:
        picture = self.picture()
        told = "<br>".join(html.escape(line) for line in self.text().splitlines() if line)
        table = show(self.table())._repr_mimebundle_()["text/html"]
        image = f"<p>{picture.to_img()}</p>" if picture else ""
        return f'<div class="kit-static"><p>{told}</p>{image}{table}</div>'

    # How it keeps what was typed.

    @contextmanager
    def step(self) -> Iterator[None]:
        """Make one step of all changes within; none of them if one fails."""
        with self.guard:
            before = self.kept()
            self._depth += 1
            try:
                yield
            except BaseException:
                self._put(before)
                raise
            finally:
                self._depth -= 1
            self._settle()

    def _changed(self, change: Any) -> None:
        with self.guard:
            self._settle()

    def _settle(self) -> None:
        """Note a finished step: for undo, on disk and in the page."""
        if self._depth:
            return
        if self._history.add(self.kept()):
            self._save()
        if self._view is not None:
            self._view.refresh()

    def _go(self, move: Callable[[], bool], done: str, nothing: str) -> None:
        if not move():
            self.message = nothing
            return
        with self.step():
            self._put(self._history.now)
            self.message = done
            self._save()

    def _put(self, kept: Kept) -> None:
        for name, value in kept.items():
            setattr(self, name, value)

    def _restore(self) -> None:
        """Bring back what was saved; what does not fit is set aside, never lost."""
        kept, problem = keeping.load(self.name, type(self).__name__)
        misfits = []
        for name, value in kept.items():
            try:
                if name not in self.trait_names(kept=True):
                    misfits.append(name)
                    continue
                setattr(self, name, value)
            except traitlets.TraitError:
                misfits.append(name)
        if misfits:
            problem = keeping.set_aside(self.name, f"does not fit in: {', '.join(misfits)}")
        self.message = problem

    def _save(self) -> None:
        # A cell run again makes a new widget of the same name: from then on, only that one saves.
        if State._current.get(self.name) is self:
            problem = keeping.save(self.name, type(self).__name__, self._history.now)
            self.message = problem or self.message

    def _take_over(self) -> None:
        former = State._current.get(self.name)
        State._current[self.name] = self
        if former is not None and former._view is not None:
            former._view.close()
            former._view = None


def as_json(page: Mapping[str, Any]) -> str:
    """Write what goes to the page as strict JSON; fails for NaN and live objects."""
    return json.dumps(page, allow_nan=False)
