"""The ends of lines, which differ between systems."""

from __future__ import annotations


def with_line_feeds(text: str) -> str:
    """Return a text with line feeds as the only ends of lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
