"""The extension's own words in the language of the project: from the package, or from the project itself."""

from __future__ import annotations

import gettext
import struct
from io import BytesIO
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from sphinx.config import Config
from sphinx.util.i18n import CatalogInfo

from sphinx_archdoc.catalogue.digest import digest_text
from sphinx_archdoc.schema.words import Words

DOMAIN = "sphinx_archdoc"
"""The name of the files with translations."""

FOLDER = Path(__file__).parent.parent / "locale"
"""The translations of the package."""


def words_of(config: Config, srcdir: Path) -> Words:
    """The words of a project. What it translates itself goes before what the package does.

    Sphinx's own registry of translations is not asked: it keeps those of an earlier build in the process.
    """
    found = gettext.NullTranslations()
    read = ""
    for folder in [*(srcdir / name for name in config.locale_dirs), FOLDER]:
        _compile(folder, config)
        for path in gettext.find(DOMAIN, folder, [config.language], all=True):
            try:
                content = Path(path).read_bytes()
                translation = gettext.GNUTranslations(BytesIO(content))
            except (OSError, ValueError, struct.error):  # a file that is none: the words stay English
                continue
            read = digest_text(f"{read} {content!r}")
            found.add_fallback(translation)
    return Words(found.gettext, read, right_to_left=_is_right_to_left(config.language))


def _is_right_to_left(language: str) -> bool:
    try:
        return Locale.parse(language.replace("-", "_")).text_direction == "rtl"
    except (ValueError, UnknownLocaleError):
        return False


def _compile(folder: Path, config: Config) -> None:
    """Compile a project's own translation; Sphinx does that for all others, but only later."""
    catalog = CatalogInfo(str(folder / config.language / "LC_MESSAGES"), DOMAIN, "utf-8")
    if folder != FOLDER and Path(catalog.po_path).is_file() and catalog.is_outdated():
        catalog.write_mo(config.language, config.gettext_allow_fuzzy_translations)
