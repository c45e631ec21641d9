"""Beside sphinxcontrib-mermaid: its script is in the pages with diagrams, and not in index pages."""

from __future__ import annotations

import pytest

from tests.conftest import Site

PAGE = "# Start\n\n```{mermaid}\nflowchart LR\n    a --> b\n```\n\n```{archdoc:envvar} PORT\nA port.\n```\n"


def test_index_pages_do_not_load_a_script_for_diagrams(site: Site) -> None:
    pytest.importorskip("sphinxcontrib.mermaid")
    site.conf["extensions"] = ["myst_parser", "sphinxcontrib.mermaid", "sphinx_archdoc"]
    site.write({"index.md": PAGE})
    built = site.build()
    assert built.problems == []
    assert "mermaid.esm" in built.text("index.html")
    assert "mermaid.esm" not in built.text("archdoc-envvar.html")
