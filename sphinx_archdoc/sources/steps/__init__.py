"""Readers for what an expression cannot say. A row of :file:`readers.toml` refers to them by name.

A step is imported when a file needs it: compiling the expressions of all languages takes longer than reading
a file.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from sphinx_archdoc.sources.facts import Fact
from sphinx_archdoc.sources.text import CodeText

Step = Callable[[CodeText], Iterator[Fact]]

STEPS = {
    "appsettings": "appsettings.read_appsettings",
    "clap-fields": "clap.read_clap_fields",
    "compose": "compose.read_compose",
    "configurations": "configurations.read_configurations",
    "default-constants": "default_constants.read_default_constants",
    "destructured": "javascript.read_destructured",
    "dictionaries": "dictionaries.read_dictionaries",
    "dockerfile": "dockerfile.read_dockerfile",
    "dotenv": "dotenv.read_dotenv",
    "environ-schemas": "environ_schemas.read_environ_schemas",
    "expanded": "placeholders.read_expanded",
    "given-defaults": "given_defaults.read_given_defaults",
    "held-fields": "held_values.read_held_fields",
    "held-values": "held_values.read_held_values",
    "manifest": "manifest.read_manifest",
    "placeholders": "placeholders.read_placeholders",
    "properties": "placeholders.read_properties",
    "schema-keys": "javascript.read_schema_keys",
    "routes": "routes.reader.read_routes",
    "schema-names": "schema_names.read_schema_names",
    "script": "shell.read_script",
    "settings": "pydantic.read_settings",
    "shell": "shell.read_shell",
    "spring-properties": "spring_properties.read_spring_properties",
    "struct-tags": "struct_tags.read_struct_tags",
    "tested-fields": "tested_fields.read_tested_fields",
    "upper-names": "upper_names.read_upper_names",
    "viper": "viper.read_viper",
    "workflow": "workflow.read_workflow",
}
"""The functions by the names that the table uses: module in this package, and function."""


@functools.cache
def step(name: str) -> Step:
    """Return the step with a name.

    :raises KeyError: if there is none.
    """
    module, _, function = STEPS[name].rpartition(".")
    return cast("Step", getattr(import_module(f"{__name__}.{module}"), function))
