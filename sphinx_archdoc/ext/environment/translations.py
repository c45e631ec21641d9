"""The extension's own words in the language of the project: from the package, or from the project itself."""

from __future__ import annotations

import gettext
import struct
from io import BytesIO
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import CatalogInfo, docname_to_domain

from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.schema.words import Words

DOMAIN = "sphinx_archdoc"
"""The name of the files with translations."""

_IS_TRANSLATED = "archdoc:translated"
"""Key, among Sphinx's notes on the document that is read, of whether it is translated."""

FOLDER = Path(__file__).parents[2] / "locale"
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


def is_translated(env: BuildEnvironment) -> bool:
    """Whether the texts of the page that is read are collected for translators, or have translations."""
    known: bool | None = env.current_document.get(_IS_TRANSLATED)
    if known is None:
        known = env.current_document[_IS_TRANSLATED] = _is_translated(env)
    return known


def _is_translated(env: BuildEnvironment) -> bool:
    if not store_of(env).build.builder.use_message_catalog:
        return True
    config = env.config
    domain = docname_to_domain(env.docname, config.gettext_compact)
    languages = [config.language, config.language.partition("_")[0]]
    return any(gettext.find(domain, env.srcdir / name, languages) for name in config.locale_dirs)


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
