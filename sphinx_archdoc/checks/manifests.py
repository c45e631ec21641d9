"""The manifests of package managers: whether a program uses a framework or a library."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable

import msgspec

from sphinx_archdoc.checks.scope import CheckedScope

_MOST_MANIFESTS = 200
"""Most manifests of a scope that are read."""
_PYTHON = re.compile(r"pyproject\.toml|requirements[\w.-]{0,40}\.(?:txt|in)|Pipfile|setup\.(?:py|cfg)")
_NODE = re.compile(r"package\.json")
_PHP = re.compile(r"composer\.json")
_RUBY = re.compile(r"Gemfile|.+\.gemspec")
_RUST = re.compile(r"Cargo\.toml")
_JAVA = re.compile(r"pom\.xml|build\.gradle(?:\.kts)?")
_GO = re.compile(r"go\.mod")


class Package(msgspec.Struct, frozen=True):
    """Packages, of which a manifest names one if the program uses it."""

    file: re.Pattern[str]
    """The name of the manifest."""
    expression: re.Pattern[str]
    """What is found in its text."""


def of_node(names: str, version: str = "") -> Package:
    """Return packages of npm.

    :param names: an expression for the names.
    :param version: an expression that is found in the version.
    """
    of_version = rf"[^\"\n]{{0,40}}?(?:{version})" if version else ""
    return Package(_NODE, re.compile(rf"\"(?:{names})\"\s*:\s*\"{of_version}"))


def of_python(names: str) -> Package:
    """Return packages of PyPI; *names* is an expression."""
    return Package(_PYTHON, re.compile(rf"(?i)(?<![\w.-])(?:{names})(?![\w.-]*[a-z])"))


def of_php(names: str) -> Package:
    """Return packages of Composer; *names* is an expression."""
    return Package(_PHP, re.compile(rf"\"(?:{names})\"\s*:"))


def of_ruby(names: str) -> Package:
    """Return gems; *names* is an expression."""
    return Package(_RUBY, re.compile(rf"[\"'](?:{names})[\"']"))


def of_rust(names: str) -> Package:
    """Return crates; *names* is an expression."""
    return Package(_RUST, re.compile(rf"(?m)^[ \t]*(?:{names})\b|\.(?:{names})\]"))


def of_java(names: str) -> Package:
    """Return artifacts of Maven; *names* is an expression."""
    return Package(_JAVA, re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"))


def of_go(modules: str) -> Package:
    """Return modules of Go; *modules* is an expression for their paths."""
    return Package(_GO, re.compile(rf"(?<![\w./-])(?:{modules})(?![\w.-])"))


def used_packages(scope: CheckedScope, packages: Iterable[Package]) -> Collection[Package]:
    """Return those packages that a manifest in the scope, or in a folder above it, names."""
    by_file: dict[re.Pattern[str], list[Package]] = {}
    for package in packages:
        by_file.setdefault(package.file, []).append(package)
    found: set[Package] = set()
    number = 0
    for path in scope.project.tree.files:
        name = path.rpartition("/")[2]
        possible = next((of_file for file, of_file in by_file.items() if file.fullmatch(name)), ())
        if not possible or not _is_near(scope, path):
            continue
        number += 1
        text = scope.project.tree.text(path) if number <= _MOST_MANIFESTS else None
        found.update(package for package in possible if text and package.expression.search(text))
    return found


def _is_near(scope: CheckedScope, path: str) -> bool:
    folder = posixpath.join(posixpath.dirname(path), "")
    return scope.scope.covers(path) or any(code.startswith(folder) for code in scope.scope.code)
