"""Real pages, converted by what really converts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

EXAMPLES = Path(__file__).parent.parent.parent / "docs/examples"
PAGES = sorted([*EXAMPLES.glob("plain/*.md"), *EXAMPLES.glob("convert/*.md")])


@pytest.fixture
def pages(tmp_path: Path, git: Callable[..., None]) -> Path:
    """The pages, committed."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for path in PAGES:
        shutil.copy(path, folder)
    git("add", ".")
    git("commit", "-qm", "x")
    return folder


def test_converting_twice_changes_nothing(pages: Path, run: Run) -> None:
    first = run("convert", "docs", "--format", "json")
    assert (first.status, first.err) == (0, "")
    assert {"docs/langfuse.md", "docs/finding.md"} <= {
        file["file"] for file in first.json()["files"] if file["outcome"] == "written"
    }
    assert first.json()["totals"]["entries"]["envvar"] > 0
    again = run("convert", "docs", "--format", "json").json()
    assert {file["outcome"] for file in again["files"]} == {"unchanged"}


def test_every_line_is_reported_once(pages: Path, run: Run) -> None:
    for file in run("convert", "docs", "--check", "--format", "json").json()["files"]:
        reported = [line for part in file["parts"] for line in range(part["start"], part["end"] + 1)]
        text = (pages.parent / file["file"]).read_text("utf-8")
        assert reported == list(range(1, text.rstrip("\n").count("\n") + 2))
        assert all(part["reason"] for part in file["parts"] if part["fate"] == "not-understood")
        assert sum(file["lines"].values()) == len(reported)


def test_windows_gets_the_same(pages: Path, run: Run) -> None:
    plain = {path.name: path.read_bytes() for path in pages.iterdir()}
    run("convert", "docs", "--to", "unix")
    for name, content in plain.items():
        (pages / name).write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    run("convert", "docs", "--to", "windows")
    for name in plain:
        text = (pages.parent / "windows" / name).read_bytes()
        assert text.count(b"\n") == text.count(b"\r\n") > 0
        assert text[3:].replace(b"\r\n", b"\n") == (pages.parent / "unix" / name).read_bytes()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("# T\n\n| Colour | Use |\n|-|-|\n| red | x |\n", 0),
        ("# T\n\n## Environment Variables\n\n- port - where it listens\n", 1),
        ("# T\n\n## Environment Variables\n\n<!-- archdoc: none -->\n- port - where it listens\n", 0),
        ("# T\n\n## Environment Variables\n\n- `PORT` - where it listens\n", 0),
        ("# T\n\n## Environment Variables\n\n| Variable | Required |\n| `PORT` | yes |\n", 1),
    ],
)
def test_a_check_fails_only_if_there_is_something_to_do(
    text: str, status: int, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "page.md").write_text(text, "utf-8")
    ran = run("convert", "--check", "--verbose", "page.md")
    assert (ran.status, "not understood: " in ran.out) == (status, bool(status))
    if "Colour" in text:
        assert (
            "page.md:3-5: kept as prose: no section of the template has a table with these columns" in ran.out
        )
