"""Building a project after each edit, and holding what comes of it against a clean build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from sphinx_archdoc.content.profile_names import is_profile_name
from tests.conftest import Built, Site
from tests.editing.project import Project
from tests.editing.search import listed_entries, search_index
from tests.ext.test_incremental import inventory

_INCLUDED = re.compile(r"parts/\w+\.(?:md|rst)")

_CONF: dict[str, object] = {
    "exclude_patterns": ["parts"],
    # said only when a page is written, by Sphinx and MyST, of what is theirs
    "suppress_warnings": ["ref.any", "ref.ref", "ref.doc", "myst.xref_missing", "docutils", "myst.header"],
}


class Rebuilt:
    """A site that follows a project: built again after every edit, in the same folder."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.site.conf |= _CONF
        self.base = dict(self.site.conf)
        self.files: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        """What the pages showed after the edit before."""

    def follow(self, project: Project) -> None:
        """Write what has changed, build, and compare.

        :raises AssertionError: if the build differs from a clean one, or did more than it had to.
        """
        conf = {**self.base, "archdoc_kinds": project.kinds, **project.settings}
        everything, self.site.conf = conf != self.site.conf, conf
        edited = self._write(project.files())
        after = self.site.build()
        clean = self._clean()
        assert ours(after) == ours(clean), "other problems than a clean build has"
        assert [line for line in after.warnings if line not in clean.warnings] == []
        bodies, expected = after.bodies(), clean.bodies()
        assert {page: bodies.get(page) for page in expected} == expected, "a stale page"
        assert profile_pages(bodies) == profile_pages(expected), "a profile of an entry that is gone"
        assert inventory(after) == inventory(clean), "a stale inventory"
        assert search_index(after) == search_index(clean), "a stale search index"
        assert listed_entries(after) == listed_entries(clean), "stale entries on the search page"
        if not everything:
            changed = {page for page, body in expected.items() if self.shown.get(page) != body}
            assert after.read == edited, "other pages were read than were edited"
            # the side bar of profile pages shows the titles of all documents
            written = after.written - profile_pages(expected)
            assert written <= edited | changed | {"index"}, "a page was written that shows no change"
        self.shown = expected
        self._nothing_to_do(clean)

    def _write(self, files: dict[str, str]) -> set[str]:
        """Write the files that have changed; the pages that must be read for it."""
        changed = {name for name, text in files.items() if self.files.get(name) != text}
        for name in self.files.keys() - files.keys():
            self.site.remove(name)
        self.site.write({name: files[name] for name in sorted(changed)})
        self.files = files
        return {
            name.rpartition(".")[0]
            for name, text in files.items()
            if not name.startswith("parts/") and ({name, *_INCLUDED.findall(text)} & changed)
        }

    def _clean(self) -> Built:
        """A clean build, by two processes where there is enough to share: one more thing that must not matter."""
        shutil.rmtree(self.site.source.parent / "clean", ignore_errors=True)
        return self.site.build(out="clean", parallel=2)

    def _nothing_to_do(self, clean: Built) -> None:
        """Build once more without an edit: nothing is done, and the same is said."""
        again = self.site.build()
        assert not again.read and not again.written, "work without an edit"
        assert ours(again) == ours(clean), "a second build says something else"


def profile_pages(bodies: Mapping[str, str]) -> set[str]:
    """The names of the profile pages."""
    return set(filter(is_profile_name, bodies))


def ours(built: Built) -> list[str]:
    """Our problems, in their order."""
    return [line for line in built.warnings if line.rstrip().endswith("]") and "[archdoc." in line]
