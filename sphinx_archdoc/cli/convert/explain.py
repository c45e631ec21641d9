"""``sphinx-archdoc convert --check --explain LINE``: the evidence for and against each kind at a line."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD
from sphinx_archdoc.markdown.recognise.explain import explain
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary


def explanation(file: str, text: str, line: int, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the lines to print for a line of a file.

    :param file: how the file is named.
    :param text: its text, whose lines end with a line feed.
    """
    found = explain(read_blocks(text), vocabulary, line)
    yield f"{file}:{line}: in lines {found.start}-{found.end}"
    for evidence in found.evidence:
        yield f"  {evidence.kind.name}: {evidence.points} points; {THRESHOLD} are needed"
        for sign in evidence.signs:
            yield f"    {sign.points:+d} {sign.words}"
    for problem in found.problems:
        yield f"  {problem}"
    if not (found.evidence or found.problems):
        yield "  there is no evidence for any kind"
    for rule in found.rules:
        kind = f" ({rule.kind})" if rule.kind else ""
        yield f"  lines {rule.start}-{rule.end}: {rule.rule}{kind}, because {rule.reason}"
