"""Hold the pages about Langfuse against Langfuse, where it can be had: ``make langfuse LANGFUSE=folder``."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from sphinx_archdoc.cli.check.project import load_project
from sphinx_archdoc.cli.check.run import CheckRun
from sphinx_archdoc.inventory.git import head

PAGES = Path(__file__).parents[2] / "docs" / "langfuse"
COMMIT = re.findall(r"`([0-9a-f]{40})`", (PAGES / "index.md").read_text("utf-8"))[0]


@pytest.fixture(scope="module")
def langfuse() -> Path:
    """The folder of a clone; tests are skipped if there is none of the right commit."""
    folder = Path(os.environ.get("LANGFUSE", ""))
    if not os.environ.get("LANGFUSE") or not folder.is_dir():
        pytest.skip(f"set LANGFUSE to a folder with Langfuse at commit {COMMIT[:12]}")
    if (folder / ".git").exists() and head(folder) != COMMIT:
        pytest.skip(f"{folder} is not at commit {COMMIT[:12]}, which docs/langfuse/index.md names")
    return folder.resolve()


def findings(pages: Path, langfuse: Path, **changes: tuple[str, str]) -> list[str]:
    """What is wrong with a copy of the pages in which some texts are replaced."""
    shutil.copytree(PAGES, pages, dirs_exist_ok=True)
    for page, (old, new) in changes.items():
        text = (pages / f"{page}.md").read_text("utf-8")
        assert old in text
        (pages / f"{page}.md").write_text(text.replace(old, new, 1), "utf-8")
    configuration = (pages / "archdoc.toml").read_text("utf-8")
    root = json.dumps(str(langfuse))
    with_root = re.sub(r'(?m)^root = "[^"]*"', lambda _: f"root = {root}", configuration)
    (pages / "archdoc.toml").write_text(with_root, "utf-8")
    project = load_project(str(pages), None)
    assert project.problems == ()
    done = CheckRun(project, use_cache=False)
    assert done.tree.number_of_files_read("") > 1_000
    return sorted(f"{one.rule} {one.name}" for one in done.outcome.checked.findings)


@pytest.mark.slow
def test_what_the_pages_say_is_true(tmp_path: Path, langfuse: Path) -> None:
    assert findings(tmp_path, langfuse) == []


@pytest.mark.slow
def test_what_is_made_untrue_is_found(tmp_path: Path, langfuse: Path) -> None:
    changes = {
        "worker": ("`3030`", "`3031`"),
        "auth": ("  email TEXT", "  mail TEXT"),
        "mcp": ("`web/src/features/mcp/core/errors.ts`", "`web/src/features/mcp/core/mistakes.ts`"),
        "ingestion": ("LANGFUSE_INGESTION_MASKING_CALLBACK_URL", "LANGFUSE_INGESTION_MASKING_CALLBACK_URI"),
    }
    assert findings(tmp_path, langfuse, **changes) == [
        "code-missing web/src/features/mcp/core/mistakes.ts",
        "column-absent users.mail",
        "env-absent LANGFUSE_INGESTION_MASKING_CALLBACK_URI",
        "env-default PORT",
    ]
