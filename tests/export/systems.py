"""Systems of kinds that no line of code knows: one of each nature, with fields of each meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.export.architecture import Architecture
from sphinx_archdoc.export.format import ExportFormat, ExportOptions
from sphinx_archdoc.export.remarks import ExportRemark, remarks
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds
from sphinx_archdoc.schema.meaning import Meaning, Nature
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import loaded

STAGES = ("new", "used", "gone")


def _fields() -> dict[str, Any]:
    fields: dict[str, Any] = {
        f"f-{meaning}": {"title": f"F {meaning}", "meaning": str(meaning)} for meaning in Meaning
    }
    fields["f-lifecycle"] |= {"type": "choice", "choices": list(STAGES)}
    fields["needs"] = {"type": "refs", "dependency": True, "title": "Needs", "inverse": "Needed by"}
    fields["offered"] = {"type": "refs", "title": "Offered", "inverse": "Offers"}
    fields["more"] = {"title": "More"}
    return fields


def own_kinds() -> KindsTable:
    """The built-in kinds, and one of each nature that is a project's own."""
    own: dict[str, Any] = {
        f"own-{nature}": {"title": f"Own {nature}", "nature": str(nature), "scope": "project", "fields": {
            name: {**field, **({"inverse": f"{field['inverse']} {nature}"} if "inverse" in field else {})}
            for name, field in _fields().items()
        }}
        for nature in Nature
    }  # fmt: skip
    own["own-page"]["argument"] = "none"
    kinds, problems = merge_kinds(builtin_kinds(), own, "conf.py")
    assert not problems
    return kinds


def own_system(**changed: Mapping[str, Any]) -> Graph:
    """An entry of each of these kinds; that which runs has a value in each field.

    :param changed: fields of the entry of a nature.
    """
    values: dict[str, Any] = {f"f_{meaning}": f"The {meaning}" for meaning in Meaning}
    values |= {"f_lifecycle": "gone", "more": "More."}
    given: dict[str, dict[str, Any]] = {
        "runs": {**values, "needs": ["thing", "store"]},
        "external": {},
        "data": {},
        "interface": {"offered": ["outside"]},
        "setting": {},
        "knowledge": {},
        "page": {"needs": ["helper"]},
    }
    names = {"runs": "thing-run", "external": "outside", "data": "store", "interface": "/call"}
    entries = [
        entry(f"own-{nature}", names.get(nature, nature), **{**fields, **changed.get(nature, {})})
        for nature, fields in given.items()
    ]
    other = [entry("own-runs", "thing"), entry("own-runs", "helper")]
    return graph_of([page("first", entries), page("second", other)], own_kinds())


def exported(
    format_: ExportFormat, *graphs: Graph, where: str = "", spreadsheet: bool = False
) -> tuple[dict[str, bytes], list[ExportRemark]]:
    """The files of a format by name, and its report."""
    architecture = Architecture([loaded(graph, f"shop{n or ''}") for n, graph in enumerate(graphs)], where)
    files = {file.name: file.content for file in format_.write(architecture, ExportOptions(spreadsheet))}
    return files, remarks(architecture, format_)


def text_of(format_: ExportFormat, *graphs: Graph, **options: Any) -> str:
    """The text of the one file of a format."""
    (content,) = exported(format_, *graphs, **options)[0].values()
    return content.decode()


def left_out(found: Iterable[ExportRemark]) -> set[tuple[str, str]]:
    """The entries and fields without a place."""
    return {(one.key, one.field) for one in found if one.is_left_out}


ODD = (
    *(
        "a\\nb",
        "${HOME} ${PATH}",
        "x\\",
        "'''",
        '"""',
        "quote\" and 'single'",
        "*/ /* // #",
        "\\",
        '\\"',
        "N\\N",
    ),
    *(
        "view",
        "model",
        "this",
        "technology",
        "end",
        "subgraph",
        "click",
        "style",
        "graph",
        "true",
        "null",
        "~",
    ),
    *(
        "web",
        "WEB",
        "wéb",
        "日本語",
        "漢字",
        "1st",
        "-x-",
        "a{b}",
        "a|b<c>&amp;",
        "<script>",
        "=1+1",
        "@team",
    ),
    *(
        "`code`",
        "\x1b[31m",
        "\0",
        "\u202e",
        "😀",
        "a\u2028b",
        "x" * 300,
        "%%{init}%%",
        "a;b",
        "[x](y:z)",
        "#quot;",
    ),
)
"""Texts that mean something in one of the formats."""


def odd_system() -> Graph:
    """A system in which every name, value and title is odd."""
    entries = [entry("document", "", overview='It\'s \\ "x" ${HOME}', status="deprecated", owner="@a/b, @c")]
    for text, other in zip(ODD, (*ODD[1:], ODD[0]), strict=True):
        words = {"purpose": text, "technology": text, "owner": text, "type": text, "layer": text}
        entries += [
            entry("component", text, **words, depends_on=[other]),
            entry("integration", f"i {text}", description=text, provider=text),
            entry("dbtable", f"d{text}", purpose=text),
            entry("endpoint", f"GET /{text}", purpose=text, path=f"/{text}", integration=[f"i {text}"]),
        ]
    others = [
        page(f"p/{number}", [entry("component", f"c{number}", purpose=text, depends_on=["web"])])
        for number, text in enumerate(ODD)
    ]
    for found, text in zip(others, ODD, strict=True):
        found.title = text
    return graph_of([page("odd", entries), *others])
