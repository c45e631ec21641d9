"""The rules of a project, for the commands: from the file that is named, or that ``archdoc_rules`` names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sphinx_archdoc.cli.catalogue.load import Catalogues
from sphinx_archdoc.cli.input.conf_py import RULES, read_conf_py, rules_named_in
from sphinx_archdoc.cli.output.terminal import UsageError, complain, printable, reason
from sphinx_archdoc.rules.project_rules import RECOMMENDED, ProjectRule, read_rules
from sphinx_archdoc.settings.rules import text_of_rules


def project_rules(
    name: str | None, sources: Sequence[str], catalogues: Catalogues
) -> tuple[ProjectRule, ...] | None:
    """Return the rules of a file, or those of the project; None if no rules are given.

    :param name: the path of the file or ``recommended``; empty for no rules; None for the rules of the
        project, which are known if the only source is a folder with ``conf.py``.
    :raises UsageError: if a rule cannot be used. Without it, every entry would seem to keep it.
    """
    folder = Path()
    if name is None:
        folder = Path(sources[0] if sources else ".")
        name = _named_by(folder) if len(set(sources)) <= 1 else ""
    if not name:
        return None
    shown = name if name == RECOMMENDED else str(folder / name)
    try:
        text = text_of_rules(name, folder)
    except (OSError, ValueError) as error:
        raise UsageError(f"the rules '{printable(shown)}' cannot be read: {reason(error)}") from None
    read = read_rules(text, shown, [loaded.graph.catalogue.kinds for loaded in catalogues.loaded])
    lines = [printable(f"{one.where.source}:{one.where.line or 1}: {one}") for one in read.problems]
    for line in lines[:-1]:
        complain(line)
    if lines:
        raise UsageError(lines[-1])
    return read.rules


def _named_by(folder: Path) -> str:
    """Return what ``archdoc_rules`` names in the ``conf.py`` of a folder, which is not run for this."""
    try:
        if not (folder / "conf.py").is_file():
            return ""
    except (OSError, ValueError):  # the source is not a folder
        return ""
    conf = read_conf_py(folder)
    if RULES in conf.computed:
        complain(f"{RULES} is computed in conf.py, so its rules are not known; name the file with --rules")
    return rules_named_in(conf)
