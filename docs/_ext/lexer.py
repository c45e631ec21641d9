"""Highlight MyST: Pygments' Markdown, and what MyST adds to it.

Only our own documentation uses this, as it does :mod:`selfdoc`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pygments.lexer import bygroups, inherit, using
from pygments.lexers.data import YamlLexer
from pygments.lexers.markup import MarkdownLexer
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Operator,
    Punctuation,
    String,
    Text,
    Whitespace,
)

_FENCE = r"^([^\S\n]*)(`{3,}|:{3,}|~{3,})"
_DIRECTIVE = _FENCE + r"(\{)([^}\n]+)(\})([^\n]*)(\n)"
_BLOCK = r"(---\n)([\s\S]*?\n)(---\n)"
"""Options of a directive, or the front matter of a page, in YAML."""

_OPENING = (Whitespace, Punctuation, Punctuation, Operator.Word, Punctuation, Generic.Strong, Whitespace)
_YAML = (Punctuation, using(YamlLexer), Punctuation)


class MystLexer(MarkdownLexer):  # type: ignore[misc]  # Pygments has no types
    """Markdown with directives and their options, roles, targets, comments, and tables."""

    name = "MyST"
    aliases: ClassVar[list[str]] = ["myst"]
    filenames: ClassVar[list[str]] = []
    mimetypes: ClassVar[list[str]] = []

    tokens: ClassVar[dict[str, Any]] = {
        "root": [
            (rf"\A{_BLOCK}", bygroups(*_YAML)),
            (_DIRECTIVE + _BLOCK, bygroups(*_OPENING, *_YAML)),
            (_DIRECTIVE, bygroups(*_OPENING)),
            (_FENCE + r"(\s*?\n)", bygroups(Whitespace, Punctuation, Whitespace)),
            (r"^([^\S\n]*)(:[\w-]+:)(?=\s)", bygroups(Whitespace, Name.Function)),
            (r"^(\()([^)\n]+)(\)=\n)", bygroups(Punctuation, Name.Label, Punctuation)),
            (r"^%[^\n]*\n|<!--[\s\S]*?-->", Comment),
            (r"^[^\S\n]*\|([^\S\n]*:?-+:?[^\S\n]*\|)+\n", Punctuation),
            (r"^([^\S\n]*>)([^\S\n])", bygroups(Keyword, Whitespace)),
            inherit,
        ],
        "inline": [
            (
                r"(\{)([\w:+.-]+)(\})(`[^`\n]+`)",
                bygroups(Punctuation, Operator.Word, Punctuation, String.Backtick),
            ),
            (r"\|", Punctuation),
            (r"[^\s\\`*_~@#!\[{|(]+", Text),
            inherit,
        ],
    }
