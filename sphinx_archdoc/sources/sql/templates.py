"""Templates in SQL files: Go, Jinja, ERB, and Flyway's placeholders."""

from __future__ import annotations

import re

MASK = "archdoc0template"
"""What stands for a template whose value only the migration tool knows: a word that SQL takes for a name."""

_TEMPLATE = re.compile(
    r"\{\{(?P<braces>[^{}]*+(?:(?:\{(?!\{)|\}(?!\}))[^{}]*+)*)\}\}"  # Go, Jinja, Mustache
    r"|\{%[^%{]*+(?:(?:%(?!\})|\{(?!%))[^%{]*+)*%\}"  # Jinja
    r"|<%(?P<erb>=?)[^%<]*+(?:(?:%(?!>)|<(?!%))[^%<]*+)*%>"  # ERB, EJS
    r"|(?<!\$)\$\{(?P<placeholder>[^{}\n]*+)\}"  # Flyway, shell
)
_CONTROL = re.compile(
    r"-?\s*(?:if|else|end|range|with|define|block|template|break|continue|for|set|macro|include|/\*)\b"
)


def mask_templates(sql: str) -> str:
    """Return *sql* with a word in place of each template, and nothing in place of those that only control.

    Lines are kept. Both branches of an ``if`` stay.
    """
    if "{{" not in sql and "{%" not in sql and "${" not in sql and "<%" not in sql:
        return sql
    return _TEMPLATE.sub(_mask, sql)


def _mask(found: re.Match[str]) -> str:
    lines = "\n" * found[0].count("\n")
    if found["braces"] is not None:
        return lines or " " if _CONTROL.match(found["braces"]) else MASK + lines
    return MASK + lines if found["placeholder"] is not None or found["erb"] else lines or " "


def without_mask(name: str) -> str:
    """Return what is known of a name: that of ``${prefix}orders`` is ``orders``."""
    return name.replace(MASK, "") if MASK in name else name
