"""Collect the extension's own words, bring the translations up to date with them, and compile these.

Run by ``make translations``. A new language begins with its name: ``make translations LANGUAGE=fr``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Kind

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "sphinx_archdoc"
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / "sphinx_archdoc.pot"
KINDS = "sphinx_archdoc/schema/kinds.toml"

_KEYWORDS = {"words": None, "english": None, "Column": (2,)}
"""Functions whose arguments are words for readers; of a column, the second one is."""

_KEPT = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
_LEFT_OUT = re.compile(rf'^"(?!({"|".join(_KEPT)}):)[A-Z][\w-]+: .*\n', re.M)
"""Notes on a file that say nothing, or would make it differ whenever it is written."""


def template() -> Catalog:
    """All words, with the files that they come from."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for name, text in sorted([*_words_of_code(), *_words_of_kinds()]):
        catalog.add(text, locations=[(name, 0)])
    return catalog


def _words_of_code() -> Iterator[tuple[str, str]]:
    for name, _, text, *_ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=_KEYWORDS):
        if isinstance(text, str):
            yield f"sphinx_archdoc/{name}", text


def _words_of_kinds() -> Iterator[tuple[str, str]]:
    for kind in builtin_kinds().values():
        yield from ((KINDS, text) for text in _words_of_kind(kind) if text)


def _words_of_kind(kind: Kind) -> Iterator[str]:
    yield from (kind.title, kind.plural, kind.heading)
    for field in kind.fields.values():
        yield from (field.title, field.inverse, field.group, *field.choices)


def languages() -> dict[str, Path]:
    """The files with translations, by language."""
    return {path.parts[-3]: path for path in sorted(LOCALE.glob("*/LC_MESSAGES/sphinx_archdoc.po"))}


def read(path: Path, language: str | None = None) -> Catalog:
    """A file with words and, for a language, their translations."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(path: Path, catalog: Catalog) -> None:
    language = f", in {catalog.locale.english_name}" if catalog.locale else ""
    catalog.header_comment = f"# The words that sphinx-archdoc puts on pages{language}."
    text = BytesIO()
    write_po(text, catalog, width=100, include_lineno=False, sort_output=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_LEFT_OUT.sub("", text.getvalue().decode()), "utf-8")


def _compile(path: Path, catalog: Catalog) -> None:
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def main() -> None:
    """Write the template, and bring every language up to date with it."""
    words = template()
    _write(TEMPLATE, words)
    paths = languages()
    for language in sys.argv[1:]:
        paths.setdefault(language, LOCALE / language / "LC_MESSAGES" / "sphinx_archdoc.po")
    for language, path in paths.items():
        catalog = read(path, language) if path.exists() else Catalog(locale=language, fuzzy=False)
        catalog.update(words, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        _write(path, catalog)
        _compile(path, catalog)


if __name__ == "__main__":
    main()
