"""What Cloudflare binds to names is no variable."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.facts import EnvRead
from tests.checks.trees import FakeTree, check, variables

UNDOCUMENTED = ["page:1 env-undocumented: FILES is read in src/a.ts:2, but not documented"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("wrangler.toml", '[[r2_buckets]]\nbinding = "FILES"\n', []),
        ("worker/wrangler.jsonc", '{"kv_namespaces": [{"binding": "FILES"}]}', []),
        ("wrangler.toml", '[[durable_objects.bindings]]\nname = "FILES"\nclass_name = "Files"\n', []),
        ("wrangler.toml.example", '[[r2_buckets]]\nbinding = "FILES"\n', []),
        ("wrangler.toml.py", 'binding = "FILES"', UNDOCUMENTED),
        ("wrangler.toml", '[vars]\nFILES = "x"\n', UNDOCUMENTED),
        ("other.toml", 'binding = "FILES"', UNDOCUMENTED),
    ],
)
def test_what_the_configuration_of_wrangler_binds(path: str, text: str, expected: list[str]) -> None:
    tree = FakeTree({"src/a.ts": [EnvRead("SHOP_URL", 1), EnvRead("FILES", 2)], path: []}, texts={path: text})
    assert check(tree, variables(SHOP_URL={})) == expected
