"""Names of variables that frameworks, and the clients of services, read if the code does not hand them over.

They are not absent if the code does not read them, but undocumented if the code does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from sphinx_archdoc.checks.environment.frameworks import NAMES
from sphinx_archdoc.checks.environment.known import pattern_of
from sphinx_archdoc.checks.manifests import used_packages
from sphinx_archdoc.checks.scope import CheckedScope

_NAMES = (
    *("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "AZURE_OPENAI_*", "AZURE_API_KEY"),
    *("AZURE_API_BASE", "AZURE_API_VERSION", "AZURE_ENDPOINT", "AZURE_MODEL_NAME", "ANTHROPIC_API_KEY"),
    *("ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "COHERE_API_KEY", "CO_API_KEY", "GROQ_API_KEY"),
    *("MISTRAL_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENERATIVE_AI_API_KEY"),
    *("REPLICATE_API_TOKEN", "TOGETHER_API_KEY", "TOGETHERAI_API_KEY", "XAI_API_KEY", "DEEPSEEK_API_KEY"),
    *("OPENROUTER_API_KEY", "PERPLEXITY_API_KEY", "VOYAGE_API_KEY", "FIREWORKS_API_KEY", "LANGCHAIN_*"),
    *("SENTRY_CURRENT_ENV", "CLAUDE_CODE_OAUTH_TOKEN"),
    *("AIRFLOW__*", "AIRFLOW_HOME", "AIRFLOW_CONN_*", "AIRFLOW_VAR_*", "PREFECT_API_*", "TWINE_USERNAME"),
    *("TWINE_PASSWORD", "STREAMLIT_SERVER_*", "STREAMLIT_BROWSER_*", "GRADIO_SERVER_NAME"),
    *("GRADIO_SERVER_PORT", "QUARKUS_*", "MICRONAUT_*", "LOGGING_LEVEL_*"),
    *("HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN", "TAVILY_API_KEY", "LANGSMITH_*", "SERPAPI_API_KEY"),
)
_WELL_KNOWN = (
    *("SENTRY_DSN", "SENTRY_ENVIRONMENT", "SENTRY_RELEASE", "OTEL_*", "DD_*", "NEW_RELIC_*", "ELASTIC_APM_*"),
    *("POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD"),
    *("PGDATABASE", "PGSSL*", "MYSQL_ROOT_PASSWORD", "MYSQL_USER", "MYSQL_PASSWORD", "MYSQL_DATABASE"),
    *("MARIADB_ROOT_PASSWORD", "MINIO_ROOT_*", "AWS_*", "VAULT_ADDR", "VAULT_TOKEN", "SERVER_PORT"),
)
"""Names that many programs share, so that readers do not expect them in a list of a program's own variables.

They say nothing about whether a page means to list all variables of the code.
"""


@functools.cache
def _known() -> re.Pattern[str]:
    return pattern_of((*_NAMES, *_WELL_KNOWN))


@functools.cache
def _well_known() -> re.Pattern[str]:
    return pattern_of(_WELL_KNOWN)


def is_well_known(name: str) -> bool:
    """Return whether a name is one of those that many programs use."""
    return _well_known().match(name) is not None


class LibraryVariables:
    """The variables that a library may read, although the code of a scope does not name them."""

    def __init__(self, scope: CheckedScope) -> None:
        self._scope = scope

    def __contains__(self, name: str) -> bool:
        return any(names.match(name) for names in self._of_frameworks) or _known().match(name) is not None

    @functools.cached_property
    def _of_frameworks(self) -> Sequence[re.Pattern[str]]:
        used = used_packages(self._scope, (package for package, _ in NAMES))
        return [pattern_of(names.split()) for package, names in NAMES if package in used]
