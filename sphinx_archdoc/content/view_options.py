"""The options of a view, as its directive gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sphinx_archdoc.catalogue.expression import Expression, WrongExpression, parse_expression
from sphinx_archdoc.catalogue.model import Mention
from sphinx_archdoc.parsing.values import Value
from sphinx_archdoc.problems import Code, Location, Problem, unknown_kind
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Field, FieldType, Kind

TEXTS = (Field(name="caption"), Field(name="empty"))
"""The options of every view: its caption, and what to say where there is nothing to show."""

SELECTION = (
    Field(name="where"),
    Field(name="scope", type=FieldType.CHOICE, choices=("page", "tree", "project")),
)
"""The options of every view that selects entries."""

_BETWEEN_NAMES = re.compile(r"[,;\s]+")


def declare(name: str, *fields: Field, argument: str = "none", form: str = "") -> Kind:
    """Return the options of the view *name* in the form of the kinds table: one parser serves both.

    :param argument: whether the directive takes a ``name``, or ``none``.
    :param form: what the name is, in words.
    """
    by_name = {field.name: field for field in fields}
    return Kind(name=name, title=name.capitalize(), argument=argument, form=form, fields=by_name)


class ViewOptions:
    """The parsed options of one directive, and what is wrong with them.

    :param name: the argument of the directive.
    :param lines: the line of each option.
    :param kinds: the kinds of the project.
    """

    def __init__(
        self,
        name: str,
        values: Mapping[str, Value],
        lines: Mapping[str, int],
        where: Location,
        kinds: KindsTable,
    ) -> None:
        self.name = name
        self.values = values
        self.lines = lines
        self.where = where
        self.kinds = kinds
        self.problems: list[Problem] = []
        self.mentions: list[Mention] = []
        """The entries that the view names."""

    @property
    def common(self) -> dict[str, object]:
        """The fields that every view has."""
        texts = {key: self.text(key) for key in ("caption", "empty")}
        return {"where": self.where, "lines": self.lines, **texts}

    def selection(self, kinds: tuple[str, ...]) -> dict[str, object]:
        """Return the fields of a view that selects entries of *kinds*."""
        return {
            **self.common,
            "kinds": kinds,
            "filter": self._filter(),
            "scope": self.text("scope", "project"),
            "group_by": self.text("group-by"),
        }

    def text(self, key: str, default: str = "") -> str:
        """Return the value of an option as text."""
        return str(self.values.get(key, default))

    def names(self, key: str) -> tuple[str, ...]:
        """Return the values of an option that takes a list."""
        value = self.values.get(key)
        return tuple(str(name) for name in value) if isinstance(value, tuple) else ()

    def named_kinds(self) -> tuple[str, ...]:
        """Return the kinds that the option ``:kind:`` names; none if it names none that exists."""
        return self.known_kinds(self.text("kind"), self.line_of("kind"))

    def known_kinds(self, names: str, where: Location) -> tuple[str, ...]:
        """Return the kinds that are named, each once; an unknown kind is a problem."""
        found = []
        for name in filter(None, _BETWEEN_NAMES.split(names)):
            if name in self.kinds:
                found.append(name)
            else:
                self.problems.append(unknown_kind(name, self.kinds, where))
        return tuple(dict.fromkeys(found))

    def mention(self, name: str, where: Location) -> None:
        """Note that the view names an entry: a broken reference is a problem, but makes no backlink."""
        self.mentions.append(Mention(text=name, kinds=(), where=where, linked=False))

    def line_of(self, option: str) -> Location:
        """Return where an option is given."""
        return Location(self.where.source, self.lines.get(option, self.where.line))

    def _filter(self) -> Expression | None:
        """Return the expression of ``:where:``; None if there is none, or a wrong one."""
        if "where" not in self.values:
            return None
        try:
            return parse_expression(self.text("where"))
        except WrongExpression as error:
            message = f"where: {error} (character {error.position})"
            self.problems.append(Problem(self.line_of("where"), Code.WRONG_EXPRESSION, message))
            return None
