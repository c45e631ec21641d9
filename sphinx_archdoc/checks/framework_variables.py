"""Names of variables that frameworks and libraries read, if a manifest says that the program uses them.

The names are so common, or so close to names of a project's own, that only a manifest says whether a library
reads them, or nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.checks.known_variables import pattern_of


class Framework(msgspec.Struct, frozen=True):
    """A framework or a library, and what it reads."""

    names: re.Pattern[str]
    """What the whole name of a variable must match."""
    file: re.Pattern[str]
    """The name of the manifest."""
    package: re.Pattern[str]
    """What the manifest has if the program uses the framework."""


def _framework(names: str, file: str, package: str) -> Framework:
    return Framework(pattern_of(names.split()), re.compile(file), re.compile(package))


def _of_node(packages: str, names: str) -> Framework:
    """Return what packages of npm read; *packages* is an expression for their names."""
    return _framework(names, r"package\.json", rf"\"(?:{packages})\"\s*:\s*\"")


def _of_python(packages: str, names: str) -> Framework:
    """Return what packages of PyPI read; *packages* is an expression for their names."""
    return _framework(names, _PYTHON, rf"(?i)(?<![\w.-])(?:{packages})(?![\w.-]*[a-z])")


_PYTHON = r"(?:pyproject\.toml|requirements[\w.-]{0,40}\.(?:txt|in)|Pipfile|setup\.(?:py|cfg))"
_RUBY = r"Gemfile|.+\.gemspec"
_AUTH = (
    "AUTH_URL AUTH_SECRET AUTH_SECRET_1 AUTH_SECRET_2 AUTH_SECRET_3 AUTH_TRUST_HOST AUTH_REDIRECT_PROXY_URL"
)
_AUTH_PROVIDERS = "AUTH_*_ID AUTH_*_SECRET AUTH_*_ISSUER AUTH_*_KEY"
_CLERK = "CLERK_SECRET_KEY CLERK_PUBLISHABLE_KEY CLERK_JWT_KEY CLERK_ENCRYPTION_KEY CLERK_MACHINE_SECRET_KEY"

FRAMEWORKS: Sequence[Framework] = (
    _framework("DATABASE_URL", _RUBY, r"[\"'](?:rails|(?:sinatra-)?activerecord)[\"']"),
    _framework("REDIS_URL", _RUBY, r"[\"'](?:rails|redis(?:-client)?|sidekiq|resque)[\"']"),
    _framework("CLOUDINARY_URL", _RUBY, r"[\"']cloudinary[\"']"),
    _framework(
        "APP_ENV APP_DEBUG APP_SECRET DATABASE_URL", r"composer\.json", r"\"symfony/framework-bundle\""
    ),
    _framework("DATABASE_URL", r"Cargo\.toml", r"(?m)^[ \t]*(?:sqlx|diesel)\b|\.(?:sqlx|diesel)\]"),
    _framework("SQLX_OFFLINE SQLX_OFFLINE_DIR", r"Cargo\.toml", r"(?m)^[ \t]*sqlx\b|\.sqlx\]"),
    _framework("ROCKET_*", r"Cargo\.toml", r"(?m)^[ \t]*rocket\b|\.rocket\]"),
    _framework("GIN_MODE", r"go\.mod", r"github\.com/gin-gonic/gin\b"),
    _of_python(r"dj[-_]database[-_]url|django[-_]environ", "DATABASE_URL"),
    _of_python(
        "celery", "CELERY_BROKER_URL CELERY_BROKER_READ_URL CELERY_BROKER_WRITE_URL CELERY_RESULT_BACKEND"
    ),
    _of_python(
        r"slack[-_]bolt",
        "SLACK_BOT_TOKEN SLACK_SIGNING_SECRET SLACK_CLIENT_ID SLACK_CLIENT_SECRET SLACK_SCOPES",
    ),
    _of_python("pinecone(?:-client)?", "PINECONE_API_KEY"),
    _of_python("elevenlabs", "ELEVENLABS_API_KEY"),
    _of_python("cloudinary", "CLOUDINARY_URL"),
    _of_python("twilio", "TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_REGION TWILIO_EDGE"),
    _of_python("wandb", "WANDB_API_KEY WANDB_BASE_URL WANDB_PROJECT WANDB_ENTITY WANDB_MODE WANDB_DIR"),
    _of_python("mlflow", "MLFLOW_TRACKING_* MLFLOW_EXPERIMENT_NAME MLFLOW_S3_ENDPOINT_URL"),
    _of_node("next-auth", f"NEXTAUTH_URL NEXTAUTH_URL_INTERNAL NEXTAUTH_SECRET {_AUTH}"),
    _of_node(r"@auth/(?:core|express|qwik|solid-start|sveltekit)", f"{_AUTH} {_AUTH_PROVIDERS}"),
    _framework(
        _AUTH_PROVIDERS, r"package\.json", r"\"next-auth\"\s*:\s*\"[^\"]{0,40}?(?:\b5\.|beta|catalog:)"
    ),
    _of_node(
        "better-auth",
        "BETTER_AUTH_URL BETTER_AUTH_SECRET BETTER_AUTH_SECRETS BETTER_AUTH_TRUSTED_ORIGINS AUTH_SECRET"
        " NEXT_PUBLIC_BETTER_AUTH_URL PUBLIC_BETTER_AUTH_URL NUXT_PUBLIC_BETTER_AUTH_URL",
    ),
    _of_node(r"@clerk/[\w-]+", f"{_CLERK} CLERK_API_URL CLERK_WEBHOOK_SIGNING_SECRET NEXT_PUBLIC_CLERK_*"),
    _of_node(r"@supabase/auth-helpers-nextjs", "NEXT_PUBLIC_SUPABASE_URL NEXT_PUBLIC_SUPABASE_ANON_KEY"),
    _of_node("@vercel/postgres", "POSTGRES_URL POSTGRES_URL_NON_POOLING"),
    _of_node("@vercel/kv|@upstash/redis", "KV_REST_API_URL KV_REST_API_TOKEN"),
    _of_node("@vercel/blob", "BLOB_READ_WRITE_TOKEN"),
    _of_node("@vercel/edge-config", "EDGE_CONFIG"),
    _of_node("@upstash/redis", "UPSTASH_REDIS_REST_URL UPSTASH_REDIS_REST_TOKEN"),
    _of_node("@upstash/qstash", "QSTASH_URL QSTASH_TOKEN QSTASH_CURRENT_SIGNING_KEY QSTASH_NEXT_SIGNING_KEY"),
    _of_node("inngest", "INNGEST_EVENT_KEY INNGEST_SIGNING_KEY INNGEST_DEV INNGEST_BASE_URL INNGEST_ENV"),
    _of_node("livekit-server-sdk", "LIVEKIT_URL LIVEKIT_API_KEY LIVEKIT_API_SECRET"),
    _of_node("resend", "RESEND_API_KEY"),
    _of_node("uploadthing", "UPLOADTHING_TOKEN UPLOADTHING_SECRET UPLOADTHING_APP_ID"),
    _of_node("twilio", "TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_REGION TWILIO_EDGE"),
    _of_node("cloudinary", "CLOUDINARY_URL"),
    _of_node("next-cloudinary", "NEXT_PUBLIC_CLOUDINARY_CLOUD_NAME"),
    _of_node("next", "PORT HOSTNAME"),
    _of_node(
        "react-scripts", "PORT HOST HTTPS BROWSER PUBLIC_URL BUILD_PATH GENERATE_SOURCEMAP FAST_REFRESH"
    ),
    _of_node("@sveltejs/adapter-node", "PORT HOST ORIGIN SOCKET_PATH BODY_SIZE_LIMIT SHUTDOWN_TIMEOUT"),
)
