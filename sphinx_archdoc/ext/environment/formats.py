"""The abilities of the format that a builder writes."""

from __future__ import annotations

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.config import Config
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from sphinx_archdoc.drawing.layered import can_lay_out


def diagram_mode(builder: Builder) -> str:
    """Return how a builder shows diagrams: one of :data:`sphinx_archdoc.ext.config.DIAGRAM_MODES`."""
    config, in_browser = builder.config, is_read_in_browser(builder)
    has_mermaid = in_browser and "mermaid_use_local" in config
    match config.archdoc_diagrams:
        case "mermaid" if in_browser:
            return "mermaid" if has_mermaid else "list"
        case "picture" | "mermaid" if can_lay_out():
            return "picture"
        case "picture" if has_mermaid and is_offline(config):
            return "mermaid"
    return "list"


def has_index_pages(builder: Builder) -> bool:
    """Return whether links can lead to an index page; in a book, an index is not the target of a link."""
    return not isinstance(builder, SingleFileHTMLBuilder) and builder.format not in ("latex", "texinfo")


def renders_index_pages(builder: Builder) -> bool:
    """Return whether the extension itself renders the index pages, in HTML.

    The builders ``json`` and ``pickle`` render nothing: they write what Sphinx knows of each page.
    """
    return isinstance(builder, StandaloneHTMLBuilder) and not isinstance(builder, SerializingHTMLBuilder)


def is_read_in_browser(builder: Builder) -> bool:
    """Return whether pages are read in a browser, so that they can have scripts.

    E-books (``.xhtml``) cannot: EPUB requires scripts to be declared, and most reading systems ignore them.
    """
    return builder.format == "html" and getattr(builder, "out_suffix", "") != ".xhtml"


def profile_kinds(builder: Builder) -> tuple[str, ...]:
    """Return the kinds whose entries get profile pages; none if the output is not a website of many pages."""
    is_website = isinstance(builder, StandaloneHTMLBuilder) and not builder.embedded
    if not is_website or isinstance(builder, SingleFileHTMLBuilder):
        return ()
    return tuple(builder.config.archdoc_profiles)


def is_offline(config: Config) -> bool:
    """Return whether sphinxcontrib-mermaid loads nothing from another host."""
    return bool(config.mermaid_use_local) or config.mermaid_output_format != "raw"
