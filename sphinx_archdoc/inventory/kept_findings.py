"""The findings of the last run: they still hold if nothing that they depend on has changed.

Most changes of code change no fact, and no text that a rule looks at. They cost the reading of the files that
have changed; nothing is compared again ("early cutoff", as build systems call it).
"""

from __future__ import annotations

import msgspec

from sphinx_archdoc.inventory.cache import Cache, KeptFindings
from sphinx_archdoc.inventory.tree import FileTree


def known_findings(cache: Cache, tree: FileTree, settings: str) -> msgspec.Raw | None:
    """Return what the last run has found, encoded; None if a run could find something else now.

    :param settings: a digest of all that findings depend on beside the files.
    """
    kept = cache.findings
    if kept.settings != settings or not tree.has_same(kept.texts, kept.asked):
        return None
    is_same = kept.files == tree.digest() and not tree.has_changed
    if not is_same and kept.facts != tree.facts_digest():
        return None
    cache.findings = msgspec.structs.replace(kept, files=tree.digest())
    return kept.findings


def keep_findings(cache: Cache, tree: FileTree, settings: str, findings: object) -> None:
    """Keep what this run has found, for :func:`known_findings`."""
    cache.findings = KeptFindings(
        settings=settings,
        files=tree.digest(),
        facts=tree.facts_digest(),
        texts=tree.texts,
        asked=tree.asked,
        findings=msgspec.Raw(msgspec.msgpack.encode(findings)),
    )
