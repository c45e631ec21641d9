"""What no expression can say: each step finds facts in a text; rows of :file:`readers.toml` name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sphinx_archdoc.sources.facts import Fact
from sphinx_archdoc.sources.steps.appsettings import read_appsettings
from sphinx_archdoc.sources.steps.clap import read_clap_fields
from sphinx_archdoc.sources.steps.compose import read_compose
from sphinx_archdoc.sources.steps.default_constants import read_default_constants
from sphinx_archdoc.sources.steps.dictionaries import read_dictionaries
from sphinx_archdoc.sources.steps.dockerfile import read_dockerfile
from sphinx_archdoc.sources.steps.dotenv import read_dotenv
from sphinx_archdoc.sources.steps.javascript import read_destructured, read_schema_keys
from sphinx_archdoc.sources.steps.manifest import read_manifest
from sphinx_archdoc.sources.steps.placeholders import read_expanded, read_placeholders, read_properties
from sphinx_archdoc.sources.steps.pydantic import read_settings
from sphinx_archdoc.sources.steps.routes import read_routes
from sphinx_archdoc.sources.steps.schema_names import read_schema_names
from sphinx_archdoc.sources.steps.shell import read_script, read_shell
from sphinx_archdoc.sources.steps.spring_properties import read_spring_properties
from sphinx_archdoc.sources.steps.struct_tags import read_struct_tags
from sphinx_archdoc.sources.steps.upper_names import read_upper_names
from sphinx_archdoc.sources.steps.viper import read_viper
from sphinx_archdoc.sources.steps.workflow import read_workflow
from sphinx_archdoc.sources.text import CodeText

Step = Callable[[CodeText], Iterator[Fact]]

STEPS: dict[str, Step] = {
    "appsettings": read_appsettings,
    "clap-fields": read_clap_fields,
    "compose": read_compose,
    "default-constants": read_default_constants,
    "destructured": read_destructured,
    "dictionaries": read_dictionaries,
    "dockerfile": read_dockerfile,
    "dotenv": read_dotenv,
    "expanded": read_expanded,
    "manifest": read_manifest,
    "placeholders": read_placeholders,
    "properties": read_properties,
    "schema-keys": read_schema_keys,
    "routes": read_routes,
    "schema-names": read_schema_names,
    "script": read_script,
    "settings": read_settings,
    "shell": read_shell,
    "spring-properties": read_spring_properties,
    "struct-tags": read_struct_tags,
    "upper-names": read_upper_names,
    "viper": read_viper,
    "workflow": read_workflow,
}
"""The steps by the names that the table uses."""
