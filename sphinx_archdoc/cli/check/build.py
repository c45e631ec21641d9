"""``check --build``: what a build of the documents finds, in whatever format they are written."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.cli.check.project import CheckOutcome, Project
from sphinx_archdoc.cli.output.terminal import UsageError, printable
from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.remote.building import build
from sphinx_archdoc.remote.limits import SourceError
from sphinx_archdoc.rules.builtin import builtin_rules
from sphinx_archdoc.rules.finding import Checked

_CODE = re.compile(r"\[archdoc\.([\w-]+)\]$")


def build_and_check(project: Project) -> CheckOutcome:
    """Build the documents without writing pages, and return what the build has found.

    :raises UsageError: if they cannot be built.
    """
    if not (project.folder / "conf.py").is_file():
        raise UsageError(f"--build needs a folder with conf.py, but '{printable(project.folder)}' has none")
    settings = {"show_warning_types": "1"}  # by which findings are told from other warnings
    if project.sources_setting:
        settings["archdoc_sources"] = project.sources_setting
    with tempfile.TemporaryDirectory(prefix="archdoc-") as temporary:
        doctrees = Path(temporary, "doctrees")
        try:
            said = build(project.folder, "dummy", Path(temporary, "built"), doctrees, settings)
        except SourceError as error:
            raise UsageError(str(error)) from None
        found = caches.findings_in(doctrees / caches.FILE)
    if found is None:
        raise UsageError(
            "the build does not compare the documents with the code; in conf.py, add 'sphinx_archdoc' to "
            "'extensions', and set 'archdoc_sources' to a folder that exists"
        )
    return CheckOutcome(msgspec.msgpack.decode(found, type=Checked), {}, tuple(_others(said)))


def _others(said: Sequence[str]) -> list[str]:
    """Return what the build says beside findings, as one line if it is something."""
    warnings = [line for line in said if re.search(r"(?:^|: )(?:WARNING|ERROR|CRITICAL): ", line)]
    rules = builtin_rules()
    others = [line for line in warnings if not ((code := _CODE.search(line)) and code[1] in rules)]
    if not others:
        return []
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return [f"the build has other warnings: {others[0]}{more}"]
