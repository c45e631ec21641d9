"""The handlers that run once all pages are read have an order, and it is written in one place."""

from __future__ import annotations

from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.ext.environment.after_reading import AfterReading
from tests.conftest import Site


def test_each_handler_has_a_step_and_each_step_a_handler(site: Site) -> None:
    site.conf["archdoc_sources"] = "."
    site.write({"index.md": "# Start\n"})
    site.write_conf()
    app = SphinxTestApp("dummy", srcdir=site.source, builddir=site.source.parent / "out")
    try:
        listeners = app.events.listeners["env-updated"]
    finally:
        app.cleanup()
    ours = [one.priority for one in listeners if isinstance(one.priority, AfterReading)]
    assert sorted(ours) == sorted([*AfterReading, *[AfterReading.PREPARE_OUTPUT] * 2])
    others = [one.handler for one in listeners if not isinstance(one.priority, AfterReading)]
    assert not any("archdoc" in getattr(handler, "__module__", "") for handler in others)
