"""Names of variables that frameworks, and the clients of services, read if the code does not hand them over.

They are not absent if the code does not read them, but undocumented if the code does.
"""

from __future__ import annotations

from sphinx_archdoc.checks.known_variables import pattern_of

_NAMES = (
    *("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "AZURE_OPENAI_*", "AZURE_API_KEY"),
    *("AZURE_API_BASE", "AZURE_API_VERSION", "AZURE_ENDPOINT", "AZURE_MODEL_NAME", "ANTHROPIC_API_KEY"),
    *("ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "COHERE_API_KEY", "CO_API_KEY", "GROQ_API_KEY"),
    *("MISTRAL_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENERATIVE_AI_API_KEY"),
    *("REPLICATE_API_TOKEN", "TOGETHER_API_KEY", "TOGETHERAI_API_KEY", "XAI_API_KEY", "DEEPSEEK_API_KEY"),
    *("OPENROUTER_API_KEY", "PERPLEXITY_API_KEY", "VOYAGE_API_KEY", "FIREWORKS_API_KEY", "LANGCHAIN_*"),
    *(
        "DATABASE_URL",
        "REDIS_URL",
        "APP_ENV",
        "APP_DEBUG",
        "APP_SECRET",
        "SENTRY_CURRENT_ENV",
        "CLAUDE_CODE_OAUTH_TOKEN",
    ),
    *("HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN", "TAVILY_API_KEY", "LANGSMITH_*", "SERPAPI_API_KEY"),
)


def is_read_by_libraries(name: str) -> bool:
    """Return whether a library may read a variable that the code does not name."""
    return bool(pattern_of(_NAMES).match(name))
