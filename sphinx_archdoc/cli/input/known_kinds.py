"""The kinds that a command knows: the built-in ones, and those of the file in ``--kinds``."""

from __future__ import annotations

from pathlib import Path

from sphinx_archdoc.cli.output.terminal import UsageError, complain, printable, reason
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, read_kinds_file
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.spelling import did_you_mean


def known_kinds(name: str | None) -> KindsTable:
    """Return the built-in kinds, merged with those of a file. Problems in the file are reported.

    :param name: the path of a TOML file, as given with ``--kinds``.
    :raises UsageError: if nothing of the file can be used.
    """
    if name is None:
        return builtin_kinds()
    shown, path = printable(name), Path(name)
    try:
        path.stat()
    except (OSError, ValueError) as error:  # ValueError: the name has a null byte
        raise UsageError(f"the file '{shown}' cannot be read: {reason(error)}") from None
    kinds, problems = read_kinds_file(builtin_kinds(), path, shown)
    if kinds is builtin_kinds():
        raise UsageError("; ".join(map(str, problems)))
    for problem in sorted(problems):
        complain(f"{problem.where.source}:{problem.where.line}: {problem}")
    return kinds


def kind_named(name: str, kinds: KindsTable) -> Kind:
    """Return the kind with a name from the command line.

    :raises UsageError: if it is unknown.
    """
    if name in kinds:
        return kinds[name]
    hint = did_you_mean(name, kinds) or f"the kinds are {', '.join(kinds)}"
    raise UsageError(f"unknown kind '{printable(shorten(name))}'; {hint}")
