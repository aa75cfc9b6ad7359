"""The page of sources: what each one is, how far it was seen, and what rests on it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from kit import places
from kit.authoring.problems import BuildError
from kit.case.package import Case, read_case
from kit.case.schema import CaseError, Table

PAGE = Path("docs") / "sources.md"
SOURCE, CARD = "sources.source_id", "cards.card_id"
SEEN, UNVERIFIED = "seen", "unverified"
COLUMNS = {"what": "what it is", "address": "address", "published": "date", "status": "status"}
_SAYS = {"cards": "title", "claims": "claim", "events": "event"}


def pages(course: Path) -> dict[Path, str]:
    """Write the page for the cases of a course that list their sources.

    Raises
    ------
    BuildError
        If a case cannot be read.
    """
    try:
        cases = [read_case(folder) for folder in places.cases(course).values()]
    except CaseError as error:
        raise BuildError([str(error)]) from None
    texts = [sources_page(case) for case in cases if "sources" in case.tables]
    return {course / PAGE: "\n".join(texts)} if texts else {}


def sources_page(case: Case) -> str:
    """Write the page of one case.

    Parameters
    ----------
    case
        A case with a table of sources. Other tables say in their schema
        which of their columns name sources, or cards that name sources.

    Returns
    -------
    str
        A page in Markdown: a row for each source, then everything whose
        status is another than *seen*.

    Examples
    --------
    >>> from kit import load_case
    >>> sources_page(load_case("syria-2017")).splitlines()[0]
    '# Sources: More allies for Syria? One news story of July 2017'
    """
    rests = _rests(case)
    lines = [
        f"# Sources: {case.title}",
        "",
        f"Made from the tables in `data/{case.name}`; edit them there, not here.",
        "",
        *_statuses(case),
        "",
        *_warning(case, rests),
        "",
        "## Every source",
        "",
        f"| source | {' | '.join(COLUMNS.values())} | what rests on it |",
        f"|---|{'---|' * len(COLUMNS)}---|",
        *_rows(case, rests),
        *_not_seen(case),
    ]
    return "\n".join(lines) + "\n"


def _statuses(case: Case) -> Iterator[str]:
    """Say what each status means and how many sources have it."""
    column = case.schema["sources"]["status"]
    counts = case.sources["status"].value_counts()
    numbers = [f"{counts.get(status, 0)} {status}" for status in column.allowed]
    yield f"**{len(case.sources)} sources: {', '.join(numbers)}.** {column.description}"
    yield ""
    yield (
        "The course prints nothing as a fact that is marked *unverified*. It is listed here so "
        "that a reader can go and look."
    )


def _links(case: Case, target: str) -> Iterator[tuple[Table, str, str]]:
    """Go through the columns that point to a column: table, name, separator."""
    for table in case.schema:
        for column in table.columns:
            if column.references == target:
                yield table, column.name, column.separator


def _pairs(case: Case, target: str) -> pd.DataFrame:
    """List what points where: table, row and what it names."""
    parts = []
    for table, name, separator in _links(case, target):
        rows = case[table.name][[table.primary_key[0], name]].dropna().astype(str)
        rows.columns = pd.Index(["row", "names"])
        split = rows["names"].str.split(separator) if separator else rows["names"]
        parts.append(rows.assign(table=table.name, names=split).explode("names"))
    empty = pd.DataFrame(columns=["row", "names", "table"])
    found = pd.concat([empty, *parts], ignore_index=True)
    return found.assign(names=found["names"].str.strip())


def _rests(case: Case) -> pd.DataFrame:
    """List what rests on each source, directly or through a card."""
    direct = _pairs(case, SOURCE)
    cards = direct[direct["table"] == "cards"][["row", "names"]]
    through = _pairs(case, CARD).merge(
        cards, left_on="names", right_on="row", suffixes=("", "_card")
    )
    through = through[["row", "names_card", "table"]].rename(columns={"names_card": "names"})
    return pd.concat([direct, through]).drop_duplicates(ignore_index=True)


def _rows(case: Case, rests: pd.DataFrame) -> Iterator[str]:
    order = [table.name for table in case.schema]
    table = case.sources.reindex(columns=["source_id", *COLUMNS]).fillna("not known").astype(str)
    for source in table.itertuples(index=False, name=None):
        mine = rests[rests["names"] == source[0]]
        parts = [
            f"{name} {', '.join(sorted(rows['row'], key=lambda id: (len(id), id)))}"
            for name, rows in sorted(
                mine.groupby("table"), key=lambda group: order.index(str(group[0]))
            )
        ]
        yield _line([*source, "; ".join(parts) or "nothing in the case"])


def _warning(case: Case, rests: pd.DataFrame) -> Iterator[str]:
    """Name what rests on unverified sources alone."""
    status = case.sources.set_index("source_id")["status"]
    known = rests.assign(unverified=rests["names"].map(status) == UNVERIFIED)
    alone = known.groupby(["table", "row"])["unverified"].all()
    named = ", ".join(f"{table} {row}" for table, row in alone[alone].index)
    yield (
        f"**Resting on unverified sources alone: {named}.**"
        if named
        else "Nothing in the case rests on unverified sources alone."
    )


def _not_seen(case: Case) -> Iterator[str]:
    """List the rows of other tables whose status is another than seen."""
    rows = [line for name in _SAYS if name in case.tables for line in _others(case, name)]
    if rows:
        yield from ["", "## Not simply seen", ""]
        yield "Rows of other tables that are inferred, unverified, or a judgement of ours."
        yield from ["", "| row | what it is about | status |", "|---|---|---|", *rows]


def _others(case: Case, name: str) -> Iterator[str]:
    table = case[name]
    if "status" not in table:
        return
    key = case.schema[name].primary_key[0]
    for _, row in table[table["status"] != SEEN].iterrows():
        yield _line([f"{name} {row[key]}", str(row[_SAYS[name]]), str(row["status"])])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
