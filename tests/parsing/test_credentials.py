"""Values with the form of a credential are found, and placeholders are not. All values here are made up."""

from __future__ import annotations

import random
import re
import string

import pytest

from sphinx_archdoc.parsing.credentials import _FORM, find_credentials, without_credentials

_WORDS = string.ascii_letters + string.digits


def made(length: int, letters: str = _WORDS) -> str:
    """Return random letters; written out, they would alarm those who search repositories for credentials."""
    return "".join(random.Random(length).choices(letters, k=length))


REAL = {
    "an AWS access key": ("AKIA", made(16, string.ascii_uppercase + string.digits)),
    "a GitHub token": ("ghp_", made(36)),
    "a GitLab token": ("glpat-", made(20)),
    "a Slack token": ("xoxb-", f"{made(12, string.digits)}-{made(13, string.digits)}-{made(24)}"),
    "a Stripe key": ("sk_live_", made(24)),
    "a Google API key": ("AIza", made(35)),
    "an npm token": ("npm_", made(36)),
    "a PyPI token": ("pypi-AgE", made(80)),
    "a SendGrid key": ("SG.", f"{made(22)}.{made(43)}"),
    "an Anthropic key": ("sk-ant-", f"api03-{made(90)}"),
    "an OpenAI key": ("sk-proj-", made(100)),
    "a JSON Web Token": ("eyJ", f"{made(33)}.eyJ{made(50)}.{made(43)}"),
    "a private key": ("-----BEGIN RSA PRIVATE KEY-----", f"\\n{made(64)}\\n{made(64)}\\n"),
}


@pytest.mark.parametrize("sort", REAL)
@pytest.mark.parametrize(
    "around", ["{}", "Bearer {}", '{{"env": {{"KEY": "{}"}}}}', "https://{}@example.org/"]
)
def test_a_credential_is_found_and_all_but_its_sort_is_hidden(sort: str, around: str) -> None:
    start, secret = REAL[sort]
    text = around.format(start + secret)
    (found,) = find_credentials(text)
    assert found.sort == sort
    assert text[found.start :].startswith(start + secret[:8])
    assert found.shown == without_credentials(text)[found.start : found.start + len(found.shown)]
    for part in secret.replace("\\n", ".").replace("-", ".").split("."):
        assert part[:6] not in without_credentials(text) or len(part) < 6


@pytest.mark.parametrize(
    "secret",
    [
        "xxx",
        "...",
        "x" * 40,
        "X" * 16,
        "0" * 36,
        "IOSFODNN7EXAMPLE",
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "1234567890123456789012345678901234567890",
        "your_token_here_your_token_here_your_token",
        "<token>",
        "",
    ],
)
def test_a_placeholder_is_no_credential(secret: str) -> None:
    for start, _ in REAL.values():
        assert list(find_credentials(f"{start}{secret}")) == [], start


@pytest.mark.parametrize(
    "text",
    [
        f"sk_test_{made(24)}",
        f"pk_live_{made(24)}",
        f"my_ghp_{made(36)}",
        f"sha256:{made(64, 'abcdef0123456789')}",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        f"-----BEGIN PUBLIC KEY-----\n{made(64)}",
        f"-----BEGIN CERTIFICATE-----\n{made(64)}",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0."
        + made(43),
        "123e4567-e89b-12d3-a456-426614174000",
    ],
)
def test_what_only_looks_like_it_is_none(text: str) -> None:
    assert list(find_credentials(text)) == []


def test_no_repetition_is_without_a_limit() -> None:
    """Nor does a match begin within a word, so no text makes the search take more than linear time."""
    bare = re.sub(r"\\.|\[[^]]*\]", "", _FORM.pattern)
    assert not re.search(r"[*+]", bare)
    assert _FORM.pattern.startswith("(?<![A-Za-z0-9_-])")
