"""Build small sites in tests, and look at what comes of them.

For projects that declare their own kinds or generate pages, and for the tests of this package. Load
the fixtures in the ``conftest.py`` at the root of your tests::

    pytest_plugins = ["sphinx_archdoc.testing"]

and ask for one of them in a test::

    def test_a_queue_needs_an_owner(build_site):
        built = build_site({"index.md": PAGE}, builder="dummy", archdoc_kinds=KINDS)
        assert built.codes == ["index.md:3 missing-field"]

Needs pytest. What ``__all__`` names is public; the modules below this one are not.

PYTEST_DONT_REWRITE: there are no assertions here, and a conftest.py may import it before pytest does.
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
