"""Pages of the documentation that are made from the case, not written."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from kit.case import schema
from kit.case.schema import Column, Table

FIRST = "lab/tree/notebooks/00_start_here.ipynb"
_BINDER = re.compile(r"(<!-- binder: .*? -->\n).*?(\n<!-- /binder -->)", re.DOTALL)
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "date": "date (YYYY-MM-DD)",
}


def codebook(case_dir: str | Path) -> str:
    """Write the codebook of a case from the descriptions in its schema.

    Parameters
    ----------
    case_dir
        The folder of the case.

    Returns
    -------
    str
        A page in Markdown: a section for each table, an entry for each column.

    Raises
    ------
    kit.case.schema.CaseError
        If the folder holds no case.

    Examples
    --------
    >>> from kit import places
    >>> codebook(places.case("syria-2017")).splitlines()[0]
    '# Codebook: More allies for Syria? One news story of July 2017'
    """
    described = schema.read(case_dir)
    lines = [
        f"# Codebook: {described.title}",
        "",
        f"Made from `data/{described.name}/{schema.FILE}`; edit it there, not here.",
        "",
        described.description,
        "",
        "| table | what it holds |",
        "|---|---|",
        *(f"| [`{table.name}`](#{table.name}) | {table.title} |" for table in described),
    ]
    for table in described:
        lines += ["", f"## {table.name}", "", f"**{table.title}.** {table.description}", ""]
        lines += list(_keys(table))
        lines += [_entry(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def with_binder_link(readme: str, project: str) -> str:
    r"""Put the Binder button into a README, between its two ``binder`` comments.

    Parameters
    ----------
    readme
        Text of the README; without the comments it stays as it is.
    project
        Text of ``pyproject.toml``: one line there holds the public address.

    Returns
    -------
    str
        The README with the button.

    Examples
    --------
    >>> page = "<!-- binder: made -->\n\n<!-- /binder -->"
    >>> address = '[tool.rival-readings]\nrepository = "me/mine"'
    >>> "mybinder.org/v2/gh/me/mine/main?urlpath=lab" in with_binder_link(page, address)
    True
    """
    repository = tomllib.loads(project).get("tool", {}).get("rival-readings", {}).get("repository")
    if not repository:
        return readme
    address = f"https://mybinder.org/v2/gh/{repository}/main?urlpath={FIRST}"
    picture = "https://mybinder.org/badge_logo.svg"
    button = f"[![Open the course on Binder]({picture})]({address})"
    return _BINDER.sub(rf"\g<1>{button}\g<2>", readme)


def _keys(table: Table) -> Iterator[str]:
    """Say what identifies a row and which other tables the table points to."""
    key = " and ".join(f"`{name}`" for name in table.primary_key)
    refers = [
        f"`{_one(each['fields'])}` is a `{_one(each['reference']['fields'])}` "
        f"of `{each['reference']['resource']}`"
        for each in table.foreign_keys
    ]
    refers += [
        f"{'items of ' if each.separator or each.chain else ''}`{each.name}` are found in "
        f"`{each.references}`"
        for each in table.columns
        if each.references
    ]
    yield f"File `{table.path}`. A row is identified by {key}."
    if refers:
        yield f"Keys: {'; '.join(refers)}."
    yield ""


def _entry(column: Column) -> str:
    """Describe one column in one item of a list."""
    facts = [_TYPES.get(column.type, column.type)]
    facts.append("required" if column.required else "may be empty")
    if column.constraints.get("unique"):
        facts.append("each value once")
    allowed = ""
    if column.allowed:
        values = ", ".join(f"`{value}`" for value in column.allowed)
        allowed = f" Allowed: {values}."
    return f"* **`{column.name}`** ({', '.join(facts)}). {column.description}{allowed}"


def _one(names: str | list[str]) -> str:
    """Table Schema allows one name or a list of names."""
    return names if isinstance(names, str) else ", ".join(names)
