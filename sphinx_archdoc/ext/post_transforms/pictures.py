"""Draw diagrams in the way that the format and the configuration require.

HTML pages contain them as SVG, e-books as SVG files and LaTeX as PNG files; text formats have none. All
these are drawn during the build. If a project asks for Mermaid, its script draws them in the reader's
browser, and formats that are not read in a browser still get pictures.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_archdoc.content.diagram import Diagram, DiagramNode
from sphinx_archdoc.content.view import views_of
from sphinx_archdoc.drawing.layered import CannotDraw
from sphinx_archdoc.drawing.layout import fits, lay_out
from sphinx_archdoc.drawing.mermaid import mermaid_source
from sphinx_archdoc.drawing.png import COARSEST, FINENESS, HIGHEST, WIDEST, png_of
from sphinx_archdoc.drawing.svg import Picture, picture
from sphinx_archdoc.ext.environment.formats import diagram_mode, is_offline, is_read_in_browser
from sphinx_archdoc.ext.environment.references import PageLinks
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.i18n import Translator

if TYPE_CHECKING:
    from sphinx_archdoc.render.diagram import Pictures

logger = logging.getLogger(__name__)

_NOT_INSTALLED = (
    "archdoc: diagrams are shown as lists, because the drawing library is not installed; "
    "to get pictures, run: pip install 'sphinx-archdoc[diagrams]'"
)
_NO_MERMAID = (
    "archdoc: diagrams are shown as lists, because archdoc_diagrams = 'mermaid' needs "
    "'sphinxcontrib.mermaid' among the extensions"
)
_ONLINE = (
    "archdoc: readers' browsers will fetch Mermaid from another host; to show diagrams offline as well, "
    "set mermaid_use_local, or archdoc_diagrams = 'picture'"
)
_FULL_SIZE_WIDTH, _FULL_SIZE_HEIGHT = 560, 760
"""Largest size in pixels at which a picture is printed in full size; a larger one is scaled down to fit."""
_FILE_STEM = re.compile("archdoc-[0-9a-f]{20}")
"""Matches the name of a picture's file, without its suffix."""


def log_diagram_hint(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: log why diagrams are lists, or need the network, once a build."""
    if not any(view.is_drawn for page in store_of(env).pages.values() for view in views_of(page)):
        return
    match diagram_mode(app.builder), app.config.archdoc_diagrams:
        case "list", "mermaid" if is_read_in_browser(app.builder):
            logger.info(_NO_MERMAID)
        case "list", "picture" | "mermaid":
            logger.info(_NOT_INSTALLED)
        case "mermaid", _ if not is_offline(app.config):
            logger.info(_ONLINE)


def pictures_for(builder: Builder, docname: str, words: Translator) -> Pictures | None:
    """Return the drawer of a page's diagrams, or None if they are shown as lists."""
    links = PageLinks(builder, docname)
    match diagram_mode(builder), builder.format:
        case "mermaid", _:
            return MermaidPictures(links)
        case "picture", _ if is_read_in_browser(builder):
            return PagePictures(links, words)
        case "picture", "html":
            return FilePictures(builder, "svg")
        case "picture", "latex":
            return FilePictures(builder, "png")
    return None


def _address(links: PageLinks, node: DiagramNode) -> str:
    return links.uri(node.page, node.anchor) if node.page else ""


def _figure(image: nodes.Element, caption: str, name: str) -> nodes.figure:
    figure = nodes.figure("", image, align="default", ids=[name])
    if caption:
        figure += nodes.caption("", caption)
    return figure


class _DrawnPictures:
    """Base class of the drawers that lay out pictures during the build."""

    def fits(self, diagram: Diagram) -> bool:
        """Return whether the picture is small enough for its labels to be legible on a page."""
        try:
            return fits(lay_out(diagram))
        except CannotDraw:
            return False


class PagePictures(_DrawnPictures):
    """Drawer of SVG in the page, coloured by the stylesheet and with links on its nodes."""

    with_words = True

    def __init__(self, links: PageLinks, words: Translator) -> None:
        self.links = links
        attributes = {
            "enlarge": words("Enlarge"),
            "closer": words("Zoom in"),
            "farther": words("Zoom out"),
            "whole": words("Show all"),
            "close": words("Close"),
        }
        self.attributes = "".join(
            f' data-archdoc-{name}="{escape(text)}"' for name, text in attributes.items()
        )

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """Return a figure.

        :param label: accessible name of the diagram.
        :param name: its id.
        :raises CannotDraw: if the diagram cannot be laid out.
        """
        svg = picture(diagram, lay_out(diagram), partial(_address, self.links), name).svg
        below = f"<figcaption>{escape(caption)}</figcaption>\n" if caption else ""
        frame = f'<div class="archdoc-canvas" role="group" aria-label="{escape(label)}">\n{svg}\n</div>\n'
        html = f'<figure class="archdoc-diagram"{self.attributes}>\n{frame}{below}</figure>\n'
        return [nodes.raw(html, html, format="html")]


class FilePictures(_DrawnPictures):
    """Drawer of image files, in the folder of the author's images.

    :param suffix: ``svg`` or ``png``.
    """

    def __init__(self, builder: Builder, suffix: str) -> None:
        self.builder = builder
        self.suffix = suffix
        self.with_words = builder.format == "html"  # an e-book can fold the text version, paper cannot

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """Return a figure with an image.

        :raises CannotDraw: if the diagram cannot be laid out.
        """
        drawn = picture(diagram, lay_out(diagram), lambda _: "", "archdoc")
        path = self._write(drawn)
        image = nodes.image("", uri=str(path), candidates={"*": str(path)}, alt=label)
        if drawn.width <= _FULL_SIZE_WIDTH and drawn.height <= _FULL_SIZE_HEIGHT:
            image["width"] = f"{drawn.width:.0f}px"
        return [_figure(image, caption, name)]

    def _write(self, drawn: Picture) -> Path:
        """Write a picture to a file that is named after a hash of its content, and return the path.

        The file gets its suffix only when Sphinx copies it: the doctree directory can be inside the output
        folder, and an e-book includes every file there with the suffix of an image. Sphinx 9.0 copies what
        is added to ``builder.images`` this late; ``test_pictures_that_are_noted_late_are_copied`` checks
        that.
        """
        key = f"{FINENESS} {COARSEST} {WIDEST} {HIGHEST} {drawn.svg}"
        digest = hashlib.blake2b(key.encode(), digest_size=10).hexdigest()
        path = Path(self.builder.doctreedir, "archdoc", f"{self.suffix}-{digest}")
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            unfinished = path.with_name(f"{path.name}-{os.getpid()}")
            unfinished.write_bytes(drawn.svg.encode() if self.suffix == "svg" else png_of(drawn))
            unfinished.replace(path)
        self.builder.images[str(path)] = f"archdoc-{digest}.{self.suffix}"
        return path


def remove_old_pictures(app: Sphinx, *_: object) -> list[Any]:
    """Handle ``html-collect-pages`` and ``build-finished``: remove pictures that no page shows any more.

    An e-book would include them. All its pages are written before the first event, and it is packed before
    the second; LaTeX has only the second.

    :returns: an empty list, as the handler adds no pages.
    """
    folder = Path(app.outdir, app.builder.imagedir)
    if files := [path for path in folder.glob("archdoc-*.*") if _FILE_STEM.fullmatch(path.stem)]:
        pages = [path for path in Path(app.outdir).rglob("*.*") if path.suffix in (".xhtml", ".tex")]
        shown = {name for page in pages for name in _FILE_STEM.findall(page.read_text("utf-8", "ignore"))}
        for path in files:
            if path.stem not in shown:
                path.unlink()
    return []


class MermaidPictures:
    """Drawer of Mermaid diagrams, which sphinxcontrib-mermaid's script draws in the reader's browser."""

    with_words = True

    def __init__(self, links: PageLinks) -> None:
        self.links = links

    @staticmethod
    def fits(diagram: Diagram) -> bool:
        """Return True: the size is not known before the browser draws the diagram."""
        return True

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """Return a figure with sphinxcontrib-mermaid's node."""
        from sphinxcontrib.mermaid import mermaid

        source = mermaid_source(diagram, partial(_address, self.links))
        return [_figure(mermaid(code=source, options={}, alt=label), caption, name)]
