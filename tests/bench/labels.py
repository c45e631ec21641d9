"""Measure recognition on labelled documents: ``python -m tests.bench.labels FOLDER…``.

A folder holds ``docs/NAME.md`` and ``expected/NAME.txt``, with a line for each entry that a reader would name:
its kind, a tab, and its name. The documents are other people's, and no part of the project.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.page import recognise
from tests.markdown.documents import VOCABULARY

_NEVER_LABELLED = {"document", "relationship"}
_SHORTEST = 4
"""Letters from which a name that another one begins or ends with is the same: "Redis", "Redis cache"."""


class Named(NamedTuple):
    """An entry as a label, or as it was recognised."""

    kind: str
    name: str

    @property
    def key(self) -> str:
        """The letters and digits of the name, without a number before it."""
        words = re.sub(r"^\W*\d+[.):]\s+", "", unicodedata.normalize("NFKC", self.name))
        return re.sub(r"[\W_]+", "", words.casefold())

    def is_like(self, other: Named) -> bool:
        """Return whether two names of a kind are the same but for words before or after."""
        if self.kind != other.kind or min(len(self.key), len(other.key)) < _SHORTEST:
            return self == other
        shorter, longer = sorted((self.key, other.key), key=len)
        return longer.startswith(shorter) or longer.endswith(shorter)


class Measured(NamedTuple):
    """What is right, what is missing, and what is wrong in a document."""

    right: list[Named]
    missing: list[Named]
    wrong: list[Named]


def measure(text: str, labels: Iterable[Named]) -> Measured:
    """Compare what is recognised in a document with its labels; a name that stands twice counts once."""
    open_labels = list(dict.fromkeys(labels))
    entries = (entry for top in recognise(read_blocks(text), VOCABULARY).entries for entry in top.family())
    named = (Named(entry.kind, entry.name) for entry in entries if entry.kind not in _NEVER_LABELLED)
    found = {(one.kind, one.key): one for one in named}.values()
    measured = Measured([], open_labels, [])
    others: list[Named] = []
    for one in found:
        _take(one, measured, others, [o for o in open_labels if (o.kind, o.key) == (one.kind, one.key)])
    for one in others:
        _take(one, measured, measured.wrong, [o for o in open_labels if one.is_like(o)])
    return measured


def _take(one: Named, measured: Measured, others: list[Named], same: Sequence[Named]) -> None:
    if same:
        measured.missing.remove(same[0])
        measured.right.append(one)
    else:
        others.append(one)


def read_labels(path: Path) -> list[Named]:
    """Return the labels in a file."""
    lines = (line.partition("\t") for line in path.read_text("utf-8").splitlines() if line.strip())
    return [Named(kind.strip(), name.strip()) for kind, _, name in lines]


def share(part: int, whole: int) -> str:
    """Return a share, with the numbers it is of: ``9/10 (0.900)``."""
    return f"{part}/{whole} ({part / max(whole, 1):.3f})"


def main(folders: Sequence[str]) -> None:
    """Print what is missing and wrong in each document, and the shares of each kind."""
    right, missing, wrong = Counter[str](), Counter[str](), Counter[str]()
    for path in (path for folder in folders for path in sorted(Path(folder, "docs").glob("*.md"))):
        labels = read_labels(path.parent.parent / "expected" / f"{path.stem}.txt")
        found = measure(path.read_text("utf-8"), labels)
        for counts, names in zip((right, missing, wrong), found, strict=True):
            counts.update(one.kind for one in names)
        print(f"{path.stem}: {len(found.right)} right")
        print(*(f"  missing: {one.kind} {one.name}" for one in found.missing), sep="\n")
        print(*(f"  wrong: {one.kind} {one.name}" for one in found.wrong), sep="\n")
    for kind in sorted({*right, *missing, *wrong}):
        recall = share(right[kind], right[kind] + missing[kind])
        print(f"{kind:20}recall {recall}, precision {share(right[kind], right[kind] + wrong[kind])}")
    recall = share(right.total(), right.total() + missing.total())
    print(f"{'all':20}recall {recall}, precision {share(right.total(), right.total() + wrong.total())}")


if __name__ == "__main__":
    main(sys.argv[1:])
