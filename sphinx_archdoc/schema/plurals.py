"""The names of directives for several entries, and that no two kinds share one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from sphinx_archdoc.schema.kind_checks import ReportProblem
from sphinx_archdoc.schema.model import Kind, heading_key


def kinds_by_plural(kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return the kinds by the names of their directives for several entries.

    The first of two kinds with the same name has it, and the directive of one entry precedes all of them.
    """
    found: dict[str, Kind] = {}
    for kind in kinds.values():
        for name in kind.plural_names:
            if name not in kinds:
                found.setdefault(name, kind)
    return found


def check_plurals(
    kind: Kind, others: Mapping[str, Kind], views: Iterable[str], report: ReportProblem
) -> Kind:
    """Return *kind* without a plural that names another directive; report it.

    :param others: the kinds that are declared before it, which keep their names.
    :param views: the names of the directives of views.
    """
    owners = {name: f"the plural of '{other.name}'" for name, other in kinds_by_plural(others).items()}
    owners |= dict.fromkeys(others, "the name of a kind")
    owners |= dict.fromkeys(views, "the name of a view")
    own, written = f"{kind.name}s", heading_key(kind.plural)
    if own in owners:
        report(kind.name, f"its plural '{own}' is already {owners[own]}", "give the kind another name")
    elif written in owners:
        report(f"{kind.name}.plural", f"'{written}' is already {owners[written]}", "write another plural")
        return msgspec.structs.replace(kind, plural="").titled()
    return kind
