"""The directives of views: they note what is to be shown, and leave a place for it."""

from __future__ import annotations

import re

from docutils.nodes import Node

from sphinx_archdoc.catalogue.expression import Expression, WrongExpression, parse_expression
from sphinx_archdoc.catalogue.model import DiagramView, ImpactView, Mention, SummaryView, TableView, View
from sphinx_archdoc.ext.directives.directive_text import DirectiveText, WrittenDirective
from sphinx_archdoc.ext.directives.unknown_kind import unknown_kind
from sphinx_archdoc.ext.doctree.nodes import view_node
from sphinx_archdoc.ext.environment.store import current_page, note_mention, note_problem, store_of
from sphinx_archdoc.parsing.entry import Reader, Reading
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.schema.model import Field, FieldType, Kind

_SCOPE = Field(name="scope", type=FieldType.CHOICE, choices=("page", "tree", "project"))
_SELECTION = [Field(name="where"), _SCOPE, Field(name="caption"), Field(name="empty")]
"""What all views that select entries have in common."""


def _options(name: str, fields: list[Field], argument: str = "none", form: str = "") -> Kind:
    """The options of a view, in the form of the kinds table: one reader serves both."""
    by_name = {field.name: field for field in fields}
    return Kind(name=name, title=name.capitalize(), argument=argument, form=form, fields=by_name)


TABLE = _options(
    "table",
    [
        Field(name="columns", type=FieldType.LIST),
        Field(name="sort", type=FieldType.LIST),
        Field(name="group-by", type=FieldType.CODE),
        *_SELECTION,
    ],
    argument="name",
    form="the name of a kind, or of several with commas",
)
DIAGRAM = _options(
    "diagram",
    [
        Field(name="kind"),
        Field(name="group-by", type=FieldType.CODE),
        Field(name="root"),
        Field(name="depth", type=FieldType.INTEGER),
        Field(name="direction", type=FieldType.CHOICE, choices=("LR", "TB", "RL", "BT", "TD")),
        *_SELECTION,
    ],
)
IMPACT = _options(
    "impact",
    [
        Field(name="as", type=FieldType.CHOICE, choices=("table", "diagram")),
        Field(name="caption"),
        Field(name="empty"),
    ],
    argument="name",
    form="the name of an entry",
)
SUMMARY = _options("summary", [Field(name="kind"), Field(name="by", type=FieldType.LIST), *_SELECTION])


class TableDirective(WrittenDirective):
    """``archdoc:table``: a table of all entries of some kinds."""

    def run(self) -> list[Node]:
        """Note the view, and leave its place."""
        text, reading = _read(self, TABLE)
        kinds = _kinds(self, reading.name, text.where)
        if not kinds:
            return []
        return _place(self, _selection(self, reading, text, kinds))


class DiagramDirective(WrittenDirective):
    """``archdoc:diagram``: a picture of a selection, with the lines between what it shows."""

    def run(self) -> list[Node]:
        """Note the view and what it names, and leave its place."""
        text, reading = _read(self, DIAGRAM)
        values = reading.values
        named = _named_kinds(self, reading, text)
        declared = store_of(self.env).kinds.values()
        kinds = named or tuple(kind.name for kind in declared if kind.cluster)
        root = str(values.get("root", ""))
        if root:
            where = _line_of("root", reading, text)
            note_mention(self.env, Mention(text=root, kinds=(), where=where, linked=False))
        selection = _selection(self, reading, text, kinds)
        view = DiagramView(
            selection=selection,
            whole=not named and selection.filter is None,
            root=root,
            depth=_depth(self, reading, text),
            direction=str(values.get("direction", "")),
        )
        return _place(self, view)


class ImpactDirective(WrittenDirective):
    """``archdoc:impact``: what breaks if an entry is down."""

    def run(self) -> list[Node]:
        """Note the view and what it names, and leave its place."""
        text, reading = _read(self, IMPACT)
        if not reading.name:
            return []
        note_mention(self.env, Mention(text=reading.name, kinds=(), where=text.where, linked=False))
        caption, empty = (str(reading.values.get(name, "")) for name in ("caption", "empty"))
        drawn = reading.values.get("as") == "diagram"
        return _place(self, ImpactView(name=reading.name, drawn=drawn, caption=caption, empty=empty))


class SummaryDirective(WrittenDirective):
    """``archdoc:summary``: how many entries there are, by what they say of themselves."""

    def run(self) -> list[Node]:
        """Note the view, and leave its place."""
        text, reading = _read(self, SUMMARY)
        named = _named_kinds(self, reading, text)
        kinds = named or tuple(store_of(self.env).kinds)
        selection = _selection(self, reading, text, kinds)
        by = _names(reading.values.get("by"))
        return _place(self, SummaryView(selection=selection, whole=not named, by=by))


def _read(directive: WrittenDirective, options: Kind) -> tuple[DirectiveText, Reading]:
    """The text of a view's directive, and the values of its options."""
    text = DirectiveText(directive)
    reading = Reader(options).read(text.written, text.where, text.place)
    note_problem(directive.env, *reading.problems)
    if text.written.body.strip():
        where = text.place(text.written.body_index)
        message = f"archdoc:{options.name} takes no content; what it shows is computed"
        note_problem(directive.env, Problem(where, Code.UNUSED_CONTENT, message))
    return text, reading


def _kinds(directive: WrittenDirective, names: str, where: Location) -> tuple[str, ...]:
    """The kinds that are named, each once; those that nobody declared are problems."""
    known = directive.env.domains["archdoc"].object_types
    kinds = []
    for name in filter(None, re.split(r"[,;\s]+", names)):
        if name in known:
            kinds.append(name)
        else:
            note_problem(directive.env, unknown_kind(name, known, where))
    return tuple(dict.fromkeys(kinds))


def _named_kinds(directive: WrittenDirective, reading: Reading, text: DirectiveText) -> tuple[str, ...]:
    """The kinds that the option ``:kind:`` names; none if it names none that there is."""
    if "kind" not in reading.values:
        return ()
    return _kinds(directive, str(reading.values["kind"]), _line_of("kind", reading, text))


def _depth(directive: WrittenDirective, reading: Reading, text: DirectiveText) -> int:
    """How many steps from the root are drawn."""
    depth = reading.values.get("depth", 1)
    if isinstance(depth, int) and depth >= 0:
        return depth
    message = f"depth: '{depth}' is less than 0"
    note_problem(directive.env, Problem(_line_of("depth", reading, text), Code.WRONG_VALUE, message))
    return 1


def _selection(
    directive: WrittenDirective, reading: Reading, text: DirectiveText, kinds: tuple[str, ...]
) -> TableView:
    """What the options say of the entries that are selected."""
    values = reading.values
    return TableView(
        kinds=kinds,
        columns=_names(values.get("columns")),
        filter=_filter(directive, reading, text),
        sort=_names(values.get("sort")),
        group_by=str(values.get("group-by", "")),
        scope=str(values.get("scope", "project")),
        caption=str(values.get("caption", "")),
        empty=str(values.get("empty", "")),
        where=text.where,
        lines=reading.lines,
    )


def _filter(directive: WrittenDirective, reading: Reading, text: DirectiveText) -> Expression | None:
    """The expression of ``:where:``; none if there is none, or a wrong one."""
    if "where" not in reading.values:
        return None
    try:
        return parse_expression(str(reading.values["where"]))
    except WrongExpression as error:
        message = f"where: {error} (character {error.position})"
        problem = Problem(_line_of("where", reading, text), Code.WRONG_EXPRESSION, message)
        note_problem(directive.env, problem)
        return None


def _place(directive: WrittenDirective, view: View) -> list[Node]:
    """Note a view on its page; the node that holds its place."""
    current_page(directive.env).views.append(view)
    node = view_node(view=view, docname=directive.env.docname)
    directive.set_source_info(node)
    return [node]


def _line_of(option: str, reading: Reading, text: DirectiveText) -> Location:
    return Location(text.where.source, reading.lines[option])


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in value) if isinstance(value, tuple) else ()
