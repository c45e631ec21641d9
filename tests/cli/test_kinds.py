"""``sphinx-archdoc kinds``."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Kind
from tests.cli.conftest import Run


def test_every_kind_and_field_is_listed(run: Run) -> None:
    ran = run("kinds")
    assert ran.status == 0
    for block, kind in zip(ran.out.rstrip("\n").split("\n\n"), builtin_kinds().values(), strict=True):
        assert block.startswith(f"{kind.name}: {kind.title}. ")
        for field in kind.fields.values():
            assert (f"\n  {field.name} " in block) == (field.name not in kind.name_fields)


def test_it_is_aligned_and_not_too_wide(run: Run) -> None:
    out = run("kinds").out
    assert max(map(len, out.splitlines())) <= 100
    assert "  required     flag. The program does not start without it.\n" in out
    assert "  description  required, content, text. What it controls.\n" in out
    assert "  used-by      refs to component. The components that read it.\n" in out


def test_json_has_all_of_the_table(run: Run) -> None:
    out = run("kinds", "--format", "json").out
    assert msgspec.json.decode(out, type=dict[str, Kind]) == builtin_kinds()


@pytest.mark.parametrize("names", [["error"], ["secret", "envvar"]])
def test_some_of_them(names: list[str], run: Run) -> None:
    ran = run("kinds", *names)
    assert [block.partition(":")[0] for block in ran.out.split("\n\n")] == names
    assert list(run("kinds", "--format", "json", *names).json()) == names


def test_a_kind_that_there_is_not(run: Run) -> None:
    ran = run("kinds", "error", "envar", "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "sphinx-archdoc: unknown kind 'envar'; did you mean 'envvar'?\n"


def test_kinds_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archdoc.toml").write_text(
        '[ship]\nhelp = "It sails."\n[ship.fields]\nports = { type = "refs" }\n', "utf-8"
    )
    out = run("kinds", "--kinds", "archdoc.toml").out
    assert out.endswith(
        "\n\nship: Ship. It sails.\n  Written with a name; unique on its page; shown as a row.\n"
        "  ports  refs to any kind.\n"
    )
    assert out.endswith("\n\n" + run("kinds", "--kinds", "archdoc.toml", "ship").out)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "the file 'archdoc.toml' cannot be read: No such file or directory"),
        (b"[ship", "the file 'archdoc.toml' is not valid TOML: "),
        (b"\xff", "the file 'archdoc.toml' cannot be read: "),
    ],
)
def test_a_file_of_which_nothing_counts(text: bytes | None, message: str, run: Run, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "archdoc.toml").write_bytes(text)
    ran = run("kinds", "--kinds", "archdoc.toml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"sphinx-archdoc: {message}")


def test_why_a_file_cannot_be_looked_for_is_said(run: Run) -> None:
    ran = run("kinds", "--kinds", "x" * 5000)
    assert (ran.status, ran.out) == (2, "")
    assert "File name too long" in ran.err


def test_of_a_file_with_mistakes_the_rest_counts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archdoc.toml").write_text("[ship]\nlayuot = 'row'\n", "utf-8")
    ran = run("kinds", "--kinds", "archdoc.toml")
    assert ran.status == 0
    assert "\nship: Ship.\n" in ran.out
    assert (
        ran.err == "sphinx-archdoc: archdoc.toml:2: ship.layuot: unknown property; did you mean 'layout'?\n"
    )


def test_a_kind_with_the_name_of_a_view_is_a_problem_as_in_a_build(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kinds.toml"
    path.write_text('[table]\ntitle = "Table"\n', "utf-8")
    ran = run("kinds", "--kinds", str(path))
    assert "except diagram, impact, " in ran.err
    assert all(f" {name}," in ran.err for name in VIEWS)
    assert "\ntable: " not in ran.out
