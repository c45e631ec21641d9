"""The English words for what is planned, gone or solved, as parts of regular expressions.

Those who use them say where such a word counts: anywhere, at the beginning of a heading, in parentheses, or
before a noun. The words are in :file:`locale/en/words.toml`.
"""

from __future__ import annotations

from sphinx_archdoc.schema.languages import language, pattern_of

_ENGLISH = language("en")

GONE = pattern_of(_ENGLISH.gone, whole=True)
"""What exists no more: "removed"."""

DEPRECATED = pattern_of(_ENGLISH.deprecated, whole=True)
"""What should not be used any more: "deprecated"."""

FORMER = pattern_of(_ENGLISH.former, whole=True)
"""What was in use, unless the word is a part of a name: "archived"."""

PLANNED = pattern_of(_ENGLISH.planned, whole=True)
"""What does not exist yet: "planned"."""

EXPECTED = pattern_of(_ENGLISH.expected, whole=True)
"""What does not exist yet, unless the word is a part of a name: "upcoming"."""

RESOLVED = pattern_of(_ENGLISH.resolved, whole=True)
"""Problems that exist no more: "fixed"."""

THINGS = (
    r"(?:changes?|columns?|components?|considerations?|endpoints?|enhancements?|extensions?|features?|ideas?|improvements?"
    r"|integrations?|models?|plans?|services?|tables?|variables?|versions?|work)"
)
"""What documents describe; before such a noun, the words above are not part of a name."""
