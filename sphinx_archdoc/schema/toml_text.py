"""Read TOML that users write, and say where it is wrong."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sphinx_archdoc.problems import shorten


class TomlError(ValueError):
    """The text is not valid TOML; the message says why."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line
        """The 1-based line; 0 if it is not known."""


def load_toml(text: str) -> dict[str, Any]:
    """Return the tables of a text.

    :raises TomlError: if it is not valid, or too deep.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # tomllib may raise more than TOMLDecodeError
        found = re.search(r"at line (\d+)", str(error))
        last = text.count("\n") + 1 if "end of document" in str(error) else 0
        message = f"not valid TOML: {shorten(str(error), 200)}"
        raise TomlError(message, int(found[1]) if found else last) from None
