"""The versions in ``pyproject.toml`` and ``tox.toml`` agree, and an environment of tox is what its name says."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import versions
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PYPROJECT, TOX = (tomllib.loads((ROOT / name).read_text("utf-8")) for name in ("pyproject.toml", "tox.toml"))
PYTHONS = list(versions.pairs())
SPHINXES = sorted({sphinx for some in versions.pairs().values() for sphinx in some}, key=Version)
ENVIRONMENT = os.environ.get("TOX_ENV_NAME", "")


def pinned(lines: list[str]) -> dict[str, str]:
    """The version of each package; every one has to be given exactly."""
    return {found.name: str(found.specifier).removeprefix("==") for found in map(Requirement, lines)}


def test_the_oldest_versions_are_the_lower_bounds() -> None:
    oldest = {name: Version(pin) for name, pin in pinned(TOX["env"]["oldest"]["deps"]).items()}
    bounds = {name: versions.bounds(requirement)[0] for name, requirement in versions.requirements().items()}
    assert oldest == {name: Version(bound) for name, bound in bounds.items()}
    assert TOX["env"]["oldest"]["base_python"] == [f"py{PYTHONS[0].replace('.', '')}"]


def test_every_extra_is_described() -> None:
    page = (ROOT / "docs/install.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.M) == list(PYPROJECT["project"]["optional-dependencies"])
    assert f"Python {PYTHONS[0]} or newer" in page
    assert f"Sphinx {SPHINXES[0]} to {SPHINXES[-1]}" in page
    assert f"MyST-Parser {versions.bounds(versions.requirements()['myst-parser'])[0]} or newer" in page


def test_every_sphinx_of_the_matrix_is_allowed_and_the_oldest_is_in_it() -> None:
    sphinx = versions.requirements()["sphinx"].specifier
    assert all(sphinx.contains(f"{tested}.0") for tested in SPHINXES)
    assert SPHINXES[0] == versions.bounds(versions.requirements()["sphinx"])[0]


def test_every_sphinx_of_the_matrix_is_installed_where_it_is_named() -> None:
    conditions: list[dict[str, Any]] = TOX["env_run_base"]["deps"]
    assert {one["condition"]: one["then"] for one in conditions} == {
        f"factor['sphinx{tested}']": [f"sphinx =={tested}.*"] for tested in SPHINXES
    }


def test_every_python_is_named_where_it_has_to_be() -> None:
    said = [line.rpartition(" ")[2] for line in PYPROJECT["project"]["classifiers"] if "Python :: 3." in line]
    assert said == PYTHONS
    assert PYPROJECT["project"]["requires-python"] == f">={PYTHONS[0]}"
    assert PYPROJECT["tool"]["mypy"]["python_version"] == PYTHONS[0]
    assert PYPROJECT["tool"]["ruff"]["target-version"] == f"py{PYTHONS[0].replace('.', '')}"
    newest = f"py{PYTHONS[-1].replace('.', '')}"
    assert TOX["env"]["newest"]["base_python"][0] == newest


@pytest.mark.skipif(not ENVIRONMENT, reason="this is no environment of tox")
def test_this_environment_is_what_its_name_says() -> None:
    pins = TOX["env"].get(ENVIRONMENT, {}).get("deps", [])
    assert {name: Version(version(name)) for name in pinned(pins)} == {
        name: Version(pin) for name, pin in pinned(pins).items()
    }
    python, _, sphinx = ENVIRONMENT.partition("-sphinx")
    if sphinx:
        assert python == f"py{sys.version_info.major}{sys.version_info.minor}"
        assert version("sphinx").startswith(f"{sphinx}.")
