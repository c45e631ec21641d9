"""Pages that lead from an empty folder to a site can be followed literally, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from walkthrough import StepFailed, Walk

from sphinx_archdoc.cli.init.command import skeleton

DOCS = Path(__file__).parent.parent.parent / "docs"

_STEP = re.compile(r"^(`{3,})\{(file|run)\}(?: (\S+))?\n((?::.*\n)*)([\s\S]*?)^\1$", re.M)
_OPTION = re.compile(r"^:([\w-]+):(?: (.*))?$", re.M)


class Step(NamedTuple):
    """A file to save or commands to run."""

    file: str
    options: dict[str, str]
    content: str


def steps(page: str) -> Iterator[Step]:
    text = (DOCS / page).read_text("utf-8")
    for _, _, file, options, content in _STEP.findall(text):
        yield Step(file, dict(_OPTION.findall(options)), content)


def follow(page: str, folder: Path) -> list[str]:
    """Do all that a page says, and return what is said."""
    walk = Walk(folder)
    said: list[str] = []
    for step in steps(page):
        if step.file:
            origin = step.options.get("from")
            walk.write(step.file, (DOCS / origin).read_text("utf-8") if origin else step.content)
        else:
            status = int(step.options.get("status", 0))
            problems = "problems" in step.options
            said += walk.run(step.content.splitlines(), status=status, problems=problems)
    return said


@pytest.fixture(autouse=True)
def _installed() -> None:
    """What the pages install."""
    for name in ("furo", "sphinxcontrib.mermaid"):
        pytest.importorskip(name)


@pytest.mark.slow
def test_the_tutorial(tmp_path: Path) -> None:
    said = follow("tutorial.md", tmp_path)
    assert sum(line == "The HTML pages are in _build/html." for line in said) == 4
    assert [re.sub(r"^(\S+): WARNING:.*(\[.*\])$", r"\1 \2", line) for line in said if "WARNING" in line] == [
        "notices.md:5 [archdoc.unknown-field]",
        "notices.md:6 [archdoc.dangling-reference]",
        "notices.md:12 [archdoc.wrong-value]",
        "notices.md:13 [archdoc.placeholder]",
    ]
    walk = Walk(tmp_path / "parcels")
    walk.write("notices.md", (DOCS / "examples/tutorial/notices.md").read_text("utf-8"))
    walk.run(["sphinx-build -W -n -b html . _build/html"])
    tracking = (tmp_path / "parcels/_build/html/tracking.html").read_text("utf-8")
    assert 'href="notices.html#archdoc-component-notice-sender"' in tracking
    for name in ("conf.py", "index.md", "tracking.md", "notices.md"):
        shown = (DOCS / "examples/tutorial" / name).read_bytes()
        assert (tmp_path / "parcels" / name).read_bytes() == shown


@pytest.mark.slow
def test_installing(tmp_path: Path) -> None:
    said = follow("install.md", tmp_path)
    assert "build succeeded." in said


def test_a_step_that_fails_is_found(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    for lines in (["sphinx-build -b html . out"], ["cd nowhere"], ["source .venv/bin/activate"]):
        with pytest.raises(StepFailed):
            walk.run(lines)
    walk.write("conf.py", 'extensions = ["myst_parser"]\n')
    walk.write("index.md", "# Start\n\n[there](nowhere.md)\n")
    with pytest.raises(StepFailed, match="WARNING"):
        walk.run(["sphinx-build -b html . out"])
    with pytest.raises(StepFailed, match="no folder for"):
        walk.write("nowhere/index.md", "")


@pytest.mark.slow
def test_a_page_from_the_template(tmp_path: Path) -> None:
    said = follow("how-to/start-a-page.md", tmp_path)
    problems = [line for line in said if "WARNING" in line]
    assert len(problems) > 30
    assert all(line.startswith("docs/orders.md:") and "[archdoc.placeholder]" in line for line in problems)


@pytest.mark.slow
def test_plain_markdown(tmp_path: Path) -> None:
    said = follow("how-to/adopt-plain-markdown.md", tmp_path)
    problems = [line for line in said if "WARNING" in line]
    assert [line.partition(": ")[0] for line in problems] == [
        f"architecture/orders.md:{n}" for n in (13, 17, 28)
    ]
    orders = (tmp_path / "architecture/_build/orders.html").read_text("utf-8")
    assert 'class="mermaid"' in orders
    index = (tmp_path / "architecture/_build/index.html").read_text("utf-8")
    assert 'href="mail.html#archdoc-component-mail-sender"' in index
    conf = (tmp_path / "architecture/conf.py").read_text("utf-8")
    for added in ('"sphinxcontrib.mermaid", ', 'myst_fence_as_directive = ["mermaid"]\n'):
        assert conf.count(added) == 1
        conf = conf.replace(added, "")
    assert conf.encode() == skeleton(themed=True)["conf.py"]


@pytest.mark.slow
def test_mermaid_without_the_settings(tmp_path: Path) -> None:
    """What the how-to says of it."""
    page = "```{archdoc:component} api\nAnswers.\n```\n\n```mermaid\nflowchart LR\n  a --> b\n```\n"
    walk = Walk(tmp_path)
    walk.write("conf.py", 'extensions = ["myst_parser", "sphinx_archdoc"]\n')
    walk.write("index.md", f"# Start\n\n{page}")
    walk.run(["sphinx-build -W -b html . out"])
    assert '<div class="highlight-mermaid' in (tmp_path / "out/index.html").read_text("utf-8")
    walk.write(
        "conf.py", 'extensions = ["myst_parser", "sphinx_archdoc"]\nmyst_fence_as_directive = ["mermaid"]\n'
    )
    said = walk.run(["sphinx-build -b html . out"], problems=True)
    assert any("Unknown directive type: 'mermaid'" in line for line in said)
