"""Pictures of diagrams, in the way that the format and the configuration ask for.

HTML gets them as SVG in the page, e-books as SVG files, LaTeX as PNG files; formats of plain text
get none. All of that is drawn while the project is built. Mermaid's own script, in the reader's
browser, is for projects that ask for it; where there is no browser, they have pictures as well.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_archdoc.content.diagram import Diagram, DiagramNode
from sphinx_archdoc.content.view import ComputedView
from sphinx_archdoc.drawing.layered import CannotDraw
from sphinx_archdoc.drawing.layout import fits, lay_out
from sphinx_archdoc.drawing.mermaid import mermaid_source
from sphinx_archdoc.drawing.png import COARSEST, FINENESS, HIGHEST, WIDEST, png_of
from sphinx_archdoc.drawing.svg import Picture, picture
from sphinx_archdoc.ext.environment.formats import is_offline, is_read_in_browser, way_of
from sphinx_archdoc.ext.environment.references import PageLinks
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.i18n import Translator

if TYPE_CHECKING:
    from sphinx_archdoc.render.diagram import Pictures

logger = logging.getLogger(__name__)

_MISSING = (
    "archdoc: diagrams are shown as lists, because what draws them is not installed; "
    "to have pictures, run: pip install 'sphinx-archdoc[diagrams]'"
)
_NO_MERMAID = (
    "archdoc: diagrams are shown as lists, because archdoc_diagrams = 'mermaid' needs "
    "'sphinxcontrib.mermaid' among the extensions"
)
_ONLINE = (
    "archdoc: readers' browsers will fetch Mermaid from another host; to have diagrams offline as well, "
    "set mermaid_use_local, or archdoc_diagrams = 'picture'"
)
_WIDEST, _HIGHEST = 560, 760
"""Pixels of a picture that fits on a printed page as it is; a larger one is made to fit."""
_NAME = re.compile("archdoc-[0-9a-f]{20}")
"""The name of a file with a picture, without its suffix."""


def say_what_is_missing(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: tell, once a build, why diagrams are not what one might expect."""
    if not any(
        cast(ComputedView, view).is_drawn for page in store_of(env).pages.values() for view in page.views
    ):
        return
    match way_of(app.builder), app.config.archdoc_diagrams:
        case "list", "mermaid" if is_read_in_browser(app.builder):
            logger.info(_NO_MERMAID)
        case "list", "picture" | "mermaid":
            logger.info(_MISSING)
        case "mermaid", _ if not is_offline(app.config):
            logger.info(_ONLINE)


def pictures_for(builder: Builder, docname: str, words: Translator) -> Pictures | None:
    """Whoever draws the diagrams of a page; nobody where the format has no pictures."""
    links = PageLinks(builder, docname)
    match way_of(builder), builder.format:
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
    """Pictures that are laid out here."""

    def fits(self, diagram: Diagram) -> bool:
        """Whether the words of its picture can be read on a page."""
        try:
            return fits(lay_out(diagram))
        except CannotDraw:
            return False


class PagePictures(_DrawnPictures):
    """SVG in the page, which the stylesheet colours, and whose nodes are links."""

    with_words = True

    def __init__(self, links: PageLinks, words: Translator) -> None:
        self.links = links
        said = {
            "enlarge": words("Enlarge"),
            "closer": words("Zoom in"),
            "farther": words("Zoom out"),
            "whole": words("Show all"),
            "close": words("Close"),
        }
        self.said = "".join(f' data-archdoc-{name}="{escape(text)}"' for name, text in said.items())

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """A figure.

        :raises CannotDraw: if there is no layout for it.
        """
        svg = picture(diagram, lay_out(diagram), partial(_address, self.links), name).svg
        below = f"<figcaption>{escape(caption)}</figcaption>\n" if caption else ""
        frame = f'<div class="archdoc-canvas" role="group" aria-label="{escape(label)}">\n{svg}\n</div>\n'
        html = f'<figure class="archdoc-diagram"{self.said}>\n{frame}{below}</figure>\n'
        return [nodes.raw(html, html, format="html")]


class FilePictures(_DrawnPictures):
    """Pictures in files of their own, beside those of the author."""

    def __init__(self, builder: Builder, suffix: str) -> None:
        self.builder = builder
        self.suffix = suffix
        self.with_words = builder.format == "html"  # an e-book can fold them; paper cannot

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """A figure with an image.

        :raises CannotDraw: if there is no layout for it.
        """
        drawn = picture(diagram, lay_out(diagram), lambda _: "", "archdoc")
        path = self._write(drawn)
        image = nodes.image("", uri=str(path), candidates={"*": str(path)}, alt=label)
        if drawn.width <= _WIDEST and drawn.height <= _HIGHEST:
            image["width"] = f"{drawn.width:.0f}px"
        return [_figure(image, caption, name)]

    def _write(self, drawn: Picture) -> Path:
        """The file of a picture, which has the name of what it shows.

        It gets its suffix where it is copied to: an e-book takes in every picture that is in its folder, and
        Sphinx keeps its own files there if it is told nothing else.
        """
        drawn_how = f"{FINENESS} {COARSEST} {WIDEST} {HIGHEST} {drawn.svg}"
        digest = hashlib.blake2b(drawn_how.encode(), digest_size=10).hexdigest()
        path = Path(self.builder.doctreedir, "archdoc", f"{self.suffix}-{digest}")
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            unfinished = path.with_name(f"{path.name}-{os.getpid()}")
            unfinished.write_bytes(drawn.svg.encode() if self.suffix == "svg" else png_of(drawn))
            unfinished.replace(path)
        self.builder.images[str(path)] = f"archdoc-{digest}.{self.suffix}"
        return path


def remove_old_pictures(app: Sphinx, *_: object) -> list[Any]:
    """Handle ``html-collect-pages`` and ``build-finished``: remove the files that no page shows any more.

    An e-book would take them in. All its pages are there by the first event, and it is put together before
    the second; LaTeX knows the second alone.
    """
    folder = Path(app.outdir, app.builder.imagedir)
    if files := [path for path in folder.glob("archdoc-*.*") if _NAME.fullmatch(path.stem)]:
        pages = [path for path in Path(app.outdir).rglob("*.*") if path.suffix in (".xhtml", ".tex")]
        shown = {name for page in pages for name in _NAME.findall(page.read_text("utf-8", "ignore"))}
        for path in files:
            if path.stem not in shown:
                path.unlink()
    return []


class MermaidPictures:
    """Mermaid's own, drawn in the reader's browser by sphinxcontrib-mermaid."""

    with_words = True

    def __init__(self, links: PageLinks) -> None:
        self.links = links

    @staticmethod
    def fits(diagram: Diagram) -> bool:
        """Nobody knows before it is drawn."""
        return True

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """A figure with the node that sphinxcontrib-mermaid knows."""
        from sphinxcontrib.mermaid import mermaid

        source = mermaid_source(diagram, partial(_address, self.links))
        return [_figure(mermaid(code=source, options={}, alt=label), caption, name)]
