"""The page of the library's functions, made from the sources: signatures and docstrings.

Nothing is imported and nothing is rephrased: a signature stands on the page as it
stands in the source, so that every version of Python makes the same page.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
ROOMS = ("case", "reading", "exchange")
TITLE = """\
# The library, function by function

Made from the docstrings in `src/kit`; edit them there, not here. What each measure means, \
with formulas and examples by hand, is in [methods.md](methods.md); how they go together, in \
[for-analysts.md](for-analysts.md)."""

Definition = ast.FunctionDef | ast.ClassDef
_ROLE = re.compile(r":\w+:`(?:[^`<]*<)?~?([\w.]+)>?`")
_SECTION = re.compile(r"^(\w+)\n-{3,}\n", re.MULTILINE)
_LISTED = ("Parameters", "Attributes", "Returns", "Yields", "Raises")
_TYPES_ONLY = ("Returns", "Yields", "Raises")


def api(package: str | Path = PACKAGE) -> str:
    """Write the page of the front door and of the rooms that analysts use.

    Parameters
    ----------
    package
        The folder of the sources of `kit`.

    Returns
    -------
    str
        A page in Markdown: for each module its summary, and each public function
        and class with its signature and its docstring.

    Examples
    --------
    >>> api().splitlines()[0]
    '# The library, function by function'
    """
    package = Path(package)
    modules = [f"{room}.{path.stem}" for room in ROOMS for path in _modules(package / room)]
    parts = [TITLE, _contents(modules), _front_door(package)]
    for name in modules:
        source = (package / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
        parts += [f"## kit.{name}", *_module(source)]
    return "\n\n".join(parts) + "\n"


def _modules(room: Path) -> list[Path]:
    return sorted(path for path in room.glob("*.py") if not path.stem.startswith("_"))


def _contents(modules: list[str]) -> str:
    """Link to each module, one line a room."""
    lines = ["* [kit](#kit): the front door"]
    for room in ROOMS:
        names = [name for name in modules if name.startswith(f"{room}.")]
        links = [f"[{name.split('.')[1]}](#kit{name.replace('.', '')})" for name in names]
        lines.append(f"* `kit.{room}`: {', '.join(links)}")
    return "\n".join(lines)


def _front_door(package: Path) -> str:
    """Show what ``import kit`` offers, each where it is defined."""
    tree = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))
    offered = _assigned(tree, "__all__")
    homes = {
        name.asname or name.name: (node.module or "").removeprefix("kit.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    parts = ["## kit", _markdown(ast.get_docstring(tree) or "")]
    for name in offered:
        source = (package / f"{homes[name].replace('.', '/')}.py").read_text(encoding="utf-8")
        found = {node.name: node for node in _public(ast.parse(source))}
        parts.append(_entry(found[name], source))
    return "\n\n".join(parts)


def _assigned(tree: ast.Module, name: str) -> list[str]:
    """Read a list of names that a module declares."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(ast.unparse(to) == name for to in node.targets):
            return list(ast.literal_eval(node.value))
    return []


def _module(source: str) -> Iterator[str]:
    """Show a module: its docstring, then its functions and classes in their order."""
    tree = ast.parse(source)
    yield _markdown(ast.get_docstring(tree) or "")
    for node in _public(tree):
        yield _entry(node, source)


def _public(tree: ast.Module | ast.ClassDef) -> list[Definition]:
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]


def _entry(node: Definition, source: str) -> str:
    """Show one function, or a class with its methods."""
    parts = [f"### {node.name}", _signature(node, source), _documented(node)]
    if isinstance(node, ast.ClassDef):
        for method in _public(node):
            parts += [f"#### {node.name}.{method.name}", _signature(method, source)]
            parts.append(_documented(method))
    return "\n\n".join(part for part in parts if part)


def _signature(node: Definition, source: str) -> str:
    """Quote a definition up to its docstring, as it is written."""
    first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
    lines = source.splitlines()[first - 1 : max(node.body[0].lineno - 1, node.lineno)]
    shown = "\n".join(line[node.col_offset :] for line in lines)
    return f"```python\n{shown.rstrip().removesuffix(':')}\n```"


def _documented(node: Definition) -> str:
    return _markdown(ast.get_docstring(node) or "")


def _markdown(docstring: str) -> str:
    """Turn a docstring in NumPy style into Markdown."""
    text = _ROLE.sub(lambda found: f"`{found[1]}`", docstring).replace("``", "`")
    before, *rest = _SECTION.split(text)
    parts = [before.strip()]
    for heading, body in zip(rest[::2], rest[1::2], strict=True):
        if heading == "Examples":
            body = f"```pycon\n{body.strip()}\n```"
        elif heading in _LISTED:
            body = _list(body, heading)
        parts += [f"**{heading}**", body.strip()]
    return "\n\n".join(part for part in parts if part)


def _list(body: str, heading: str) -> str:
    """Make a list of a section's names, each with what is indented below it."""
    items: list[str] = []
    for line in body.strip().splitlines():
        if line.startswith("    "):
            items[-1] += f"\n  {line.strip()}"
        elif line.strip():
            items.append(f"* *{line}*" if heading in _TYPES_ONLY else f"* `{line}`")
    return "\n".join(items)
