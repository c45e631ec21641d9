"""Files become facts: what is listed, what is read, what is cached, and that nothing is run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.inventory import listing
from sphinx_archdoc.inventory.conf_py import literal_values
from sphinx_archdoc.inventory.configuration_file import choose_configuration, wrong_root
from sphinx_archdoc.inventory.ignore import IgnoreRules, PathPatterns, is_document, is_generated, is_test
from sphinx_archdoc.inventory.listing import list_files, read_content
from sphinx_archdoc.inventory.reading import FileReaders, is_text
from sphinx_archdoc.inventory.tree import FileTree
from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, Unread
from sphinx_archdoc.sources.readers import builtin_readers


class Words:
    """A reader of the words after READ."""

    name = "words"
    version = "1"
    globs = ("*.py", "*.sh")
    markers = (b"READ",)

    def __init__(self) -> None:
        self.read_paths: list[str] = []

    def read(self, path: str, text: str) -> Iterable[Fact]:
        self.read_paths.append(path)
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("FAIL"):
                raise RuntimeError("mine")
            if line.startswith("READ "):
                yield EnvRead(line.removeprefix("READ "), number)
                yield EnvMention(line.removeprefix("READ "), number)


@pytest.fixture
def reader() -> Words:
    return Words()


def tree_of(
    root: Path, reader: Words, cache: caches.Cache | None = None, exclude: list[str] | None = None
) -> FileTree:
    tree = FileTree(root.resolve(), lambda: FileReaders([reader]), exclude or [])
    tree.load(cache or caches.Cache())
    return tree


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.email=a@b", "-c", "user.name=n", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
    )


def names(tree: FileTree) -> list[str]:
    return [f"{path}:{fact.line} {fact.name}" for path, fact in tree.facts() if isinstance(fact, EnvRead)]


@pytest.mark.parametrize("with_git", [False, True])
def test_facts_with_and_without_git(with_git: bool, tmp_path: Path, reader: Words) -> None:
    write(
        tmp_path,
        a_DOT_py="READ A\n",
        src__b_DOT_sh="x\nREAD B\n",
        var__c_DOT_py="READ C\n",
        d_DOT_md="READ D\n",
    )
    write(tmp_path, _DOT_gitignore="var/\n", node_modules__e_DOT_py="READ E\n", f_DOT_py="nothing\n")
    if with_git:
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "a.py", "f.py")
    tree = tree_of(tmp_path, reader)
    assert names(tree) == ["a.py:1 A", "src/b.sh:2 B"]
    assert reader.read_paths == ["a.py", "src/b.sh"]
    assert "node_modules/e.py" in tree.files
    assert "var/c.py" not in tree.files
    assert tree.exists("var/c.py") and tree.is_ignored("var/x")
    assert sorted(tree.folders) == ["", "node_modules", "src"]
    assert [path for path, _ in tree.mentions(["B"])] == ["src/b.sh"]
    assert tree.number_of_files_read("") == 3
    assert tree.number_of_files_read("src") == 1


def test_the_mention_of_a_name_that_is_kept_is_rather_not_for_others(tmp_path: Path) -> None:
    service = "  {}:\n    image: {}\n    environment:\n      TZ: x\n"
    images = {"a": "redis", "b": "shop", "c": "redis", "d": "shop"}
    write(tmp_path, compose_DOT_yml=f"services:\n{''.join(map(service.format, images, images.values()))}")
    tree = FileTree(tmp_path.resolve(), lambda: FileReaders(builtin_readers()), [])
    tree.load(caches.Cache())
    assert [(mention.line, mention.is_for_others) for _, mention in tree.mentions(["TZ"])] == [(9, False)]


def test_what_is_excluded_is_no_evidence(tmp_path: Path, reader: Words) -> None:
    write(tmp_path, a_DOT_py="READ A\n", old__b_DOT_py="READ B\n")
    assert names(tree_of(tmp_path, reader, exclude=["old/"])) == ["a.py:1 A"]


def test_only_what_has_changed_is_read_again(tmp_path: Path, reader: Words) -> None:
    write(tmp_path, a_DOT_py="READ A\n", b_DOT_py="READ B\n")
    old = time.time() - 100
    for name in ("a.py", "b.py"):
        os.utime(tmp_path / name, (old, old))
    cache = caches.load(None, "")
    tree_of(tmp_path, reader, cache)
    caches.save(tmp_path.parent / "cache", cache)
    cache = caches.load(tmp_path.parent / "cache", "")
    reader.read_paths.clear()
    again = tree_of(tmp_path, reader, cache)
    assert (names(again), reader.read_paths) == (["a.py:1 A", "b.py:1 B"], [])
    write(tmp_path, b_DOT_py="READ C\n")
    assert names(tree_of(tmp_path, reader, cache)) == ["a.py:1 A", "b.py:1 C"]
    assert reader.read_paths == ["b.py"]
    os.utime(tmp_path / "a.py")  # another time, the same content
    reader.read_paths.clear()
    assert names(tree_of(tmp_path, reader, cache)) == ["a.py:1 A", "b.py:1 C"]
    assert reader.read_paths == []
    (tmp_path / "a.py").unlink()
    assert names(tree_of(tmp_path, reader, cache)) == ["b.py:1 C"]


@pytest.mark.parametrize("content", [b"", b"\xff" * 100, b"\x80\x04N."])
def test_a_cache_that_cannot_be_read_is_made_anew(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(content)
    assert caches.load(tmp_path / "cache", "x").files == {}


def test_a_cache_of_other_readers_is_not_used(tmp_path: Path) -> None:
    caches.save(tmp_path / "cache", caches.Cache(key=f"{caches.VERSION} a", time=5))
    assert caches.load(tmp_path / "cache", "a").time == 5
    assert caches.load(tmp_path / "cache", "b").time == 0


def test_git_runs_nothing_that_the_repository_names(tmp_path: Path, reader: Words) -> None:
    write(tmp_path, a_DOT_py="READ A\n", old_DOT_txt="old\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x")
    git(tmp_path, "mv", "old.txt", "new.txt")
    ran = tmp_path.parent / "ran"
    program = f"touch '{ran}'; cat"
    for key in (
        "filter.e.clean",
        "filter.e.smudge",
        "filter.e.process",
        "core.fsmonitor",
        "core.pager",
        "diff.external",
    ):
        git(tmp_path, "config", key, program)
    git(tmp_path, "config", "core.hooksPath", str(tmp_path))
    (tmp_path / ".git/info/attributes").write_text("* filter=e diff=e\n", "utf-8")
    os.utime(tmp_path / "a.py", (1, 1))
    ran.unlink(missing_ok=True)
    tree = tree_of(tmp_path, reader)
    assert names(tree) == ["a.py:1 A"]
    tree.moved_to("gone.py")
    assert tree.moved_to("old.txt") == "new.txt"
    assert not ran.exists()


def test_links_pipes_and_strange_names(tmp_path: Path, reader: Words) -> None:
    outside = tmp_path / "outside"
    write(outside, secret_DOT_py="READ SECRET\n")
    root = tmp_path / "root"
    write(root, a_DOT_py="READ A\n")
    (root / "link.py").symlink_to(outside / "secret.py")
    (root / "folder").symlink_to(outside)
    (root / "circle").symlink_to(root)
    os.mkfifo(root / "pipe.py")
    (root / "new\nline \x1b[31m.py").write_text("READ B\n", "utf-8")
    Path(os.fsdecode(os.fsencode(root) + b"/\xff.py")).write_text("READ C\n", "utf-8")
    tree = tree_of(root, reader)
    assert sorted(fact.name for _, fact in tree.facts() if isinstance(fact, EnvRead)) == ["A", "B"]
    assert [(one.path, one.reason) for one in tree.unread] == [("\\xff.py", "its name is not UTF-8")]
    assert not tree.exists("folder/secret.py")
    assert not tree.exists("../outside/secret.py")
    assert tree.exists("circle/a.py")
    assert tree.text("link.py") is None
    assert tree.text("pipe.py") is None


@pytest.mark.parametrize(
    "content",
    [b"READ A\0", b"READ A\n" + b"x" * 30_000, b"READ A\n" * 200_000, b"\xff\xfeR\0E\0A\0D\0"],
)
def test_what_is_no_text_of_a_person_is_not_read(content: bytes, tmp_path: Path, reader: Words) -> None:
    (tmp_path / "a.py").write_bytes(content)
    tree = tree_of(tmp_path, reader)
    assert names(tree) == []
    assert tree.exists("a.py")


def test_text() -> None:
    assert is_text(b"")
    assert is_text(b"x" * 20_000)
    assert is_text((b"x" * 19_000 + b"\n") * 5)
    assert not is_text(b"a\n" * 9_000 + b"x" * 30_000)


def test_a_reader_that_raises_costs_its_own_facts(tmp_path: Path, reader: Words) -> None:
    write(tmp_path, a_DOT_py="READ A\nFAIL\n", b_DOT_py="READ B\n")
    assert [fact for _, fact in tree_of(tmp_path, reader).facts()] == [
        Unread(1, "the reader words failed: RuntimeError"),
        EnvRead("B", 1),
    ]


def test_a_bound_of_files(tmp_path: Path, reader: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_FILES", 3)
    for number in range(9):
        (tmp_path / f"{number}.py").write_text("READ A\n", "utf-8")
    tree = tree_of(tmp_path, reader)
    assert len(tree.files) == 3
    assert [one.reason for one in tree.unread] == ["only the first 3 files were considered"]


def test_a_bound_of_bytes(tmp_path: Path, reader: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_archdoc.inventory.tree.MOST_BYTES", 10)
    write(tmp_path, a_DOT_py="READ A\n", b_DOT_py="READ B\n")
    tree = tree_of(tmp_path, reader)
    assert names(tree) == ["a.py:1 A"]
    assert [one.reason for one in tree.unread] == ["only the first 10 bytes were read"]


def test_submodules_and_worktrees(tmp_path: Path, reader: Words) -> None:
    inner, outer = tmp_path / "inner", tmp_path / "outer"
    for root in (inner, outer):
        root.mkdir()
        write(root, a_DOT_py="READ A\n")
        git(root, "init", "-q")
        git(root, "add", ".")
        git(root, "commit", "-qm", "x")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "sub")
    git(outer, "commit", "-qam", "x")
    assert names(tree_of(outer, reader)) == ["a.py:1 A", "sub/a.py:1 A"]
    git(outer, "worktree", "add", "-q", str(tmp_path / "tree"))
    assert names(tree_of(tmp_path / "tree", reader)) == ["a.py:1 A"]


def test_a_bare_repository_is_looked_at_as_a_folder(tmp_path: Path, reader: Words) -> None:
    git(tmp_path, "init", "-q", "--bare", "bare")
    write(tmp_path, bare__a_DOT_py="READ A\n")
    assert names(tree_of(tmp_path / "bare", reader)) == ["a.py:1 A"]


def test_ignore_files_in_folders() -> None:
    files = {"": ["*.log", "/top", "!keep.log"], "a": ["x/", "!b.log"]}
    rules = IgnoreRules(lambda folder: files.get(folder, ()))
    ignored = {
        "a.log": True,
        "keep.log": False,
        "top": True,
        "a/top": False,
        "a/b.log": False,
        "a/c.log": True,
    }
    ignored |= {"a/x/y/z.py": True, "b/x/y.py": False}
    assert {path: rules.is_ignored(path) for path in ignored} == ignored


def test_kinds_of_files() -> None:
    assert is_document("docs/a.md") and is_document("LICENSE") and not is_document("requirements.txt")
    assert (
        is_generated("web/node_modules/a.js") and is_generated("a.min.js") and not is_generated("build/a.js")
    )
    assert (
        is_test("tests/a.py")
        and is_test("a_test.go")
        and is_test("web/a.spec.ts")
        and not is_test("latest/a.py")
    )
    assert "a/fixtures/b.py" in PathPatterns(["**/fixtures/**"])


def test_content_is_read_up_to_a_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_content(str(tmp_path / "a"), 5) == b"12345"
    assert read_content(str(tmp_path / "a"), 4) is None
    assert read_content("/dev/null", 4) is None


def test_a_folder_that_goes_away(tmp_path: Path) -> None:
    assert list_files(tmp_path / "gone").stamps == {}


def test_roots(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert wrong_root(tmp_path) == ""
    assert wrong_root(tmp_path / "gone") == "there is no such folder"
    assert wrong_root(tmp_path / "file") == "it is not a folder"
    assert wrong_root(Path("/")) == "it is the root of the file system"
    assert wrong_root(tmp_path / "a\0b")


def test_the_configuration_is_found_up_to_the_top_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path.parent / "archdoc.toml").write_text("[sources]\n")
    assert choose_configuration(inner, None) is None
    (tmp_path.parent / "archdoc.toml").unlink()
    (tmp_path / "archdoc.toml").write_text("[sources]\n")
    found = choose_configuration(inner, None)
    assert found and found.path == tmp_path / "archdoc.toml"
    (tmp_path / "a/archdoc.toml").write_text("[alert]\n")  # a file of kinds only
    found = choose_configuration(inner, tmp_path / "a/archdoc.toml")
    assert found and found.path == tmp_path / "archdoc.toml"
    (tmp_path / "a/archdoc.toml").write_text("[alert]\n[rules]\n")
    found = choose_configuration(inner, tmp_path / "a/archdoc.toml")
    assert found and (found.path, found.holds_kinds) == (tmp_path / "a/archdoc.toml", True)


def test_without_git_the_configuration_is_found_up_to_what_others_may_write_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "shared/home/project/docs"
    docs.mkdir(parents=True)
    project, home, shared = docs.parents[:3]
    (project / "archdoc.toml").write_text("[sources]\n")
    found = choose_configuration(docs, None)
    assert found and found.path == project / "archdoc.toml"
    (project / "archdoc.toml").rename(shared / "archdoc.toml")
    assert choose_configuration(docs, None)
    monkeypatch.setattr(Path, "home", lambda: home)
    assert choose_configuration(docs, None) is None
    monkeypatch.undo()
    shared.chmod(0o777)
    assert choose_configuration(docs, None) is None


def test_conf_py_is_read_and_not_run() -> None:
    text = "import os\nos.abort()\na = ['x']\nb: str = 'y'\nc = os.name\nd = 1\nd += 1\nfor e in a: f = 1\n"
    values, computed = literal_values(text, "abcdef")
    assert values == {"a": ["x"], "b": "y"}
    assert computed == ["c", "d"]
    assert literal_values("a = (", "a") == ({}, [])
    assert literal_values("a = " + "(" * 10_000, "a") == ({}, [])


def test_the_kinds_of_a_project_above_are_not_the_configuration(tmp_path: Path) -> None:
    inner = tmp_path / "docs/examples"
    inner.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs/archdoc.toml").write_text('[service]\ntitle = "Service"\n')
    (tmp_path / "archdoc.toml").write_text('[sources]\nroot = "."\n')
    found = choose_configuration(inner, None)
    assert found is not None and found.path == tmp_path / "archdoc.toml"


@pytest.mark.parametrize("path", ["ovens.json", "a/ovens.json", "ovens.json/b.py", "a/ovens.json/c/b.py"])
@pytest.mark.parametrize("others", [[], ["*.snap"]])
def test_a_name_is_excluded_wherever_it_is(path: str, others: list[str]) -> None:
    patterns = PathPatterns(["ovens.json", *others])
    assert path in patterns
    assert path.replace("ovens", "loaves") not in patterns


def test_names_are_excluded_without_the_library_for_patterns() -> None:
    code = (
        "import sys; from sphinx_archdoc.inventory.ignore import PathPatterns; "
        "'a/b.py' in PathPatterns(['ovens.json']); sys.exit('pathspec' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
