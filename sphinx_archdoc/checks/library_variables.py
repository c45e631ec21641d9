"""Names of variables that frameworks, and the clients of services, read if the code does not hand them over.

They are not absent if the code does not read them, but undocumented if the code does.
"""

from __future__ import annotations

import functools
import posixpath
import re

from sphinx_archdoc.checks.framework_variables import FRAMEWORKS
from sphinx_archdoc.checks.known_variables import pattern_of
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
    *(
        "TWINE_PASSWORD",
        "STREAMLIT_SERVER_*",
        "STREAMLIT_BROWSER_*",
        "GRADIO_SERVER_NAME",
        "GRADIO_SERVER_PORT",
    ),
    *("QUARKUS_*", "MICRONAUT_*", "LOGGING_LEVEL_*"),
    *("HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN", "TAVILY_API_KEY", "LANGSMITH_*", "SERPAPI_API_KEY"),
)


_MOST_MANIFESTS = 200
"""Most manifests of a scope that are read."""


@functools.cache
def _known() -> re.Pattern[str]:
    return pattern_of(_NAMES)


class LibraryVariables:
    """The variables that a library may read, although the code of a scope does not name them."""

    def __init__(self, scope: CheckedScope) -> None:
        self._scope = scope

    def __contains__(self, name: str) -> bool:
        return any(names.fullmatch(name) for names in self._of_frameworks) or _known().match(name) is not None

    @functools.cached_property
    def _of_frameworks(self) -> frozenset[re.Pattern[str]]:
        """What frameworks read that a manifest in the scope, or in a folder above it, names."""
        found: set[re.Pattern[str]] = set()
        number = 0
        for path in self._scope.project.tree.files:
            frameworks = [one for one in FRAMEWORKS if one.file.fullmatch(path.rpartition("/")[2])]
            if not frameworks or not self._is_near(path):
                continue
            number += 1
            text = self._scope.project.tree.text(path) if number <= _MOST_MANIFESTS else None
            for one in frameworks:
                if text and one.package.search(text):
                    found.add(one.names)
        return frozenset(found)

    def _is_near(self, path: str) -> bool:
        folder, scope = posixpath.join(posixpath.dirname(path), ""), self._scope.scope
        return scope.covers(path) or any(code.startswith(folder) for code in scope.code)
