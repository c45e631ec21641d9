"""Read the keys of .NET's configuration, by whatever name a file has for it: ``IConfiguration c``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.patterns import outcome_after
from sphinx_archdoc.sources.spelling import SPELLINGS
from sphinx_archdoc.sources.text import CodeText, start_of_word

_NAMED = re.compile(r"\bI?Configuration(?:Root|Manager)?\s{1,20}(?P<name>\w{1,40})(?=\s{0,20}[,;)=])")
"""A parameter, a field or a variable. The keys of a section are only the ends of names."""
_OF_PATTERNS = ("onfig", "onfiguration")
"""The ends of names that :file:`readers.toml` knows."""
_LOOKED_UP = re.compile(r"\[\s{0,9}\"(?P<name>[A-Za-z_][\w:.\-]{1,99})\"(?=\s{0,9}\])")


def read_configurations(text: CodeText) -> Iterator[Fact]:
    """Yield the variables that may set the keys that a file looks up in its configuration.

    Only a key that is written like a variable has to be one; others may be in a file of settings, too.
    """
    if "onfiguration" not in text.raw:
        return
    named = {found["name"] for found in text.matches(_NAMED)}
    named = {name for name in named if not name.endswith(_OF_PATTERNS)}
    for key in text.matches(_LOOKED_UP) if named else ():
        at = key.start()
        if text.plain[start_of_word(text.plain, at) : at] not in named or not text.masked.is_code(at):
            continue
        is_variable = "_" in key["name"] and key["name"].isupper() and key["name"].isidentifier()
        outcome = outcome_after(text.plain, key.end(), "csharp-call")
        for name in SPELLINGS["section"](key["name"]):
            yield EnvRead(
                *(name, text.line(at), outcome.default, outcome.required),
                is_implied=not is_variable,
                default_name=outcome.default_name,
            )
