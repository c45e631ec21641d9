"""Read lists of settings whose names become variables in upper case, by a macro or a function."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.text import CodeText

_UPPER = re.compile(r":upper\b|to_uppercase\(\)|to_ascii_uppercase\(\)|String\.upcase|\.upcase\b|\.upper\(\)")
_READS = re.compile(
    r"""get_env\w*\(\s*(?:&?stringify!|[a-z&]\w*[,.)])|env::var\w*\(\s*&?[a-z]|fetch_env!?\(\s*[a-z]"""
    r"""|\[<\$\w+:upper>\]|environ(?:\.get\(|\[)\s*\w+\.upper|ENV(?:\[|\.fetch\(|\.key\?\()\s*[a-z:]"""
)
_KEY = re.compile(r"\n[ \t]+(?P<name>[a-z][a-z0-9_]{2,60})(?=\s*:\s)")


def read_upper_names(text: CodeText) -> Iterator[Fact]:
    """Yield the keys of a file that turns names into upper case and reads the environment with the result.

    What the macro does is not known, so that these variables may be documented, but need not be.
    """
    if not (_UPPER.search(text.raw) and _READS.search(text.raw)):
        return
    for key in text.matches(_KEY):
        if text.masked.is_code(key.start("name")):
            yield EnvRead(key["name"].upper(), text.line(key.start("name")), is_implied=True)
