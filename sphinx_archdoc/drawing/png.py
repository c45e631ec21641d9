"""Convert pictures to PNG, for formats that do not support SVG."""

from __future__ import annotations

from sphinx_archdoc.drawing.layered import CannotDraw
from sphinx_archdoc.drawing.svg import Picture
from sphinx_archdoc.i18n import english

FINENESS = 2
"""Pixels of the file per pixel of the picture, in each direction."""
COARSEST = 0.4
"""Minimum of the same for readable text."""
WIDEST, HIGHEST = 2000, 2800
"""Maximum size of a file in pixels: enough for a full page. Much larger files take minutes and gigabytes."""


def png_of(drawn: Picture) -> bytes:
    """Return the content of a PNG file, on a white background.

    :raises CannotDraw: if novasvg is not installed or fails, or if the text would be too small to read.
    """
    fineness = min(FINENESS, WIDEST / drawn.width, HIGHEST / drawn.height)
    if fineness < COARSEST:
        raise CannotDraw(
            english("if it were scaled down to fit on a page, its words would be too small to read")
        )
    width, height = (max(1, round(fineness * length)) for length in (drawn.width, drawn.height))
    try:
        import novasvg

        if document := novasvg.Document.load_from_data(drawn.svg):
            white = novasvg.Color(255, 255, 255, 255)
            return bytes(document.render_to_bitmap(width, height, white).to_png())
    except (ImportError, ValueError) as error:
        raise CannotDraw("{error}", error=error) from None
    raise CannotDraw(english("its picture cannot be read"))
