"""One problem of a case: where it is, what is allowed, what to do."""

from dataclasses import asdict, dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """What is wrong in one place of a case.

    Attributes
    ----------
    table
        The table; empty if the problem is the case as a whole.
    row
        The row as a spreadsheet counts it (the header is row 1); None if the
        problem is a whole table or column.
    column
        The column; empty if the problem is a whole row or table.
    value
        What stands there.
    allowed
        What may stand there.
    remedy
        What to do.
    """

    table: str
    row: int | None
    column: str
    value: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        """Say all of it in one line."""
        place = [self.table or "the case"]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        found = f"'{self.value}'" if self.value else "nothing there"
        return f"{', '.join(place)}: {found}. Allowed: {self.allowed}. {self.remedy}"

    def to_dict(self) -> dict[str, str | int | None]:
        """Give the problem as plain data, for ``kit validate --json``."""
        return asdict(self)


def similar(value: str, known: list[str]) -> str:
    """Suggest the known value that is most like a wrong one; nothing if none is like it.

    Examples
    --------
    >>> similar("BOTT", ["NAR", "BOT"])
    "Did you mean 'BOT'?"
    >>> similar("x", ["NAR", "BOT"])
    ''
    """
    close = get_close_matches(value, known, n=1)
    return f"Did you mean '{close[0]}'?" if close else ""


def nearest(value: str, known: list[str]) -> str:
    """Suggest the known value that is most like a wrong one, or list some.

    Examples
    --------
    >>> nearest("BOTT", ["NAR", "BOT"])
    "Did you mean 'BOT'?"
    >>> nearest("x", ["NAR", "BOT"])
    'Known are: NAR, BOT.'
    """
    if not known:
        return "None are known."
    if close := similar(value, known):
        return close
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return f"Known are: {', '.join(known[:12])}{more}."
