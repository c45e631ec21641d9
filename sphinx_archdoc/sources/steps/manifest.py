"""Read YAML line by line: Kubernetes manifests, values and templates of Helm, and other YAML.

Templates are not YAML before they are filled in, so that lines are all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind
from sphinx_archdoc.sources.steps.placeholders import read_placeholders
from sphinx_archdoc.sources.text import CodeText

_SET = re.compile(
    r"""\n[ \t]*(?:-[ \t]+)?(?:name:[ \t]*["']?(?P<named>[A-Z][A-Z0-9_]{2,99})["']?[ \t]*(?=\n|\Z)"""
    r"""|["']?(?P<key>[A-Z][A-Z0-9_]{2,99})["']?:(?=\s)|["']?(?P<pair>[A-Z][A-Z0-9_]{2,99})=)"""
)
_REQUIRED = re.compile(r"""requiredEnv\s+["'`](?P<name>[A-Za-z_]\w{0,99})["'`]""")
_READ = re.compile(r"""(?<!\w)env\s+["'`](?P<name>[A-Za-z_]\w{0,99})["'`]""")
_KUBERNETES = re.compile(r"\$\((?P<name>[A-Z][A-Z0-9_]{1,99})\)")


def read_manifest(text: CodeText) -> Iterator[Fact]:
    """Yield what lines such as ``- name: NAME`` and ``NAME: value`` set, and what is expanded."""
    plain = "\n" + text.plain
    for match in _SET.finditer(plain):
        group = match.lastgroup or "key"
        yield EnvMention(match[group], text.line(max(0, match.start(group) - 1)), MentionKind.SET)
    if "nv " in text.raw:
        for match in text.matches(_REQUIRED):
            yield EnvRead(match["name"], text.line(match.start()), required=True)
        for match in text.matches(_READ):
            yield EnvRead(match["name"], text.line(match.start()))
    if "$(" in text.raw:
        for match in text.matches(_KUBERNETES):
            yield EnvRead(match["name"], text.line(match.start()), is_implied=True)
    yield from read_placeholders(text)
