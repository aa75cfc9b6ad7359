"""The class by name: who is meant by a name that nobody has."""

import difflib
from collections.abc import Iterable

from kit.grading.result import listed


def meant(name: str, students: Iterable[str]) -> list[str]:
    """Find the students that a part of a name, or a misspelled one, may mean.

    Examples
    --------
    >>> meant("ami", ["amina", "ben", "Samira"])
    ['amina', 'Samira']
    >>> meant("anima", ["amina", "ben"])
    ['amina']
    """
    folded = {student: student.casefold() for student in students}
    wanted = name.strip().casefold()
    holding = [student for student, plain in folded.items() if wanted and wanted in plain]
    near = difflib.get_close_matches(wanted, list(folded.values()))
    return holding or [student for student, plain in folded.items() if plain in near]


def unknown(name: str, students: Iterable[str]) -> str:
    """Say that nobody has this name, and who may be meant.

    Examples
    --------
    >>> unknown("ami", ["amina", "ben"])
    "nobody is called 'ami'. Is it amina? Give the whole name"
    """
    found = meant(name, students)
    if not found:
        advice = "The names are in grades.csv"
    elif len(found) == 1:
        advice = f"Is it {listed(found)}? Give the whole name"
    else:
        advice = f"Several fit: {listed(found)}. Give the whole name of one"
    return f"nobody is called '{name}'. {advice}"
