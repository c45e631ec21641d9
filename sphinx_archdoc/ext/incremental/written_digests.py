"""Store the digests of written pages in a file beside the doctrees.

They cannot be stored in the environment, because Sphinx pickles it before it writes pages: a build that is
interrupted in between would leave stale pages. The file is written at the end of the build. Several
builders and output folders can share one environment, so there is a file for each combination.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.environment.build_state import Digests, LastBuild, PendingWrites
from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.ext.environment.store import store_of


def last_build(app: Sphinx) -> LastBuild:
    """Return what the last build wrote; nothing if there was none, or its file cannot be read."""
    try:
        return msgspec.convert(json.loads(_record_of(app).read_text("ascii")), LastBuild)
    except (OSError, ValueError, msgspec.ValidationError):
        return LastBuild()


def note_pages_to_write(app: Sphinx, digests: Digests, inputs: Digests, changed: Iterable[str]) -> None:
    """Remember the digests to store at the end of the build.

    :param digests: the new digests of all pages.
    :param inputs: digests of what their content was computed from.
    :param changed: the names of the pages that this build should write.
    """
    builder = app.builder
    store_of(app.env).build.writing = PendingWrites(
        digests, inputs, {name: written_at(builder, name) for name in changed}
    )


def store_digests(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: store the digests of pages that were written or have not changed.

    Sphinx writes only some of the changed pages if they are named on the command line.
    """
    writing = store_of(app.env).build.writing if app.env else None
    if exception or not writing:
        return
    last, digests, inputs = last_build(app), dict(writing.digests), dict(writing.inputs)
    for name, before in writing.before.items():
        if before and before == written_at(app.builder, name):
            digests[name] = last.digests.get(name, "")
            inputs.pop(name, None)
    if LastBuild(digests, inputs) != last:
        record = _record_of(app)
        record.parent.mkdir(exist_ok=True)
        unfinished = record.with_suffix(".unfinished")
        # JSON escapes file names that are not valid Unicode
        unfinished.write_text(json.dumps({"digests": digests, "inputs": inputs}), "ascii")
        unfinished.replace(record)


def written_at(builder: Builder, name: str) -> int:
    """Return when the file of a page was last written, in nanoseconds since the epoch.

    :returns: 0 if there is no such file, or if the builder does not write a file for each page.
    """
    path = output_path(builder, name)
    try:
        return path.stat().st_mtime_ns if path else 0
    except OSError:
        return 0


def output_path(builder: Builder, name: str) -> Path | None:
    """Return the path of the file of a page, or None if the builder does not write one for each page."""
    path_of = getattr(builder, "get_output_path", None)
    return Path(path_of(name)) if path_of else None


def _record_of(app: Sphinx) -> Path:
    output = f"{app.builder.name} {relative_path(str(app.srcdir), str(app.outdir))}"
    return Path(app.doctreedir, "archdoc", f"written-{digest_text(output)}.json")
