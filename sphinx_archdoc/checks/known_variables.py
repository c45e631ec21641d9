"""Names of variables that operating systems, runtimes, CI services and libraries read for themselves.

They are never absent, since code that needs them does not name them, and never undocumented.
"""

from __future__ import annotations

import fnmatch
import functools
import re

_KNOWN = (
    # operating systems and shells
    *("HOME", "PATH", "PWD", "OLDPWD", "USER", "USERNAME", "LOGNAME", "SHELL", "TERM", "COLORTERM", "LANG"),
    *("LANGUAGE", "LC_*", "TZ", "TMPDIR", "TMP", "TEMP", "HOSTNAME", "EDITOR", "VISUAL", "PAGER"),
    *("DISPLAY", "XDG_*", "UID", "GID", "PUID", "PGID", "UMASK", "APPDATA", "LOCALAPPDATA", "USERPROFILE"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PROGRAMFILES", "PROGRAMDATA", "PROCESSOR_*", "OS"),
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "IFS", "PS1", "SHLVL"),
    *("SSH_AUTH_SOCK", "SSH_*", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_*", "MALLOC_*", "SOURCE_DATE_EPOCH"),
    *("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy"),
    *(
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "REQUESTS_CA_BUNDLE",
        "CURL_CA_BUNDLE",
        "BASH*",
        "ZDOTDIR",
        "MAKEFLAGS",
    ),
    # runtimes and build tools
    *("NODE_ENV", "NODE_OPTIONS", "NODE_PATH", "NODE_EXTRA_CA_CERTS", "NODE_*", "NPM_*", "npm_*", "YARN_*"),
    *("PNPM_*", "BUN_*", "DENO_*", "DEBUG_COLORS", "UV_*", "MODE", "DEV", "PROD", "SSR"),
    *(
        "PYTHON*",
        "PIP_*",
        "VIRTUAL_ENV",
        "CONDA_*",
        "POETRY_*",
        "PYTEST_*",
        "TOX_*",
        "DJANGO_SETTINGS_MODULE",
    ),
    *("GO111MODULE", "GOPATH", "GOROOT", "GOOS", "GOARCH", "GOFLAGS", "GOPROXY", "GOMAXPROCS", "GOMEMLIMIT"),
    *("GOGC", "GOCACHE", "GODEBUG", "GOTRACEBACK", "CGO_*", "RUST_LOG", "RUST_BACKTRACE", "RUSTFLAGS"),
    *("CARGO", "CARGO_*", "RUSTUP_*", "OUT_DIR", "JAVA_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS"),
    *("JDK_*", "MAVEN_*", "GRADLE_*", "JVM_*", "CATALINA_*", "SPRING_*", "MANAGEMENT_*", "SERVER_PORT"),
    *(
        "RAILS_*",
        "RACK_ENV",
        "RUBY*",
        "BUNDLE_*",
        "GEM_HOME",
        "GEM_PATH",
        "MALLOC_ARENA_MAX",
        "WEB_CONCURRENCY",
    ),
    *("MIX_ENV", "ERL_*", "ELIXIR_*", "RELEASE_*", "PHX_SERVER", "PHP_*", "COMPOSER_*", "DOTNET_*"),
    *("ASPNETCORE_*", "COREHOST_*", "CC", "CXX", "CFLAGS", "CXXFLAGS", "LDFLAGS", "PKG_CONFIG*", "CMAKE_*"),
    # continuous integration, containers and clouds
    *("CI", "CI_*", "GITHUB_*", "GITLAB_*", "RUNNER_*", "ACTIONS_*", "CIRCLE*", "TRAVIS*", "JENKINS_*"),
    *("BUILDKITE*", "DRONE_*", "CODEBUILD_*", "TF_*", "DOCKER_*", "COMPOSE_*", "BUILDKIT_*", "BUILDX_*"),
    *("KUBERNETES_*", "KUBECONFIG", "HELM_*", "POD_NAME", "POD_IP", "POD_NAMESPACE", "NODE_NAME"),
    *("AWS_*", "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_CLOUD_PROJECT", "GCLOUD_*", "CLOUDSDK_*", "AZURE_*"),
    *("VERCEL", "VERCEL_*", "NETLIFY*", "RENDER_*", "HEROKU_*", "DYNO", "FLY_*", "RAILWAY_*", "K_SERVICE"),
    *(
        "CF_PAGES*",
        "FUNCTIONS_WORKER_RUNTIME",
        "WEBSITE_*",
        "LAMBDA_*",
        "NOMAD_*",
        "CONSUL_HTTP_*",
        "VAULT_ADDR",
        "VAULT_TOKEN",
        "VAULT_NAMESPACE",
    ),
    # libraries that read for themselves
    *("OTEL_*", "DD_*", "SENTRY_DSN", "SENTRY_ENVIRONMENT", "SENTRY_RELEASE", "SENTRY_*", "NEW_RELIC_*"),
    *("ELASTIC_APM_*", "PROMETHEUS_MULTIPROC_DIR", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"),
    *("PGSSLMODE", "PGSSL*", "PGOPTIONS", "PGAPPNAME", "MYSQL_PWD", "POSTGRES_USER", "POSTGRES_DB"),
    *("POSTGRES_PASSWORD", "POSTGRES_INITDB_*", "POSTGRES_HOST_AUTH_METHOD", "MYSQL_ROOT_PASSWORD"),
    *("MYSQL_USER", "MYSQL_PASSWORD", "MYSQL_DATABASE", "MARIADB_ROOT_PASSWORD"),
    *("MONGO_INITDB_*", "MINIO_ROOT_*", "RABBITMQ_DEFAULT_*", "KAFKA_HEAP_OPTS", "FLASK_*", "GUNICORN_*"),
    *(
        "UVICORN_*",
        "PRISMA_*",
        "NEXT_RUNTIME",
        "NEXT_TELEMETRY_DISABLED",
        "NEXT_PHASE",
        "TURBO_*",
        "STORYBOOK_*",
    ),
    *("CUDA_*", "NVIDIA_*", "HF_*", "TRANSFORMERS_*", "TOKENIZERS_PARALLELISM", "OMP_NUM_THREADS", "MKL_*"),
    *("GIT_*", "PLAYWRIGHT_*", "PUPPETEER_*", "CHROME_*", "CYPRESS_*"),
)


@functools.cache
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(fnmatch.translate, known)))


def is_known(name: str, more: tuple[str, ...] = ()) -> bool:
    """Return whether a name needs no evidence.

    :param more: patterns of the project's own.
    """
    return bool(_pattern((*_KNOWN, *more)).match(name))
