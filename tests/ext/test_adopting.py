"""What our documentation says of plain Markdown: the examples do what the pages tell."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx

from sphinx_archdoc.markdown.convert.conversion import convert
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.loader import KindsTable, read_kinds_file
from tests.conftest import Built, MakeSite, Site

DOCS = Path(__file__).parent.parent.parent / "docs"
PLURAL = sorted((DOCS / "snippets/plural").iterdir())
DIRECTIVES = (DOCS / "reference/directives.md").read_text("utf-8")


def pages_of(name: str, *without: str) -> dict[str, str]:
    """The pages of an example."""
    paths = (DOCS / "examples" / name).glob("*.md")
    return {path.name: path.read_text("utf-8") for path in paths if path.name not in without}


@pytest.fixture(scope="module")
def langfuse(make_site: MakeSite) -> Built:
    return make_site("plain", pages_of("plain", "wrapped.md")).build()


def test_the_example_builds_without_problems(langfuse: Built) -> None:
    assert langfuse.warnings == []


def test_its_entries_are_found_from_everywhere(langfuse: Built) -> None:
    index = langfuse.body("index")
    assert 'href="langfuse.html#archdoc-component-postgres"' in index
    assert 'href="storage.html#archdoc-component-clickhouse-writer"' in index
    assert 'href="#archdoc-secret-stripe-secret-key"' in langfuse.body("langfuse")


def test_wrapped_it_says_the_same(langfuse: Built, make_site: MakeSite) -> None:
    pages = pages_of("plain", "langfuse.md")
    pages["langfuse.md"] = pages.pop("wrapped.md")
    wrapped = make_site("wrapped", pages).build()
    assert wrapped.warnings == []
    assert anchors(wrapped.body("langfuse")) == anchors(langfuse.body("langfuse"))


def anchors(body: str) -> set[str]:
    return set(re.findall(r'id="(archdoc-[^"]+)"', body))


def test_the_first_build_tells_what_the_page_speaks_of(make_site: MakeSite) -> None:
    built = make_site("adopt", pages_of("adopt/architecture")).build()
    assert built.codes == [
        "orders.md:13 unmapped-column",
        "orders.md:17 placeholder",
        "orders.md:28 unreadable-table",
    ]
    assert "archdoc-component-mail-sender" in built.body("mail")
    assert 'href="mail.html#archdoc-component-mail-sender"' in built.body("orders")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with documents beside the code."""
    return Path(shutil.copytree(DOCS / "examples/beside", tmp_path / "repository"))


def built(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-b", "html", *arguments]
    return subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
def test_documents_stay_beside_the_code(repository: Path) -> None:
    assert built(repository, "-c", "architecture", ".", "architecture/_build").stderr == ""
    orders = (repository / "architecture/_build/services/orders/ARCHITECTURE.html").read_text("utf-8")
    assert 'href="../mail/ARCHITECTURE.html#key-components"' in orders
    assert 'src="../../_images/flow.svg"' in orders
    assert "/main.py" in orders
    assert 'id="archdoc-component-order-api"' in orders
    assert built(repository, "-c", "architecture", ".", "architecture/_build").stderr == ""


def test_a_single_document_is_included(repository: Path) -> None:
    how_to = (DOCS / "how-to/adopt-plain-markdown.md").read_text("utf-8")
    (found,) = re.findall(r"^````markdown\n(```\{include\}.*?```\n)````$", how_to, re.S | re.M)
    folder = repository / "architecture"
    conf, _, _ = (folder / "conf.py").read_text("utf-8").partition("root_doc")
    (folder / "conf.py").write_text(conf, "utf-8")
    (folder / "index.md").write_text("# Start\n\n```{toctree}\norders\n```\n", "utf-8")
    (folder / "orders.md").write_text(found, "utf-8")
    (said,) = built(repository, "architecture", "out").stderr.splitlines()
    assert "Unknown source document" in said and "services/mail/ARCHITECTURE" in said
    orders = (repository / "out/orders.html").read_text("utf-8")
    assert (
        '<a class="reference internal" href="index.html"><span class="std std-doc">a page of their own'
        in orders
    )
    assert 'src="_images/flow.svg"' in orders
    assert "/main.py" in orders


def test_what_sphinx_does_with_a_file_that_is_not_utf8(site: Site) -> None:
    """What the how-to says of it."""
    site.write({"index.md": "# Start"})
    (site.source / "bad.md").write_bytes(b"# Caf\xe9")
    if sphinx.version_info >= (9,):
        with pytest.raises(UnicodeError) as error:
            site.build()
        assert "bad.md" not in str(error.value)
    else:
        built = site.build()
        assert "undecodable source characters" in built.warnings[0]
        assert "<h1>Caf?" in built.body("bad")


def test_what_is_wrapped_in_colons_is_read(site: Site) -> None:
    site.write({"index.md": (DOCS / "examples/wrapped/knobs.md").read_text("utf-8")})
    done = site.build()
    assert done.warnings == []
    assert anchors(done.body("index")) == {"archdoc-envvar-BATCH_SIZE", "archdoc-envvar-LOG_LEVEL"}


@pytest.mark.parametrize("path", PLURAL, ids=lambda path: path.name)
def test_several_entries_at_once(path: Path, site: Site) -> None:
    assert f"```{{example}} snippets/plural/{path.name}\n```" in DIRECTIVES
    title = "Start\n=====" if path.suffix == ".rst" else "# Start"
    site.write({f"index{path.suffix}": f"{title}\n\n{path.read_text('utf-8')}"})
    built = site.build()
    assert built.warnings == []
    assert len(anchors(built.body("index"))) == 2


def test_a_project_adds_words(kinds: KindsTable) -> None:
    path = DOCS / "examples/words.toml"
    table, problems = read_kinds_file(kinds, path, path.name)
    assert problems == []
    text = """\
# Switches

## Knobs

| Knob | Effect | Turned by |
| --- | --- | --- |
| `A` | one | api |

## What to do at night

| Alarm | Steps | Severity |
| --- | --- | --- |
| Disk full | Delete *logs* | high |
"""
    conversion = convert(text, Vocabulary(table))
    assert conversion.entries == {"envvar": 1, "runbook": 1}
    assert ":used-by: api" in conversion.text
    assert all(not part.reason for part in conversion.parts)
