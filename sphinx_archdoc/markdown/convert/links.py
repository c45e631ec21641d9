"""Links to headings that are replaced: they lead to a target before the directive, ``(slug)=``."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import quote, unquote

from sphinx_archdoc.markdown.document.blocks import Block, HeadingBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.schema.model import heading_key

_LINK = re.compile(
    r"""(?:\]\(\s*+<?|^[ ]{0,3}\[[^\]\n]+\]:\s*+<?|\bhref=["'])"""
    r"""(?P<page>[^()#\s<>"']*+)#(?P<anchor>[^()\s<>"']++)""",
    re.M,
)
_HTML_ANCHOR = re.compile(r"""<a\s[^<>]*?\b(?:id|name)=["'](?P<anchor>[^"'\s]+)["']""")
_OWN_ID = re.compile(r"\{[^{}#]*#(?P<id>[^\s{}#]+)[^{}]*\}\s*$")
"""An id that the author gives a heading: ``{#port}``."""

_TARGET = re.compile(r"[a-zA-Z0-9|@<>*./_\-+:]{1,100}")
"""Names that MyST accepts in a target."""


def links_to_headings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the page and the anchor of all links that have one; links within the page have no page."""
    for found in _LINK.finditer(text):
        yield unquote(found["page"]), unquote(found["anchor"])


def wanted_targets(
    blocks: Sequence[Block], lines: Sequence[str], wanted: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each heading or HTML anchor that a link leads to.

    An id that the author gives a heading is a promise to other documents, and needs no link.

    :param wanted: the anchors of all links.
    """
    counts: Counter[str] = Counter()
    headings = [block for block in blocks if isinstance(block, HeadingBlock)]
    for block in headings:
        if found := _OWN_ID.search(block.text):
            yield block.start, found["id"]
        if wanted:
            title = plain_text(_HTML_ANCHOR.sub("<a", block.text))
            slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
            unique = f"{slug}-{counts[slug]}" if counts[slug] else slug  # as forges and MyST number them
            counts[slug] += 1
            for name in dict.fromkeys((unique, heading_key(title).replace("_", "-"))):
                if name in wanted:
                    yield block.start, name
    for number, line in enumerate(lines, 1) if wanted else ():
        for found in _HTML_ANCHOR.finditer(line):
            if found["anchor"] in wanted:
                yield number, found["anchor"]


def is_target(name: str) -> bool:
    """Return whether MyST accepts a name in a target."""
    return _TARGET.fullmatch(name) is not None


def nearest(line: int, inserted: Sequence[int], *, is_entry: bool) -> int | None:
    """Return the line of the directive that takes the place of a heading; None if there is no directive.

    :param inserted: the lines of all directives, sorted.
    :param is_entry: whether the heading was a part of an entry; else it was above entries.
    """
    if not inserted:
        return None
    index = bisect.bisect_right(inserted, line) - 1 if is_entry else bisect.bisect_left(inserted, line)
    return inserted[min(max(index, 0), len(inserted) - 1)]


def with_other_target(text: str, anchor: str, target: str) -> str:
    """Return a text whose links to an anchor of the page lead to an entry instead."""
    written = "|".join(map(re.escape, dict.fromkeys((anchor, quote(anchor), quote(anchor).lower()))))
    link = f"](<#{re.sub(r'[<>]', '', target)}>"
    return re.sub(rf"\]\(<?#(?:{written})>?(?=[\s)])", lambda _: link, text)
