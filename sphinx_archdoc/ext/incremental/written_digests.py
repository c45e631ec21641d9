"""What was shown when pages were last written: digests, in a file beside the doctrees.

Not in the environment, which is stored before any page is written: a build that ends between the two would
leave pages stale. The file is written last of all. There is one for each builder and output folder, as
several may share one environment, and each has its own pages to bring up to date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.environment.build_state import Digests, Writing
from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.ext.environment.store import store_of


def last_digests(app: Sphinx) -> Digests:
    """The digests of what was written last; none if nothing was, or if that is not known."""
    try:
        found = json.loads(_record_of(app).read_text("ascii"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def will_be_written(app: Sphinx, digests: Digests, changed: Iterable[str]) -> None:
    """Note what is to be kept when it is written."""
    builder = app.builder
    store_of(app.env).build.writing = Writing(digests, {name: written_at(builder, name) for name in changed})


def keep_digests(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: keep the digests of what was written, and of what has not changed.

    Only some pages are written where the command names them.
    """
    writing = store_of(app.env).build.writing if app.env else None
    if exception or not writing:
        return
    last, kept = last_digests(app), dict(writing.digests)
    for name, before in writing.before.items():
        if before and before == written_at(app.builder, name):
            kept[name] = last.get(name, "")
    if kept != last:
        record = _record_of(app)
        record.parent.mkdir(exist_ok=True)
        unfinished = record.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(kept), "ascii")  # names of files may be no Unicode
        unfinished.replace(record)


def written_at(builder: Builder, name: str) -> int:
    """When the file of a page was written, in nanoseconds; 0 if there is none, or none for each page."""
    path_of = getattr(builder, "get_output_path", None)
    try:
        return int(path_of(name).stat().st_mtime_ns) if path_of else 0
    except OSError:
        return 0


def _record_of(app: Sphinx) -> Path:
    output = f"{app.builder.name} {relative_path(str(app.srcdir), str(app.outdir))}"
    return Path(app.doctreedir, "archdoc", f"written-{digest_text(output)}.json")
