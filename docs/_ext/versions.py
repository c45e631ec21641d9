"""The versions that sphinx-archdoc works with, as ``pyproject.toml`` and ``tox.toml`` have them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from printed import code, printer, table

if TYPE_CHECKING:
    from sphinx.config import Config

ROOT = Path(__file__).parent.parent.parent
FILES = (ROOT / "pyproject.toml", ROOT / "tox.toml")


def requirements() -> dict[str, Requirement]:
    """What sphinx-archdoc depends on by itself, and with its extras, by name."""
    project = tomllib.loads(FILES[0].read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *(line for extra in extras for line in extra)]
    return {found.name: found for found in map(Requirement, lines)}


def bounds(requirement: Requirement) -> tuple[str, str]:
    """The oldest version that is allowed, and the first one that is not; empty, if there is none."""
    found = {one.operator: one.version for one in requirement.specifier}
    return found.get(">=", ""), found.get("<", "")


def environments() -> list[str]:
    """The names of tox's environments."""
    listed = tomllib.loads(FILES[1].read_text("utf-8"))["env_list"]
    return [
        "-".join(parts)
        for item in listed
        for parts in (product(*item["product"]) if isinstance(item, dict) else [[item]])
    ]


def pairs() -> dict[str, list[str]]:
    """The versions of Sphinx that the tests are run with, by those of Python."""
    found = defaultdict(list)
    for name in environments():
        if match := re.fullmatch(r"py3(\d+)-sphinx([\d.]+)", name):
            found[f"3.{match[1]}"].append(match[2])
    return dict(found)


@printer("versions")
def versions(config: Config) -> Iterator[str]:
    """Which Sphinx is tested with which Python."""
    tested = list(dict.fromkeys(sphinx for some in pairs().values() for sphinx in some))
    yield from table(
        ("Python", *(f"Sphinx {sphinx}" for sphinx in tested)),
        (
            (python, *("✅" if sphinx in some else "" for sphinx in tested))
            for python, some in pairs().items()
        ),
    )


@printer("ranges")
def ranges(config: Config) -> Iterator[str]:
    """What is allowed of each dependency."""
    yield from table(
        ("Package", "From", "Below"),
        ((code(name), *bounds(requirement)) for name, requirement in requirements().items()),
    )
