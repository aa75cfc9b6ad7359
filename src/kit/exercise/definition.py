"""An exercise as its author writes it, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.exercise import allowed

# Each kind in words that a student can follow: "Asked for is ...".
KINDS = {
    "value": "one value: a text in quotation marks, a whole number, or True or False",
    "number": "a number, without quotation marks",
    "set": 'a set, such as {"a", "b"}',
    "ordered": 'a list in the right order, such as ["a", "b"]',
    "mapping": 'a dictionary, such as {"a": 1, "b": 2}',
    "table": "a table (a DataFrame)",
    "partition": 'groups, such as [["a", "b"], ["c"]]',
    "function": "a function, which begins with def",
    "property": "a table of your own (a DataFrame)",
    "text": "a text in quotation marks",
}
GRADES = ("full", "defensible")
ID = re.compile(r"\d{1,2}\.\d{1,2}")
HINTS = 3


class DefinitionError(ValueError):
    """The definition of an exercise is not right; the message lists every problem."""


@dataclass(frozen=True)
class Exercise:
    """One exercise, written once: task, answer rules, hints, known mistakes.

    Attributes
    ----------
    id
        Notebook and number, such as ``"2.3"``.
    name, kind
        The variable that holds the answer, and one of `KINDS`.
    accept, mistakes
        As written: mappings whose ``answer`` is Python for the notebook's
        own namespace. With ``element``, they are about one part of the answer.
    allowed
        The words that the task lists for its answer (see `kit.exercise.allowed`).
    """

    id: str
    title: str
    objective: str
    points: float
    name: str
    kind: str
    decimals: int = 6
    spaces: str = "kept"
    ask: str = ""
    hints: tuple[str, ...] = ()
    mistakes: tuple[Mapping[str, str], ...] = ()
    accept: tuple[Mapping[str, str], ...] = ()
    explain: str = ""
    allowed: Any = None
    rubric: tuple[Mapping[str, Any], ...] = ()
    form: Mapping[str, Any] = field(default_factory=dict)
    own_table: Mapping[str, Any] = field(default_factory=dict)
    probes: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def wants_why(self) -> bool:
        """Whether some accepted answer must be defended in the ``why`` line."""
        return any(item.get("as") == "defensible" for item in self.accept)

    @classmethod
    def from_dict(cls, id: str, written: Mapping[str, Any]) -> "Exercise":
        """Check what an author wrote and make an exercise of it.

        Raises
        ------
        DefinitionError
            With every problem, what is allowed and what to do.

        Examples
        --------
        >>> Exercise.from_dict("2.3", {"title": "Depth"})
        Traceback (most recent call last):
        kit.exercise.definition.DefinitionError: Exercise 2.3:
        - 'answer' must name one variable and its kind, such as {depths: mapping}
        - 'explain' is missing
        - 'hints' must be exactly 3 texts: where to look, which idea, a parallel case
        - 'objective' is missing
        - 'points' must be a number above 0
        """
        problems = sorted(_problems(id, written))
        if problems:
            msg = "\n- ".join([f"Exercise {id}:", *problems])
            raise DefinitionError(msg)
        fields = dict(written)
        ((name, kind),) = fields.pop("answer").items()
        fields["own_table"] = fields.pop("property", {})
        for listed in ("hints", "mistakes", "accept", "rubric"):
            fields[listed] = tuple(fields.get(listed) or ())
        return cls(id=id, name=name, kind=kind, **fields)


def _problems(id: str, written: Mapping[str, Any]) -> list[str]:
    problems = []
    if not ID.fullmatch(id):
        problems.append("the id must be notebook.number, such as 2.3")
    known = set(Exercise.__dataclass_fields__) - {"id", "name", "kind", "own_table"}
    known |= {"answer", "property"}
    unknown = sorted(set(written) - known)
    if unknown:
        problems.append(f"unknown field {', '.join(unknown)}; allowed: {', '.join(sorted(known))}")
    problems += [
        f"'{needed}' is missing"
        for needed in ("title", "objective", "explain")
        if not str(written.get(needed) or "").strip()
    ]
    points = written.get("points")
    if not isinstance(points, int | float) or isinstance(points, bool) or points <= 0:
        problems.append("'points' must be a number above 0")
    hints = written.get("hints")
    if not (isinstance(hints, list) and len(hints) == HINTS and all(_text(h) for h in hints)):
        problems.append(
            f"'hints' must be exactly {HINTS} texts: where to look, which idea, a parallel case"
        )
    decimals = written.get("decimals", 6)
    if not isinstance(decimals, int) or not 0 <= decimals <= 9:
        problems.append("'decimals' must be a whole number from 0 to 9")
    if written.get("spaces", "kept") not in ("kept", "free"):
        problems.append("'spaces' must be kept or free")
    if written.get("allowed") is not None:
        problems += allowed.problems(written["allowed"])
    return problems + _kind_problems(written) + _list_problems(written)


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _kind_problems(written: Mapping[str, Any]) -> list[str]:
    answer = written.get("answer")
    if not isinstance(answer, dict) or len(answer) != 1:
        return ["'answer' must name one variable and its kind, such as {depths: mapping}"]
    ((name, kind),) = answer.items()
    problems = []
    if not (isinstance(name, str) and name.isidentifier()):
        problems.append(f"'{name}' cannot be a variable; use letters, digits and _")
    if kind not in KINDS:
        return [*problems, f"unknown kind '{kind}'; allowed: {', '.join(KINDS)}"]
    if kind == "function":
        probes = written.get("probes") or {}
        if not (probes.get("public") and probes.get("hidden")):
            problems.append("a function needs 'probes: {public: [..], hidden: [..]}'")
    if kind == "property" and not (written.get("property") or {}).get("rows"):
        problems.append("an own table needs 'property: {rows: .., columns: [..]}'")
    if kind == "text":
        rows = written.get("rubric") or []
        total = sum(row.get("points", 0) for row in rows)
        if not rows or total != written.get("points"):
            problems.append("a text needs a 'rubric' whose points sum to the exercise's points")
    elif not _text(written.get("ask")):
        problems.append("'ask' is missing: the next question to ask when the answer is not right")
    return problems


def _list_problems(written: Mapping[str, Any]) -> list[str]:
    problems = []
    for number, mistake in enumerate(written.get("mistakes") or [], 1):
        if not isinstance(mistake, dict) or set(mistake) - {"element"} != {"answer", "hint"}:
            problems.append(
                f"mistake {number} must be {{answer: .., hint: ..}}, or name an element"
            )
    for number, item in enumerate(written.get("accept") or [], 1):
        if not isinstance(item, dict) or item.get("as") not in (*GRADES, "optional"):
            problems.append(f"accept {number} needs 'as: full', 'as: defensible' or 'as: optional'")
        elif "answer" not in item and not ("element" in item and item["as"] == "optional"):
            problems.append(f"accept {number} needs an 'answer'")
        elif set(item) - {"element", "answer", "as"}:
            problems.append(f"accept {number} may have element, answer and as, nothing else")
    return problems
