"""A source while it is read: every cell gets its role and is checked for it."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.authoring import blocks, names
from kit.authoring.cells import Cell, Raw, Task, label
from kit.exercise.definition import DefinitionError, Exercise

_FILE_NAME = re.compile(r"(\d\d)_[a-z0-9_]+\.md")
_TAG = re.compile(r"(exercise|answer):(\d{1,2}\.\d{1,2})")
PREDICT = "predict"
_DIRECTIVE = re.compile(r"\s*(```+|~~~+)\s*\{")


@dataclass
class Draft:
    """Cells taken so far, exercises half known, and every problem met."""

    path: Path
    cells: list[Cell] = field(default_factory=list)
    tasks: dict[str, Task] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _defined: dict[str, Exercise | None] = field(default_factory=dict)
    _lines: dict[str, int] = field(default_factory=dict)
    _answered: set[str] = field(default_factory=set)

    def take(self, raw: Raw) -> None:
        """Give a cell its role and check what the role asks for."""
        if raw.kind == "markdown":
            self._take_markdown(raw)
        elif raw.kind == "code":
            self._take_code(raw)
        else:
            self._problem(raw.line, f"a {raw.kind} cell is not allowed; write Markdown or code")

    def finish(self) -> list[str]:
        """Check what only the whole file can tell, and give every problem."""
        for id, line in self._lines.items():
            if id not in self._answered:
                what = f"an exercise without answer; add a code cell tagged answer:{id}"
                self._problem(line, what, id)
        named = _FILE_NAME.fullmatch(self.path.name)
        if not named:
            self.problems.insert(
                0,
                f"{label(self.path)}: a source is called NN_name.md, with two digits and then "
                "small letters, digits and _. Rename the file.",
            )
            return self.problems
        for id, line in self._lines.items():
            if int(id.split(".")[0]) != int(named[1]):
                what = f"an exercise starts with the number of its notebook: {int(named[1])}.M"
                self._problem(line, what, id)
        return self.problems

    def _problem(self, line: int, text: str, exercise: str = "") -> None:
        about = f", exercise {exercise}" if exercise else ""
        self.problems.append(f"{label(self.path)}, line {line}{about}: {text}.")

    def _take_markdown(self, raw: Raw) -> None:
        for at, line in enumerate(raw.text.splitlines()):
            if _DIRECTIVE.match(line):
                what = f"'{line.strip()}' is no cell; allowed is only ```{{code-cell}} ipython3"
                self._problem(raw.line + at, what)
        self._refuse_markers(raw)
        self.cells.append(Cell("markdown", raw.text, raw.line))

    def _take_code(self, raw: Raw) -> None:
        if "```{code-cell}" in raw.text:
            self._problem(raw.line, "this code cell is not closed; add a line ``` at its end")
            return
        role, id = self._role(raw)
        if role == "given":
            self._refuse_markers(raw)
            self._check_python(raw.text, raw)
            folded = raw.options.get("tags") == [PREDICT]
            self.cells.append(Cell("given", raw.text, raw.line, folded=folded))
        elif role == "exercise":
            self._take_exercise(raw, id)
        elif role == "answer":
            self._take_answer(raw, id)

    def _role(self, raw: Raw) -> tuple[str, str]:
        """Read the role and the exercise id from a code cell's tag."""
        unknown = sorted(set(raw.options) - {"tags"})
        if unknown:
            self._problem(raw.line, f"unknown cell option {', '.join(unknown)}; allowed: tags")
        tags: Any = raw.options.get("tags", [])
        if tags in ([], [PREDICT]):
            return "given", ""
        found = _TAG.fullmatch(str(tags[0])) if isinstance(tags, list) and len(tags) == 1 else None
        if found is None:
            said = ", ".join(map(str, tags)) if isinstance(tags, list) else tags
            allowed = f"exercise:N.M, answer:N.M or {PREDICT}"
            what = f"unknown tag {said}; allowed is one tag, {allowed}, or none"
            self._problem(raw.line, what)
            return "", ""
        return found[1], found[2]

    def _refuse_markers(self, raw: Raw) -> None:
        for at in blocks.marker_lines(raw.text):
            what = "a solution marker outside an answer cell; tag the cell answer:N.M"
            self._problem(raw.body_line + at, what)

    def _check_python(self, code: str, raw: Raw, exercise: str = "", what: str = "cell") -> bool:
        """Check that code is there and can be parsed."""
        if not code.strip():
            self._problem(raw.line, f"the {what} is empty; write its code", exercise)
            return False
        try:
            ast.parse(code)
        except SyntaxError as error:
            # Only a given cell has the line numbers that the file has.
            line = raw.line if exercise else raw.body_line + (error.lineno or 1) - 1
            reason = f"the {what} is not plain Python ({error.msg}); magics are not allowed either"
            self._problem(line, reason, exercise)
            return False
        return True

    def _take_exercise(self, raw: Raw, id: str) -> None:
        if id in self._lines:
            what = f"the id is used twice, first in line {self._lines[id]}; give each its own"
            self._problem(raw.line, what, id)
            return
        self._lines[id] = raw.line
        self._defined[id] = self._definition(raw, id)
        self._refuse_markers(raw)
        self.cells.append(Cell("exercise", raw.text, raw.line, id))

    def _definition(self, raw: Raw, id: str) -> Exercise | None:
        import yaml

        try:
            written = yaml.safe_load(raw.text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = raw.body_line + (mark.line if mark else 0)
            reason = getattr(error, "problem", None) or "cannot be read"
            what = f"this is not YAML: {reason}; put quotes around texts that hold ': ' or '#'"
            self._problem(line, what, id)
            return None
        if not isinstance(written, dict):
            self._problem(raw.line, "the definition must be YAML of the form 'field: value'", id)
            return None
        try:
            return Exercise.from_dict(id, written)
        except DefinitionError as error:
            for reason in str(error).split("\n- ")[1:]:
                self._problem(raw.line, reason, id)
            return None

    def _take_answer(self, raw: Raw, id: str) -> None:
        if id in self._answered:
            self._problem(raw.line, "a second answer cell; an exercise has exactly one", id)
            return
        self._answered.add(id)
        self.cells.append(Cell("answer", raw.text, raw.line, id))
        if id not in self._lines:
            what = f"an answer without its exercise; put a cell tagged exercise:{id} before it"
            self._problem(raw.line, what, id)
            return
        split = blocks.split(raw.text)
        for at, reason in split.problems:
            self._problem(raw.body_line + at, reason, id)
        if split.problems:
            return
        if not split.solution:
            what = f"no solution; write it between {blocks.BEGIN} and {blocks.END}"
            self._problem(raw.line, what, id)
        runs = self._check_python(split.stub, raw, id, "stub")
        runs = self._check_python(split.solved, raw, id, "solution") and runs
        exercise = self._defined[id]
        if exercise and runs:
            self._check_stub(raw, exercise, split.stub)
            self.tasks[id] = Task(exercise, split.stub, split.solved, split.solution, raw.line)

    def _check_stub(self, raw: Raw, exercise: Exercise, stub: str) -> None:
        left = names.assigned(stub)
        if exercise.name not in left:
            what = f"the stub does not assign '{exercise.name}'; write {exercise.name} = ..."
            self._problem(raw.line, what, exercise.id)
        if exercise.wants_why and "why" not in left:
            what = 'a defensible answer needs its reason, so the stub needs a line why = ""'
            self._problem(raw.line, what, exercise.id)
