"""``sphinx-archdoc convert``: what is written, what is not, and what is said of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_archdoc.cli.convert import command
from sphinx_archdoc.cli.input.markdown_files import read
from tests.cli.conftest import DONE, PLAIN, Run

pytestmark = pytest.mark.usefixtures("foretold")


def pages(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_a_file_is_rewritten_in_place(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page=PLAIN)
    ran = run("convert", "page.md", "--force")
    assert (ran.status, ran.err) == (0, "")
    assert (tmp_path / "page.md").read_text("utf-8") == DONE
    assert ran.out == (
        "page.md: 1 entry (1 envvar); 1 of 4 lines mapped, 3 kept as prose, 0 not understood\n1 written\n"
    )


def test_converting_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page=PLAIN)
    run("convert", "page.md", "--force")
    before = (tmp_path / "page.md").stat()
    ran = run("convert", "page.md")
    assert ran.status == 0
    assert ran.out.endswith("1 unchanged\n")
    after = (tmp_path / "page.md").stat()  # to read it may change its time of access
    assert (after.st_ino, after.st_mtime_ns, after.st_mode) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_mode,
    )


def test_check_writes_nothing_and_says_what_is_not_understood(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page=f"{PLAIN}??? one\n")
    ran = run("convert", "page.md", "--check")
    assert ran.status == 1
    assert "page.md:4: not understood: it is odd\n" in ran.out
    assert ran.out.endswith("1 would change; nothing was written\n")
    assert (tmp_path / "page.md").read_text("utf-8") == f"{PLAIN}??? one\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.md"]


def test_check_is_content_where_all_is_understood(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page=PLAIN)
    assert run("convert", "page.md", "--check").status == 0


def test_verbose_says_it_of_every_line(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page=f"{PLAIN}???")
    lines = run("convert", "page.md", "--check", "--verbose").out.splitlines()
    assert lines[:4] == [
        "page.md:1: kept as prose",
        "page.md:2: kept as prose",
        "page.md:3: mapped: envvar PORT",
        "page.md:4: not understood: it is odd",
    ]


def test_the_report_for_programs(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, docs__b=f"{PLAIN}???", docs__a="# A\n", docs__sub__c=PLAIN)
    report = run("convert", "docs", "--to", "out", "--format", "json").json()
    assert [file["file"] for file in report["files"]] == ["docs/a.md", "docs/b.md", "docs/sub/c.md"]
    assert report["files"][1] == {
        "file": "docs/b.md",
        "outcome": "written",
        "to": "out/b.md",
        "problem": "",
        "entries": {"envvar": 1},
        "lines": {"mapped": 1, "prose": 2, "not-understood": 1},
        "parts": [
            {"start": 1, "end": 1, "fate": "prose", "kind": "", "name": "", "reason": ""},
            {"start": 2, "end": 2, "fate": "prose", "kind": "", "name": "", "reason": ""},
            {"start": 3, "end": 3, "fate": "mapped", "kind": "envvar", "name": "PORT", "reason": ""},
            {"start": 4, "end": 4, "fate": "not-understood", "kind": "", "name": "", "reason": "it is odd"},
        ],
    }
    assert report["totals"] == {
        "files": 3,
        "outcomes": {"written": 3, "unchanged": 0, "would-change": 0, "failed": 0},
        "entries": {"envvar": 2},
        "lines": {"mapped": 2, "prose": 7, "not-understood": 1},
    }


def test_another_folder_gets_the_whole_tree(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, docs__a=PLAIN, docs__sub__b="# As it was\n")
    assert run("convert", "docs", "--to", "out").status == 0
    assert (tmp_path / "out/a.md").read_text("utf-8") == DONE
    assert (tmp_path / "out/sub/b.md").read_text("utf-8") == "# As it was\n"
    assert (tmp_path / "docs/a.md").read_text("utf-8") == PLAIN


def test_another_folder_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, a=PLAIN, out__a="mine\n")
    ran = run("convert", "a.md", "--to", "out")
    assert ran.status == 2
    assert "sphinx-archdoc: a.md: not converted: 'out/a.md' exists; use --force" in ran.err
    assert (tmp_path / "out/a.md").read_text("utf-8") == "mine\n"
    assert run("convert", "a.md", "--to", "out", "--force").status == 0
    assert (tmp_path / "out/a.md").read_text("utf-8") == DONE
    again = run("convert", "a.md", "--to", "out")
    assert (again.status, again.err) == (0, ""), "it holds just that already"


def test_a_folder_within_the_folder_is_not_converted_once_more(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, a=PLAIN)
    for _ in range(2):
        assert run("convert", ".", "--to", "out").status == 0
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")) == [
        "a.md",
        "out/a.md",
    ]


def test_two_files_cannot_become_one(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, one__a=PLAIN, two__a="# Two\n")
    ran = run("convert", "one", "two", "--to", "out")
    assert ran.status == 2
    assert "two/a.md: not converted: 'out/a.md' is already written for one/a.md" in ran.err


def test_a_link_to_a_file_in_the_other_folder_is_replaced_and_not_followed(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, a=PLAIN, mine="mine\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.md").symlink_to("../mine.md")
    ran = run("convert", "a.md", "--to", "out")
    assert (ran.status, (tmp_path / "out/a.md").is_symlink()) == (2, True)
    assert run("convert", "a.md", "--to", "out", "--force").status == 0
    assert (tmp_path / "out/a.md").read_text("utf-8") == DONE
    assert (tmp_path / "mine.md").read_text("utf-8") == "mine\n"


def test_names_may_stand_behind_options(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, a=PLAIN, b=PLAIN)
    assert run("convert", "a.md", "--check", "b.md").out.endswith("2 would change; nothing was written\n")


def test_a_file_is_no_folder_to_write_to(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, a=PLAIN)
    ran = run("convert", "a.md", "--to", "a.md")
    assert (ran.status, ran.err) == (2, "sphinx-archdoc: 'a.md' is not a folder to write to\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_are_kept(newline: str, mark: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes((mark + PLAIN.replace("\n", newline)).encode())
    assert run("convert", "page.md", "--force").status == 0
    assert path.read_bytes() == (mark + DONE.replace("\n", newline)).encode()


def test_mixed_line_ends_become_those_of_most_lines(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"a\r\nb\r\nc\nd")
    text = read(path)
    assert (text.text, text.encode("x\ny")) == ("a\nb\nc\nd", b"x\r\ny")


def test_mixed_line_ends_alone_are_no_reason_to_write(run: Run, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfa\r\nb\r\nc\nd"
    (tmp_path / "page.md").write_bytes(content)
    assert run("convert", "page.md", "--force").out.endswith("1 unchanged\n")
    assert (tmp_path / "page.md").read_bytes() == content
    assert run("convert", "page.md", "--to", "out").status == 0
    assert (tmp_path / "out/page.md").read_bytes() == content


def test_an_empty_file_is_fine(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page="")
    assert run("convert", "page.md").status == 0


def test_permissions_are_kept(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page=PLAIN)
    (tmp_path / "page.md").chmod(0o640)
    run("convert", "page.md", "--force")
    assert (tmp_path / "page.md").read_text("utf-8") == DONE
    assert (tmp_path / "page.md").stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_of_new_files(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page=PLAIN)
    before = os.umask(0o027)
    try:
        run("convert", "page.md", "--to", "out")
    finally:
        os.umask(before)
    assert (tmp_path / "out/page.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="there are no modes on Windows")
def test_a_new_file_is_as_private_as_what_it_is_made_from(run: Run, tmp_path: Path) -> None:
    pages(tmp_path, page=PLAIN)
    (tmp_path / "page.md").chmod(0o600)
    assert run("convert", "page.md", "--to", "out").status == 0
    assert (tmp_path / "out/page.md").stat().st_mode & 0o777 == 0o600


def test_a_file_that_changed_since_it_was_read_is_left(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages(tmp_path, page=PLAIN)
    convert = command.conversion.convert

    def convert_slowly(text: str, vocabulary: object, anchors: object) -> object:
        (tmp_path / "page.md").write_text("somebody else's", "utf-8")
        return convert(text, vocabulary)

    monkeypatch.setattr(command.conversion, "convert", convert_slowly)
    ran = run("convert", "page.md", "--force")
    assert ran.status == 2
    assert "page.md: not overwritten: it has changed since it was read" in ran.err
    assert (tmp_path / "page.md").read_text("utf-8") == "somebody else's"


def test_a_mistake_of_ours_costs_one_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages(tmp_path, a=PLAIN, b=PLAIN)
    convert = command.conversion.convert
    once = iter([True])

    def fail_once(text: str, vocabulary: object, anchors: object) -> object:
        if next(once, False):
            raise KeyError("x")
        return convert(text, vocabulary)

    monkeypatch.setattr(command.conversion, "convert", fail_once)
    ran = run("convert", ".", "--force")
    assert ran.status == 2
    assert "a.md: not converted, because of a bug in sphinx-archdoc: KeyError('x')" in ran.err
    assert (tmp_path / "b.md").read_text("utf-8") == DONE


def test_ctrl_c_ends_it_without_a_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages(tmp_path, a=PLAIN, b=PLAIN)
    replace: Callable[..., None] = command.replace

    def replace_one(path: Path, content: bytes, made_from: Path) -> None:
        if path.name == "b.md":
            raise KeyboardInterrupt
        replace(path, content, made_from)

    monkeypatch.setattr(command, "replace", replace_one)
    ran = run("convert", ".", "--force")
    assert (ran.status, ran.err) == (
        130,
        "sphinx-archdoc: 1 of 2 files were written\nsphinx-archdoc: interrupted\n",
    )


def test_kinds_of_ones_own_reach_the_converter(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages(tmp_path, page=PLAIN)
    (tmp_path / "archdoc.toml").write_text('[ship]\nhelp = "It sails."\nlayuot = "row"\n', "utf-8")
    seen = []
    convert = command.conversion.convert
    monkeypatch.setattr(
        command.conversion, "convert", lambda text, words, anchors: seen.append(words) or convert(text, words)
    )
    ran = run("convert", "page.md", "--check", "--kinds", "archdoc.toml")
    assert (ran.status, seen[0].kinds["ship"].help) == (0, "It sails.")
    assert (
        ran.err == "sphinx-archdoc: archdoc.toml:3: ship.layuot: unknown property; did you mean 'layout'?\n"
    )


def test_explain_says_what_speaks_for_a_kind_at_a_line(run: Run, tmp_path: Path) -> None:
    pages(
        tmp_path, page="# Mill\n\n**Secrets:**\n\n| Secret | Purpose |\n|-|-|\n| `A_B` | Opens |\n\nWords.\n"
    )
    ran = run("convert", "page.md", "--check", "--explain", "7")
    assert (ran.status, ran.err) == (0, "")
    said = ran.out.splitlines()
    assert said[0] == "page.md:7: in lines 5-7"
    assert said[1].startswith("  secret: ")
    assert "    +3 the line before it has a word for the kind" in said
    assert any(line.startswith("  lines 5-7: table_by_evidence (secret), because") for line in said)
    assert "there is no evidence for any kind" in run("convert", "page.md", "--check", "--explain", "9").out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["page.md", "--explain", "1"], "--explain needs --check and one file"),
        (["page.md", "other.md", "--check", "--explain", "1"], "--explain needs --check and one file"),
        (["page.md", "--check", "--explain", "99"], "page.md has no line 99"),
        (["page.md", "--check", "--explain", "0"], "page.md has no line 0"),
    ],
)
def test_explain_is_for_one_line_of_one_file(
    run: Run, tmp_path: Path, arguments: list[str], why: str
) -> None:
    pages(tmp_path, page=PLAIN, other=PLAIN)
    ran = run("convert", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert why in ran.err


def test_explain_says_why_a_file_cannot_be_read(run: Run) -> None:
    ran = run("convert", "gone.md", "--check", "--explain", "1")
    assert ran.status == 2
    assert "gone.md" in ran.err
