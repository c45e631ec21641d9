"""Names of variables that frameworks, and the clients of services, read if the code does not hand them over.

They are not absent if the code does not read them, but undocumented if the code does.
"""

from __future__ import annotations

import functools
import posixpath
import re

import msgspec

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
    *("HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN", "TAVILY_API_KEY", "LANGSMITH_*", "SERPAPI_API_KEY"),
)


class _Framework(msgspec.Struct, frozen=True):
    """Names so common that only a manifest says whether a framework reads them, or nothing does."""

    names: frozenset[str]
    file: re.Pattern[str]
    """The name of the manifest."""
    package: re.Pattern[str]
    """What the manifest has if the program uses the framework."""


def _framework(names: str, file: str, package: str) -> _Framework:
    return _Framework(frozenset(names.split()), re.compile(file), re.compile(package))


_OF_PYTHON = r"(?:pyproject\.toml|requirements[\w.-]{0,40}\.(?:txt|in)|Pipfile|setup\.(?:py|cfg))"
_FRAMEWORKS = (
    _framework("DATABASE_URL", r"Gemfile|.+\.gemspec", r"[\"'](?:rails|(?:sinatra-)?activerecord)[\"']"),
    _framework("REDIS_URL", r"Gemfile|.+\.gemspec", r"[\"'](?:rails|redis(?:-client)?|sidekiq|resque)[\"']"),
    _framework(
        "APP_ENV APP_DEBUG APP_SECRET DATABASE_URL", r"composer\.json", r"\"symfony/framework-bundle\""
    ),
    _framework("DATABASE_URL", r"Cargo\.toml", r"(?m)^[ \t]*(?:sqlx|diesel)\b|\.(?:sqlx|diesel)\]"),
    _framework("DATABASE_URL", _OF_PYTHON, r"(?i)\b(?:dj[-_]database[-_]url|django[-_]environ)\b"),
)
_OF_FRAMEWORKS = frozenset[str]().union(*(one.names for one in _FRAMEWORKS))
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
        if name in _OF_FRAMEWORKS:
            return name in self._of_frameworks
        return _known().match(name) is not None

    @functools.cached_property
    def _of_frameworks(self) -> frozenset[str]:
        """The names that frameworks read which a manifest in the scope, or in a folder above it, names."""
        found: set[str] = set()
        number = 0
        for path in self._scope.project.tree.files:
            frameworks = [one for one in _FRAMEWORKS if one.file.fullmatch(path.rpartition("/")[2])]
            if not frameworks or not self._is_near(path):
                continue
            number += 1
            text = self._scope.project.tree.text(path) if number <= _MOST_MANIFESTS else None
            for one in frameworks:
                if text and one.package.search(text):
                    found |= one.names
        return frozenset(found)

    def _is_near(self, path: str) -> bool:
        folder, scope = posixpath.join(posixpath.dirname(path), ""), self._scope.scope
        return scope.covers(path) or any(code.startswith(folder) for code in scope.code)
