"""The directives that hold several entries, as they stand in a document that is converted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, Heading
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.model import RecognitionResult, SkippedLines
from sphinx_archdoc.markdown.recognise.page import recognise_entries
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.markdown.recognise.yaml_list import is_yaml_list, read_yaml_list
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.schema.model import Kind

_PLURAL = re.compile(r"\{archdoc:(?P<name>[\w-]+)\}\s*$")


def unwrap(blocks: Sequence[Block], vocabulary: Vocabulary) -> RecognitionResult:
    """The entries in all directives of *blocks* that hold several.

    A directive is left as it is if anything in it is more than entries: nothing is to be lost.
    """
    kinds = vocabulary.kinds
    plurals = {name: kind for kind in kinds.values() for name in kind.plural_names if name not in kinds}
    result = RecognitionResult()
    for block in blocks:
        found = _PLURAL.match(block.info) if isinstance(block, CodeBlock) else None
        kind = plurals.get(found["name"]) if found else None
        if isinstance(block, CodeBlock) and kind:
            _unwrap_one(block, kind, vocabulary, result)
    return result


def _unwrap_one(code: CodeBlock, kind: Kind, vocabulary: Vocabulary, result: RecognitionResult) -> None:
    content = "\n" * (code.first - 1) + code.text  # so that lines are those of the document
    blocks: Sequence[Block] = ()
    if is_yaml_list(code.text):
        read = read_yaml_list(content, kind, vocabulary, "")
    else:
        blocks = read_blocks(content)
        read = recognise_entries(blocks, kind, vocabulary, "")
    entries = sorted(read.entries, key=lambda entry: entry.line)
    said = {*read.headings, *(line for entry in entries for line in entry.all_lines())}
    whole = all(_is_said(block, said, kind, vocabulary) for block in blocks)
    wrong = [p for p in read.problems if p.code is not ProblemCode.UNMAPPED_COLUMN]
    if not entries or not whole or read.unread or wrong or any(read.remains.values()):
        reason = next((unread.reason for unread in read.unread), "it holds more than entries, or none")
        result.unread.append(SkippedLines(code.start, code.end, f"{code.info}: {reason}"))
        return
    entries[0].lines.append((code.start, code.end))
    result.entries += entries


def _is_said(block: Block, said: set[int], kind: Kind, vocabulary: Vocabulary) -> bool:
    """Whether entries, or a heading that only names their kind, are all that a block says."""
    names_kind = isinstance(block, Heading) and vocabulary.kind_of_heading(block.text) is kind
    return names_kind or not said.isdisjoint(range(block.start, block.end + 1))
