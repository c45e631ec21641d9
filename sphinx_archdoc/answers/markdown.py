"""Escape texts for Markdown, so that no author's text becomes markup, a mention or the end of a table.

The forms are those of GitHub Flavored Markdown (https://github.github.com/gfm/), which GitLab, Gitea and
Forgejo share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_SIGNS = re.compile(r"[\\`*_\[\]~|#!$]|^[-+=]|(?<=^\d)[.)]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that reverse the text after them (Unicode Standard Annex 9)."""
_MENTION = re.compile(r"(?<!\w)@[\w/-]+")


def markdown_text(text: str) -> str:
    """Return a text on one line, without any markup. A mention such as ``@team`` becomes code."""
    line = _line(text)
    parts: list[str] = []
    end = 0
    for found in _MENTION.finditer(line):
        parts += (_escaped(line[end : found.start()]), markdown_code(found[0]))
        end = found.end()
    return "".join([*parts, _escaped(line[end:])])


def _line(text: str) -> str:
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _escaped(text: str) -> str:
    marked = _SIGNS.sub(lambda found: f"\\{found[0]}", text)
    # a mention that is not one of the form above, and HTML
    for sign, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("@", "@\N{WORD JOINER}")):
        marked = marked.replace(sign, escaped)
    return marked


def markdown_code(text: str) -> str:
    """Return a text on one line as code; also within a table."""
    line = _line(text) or " "
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    padded = f" {line} " if line.startswith("`") or line.endswith("`") else line
    return f"{fence}{padded}{fence}".replace("|", "\\|")


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; its cells are Markdown."""
    yield _row(headings)
    yield _row(["---"] * len(headings))
    for row in rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
