"""What the command keeps from run to run: it says the same as a run that keeps nothing, and reads less."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.cli.check.page_cache import PageCache
from sphinx_archdoc.cli.check.page_reader import PageReader
from sphinx_archdoc.cli.check.project import load_project
from sphinx_archdoc.cli.check.run import CheckRun
from tests.examples import examples

AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.org")

ROOT = Path(__file__).parent.parent.parent

STATES = {
    "code/a.py": [
        "import os\nos.environ['A_B']\n",
        "import os\nos.environ['A_B']\n# more\n",
        "import os\nos.environ.get('A_C', '1')\n",
        "",
    ],
    "code/b.ts": ["process.env.A_D ?? '2'\n", "process.env.A_D ?? '2'\nlet A_F\n", "// A_B\n", None],
    "code/openapi.yaml": [
        "openapi: 3.1.0\npaths: {/a: {get: {}}}\n",
        "openapi: 3.1.0\npaths: {/b: {get: {}}}\n",
        None,
    ],
    "code/.gitignore": ["/build/\n", "/*\n", None],
    "docs/index.md": [
        "# A\n\n```{archdoc:envvar} A_B\n```\n\n```{include} part.md\n```\n\n```{archdoc:endpoint} GET /a\n```\n",
        "---\narchdoc: {ignore: {env-absent: mine}}\n---\n# A\n\n```{archdoc:envvar} A_C\n:default: 2\n```\n",
        "# A\n\n```{include} part.md\n```\n\n```{eval-rst}\nA\n```\n",
    ],
    "docs/part.md": ["```{archdoc:envvar} A_D\n```\n", "```{archdoc:envvar} A_E\n```\n", None],
    "docs/plain.md": [
        "---\narchdoc: true\n---\n# B\n\n## Environment variables\n\n- `A_F`: the size.\n",
        "# B\n\n## Switches\n\n```{archdoc:switch} A_B\n```\n\n`{archdoc:nothing}`\n",
        None,
    ],
    "docs/archdoc.toml": [
        "[sources]\nroot = '..'\nopenapi = ['code/openapi.yaml']\n",
        "[sources]\nroot = '../code'\n",
        "[sources]\nroot = '..'\n[rules]\nenv-absent = 'note'\n",
        "[sources]\nroot = '..'\nopenapi = ['code/openapi.yaml']\n[kinds.switch]\ntitle = 'Switch'\nfields = {}\n",
    ],
    "docs/conf.py": [
        "archdoc_recognise = True\n",
        "archdoc_recognise = False\n",
        "exclude_patterns = ['plain*']\n",
    ],
}
"""The states of each file of a project; None if it is not there."""

EDITS = st.lists(
    st.sampled_from([(path, text) for path, texts in STATES.items() for text in texts]),
    min_size=3,
    max_size=8,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    yield tmp_path


def write(path: Path, text: str | None, when: float) -> None:
    """Write a file that has last changed at a time so long ago that it cannot change again unnoticed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, "utf-8")
        os.utime(path, (when, when))


@examples(0.5)
@given(EDITS)
def test_after_any_edit_the_run_says_what_a_run_without_a_cache_says(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str | None]]
) -> None:
    folder = tmp_path_factory.mktemp("project")
    when = time.time() - 10_000
    for step, (path, text) in enumerate([*((path, texts[0]) for path, texts in STATES.items()), *edits]):
        write(folder / path, text, when + step)
        if step < len(STATES) - 1:
            continue
        project = load_project(str(folder / "docs"), None)
        cached = [CheckRun(project).outcome for _ in range(2)]
        assert cached == [CheckRun(project, use_cache=False).outcome] * 2, (path, text)
    shutil.rmtree(folder)


def test_only_pages_that_have_changed_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = PageReader.read

    def counting(self: PageReader, docname: str, source: str, text: str) -> object:
        read.append(docname)
        return original(self, docname, source, text)

    monkeypatch.setattr(PageReader, "read", counting)

    def pages_read(path: str, text: str | None) -> list[str]:
        write(folder / path, text, time.time() - 10_000 + len(read))
        read.clear()
        CheckRun(load_project(str(folder / "docs"), None))
        return read

    for path, texts in STATES.items():
        write(folder / path, texts[0], time.time() - 20_000)
    assert pages_read("code/a.py", STATES["code/a.py"][0]) == ["index", "part", "plain"]
    assert pages_read("code/a.py", STATES["code/a.py"][2]) == []
    assert pages_read("docs/plain.md", STATES["docs/plain.md"][1]) == ["plain"]
    assert pages_read("docs/part.md", STATES["docs/part.md"][1]) == ["index", "part"]
    assert pages_read("docs/archdoc.toml", STATES["docs/archdoc.toml"][3]) == ["index", "part", "plain"]


def test_nothing_is_compared_again_if_no_fact_has_changed_and_no_text_that_a_rule_looks_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []
    original = CheckRun._compute

    def counting(self: CheckRun) -> object:
        times.append(1)
        return original(self)

    monkeypatch.setattr(CheckRun, "_compute", counting)

    def is_compared(path: str, text: str | None) -> bool:
        write(folder / path, text, time.time() - 10_000 + len(times))
        times.clear()
        CheckRun(load_project(str(folder / "docs"), None))
        return bool(times)

    for path, texts in STATES.items():
        write(folder / path, texts[0], time.time() - 20_000)
    assert is_compared("code/a.py", STATES["code/a.py"][0])
    assert not is_compared("code/a.py", STATES["code/a.py"][1])
    assert not is_compared("code/a.py", STATES["code/a.py"][1])
    assert is_compared("code/a.py", STATES["code/a.py"][2])
    assert is_compared("code/openapi.yaml", STATES["code/openapi.yaml"][1])
    assert is_compared("docs/part.md", STATES["docs/part.md"][1])
    assert is_compared("code/new.py", "")
    assert not is_compared("code/new.py", "# nothing")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[CheckRun]:
    """The runs that compared anything; what they compared was not in the cache."""
    runs: list[CheckRun] = []
    original = CheckRun._compute

    def counting(self: CheckRun) -> object:
        runs.append(self)
        return original(self)

    monkeypatch.setattr(CheckRun, "_compute", counting)
    return runs


def git(root: Path, *arguments: str) -> None:
    """Run Git as somebody."""
    subprocess.run(["git", "-C", str(root), *AUTHOR, *arguments], check=True, capture_output=True)


def found(folder: Path) -> list[str]:
    """What a run says of the documents in a folder."""
    return [finding.message for finding in CheckRun(load_project(str(folder), None)).outcome.checked.findings]


def write_page(folder: Path, text: str, modified: float) -> None:
    """Write a page in ``docs`` that is about the code of the whole folder."""
    write(folder / "docs" / "index.md", text, modified)
    write(folder / "docs" / "archdoc.toml", "[sources]\nroot = '..'\n", modified)


def test_a_folder_without_files_that_was_asked_for_is_noticed(folder: Path, compared: list[CheckRun]) -> None:
    old = time.time() - 20_000
    write(folder / "code" / "a.py", "", old)
    write_page(folder, "# A\n\n```{archdoc:code} Y\n:paths: code/y/\n```\n", old)
    assert len(found(folder / "docs")) == 1
    assert len(found(folder / "docs")) == 1
    (folder / "code" / "y").mkdir()
    write(folder / "code" / "a.py", "# more", old + 1)
    assert found(folder / "docs") == []
    assert len(compared) == 2


def test_a_link_that_leads_elsewhere_is_noticed(folder: Path, compared: list[CheckRun]) -> None:
    old = time.time() - 20_000
    write(folder / "a.py", "import os\nos.environ['A_B']\n", old)
    write(folder / "shared" / "one.md", "```{archdoc:envvar} A_B\n```\n", old)
    write(folder / "shared" / "two.md", "```{archdoc:envvar} A_C\n```\n", old)
    write_page(folder, "# A\n\n```{include} part.md\n```\n", old)
    (folder / "docs" / "part.md").symlink_to("../shared/one.md")
    first = found(folder / "docs")
    (folder / "docs" / "part.md").unlink()
    (folder / "docs" / "part.md").symlink_to("../shared/two.md")
    assert found(folder / "docs") != first
    assert len(compared) == 2


def test_a_commit_during_a_run_is_noticed_by_the_next_one(folder: Path, compared: list[CheckRun]) -> None:
    old = time.time() - 20_000
    write(folder / "a.py", "", old)
    write_page(folder, "# A\n", old)
    git(folder, "init", "-q", ".")
    run = CheckRun(load_project(str(folder / "docs"), None))
    before = run.tree.digest(), run.tree.facts_digest()
    git(folder, "add", "a.py")
    git(folder, "commit", "-q", "-m", "More")
    assert (run.tree.digest(), run.tree.facts_digest()) == before
    CheckRun(load_project(str(folder / "docs"), None))
    assert len(compared) == 2


def test_pages_are_kept_as_they_were_read() -> None:
    """All pages of the documentation, in whatever form their entries are."""
    folder = ROOT / "docs"
    run = CheckRun(load_project(str(folder), None), use_cache=False)
    encoded = run.pages.encoded()
    again = PageCache("", encoded)
    assert msgspec.msgpack.encode(again._known) == encoded
    assert again._known == run.pages._used
    assert sum(len(read.page.entries) for read in again._known.values()) > 500


@pytest.mark.parametrize("content", [b"", b"\xff" * 50, msgspec.msgpack.encode({"a": 1})])
def test_pages_of_another_version_are_read_again(content: bytes) -> None:
    assert PageCache("", content)._known == {}
