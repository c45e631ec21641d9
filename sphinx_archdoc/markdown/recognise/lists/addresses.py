"""Lists of links, documents and other addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.names.item_words import LINK, split_sentence
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of

_PATH = re.compile(r"[/.]\w")
_SUFFIX = r"\.(?:md|rst|adoc|txt|pdf|html?)\b"

_AMBIGUOUS = "resources"
"""The key of a heading for documents below which an API has its own resources."""

_ADDRESS = re.compile(rf"\w/\w|/\w|\w{_SUFFIX}", re.I)


def lead_nowhere(texts: Sequence[str], context: HeadingContext) -> bool:
    """Return whether the items of a list are no documents, below a heading for them.

    Their names are code that is neither a path nor an address, or none has an address below "Resources".
    """
    names = [split_sentence(text)[0].strip() for text in texts]
    if all(name.startswith("`") and not _PATH.search(name) for name in names):
        return True
    return key_of(context.heading) == _AMBIGUOUS and not any(map(_has_address, texts))


def _has_address(text: str) -> bool:
    return LINK.search(text) is not None or _ADDRESS.search(text) is not None
