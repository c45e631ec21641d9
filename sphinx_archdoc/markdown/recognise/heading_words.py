"""The headings by which kinds are known, and the words that hint at one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from sphinx_archdoc.markdown.recognise.translated_words import translations
from sphinx_archdoc.schema.model import Kind

_FIRST_KANA = "\u3041"
"""First letter of the scripts without spaces between words: Japanese and Chinese."""

_SHORTEST_PART = 3
"""Characters of a word of such a script from which it is looked for within others."""

AFTER_FIRST = {"and", "of", "in", "for", "to"}
"""Words after the first one of a heading, which only say more about it."""

ALTERNATIVE = re.compile(r"\s*/\s*")
"""The sign between two words of which either is meant."""

ALTERNATIVES = re.compile(r"(\w+)-(?:and|or|und|oder)-(\w+)-(?P<rest>[\w-]+)")
"""The key of a heading with two words of which either is meant: "error-or-failure-responses"."""

AFTER_LAST = {"documentation", "docs", "reference", "overview", "list", "inventory", "catalog", "catalogue", "index"}
"""Words after the last one of a heading, which only say what the page is: "Core services documentation"."""

MOST_WORDS = 3
"""Words of a label of which the last one can be that of a field."""

SUBTITLE = re.compile(r"(?:(?<!\s)\s++(?:-{1,2}|–|—)|:)\s+(?=\S)")
"""What is between the title and the subtitle of a heading: "Gotchas — what we learned"."""

CIRCUMSTANCE = re.compile(
    r"(?:for|why|how|when|where|if|while|during|after|before|in case of|in|on|to|against"
    r"|bei|für|wenn|falls|nach|vor|warum|wie|wo)\s",
    re.I,
)
"""The beginning of a clause that says when, why or where, and announces nothing: "For persistent errors:"."""

LAST_CLAUSE = re.compile(r"(?:.*,\s)?(?P<clause>\S+\s+\S.*)", re.S)
"""The words after the last comma of a sentence, if they are several."""


def has_no_spaces(key: str) -> bool:
    """Return whether a key is long enough, and of a script that puts no spaces between words."""
    return len(key) >= _SHORTEST_PART and key >= _FIRST_KANA and not key.isascii()


def hints_of(headings: Mapping[str, Kind]) -> dict[str, str]:
    """Return the kind by each word of headings that is in more of this kind than of all others."""
    counts: dict[str, Counter[str]] = {}
    for key, kind in headings.items():
        for word in key.split("-"):
            counts.setdefault(word, Counter())[kind.name] += 1
    most = {word: count.most_common(1)[0] for word, count in counts.items()}
    return {word: name for word, (name, times) in most.items() if times * 2 > counts[word].total()}


def headings_of(kind: Kind, *, own: bool) -> Iterable[str]:
    """Return the headings that name a kind.

    :param own: whether to return the template's own words, or all others.
    """
    titles = (kind.section, kind.plural, kind.title)
    if own:
        return titles
    translated = [other for title in titles for other in translations(title)]
    return (*kind.plural_names, *kind.wording.headings, *translated)
