"""Names of variables that frameworks and libraries read, if a manifest says that the program uses them.

The names are so common, or so close to names of a project's own, that only a manifest says whether a library
reads them, or nothing does.
"""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.checks.manifests import (
    Package,
    of_go,
    of_java,
    of_node,
    of_php,
    of_python,
    of_ruby,
    of_rust,
)

_AUTH = (
    "AUTH_URL AUTH_SECRET AUTH_SECRET_1 AUTH_SECRET_2 AUTH_SECRET_3 AUTH_TRUST_HOST AUTH_REDIRECT_PROXY_URL"
)
_AUTH_PROVIDERS = "AUTH_*_ID AUTH_*_SECRET AUTH_*_ISSUER AUTH_*_KEY"
_CLERK = "CLERK_SECRET_KEY CLERK_PUBLISHABLE_KEY CLERK_JWT_KEY CLERK_ENCRYPTION_KEY CLERK_MACHINE_SECRET_KEY"

NAMES: Sequence[tuple[Package, str]] = (
    (of_ruby("rails|(?:sinatra-)?activerecord"), "DATABASE_URL"),
    (of_ruby("rails|redis(?:-client)?|sidekiq|resque"), "REDIS_URL"),
    (of_ruby("cloudinary"), "CLOUDINARY_URL"),
    (of_php("symfony/framework-bundle"), "APP_ENV APP_DEBUG APP_SECRET DATABASE_URL"),
    (
        of_php("laravel/framework"),
        "APP_CONFIG_CACHE APP_EVENTS_CACHE APP_PACKAGES_CACHE APP_ROUTES_CACHE APP_SERVICES_CACHE"
        " APP_RUNNING_IN_CONSOLE LARAVEL_STORAGE_PATH",
    ),
    (of_rust("sqlx|diesel"), "DATABASE_URL"),
    (of_rust("sqlx"), "SQLX_OFFLINE SQLX_OFFLINE_DIR"),
    (of_rust("rocket"), "ROCKET_*"),
    (of_go(r"github\.com/gin-gonic/gin"), "GIN_MODE"),
    (
        of_java(r"spring-boot[\w-]*|org\.springframework\.boot"),
        "CONSOLE_LOG_PATTERN CONSOLE_LOG_CHARSET FILE_LOG_PATTERN FILE_LOG_CHARSET LOG_LEVEL_PATTERN"
        " LOG_DATEFORMAT_PATTERN LOG_EXCEPTION_CONVERSION_WORD LOGBACK_ROLLINGPOLICY_*",
    ),
    (of_python(r"dj[-_]database[-_]url|django[-_]environ"), "DATABASE_URL"),
    (
        of_python("celery"),
        "CELERY_BROKER_URL CELERY_BROKER_READ_URL CELERY_BROKER_WRITE_URL CELERY_RESULT_BACKEND",
    ),
    (
        of_python(r"slack[-_]bolt"),
        "SLACK_BOT_TOKEN SLACK_SIGNING_SECRET SLACK_CLIENT_ID SLACK_CLIENT_SECRET SLACK_SCOPES",
    ),
    (of_python("pinecone(?:-client)?"), "PINECONE_API_KEY"),
    (of_python("elevenlabs"), "ELEVENLABS_API_KEY"),
    (of_python("cloudinary"), "CLOUDINARY_URL"),
    (of_python("twilio"), "TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_REGION TWILIO_EDGE"),
    (of_python("wandb"), "WANDB_API_KEY WANDB_BASE_URL WANDB_PROJECT WANDB_ENTITY WANDB_MODE WANDB_DIR"),
    (of_python("mlflow"), "MLFLOW_TRACKING_* MLFLOW_EXPERIMENT_NAME MLFLOW_S3_ENDPOINT_URL"),
    (of_node("next-auth"), f"NEXTAUTH_URL NEXTAUTH_URL_INTERNAL NEXTAUTH_SECRET {_AUTH}"),
    (of_node("next-auth", version=r"\b5\.|beta|catalog:"), _AUTH_PROVIDERS),
    (of_node(r"@auth/(?:core|express|qwik|solid-start|sveltekit)"), f"{_AUTH} {_AUTH_PROVIDERS}"),
    (
        of_node("better-auth"),
        "BETTER_AUTH_URL BETTER_AUTH_SECRET BETTER_AUTH_SECRETS BETTER_AUTH_TRUSTED_ORIGINS AUTH_SECRET"
        " NEXT_PUBLIC_BETTER_AUTH_URL PUBLIC_BETTER_AUTH_URL NUXT_PUBLIC_BETTER_AUTH_URL",
    ),
    (of_node(r"@clerk/[\w-]+"), f"{_CLERK} CLERK_API_URL CLERK_WEBHOOK_SIGNING_SECRET NEXT_PUBLIC_CLERK_*"),
    (of_node("@supabase/auth-helpers-nextjs"), "NEXT_PUBLIC_SUPABASE_URL NEXT_PUBLIC_SUPABASE_ANON_KEY"),
    (of_node("@vercel/postgres"), "POSTGRES_URL POSTGRES_URL_NON_POOLING"),
    (of_node("@vercel/kv|@upstash/redis"), "KV_REST_API_URL KV_REST_API_TOKEN"),
    (of_node("@vercel/blob"), "BLOB_READ_WRITE_TOKEN"),
    (of_node("@vercel/edge-config"), "EDGE_CONFIG"),
    (of_node("@upstash/redis"), "UPSTASH_REDIS_REST_URL UPSTASH_REDIS_REST_TOKEN"),
    (
        of_node("@upstash/qstash"),
        "QSTASH_URL QSTASH_TOKEN QSTASH_CURRENT_SIGNING_KEY QSTASH_NEXT_SIGNING_KEY",
    ),
    (of_node("inngest"), "INNGEST_EVENT_KEY INNGEST_SIGNING_KEY INNGEST_DEV INNGEST_BASE_URL INNGEST_ENV"),
    (of_node("livekit-server-sdk"), "LIVEKIT_URL LIVEKIT_API_KEY LIVEKIT_API_SECRET"),
    (of_node("resend"), "RESEND_API_KEY"),
    (of_node("uploadthing"), "UPLOADTHING_TOKEN UPLOADTHING_SECRET UPLOADTHING_APP_ID"),
    (of_node("twilio"), "TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_REGION TWILIO_EDGE"),
    (of_node("cloudinary"), "CLOUDINARY_URL"),
    (of_node("next-cloudinary"), "NEXT_PUBLIC_CLOUDINARY_CLOUD_NAME"),
    (of_node("next"), "PORT HOSTNAME"),
    (
        of_node("react-scripts"),
        "PORT HOST HTTPS BROWSER PUBLIC_URL BUILD_PATH GENERATE_SOURCEMAP FAST_REFRESH",
    ),
    (of_node("@sveltejs/adapter-node"), "PORT HOST ORIGIN SOCKET_PATH BODY_SIZE_LIMIT SHUTDOWN_TIMEOUT"),
)
"""The packages, and the names that they read, with ``*`` for anything."""
