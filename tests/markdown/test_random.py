"""What is true of every document, whatever it looks like."""

from __future__ import annotations

from hypothesis import example, given

from sphinx_archdoc.markdown.document.blocks import Block
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.parser import read_blocks
from tests.examples import examples
from tests.markdown.documents import CELLS, HEADER, checked, documents, envvars, lost, own_columns, table
from tests.markdown.documents import KINDS as KINDS_TABLE


@examples(1.5)
@given(documents())
@example("# T\n\n**Created:** x\n\n**Created:** x\n")
@example(f"# Overview\n\nText.\n\n{envvars('PORT')}\n")
@example('# Overview\n\n```mermaid\nerDiagram\n    a ||--o{ b : "has"\n```\n\n**Name:** x\n')
@example(f"## Environment Variables\n\n{envvars('A')}\n|  |\n{envvars('B').splitlines()[-1]}\n")
@example(f"# T\n\n{table(own_columns(KINDS_TABLE['code']), ['[x]'], ['API', 'x', '`src/`', '—'])}\n")
@example(f"{HEADER}\n## News\n\n*Created: 2026-01-01*\n")
def test_a_document_is_converted_once_and_nothing_is_lost(text: str) -> None:
    done = checked(text)
    assert not lost(text, done)


@examples(1.5)
@given(documents())
def test_blocks_stand_in_order_and_are_their_lines(text: str) -> None:
    lines = text.split("\n")
    behind = 0
    for block in read_blocks(text):
        assert behind < block.start <= block.end <= len(lines)
        assert block.source == "\n".join(lines[block.start - 1 : block.end])
        behind = block.end
        _look_into(block)
    # what stands in no block is blank, or the target of a link
    assert [line for line in lines[behind:] if line.strip() and "]: " not in line] == []


def _look_into(block: Block) -> None:
    inner = getattr(block, "blocks", ()) + getattr(block, "items", ())
    for part in inner:
        assert block.start <= part.start <= part.end <= block.end
        _look_into(part)


@examples(1.5)
@given(CELLS)
def test_words_are_on_one_line(text: str) -> None:
    assert "\n" not in plain_text(text)
