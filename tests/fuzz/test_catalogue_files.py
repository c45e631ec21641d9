"""Files of catalogues with random mistakes: they are refused with a reason, or every answer from them is one."""

from __future__ import annotations

import contextlib
import copy
import datetime
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_archdoc.answers.answer import Question
from sphinx_archdoc.answers.coverage import coverage_answer, coverage_in
from sphinx_archdoc.answers.dependents import affected_items, impact_in
from sphinx_archdoc.answers.query import Query, run_query
from sphinx_archdoc.answers.shown import shown_entry
from sphinx_archdoc.catalogue_file.encoding import UnreadableCatalogue, decode, encode
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.catalogue_file.reading import graph_of as read_graph
from sphinx_archdoc.changes.comment import LONGEST, comment
from sphinx_archdoc.changes.compare import compare
from sphinx_archdoc.export.architecture import Architecture
from sphinx_archdoc.export.format import ExportOptions
from sphinx_archdoc.export.formats import FORMATS
from sphinx_archdoc.export.remarks import remarks
from sphinx_archdoc.rules.project_rules import read_rules, recommended_rules
from tests.catalogue_file.files import file_of, loaded, shop
from tests.examples import examples

VALID = loaded(shop())
CONTENT = encode(file_of(shop()))
FILE = json.loads(CONTENT)
TODAY = datetime.date(2026, 11, 29)
ODD = ["", "\0", "\ud83d", "a" * 3000, "index#component-3", "component:api", "#", "a#", "//x", -1, 0, 10**30, 1.5, True, None,
       [], ["api"], [None], {}, {"a": []}, "high", "refs", "sql", "<b>", "$.x", "\u202e|`"]  # fmt: skip


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all values of a file."""
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*way, key))


PLACES = [way for way in places(FILE) if way]
EDITS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD) | st.just("gone"), st.booleans()),
    min_size=1,
    max_size=4,
)


def edited(edits: list[tuple[tuple[Any, ...], Any, bool]]) -> Any:
    file = copy.deepcopy(FILE)
    for way, value, removes in edits:
        inner = file
        for step in way[:-1]:
            try:
                inner = inner[step]
            except (KeyError, IndexError, TypeError):
                break
        else:
            if isinstance(inner, dict) and removes:
                inner.pop(way[-1], None)
            elif isinstance(inner, dict) or (isinstance(inner, list) and way[-1] < len(inner)):
                inner[way[-1]] = copy.deepcopy(value)
    return file


def read(content: bytes) -> LoadedCatalogue | None:
    try:
        file = decode(content)
        return LoadedCatalogue(file, read_graph(file), file.catalogue.url)
    except UnreadableCatalogue as error:
        assert str(error)
        return None


@examples(3)
@given(st.integers(0, len(CONTENT) - 1), st.binary(max_size=5), st.integers(0, 40))
def test_damaged_bytes_are_refused_or_read(at: int, inserted: bytes, removed: int) -> None:
    read(CONTENT[:at] + inserted + CONTENT[at + removed :])
    read(CONTENT[:at])


@examples(3)
@given(EDITS)
@example([(("entries", 5, "page"), "gone", False)])
def test_every_answer_from_a_file_with_mistakes_is_one(
    edits: list[tuple[tuple[Any, ...], Any, bool]],
) -> None:
    content = json.dumps(edited(edits)).encode()
    found = read(content)
    if found is None:
        return
    for query in (Query(), Query(where="owner or depended-on-by", group_by="kind", text="carts")):
        with contextlib.suppress(Question):  # the kinds may have lost the column
            run_query(query, [found])
    rules = read_rules(recommended_rules(), "r", [found.graph.catalogue.kinds]).rules
    with contextlib.suppress(Question):
        coverage_answer(coverage_in([found], rules, ["kind", "page"], TODAY), (), ())
    for one in found.graph.catalogue.entries:
        shown_entry(one, found)
        for reverse in (False, True):
            affected_items(impact_in(found, one, depth=None, reverse=reverse), found)
    for pair in ((VALID, found), (found, VALID)):
        assert len(comment(compare(*pair))) <= LONGEST
    for name, format_ in FORMATS.items():
        if name not in {"parquet", "sqlite"}:
            architecture = Architecture([found])
            assert list(format_.write(architecture, ExportOptions()))
            remarks(architecture, format_)
