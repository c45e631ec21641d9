"""Items that say in what case something is to be done: "If the oven is cold, light it"."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.recognise.names.item_words import split_at
from sphinx_archdoc.schema.languages import pattern_of, words_of

_CONDITION = re.compile(rf"(?:{pattern_of(words_of('conditions'), whole=True)})\s", re.I)
_COMMA = re.compile(r",\s+")
_LONGEST_CASE = 120
"""Characters of a case that is the name of a problem."""


def split_condition(text: str) -> tuple[str, str]:
    """Return the case in which something is to be done, and what: "If the oven is cold, light it".

    :returns: the text and an empty string if it does not begin with a condition.
    """
    case, action = split_at(text, _COMMA) if _CONDITION.match(text) else (text, "")
    return (case, action) if action and len(case) <= _LONGEST_CASE else (text, "")
