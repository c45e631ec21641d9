"""The builder ``archdoc``: it reads the documents, reports problems, and writes ``archdoc.json`` alone.

It is registered before the rest of the extension, as Sphinx looks for the builder before ``config-inited``.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from urllib.parse import quote

from docutils import nodes
from sphinx.builders import Builder


class CatalogueBuilder(Builder):
    """A builder without pages; :mod:`.catalogue_file` writes its file."""

    name = "archdoc"
    format = ""
    epilog = "The catalogue is %(outdir)s/archdoc.json."
    allow_parallel = True

    def get_outdated_docs(self) -> Iterator[str]:
        """Return no documents, as none is written."""
        return iter(())

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address that the document has in an HTML build."""
        suffix = self.config.html_link_suffix or self.config.html_file_suffix or ".html"
        return f"{quote(docname)}{suffix}"

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Do nothing."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Do nothing."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing: the file is written when all builders have finished."""
