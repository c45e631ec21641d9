"""Load the kinds that the configuration declares, and register the domain for them."""

from __future__ import annotations

from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_archdoc.ext.config_checks import correct, unknown_profiles
from sphinx_archdoc.ext.configuration import LoadedConfiguration, load_configuration
from sphinx_archdoc.ext.domain import domain_for
from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.ext.environment.translations import load_translator
from sphinx_archdoc.ext.rules import load_rules
from sphinx_archdoc.problems import Location, Problem
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds, read_kinds_file


def add_domain(app: Sphinx, config: Config) -> LoadedConfiguration:
    """Check the configuration, load the kinds and the translations, and add the domain for them.

    :returns: what ``archdoc.toml`` says.
    """
    conf = Location(relative_path(str(app.srcdir), str(Path(app.confdir, "conf.py"))))
    wrong = list(correct(config, conf))
    kinds, problems = load_kinds(config.archdoc_kinds, Path(app.confdir), Path(app.srcdir))
    loaded = load_configuration(app, config)
    file = loaded.configuration
    if file.kinds:
        lines = file.text.split("\n")
        kinds, more = merge_kinds(kinds, file.kinds, file.source, lines, below="kinds")
        problems += more
    rules = load_rules(app, config, kinds)
    unknown = unknown_profiles(config, kinds, conf)
    words = load_translator(app, config)
    found = (*wrong, *problems, *loaded.problems, *rules.problems, *unknown)
    app.add_domain(domain_for(kinds, found, words, rules.rules))
    return loaded._replace(configuration=msgspec.structs.replace(file, project_rules=rules.ids))


def load_kinds(setting: object, folder: Path, srcdir: Path) -> tuple[KindsTable, list[Problem]]:
    """Return the kinds of the package merged with those of the project, and the problems of the latter.

    :param setting: the value of ``archdoc_kinds``.
    :param folder: the folder that a path in *setting* is relative to.
    :param srcdir: the folder that paths in problems are relative to.
    """
    if not setting:
        return builtin_kinds(), []
    path = folder / (setting if isinstance(setting, str) else "conf.py")
    shown = relative_path(str(srcdir), str(path))
    if isinstance(setting, str):
        return read_kinds_file(builtin_kinds(), path, shown)
    return merge_kinds(builtin_kinds(), setting, shown)
