"""Build small sites in tests, and inspect the results.

Use it if your project declares its own kinds or generates pages; the tests of this package use it too. Load
the fixtures in the ``conftest.py`` at the root of your tests::

    pytest_plugins = ["sphinx_archdoc.testing"]

and request one of them in a test::

    def test_a_queue_needs_an_owner(build_site):
        built = build_site({"index.md": PAGE}, builder="dummy", archdoc_kinds=KINDS)
        assert built.codes == ["index.md:3 missing-field"]

Requires pytest. The names in ``__all__`` are public; the submodules are not.

PYTEST_DONT_REWRITE: there are no assertions to rewrite, and pytest would warn if a ``conftest.py`` imported
this module before pytest loads it as a plugin.
"""

from __future__ import annotations

from sphinx_archdoc.testing.fixtures import BuildSite, MakeSite, build_site, make_site, site
from sphinx_archdoc.testing.site import Built, ReportedProblem, ShownEntry, Site

__all__ = [
    "BuildSite",
    "Built",
    "MakeSite",
    "ReportedProblem",
    "ShownEntry",
    "Site",
    "build_site",
    "make_site",
    "site",
]
