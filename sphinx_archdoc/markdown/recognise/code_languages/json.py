"""Entries in JSON: one for each key below a known key, such as ``mcpServers``."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.schema.model import Field, Kind

LANGUAGES = frozenset({"json", "jsonc", "json5"})
"""Info strings of code blocks that hold JSON."""

_JSON_STRING = re.compile(r'(?P<string>"(?:[^"\\]++|\\.)*")(?P<colon>\s*+:)?')


def read_json(
    code: CodeBlock, kind: Kind, field: Field, known: Collection[str] = ()
) -> tuple[list[RecognisedEntry], str]:
    """Return an entry for each value below the key of *field*, and the rest of the document as JSON.

    :param known: names that the page has shown before, such as for another client; they stay in the rest.
    :raises ValueError: if the code is not valid JSON, or repeats a key.
    :raises RecursionError: if it is nested too deep.
    """
    document = json.loads(_with_braces(code.text), object_pairs_hook=_unique)
    values = document.get(field.root) if isinstance(document, dict) else None
    if not isinstance(values, Mapping):
        return [], ""
    entries = []
    keys = _KeyLines(code.text)
    shown = {name: value for name, value in values.items() if " ".join(name.split()) in known}
    for name, value in values.items():
        if name in shown:
            continue
        line = code.first + keys.line_of(name)
        text = SourceText(_json({field.root: {name: value}}), line)
        entries.append(
            RecognisedEntry(
                kind=kind.name,
                name=" ".join(name.split()),
                line=line,
                place=EntrySource.BLOCK,
                fields={field.name: text},
                lines=[(code.start, code.end)],
            )
        )
    rest = {key: value for key, value in document.items() if key != field.root or shown}
    if shown:
        rest[field.root] = shown
    return entries, _json(rest) if rest else ""


def _with_braces(text: str) -> str:
    """Return JSON with its outer braces, which can be left out, as in what is added to a file."""
    bare = text.strip().rstrip(",")
    return f"{{{text.rstrip().rstrip(',')}}}" if bare.startswith('"') and bare.endswith("}") else text


class _KeyLines:
    """Finds the lines of keys, which must be asked for in the order of the document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.strings = _JSON_STRING.finditer(text)
        self.line = self.end = 0

    def line_of(self, key: str) -> int:
        """Return the line of the next key of this name, from 0, or that of the last key found."""
        for found in self.strings:
            if found["colon"] and json.loads(found["string"]) == key:
                self.line += self.text.count("\n", self.end, found.start())
                self.end = found.start()
                break
        return self.line


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Build an object, as ``object_pairs_hook``; without it, ``json`` drops the first of two equal keys.

    :raises ValueError: if two keys are equal.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise ValueError(f"the key '{next(key for key in counts if counts[key] > 1)}' is given twice")
    return found


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
