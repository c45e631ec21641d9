"""Load the translations of the extension's own strings, from the package and from the project."""

from __future__ import annotations

import gettext
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import CatalogInfo, docname_to_domain

from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.i18n import Translator

CATALOG = "sphinx_archdoc"
"""The name of the message catalogue: of its files without their suffix."""

_IS_TRANSLATED = "archdoc:translated"
"""Key in ``env.current_document`` of the result of :func:`is_translated`."""

FOLDER = Path(__file__).parents[2] / "locale"
"""The ``locale_dir`` of the package."""


def load_translator(app: Sphinx, config: Config) -> Translator:
    """Register the catalogues of the project and of the package, and return their translator.

    A translation of the project takes precedence over one of the package.

    Sphinx 9.0 caches catalogues in ``sphinx.locale.translators`` for the life of the process, and adds a
    later one as a fallback of the earlier ones. So drop those of an earlier build: a Japanese project would
    otherwise show German words if a German project was built before it. ``gettext`` also caches each file,
    so a process does not see later changes of a file that it has read.
    """
    locale.translators.pop(("general", CATALOG), None)
    digest = ""
    for folder in [*(Path(app.srcdir, name) for name in config.locale_dirs), FOLDER]:
        if folder != FOLDER:
            _compile(folder, config)
        app.add_message_catalog(CATALOG, folder)
        for path in gettext.find(CATALOG, folder, [config.language], all=True):
            digest = digest_text(f"{digest} {Path(path).read_bytes()!r}")
    # bound to this build's catalogue: get_translation would ask for that of the last build in the process
    translate = locale.translators["general", CATALOG].gettext
    return Translator(translate, digest, right_to_left=_is_right_to_left(config.language))


def _compile(folder: Path, config: Config) -> None:
    """Compile the project's own catalogue if its ``.po`` file is newer.

    Sphinx 9.0 compiles catalogues only after the extensions are set up, so without this a change would take
    effect one build late (https://github.com/sphinx-doc/sphinx/issues/1771 was the same for Sphinx's own).
    ``test_catalogues_of_messages_can_be_compiled`` checks the undocumented ``CatalogInfo``.
    """
    catalog = CatalogInfo(str(folder / config.language / "LC_MESSAGES"), CATALOG, "utf-8")
    if Path(catalog.po_path).is_file() and catalog.is_outdated():
        catalog.write_mo(config.language, config.gettext_allow_fuzzy_translations)


def _is_right_to_left(language: str) -> bool:
    try:
        return Locale.parse(language.replace("-", "_")).text_direction == "rtl"
    except (ValueError, UnknownLocaleError):
        return False


def is_translated(env: BuildEnvironment) -> bool:
    """Return whether the texts of the current document are extracted for translators, or have a catalogue.

    The answer is the same for the whole document, and is kept in ``env.current_document``.
    """
    known: bool | None = env.current_document.get(_IS_TRANSLATED)
    if known is None:
        known = env.current_document[_IS_TRANSLATED] = _has_catalogue(env)
    return known


def _has_catalogue(env: BuildEnvironment) -> bool:
    if not store_of(env).build.builder.use_message_catalog:
        return True  # the "gettext" builder, which extracts the texts
    config = env.config
    domain = docname_to_domain(env.docname, config.gettext_compact)
    languages = [config.language, config.language.partition("_")[0]]
    return any(gettext.find(domain, env.srcdir / name, languages) for name in config.locale_dirs)
