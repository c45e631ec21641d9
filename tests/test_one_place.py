"""A kind is added to the package in one place: here it is, in a copy of it, and all that follows is looked at."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

KIND = """

[runbook]
title = "Runbook"
plural = "Runbooks"
section = "Operational Runbooks"
heading = "Alarm"
help = "What to do when an alarm goes off."
example = "High latency"
name-style = "text"
body = "steps"

[runbook.fields]
severity = { type = "choice", choices = ["page", "ticket"], column = true, example = "page", help = "Who is woken." }
steps = { required = true, column = true, width = 40, example = "Restart one.", help = "What to do." }
concerns = { type = "refs", targets = ["component"], inverse = "Runbooks", example = "api", help = "What it is about." }

[runbook.wording]
headings = ["Playbooks"]
"""

INDEX = """\
# Start

```{archdoc:component} api
:purpose: Answers.
```

```{archdoc:runbook} High latency
:severity: page
:concerns: api

Restart *one*.
```

```{archdoc:runbooks}
| Alarm | Severity | Steps |
|---|---|---|
| Disk full | ticket | Delete. |
```

```{archdoc:table} runbook
:where: severity = page
```

```{archdoc:summary}
:kind: runbook
```

See {archdoc:runbook}`High latency`, [it](#runbook.High latency) and {ref}`archdoc-runbook`.

```{toctree}
plain
rest
```
"""

PLAIN = """\
> **Type:** Architecture

# Plain

## Operational Runbooks

| Alarm | Severity | Steps |
|---|---|---|
| Queue grows | page | Add a worker. |

## Playbooks

| Alarm | Severity | Steps |
|---|---|---|
| Queue stops | sometimes | Look. |
"""

REST = """\
Rest
====

.. archdoc:runbook:: No login
   :severity: ticket
   :steps: Wait; see :archdoc:runbook:`index#High latency`.
"""

CONF = 'extensions = ["myst_parser", "sphinx_archdoc"]\nhtml_theme = "basic"\n'

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package that has one more kind, and a project that uses it."""
    folder = tmp_path_factory.mktemp("one-place")
    shutil.copytree(ROOT / "sphinx_archdoc", folder / "sphinx_archdoc")
    with (folder / "sphinx_archdoc/schema/kinds.toml").open("a", encoding="utf-8") as kinds:
        kinds.write(KIND)
    (folder / "source").mkdir()
    for name, text in {"index.md": INDEX, "plain.md": PLAIN, "rest.rst": REST, "conf.py": CONF}.items():
        (folder / "source" / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def run(site: Path) -> Run:
    """Run Python with that copy of the package."""
    paths = os.pathsep.join([str(site), str(ROOT / "docs/_ext"), os.environ.get("PYTHONPATH", "")])

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=site,
            env={**os.environ, "PYTHONPATH": paths, "NO_COLOR": "1"},
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture(scope="module")
def built(site: Path, run: Run) -> tuple[Path, str]:
    """The folder of the pages, and what was said of them."""
    done = run("-m", "sphinx", "-q", "-n", "-b", "html", "source", "out")
    assert done.returncode == 0, done.stderr
    return site / "out", done.stderr


def test_directives_tables_roles_and_backlinks_follow(built: tuple[Path, str]) -> None:
    page = (built[0] / "index.html").read_text("utf-8")
    for name in ("High-latency", "Disk-full"):
        assert f'id="archdoc-runbook-{name}"' in page
    assert "Restart <em>one</em>." in page
    links = 'href="#archdoc-runbook-High-latency"'
    assert page.count(links) == 5  # permalink, backlink, view, role, link
    assert 'id="archdoc-runbook-No-login"' in (built[0] / "rest.html").read_text("utf-8")


def test_problems_and_index_follow(built: tuple[Path, str]) -> None:
    out, said = built
    assert [line.partition("WARNING: ")[2] for line in said.splitlines()] == [
        "severity: 'sometimes' is not one of page, ticket [archdoc.wrong-value]"
    ]
    index = (out / "archdoc-runbook.html").read_text("utf-8")
    for name in ("High latency", "Disk full", "Queue grows", "Queue stops", "No login"):
        assert f">{name}</" in index


def test_recognition_and_conversion_follow(site: Path, run: Run, built: tuple[Path, str]) -> None:
    assert 'id="archdoc-runbook-Queue-grows"' in (built[0] / "plain.html").read_text("utf-8")
    shutil.copy(site / "source/plain.md", site / "converted.md")
    assert run("-m", "sphinx_archdoc", "convert", "--force", "converted.md").returncode == 0
    assert "```{archdoc:runbook} Queue grows\n:severity: page\n" in (site / "converted.md").read_text("utf-8")


def test_the_commands_and_the_reference_follow(run: Run) -> None:
    listed = run("-m", "sphinx_archdoc", "kinds", "--format", "json")
    assert "runbook" in json.loads(listed.stdout), listed.stderr
    code = "import printed; [print(line) for name in ('kinds', 'gallery') for line in printed.PRINTERS[name](None)]"
    reference = run("-c", code)
    assert "## Runbook\n" in reference.stdout, reference.stderr
    assert "| `severity`" in reference.stdout
    assert "```{archdoc:runbook} High latency\n" in reference.stdout
