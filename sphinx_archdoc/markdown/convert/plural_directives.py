"""Convert the directives that hold several entries, such as ``{archdoc:envvars}``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, HeadingBlock
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.model import RecognitionResult, SkippedLines
from sphinx_archdoc.markdown.recognise.page import recognise_entries
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.markdown.recognise.yaml_list import is_yaml_list, read_yaml_list
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.plurals import kinds_by_plural

_PLURAL = re.compile(r"\{archdoc:(?P<name>[\w-]+)\}\s*$")


def unwrap(blocks: Sequence[Block], vocabulary: Vocabulary) -> RecognitionResult:
    """Return the entries of all directives among *blocks* that hold several.

    A directive with anything else than entries in it is left as it is, so that nothing is lost.
    """
    plurals = kinds_by_plural(vocabulary.kinds)
    result = RecognitionResult()
    for block in blocks:
        found = _PLURAL.match(block.info) if isinstance(block, CodeBlock) else None
        kind = plurals.get(found["name"]) if found else None
        if isinstance(block, CodeBlock) and kind:
            _unwrap_one(block, kind, vocabulary, result)
    return result


def _unwrap_one(code: CodeBlock, kind: Kind, vocabulary: Vocabulary, result: RecognitionResult) -> None:
    content = "\n" * (code.first - 1) + code.text  # so that line numbers are those of the document
    blocks: Sequence[Block] = ()
    if is_yaml_list(code.text):
        read = read_yaml_list(content, kind, vocabulary, "")
    else:
        blocks = read_blocks(content)
        read = recognise_entries(blocks, kind, vocabulary, "")
    entries = sorted(read.entries, key=lambda entry: entry.line)
    covered = {*read.headings, *(line for entry in entries for line in entry.all_lines())}
    whole = all(_is_covered(block, covered, kind, vocabulary) for block in blocks)
    wrong = [p for p in read.problems if p.code is not ProblemCode.UNMAPPED_COLUMN]
    if not entries or not whole or read.unread or wrong or any(read.remains.values()):
        reason = next((unread.reason for unread in read.unread), "it holds more than entries, or no entries")
        result.unread.append(SkippedLines(code.start, code.end, f"{code.info}: {reason}", kind=kind.name))
        return
    entries[0].lines.append((code.start, code.end))
    result.entries += entries


def _is_covered(block: Block, covered: set[int], kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a block is read as an entry, or is a heading that names the kind."""
    names_kind = isinstance(block, HeadingBlock) and vocabulary.kind_of_heading(block.text) is kind
    return names_kind or not covered.isdisjoint(range(block.start, block.end + 1))
