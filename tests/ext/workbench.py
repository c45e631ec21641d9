"""Pages that are built one after the other, by one Sphinx that stays open."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.catalogue.model import Entry
from tests.conftest import Site


class Workbench:
    """One Sphinx application, kept open, that reads, checks and writes a page again and again."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.site.write(
            {"index.md": "# Start\n\n```{toctree}\nmyst\nrst\n```\n", "myst.md": "# M\n", "rst.rst": "R\n=\n"}
        )
        self.site.conf["myst_disable_syntax"] = ["html_inline", "html_block"]
        self.site.write_conf()
        self.app = SphinxTestApp(
            buildername="html",
            srcdir=self.site.source,
            builddir=folder / "build",
            confoverrides={"html_use_index": False},
        )
        self.app.build()
        self.said: list[str] = []
        """The problems of the page that was shown last, as ``line code``."""

    def show(self, name: str, text: str) -> tuple[list[Entry], str]:
        """The entries of a page with this source, and its HTML."""
        app, docname = self.app, name.partition(".")[0]
        before = len(app.warning.getvalue())
        (self.site.source / name).write_bytes(text.encode())
        app.events.emit("env-purge-doc", app.env, docname)
        app.env.clear_doc(docname)
        app.builder.read_doc(docname)
        app.events.emit("env-updated", app.env)
        app.builder.prepare_writing({docname})
        app.builder.write_documents({docname})
        told = re.findall(rf"/{name}:(\d+): .*\[archdoc\.(.*)\]", app.warning.getvalue()[before:])
        self.said = [" ".join(one) for one in told]
        page = app.env.domaindata["archdoc"]["pages"].get(docname)
        return (page.entries if page else []), (Path(app.outdir) / f"{docname}.html").read_text("utf-8")
