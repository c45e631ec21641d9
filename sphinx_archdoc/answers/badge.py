"""A badge as SVG: a label, and a share in numbers and percent."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from sphinx_archdoc.content.coverage import Share
from sphinx_archdoc.i18n import Translator

_COLOURS = ((90, "#1a7f37"), (60, "#7d6608"), (0, "#b42318"))
"""The least percentage of each colour; white on each has a contrast of at least 4.5 (WCAG 2.2, 1.4.3)."""

_NOTHING = "#57606a"
_WIDTHS = {**dict.fromkeys("fijlrt .,:()1|", 0.42), **dict.fromkeys("mwMW%", 0.98)}
"""Widths of characters in em, roughly those of Verdana and DejaVu Sans; others have :data:`_WIDTH`."""
_WIDTH = 0.66
_SIZE = 11
_HEIGHT = 20
_ROOM = 6


def badge(label: str, share: Share) -> str:
    """Return a badge. It needs no font of its own, no script and no network."""
    value = share.text(Translator())
    percent = share.percent
    colour = next(
        (colour for least, colour in _COLOURS if percent is not None and percent >= least), _NOTHING
    )
    left, right = _width(label), _width(value)
    width = left + right
    title = f"{label}: {value}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}" role="img" '
            f"aria-label={quoteattr(title)}>",
            f"<title>{escape(title)}</title>",
            f'<clipPath id="r"><rect width="{width}" height="{_HEIGHT}" rx="3"/></clipPath>',
            '<g clip-path="url(#r)">',
            f'<rect width="{left}" height="{_HEIGHT}" fill="#3c434a"/>',
            f'<rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{colour}"/>',
            "</g>",
            f'<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" '
            f'font-size="{_SIZE}">',
            f'<text x="{left / 2:g}" y="14" textLength="{left - 2 * _ROOM}">{escape(label)}</text>',
            f'<text x="{left + right / 2:g}" y="14" textLength="{right - 2 * _ROOM}">{escape(value)}</text>',
            "</g>",
            "</svg>",
        ]
    )


def _width(text: str) -> int:
    return round(_SIZE * sum(_WIDTHS.get(char, _WIDTH) for char in text)) + 2 * _ROOM
