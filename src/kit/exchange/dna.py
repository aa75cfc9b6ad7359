"""Discourse Network Analyzer: read its databases, write its event lists.

DNA 3 keeps a project in one SQLite file, ``NAME.dna``. It is opened read-only,
so DNA may have it open at the same time. Passwords of coders are never read.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from kit.exchange.report import ExchangeError, need, some, taken

STATEMENT_TYPE = "DNA Statement"
TABLES = (
    *("DOCUMENTS", "CODERS", "STATEMENTTYPES", "VARIABLES", "STATEMENTS", "ENTITIES"),
    *("DATABOOLEAN", "DATAINTEGER", "DATALONGTEXT", "DATASHORTTEXT"),
)
DATA = {
    "boolean": ("DATABOOLEAN", "Value"),
    "integer": ("DATAINTEGER", "Value"),
    "long text": ("DATALONGTEXT", "Value"),
    "short text": ("DATASHORTTEXT", "Entity"),
}
STATEMENT_COLUMNS = ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder")
PATIENCE = 2.0  # seconds to wait for a lock to be lifted
# The document columns of DNA's event list, after time and before the variables.
DOCUMENT_COLUMNS = ("author", "source", "section", "type", "text")


def read(path: str | Path, statement_type: str = STATEMENT_TYPE) -> pd.DataFrame:
    """Read the statements of a DNA 3 database.

    Parameters
    ----------
    path
        The ``.dna`` file.
    statement_type
        Which type of statement; users of DNA may add their own.

    Returns
    -------
    DataFrame
        A row per statement, labelled by its ID in DNA. Columns: the variables
        of the type (by default ``person``, ``organization``, ``concept``,
        ``agreement``), then ``document`` (its title; with the ID where titles
        repeat or are empty), ``start`` and ``stop`` (character offsets into
        the document's text), ``date`` (UTC) and ``coder`` (name). A value that
        a statement lacks is missing; an empty text is a value of its own, as
        in DNA. ``attrs["left_out"]`` lists what was not taken.

    Raises
    ------
    ExchangeError
        If the file is no DNA 3 database, is locked, or has no such type.
    """
    with _opened(path) as tables:
        types = tables("STATEMENTTYPES", "ID", "Label").set_index("Label")["ID"]
        if statement_type not in types.index:
            msg = (
                f"{path}: has no statement type {statement_type!r}. "
                f"Types there: {some(types.index, None)}."
            )
            raise ExchangeError(msg)
        type_id = types[statement_type]
        every = tables(
            "STATEMENTS", "ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"
        )
        found = every[every["StatementTypeId"] == type_id].set_index("ID")
        frame, notes = _values(tables, found.index, type_id)
        titles, dates = _documents(tables)
        coders = tables("CODERS", "ID", "Name").set_index("ID")["Name"]
        frame["document"] = found["DocumentId"].map(titles)
        frame["start"], frame["stop"] = found["Start"], found["Stop"]
        frame["date"] = pd.to_datetime(found["DocumentId"].map(dates), unit="s")
        frame["coder"] = found["Coder"].map(coders)
        notes += _other_types(every, types, statement_type)
        notes += _unknown(frame, found) + _unused(tables, every, titles)
    return taken(frame.rename_axis(index="statement"), notes, path)


def documents(path: str | Path) -> pd.DataFrame:
    """Read the documents of a DNA 3 database, texts included.

    Returns
    -------
    DataFrame
        A row per document, labelled by its ID: ``title``, ``text``,
        ``author``, ``source``, ``section``, ``notes``, ``type``, ``date`` (UTC).

    Raises
    ------
    ExchangeError
        As in `read`.
    """
    names = ("Title", "Text", "Author", "Source", "Section", "Notes", "Type", "Date")
    with _opened(path) as tables:
        found = tables("DOCUMENTS", "ID", *names).set_index("ID").rename(columns=str.lower)
    found["date"] = pd.to_datetime(found["date"], unit="s")
    return found.rename_axis(index="document")


def write_event_list(
    statements: pd.DataFrame,
    path: str | Path,
    *,
    variables: Sequence[str] = ("person", "organization", "concept", "agreement"),
    date: str = "date",
    document: str = "document",
) -> list[str]:
    """Write statements as DNA writes its event list, e.g. for relational event models.

    One row per statement, separated by semicolons: statement ID, time, document
    ID (counted from 1 in order of appearance), document title, author, source,
    section, type, text, and the variables. True and false are 1 and 0; a
    missing value is an empty cell. Unlike DNA, semicolons and quotation marks
    inside a text are kept, in quotes.

    Parameters
    ----------
    statements
        Any frame; its index gives the IDs if it holds different whole numbers,
        else they are counted from 1. ``author``, ``source``, ``section``,
        ``type`` and ``text`` are used where they exist.
    variables
        The columns that were coded.
    date, document
        The columns of time and document title.

    Returns
    -------
    list of str
        What was not written, one sentence each.

    Raises
    ------
    ExchangeError
        If a column is missing.
    """
    need(statements, [*variables, date, document], "statements")
    whole = pd.api.types.is_integer_dtype(statements.index) and statements.index.is_unique
    titles = statements[document]
    events = pd.DataFrame(
        {
            "statement ID": statements.index if whole else range(1, len(statements) + 1),
            "time": pd.to_datetime(statements[date]).dt.strftime("%Y-%m-%d %H:%M:%S").to_numpy(),
            "document ID": pd.factorize(titles)[0] + 1,
            "document title": titles.to_numpy(),
        }
    )
    for name in DOCUMENT_COLUMNS:
        events[name] = statements[name].to_numpy() if name in statements else ""
    for name in variables:
        events[name] = _as_number(statements[name]).to_numpy()
    events.to_csv(path, sep=";", index=False, lineterminator="\n")
    used = {*variables, date, document, *DOCUMENT_COLUMNS}
    rest = [name for name in statements.columns if name not in used]
    return [f"An event list has no place for the columns {some(rest, None)}."] if rest else []


class _Tables:
    """The tables of an open database, read column by column."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __call__(self, table: str, *columns: str) -> pd.DataFrame:
        """Read columns of a table; both names come from this module, never from a file."""
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY ID"
        return pd.read_sql_query(query, self.connection)

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return self.connection.execute(query, (table,)).fetchone() is not None


@contextmanager
def _opened(path: str | Path) -> Iterator[_Tables]:
    """Open a database read-only and check that it is one of DNA 3."""
    if not Path(path).is_file():
        msg = f"{path}: there is no such file. Give the path of a DNA 3 database (.dna)."
        raise ExchangeError(msg)
    connection = sqlite3.connect(
        f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE
    )
    try:
        tables = _Tables(connection)
        missing = [name for name in TABLES if not tables.has(name)]
        if missing:
            old = tables.has("STATEMENTS") and "ENTITIES" in missing
            hint = (
                "It looks like DNA 2; open it with DNA 3, which converts it."
                if old
                else "Give the file that DNA 3 saved (.dna)."
            )
            msg = f"{path}: is no DNA 3 database: it lacks the tables {some(missing)}. {hint}"
            raise ExchangeError(msg)
        yield tables
    except (sqlite3.Error, pd.errors.DatabaseError) as error:
        msg = (
            f"{path}: cannot be read as a DNA 3 database ({error}). Allowed: an unencrypted "
            "SQLite file that no other program has locked; close it in DNA, or give a copy."
        )
        raise ExchangeError(msg) from error
    finally:
        connection.close()


def _values(tables: _Tables, ids: pd.Index, type_id: int) -> tuple[pd.DataFrame, list[str]]:
    """Collect the values of each variable; say which are missing, doubled or broken."""
    variables = tables("VARIABLES", "ID", "Variable", "DataType", "StatementTypeId")
    variables = variables[variables["StatementTypeId"] == type_id]
    entities = tables("ENTITIES", "ID", "Value").set_index("ID")["Value"]
    columns, notes = {}, []
    for number, name, kind in variables[["ID", "Variable", "DataType"]].itertuples(index=False):
        if kind not in DATA:
            notes.append(f"The variable {name!r} is of the unknown type {kind!r}.")
            continue
        table, column = DATA[kind]
        found = tables(table, "ID", "StatementId", "VariableId", column)
        found = found[(found["VariableId"] == number) & found["StatementId"].isin(ids)]
        twice = found[found.duplicated("StatementId")]
        if len(twice):
            notes.append(f"A second value of {name!r} in statements {some(twice['StatementId'])}.")
        raw = found.drop_duplicates("StatementId").set_index("StatementId")[column].reindex(ids)
        columns[name] = _typed(raw, kind, entities)
        lost = ids[columns[name].isna()]
        if len(lost):
            notes.append(f"No value of {name!r} in statements {some(lost)}: missing there.")
        if kind == "short text":
            spare = tables("ENTITIES", "ID", "VariableId", "Value").query("VariableId == @number")
            spare = spare[~spare["ID"].isin(raw.dropna())]
            if len(spare):
                notes.append(f"Values of {name!r} that no statement uses: {some(spare['Value'])}.")
    return pd.DataFrame(columns, index=ids), notes


def _typed(raw: pd.Series, kind: str, entities: pd.Series) -> pd.Series:
    """Give values their type: a short text is the number of an entity."""
    if kind == "short text":
        return raw.map(entities).astype("str")
    if kind == "boolean":
        return raw.map({0: False, 1: True}).astype("boolean")
    return raw.astype("Int64") if kind == "integer" else raw.astype("str")


def _documents(tables: _Tables) -> tuple[pd.Series, pd.Series]:
    """Name each document once, by title where it is its own, and give its date."""
    found = tables("DOCUMENTS", "ID", "Title", "Date").set_index("ID")
    titles = found["Title"].fillna("").astype("str")
    unclear = titles.duplicated(keep=False) | (titles == "")
    numbered = titles + " (document " + found.index.astype("str") + ")"
    return titles.where(~unclear, numbered.str.strip()), found["Date"]


def _other_types(every: pd.DataFrame, types: pd.Series, chosen: str) -> list[str]:
    """Count the statements of other types."""
    counts = every["StatementTypeId"].value_counts()
    labels = dict(zip(types, types.index, strict=True))
    return [
        f"Statements of the type {labels.get(number, number)!r}: {counts[number]}."
        for number in sorted(counts.index)
        if labels.get(number) != chosen
    ]


def _unknown(frame: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """Name statements that point to a document or coder that is not in the file."""
    notes = []
    for column, source in (("document", "DocumentId"), ("coder", "Coder")):
        broken = found.index[frame[column].isna()]
        if len(broken):
            numbers = found.loc[broken, source].unique()
            notes.append(
                f"No {column} {some(numbers)} in the file: missing in statements {some(broken)}."
            )
    return notes


def _unused(tables: _Tables, every: pd.DataFrame, titles: pd.Series) -> list[str]:
    """Say which documents and attributes have no place in a table of statements."""
    notes = []
    silent = titles[~titles.index.isin(every["DocumentId"])]
    if len(silent):
        notes.append(f"Documents without statements: {some(silent)}.")
    if tables.has("ATTRIBUTEVALUES"):
        values = tables("ATTRIBUTEVALUES", "ID", "AttributeValue")["AttributeValue"]
        filled = int((values.fillna("") != "").sum())
        if filled:
            notes.append(f"Attribute values of persons, organizations or concepts: {filled}.")
    return notes


def _as_number(column: pd.Series) -> pd.Series:
    """Write true and false as 1 and 0, as DNA does."""
    return column.astype("Int64") if pd.api.types.is_bool_dtype(column) else column
