"""The entry point of the extension; it imports as little as possible, because Sphinx calls it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_archdoc import __version__
from sphinx_archdoc.ext import config
from sphinx_archdoc.ext.catalogue_builder import CatalogueBuilder
from sphinx_archdoc.ext.version import DATA_VERSION

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the configuration values and the builder; the rest waits until their values are known."""
    config.register(app)
    app.add_builder(CatalogueBuilder)
    app.connect("config-inited", _register)
    return {
        "version": __version__,
        "env_version": DATA_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _register(app: Sphinx, values: Config) -> None:
    """Handle ``config-inited``: register the domain and all parts of the extension.

    Sphinx 9.0 creates the builder and the environment after this event, so it is early enough;
    ``test_what_config_inited_registers_takes_effect`` checks that.
    """
    from sphinx_archdoc.ext import (
        catalogue_file,
        collectors,
        environment,
        html,
        incremental,
        kinds,
        post_transforms,
        report,
        rules,
        transforms,
        virtual_environments,
        workarounds,
    )

    virtual_environments.exclude_environments(app, values)
    loaded = kinds.add_domain(app, values)
    for part in (
        environment,
        transforms,
        collectors,
        report,
        rules,
        incremental,
        post_transforms,
        html,
        catalogue_file,
        workarounds,
    ):
        part.register(app)
    if loaded.root is not None:
        from sphinx_archdoc.ext import truth

        truth.register(app, loaded.configuration, loaded.root)
