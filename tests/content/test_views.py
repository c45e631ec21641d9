"""Every view, computed from a small catalogue without a build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pytest

from sphinx_archdoc.content.blocks import ContentBlock, Note
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.view import ComputedView
from sphinx_archdoc.content.view_options import ViewOptions
from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.parsing.values import Value
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.catalogue.pages import entry, graph_of, page
from tests.links import NullLinkResolver

HERE = Location("views.md", 1)

ARGUMENTS = {"table": "component"}
"""The arguments of views that are not about an entry."""

VARIANTS: Mapping[str, Sequence[Mapping[str, Value]]] = {
    "impact": [{"as": "diagram"}],
    "diagram": [{"root": "db"}],
}
"""Options that make a view of other blocks, or in another way."""

CASES = [(name, options) for name in VIEWS for options in ({}, *VARIANTS.get(name, ()))]


def view_of(name: str, options: Mapping[str, Value]) -> ComputedView:
    """Return a view of all components, or about the component ``db``."""
    declared = VIEWS[name].options
    argument = ARGUMENTS.get(name, "db") if declared.takes_name else ""
    given = {"kind": "component", **options} if "kind" in declared.fields else options
    parsed = ViewOptions(argument, given, {}, HERE, builtin_kinds())
    view = VIEWS[name].read(parsed)
    assert view is not None
    assert parsed.problems == []
    return view


def content_of(view: ComputedView, shown: str = "web") -> list[ContentBlock]:
    """Return what a view shows of a catalogue in which an entry is named *shown*."""
    graph = graph_of(
        [
            page("views"),
            page("system", [entry("component", "db"), entry("component", shown, depends_on=["db"])]),
        ]
    )
    assert not view.problems("views", graph)
    return list(view.content(Cells(graph, "views", NullLinkResolver())))


@pytest.fixture(params=CASES, ids=lambda case: " ".join([case[0], *case[1]]))
def view(request: pytest.FixtureRequest) -> ComputedView:
    return view_of(*request.param)


def test_a_view_shows_more_than_a_note(view: ComputedView) -> None:
    blocks = content_of(view)
    assert blocks
    assert not any(isinstance(block, Note) for block in blocks)


@pytest.mark.parametrize("form", [msgspec.msgpack, msgspec.json], ids=["msgpack", "json"])
def test_the_content_of_a_view_survives_encoding(view: ComputedView, form: Any) -> None:
    blocks = content_of(view)
    assert form.decode(form.encode(blocks), type=list[ContentBlock]) == blocks


def test_the_content_of_a_view_is_the_same_whenever_it_is_computed(view: ComputedView) -> None:
    first, second = content_of(view), content_of(view)
    assert first == second
    assert msgspec.msgpack.encode(first) == msgspec.msgpack.encode(second)


def test_the_content_of_a_view_changes_with_the_name_of_an_entry_that_it_shows(view: ComputedView) -> None:
    assert content_of(view) != content_of(view, "shop")
    assert msgspec.msgpack.encode(content_of(view)) != msgspec.msgpack.encode(content_of(view, "shop"))
