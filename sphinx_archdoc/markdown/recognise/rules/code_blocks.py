"""Code blocks that hold entries.

The reference is "When is code read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import undecorated
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.code_languages.data_models import has_models, model_names, read_models
from sphinx_archdoc.markdown.recognise.code_languages.json import LANGUAGES, read_json
from sphinx_archdoc.markdown.recognise.code_languages.mermaid import is_entity_diagram, read_diagram
from sphinx_archdoc.markdown.recognise.code_languages.sql import created_tables, is_sql, read_sql
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_gone, is_near
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.names_below import name_in_code
from sphinx_archdoc.markdown.recognise.names.repeated import names_of_directives
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.parsing.states import DEPRECATED
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.schema.model import Field, Kind
from sphinx_archdoc.schema.own_forms import json_field, sql_field

PLAIN_CODE = frozenset({"", "http", "text", "txt", "plain", "plaintext"})
"""Info strings of code blocks that hold no program."""


_WRONG = re.compile(
    rf"\b(?:wrong|bad|not to do|(?:do not|don't|never)(?! (?:be )?commit)|before\W*$"
    rf"|anti-?pattern|{DEPRECATED})\b",
    re.I,
)
"""Words above code that readers should not use; what they must not commit is a file that they need."""

_SCHEMAS = {"prisma", "dbml"}
"""Languages that declare nothing but tables."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
"""What is between two sentences, of which only the last one is about the code below it."""

_NAME_FIRST = re.compile(r"(?P<name>\w+)(?:\s*[-–—:(（].*)?")
"""A heading that is a name, or begins with one and a sign."""

_LONGEST_LINE = 200
"""Characters of a line before code that can say so."""


def entity_diagram(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match an ``erDiagram`` of Mermaid, below any heading."""
    if not is_entity_diagram(node):
        return None
    kinds = (kind for kind in state.vocabulary.kinds.values() if kind.edge and kind.edge.sign)
    kind = next(kinds, None)
    if kind is None:
        return None
    read = partial(_read_diagram, node, kind, _table_kind(kind, context, state), state)
    return Match("it is an entity-relationship diagram", read, kind)


def _table_kind(kind: Kind, context: HeadingContext, state: DocumentState) -> tuple[Kind, Field] | None:
    """Return the kind of the entities and its field for SQL, if they are tables and not anything else."""
    ends = kind.fields[kind.edge.source].targets if kind.edge else ()
    for table in (state.vocabulary.kinds[end] for end in ends):
        field = sql_field(table)
        if field and _is_about((kind, table), context, state):
            return table, field
    return None


def _is_about(kinds: tuple[Kind, Kind], context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading above a diagram is about relationships or tables.

    A directive has no headings, and entries of its own kind only.

    :param kinds: the kind of the relationships, and that of the tables.
    """
    if not state.is_page:
        return context.kind is kinds[1]
    headings = (context.heading, *context.titles)
    named = (kind for title in headings for kind in state.vocabulary.kinds_in(title))
    hints = any(state.vocabulary.hints_at(kinds[1], title) for title in headings)  # "Database"
    return context.kind in kinds or any(kind in kinds for kind in named) or hints


def _read_diagram(
    code: CodeBlock, kind: Kind, table: tuple[Kind, Field] | None, state: DocumentState
) -> None:
    entries, rest = read_diagram(code, kind, table, _tables_told(table[0], state) if table else ())
    state.result.entries += entries
    if entries:
        state.result.remains[code.start, code.end] = rest


def _tables_told(kind: Kind, state: DocumentState) -> set[str]:
    """Return the names, in lower case, of the tables that SQL or directives of the page describe."""
    directives = names_of_directives(state.listed.directives, kind)
    return {*state.listed.created, *(name.casefold() for name in directives)}


def json_document(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match JSON that has the key of a kind, such as ``mcpServers``, below any heading."""
    if node.info.casefold() not in LANGUAGES:
        return None
    for kind in state.vocabulary.kinds.values():
        field = json_field(kind)
        if field and f'"{field.root}"' in node.text:
            reason = f"it has the key '{field.root}'"
            return Match(reason, partial(_read_json, node, kind, field, state), kind)
    return None


def _read_json(code: CodeBlock, kind: Kind, field: Field, state: DocumentState) -> None:
    known = {*names_of_directives(state.listed.directives, kind)}
    known |= {entry.name for entry in state.listed.entries_of(kind) if field.name in entry.fields}
    try:
        entries, rest = read_json(code, kind, field, known)
    except (ValueError, RecursionError) as error:
        line = code.first + getattr(error, "lineno", 1) - 1
        is_deep = isinstance(error, RecursionError)
        cause = "it is nested too deep" if is_deep else getattr(error, "msg", str(error))
        reason = f"the JSON cannot be read: {cause}"
        state.result.skip(code.start, code.end, reason)
        state.result.report(line, ProblemCode.UNREADABLE_JSON, reason, "it is shown as it is")
        return
    state.result.entries += entries
    if entries:
        state.result.remains[code.start, code.end] = rest


def requests_in_code(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match one of several code blocks below a heading that each begin with a name, as requests do.

    The paragraph before it says what it is for.
    """
    if node.info.casefold() not in PLAIN_CODE or not context.before:
        return None
    for kind in state.candidates(context):
        name = name_in_code(node, kind)
        if name and kind.summary and state.signs_of(context.section).names_in_code(kind) > 1:
            reason = f"its first line is a name of {kind.name}, as in other code below the heading"
            return Match(reason, partial(_read_request, node, name, kind, context.before, state), kind)
    return None


def _read_request(code: CodeBlock, name: str, kind: Kind, before: str, state: DocumentState) -> None:
    entry = RecognisedEntry(kind=kind.name, name=name, line=code.start, place=EntrySource.BLOCK)
    entry.fields[kind.summary] = SourceText(before.rstrip(":： \n"), code.start)
    span = LineSpan(code.start, code.end)
    if code.text.strip() != name:
        entry.notes.append(SourceText(code.source, code.start, (span,)))
    entry.lines.append((code.start, code.end))
    state.result.entries.append(entry)


def sql_tables(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match SQL below a heading that names a kind with SQL; elsewhere it can be an example of anything.

    Statements that create tables may also be below other headings of a page about them.
    """
    if not is_sql(node):
        return None
    kind = context.kind if context.kind and sql_field(context.kind) else None
    if kind is None and (created := [*created_tables(node.text)]) and not says_otherwise(context):
        kind = _kind_above(context, state) or _kind_of_created(created, context, state)
    field = sql_field(kind) if kind else None
    if kind is None or field is None:
        return None
    reason = f"it is SQL below a heading that names {kind.name}"
    return Match(reason, partial(_read_sql, node, kind, field, context, state), kind)


def says_otherwise(context: HeadingContext) -> bool:
    """Return whether the heading above code, or the line before it, says that it is gone, or wrong."""
    if is_gone(context.before) or is_gone(context.heading):
        return True
    *_, last = _SENTENCE_END.split(context.before.rstrip())
    is_short = len(context.before) <= _LONGEST_LINE
    return _WRONG.search(context.heading) is not None or (is_short and _WRONG.search(last) is not None)


def _kind_above(context: HeadingContext, state: DocumentState) -> Kind | None:
    """Return the kind with SQL that the line before a block, or any heading above it, has words for."""
    if not state.is_page:
        return context.kind if context.kind and sql_field(context.kind) else None
    words = (context.before, context.heading, *context.titles)
    kinds = (kind for text in words for kind in state.vocabulary.kinds_in(text))
    return next((kind for kind in kinds if sql_field(kind)), None)


def _kind_of_created(created: Sequence[str], context: HeadingContext, state: DocumentState) -> Kind | None:
    """Return the kind of tables if the heading above a statement has the name of a table that it creates.

    This holds in any language: "2. orders – die Bestellungen".
    """
    found = _NAME_FIRST.fullmatch(undecorated(plain_text(context.heading)).casefold())
    if not found or found["name"] not in {name.casefold().rpartition(".")[2] for name in created}:
        return None
    return next(filter(sql_field, state.vocabulary.kinds.values()), None)


def _read_sql(
    code: CodeBlock, kind: Kind, field: Field, context: HeadingContext, state: DocumentState
) -> None:
    entries = read_sql(code, kind, field)
    state.result.entries += entries
    if not entries:
        is_example = not is_near(kind, context, state.vocabulary) and state.is_page
        state.result.skip(code.start, code.end, "the SQL creates no table", is_aside=is_example)


def models_in_code(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match models of Prisma or tables of DBML, below a heading of a page that is about tables.

    The heading can also be the name of a model. The code stays as it is.
    """
    kind = _kind_above(context, state) if has_models(node) and not says_otherwise(context) else None
    if kind is None and state.is_page and (names := model_names(node)):
        kind = _kind_of_created(names, context, state) or _kind_of_schema(node, names, context, state)
    field = sql_field(kind) if kind else None
    if kind is None or field is None:
        return None
    return Match("it declares tables", partial(_read_models, node, kind, field, state), kind)


def _kind_of_schema(
    code: CodeBlock, names: Sequence[str], context: HeadingContext, state: DocumentState
) -> Kind | None:
    """Return the kind of tables if code in a language for schemas has several, or the page has others."""
    if code.info.casefold() not in _SCHEMAS or says_otherwise(context):
        return None
    kind = next(filter(sql_field, state.vocabulary.kinds.values()), None)
    return kind if kind and (len(names) > 1 or state.listed.of(kind)) else None


def _read_models(code: CodeBlock, kind: Kind, field: Field, state: DocumentState) -> None:
    known = state.listed.folded(kind)
    state.result.entries += [e for e in read_models(code, kind, field) if e.name.casefold() not in known]
    state.result.remains[code.start, code.end] = code.text.rstrip("\n")
