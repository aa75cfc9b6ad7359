"""The assignment, once: a table, six questions, twenty students and what each has earned.

All of it is invented. The tools' own modules say it in their own formats; an answer
cell begins with the same line in each, so that `filled` finds it in all of them.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME = "library"
TITLE = "Loans of an invented library"
READERS = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn")
KINDS = ("novel", "comic", "atlas", "novel", "novel")
TABLE = "loan_id,reader,kind,days\n" + "".join(
    f"L{n:02},{READERS[n % 6]},{KINDS[n % 5]},{(7 * n * n + 3 * n) % 29 + 1}\n" for n in range(30)
)
READ_TABLE = 'import pandas as pd\n\nloans = pd.read_csv("loans.csv")'


@dataclass(frozen=True)
class Question:
    """One question: what is asked, what is right, and two ways to get it wrong.

    Attributes
    ----------
    name, kind
        The variable that holds the answer, and kit's kind of answer.
    shape
        What a check that students see asserts: the type.
    test
        What a hidden check asserts: the value.
    wrong, odd
        An answer of the right type, and one of another type.
    more
        Added to the exercise's definition in kit.
    """

    name: str
    task: str
    kind: str
    shape: str
    right: str
    test: str
    wrong: str
    odd: str
    stub: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def open(self) -> str:
        """What stands in the cell before a student types."""
        return self.stub or f"{self.name} = ..."


QUESTIONS = (
    Question(
        name="late",
        task="How many loans were longer than 14 days?",
        kind="number",
        shape="isinstance(late, int)",
        right='late = int((loans["days"] > 14).sum())',
        test='late == sum(days > 14 for days in loans["days"])',
        wrong="late = len(loans)",
        odd='late = "many"',
    ),
    Question(
        name="by_kind",
        task="How many loans are there of each kind? Give a dictionary.",
        kind="mapping",
        shape="isinstance(by_kind, dict)",
        right='by_kind = loans.groupby("kind").size().to_dict()',
        test='by_kind == {"novel": 18, "comic": 6, "atlas": 6}',
        wrong='by_kind = loans.groupby("kind")["days"].sum().to_dict()',
        odd="by_kind = [18, 6, 6]",
    ),
    Question(
        name="slow",
        task="Which readers kept anything for more than 21 days? Give a set of names.",
        kind="set",
        shape="isinstance(slow, set)",
        right='slow = set(loans.loc[loans["days"] > 21, "reader"])',
        test='slow == {r for r, d in zip(loans["reader"], loans["days"]) if d > 21}',
        wrong='slow = set(loans["kind"])',
        odd="slow = 3",
    ),
    Question(
        name="mean_days",
        task="How long is a loan on average?",
        kind="number",
        shape="isinstance(mean_days, float)",
        right='mean_days = loans["days"].mean()',
        test='abs(mean_days - sum(loans["days"]) / len(loans)) < 0.01',
        wrong='mean_days = loans["days"].std()',
        odd='mean_days = "long"',
        more={"decimals": 2},
    ),
    Question(
        name="days_of",
        task="For how many days did each reader borrow? Give a Series.",
        kind="mapping",
        shape="isinstance(days_of, pd.Series)",
        right='days_of = loans.groupby("reader")["days"].sum()',
        test="[days_of[r] for r in sorted(days_of.index)] == [31, 51, 83, 98, 38, 48]",
        wrong='days_of = loans.groupby("reader")["days"].count()',
        odd="days_of = None",
    ),
    Question(
        name="fee",
        task="Write a function: each day above 14 costs 2, and fewer days cost nothing.",
        kind="function",
        shape="callable(fee)",
        right="def fee(days):\n    return max(0, days - 14) * 2",
        test="[fee(10), fee(14), fee(20), fee(30)] == [0, 0, 12, 32]",
        wrong="def fee(days):\n    return days * 2 + 1",
        odd="fee = 2",
        stub="def fee(days):\n    return ...",
        more={"probes": {"public": ["10", "20"], "hidden": ["14", "30"]}},
    ),
)

# Of each student, one letter a question: R right, W wrong, T of a wrong type,
# E raises an error, S not Python, - left as it was.
CLASS = {
    **{f"right-{n}": "RRRRRR" for n in range(1, 7)},
    "partly-1": "RRRRRW",
    "partly-2": "RRRRWR",
    "partly-3": "RRRWRW",
    "partly-4": "RRWTRR",
    "partly-5": "RWRERR",
    "partly-6": "WRRRRT",
    "partly-7": "RWTRW-",
    "partly-8": "TWERRE",
    "wrong-1": "WWWWWW",
    "wrong-2": "TETETE",
    "untouched-1": "------",
    "untouched-2": "------",
    "syntax-error": "RRSRRR",
    "half-done": "RRR---",
}
EARNED = {student: float(letters.count("R")) for student, letters in CLASS.items()}


def mark(number: int) -> str:
    """Give the line that an answer cell begins with."""
    return f"# Answer {number}"


def typed(question: Question, letter: str) -> str:
    """Give what a student typed."""
    return {
        "R": question.right,
        "W": question.wrong,
        "T": question.odd,
        "E": f'{question.name} = loans["pages"]',
        "S": f"{question.name} = = 3",
        "-": question.open,
    }[letter]


def filled(released: Path, student: str) -> str:
    """Fill in the notebook that a tool gave out as a student did."""
    notebook = json.loads(released.read_text(encoding="utf-8"))
    pairs = zip(QUESTIONS, CLASS[student], strict=True)
    answers = {mark(number): pair for number, pair in enumerate(pairs, 1)}
    found = 0
    for cell in notebook["cells"]:
        first = "".join(cell["source"]).partition("\n")[0]
        if first in answers:
            found += 1
            question, letter = answers[first]
            if letter != "-":
                cell["source"] = f"{first}\n{typed(question, letter)}"
    if found != len(QUESTIONS):
        msg = f"{released} has {found} answer cells, not {len(QUESTIONS)}."
        raise ValueError(msg)
    return json.dumps(notebook, indent=1)


def hand_in(released: Path, folder: Path, name: str, beside: str = "") -> None:
    """Write every student's notebook, as ``name`` in a folder; beside it, the table."""
    for student in CLASS:
        path = folder / name.format(student=student)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(filled(released, student), encoding="utf-8")
        if beside:
            (path.parent / beside).write_text(TABLE, encoding="utf-8")


def notebook(cells: list[dict[str, Any]]) -> str:
    """Write cells as a notebook file."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}
    return json.dumps(whole, indent=1)


def cell(id: str, source: str, kind: str = "code", **metadata: Any) -> dict[str, Any]:
    """Make a cell."""
    made: dict[str, Any] = {"cell_type": kind, "id": id, "source": source, "metadata": metadata}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})
