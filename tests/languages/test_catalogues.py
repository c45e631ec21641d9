"""The translations that come with the package: complete, up to date, and compiled."""

from __future__ import annotations

import functools
import gettext
import re
from pathlib import Path

import pytest
import translations
from babel.messages.catalog import Message

LANGUAGES = translations.languages()
every_language = pytest.mark.parametrize("language", LANGUAGES)


@functools.cache
def words() -> dict[str, Message]:
    """The words of the code and the kinds: extracted once, and only if a test asks."""
    return {message.id: message for message in translations.template() if message.id}


def messages(language: str) -> dict[str, Message]:
    return {m.id: m for m in translations.read(LANGUAGES[language], language) if m.id}


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}", text))


def test_german_and_japanese_come_with_the_package() -> None:
    assert {"de", "ja"} <= LANGUAGES.keys()


def test_the_template_holds_all_words_of_the_code_and_of_the_kinds() -> None:
    assert {m.id for m in translations.read(translations.TEMPLATE) if m.id} == words().keys(), (
        "make translations"
    )
    assert {"Environment variable", "Depended on by", "high", "Mentioned in", "{all} rows"} <= words().keys()


@every_language
def test_a_translation_is_complete(language: str) -> None:
    found = messages(language)
    assert found.keys() == words().keys(), "make translations"
    assert [text for text, message in found.items() if not message.string or message.fuzzy] == []


@every_language
def test_a_translation_has_a_place_for_all_that_is_filled_in(language: str) -> None:
    for text, message in messages(language).items():
        assert places(message.string) == places(text)
        assert (message.string[-1] in ".。") == (text[-1] == "."), text


@every_language
def test_a_translation_is_compiled(language: str) -> None:
    with Path(LANGUAGES[language]).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {text: compiled.gettext(text) for text in words()} == {
        text: message.string for text, message in messages(language).items()
    }


@every_language
def test_headings_that_stand_beside_each_other_differ(language: str) -> None:
    """The columns of a kind, and the backlinks that entries of one kind have."""
    translated = {text: message.string for text, message in messages(language).items()}
    kinds = translations.builtin_kinds()
    inverses: dict[str, dict[str, str]] = {}
    for kind in kinds.values():
        titles = {field.title for field in kind.fields.values()}
        assert len({translated[title] for title in titles}) == len(titles), kind.name
        for field in kind.fields.values():
            for target in field.targets if field.inverse else ():
                inverses.setdefault(target, {})[field.inverse] = translated[field.inverse]
    for target, found in inverses.items():
        assert len(set(found.values())) == len(found), (target, found)
