"""What grading came to, to print and to end with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.grading.files import shown
from kit.grading.items import Item, unsandboxed
from kit.grading.report import Row

SHOWN = 10  # names in a list that may be long
WITHOUT = (
    "WARNING: graded with --sandbox none: {}. Student code ran as you, with all that you can read."
)


@dataclass(frozen=True)
class Result:
    """What grading came to.

    Attributes
    ----------
    rows
        One a student, as in ``grades.csv``.
    out
        Where the files are.
    ran
        How many submissions were run; unchanged ones are not run again.
    items
        One a student and exercise, as in ``items.csv``.
    passed_over
        Files that are no submissions.
    """

    rows: Sequence[Row]
    notebooks: Sequence[str]
    out: Path
    ran: int
    items: Sequence[Item] = ()
    passed_over: Sequence[str] = ()

    @property
    def exit_code(self) -> int:
        """0 done, 1 something handed in could not be graded, 3 done but a person is needed.

        A notebook that was not handed in is no failure: the row says `not graded`.
        Something else handed in instead is one.
        """
        if self._failed or self._instead:
            return 1
        return 3 if self._waiting else 0

    @property
    def _failed(self) -> set[tuple[str, str]]:
        """The notebooks that were handed in and could not be graded."""
        return {(item.student, item.notebook) for item in self.items if item.failed}

    @property
    def _absent(self) -> set[tuple[str, str]]:
        return {(item.student, item.notebook) for item in self.items if item.absent}

    @property
    def _instead(self) -> list[str]:
        """The files that are no notebook of the course, of students who lack one."""
        lacking = {student for student, _ in self._absent}
        foreign = [i for i in self.items if not i.exercise and i.student in lacking]
        return [f"{item.student} ({item.file or item.notebook})" for item in foreign]

    @property
    def _waiting(self) -> bool:
        return any(item.status == "needs review" and item.max_points for item in self.items)

    def __str__(self) -> str:
        return self.table()

    def table(self) -> str:
        """Give the grades as a table to print, with last lines that sum up."""
        head = ["student", "total", "of", "status", *self.notebooks]
        lines = [head, *([_cell(value) for value in _values(row)] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        text = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
        return "\n".join([*text, "", *self.summary(), *self.steps()])

    def summary(self) -> list[str]:
        """Count the statuses, and what is missing or could not be graded."""
        counts = Counter(row.status for row in self.rows)
        summed = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
        lines = [f"{counted(len(self.rows), 'student')}: {summed}."]
        if self._absent:
            lines.append(f"Not handed in: {counted(len(self._absent), 'notebook')}.")
        if self._instead:
            lines.append(f"Something else was handed in instead: {listed(self._instead)}.")
        if self._failed:
            failed = counted(len(self._failed), "notebook")
            lines.append(f"Could not be graded: {failed}; see items.csv.")
        if loose := unsandboxed(self.items):
            lines.append(WITHOUT.format(counted(loose, "notebook")))
        if self.passed_over:
            lines.append(f"Passed over, no notebooks: {listed(self.passed_over)}.")
        return lines

    def steps(self, handed_back: bool = False) -> list[str]:
        """Say what to open and which command comes next; without what was just handed back."""
        out = self.place
        steps = [f"Open grades.csv in {out}, and class.html: how each exercise worked."]
        if self._failed or self._instead:
            steps.append(
                "What could not be graded is in items.csv with the reason. Let these students "
                "hand in again and run kit grade again: only what is new runs."
            )
        if self._waiting:
            steps.append(f"Next: kit review {out}  (texts wait for you to mark them)")
        elif not handed_back:
            steps.append(f"Next: kit report --out {out} --zips  (feedback to hand back)")
        return steps

    @property
    def place(self) -> str:
        """Where the files are, as one types it."""
        return typed(self.out)


def typed(path: Path) -> str:
    """Write a path as one types it: short, and in quotes if there are spaces in it."""
    here = Path.cwd()
    name = str(path.relative_to(here) if path.is_relative_to(here) else path)
    return f'"{name}"' if " " in name else name


def listed(names: Sequence[str]) -> str:
    """List names, the first few of many."""
    more = len(names) - SHOWN
    return ", ".join(map(shown, names[:SHOWN])) + (f" and {more} more" if more > 0 else "")


def counted(number: int, noun: str) -> str:
    """Count things in words.

    Examples
    --------
    >>> counted(1, "student"), counted(0, "student")
    ('1 student', '0 students')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _values(row: Row) -> list[object]:
    return [row.student, row.total, row.max_total, row.status, *row.notebooks]


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return f"{value:g}"
    return "-" if value is None else shown(str(value))
