"""Values as they are meant, without the markup that authors put around or behind them."""

from __future__ import annotations

import re
from typing import NamedTuple

_FOOTNOTE = re.compile(r"\s*\[\^[^\[\]\s]+\](?!\()")
_KEYS = re.compile(r"<(code|kbd|samp|tt)>([^<>`]*)</\1>", re.I)
_CODE = re.compile(r"`([^`]+)`")
_CODES = re.compile(r"`[^`]+`(?:\s*(?:,|、|，|/|\+|&|\band\b|\bor\b|<br\s*/?>)\s*`[^`]+`)+")
_STAR = re.compile(r"(?<=[^\W_])\s?(?:[*†‡§]|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?){1,3}$")
_PATH = re.compile(
    r"(?=[^/]{0,100}/)(?=[^\w]{0,100}\w)[\w./@*{}\[\]~-]{2,300}|[\w@*.-]{1,100}\.[A-Za-z]\w{0,7}"
)
_PLAIN_PATH = re.compile(
    r"(?=[^\w]{0,100}\w)[\w.@*{}\[\]~-]{1,100}/(?:[\w./@*{}\[\]~-]{0,300}(?:\.\w{1,8}|/))?"
)
_LINKED = re.compile(r"^\[`?([^\[\]`]*)`?\]\([^()]*\)$")
_STRUCK = re.compile(r"~~(?!~)[^~]+~~|<(del|s|strike)>[^<>]*</\1>", re.I)

NO_VALUE = "—"
"""What is left of a value of which everything is struck through."""


class Literal(NamedTuple):
    """A text without what is not a part of its value."""

    text: str
    is_shorter: bool
    """Whether anything was left out that readers see, so that the text as it was written is a note."""


def literal(text: str) -> Literal:
    """Return a value without footnote references and without what is struck through.

    ``<kbd>8000</kbd>`` and ``<code>8000</code>`` are ``8000`` in backticks.
    """
    if not any(sign in text for sign in "~<["):
        return Literal(text, is_shorter=False)
    marked = _KEYS.sub(r"`\2`", text)
    kept = _STRUCK.sub("", without_footnotes(marked)).strip()
    return Literal(kept or NO_VALUE, is_shorter=kept != marked.strip())


def without_footnotes(text: str) -> str:
    """Return a text without its references to footnotes."""
    return _FOOTNOTE.sub("", text) if "[^" in text else text


def is_path(name: str) -> bool:
    """Return whether a name, as Markdown, is that of a file or a folder: ``src/oven.py``, ``docs/``.

    In code, ``src/oven`` and ``oven.toml`` are paths as well. Else they can be words: "and/or", "Next.js".
    """
    bare = _LINKED.sub(r"`\1`", name.strip("*_ ").rstrip(":"))
    form = _PATH if bare.startswith("`") else _PLAIN_PATH
    return form.fullmatch(bare.strip("`")) is not None


def codes_in(words: str) -> list[str]:
    """Return the parts of a text that consists of several in code, "`A`, `B` and `A`"; else an empty list."""
    return _CODE.findall(words) if _CODES.fullmatch(words.strip()) else []


def names_in_code(words: str) -> list[str]:
    """Return the names of a text that consists of several in code, each once; else an empty list."""
    return list(dict.fromkeys(" ".join(name.split()) for name in codes_in(words)))


def footnotes_of(text: str) -> list[str]:
    """Return the references to footnotes in a text."""
    return [found[0].strip() for found in _FOOTNOTE.finditer(text)] if "[^" in text else []


def without_star(name: str) -> str:
    """Return a name without the star, dagger or emoji after it, which refers to a remark: ``PORT*``.

    A star after an underscore is a part of the name: ``SMTP_*``.
    """
    return _STAR.sub("", name)


def star_of(name: str) -> str:
    """Return what :func:`without_star` takes away."""
    return name[len(without_star(name)) :].strip()


def is_struck(text: str) -> bool:
    """Return whether a whole name is struck through, because what it names is gone."""
    bare = text.strip(" *_`")
    return _STRUCK.fullmatch(bare) is not None or _STRUCK.fullmatch(text.strip()) is not None
