"""Validate a case: every problem at once, with its place and its remedy."""

from pathlib import Path

from kit.case import blanks, crosschecks, rawtable, schema, standard
from kit.case.problem import Problem
from kit.case.schema import CaseError

__all__ = ["Problem", "validate"]


def validate(case_dir: str | Path) -> list[Problem]:
    """List every problem of a case.

    Checked are the files and their encoding, the columns, and for each cell
    type, allowed values and keys (by frictionless); then what the standard
    cannot say: blanks around names, items of lists and chains, depth and
    speaker against the chain, words in quotation marks, gaps in the ratings,
    and, where the article's text is attached, the phrases quoted from it.

    Parameters
    ----------
    case_dir
        The folder of the case.

    Returns
    -------
    list of Problem
        In the order of the tables and rows; empty if the case is valid. A
        folder that is missing, empty or no folder at all is one problem with
        an empty ``table``, never an exception.

    Raises
    ------
    ImportError
        If frictionless is not installed; the message names the command.

    Examples
    --------
    >>> from kit import places
    >>> validate(places.case("syria-2017"))
    []
    """
    folder = Path(case_dir)
    try:
        described = schema.read(folder)
    except CaseError as error:
        allowed = f"a folder with a readable {schema.FILE} and its tables"
        return [Problem("", None, "", str(folder), allowed, str(error))]
    tables: dict[str, rawtable.RawTable] = {}
    problems: list[Problem] = []
    for table in described:
        raw, found = rawtable.read(folder, table)
        problems += found
        if raw is not None:
            problems += blanks.check(raw)
            tables[table.name] = blanks.without(raw)
    problems += standard.check(folder, tables)
    problems += crosschecks.check(folder, described, tables)
    order = {table.name: place for place, table in enumerate(described)}
    return sorted(problems, key=lambda each: (order.get(each.table, -1), each.row or 0))
