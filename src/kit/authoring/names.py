"""Which names a piece of Python needs from before, and which it leaves behind."""

import ast


class _Names(ast.NodeVisitor):
    """Go through code in the order in which it runs."""

    def __init__(self, known: set[str] | None = None):
        self.assigned: set[str] = set(known or ())
        self.needed: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            if node.id not in self.assigned:
                self.needed.add(node.id)
        else:
            self.assigned.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self._each(node.value, *node.targets)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name) and node.target.id not in self.assigned:
            self.needed.add(node.target.id)
        self.visit(node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._each(node.annotation, *([node.value] if node.value else []), node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._each(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        self._each(node.iter, node.target, *node.body, *node.orelse)

    def visit_Import(self, node: ast.Import) -> None:
        self.assigned |= {(a.asname or a.name).split(".")[0] for a in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.assigned |= {a.asname or a.name for a in node.names}

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self.assigned |= {node.name} if node.name else set()
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._each(*node.decorator_list, *node.args.defaults)
        self.assigned.add(node.name)
        self._inside(node.args, *node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._each(*node.decorator_list, *node.bases)
        self._inside(*node.body)
        self.assigned.add(node.name)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside(node.args, node.body)

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._inside(*node.generators, node.elt)

    def visit_SetComp(self, node: ast.SetComp) -> None:
        self._inside(*node.generators, node.elt)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self._inside(*node.generators, node.elt)

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._inside(*node.generators, node.key, node.value)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self._each(node.iter, node.target, *node.ifs)

    def visit_arg(self, node: ast.arg) -> None:
        self.assigned.add(node.arg)

    def _each(self, *nodes: ast.AST) -> None:
        for node in nodes:
            self.visit(node)

    def _inside(self, *nodes: ast.AST) -> None:
        """Visit a scope of its own: what it assigns stays in it."""
        inner = _Names(self.assigned)
        inner._each(*nodes)
        self.needed |= inner.needed


def _names(code: str) -> _Names:
    names = _Names()
    names.visit(ast.parse(code))
    return names


def assigned(code: str) -> set[str]:
    r"""List the names that code leaves behind: assigned, imported, defined.

    Examples
    --------
    >>> sorted(assigned("import math\nx = [y for y in range(3)]"))
    ['math', 'x']
    """
    return _names(code).assigned


def needed(code: str) -> set[str]:
    r"""List the names that code reads before it has assigned them itself.

    Examples
    --------
    >>> sorted(needed("total = sum(depths)\nprint(total)"))
    ['depths', 'print', 'sum']
    """
    return _names(code).needed


def is_expression(code: str) -> bool:
    """Tell an expression from code that has to be run.

    Examples
    --------
    >>> is_expression("{1: 8}"), is_expression("depths = {1: 8}")
    (True, False)
    """
    try:
        ast.parse(code.strip(), mode="eval")
    except SyntaxError:
        return False
    return True
