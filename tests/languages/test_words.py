"""The words that authors write in other languages: each file is valid, and no word means two things."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import translations

from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.markdown.recognise.words.translated_words import translations as translated
from sphinx_archdoc.schema.languages import (
    KindWording,
    LanguageWords,
    languages,
    pattern_of,
    spellings,
    values_of,
    with_languages,
)
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Kind

KINDS = builtin_kinds()
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
every_language = pytest.mark.parametrize("language", languages())


def test_each_language_has_a_catalogue_and_words() -> None:
    assert languages().keys() == {"en", *translations.languages()}
    assert {"de", "es", "fr", "ja", "ko", "pt_BR", "ru", "zh_CN"} <= languages().keys()


def test_the_files_are_part_of_the_package() -> None:
    files = Path(translations.LOCALE).glob("*/words.toml")
    assert sorted(path.parent.name for path in files) == sorted(languages())


@pytest.mark.parametrize("part", ["tables", ""])
def test_english_has_words_wherever_another_language_has_some(part: str) -> None:
    """English words beside a call, and not in the file, would be a second list of the same words."""
    every = [(getattr(words, part) if part else words) for words in languages().values()]
    english = languages()["en"].tables if part else languages()["en"]
    keys = [key for key in english.__struct_fields__ if key != "kinds"]
    assert [
        key for key in keys if any(getattr(one, key) for one in every) and not getattr(english, key)
    ] == []


@every_language
def test_each_kind_and_each_field_exists(language: str) -> None:
    for name, words in languages()[language].kinds.items():
        assert name in KINDS
        assert set(words.fields) <= KINDS[name].fields.keys(), name


@every_language
def test_each_word_has_letters_and_is_written_once(language: str) -> None:
    words = languages()[language]
    for name, kind in words.kinds.items():
        for several in (kind.headings, kind.names, *kind.fields.values()):
            keys = [key_of(word) for word in several]
            assert all(re.search(r"\w|№", word) for word in several), name
            assert sorted(keys) == sorted({*keys}), (name, several)


@every_kind
def test_no_word_means_two_fields(kind: Kind) -> None:
    """English words may, as the template has them; those of other languages mean one field or the name."""
    whole, meant = with_languages(kind), defaultdict[str, set[str]](set)
    for name, field in kind.fields.items():
        own = (field.title, *whole.wording.fields.get(name, ()))
        for word in (*own[1:], *(other for one in own for other in translated(one))):
            meant[key_of(word)].add(name)
    english = {
        key_of(word) for field in kind.fields.values() for word in _english(kind, field.name, field.title)
    }
    twice = {key: names for key, names in meant.items() if len(names) > 1 and key not in english}
    assert twice == {}


def _english(kind: Kind, name: str, title: str) -> Iterator[str]:
    yield from (title, name, *kind.wording.fields.get(name, ()))


def test_no_heading_names_two_kinds() -> None:
    named = defaultdict[str, set[str]](set)
    for kind in KINDS.values():
        own = (kind.section, kind.plural, kind.title)
        headings = with_languages(kind).wording.headings
        for heading in (*own, *headings, *(other for title in own for other in translated(title))):
            named[key_of(heading)].add(kind.name)
    assert {heading: kinds for heading, kinds in named.items() if len(kinds) > 1} == {}


def test_yes_is_neither_no_nor_nothing() -> None:
    assert not values_of("yes", "required") & values_of("no", "optional", "none")


def test_a_key_that_is_not_known_is_an_error() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `label`"):
        msgspec.convert(tomllib.loads('[kinds.error]\nlabel = ["x"]'), LanguageWords)


@every_kind
def test_the_patterns_of_a_kind_are_valid(kind: Kind) -> None:
    whole = with_languages(kind).wording
    assert all(re.compile(pattern) for pattern in (whole.likely, whole.refused))
    assert bool(whole.likely) == bool(kind.wording.likely)


def test_accents_can_be_left_out_unless_the_word_is_english_then() -> None:
    assert spellings(["Descrição", "Rôle", "Пароль", "デフォルト", "Nome"]) == (
        "Descrição", "Descricao", "Rôle", "Пароль", "デフォルト", "Nome",
    )  # fmt: skip


def test_a_kind_without_words_stays_the_same() -> None:
    own = Kind(name="gauge")
    assert with_languages(own) is own


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["fehl*"], "Die Fehlermeldung", True),
        (["fehl*"], "Empfehlung", False),
        (["не"], "тесто не поднимается", True),
        (["не"], "нет", False),
        (["失败"], "启动失败了", True),
        (["없"], "반죽이 없습니다", True),
        (["*n't"], "The oven doesn't start", True),
        (["*n't"], "The ant", False),
        ([], "anything", False),
    ],
)
def test_a_pattern_finds_words_as_their_script_writes_them(
    words: list[str], text: str, *, found: bool
) -> None:
    pattern = pattern_of(words)
    assert bool(pattern and re.search(pattern, text, re.I)) is found


def test_a_whole_pattern_is_the_text() -> None:
    assert re.fullmatch(pattern_of(["hilfe*", "帮助"], whole=True), "hilfe holen")
    assert not re.fullmatch(pattern_of(["帮助"], whole=True), "帮助我们")


def test_the_words_of_a_kind_come_after_its_own() -> None:
    whole = with_languages(KINDS["envvar"]).wording
    assert whole.headings[: len(KINDS["envvar"].wording.headings)] == KINDS["envvar"].wording.headings
    assert KindWording().headings == ()
