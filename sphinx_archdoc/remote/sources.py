"""Read the catalogue of a source: a file, a folder, an address, or a revision of a repository."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

from sphinx_archdoc.catalogue_file.encoding import MOST_BYTES, UnreadableCatalogue, decode
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.catalogue_file.reading import graph_of
from sphinx_archdoc.catalogue_file.records import FILE_NAME
from sphinx_archdoc.remote.fetching import fetch, file_address, is_url
from sphinx_archdoc.remote.limits import SourceError, unpacked

_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f\"'<>\\^`{|}]+", re.I)
"""An address that can stand in Markdown and in a terminal as it is."""


def load(source: str) -> LoadedCatalogue:
    """Return the catalogue of a source.

    :raises SourceError: if there is none, or it cannot be read; the message says what was tried.
    """
    try:
        file = decode(content_of(source))
        graph = graph_of(file)
    except (UnreadableCatalogue, SourceError) as error:
        raise SourceError(f"'{without_user(source)}' cannot be read: {error}") from None
    url = file.catalogue.url if _ADDRESS.fullmatch(file.catalogue.url) else ""  # it may be a stranger's
    address = urljoin(without_user(file_address(source)), ".") if is_url(source) else url
    return LoadedCatalogue(file, graph, address)


def without_user(source: str) -> str:
    """Return an address without the user and the password that it may hold."""
    return re.sub(r"^(https?://)[^/?#]*@", r"\1", source, flags=re.I)


def content_of(source: str) -> bytes:
    """Return the content of the file of a source.

    :raises SourceError: if it cannot be read.
    """
    if is_url(source):
        return fetch(source)
    path = Path(source)
    try:
        if source and path.is_dir():
            return _of_folder(path)
        if path.is_file():
            return _of_file(path)
    except (OSError, ValueError) as error:  # ValueError: the name has a null byte
        raise SourceError(str(getattr(error, "strerror", None) or error)) from None
    revision, colon, folder = source.partition(":")
    if colon and revision:
        return _of_revision(revision, folder)
    raise SourceError(
        "there is no such file or folder, and it is neither an address (https://…) nor a revision of this "
        "repository (REVISION:FOLDER)"
    )


def _of_file(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise SourceError(f"it has more than {MOST_BYTES:,} bytes")
    return unpacked(path.read_bytes())


def _of_folder(folder: Path) -> bytes:
    for name in (FILE_NAME, f"{FILE_NAME}.gz"):
        if (folder / name).is_file():
            return _of_file(folder / name)
    if (folder / "conf.py").is_file():
        return _built(folder)
    raise SourceError(
        f"the folder has neither {FILE_NAME} nor conf.py; build it first, or name the folder of conf.py"
    )


def _built(folder: Path) -> bytes:
    """Build the project with the builder ``archdoc`` in a temporary folder, and return the file."""
    import tempfile

    from sphinx_archdoc.remote.building import build

    with tempfile.TemporaryDirectory(prefix="archdoc-") as out:
        built = Path(out, "built")
        build(folder, "archdoc", built, Path(out, "doctrees"))
        path = built / FILE_NAME
        if not path.is_file():
            raise SourceError("the project builds, but has no entries")
        return _of_file(path)


def _of_revision(revision: str, folder: str) -> bytes:
    """Return the catalogue of a folder in a revision of the repository around the current folder."""
    import tempfile

    from sphinx_archdoc.inventory import git
    from sphinx_archdoc.inventory.checkout import check_out
    from sphinx_archdoc.inventory.revision import UnknownRevision, commit_of

    here = Path()
    try:
        commit = commit_of(here, revision)
        below = git.output(here, "rev-parse", "--show-prefix").decode().strip() if folder[:1] == "." else ""
    except (UnknownRevision, git.GitError) as error:
        raise SourceError(
            f"there is no such file or folder, and '{revision}' cannot be read as a revision: {error}"
        ) from None
    with tempfile.TemporaryDirectory(prefix="archdoc-") as temporary:
        place = Path(temporary).resolve()
        try:
            check_out(here, commit, place)
        except (git.GitError, OSError) as error:
            raise SourceError(f"Git cannot read the revision: {error}") from None
        there = (place / below / folder.lstrip("/")).resolve()
        if not there.is_dir() or not there.is_relative_to(place):
            raise SourceError(f"there is no folder '{folder}' in the revision '{revision}'")
        return _of_folder(there)
