"""How commands start and end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

import sphinx_archdoc
from sphinx_archdoc.cli.kinds import listing
from sphinx_archdoc.cli.main import main
from sphinx_archdoc.cli.options import FAIL_ON
from sphinx_archdoc.rules.finding import Severity
from tests.cli.conftest import Run

ROOT = Path(__file__).parent.parent.parent
PROGRAM = [sys.executable, "-m", "sphinx_archdoc"]
HEAVY = {"sphinx", "docutils", "myst_parser", "markdown_it", "sqlglot", "msgspec", "rich"}


def test_the_program_has_its_name() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts == {"sphinx-archdoc": f"{main.__module__}:{main.__name__}"}


def test_version(run: Run) -> None:
    assert run("--version").out == f"sphinx-archdoc {sphinx_archdoc.__version__}\n"


def test_help_names_all_commands(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    assert all(f"    {name} " in ran.out for name in ("convert", "check", "init", "new", "kinds"))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["convrt"],
        ["convert"],
        ["convert", "--chek", "x.md"],
        ["kinds", "--format", "yaml"],
        ["new"],
        ["init", "a", "b"],
    ],
)
def test_a_wrong_call(arguments: list[str], run: Run) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert ran.err.startswith("sphinx-archdoc: ")
    assert "--help'\n" in ran.err


def test_a_command_can_fail_on_each_severity() -> None:
    assert list(FAIL_ON) == [*(severity for severity in Severity if severity is not Severity.OFF), "never"]


def test_help_waits_for_nothing_heavy() -> None:
    code = (
        "import sys\nfrom sphinx_archdoc.cli.main import main\n"
        f"try: main(['--help'])\nfinally: print(*({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stderr == "\n"


@pytest.mark.parametrize(
    "module", ["convert.command", "check.command", "init.command", "kinds.new", "kinds.listing"]
)
def test_no_command_loads_sphinx(module: str) -> None:
    code = (
        f"import sys, sphinx_archdoc.cli.{module}\n"
        "print(*({'sphinx', 'docutils', 'myst_parser', 'sqlglot'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout == "\n"


@pytest.mark.parametrize("arguments", [["kinds"], ["kinds", "--format", "json"], ["--help"]])
def test_a_reader_that_has_seen_enough(arguments: list[str]) -> None:
    with subprocess.Popen([*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141 or arguments == ["--help"], "argparse passes over it"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_disk_without_room_for_the_output() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*PROGRAM, "kinds"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (
        2,
        "sphinx-archdoc: stopped: [Errno 28] No space left on device\n",
    )


def test_an_output_that_is_closed() -> None:
    done = subprocess.run(["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *PROGRAM, "kinds"], timeout=30)
    assert done.returncode == 0


def test_an_output_without_unicode(run: Run) -> None:
    env = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*PROGRAM, "kinds"], env=env, capture_output=True, check=True, timeout=30)
    assert rb"\u2026" in done.stdout


def test_ctrl_c(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "known_kinds", interrupt)
    ran = run("kinds")
    assert (ran.status, ran.err) == (130, "sphinx-archdoc: interrupted\n")


def test_a_signal_ends_it_without_a_traceback(tmp_path: Path) -> None:
    code = (
        "import signal, sys, time\nfrom sphinx_archdoc.cli import main\n"
        "from sphinx_archdoc.cli.kinds import listing\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in what a script starts with &
        "listing.known_kinds = lambda name: (print('ready', file=sys.stderr, flush=True), time.sleep(20))\n"
        "sys.exit(main.main(['kinds']))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert process.stderr.readline() == "ready\n"
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == "sphinx-archdoc: interrupted\n"
    assert process.returncode == 130
