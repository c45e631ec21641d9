"""What Cloudflare binds to names in the environment of a worker, such as stores and queues, not variables."""

from __future__ import annotations

import re
from collections.abc import Set

from sphinx_archdoc.checks.scope import CheckedScope

_FILE = re.compile(r"(?:.*/)?wrangler(?:\.[\w-]+)?\.(?:toml|jsonc?)(?:[.-](?:dist|example|sample|template))?")
"""Also an example, beside which Git ignores the file with the real identifiers."""
_BINDING = re.compile(r"(?:\bbinding|\bname)\"?\s{0,4}[=:]\s{0,4}[\"'](?P<name>[A-Z][A-Z0-9_]{0,99})[\"']")
"""``binding = "FILES"``, or the ``name`` of a durable object. The name of a worker has small letters."""
_MOST_FILES = 100


def worker_bindings(scope: CheckedScope) -> Set[str]:
    """Return the names that the configuration of wrangler binds, for ``env.FILES`` in the code."""
    tree = scope.project.tree
    files = [path for path in tree.files if _FILE.fullmatch(path)]
    texts = (tree.text(path) or "" for path in files[:_MOST_FILES])
    return {found["name"] for text in texts for found in _BINDING.finditer(text)}
