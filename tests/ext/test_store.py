"""What the store of an application is before a build, and what its class is called."""

from __future__ import annotations

import pytest

from sphinx_archdoc.ext.domain import ArchdocDomain, domain_for
from sphinx_archdoc.ext.environment.store import EntryStore
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.schema.loader import builtin_kinds


def test_the_domain_of_a_project_is_told_apart_from_its_base() -> None:
    domain = domain_for(builtin_kinds(), (), Translator())
    assert domain.__name__ != ArchdocDomain.__name__
    assert domain.name == ArchdocDomain.name


def test_the_state_of_a_build_is_missing_before_it_begins() -> None:
    store = EntryStore.__new__(EntryStore)
    with pytest.raises(RuntimeError, match="builder-inited"):
        _ = store.build
