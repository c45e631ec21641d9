"""Load the kinds that the configuration declares, and register the domain for them."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_archdoc.ext.config_checks import correct, unknown_dialects, unknown_profiles
from sphinx_archdoc.ext.configuration import (
    LoadedConfiguration,
    load_configuration,
    settings_in_conf,
    shown_path,
)
from sphinx_archdoc.ext.domain import domain_for
from sphinx_archdoc.ext.environment.translations import load_translator
from sphinx_archdoc.ext.rules import load_rules
from sphinx_archdoc.problems import Location
from sphinx_archdoc.settings.kinds import kinds_of_project


def add_domain(app: Sphinx, config: Config) -> LoadedConfiguration:
    """Check the configuration, load the kinds and the translations, and add the domain for them.

    :returns: what ``archdoc.toml`` says.
    """
    conf = Location(shown_path(app, Path(app.confdir, "conf.py")))
    wrong = [*correct(config, conf), *unknown_dialects(config, conf)]
    loaded = load_configuration(app, config)
    file, show = loaded.configuration, functools.partial(shown_path, app)
    kinds, problems = kinds_of_project(settings_in_conf(app, config), file, show)
    rules = load_rules(app, config, kinds)
    unknown = unknown_profiles(config, kinds, conf)
    words = load_translator(app, config)
    found = (*wrong, *problems, *loaded.problems, *rules.problems, *unknown)
    app.add_domain(domain_for(kinds, found, words, rules.rules))
    return loaded._replace(configuration=msgspec.structs.replace(file, project_rules=rules.ids))
