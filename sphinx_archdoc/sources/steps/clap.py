"""Read clap's ``#[arg(env)]``, whose variable has the name of the field below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.text import CodeText

_BARE = re.compile(r"#\[(?:arg|clap)\([^\[\]\n]{0,300}?(?<=[(, ])env\s*[,)]")
_FIELD = re.compile(
    r"[^\n]{0,300}\n(?:\s*+#\[[^\n]{0,300}\n){0,8}\s*+(?:pub(?:\([\w\s]{0,20}\))?\s+)?(?P<name>[a-z]\w{0,99})\s*:"
)


def read_clap_fields(text: CodeText) -> Iterator[Fact]:
    """Yield the fields that clap reads from variables of their own names."""
    for attribute in text.matches(_BARE):
        field = _FIELD.match(text.plain, attribute.end())
        if field and text.masked.is_code(attribute.start()):
            yield EnvRead(field["name"].upper(), text.line(attribute.start()))
