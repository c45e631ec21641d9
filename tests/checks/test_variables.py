"""Which variable a hint names, and which place a message."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.environment.names import meant_variable
from sphinx_archdoc.checks.facts.variables import Variables
from sphinx_archdoc.rules.configuration import EnvironmentSettings
from sphinx_archdoc.sources.facts import EnvRead
from tests.checks.trees import FakeTree


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("SHOP_PROT", "SHOP_PORT"),
        ("S3_ACCESS_KEY", "S3_ACCESS_KEY_ID"),
        ("STREAM_NAME", "RELAY_STREAM_NAME"),
        ("CSRF_TRUSTED_HOSTS", "CSRF_TRUSTED_ORIGINS"),
        ("FILESYSTEM_DRIVER", "FILESYSTEM_DISK"),
        ("shop_max_conn", "SHOP_MAX_CONNS"),
        ("SHOP_ALLOW_PIP_UPDATE", "SHOP_UPDATE_ALLOW_PIP"),
    ],
)
def test_a_name_like_another_may_mean_it(written: str, read: str) -> None:
    assert meant_variable(written, [read, "OTHER"]) == f"did you mean '{read}'?"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("AUTH_PROVIDER_GITHUB_TOKEN_URL", "AUTH_PROVIDER_TWITCH_CLIENT_ID"),
        ("AUTH_PROVIDER_GITLAB_BASE_URL", "AUTH_PROVIDER_TWITCH_CLIENT_SECRET"),
        ("VITE_BOARD_SERVICE_URL", "VITE_API_BASE_URL"),
        ("SHOP_PORT", "MAIL_HOST"),
    ],
)
def test_names_that_are_alike_in_their_ends_only_are_not_meant(written: str, read: str) -> None:
    assert meant_variable(written, [read]) == ""


def test_the_next_name_is_proposed_if_the_closest_has_other_words() -> None:
    known = ["AUTH_PROVIDER_TWITCH_CLIENT_ID", "AUTH_PROVIDER_GITHUB_TOKENS"]
    written = "AUTH_PROVIDER_GITHUB_TOKEN_URL"
    assert meant_variable(written, known) == "did you mean 'AUTH_PROVIDER_GITHUB_TOKENS'?"


@pytest.mark.parametrize(
    "output", ["build/app.yml", "core/build-local/app.yml", "core/target/app.yml", "Legacy/app.yml"]
)
def test_sources_in_use_come_before_outputs_and_old_ones(output: str) -> None:
    reads = [EnvRead("SHOP_PORT", 3)]
    variables = Variables(FakeTree({output: reads, "src/app.yml": reads}), EnvironmentSettings())
    assert [read.path for read in variables.of("SHOP_PORT")] == ["src/app.yml", output]


def test_a_folder_whose_name_only_begins_like_that_of_outputs_is_one_of_sources() -> None:
    reads = [EnvRead("SHOP_PORT", 3)]
    variables = Variables(FakeTree({"builder/a.py": reads, "src/a.py": reads}), EnvironmentSettings())
    assert [read.path for read in variables.of("SHOP_PORT")] == ["builder/a.py", "src/a.py"]
