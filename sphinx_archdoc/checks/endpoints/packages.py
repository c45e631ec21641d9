"""Paths that packages serve by themselves, if a manifest says that the program uses them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.checks.manifests import Package, of_java, of_php, of_python, of_ruby, used_packages
from sphinx_archdoc.checks.scope import CheckedScope

_ANYWHERE = r"(?:/[^/]+)*"
"""What a router of a package may be mounted on."""
_PATHS: Sequence[tuple[Package, str]] = (
    (of_php("laravel/framework"), r"/broadcasting/auth|/up"),
    (of_php("laravel/sanctum"), r"/sanctum/csrf-cookie"),
    (of_php("laravel/passport"), r"/oauth/.+"),
    (of_php("laravel/(?:horizon|telescope|pulse|nova)"), r"/(?:horizon|telescope|pulse|nova)(?:[-/].*)?"),
    (
        of_php("laravel/(?:fortify|jetstream)"),
        r"/(?:login|logout|register|forgot-password|reset-password(?:/.+)?|two-factor-challenge)"
        r"|/user/(?:password|profile-information|confirm(?:ed)?-[\w-]+|two-factor-[\w-]+)|/email/verif.+",
    ),
    (of_php("livewire/livewire"), r"/livewire/.+"),
    (of_php("dedoc/scramble"), r"/docs/api(?:\.json)?"),
    (of_php("darkaonline/l5-swagger"), r"/api/documentation"),
    (of_ruby("rails"), r"/cable|/rails/(?:active_storage|action_mailbox)/.+"),
    (of_ruby("doorkeeper"), r"/oauth/.+"),
    (
        of_python(r"fastapi[-_]users"),
        rf"{_ANYWHERE}/(?:login|logout|register|forgot-password|reset-password|request-verify-token|verify)"
        rf"|{_ANYWHERE}/users/(?:me|\{{\w+\}})",
    ),
    (
        of_python(r"dj[-_]rest[-_]auth"),
        rf"{_ANYWHERE}/(?:login|logout|user|registration(?:/.+)?|token/(?:verify|refresh)"
        r"|password/(?:change|reset(?:/confirm)?))",
    ),
    (
        of_python("djoser"),
        rf"{_ANYWHERE}/(?:jwt/(?:create|refresh|verify)|token/(?:login|logout)|users(?:/(?:me|activation|\{{\w+\}}"
        r"|resend_activation|(?:re)?set_\w+))?)",
    ),
    (of_python(r"django[-_]oauth[-_]toolkit"), rf"{_ANYWHERE}/(?:authorize|token|revoke_token|introspect)"),
    (
        of_java("spring-boot-starter-oauth2-client"),
        r"/oauth2/authorization/.+|/login/oauth2/code/.+",
    ),
    (
        of_java("spring-(?:boot-starter-|security-)oauth2-authorization-server"),
        r"/oauth2/.+|/\.well-known/.+",
    ),
    (of_java("quarkus-[a-z-]+"), r"/q/.+"),
)


class PackageEndpoints:
    """The paths that packages may serve, although the code of a scope has no routes for them."""

    def __init__(self, scope: CheckedScope) -> None:
        used = used_packages(scope, (package for package, _ in _PATHS))
        self._paths = [re.compile(rf"(?:{paths})/?") for package, paths in _PATHS if package in used]

    def __contains__(self, path: str) -> bool:
        return any(expression.fullmatch(path) for expression in self._paths)
