"""``sphinx-archdoc query``: list entries, as a table on a page does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from sphinx_archdoc.answers.answer import Question, answer
from sphinx_archdoc.answers.markdown import markdown_table, markdown_text
from sphinx_archdoc.answers.query import Query, QueryResult, query_items, run_query
from sphinx_archdoc.cli.catalogue.load import Catalogues, load_catalogues
from sphinx_archdoc.cli.output.tables import TextGroup, csv_table, show_table
from sphinx_archdoc.cli.output.terminal import (
    Exit,
    UsageError,
    as_json,
    complain,
    escaped_json,
    printable,
    say,
    say_source,
)
from sphinx_archdoc.content.columns import grouped
from sphinx_archdoc.problems import counted


def query(asked: Query, sources: Sequence[str], format_: str) -> Exit:
    """Print the entries that a query selects.

    :raises UsageError: if no source can be read, or the query is wrong.
    """
    if asked.limit is not None and asked.limit < 0:
        raise UsageError(f"limit: {asked.limit} is less than 0")
    catalogues = load_catalogues(sources)
    try:
        result = run_query(asked, catalogues.loaded)
    except Question as error:
        raise UsageError(printable(str(error))) from None
    _PRINTERS[format_](asked, result, catalogues)
    if result.considered and not result.total and (asked.where or asked.text):
        complain(f"none of {counted(result.considered, 'entry', 'entries')} is selected")
    elif len(result.rows) < result.total and format_ != "json":
        complain(f"{len(result.rows)} of {counted(result.total, 'entry', 'entries')} are shown")
    return catalogues.exit


def _table(asked: Query, result: QueryResult, catalogues: Catalogues) -> None:
    show_table([printable(column.title) for column in result.columns], _groups(result))


def _csv(asked: Query, result: QueryResult, catalogues: Catalogues) -> None:
    columns = [column.key for column in result.columns]
    say_source(csv_table(columns, _groups(result)))


def _markdown(asked: Query, result: QueryResult, catalogues: Catalogues) -> None:
    headings = [markdown_text(column.title) for column in result.columns]
    for number, group in enumerate(_groups(result)):
        if group.title:
            say(f"{chr(10) if number else ''}### {markdown_text(group.title)}\n")
        rows = ([markdown_text(cell) for cell in row] for row in group.rows)
        say("\n".join(markdown_table(headings, rows)))


def _json(asked: Query, result: QueryResult, catalogues: Catalogues) -> None:
    items = query_items(asked, result)
    say(as_json(answer(items, total=result.total, missing=catalogues.missing)))


def _jsonl(asked: Query, result: QueryResult, catalogues: Catalogues) -> None:
    for item in query_items(asked, result):
        say(escaped_json(msgspec.json.encode(item).decode()))


def _keys(asked: Query, result: QueryResult, catalogues: Catalogues) -> None:
    for row in result.rows:
        say(printable(row.loaded.key_of(row.entry)))


_PRINTERS: Mapping[str, Callable[[Query, QueryResult, Catalogues], None]] = {
    "table": _table,
    "csv": _csv,
    "markdown": _markdown,
    "json": _json,
    "jsonl": _jsonl,
    "keys": _keys,
}


def _groups(result: QueryResult) -> list[TextGroup]:
    """Return the cells by group; one group without rows if nothing is selected."""
    groups = grouped(result.rows, lambda row: row.group)
    return [
        TextGroup(
            printable(title), [[printable(row.text(column)) for column in result.columns] for row in rows]
        )
        for title, rows in groups.items()
    ] or [TextGroup("", [])]
