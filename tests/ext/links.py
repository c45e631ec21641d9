"""Where the links of a built site lead."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from sphinx_archdoc.testing.site import body_of
from tests.conftest import Built
from tests.ext.test_bad_input import Tags


def dead_links(built: Built) -> list[str]:
    """The links in the content of pages whose page, or whose place on it, does not exist.

    (Around it, where all pages are in one, Sphinx makes some that lead nowhere.)
    """
    pages = {path.resolve(): Tags(path.read_text("utf-8")) for path in built.out.rglob("*.html")}
    dead = []
    for path in pages:
        for link in Tags(body_of(path.read_text("utf-8"))).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            known = pages.get(target)
            if known is None or (parts.fragment and unquote(parts.fragment) not in known.ids):
                dead.append(f"{path.name}: {link}")
    return sorted(set(dead))


def repeated_ids(built: Built) -> list[str]:
    """The ids that are there more than once on a page."""
    found = ((path.name, Tags(path.read_text("utf-8")).ids) for path in built.out.rglob("*.html"))
    return [f"{name}#{id_}" for name, ids in found for id_ in sorted(set(ids)) if ids.count(id_) > 1]
