"""``python -m tests.bench``: print what an entry costs, by phase, in milliseconds."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.checks import show_checks
from tests.bench.corpus import ENTRIES_PER_PAGE, WAYS, write_corpus
from tests.bench.phases import PHASES, REST, STARTING, build


def main() -> None:
    """Build the project some times in each way, and print the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=int, default=10_000, help="how many files the check is about")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)  # what each process of its own does
    given = parser.parse_args()
    if given.build:
        json.dump(build(given.build), sys.stdout)
        return
    found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(given.rounds):
        for way in WAYS:
            with tempfile.TemporaryDirectory() as folder:
                write_corpus(Path(folder), way, given.pages)
                found[way].append(_in_its_own_process(folder))
    _show(found, given.pages * ENTRIES_PER_PAGE)
    with tempfile.TemporaryDirectory() as folder:
        show_checks(Path(folder), given.files)


def _in_its_own_process(folder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench", "--build", folder]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    spent: dict[str, float] = json.loads(output)
    return spent


def _show(found: dict[str, list[dict[str, float]]], entries: int) -> None:
    """Print the seconds of each phase, and what an entry adds to a page without any."""
    heads = [*WAYS, "plain ms/entry", "archdoc ms/entry"]
    print(f"{'seconds of one process':34}{''.join(f'{head:>18}' for head in heads)}")
    totals = dict.fromkeys(WAYS, 0.0)
    for phase in [STARTING, *PHASES, REST]:
        seconds = {way: statistics.median(one.get(phase, 0.0) for one in found[way]) for way in WAYS}
        totals = {way: totals[way] + seconds[way] for way in WAYS}
        _line(phase, seconds, entries)
    _line(f"all, {entries} entries", totals, entries)
    floor, plain, archdoc = (totals[way] for way in WAYS)
    print(
        f"archdoc / plain: {archdoc / plain:.2f}, of what entries cost: {(archdoc - floor) / (plain - floor):.2f}"
    )


def _line(phase: str, seconds: dict[str, float], entries: int) -> None:
    floor = seconds["floor"]
    each = [(seconds[way] - floor) * 1000 / entries for way in ("plain", "archdoc")]
    print(
        f"{phase:34}{''.join(f'{seconds[way]:18.3f}' for way in WAYS)}{''.join(f'{cost:18.3f}' for cost in each)}"
    )


if __name__ == "__main__":
    main()
