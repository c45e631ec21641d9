"""Colour and progress are for terminals; everything else gets plain text, always the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.catalogue.pages import entry, graph_of
from tests.catalogue.pages import page as page_of
from tests.catalogue_file.files import write_catalogue
from tests.cli.conftest import Ran, Run

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

ROOT = Path(__file__).parent.parent.parent
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "80"}
COLOUR = re.compile(r"\x1b\[[\d;]*m")
PAGE = (ROOT / "docs/examples/convert/finding.md").read_text("utf-8")
"""A page with lines that are not understood."""


def in_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What a command writes to a terminal, to both streams."""
    ours, theirs = pty.openpty()
    said: list[bytes] = []

    def listen() -> None:
        try:
            while chunk := os.read(ours, 4096):
                said.append(chunk)
        except OSError:  # Linux says so where others return nothing
            pass

    listener = threading.Thread(target=listen)
    listener.start()
    command = [sys.executable, "-m", "sphinx_archdoc", *arguments]
    env = ENVIRONMENT | environment
    subprocess.run(command, cwd=folder, env=env, stdout=theirs, stderr=theirs, check=False, timeout=60)
    os.close(theirs)
    listener.join(10)
    os.close(ours)
    return b"".join(said).decode().replace("\r\n", "\n")


def piped(folder: Path, *arguments: str, **environment: str) -> Ran:
    command = [sys.executable, "-m", "sphinx_archdoc", *arguments]
    env = ENVIRONMENT | environment
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=60
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, "utf-8")
    return path


CALLS = [["kinds", "component"], ["convert", "page.md", "--check"], ["convert", "page.md", "missing.md"]]


@pytest.mark.parametrize("arguments", CALLS)
def test_a_terminal_gets_colours_around_the_same_words(arguments: list[str], page: Path) -> None:
    plain, shown = piped(page.parent, *arguments), in_terminal(page.parent, *arguments)
    assert re.search(r"\x1b\[\d+m", shown)
    words = COLOUR.sub("", shown).split()
    assert words == f"{plain.err}{plain.out}".split()


@pytest.mark.parametrize("arguments", CALLS)
def test_no_color_is_respected(arguments: list[str], page: Path) -> None:
    shown = in_terminal(page.parent, *arguments, NO_COLOR="1")
    assert re.findall(r"\x1b\[(?:\d+;)*[349]\d", shown) == []


@pytest.mark.parametrize("arguments", CALLS)
def test_piped_output_is_plain_and_does_not_depend_on_the_environment(
    arguments: list[str], page: Path
) -> None:
    plain = piped(page.parent, *arguments)
    assert "\x1b" not in plain.out + plain.err
    assert plain == piped(
        page.parent, *arguments, FORCE_COLOR="1", COLUMNS="40", TERM="dumb", CLICOLOR_FORCE="1"
    )


def test_a_long_line_is_not_cut(page: Path) -> None:
    name = "x" * 200
    assert name in in_terminal(page.parent, "convert", name)


def test_a_narrow_terminal_gets_a_narrow_table(tmp_path: Path) -> None:
    shown = COLOUR.sub("", in_terminal(tmp_path, "kinds", "component", COLUMNS="50"))
    assert max(map(len, shown.splitlines())) <= 50


def test_changes_and_who_is_affected_fit_a_terminal(tmp_path: Path) -> None:
    name = "a-component-with-a-long-name"
    down = entry("degradation", "db is down", behavior="Carts are read-only. " * 9, failure_of=["db"])
    users = [entry("component", f"{name}-{number}", depends_on=["db"]) for number in range(3)]
    entries = [entry("document", "", owner="@shop", focus="high"), entry("component", "db"), down, *users]
    write_catalogue(tmp_path / "old.json", graph_of([page_of("index", entries)]))
    write_catalogue(tmp_path / "archdoc.json", graph_of([page_of("index", [*entries[:1], *entries[2:]])]))
    changes = COLOUR.sub("", in_terminal(tmp_path, "diff", "old.json"))
    impact = COLOUR.sub("", in_terminal(tmp_path, "impact", "db", "old.json"))
    for shown in (changes, impact):
        assert max(map(len, shown.splitlines())) <= 80
        assert "\n\n\n" not in re.sub(" +\n", "\n", shown)
    text = " ".join(changes.split())
    assert f"affects component:{name}-0 (@shop), component:{name}-1 (@shop), " in text
    assert " ".join(impact.split()).count("Carts are read-only.") == 9, "what happens is told once"
    assert " ".join(impact.split()).count("db is down") == 4 + 1
    piped_rows = piped(tmp_path, "impact", "db", "old.json").out.splitlines()[3:]
    assert len(piped_rows) == 3 and all(row.count("Carts are read-only.") == 9 for row in piped_rows)


def test_text_that_looks_like_markup_is_shown_as_it_is(page: Path) -> None:
    assert "[red]:smile: 1.5: No such file" in COLOUR.sub(
        "", in_terminal(page.parent, "convert", "[red]:smile: 1.5")
    )


def test_progress_is_shown_in_a_terminal_and_taken_away(tmp_path: Path) -> None:
    for number in range(25):
        (tmp_path / f"page{number}.md").write_text("# Page\n", "utf-8")
    shown = in_terminal(tmp_path, "convert", ".")
    assert "reading" in shown and "25/25" not in shown.splitlines()[-1]
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h") > 0, "the cursor is back"
    assert piped(tmp_path, "convert", ".").err == ""


def test_rich_is_not_loaded_where_nothing_needs_it(page: Path, run: Run) -> None:
    code = (
        "import sys\nfrom sphinx_archdoc.cli.main import main\n"
        "try: main(sys.argv[1:])\nfinally: print('rich' in sys.modules, file=sys.stderr)"
    )
    for arguments in (
        ["convert", str(page), "--check"],
        ["new", "envvar", "PORT"],
        ["kinds", "--format", "json"],
    ):
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        assert done.stderr == "False\n"
