"""An invented case and its invented article, of the same shape as a real one.

Everything here is made up for the tests: the town, the papers, the people.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kit.case.text import fingerprint, normalised_words

TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
UNIT_COLUMNS = "unit_id para locator fingerprint paraphrase"
# Fourteen units in twelve paragraphs; the eighth has two sentences, and the
# tenth is one quotation with an ellipsis in the middle, cut there in two.
PARAGRAPHS = [
    ["Old Mill wants its neighbours to help with the ferry"],
    ["Old Mill is asking the villages to run the ferry with it, Ada Brook wrote in the Gazette."],
    ["The chair of the river board, Tom Reed, said in May that talks were going on, Brook said."],
    ["Northbank and Southbank are members of the River League, which also has Eastfield."],
    ["“Reed’s remark seems to show that the mayor is looking for friends,” Brook writes."],
    [
        "After the spring meeting — at which three towns set up quiet hours, supposedly for the"
        " fish — two of them let more boats in, and a clerk admitted the plan."
    ],
    ["But the villages do not look very eager, according to Brook."],
    [
        "Both have said that the county must agree first.",
        "Brook also said that they fear their fishermen, since the ferry is loud.",
    ],
    ["Ultimately, Brook writes, it is a “show put on for the county” and nothing more."],
    [
        "Lin Hale, a boat builder, saw it another way, saying that “Old Mill wants to share the"
        " cost, as it would be a vey heavy load …",
        "Due to [the villages’] good name in town, they would be welcome there.”",
    ],
    ["The town expects the plan on the table at the next meeting in late June."],
    ["Read the full Gazette piece here."],
]


@pytest.fixture(scope="session")
def article() -> str:
    """The invented article, with curly quotation marks and blank lines."""
    return "\n\n".join(" ".join(units) for units in PARAGRAPHS)


@pytest.fixture(scope="session")
def units() -> pd.DataFrame:
    """The table of units of the invented case."""
    return pd.DataFrame(_units(), columns=UNIT_COLUMNS.split())


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    """The folder of a small invented case about the invented article."""
    folder = tmp_path / "data" / "ferry"
    folder.mkdir(parents=True)
    resources = [_write(folder, name, *content) for name, content in _tables().items()]
    package = {"name": "ferry", "title": "A ferry (invented)", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


@pytest.fixture
def change() -> Callable[..., None]:
    """A function that puts another value into one cell of a case's table."""

    def set_cell(folder: Path, table: str, row: int, column: str, value: str) -> None:
        file = folder / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as opened:
            lines = list(csv.reader(opened))
        lines[row - 1][lines[0].index(column)] = value
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows(lines)

    return set_cell


def _units() -> list[list[str]]:
    """The rows of the table of units, made from the invented article."""
    rows: list[list[str]] = []
    for para, units in enumerate(PARAGRAPHS):
        for unit in units:
            words = normalised_words(unit)
            locator = " ".join(unit.split()[:3])
            rows.append([f"S{len(rows):02d}", str(para), locator, fingerprint(words), "(invented)"])
    return rows


def _tables() -> dict[str, tuple[list[dict[str, object]], list[list[str]]]]:
    """Fields and rows of each table of the invented case."""
    actors = {"kit:references": "actors.actor_id"}
    statement = (
        "statement_id unit_id chain depth speaker holder concept stance mode mixed cue "
        "certainty claim_type paraphrase alternatives"
    )
    return {
        "units": (_fields(UNIT_COLUMNS, para="integer"), _units()),
        "actors": (
            _fields("actor_id name type"),
            [
                ["NAR", "The paper", "organisation"],
                ["BRO", "Ada Brook", "person"],
                ["REE", "Tom Reed", "person"],
                ["NOR", "Northbank", "state"],
                ["SOU", "Southbank", "state"],
                ["NOR+SOU", "The villages", "group"],
            ],
        ),
        "concepts": (_fields("concept label"), [["help", "Help with the ferry"]]),
        "statements": (
            _fields(
                statement,
                depth="integer",
                stance="integer",
                mixed="boolean",
                chain={"kit:chain": True, **actors},
                holder={"kit:list": ";", **actors},
                cue={"kit:quotes": "paragraph"},
            ),
            [
                _statement("T01", "S01", "NAR>BRO", "2", "BRO", "NOR;SOU", "indirect", "wrote"),
                _statement(
                    "T02", "S07", "NAR>NOR+SOU", "2", "NOR+SOU", "", "indirect", "have said"
                ),
                _statement("T03", "S00", "NAR", "1", "NAR", "", "narrator", "(none)"),
            ],
        ),
        "claims": (
            _fields(
                "claim_id unit claim wording kind verdict accepted card status",
                unit={"kit:list": ";", "kit:references": "units.unit_id"},
                wording={"kit:list": ";", "kit:quotes": "unit"},
            ),
            [
                [
                    "I1",
                    "S05",
                    "The hours were set up.",
                    "set up;admitted",
                    "word",
                    "imprecise",
                    "imprecise;supported",
                    "",
                    "seen",
                ]
            ],
        ),
    }


def _statement(*cells: str) -> list[str]:
    """A row of statements in which only the telling cells are named."""
    first, mode, cue = cells[:6], cells[6], cells[7]
    return [*first, "help", "1", mode, "false", cue, "asserted", "fact", "(invented)", ""]


def _fields(names: str, **more: object) -> list[dict[str, object]]:
    """Field descriptors: text, unless a name is given a type or properties of ours."""
    fields: list[dict[str, object]] = []
    for name in names.split():
        extra = more.get(name, {})
        fields.append(
            {
                "name": name,
                "type": extra if isinstance(extra, str) else "string",
                **(extra if isinstance(extra, dict) else {}),
            }
        )
    return fields


def _write(
    folder: Path, name: str, fields: list[dict[str, object]], rows: list[list[str]]
) -> dict[str, object]:
    """Write one table and give its resource descriptor."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([[field["name"] for field in fields], *rows])
    table_schema = {
        "$schema": TABLE_SCHEMA,
        "fields": fields,
        "primaryKey": [fields[0]["name"]],
        "missingValues": [""],
    }
    return {"name": name, "path": f"{name}.csv", "schema": table_schema}
