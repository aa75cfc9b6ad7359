"""The assignment as a course of kit, graded with and without a sandbox."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import assignment as given
import yaml
from measure import Measured, measure

LESSON = "01_library"
SOURCE = """---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# {title}

{cells}"""
EXERCISE = """
```{{code-cell}} ipython3
:tags: ["exercise:1.{number}"]
{definition}```

{task}

```{{code-cell}} ipython3
:tags: ["answer:1.{number}"]
{mark}
{stub}
### BEGIN SOLUTION
{right}
### END SOLUTION
```
"""
LOAD = """```{code-cell} ipython3
import pandas as pd
from kit import check, load_case

loans = load_case("library").loans
```
"""
PACKAGE = {
    "name": given.NAME,
    "title": given.TITLE,
    "resources": [
        {
            "name": "loans",
            "path": "loans.csv",
            "schema": {
                "fields": [
                    {"name": name, "type": "integer" if name == "days" else "string"}
                    for name in given.TABLE.splitlines()[0].split(",")
                ]
            },
        }
    ],
}
Row = tuple[str, int, Measured, dict[str, float]]


def rows(folder: Path) -> Iterator[Row]:
    """Build the course, grade the class: in the sandbox and without, and again."""
    course = build(folder / "course")
    given.hand_in(
        course / "notebooks" / f"{LESSON}.ipynb",
        folder / "submissions",
        f"{{student}}/{LESSON}.ipynb",
    )
    for sandbox in ("bwrap", "none"):
        for again in ("", ", nothing new"):
            out = folder / f"grades-{sandbox}"
            command = [sys.executable, "-m", "kit", "grade", "submissions"]
            command += ["--course", course, "--out", out, "--sandbox", sandbox]
            found = measure(command, folder, fine=(0, 1))
            label = f"kit grade, sandbox {sandbox}{again}"
            yield label, len(given.CLASS), found, grades(out / "grades.csv")


def build(course: Path) -> Path:
    """Write the course and build it."""
    case = course / "data" / given.NAME
    case.mkdir(parents=True)
    (case / "loans.csv").write_text(given.TABLE, encoding="utf-8")
    (case / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    source = course / "notebooks" / "source"
    source.mkdir(parents=True)
    exercises = (exercise(n, question) for n, question in enumerate(given.QUESTIONS, 1))
    text = SOURCE.format(
        title=given.TITLE, cells=LOAD + "\n## Six questions\n" + "".join(exercises)
    )
    (source / f"{LESSON}.md").write_text(text, encoding="utf-8")
    measure([sys.executable, "-m", "kit", "build", "--course", course], course)
    return course


def exercise(number: int, question: given.Question) -> str:
    """Write one exercise."""
    definition = {
        "title": f"Question {number}",
        "objective": "ask a table",
        "points": 1,
        "answer": {question.name: question.kind},
        "ask": "What does one row stand for?",
        "hints": ["Look at the table.", "One line is enough.", "It was the same with the shelves."],
        "explain": "The table has thirty rows, one a loan.",
    }
    return EXERCISE.format(
        number=number,
        definition=yaml.safe_dump(definition | question.more, sort_keys=False),
        task=question.task,
        mark=given.mark(number),
        stub=question.open,
        right=question.right,
    )


def grades(path: Path) -> dict[str, float]:
    """Read each student's total."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: float(row["total"] or "nan") for row in csv.DictReader(file)}
