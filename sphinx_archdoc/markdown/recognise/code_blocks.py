"""Code blocks that hold entries: which they are, and what stays of them."""

from __future__ import annotations

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.recognise.code_languages.json import LANGUAGES, read_json
from sphinx_archdoc.markdown.recognise.code_languages.mermaid import is_entity_diagram, read_relationships
from sphinx_archdoc.markdown.recognise.code_languages.sql import read_sql
from sphinx_archdoc.markdown.recognise.model import RecognitionResult, SkippedLines
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary, json_field, sql_field
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.schema.model import Field, Kind


class CodeReader:
    """Reads the code blocks of one document.

    :param recognition: where to note what was found.
    """

    def __init__(self, vocabulary: Vocabulary, recognition: RecognitionResult) -> None:
        self.vocabulary = vocabulary
        self.recognition = recognition

    def read(self, code: CodeBlock, kind: Kind | None) -> None:
        """Note the entries in a code block.

        :param kind: what the headings above it name. SQL without them may be an example of anything.
        """
        language = code.info.casefold()
        if is_entity_diagram(code):
            self._relationships(code)
        elif language in LANGUAGES:
            self._json(code)
        elif kind and (field := sql_field(kind)) and language.startswith(("sql", "postgres")):
            entries = read_sql(code, kind, field)
            self.recognition.entries += entries
            if not entries:
                self.recognition.unread.append(SkippedLines(code.start, code.end, "the SQL creates no table"))

    def _relationships(self, code: CodeBlock) -> None:
        for kind in self.vocabulary.kinds.values():
            if kind.edge and kind.edge.sign:
                entries, rest = read_relationships(code, kind)
                self.recognition.entries += entries
                if entries:
                    self.recognition.remains[code.start, code.end] = rest
                return

    def _json(self, code: CodeBlock) -> None:
        for kind in self.vocabulary.kinds.values():
            field = json_field(kind)
            if field and f'"{field.root}"' in code.text:
                self._json_of(code, kind, field)
                return

    def _json_of(self, code: CodeBlock, kind: Kind, field: Field) -> None:
        try:
            entries, rest = read_json(code, kind, field)
        except (ValueError, RecursionError) as error:
            line = code.first + getattr(error, "lineno", 1) - 1
            is_deep = isinstance(error, RecursionError)
            said = "it is nested too deep" if is_deep else getattr(error, "msg", str(error))
            reason = f"the JSON cannot be read: {said}"
            self.recognition.unread.append(SkippedLines(code.start, code.end, reason))
            self.recognition.report(line, ProblemCode.UNREADABLE_JSON, reason, "it is shown as it is")
            return
        self.recognition.entries += entries
        if entries:
            self.recognition.remains[code.start, code.end] = rest
