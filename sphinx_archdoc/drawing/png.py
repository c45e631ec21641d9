"""The pixels of a picture, for formats that take no SVG."""

from __future__ import annotations

from sphinx_archdoc.drawing.layered import CannotDraw
from sphinx_archdoc.drawing.svg import Picture
from sphinx_archdoc.i18n import english

FINENESS = 2
"""Pixels of the file for each pixel of the picture, in either direction."""
COARSEST = 0.4
"""With fewer, nobody can read the words."""
WIDEST, HIGHEST = 2000, 2800
"""Pixels of a file. They are fine enough for a whole page; many more take minutes, and gigabytes."""


def png_of(drawn: Picture) -> bytes:
    """A PNG file of a picture, on white.

    :raises CannotDraw: if there is none, or none that can be read.
    """
    fineness = min(FINENESS, WIDEST / drawn.width, HIGHEST / drawn.height)
    if fineness < COARSEST:
        raise CannotDraw(english("made to fit on a page, its words would be too small to read"))
    width, height = (max(1, round(fineness * length)) for length in (drawn.width, drawn.height))
    try:
        import novasvg

        if document := novasvg.Document.load_from_data(drawn.svg):
            white = novasvg.Color(255, 255, 255, 255)
            return bytes(document.render_to_bitmap(width, height, white).to_png())
    except (ImportError, ValueError) as error:
        raise CannotDraw("{error}", error=error) from None
    raise CannotDraw(english("its picture cannot be read"))
