"""DNA 3 databases in, event lists out."""

import sqlite3
import warnings

import pandas as pd
import pytest

from kit.exchange import ExchangeError, LeftOutWarning, dna

COLUMNS = [
    "person",
    "organization",
    "concept",
    "agreement",
    "document",
    "start",
    "stop",
    "date",
    "coder",
]

# What DNA 3 calls its tables and columns; those that an importer has no use for are left out.
SCHEMA = """
CREATE TABLE SETTINGS(Property TEXT, Value TEXT);
CREATE TABLE CODERS(ID INTEGER, Name TEXT, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
    Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER, StatementTypeId INTEGER, DocumentId INTEGER,
    Start INTEGER, Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity);
CREATE TABLE ENTITIES(ID INTEGER, VariableId INTEGER, Value TEXT, ChildOf INTEGER);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER, EntityId INTEGER, AttributeVariableId INTEGER,
    AttributeValue TEXT);
"""

# A made-up town argues about a bridge: three statements in two documents.
CONTENT = """
INSERT INTO CODERS VALUES (1, 'Ada', 'secret'), (2, 'Ben', 'secret');
INSERT INTO DOCUMENTS(ID, Title, Text, Author, Date) VALUES
    (1, 'Hearing', 'The bridge will come.', 'Clerk', 1106697600),
    (2, 'Letter', 'No bridge!', NULL, 1107000000), (3, 'Silence', '', NULL, NULL);
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement'), (2, 'Annotation'), (3, 'Mood');
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'note', 'long text', 2),
    (6, 'strength', 'integer', 3);
INSERT INTO ENTITIES(ID, VariableId, Value) VALUES (1, 1, ''), (2, 1, 'Caro'), (3, 2, 'Port'),
    (4, 2, 'Never Used'), (5, 3, 'Build the bridge');
INSERT INTO STATEMENTS VALUES (10, 1, 1, 0, 21, 1), (11, 1, 2, 0, 10, 2), (12, 1, 2, 3, 10, 1),
    (13, 2, 1, 0, 5, 1), (14, 3, 1, 4, 10, 2);
INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (10, 1, 2), (10, 2, 3),
    (10, 3, 5), (11, 1, 1), (11, 2, 3), (11, 3, 5), (12, 1, 2), (12, 2, 3);
INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (10, 4, 1), (11, 4, 0), (12, 4, 0);
INSERT INTO DATALONGTEXT(StatementId, VariableId, Value) VALUES (13, 5, 'an aside');
INSERT INTO DATAINTEGER(StatementId, VariableId, Value) VALUES (14, 6, -2);
INSERT INTO ATTRIBUTEVALUES VALUES (1, 3, 1, 'Company'), (2, 5, 1, '');
"""


@pytest.fixture
def make(tmp_path):
    """Make a database; further statements may change it."""

    def made(change="", schema=SCHEMA):
        path = tmp_path / "town & port?.dna"
        with sqlite3.connect(path) as database:
            database.executescript(schema + (CONTENT if schema is SCHEMA else "") + change)
        database.close()
        return path

    return made


def quiet(path, **choice):
    """Read without the warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOutWarning)
        return dna.read(path, **choice)


def test_statements_come_with_their_values_document_span_date_and_coder(make):
    """The columns of the contract, in order, labelled by DNA's own IDs."""
    found = quiet(make())
    assert list(found) == COLUMNS
    assert found.index.tolist() == [10, 11, 12]
    assert found.loc[10].tolist() == [
        *("Caro", "Port", "Build the bridge", True, "Hearing", 0, 21),
        pd.Timestamp("2005-01-26"),
        "Ada",
    ]


def test_an_empty_text_is_a_value_and_an_absent_one_is_missing(make):
    """Statement 11 has the person '', statement 12 no concept."""
    found = quiet(make())
    assert found.loc[11, "person"] == ""
    assert found["concept"].isna().tolist() == [False, False, True]
    assert found["agreement"].tolist() == [True, False, False]


def test_what_was_not_taken_is_listed_and_warned_of(make):
    """Nothing is dropped in silence."""
    with pytest.warns(LeftOutWarning, match="3 rows read"):
        found = dna.read(make())
    assert found.attrs["left_out"] == [
        "Values of 'organization' that no statement uses: Never Used.",
        "No value of 'concept' in statements 12: missing there.",
        "Statements of the type 'Annotation': 1.",
        "Statements of the type 'Mood': 1.",
        "Documents without statements: Silence.",
        "Attribute values of persons, organizations or concepts: 1.",
    ]


def test_other_statement_types_can_be_asked_for(make):
    """Their own variables take the first columns."""
    notes = quiet(make(), statement_type="Annotation")
    assert list(notes) == ["note", *COLUMNS[4:]]
    assert notes["note"].tolist() == ["an aside"]
    assert quiet(make("", schema=""), statement_type="Mood")["strength"].tolist() == [-2]


def test_documents_with_the_same_title_stay_apart(make):
    """Two hearings, and a document without a title, get their numbers."""
    change = "UPDATE DOCUMENTS SET Title = 'Hearing' WHERE ID = 2;"
    found = quiet(make(change))
    assert found["document"].unique().tolist() == [
        "Hearing (document 1)",
        "Hearing (document 2)",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "DELETE FROM ENTITIES WHERE ID = 3",
            "'organization' in statements 10, 11, 12",
        ),
        ("DELETE FROM DOCUMENTS WHERE ID = 1", "No document 1 in the file"),
        ("DELETE FROM CODERS WHERE ID = 2", "No coder 2 in the file"),
        (
            "UPDATE DATABOOLEAN SET Value = 7 WHERE ID = 1",
            "'agreement' in statements 10",
        ),
        ("INSERT INTO DATABOOLEAN VALUES (9, 10, 4, 0)", "A second value of 'agreement'"),
        ("UPDATE VARIABLES SET DataType = 'colour' WHERE ID = 4", "unknown type 'colour'"),
    ],
)
def test_broken_links_are_reported_and_cost_no_statement(make, change, sentence):
    """A damaged file still gives all its statements."""
    found = quiet(make(change + ";"))
    assert len(found) == 3
    assert any(sentence in note for note in found.attrs["left_out"])


def test_a_database_without_statements_gives_an_empty_frame_with_all_columns(make):
    """The shape does not depend on the content."""
    assert list(quiet(make("DELETE FROM STATEMENTS;"))) == COLUMNS


def test_documents_come_with_text_and_date(make):
    """The texts that start and stop count in."""
    found = dna.documents(make())
    assert found.loc[1, "text"][0:21] == "The bridge will come."
    assert found["date"].isna().tolist() == [False, False, True]


def test_a_file_that_is_no_dna_3_database_is_refused_with_what_to_do(make, tmp_path):
    """No file, no database, DNA 2, another database, an unknown statement type."""
    other = tmp_path / "other.dna"
    with pytest.raises(ExchangeError, match="no such file"):
        dna.read(other)
    other.write_bytes(b"encrypted?" * 200)
    with pytest.raises(ExchangeError, match=r"other\.dna: cannot be read .* unencrypted"):
        dna.read(other)
    with pytest.raises(ExchangeError, match="DNA Statement, Annotation, Mood"):
        dna.read(make(), statement_type="NPF")
    second = SCHEMA.replace("CREATE TABLE ENTITIES", "CREATE TABLE ATTRIBUTES")
    make_two = tmp_path / "two.dna"
    with sqlite3.connect(make_two) as database:
        database.executescript(second)
    with pytest.raises(ExchangeError, match="looks like DNA 2"):
        dna.read(make_two)


def test_a_locked_file_is_refused_and_a_file_in_use_is_read(make, monkeypatch):
    """Reading never changes the file; an exclusive lock is said to be one."""
    monkeypatch.setattr(dna, "PATIENCE", 0.0)
    path = make()
    before = path.read_bytes()
    writer = sqlite3.connect(path, timeout=0)
    writer.execute("SELECT count(*) FROM STATEMENTS").fetchone()
    assert len(quiet(path)) == 3
    writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ExchangeError, match="locked"):
        dna.read(path)
    writer.close()
    assert path.read_bytes() == before


def test_an_event_list_is_written_as_dna_writes_it(make, tmp_path):
    """Semicolons between, 1 and 0 for agreement, seconds in the time."""
    path = tmp_path / "events.csv"
    left_out = dna.write_event_list(quiet(make()), path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == (
        "statement ID;time;document ID;document title;author;source;section;type;text;"
        "person;organization;concept;agreement"
    )
    assert lines[1] == "10;2005-01-26 00:00:00;1;Hearing;;;;;;Caro;Port;Build the bridge;1"
    assert lines[3].endswith(";Caro;Port;;0")
    assert left_out == ["An event list has no place for the columns start, stop, coder."]


def test_an_event_list_takes_any_column_names_and_keeps_semicolons(tmp_path):
    """Text with a semicolon and quotes comes back whole."""
    own = pd.DataFrame({"wer": ['A; "B"'], "wann": ["2030-01-02"], "wo": ["Blatt"], "text": ["x"]})
    path = tmp_path / "events.csv"
    assert dna.write_event_list(own, path, variables=["wer"], date="wann", document="wo") == []
    back = pd.read_csv(path, sep=";")
    assert back.loc[0, "wer"] == 'A; "B"'
    assert back.loc[0, "text"] == "x"
    with pytest.raises(ExchangeError, match="wer, wann, wo, text"):
        dna.write_event_list(own, path)
