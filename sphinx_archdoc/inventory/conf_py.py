"""Read literal values in :file:`conf.py` without running it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Mapping


def literal_values(text: str, names: Collection[str]) -> tuple[Mapping[str, object], list[str]]:
    """Return the values that a module assigns to some names at its top level, and the names it computes.

    :param text: the source of the module. If it is not valid Python, nothing is returned.
    """
    values: dict[str, object] = {}
    computed: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes in strings
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return values, computed
    for statement in body:
        for name, value in _assignments(statement):
            if name not in names:
                continue
            try:
                values[name] = ast.literal_eval(value)
            except (ValueError, TypeError, RecursionError, MemoryError):
                values.pop(name, None)
                computed.append(name)
    return values, computed


def _assignments(statement: ast.stmt) -> list[tuple[str, ast.expr]]:
    match statement:
        case ast.Assign(targets=targets, value=value):
            return [(target.id, value) for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return [(name, value)]
        case ast.AugAssign(target=ast.Name(id=name), value=value):
            return [(name, ast.Name(name))]  # computed from what it was
    return []
