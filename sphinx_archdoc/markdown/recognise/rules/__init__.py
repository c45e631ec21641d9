"""The rules that decide what the parts of a document are.

To add a rule, write a function ``(node, context, state) -> Match | None`` into a module of this folder, add
it to ``RULES``, and give it a file of cases, ``tests/markdown/cases/<name of the function>.md``.
"""

from __future__ import annotations

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    ListBlock,
    OpaqueBlock,
    ParagraphBlock,
    TableBlock,
)
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.rule import Rule, RuleList
from sphinx_archdoc.markdown.recognise.rules.assignments import assignments_in_code
from sphinx_archdoc.markdown.recognise.rules.code_blocks import (
    entity_diagram,
    json_document,
    models_in_code,
    requests_in_code,
    sql_tables,
)
from sphinx_archdoc.markdown.recognise.rules.document_header import document_header
from sphinx_archdoc.markdown.recognise.rules.entry_heading import entry_heading, heading_by_evidence
from sphinx_archdoc.markdown.recognise.rules.headings import (
    document_title,
    kind_heading,
    kind_within_heading,
    missing_labels,
    other_heading,
)
from sphinx_archdoc.markdown.recognise.rules.item_list import grouped_list, item_list, list_by_evidence
from sphinx_archdoc.markdown.recognise.rules.lines_of_code import (
    announced_in_code,
    identifiers_in_code,
    lines_of_names,
)
from sphinx_archdoc.markdown.recognise.rules.marked import marked
from sphinx_archdoc.markdown.recognise.rules.names_in_line import names_in_line
from sphinx_archdoc.markdown.recognise.rules.no_entries import (
    contents_list,
    heading_of_plans,
    list_of_what_is_gone,
)
from sphinx_archdoc.markdown.recognise.rules.overview import overview
from sphinx_archdoc.markdown.recognise.rules.steps import settings_in_steps
from sphinx_archdoc.markdown.recognise.rules.tables import (
    names_in_cells,
    settings_in_cells,
    table_below_heading,
    table_by_columns,
    table_by_evidence,
    table_like_another,
)
from sphinx_archdoc.markdown.recognise.rules.unknown_tables import table_without_dashes, unknown_table
from sphinx_archdoc.markdown.recognise.rules.unread import unread_code, unread_html, unread_list, unread_text
from sphinx_archdoc.markdown.recognise.state import Document, DocumentRules

RULES: DocumentRules = RuleList(
    Rule(object, marked),
    Rule(Document, document_header),
    Rule(Section, heading_of_plans),
    Rule(Section, entry_heading),
    Rule(Section, overview),
    Rule(Section, document_title),
    Rule(Section, kind_heading),
    Rule(Section, kind_within_heading),
    Rule(Section, heading_by_evidence),
    Rule(Section, missing_labels),
    Rule(Section, other_heading),
    Rule(TableBlock, names_in_cells),
    Rule(TableBlock, table_below_heading),
    Rule(TableBlock, table_by_columns),
    Rule(TableBlock, table_by_evidence),
    Rule(TableBlock, table_like_another),
    Rule(TableBlock, settings_in_cells),
    Rule(TableBlock, unknown_table),
    Rule(Block, names_in_line),
    Rule(ListBlock, contents_list),
    Rule(ListBlock, list_of_what_is_gone),
    Rule(ListBlock, grouped_list),
    Rule(ListBlock, item_list),
    Rule(ListBlock, list_by_evidence),
    Rule(ListBlock, settings_in_steps),
    Rule(ListBlock, unread_list),
    Rule(CodeBlock, entity_diagram),
    Rule(CodeBlock, json_document),
    Rule(CodeBlock, sql_tables),
    Rule(CodeBlock, models_in_code),
    Rule(CodeBlock, lines_of_names),
    Rule(CodeBlock, identifiers_in_code),
    Rule(CodeBlock, announced_in_code),
    Rule(CodeBlock, requests_in_code),
    Rule(CodeBlock, assignments_in_code),
    Rule(CodeBlock, unread_code),
    Rule(ParagraphBlock, table_without_dashes),
    Rule(ParagraphBlock, unread_text),
    Rule(OpaqueBlock, unread_html),
)
