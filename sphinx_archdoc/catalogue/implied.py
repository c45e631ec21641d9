"""Fields that an entry gets from its parent."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.schema.model import Kind


def with_implied_fields(kind: Kind, values: Mapping[str, Value], parent: Entry | None) -> Mapping[str, Value]:
    """Return values with the parent in each field that implies it and has no value.

    :param parent: the parent of the entry, if there is one.
    """
    if parent is None or not parent.name:
        return values
    reference = (Ref(f"{parent.kind}:{parent.name}"),)
    implied = [f.name for f in kind.fields.values() if f.implied and parent.kind in f.targets]
    return {**values, **{name: reference for name in implied if name not in values}}
