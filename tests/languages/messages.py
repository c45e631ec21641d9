"""Files with translations, and what is to be translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po


def po(messages: Mapping[str, str]) -> str:
    """A file with these translations."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for text, translation in messages.items():
        catalog.add(text, translation)
    file = BytesIO()
    write_po(file, catalog)
    return file.getvalue().decode()


def messages_of(path: Path) -> dict[str, int]:
    """What a template asks to be translated, with the lines where it stands."""
    with path.open("rb") as file:
        return {str(m.id): min(line or 0 for _, line in m.locations) for m in read_po(file) if m.id}


def marked(texts: Iterable[str], opening: str, closing: str) -> dict[str, str]:
    """A translation that leaves all words as they are, between two signs."""
    return {text: f"{opening}{text}{closing}" for text in texts}


def unmarked(html: str) -> list[str]:
    """What readers see of a page that stands between no such signs; also what only screen readers say."""
    said = re.findall(r'\b(?:aria-label|title|alt|data-archdoc-(?:filter|rows|found|copied))="([^"]*)"', html)
    html = re.sub(r"<(code|pre|style)\b.*?</\1>", "", html, flags=re.S)
    return [rest for text in [*said, *re.split(r"<[^>]+>", _inner(html))] if (rest := _outside(text))]


def _inner(html: str) -> str:
    """A page without what stands between signs, whatever markup is in it."""
    return _outside(html)


def _outside(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧«»]*⟧|«[^⟦⟧«»]*»", "", text)
    return text.strip()
