"""Files of catalogues without a build."""

from __future__ import annotations

from pathlib import Path

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue_file.encoding import decode, encode
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.catalogue_file.reading import graph_of as read_graph
from sphinx_archdoc.catalogue_file.recording import record
from sphinx_archdoc.catalogue_file.records import About, CatalogueFile
from sphinx_archdoc.problems import Problem
from tests.catalogue.pages import entry, graph_of, page

URL = "https://docs.example/shop/"


def file_of(graph: Graph, name: str = "shop", problems: tuple[Problem, ...] = ()) -> CatalogueFile:
    return record(graph, About(name=name, url=URL), lambda docname: f"{docname}.html", problems)


def write_catalogue(path: Path, graph: Graph, name: str = "shop") -> Path:
    path.write_bytes(encode(file_of(graph, name)))
    return path


def loaded(graph: Graph, name: str = "shop", problems: tuple[Problem, ...] = ()) -> LoadedCatalogue:
    """The catalogue as it is after a way through its file."""
    file = decode(encode(file_of(graph, name, problems)))
    return LoadedCatalogue(file, read_graph(file), file.catalogue.url)


def shop() -> Graph:
    """A small system: web needs api, which needs db and something outside."""
    return graph_of(
        [
            page(
                "index",
                [
                    entry("document", "", owner="@shop", focus="high", status="active"),
                    entry("component", "web", purpose="Shows *carts* | more.", depends_on=["api"]),
                    entry(
                        "component", "api", purpose="Keeps carts.", owner="@api", depends_on=["db", "mail"]
                    ),
                    entry("component", "db", technology="PostgreSQL"),
                    entry("degradation", "db is down", behavior="Carts are read-only.", failure_of=["db"]),
                ],
            ),
            page(
                "ops",
                [
                    entry(
                        "envvar",
                        "PORT",
                        required=True,
                        default="80",
                        description="The port.",
                        used_by=["api"],
                    ),
                    entry("error", "LIMIT", status=429, cause="Too many.", raised_by=["api"]),
                    entry("code", "Cart", paths=("src/cart", "src/db")),
                ],
            ),
            page("other", [entry("envvar", "PORT", description="Another.")]),
        ]
    )
