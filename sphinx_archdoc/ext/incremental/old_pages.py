"""Remove the pages that the extension wrote and that there are no more; an e-book would include them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sphinx.builders import Builder

from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.ext.incremental.written_digests import output_path


def remove_old_pages(builder: Builder, removed: Iterable[str]) -> None:
    """Remove the files of index pages and profile pages, and the folders that are empty then.

    :param removed: the names of all pages that the last build wrote and that there are no more.
    """
    for name in removed:
        path = output_path(builder, name) if name.startswith(index_label("")) else None
        if path is None:
            continue
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == Path(builder.outdir):
                break
            with suppress(OSError):  # it is not empty, or is gone
                folder.rmdir()
