"""What ``sphinx-archdoc check`` costs: a first run, one after which nothing has changed, and one after a change."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

SUFFIXES = ("py", "ts", "go", "java", "rb")
LINES = "\n".join(f"def f{number}(a, b): return a + b * {number}  # some text here" for number in range(60))
PAGE = "---\narchdoc: true\n---\n\n# Page\n\n## Environment variables\n\n| Variable | Default |\n|---|---|\n"


def write_code(folder: Path, files: int) -> None:
    """Write a repository of *files* files, one in twenty of which reads a variable, and a page for each hundred."""
    for number in range(files):
        text = LINES
        if number % 20 == 0:
            text += f'\nx = os.environ.get("APP_{number}", "1")\n'
        path = folder / f"part{number % 100}" / f"f{number}.{SUFFIXES[number % 5 if number % 20 else 0]}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "archdoc.toml").write_text('[sources]\nroot = ".."\n', "utf-8")
    for page in range(0, files, 100):
        rows = "".join(f"| `APP_{number}` | 1 |\n" for number in range(page, min(files, page + 100), 20))
        (folder / "docs" / f"page{page}.md").write_text(PAGE + rows, "utf-8")
    subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)


def show_checks(folder: Path, files: int) -> None:
    """Print the seconds of each way, of the clock and of the processor."""
    write_code(folder, files)
    print(f"\n{f'check of {files} files':34}{'seconds':>18}{'of the processor':>18}")
    _line("first run", folder)
    time.sleep(2.1)  # files that have just been written could change again within the same tick
    _check(folder)
    _line("nothing has changed", folder)
    changed = folder / "part0" / "f0.py"
    changed.write_text(f"{changed.read_text('utf-8')}# more\n", "utf-8")
    _line("one file has changed", folder)


def _line(what: str, folder: Path) -> None:
    seconds, processor = _check(folder)
    print(f"{what:34}{seconds:18.3f}{processor:18.3f}")


def _check(folder: Path) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "sphinx_archdoc", "check", "docs"]
    subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
