"""Long names break after a sign; what is too long for any line breaks where it must."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.render.line_breaks import (
    ANYWHERE,
    LONGEST,
    longest_run,
    name_pieces,
    prose_pieces,
)

NAMES = st.text("aB_/.-: @x9", max_size=120)


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("PORT", ["PORT"]),
        ("langfuse-worker", ["langfuse-worker"]),
        ("QUEUE_CONSUMER_EVAL_QUEUE_IS_ENABLED", ["QUEUE_CONSUMER_", "EVAL_QUEUE_", "IS_ENABLED"]),
        ("POST /api/public/ingestion", ["POST /api/public/", "ingestion"]),
        ("postgresql://me:secret@host:5432/main", ["postgresql://", "me:secret@host:5432/", "main"]),
        ("evaluatorsourcecodelanguage", ["evaluatorsourcecodelanguage"]),
        ("VeryLongNameOfAnErrorThatNobodyReads", ["VeryLongNameOfAnError", "ThatNobodyReads"]),
        ("a" * 50, ["a" * 34, "a" * 16]),
    ],
)
def test_a_name_breaks_after_a_sign(name: str, pieces: list[str]) -> None:
    assert list(name_pieces(name)) == pieces


def test_prose_breaks_only_in_words_that_are_too_long() -> None:
    assert list(prose_pieces("See src/a/b/c.py or LANGFUSE_LOG.")) == ["See src/a/b/c.py or LANGFUSE_LOG."]
    assert list(prose_pieces("Set LANGFUSE_QUEUE_METRICS_INTERVAL_MS first.")) == [
        "Set LANGFUSE_",
        "QUEUE_METRICS_",
        "INTERVAL_MS first.",
    ]


@given(NAMES)
def test_nothing_is_lost_and_every_piece_fits(name: str) -> None:
    for pieces in (name_pieces(name), prose_pieces(name)):
        assert "".join(pieces) == name
        assert all(len(word) <= ANYWHERE for piece in pieces for word in piece.split())


@given(NAMES)
def test_no_word_that_fits_is_broken(name: str) -> None:
    at = 0
    for piece in name_pieces(name)[:-1]:
        at += len(piece)
        before = re.split(r"[_/.\- ]", name[:at])[-1]
        after = re.split(r"[_/.\- ]", name[at:])[0]
        assert not before or len(before + after) + 1 > LONGEST  # with the sign after it


@given(NAMES)
def test_the_longest_run_is_that_of_the_pieces(name: str) -> None:
    words = [word for piece in name_pieces(name) for word in piece.split()]
    assert longest_run(name, is_name=True) == max(map(len, words), default=0)


@pytest.mark.parametrize("sign", ["👩‍👩‍👧‍👦", "e\u0301", "👍🏽", "❤️"])
def test_a_sign_of_several_characters_stays_whole(sign: str) -> None:
    pieces = name_pieces(sign * 40)
    assert len(pieces) > 1
    assert all(piece == sign * (len(piece) // len(sign)) for piece in pieces)
