"""Follow ``$ref`` within a structured file and to other files of the code, in circles only once."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from sphinx_archdoc.sources.structured import EMPTY, NotStructured, ReadText, Table, load

_MOST_FILES = 500
_MOST_STEPS = 10


class References:
    """The files that the references of one file lead to.

    :param path: the file, relative to the root of the code.
    """

    def __init__(self, path: str, root: Table, text: ReadText) -> None:
        self._text = text
        self._files: dict[str, Table] = {path: root}
        self.unread: dict[str, str] = {}
        """Why other files could not be read, by their paths."""

    def follow(self, value: object, path: str) -> tuple[Table, str]:
        """Return what a value stands for, and the file that it is in; an empty table if that is none.

        :param path: the file of *value*.
        """
        seen: set[tuple[str, str]] = set()
        while isinstance(value, Table) and isinstance(value.get("$ref"), str):
            target = value.text("$ref")
            if (path, target) in seen or len(seen) >= _MOST_STEPS:
                return EMPTY, path
            seen.add((path, target))
            value, path = self._find(target, path)
        return (value, path) if isinstance(value, Table) else (EMPTY, path)

    def _find(self, target: str, path: str) -> tuple[object, str]:
        file, _, pointer = target.partition("#")
        if "://" in file:
            return None, path
        if file:
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), file)).strip("/")
        value: object = self._load(path)
        for part in pointer.strip("/").split("/") if pointer.strip("/") else ():
            if not isinstance(value, Table):
                return None, path
            value = value.get(unquote(part).replace("~1", "/").replace("~0", "~"))
        return value, path

    def _load(self, path: str) -> Table:
        if path not in self._files:
            if len(self._files) >= _MOST_FILES:
                return EMPTY
            try:
                self._files[path] = load(path, self._text)
            except NotStructured as error:
                self.unread[path] = str(error)
                self._files[path] = EMPTY
        return self._files[path]
