"""The package's own translations of the titles of kinds and fields, as further words for them."""

from __future__ import annotations

import functools
import gettext
from importlib import resources

from sphinx_archdoc.schema.languages import spellings

_LOCALE = "locale"


@functools.cache
def translations(word: str) -> tuple[str, ...]:
    """Return the translations of a title into all languages of the package."""
    found = (catalogue.gettext(word) for catalogue in _catalogues())
    return spellings(dict.fromkeys(other for other in found if word and other != word))


@functools.cache
def _catalogues() -> tuple[gettext.GNUTranslations, ...]:
    languages = sorted(
        resources.files("sphinx_archdoc").joinpath(_LOCALE).iterdir(), key=lambda each: each.name
    )
    found = []
    for language in languages:
        file = language.joinpath("LC_MESSAGES", "sphinx_archdoc.mo") if language.is_dir() else None
        if file and file.is_file():
            with file.open("rb") as opened:
                found.append(gettext.GNUTranslations(opened))
    return tuple(found)
