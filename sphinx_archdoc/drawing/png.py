"""The pixels of a picture, for formats that take no SVG."""

from __future__ import annotations

from sphinx_archdoc.drawing.svg import Picture

FINENESS = 2
"""Pixels of the file for each pixel of the picture, in either direction."""


def png_of(drawn: Picture) -> bytes:
    """A PNG file of a picture, on white."""
    import novasvg  # comes with what computes layouts

    document = novasvg.Document.load_from_data(drawn.svg)
    white = novasvg.Color(255, 255, 255, 255)
    return bytes(document.render_to_bitmap(round(FINENESS * drawn.width), -1, white).to_png())
