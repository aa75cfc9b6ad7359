"""What a cell's code says without running it: names it changes, checks it calls."""

import ast
import re
from dataclasses import dataclass

LONGEST = 50_000  # letters; what is longer is no answer, and takes too long to read
WRAPPERS = ("%%time", "%%timeit", "%%capture", "%%prun")


@dataclass(frozen=True)
class Call:
    """A student's own check call: for which exercise, of what, defended how."""

    exercise: str
    answer: str
    why: str = ""


def parse(source: str) -> ast.Module:
    r"""Parse a cell; IPython's own lines are passed over, broken code is empty.

    Examples
    --------
    >>> len(parse("%matplotlib inline\nx = 1").body)
    2
    >>> parse("x = (").body
    []
    """
    lines = source.splitlines() if len(source) <= LONGEST else []
    if lines and lines[0].startswith("%%"):
        lines = lines[1:] if lines[0].split()[0] in WRAPPERS else []
    lines = [re.sub(r"^(\s*)([%!?].*|.*\?)$", r"\1pass", line) for line in lines]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])


def assigned(source: str) -> set[str]:
    r"""Name what a cell gives a value; `x = ...` gives none.

    Examples
    --------
    >>> sorted(assigned("a = ...\nb, c = 1, 2\ndef d(): pass"))
    ['b', 'c', 'd']
    """
    found = set()
    for node in ast.walk(parse(source)):
        match node:
            case ast.Assign(value=ast.Constant(value=value), targets=targets) if value is ...:
                for target in targets:
                    target.ctx = ast.Load()  # type: ignore[attr-defined]
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.alias(name=name, asname=asname):
                found.add(asname or name)
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
    return found


def touched(source: str) -> set[str]:
    r"""Name what a cell may change: what it assigns and what it reaches into.

    Examples
    --------
    >>> sorted(touched('a = 1\nb["x"] = 2\nc.update(x=3)\nprint(d)'))
    ['a', 'b', 'c']
    """
    found = assigned(source)
    for node in ast.walk(parse(source)):
        match node:
            case ast.Subscript(value=ast.Name(id=name)) | ast.Attribute(value=ast.Name(id=name)):
                found.add(name)
    return found


def calls(source: str) -> list[Call]:
    """List the calls ``check("N.M", answer, why=...)`` in a cell.

    Examples
    --------
    >>> calls('check("2.3", depths)')
    [Call(exercise='2.3', answer='depths', why='')]
    """
    found = []
    for node in ast.walk(parse(source)):
        if isinstance(node, ast.Call) and _is_check(node):
            exercise, *answers = (*node.args, *_named(node, "answer"))
            whys = [*node.args[2:], *_named(node, "why")]
            if isinstance(exercise, ast.Constant) and answers:
                parts = (ast.unparse(answers[0]), ast.unparse(whys[0]) if whys else "")
                found.append(Call(str(exercise.value), *parts))
    return found


def only_checks(source: str) -> bool:
    """Tell whether a cell does nothing but call `check`."""
    body = parse(source).body
    return bool(body) and all(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_check(node.value)
        for node in body
    )


def _is_check(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name == "check" and bool(node.args)


def _named(node: ast.Call, name: str) -> list[ast.expr]:
    return [keyword.value for keyword in node.keywords if keyword.arg == name]
