"""Find :file:`archdoc.toml`, and the root of the code that it names."""

from __future__ import annotations

from pathlib import Path

from sphinx_archdoc.inventory.listing import read_content

NAME = "archdoc.toml"

_LARGEST = 1_000_000


def repository_of(folder: Path) -> Path | None:
    """Return the nearest folder that is the top of a repository of Git, *folder* itself or one above."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


def find_configuration(folder: Path) -> Path | None:
    """Return the configuration in a folder, or above it up to the top of its repository."""
    top = repository_of(folder)
    for one in (folder, *folder.parents) if top else (folder,):
        if (one / NAME).is_file():
            return one / NAME
        if one == top:
            break
    return None


def read_text(path: Path) -> str:
    """Return the text of a small file.

    :raises OSError: if it cannot be read, with the reason.
    """
    try:
        content = read_content(str(path.resolve()), _LARGEST)
        if content is None:
            raise OSError(0, "not a regular file of less than a megabyte")
        return content.decode("utf-8-sig")
    except ValueError as error:  # not UTF-8, or the path has a null byte
        raise OSError(0, f"not UTF-8 text: {error}") from None


def wrong_root(root: Path) -> str:
    """Return why a folder cannot be the root of the code, as a clause; empty if it can."""
    try:
        if not root.exists():
            return "there is no such folder"
        if not root.is_dir():
            return "it is not a folder"
    except (OSError, ValueError) as error:
        return f"it cannot be read: {getattr(error, 'strerror', None) or error}"
    if root.resolve() == Path(root.resolve().anchor):
        return "it is the root of the file system"
    return ""
