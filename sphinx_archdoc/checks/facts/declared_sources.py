"""What the configuration names for the code of a scope: migrations, and files that describe interfaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sphinx_archdoc.checks.facts.paths import clean_path
from sphinx_archdoc.rules.configuration import ScopeSettings, SourcesSettings

_Source = TypeVar("_Source")
SourcesOf = Callable[[SourcesSettings | ScopeSettings], Sequence[_Source]]
"""Callback that returns what a table of the configuration names."""


def sources_of(
    settings: SourcesSettings,
    code: Sequence[str],
    named: SourcesOf[_Source],
    path_of: Callable[[_Source], str],
) -> Sequence[_Source]:
    """Return what a ``[[sources.scope]]`` with the same code names; else what any table names below the code;
    else what ``[sources]`` names.

    :param code: the folders and files of the scope.
    :param path_of: returns the path of what is named.
    """
    folders = {clean_path(path) for path in code}
    own = [
        one
        for scope in settings.scope
        if {clean_path(path) for path in scope.code} == folders
        for one in named(scope)
    ]
    below = [
        one
        for one in all_sources_of(settings, named)
        if any(folder and f"{clean_path(path_of(one))}/".startswith(f"{folder}/") for folder in folders)
    ]
    return own or below or named(settings)


def all_sources_of(settings: SourcesSettings, named: SourcesOf[_Source]) -> Sequence[_Source]:
    """Return what ``[sources]`` and each ``[[sources.scope]]`` name."""
    return [*named(settings), *(one for scope in settings.scope for one in named(scope))]
