"""Evidence in the heading of the column with the names of a table."""

from __future__ import annotations

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, Evidence, is_close
from sphinx_archdoc.markdown.recognise.tables.column_tables import lists_parts
from sphinx_archdoc.markdown.recognise.tables.column_words import is_part, names_columns
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings, are_paths
from sphinx_archdoc.markdown.recognise.tables.name_columns import has_classes, has_likely_names, has_names
from sphinx_archdoc.markdown.recognise.tables.number_columns import numbers_findings
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind, NameForm, NameStyle
from sphinx_archdoc.schema.own_forms import sql_field


def add_heading_of_names(
    evidence: Evidence,
    table: TableBlock,
    columns: ColumnMeanings,
    context: HeadingContext,
    vocabulary: Vocabulary,
) -> None:
    """Add the sign in the heading of the column with the names."""
    called_at = columns.name if columns.number is None else columns.number
    kind, heading = evidence.kind, table.header.cells[called_at]
    field = columns.name_field
    _object_to_place(evidence, table, columns, context, vocabulary)
    evidence.add_if(_has_parts(table, columns, kind), 1, "it has a column with the columns of each table")
    calls_names = context.kind is kind and not (is_close(kind, context, vocabulary) or is_part(heading))
    find = vocabulary.calls_names if kind.wording.shape else vocabulary.ends_with_names
    calls_names = calls_names and find(kind, context.heading)
    evidence.add_if(calls_names, 2, f"the heading above it has a word for names of {kind.name}")
    if are_paths(field, kind) and vocabulary.is_name(kind, heading):
        evidence.add(2, f"its names also fill '{field}', a field that only {kind.name} has")
    elif field and (field == kind.wording.telling or are_paths(field, kind)):
        evidence.add(3, f"its first column fills '{field}', a field that only {kind.name} has")
    elif vocabulary.is_own_name(kind, heading) or (
        kind.name_form is NameForm.USUAL and columns.name and vocabulary.ends_with_names(kind, heading)
    ):
        evidence.add(3, f"only {kind.name} has a column '{plain_text(heading)}' for the names")
        _add_first_column(evidence, table, columns, context)
    elif vocabulary.is_name(kind, heading):
        evidence.add(1, f"{kind.name} can have a column '{plain_text(heading)}' for the names")
        is_whole = kind.name_style is NameStyle.STRONG and not kind.wording.telling
        is_whole = is_whole and "" not in columns.meanings and len(columns.meanings) > 1
        evidence.add_if(is_whole, 1, f"all of its columns are those of {kind.name}")
    elif has_classes(table, columns.name, kind):
        evidence.add(3, f"most of its names are classes that end with a word for {kind.plural.lower()}")
    elif columns.name and vocabulary.hints_at(kind, heading):
        evidence.add(1, f"'{plain_text(heading)}' hints at the kind")
        are_others = all(row.cells[0].startswith("`") for row in table.rows)
        evidence.add_if(are_others, -THRESHOLD, "the first column has names in code, which are others")
    elif lists_parts(table):
        evidence.add(-THRESHOLD, f"its rows are parts of something, not {kind.plural.lower()}")
    elif not _tell_themselves(table, columns, kind, context):
        is_called = calls_names or is_close(kind, context, vocabulary)
        can_be_called = context.kind is kind and is_called and not is_part(heading)
        _add_other_heading(evidence, heading, vocabulary, can_be_called=can_be_called)


def _object_to_place(
    evidence: Evidence,
    table: TableBlock,
    columns: ColumnMeanings,
    context: HeadingContext,
    vocabulary: Vocabulary,
) -> None:
    """Add the sign that the first column has the names of the kind that the headings name: "Service"."""
    named, first = context.kind, table.header.cells[0]
    if not columns.name or named is None or named is evidence.kind or not context.is_exact:
        return
    is_other = vocabulary.is_name(named, first) and not vocabulary.is_name(evidence.kind, first)
    evidence.add_if(is_other, -THRESHOLD, f"the first column has the names of {named.plural.lower()}")


def _add_first_column(
    evidence: Evidence, table: TableBlock, columns: ColumnMeanings, context: HeadingContext
) -> None:
    """Add the sign in the first column if the names are in another one: it is something else, or a number."""
    kind = evidence.kind
    if columns.name == 0 or columns.meanings[0] or kind.name_style is NameStyle.CODE:
        return
    if numbers_findings(table):
        are_found = kind.wording.telling and context.kind is kind
        evidence.add_if(are_found, 2, "its rows begin with issue numbers")
    else:
        evidence.add(-2, "its first column contains neither the names nor a field")


def _tell_themselves(table: TableBlock, columns: ColumnMeanings, kind: Kind, context: HeadingContext) -> bool:
    """Return whether the names tell of the kind that a heading names, whatever their column is called."""
    if context.kind is not kind:
        return False
    has_shape = context.is_exact and has_names(table, columns.name, kind)
    return has_shape or has_likely_names(table, columns.name, kind)


def _add_other_heading(
    evidence: Evidence, heading: str, vocabulary: Vocabulary, *, can_be_called: bool
) -> None:
    """Add the sign that names are called as those of no kind, or of another one.

    :param can_be_called: whether a heading above says so clearly what they are that any word will do.
    """
    if not can_be_called:
        evidence.add(-2, f"{evidence.kind.name} has no column '{plain_text(heading)}' for the names")
    elif owner := _owner_of(heading, vocabulary):
        evidence.add(-2, f"only {owner.name} has a column '{plain_text(heading)}' for the names")


def _has_parts(table: TableBlock, columns: ColumnMeanings, kind: Kind) -> bool:
    """Return whether a table has a column with the columns of each of its tables: "Key fields"."""
    others = (cell for at, cell in enumerate(table.header.cells) if at != columns.name)
    return sql_field(kind) is not None and any(map(names_columns, others))


def _owner_of(heading: str, vocabulary: Vocabulary) -> Kind | None:
    """Return the only kind of which names are called as a column is, and have a shape: "Variable"."""
    owners = [kind for kind in vocabulary.kinds.values() if vocabulary.is_own_name(kind, heading)]
    return owners[0] if len(owners) == 1 and owners[0].wording.shape else None
