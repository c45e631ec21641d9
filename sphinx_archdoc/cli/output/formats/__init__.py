"""The formats of ``check`` and ``diff``: a module each, with a function that returns the whole output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sphinx_archdoc.cli.output.finding_report import FindingReport

FORMATS: Mapping[str, str] = {
    "text": "for readers",
    "json": "for programs",
    "sarif": "SARIF 2.1.0, for code scanning",
    "github": "annotations of GitHub Actions",
    "junit": "JUnit XML, for reports of tests",
}
"""Their names, and what each is for. A format is the function ``render`` of the module with its name."""


def renderer(name: str) -> Callable[[FindingReport], str]:
    """Return the function of a format."""
    return cast("Callable[[FindingReport], str]", import_module(f"{__name__}.{name}").render)
