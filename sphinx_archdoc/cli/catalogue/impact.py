"""``sphinx-archdoc impact``: who is affected if an entry is down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.answers.answer import Question, answer
from sphinx_archdoc.answers.dependents import affected_items, impact_in, scenarios_of
from sphinx_archdoc.answers.markdown import markdown_table, markdown_text
from sphinx_archdoc.answers.names import find_entry
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.cli.catalogue.load import Catalogues, load_catalogues
from sphinx_archdoc.cli.output.tables import TextGroup, say_gap, show_table
from sphinx_archdoc.cli.output.terminal import (
    Exit,
    UsageError,
    as_json,
    complain,
    on_terminal,
    printable,
    say,
    say_source,
    show,
)
from sphinx_archdoc.content.diagram import Diagram, DiagramNode
from sphinx_archdoc.content.impact import Affected, Impact
from sphinx_archdoc.problems import counted


class _Answer(msgspec.Struct, frozen=True):
    entry: Entry
    impact: Impact
    loaded: LoadedCatalogue
    catalogues: Catalogues
    reverse: bool

    @property
    def summary(self) -> str:
        """One line: how many are affected by what."""
        number = len(self.impact.affected)
        if self.reverse:
            return f"{self.entry.title} needs {counted(number, 'other')}"
        are = counted(number, "dependant is", "dependants are")
        return f"{are} affected if {self.entry.title} is down"

    @property
    def columns(self) -> list[str]:
        """The columns with values."""
        is_described = any(one.degradation for one in self.impact.affected)
        return [column for column in self.impact.columns if column != "degradation" or is_described]

    def headings(self) -> list[str]:
        """Return the titles of the columns."""
        from sphinx_archdoc.content.views.impact import IMPACT_COLUMNS

        titles = {column.key: column.title for column in IMPACT_COLUMNS}
        titles |= {"affected": "Needed"} if self.reverse else {}
        return [titles[key] for key in self.columns]

    def rows(self, *, in_short: bool = False) -> Iterator[list[str]]:
        """Yield the cells of each row.

        :param in_short: name the scenarios without saying what happens in them.
        """
        for affected in self.impact.affected:
            cells = _cells(affected, self.loaded)
            if in_short:
                cells["degradation"] = "; ".join(one.title for one in affected.degradation)
            yield [" ".join(cells[column].split()) for column in self.columns]


def show_impact(
    name: str, sources: Sequence[str], format_: str, *, depth: int | None = None, reverse: bool = False
) -> Exit:
    """Print who is affected if an entry is down, or what it needs.

    :raises UsageError: if no source can be read, or the name does not mean one entry.
    """
    if depth is not None and depth < 1:
        raise UsageError(f"depth: {depth} is less than 1")
    catalogues = load_catalogues(sources)
    try:
        entry, loaded = find_entry(name, catalogues.loaded)
    except Question as error:
        raise UsageError(printable(str(error))) from None
    impact = impact_in(loaded, entry, depth=depth, reverse=reverse)
    _PRINTERS[format_](_Answer(entry, impact, loaded, catalogues, reverse))
    if not impact.affected and format_ != "json":
        complain(f"no entry {'is needed by' if reverse else 'depends on'} {printable(entry.title)}")
    return catalogues.exit


def _cells(affected: Affected, loaded: LoadedCatalogue) -> dict[str, str]:
    path, title_of = affected.through, loaded.graph.title_of
    left_out = [f"({path.left_out} more)"] if path.left_out else []
    way = [*map(title_of, path.first), *left_out, *map(title_of, path.last)]
    return {
        "affected": affected.name,
        "through": " → ".join(way),
        "owner": affected.owner,
        "focus": affected.focus,
        "degradation": "; ".join(scenarios_of(affected, loaded)),
    }


def _text(found: _Answer) -> None:
    say(printable(found.summary), "bold")
    if found.impact.affected:
        say_gap()
        rows = [[printable(cell) for cell in row] for row in found.rows(in_short=on_terminal())]
        show_table(found.headings(), [TextGroup("", rows)])
    if on_terminal():
        scenarios = (scenarios_of(affected, found.loaded) for affected in found.impact.affected)
        for scenario in dict.fromkeys(one for several in scenarios for one in several):
            show(f"{printable(scenario)}\n", wide=True)


def _json(found: _Answer) -> None:
    items = affected_items(found.impact, found.loaded)
    say(as_json(answer(items, missing=found.catalogues.missing)))


def _markdown(found: _Answer) -> None:
    say(f"{markdown_text(found.summary)}\n")
    rows = ([markdown_text(cell) for cell in row] for row in found.rows())
    say("\n".join(markdown_table(found.headings(), rows)))


def _diagram(found: _Answer) -> Diagram:
    from sphinx_archdoc.content.views.impact import impact_diagram

    return impact_diagram(found.impact, found.loaded.graph)


def _address(found: _Answer) -> Callable[[DiagramNode], str]:
    return lambda node: found.loaded.address_of(node.page, node.anchor) if node.page else ""


def _mermaid(found: _Answer) -> None:
    from sphinx_archdoc.drawing.mermaid import mermaid_source

    say_source(mermaid_source(_diagram(found), _address(found)).removesuffix("\n"))


def _dot(found: _Answer) -> None:
    from sphinx_archdoc.drawing.dot import dot_source

    say_source(dot_source(_diagram(found), _address(found)).removesuffix("\n"))


_PRINTERS: Mapping[str, Callable[[_Answer], None]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "mermaid": _mermaid,
    "dot": _dot,
}
