"""The options of the directives of views: their declaration, and their parsed values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sphinx_archdoc.catalogue.expression import Expression, parse_expression
from sphinx_archdoc.catalogue.model import Mention
from sphinx_archdoc.catalogue.tokens import ExpressionError
from sphinx_archdoc.parsing.values import Value
from sphinx_archdoc.problems import Code, Location, Problem, unknown_kind
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Field, FieldType, Kind

TEXTS = (Field(name="caption"), Field(name="empty"))
"""The options of every view: its caption, and the text to show if it selects nothing."""

SELECTION = (
    Field(name="where"),
    Field(name="scope", type=FieldType.CHOICE, choices=("page", "tree", "project")),
)
"""The options of every view that selects entries."""

_BETWEEN_NAMES = re.compile(r"[,;\s]+")


def declare(name: str, *fields: Field, argument: str = "none", form: str = "") -> Kind:
    """Declare the options of the view *name* as a kind, so that the parser of entries can read them.

    :param argument: ``name`` if the directive takes an argument, else ``none``.
    :param form: a description of the argument, for messages.
    """
    by_name = {field.name: field for field in fields}
    return Kind(name=name, title=name.capitalize(), argument=argument, form=form, fields=by_name)


class ViewOptions:
    """The parsed options of one directive, and their problems.

    :param name: the argument of the directive.
    :param values: the values of the options that the author set.
    :param lines: the 1-based line of each of them.
    :param where: the location of the directive.
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
        """The entries that the options refer to."""

    @property
    def common(self) -> dict[str, Any]:
        """The fields of every view, as keyword arguments."""
        texts = {key: self.text(key) for key in ("caption", "empty")}
        return {"where": self.where, "lines": self.lines, **texts}

    def selection(self, kinds: tuple[str, ...]) -> dict[str, Any]:
        """Return the fields of a view that selects entries of *kinds*, as keyword arguments."""
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
        """Return the known kinds in the option ``:kind:``, each once; an unknown kind is a problem."""
        return self.known_kinds(self.text("kind"), self.line_of("kind"))

    def known_kinds(self, names: str, where: Location) -> tuple[str, ...]:
        """Return the known kinds in a list of names, each once; an unknown kind is a problem.

        :param names: names separated by commas, semicolons or whitespace.
        :param where: the location of problems.
        """
        found = []
        for name in filter(None, _BETWEEN_NAMES.split(names)):
            if name in self.kinds:
                found.append(name)
            else:
                self.problems.append(unknown_kind(name, self.kinds, where))
        return tuple(dict.fromkeys(found))

    def mention(self, name: str, where: Location) -> None:
        """Note a reference to an entry, so that a broken one is a problem; it makes no backlink."""
        self.mentions.append(Mention(text=name, kinds=(), where=where, linked=False))

    def line_of(self, option: str) -> Location:
        """Return the location of an option; that of the directive if the author did not set it."""
        return self.where.at(self.lines.get(option))

    def _filter(self) -> Expression | None:
        """Return the expression of ``:where:``, or None if it is missing or not valid."""
        if "where" not in self.values:
            return None
        try:
            return parse_expression(self.text("where"))
        except ExpressionError as error:
            message = f"where: {error} (character {error.position})"
            self.problems.append(Problem(self.line_of("where"), Code.WRONG_EXPRESSION, message))
            return None
