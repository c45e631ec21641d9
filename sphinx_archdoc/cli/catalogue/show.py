"""``sphinx-archdoc show``: one entry with both ends of its references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.answers.answer import Question, answer
from sphinx_archdoc.answers.markdown import markdown_code, markdown_text
from sphinx_archdoc.answers.names import find_entry
from sphinx_archdoc.answers.shown import DescribedEntry, LinkedEntry, shown_entry
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.cli.catalogue.load import load_catalogues
from sphinx_archdoc.cli.output.terminal import Exit, UsageError, as_json, on_terminal, printable, say, show
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.schema.model import SOURCES, heading_key


class _Fact(msgspec.Struct, frozen=True):
    """A line of the description."""

    title: str
    text: str = ""
    ends: Sequence[LinkedEntry] = ()
    is_source: bool = False
    """True if the text is a block of source code."""


def show_entry(name: str, sources: Sequence[str], format_: str) -> Exit:
    """Print one entry.

    :raises UsageError: if no source can be read, or the name does not mean one entry.
    """
    catalogues = load_catalogues(sources)
    try:
        entry, loaded = find_entry(name, catalogues.loaded)
    except Question as error:
        raise UsageError(printable(str(error))) from None
    shown = shown_entry(entry, loaded)
    facts = list(_facts(shown, entry, loaded))
    if format_ == "json":
        say(as_json(answer([shown], missing=catalogues.missing)))
    elif format_ == "markdown":
        say("\n".join(_markdown(shown, facts)))
    else:
        _text(shown, facts, loaded)
    return catalogues.exit


def _facts(shown: DescribedEntry, entry: Entry, loaded: LoadedCatalogue) -> Iterator[_Fact]:
    """Yield the fields in the order of the kind, then the backlinks."""
    graph = loaded.graph
    for field in graph.catalogue.kind_of(entry).fields.values():
        if references := shown.references.get(field.name):
            yield _Fact(field.title, ends=references)
        if field.type in SOURCES and field.name in entry.values:
            yield _Fact(field.title, str(entry.values[field.name]), is_source=True)
        elif field.name in entry.values and not references:
            yield _Fact(field.title, title_of_cell(entry, field.name, graph))
    headings: Mapping[str, str] = {heading_key(heading): heading for heading in graph.backlinks_of(entry)}
    for key, links in shown.backlinks.items():
        yield _Fact(headings[key], ends=links)


def _text(shown: DescribedEntry, facts: Sequence[_Fact], loaded: LoadedCatalogue) -> None:
    kind = loaded.graph.catalogue.kinds[shown.kind]
    say(f"{printable(shown.title or shown.name)} ({printable(kind.title)})", "bold")
    say(printable(f"{shown.source}:{shown.line}"), "dim")
    if shown.address:
        say(printable(shown.address), "dim")
    lines = [(printable(fact.title), text) for fact in facts if not fact.is_source for text in _texts(fact)]
    if lines:
        say("")
        _show_lines(lines)
    for fact in facts:
        if fact.is_source:
            say(f"\n{printable(fact.title)}", "cyan")
            say("\n".join(f"    {printable(line)}" for line in fact.text.splitlines()))
    for problem in shown.problems:
        hint = f"; {problem.hint}" if problem.hint else ""
        where = f"{problem.source}:{problem.line}"
        say(f"\n{printable(f'{where}: {problem.message}{hint} [{problem.code}]')}", "yellow")


def _texts(fact: _Fact) -> Iterator[str]:
    if fact.ends:
        yield printable(", ".join(end.title for end in fact.ends))
    else:
        yield " ".join(printable(line) for line in fact.text.split("\n"))


def _show_lines(lines: Sequence[tuple[str, str]]) -> None:
    width = max(len(title) for title, _ in lines)
    if not on_terminal():
        for title, text in lines:
            say(f"{title:<{width}}  {text}".rstrip())
        return
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for title, text in lines:
        table.add_row(title, Text(text))
    show(table)


def _markdown(shown: DescribedEntry, facts: Sequence[_Fact]) -> Iterator[str]:
    yield f"### {markdown_text(shown.title or shown.name)}"
    yield ""
    where = f" · <{shown.address}>" if shown.address else ""
    yield f"{markdown_code(shown.key)} · {markdown_code(f'{shown.source}:{shown.line}')}{where}"
    yield ""
    for fact in facts:
        if fact.is_source:
            continue
        names = ", ".join(
            markdown_code(end.key) if end.key else markdown_text(end.title) for end in fact.ends
        )
        yield f"- **{markdown_text(fact.title)}:** {names or markdown_text(fact.text)}"
    for fact in facts:
        if fact.is_source:
            yield from ("", f"**{markdown_text(fact.title)}**", "", *_indented(fact.text))


def _indented(text: str) -> Iterator[str]:
    yield from (f"    {line}" for line in text.splitlines())
