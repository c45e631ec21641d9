"""The headings by which kinds are known, and the words that hint at one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.markdown.recognise.words.translated_words import translations
from sphinx_archdoc.schema.languages import pattern_of, words_of
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Kind

_FIRST_KANA = "\u3041"
"""First letter of the scripts without spaces between words: Japanese and Chinese."""

_SHORTEST_PART = 3
"""Characters of a word of such a script from which it is looked for within others."""

AFTER_FIRST = {"and", "of", "in", "for", "to"}
"""Words after the first one of a heading, which only say more about it."""

_SLASH = re.compile(r" ?/ ?")
"""The sign between two words of which either is meant."""

_CONJUNCTIONS = pattern_of(words_of("conjunctions"), whole=True)
_AND = re.compile(rf"-(?:{_CONJUNCTIONS})-")

_LONGEST_PARTED = 80
"""Characters of a key that can name a kind with several words."""

_ALTERNATIVES = re.compile(rf"(\w+)-(?:{_CONJUNCTIONS})-(\w+)-(?P<rest>[\w-]+)")
"""The key of a heading with two words of which either is meant: "error-or-failure-responses"."""

AFTER_LAST = {"documentation", "docs", "reference", "overview", "list", "inventory", "catalog", "catalogue"}
AFTER_LAST |= {"index", "details", "descriptions", "breakdown", "mapping", "summary", "definitions"}
AFTER_LAST |= {"directory", "responsibilities"}
"""Words after the last one of a heading, which only say what the page is: "Core services documentation"."""

MOST_WORDS = 3
"""Words of a label of which the last one can be that of a field."""

SUBTITLE = re.compile(r"(?:(?:(?<!\s)\s++(?:-{1,2}|–|—)|:)\s+|：\s*)(?=\S)")
"""What is between the title and the subtitle of a heading: "Gotchas — what we learned"."""

BESIDE = re.compile(r"(?<!\s)\s++(?:&|and)\s+", re.I)
"""What is between two things that a heading names: "Gotchas and war stories"."""

CIRCUMSTANCE = re.compile(rf"(?:{pattern_of(words_of('circumstances'), whole=True)})\s", re.I)
"""The beginning of a clause that says when, why or where, and announces nothing: "For persistent errors:"."""

LAST_CLAUSE = re.compile(r"(?:.*,\s)?(?P<clause>\S+\s+\S.*)", re.S)
"""The words after the last comma of a sentence, if they are several."""

SENTENCE_END = re.compile(r"(?<=\w{3}[.!?])\s+(?=[A-Z])")
"""What is between two sentences."""

WITH_PRONOUN = re.compile(r"(?:it|they|this)\s(?!(?:is|are|follow)\b)", re.I)
"""The beginning of a sentence about what something does that another sentence has named."""

_TYPE = re.compile(r"`(?P<name>(?:[A-Z][a-z]+){2,})`")
"""The name of a type in code: `` `ErrorCode` ``."""

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def has_no_spaces(key: str) -> bool:
    """Return whether a key is long enough, and of a script that puts no spaces between words."""
    return len(key) >= _SHORTEST_PART and key >= _FIRST_KANA and not key.isascii()


def type_as_words(heading: str) -> str:
    """Return the words of a type in code, in the plural: "Error Codes" of `` `ErrorCode` ``; else nothing."""
    found = _TYPE.fullmatch(heading)
    return f"{_CAPITAL.sub(' ', found['name'])}s" if found else ""


def hints_of(headings: Mapping[str, Kind]) -> dict[str, str]:
    """Return the kind by each word of headings that is in more of this kind than of all others."""
    counts: dict[str, Counter[str]] = {}
    for key, kind in headings.items():
        for word in key.split("-"):
            counts.setdefault(word, Counter())[kind.name] += 1
    most = {word: count.most_common(1)[0] for word, count in counts.items()}
    return {word: name for word, (name, times) in most.items() if times * 2 > counts[word].total()}


def kinds_by_heading(kinds: KindsTable) -> dict[str, Kind]:
    """Return the kinds by the keys of their headings; the template's own words have precedence.

    The plural of a name does not count if the name only qualifies the title, and headings of another kind end
    with the plural: those of a "Code location" are no codes, as "Error codes" are.
    """
    found: dict[str, Kind] = {}
    last: dict[str, set[str]] = {}
    for own in (True, False):
        for kind in kinds.values():
            for key in map(key_of, _headings_of(kind, own=own)):
                found.setdefault(key, kind)
                last.setdefault(key.rpartition("-")[2], set()).add(kind.name)
    for kind in kinds.values():
        plural = f"{key_of(kind.name)}s"
        is_part = key_of(kind.title).startswith(f"{key_of(kind.name)}-")
        if is_part and found.get(plural) is kind and last.get(plural, set()) - {kind.name}:
            del found[plural]
    return found


def _headings_of(kind: Kind, *, own: bool) -> Iterable[str]:
    """Return the headings that name a kind.

    :param own: whether to return the template's own words, or all others.
    """
    titles = (kind.section, kind.plural, kind.title)
    if own:
        return titles
    translated = [other for title in titles for other in translations(title)]
    return (*kind.plural_names, *kind.wording.headings, *translated)


class HeadingIndex:
    """Finds the headings that name kinds within longer ones.

    :param headings: the kinds by the keys of their headings.
    :param plurals: the kinds by those of one word that is not a name, such as "integrations".
    """

    def __init__(self, headings: Mapping[str, Kind], plurals: Mapping[str, Kind]) -> None:
        self._headings = headings
        self._plurals = plurals
        self._longest = max(key.count("-") for key in headings) + 1
        self._lengths = sorted({len(key) for key in headings if has_no_spaces(key)})

    def phrases_in(self, key: str) -> Iterator[str]:
        """Yield the known headings that are parts of a key; the time is that of its words, not of theirs."""
        words = key.split("-")
        for start in range(len(words)):
            for end in range(start + 1, min(start + self._longest, len(words)) + 1):
                phrase = "-".join(words[start:end])
                if phrase in self._headings:
                    yield phrase
        for word in words if not key.isascii() else ():
            yield from self._parts_of(word)

    def _parts_of(self, word: str) -> Iterator[str]:
        """Yield the known headings within a word of a script that has no spaces: 環境変数 in 環境変数一覧."""
        for start in range(len(word)):
            for length in self._lengths:
                part = word[start : start + length]
                if len(part) == length < len(word) and part in self._headings:
                    yield part

    def by_all_words(self, key: str) -> Kind | None:
        """Return the kind that all parts of a heading name by a plural: "Gotchas and pitfalls".

        "Gotchas and troubleshooting" says more than what the things below it are called.
        """
        parts = _AND.split(key) if len(key) <= _LONGEST_PARTED else []
        kinds = [self._headings.get(part) for part in parts]
        is_one = len(kinds) > 1 and all(kind is kinds[0] for kind in kinds)
        return kinds[0] if is_one and all(part.endswith("s") for part in parts) else None

    def by_one_word(self, key: str) -> Kind | None:
        """Return the kind that the last word of a heading names, or its first one before others.

        "Current integrations", "Core services documentation", "Core modules and responsibilities" and
        "Gotchas and footguns" are such headings.
        """
        if listed := self.by_list(key):
            return listed
        rest, _, last = key.rpartition("-")
        named = rest.removesuffix("-and").rpartition("-")[2] if last in AFTER_LAST else last
        first, _, others = key.partition("-")
        is_more = others.split("-")[0] in AFTER_FIRST
        return self._plurals.get(named) or (self._plurals.get(first) if is_more else None)

    def by_list(self, key: str) -> Kind | None:
        """Return the kind that a heading of two words names as what the page lists: "Error reference"."""
        rest, _, last = key.rpartition("-")
        is_list = last in AFTER_LAST and rest and "-" not in rest
        return (self._headings.get(rest) or self._headings.get(f"{rest}s")) if is_list else None

    def by_activity(self, key: str) -> Kind | None:
        """Return the kind that the first word of a heading names as an activity: "Troubleshooting webhooks".

        The words after it are its object.
        """
        first, _, others = key.partition("-")
        return self._headings.get(first) if others and first.endswith("ing") else None

    def by_alternative(self, heading: str) -> Kind | None:
        """Return the kind that a heading names with one of two words: "Error / failure responses"."""
        found = _ALTERNATIVES.fullmatch(key_of(plain_text(_SLASH.sub(" or ", " ".join(heading.split())))))
        named = (self._headings.get(f"{word}-{found['rest']}") for word in found.group(1, 2)) if found else ()
        return next((kind for kind in named if kind), None)
