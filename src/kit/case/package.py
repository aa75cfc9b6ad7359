"""Load a case: one DataFrame for each table of its data package."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kit import places
from kit.case import schema
from kit.case.schema import CaseError

if TYPE_CHECKING:
    from kit.case.text import Report

__all__ = ["Case", "CaseError", "list_cases", "load_case", "read_case"]

# pandas has two families of types; the ones that can be missing are used only
# where the schema lets a value be missing, so that counting gives plain numbers.
_DTYPES = {
    ("integer", True): "int64",
    ("integer", False): "Int64",
    ("number", True): "float64",
    ("number", False): "float64",
    ("boolean", True): "bool",
    ("boolean", False): "boolean",
}
_TRUE, _FALSE = ["true", "True", "TRUE", "1"], ["false", "False", "FALSE", "0"]


class Case:
    """One story as data: a DataFrame for each table.

    Parameters
    ----------
    description
        What the ``datapackage.json`` says.
    path
        The folder of the case.
    frames
        One DataFrame for each table, by name.

    Attributes
    ----------
    name, title
        From the ``datapackage.json``.
    path
        The folder of the case.
    schema
        What the codebook says about each table and column.
    tables
        The names of the tables; each is also an attribute (``case.units``)
        and an item (``case["units"]``).
    """

    def __init__(self, description: schema.Schema, path: Path, frames: dict[str, pd.DataFrame]):
        self.schema = description
        self.name = description.name
        self.title = description.title
        self.path = path
        self._frames = frames

    @property
    def tables(self) -> list[str]:
        """The names of the tables, in the order of the data package."""
        return list(self._frames)

    def attach(self, path: str | Path) -> "Report":
        """Attach the article's text, for readers that show it beside the paraphrase.

        Parameters
        ----------
        path
            A text file in UTF-8 that holds the article. It is copied into the
            case's folder as ``article.txt``, which is never published.

        Returns
        -------
        kit.case.text.Report
            Which units were found, altered or missing.
        """
        from kit.case import text

        return text.attach(self.path, path)

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Give a table by name."""
        if table not in self._frames:
            msg = f"There is no table {table!r}. This case has: {', '.join(self.tables)}."
            raise KeyError(msg)
        return self._frames[table]

    def __getattr__(self, table: str) -> pd.DataFrame:
        """Give a table by name, as an attribute."""
        frames = self.__dict__.get("_frames", {})
        if table not in frames:
            msg = f"There is no table {table!r}. This case has: {', '.join(frames)}."
            raise AttributeError(msg)
        found: pd.DataFrame = frames[table]
        return found

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the tables."""
        return iter(self._frames)

    def __dir__(self) -> list[str]:
        """Offer the tables to the Tab key."""
        return [*super().__dir__(), *self._frames]

    def __repr__(self) -> str:
        """Name the case and the size of its tables."""
        sizes = ", ".join(f"{name} ({len(frame)})" for name, frame in self._frames.items())
        return f"Case {self.name}: {self.title}\nTables (rows): {sizes}"


def load_case(name: str | None = None, course: str | Path | None = None) -> Case:
    """Load a case of the course by name.

    Parameters
    ----------
    name
        The name of a folder in the course's ``data`` folder. May be left out
        where the course has only one case.
    course
        The course folder; by default found as :func:`kit.places.course` says.

    Returns
    -------
    Case
        Fresh DataFrames each time: changing one changes no later load.
        Columns have the types of the Table Schema; an empty cell is missing.

    Raises
    ------
    kit.places.PlaceError
        If there is no such case.
    CaseError
        If no name is given and there are several cases, or if a table cannot
        be read; ``kit validate`` then lists every problem.

    Examples
    --------
    >>> case = load_case("syria-2017")
    >>> case.statements.shape[0]
    25
    """
    known = list_cases(course)
    if name is None and len(known) > 1:
        msg = f"This course has several cases: {', '.join(known)}. Say which one you want."
        raise CaseError(msg)
    return read_case(places.case(name or known[0], course))


def list_cases(course: str | Path | None = None) -> list[str]:
    """List the names of the course's cases.

    Examples
    --------
    >>> "syria-2017" in list_cases()
    True
    """
    return list(places.cases(course))


def read_case(case_dir: str | Path) -> Case:
    """Load a case from its folder, wherever it is.

    Raises
    ------
    CaseError
        If the folder holds no case or a table cannot be read.
    """
    folder = Path(case_dir)
    description = schema.read(folder)
    return Case(description, folder, {each.name: _frame(folder, each) for each in description})


def _frame(folder: Path, table: schema.Table) -> pd.DataFrame:
    """Read one table with the types of its schema."""
    file = folder / table.path
    known = {column.name: column for column in table.columns}
    dates = [name for name, column in known.items() if column.type == "date"]
    dtypes = {
        name: _DTYPES.get((column.type, column.required), "str") for name, column in known.items()
    }
    try:
        frame = pd.read_csv(
            file,
            dtype=dtypes,
            keep_default_na=False,
            na_values=list(table.missing_values),
            true_values=_TRUE,
            false_values=_FALSE,
            encoding="utf-8-sig",
        )
        absent = [name for name in known if name not in frame.columns]
        if absent:
            msg = f"no column {', '.join(absent)}"
            raise ValueError(msg)
        for name in dates:
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    except FileNotFoundError:
        msg = f"The table {table.name!r} has no file {file}. Put it there, or see `kit validate`."
        raise CaseError(msg) from None
    except (ValueError, OSError) as error:
        msg = (
            f"The table {table.name!r} in {file} does not read as its schema says: {error}. "
            f"`kit validate {folder}` lists every problem with its row and remedy."
        )
        raise CaseError(msg) from None
    return frame
