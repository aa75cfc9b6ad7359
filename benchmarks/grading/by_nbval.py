"""The assignment as plain notebooks with checks that students see, run by pytest --nbval.

nbval says of each cell whether it ran; a value that no visible check tests is none
of its business. So these are verdicts on cells, not grades.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import assignment as given
from by_kit import Row
from measure import Environment

PACKAGES = ("nbval==0.11.0", "pytest-xdist", "ipykernel")


def rows(folder: Path, environment: Environment) -> Iterator[Row]:
    """Run the class in one process, and with one a core."""
    released = folder / "release.ipynb"
    released.write_text(release(), encoding="utf-8")
    given.hand_in(released, folder / "submissions", "{student}/library.ipynb", beside="loans.csv")
    alone = ["-p", "no:cacheprovider", "-q", "--rootdir", folder, "--junitxml", "said.xml"]
    parallel = ("-n", os.cpu_count(), "--dist", "loadfile")
    for label, more in (("", ()), (f" -n {os.cpu_count()} --dist loadfile", parallel)):
        command = ("pytest", "--nbval", "--nbval-current-env", *alone, *more, "submissions")
        found = environment.measure(*command, folder=folder, fine=(0, 1))
        yield (
            f"pytest --nbval{label} (verdicts on cells)",
            len(given.CLASS),
            found,
            verdicts(folder / "said.xml"),
        )


def release() -> str:
    """Write the student's notebook."""
    cells = [given.cell("load", given.READ_TABLE)]
    for number, question in enumerate(given.QUESTIONS, 1):
        cells.append(given.cell(f"answer-{number}", f"{given.mark(number)}\n{question.open}"))
        cells.append(given.cell(f"check-{number}", f"assert {question.shape}"))
    return given.notebook(cells)


def verdicts(path: Path) -> dict[str, float]:
    """Count the checks of each student that passed: every second cell after the first."""
    passed = dict.fromkeys(given.CLASS, 0.0)
    for case in ElementTree.parse(path).iter("testcase"):
        number = int(case.attrib["name"].rsplit(" ", 1)[1])
        if number and number % 2 == 0 and not len(case):
            student = case.attrib["classname"].split(".")[1]
            passed[student] += 1
    return passed
