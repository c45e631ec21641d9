"""Files of all languages, cut off, reversed and as random bytes: no reader fails."""

from __future__ import annotations

import random

import msgspec
import pytest

from sphinx_archdoc.inventory.reading import FACTS, FileReaders
from sphinx_archdoc.sources.facts import Unread
from sphinx_archdoc.sources.readers import builtin_readers
from tests.sources.test_files import READS
from tests.sources.test_reads import LANGUAGES
from tests.sources.test_routes import ROUTES

READERS = FileReaders(builtin_readers())
CUTS = 20


def corpus() -> dict[str, bytes]:
    """Return the texts of all cases by path: those of one path as one file."""
    texts: dict[str, list[str]] = {}
    for path, cases in LANGUAGES.values():
        texts.setdefault(path, []).extend(text for text, _ in cases)
    for path, text, _ in READS:
        texts.setdefault(path, []).append(text)
    for path, text in ROUTES:
        texts.setdefault(f"routes.{path.rpartition('.')[2]}", []).append(text)
    return {path: "\n".join(parts).encode() for path, parts in texts.items()}


CORPUS = corpus()


@pytest.mark.parametrize("path", CORPUS)
def test_no_reader_fails(path: str) -> None:
    content = CORPUS[path]
    size = len(content)
    broken = [content[size * number // CUTS : size * (number + 1) // CUTS] for number in range(CUTS)]
    noise = random.Random(0).randbytes(2_000).replace(b"\0", b"")
    for one in (*broken, content[: size // 2], content[::-1], noise, content[: size // 2] + noise):
        found = READERS.facts(path, one, READERS.of(path))
        assert not [
            fact for fact in FACTS.decode(found.facts) if isinstance(fact, Unread) and "failed" in fact.reason
        ]
        msgspec.msgpack.decode(found.mentions)
