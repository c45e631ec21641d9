"""Problems: mistakes that an author should fix, as values.

Pure code returns them. Only :mod:`sphinx_archdoc.ext.report` logs them, as Sphinx warnings.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from sphinx_archdoc.spelling import did_you_mean


class Location(msgspec.Struct, frozen=True, order=True, gc=False):
    """A line of a source file."""

    source: str
    """Path of the file relative to the source directory, with forward slashes."""
    line: int = 0
    """1-based line number; 0 if only the file is known."""

    def at(self, line: int | None) -> Location:
        """Return another line of the same file; this one if *line* is None."""
        return self if line is None else Location(self.source, line)


class Code(StrEnum):
    """Code of a problem. ``archdoc.<value>`` is its type in Sphinx's ``suppress_warnings``.

    The reference page of the problems is generated from this enum.
    """

    meaning: str
    """What is wrong, in MyST Markdown."""
    remedy: str
    """What to do about it, in MyST Markdown."""

    def __new__(cls, value: str, meaning: str, remedy: str) -> Code:
        """Create a member that equals *value* and carries its documentation."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.meaning = meaning
        code.remedy = remedy
        return code

    UNKNOWN_KIND = (
        "unknown-kind",
        "A directive, a role or a view names a kind that is not declared.",
        "Correct the name, or declare the kind in `archdoc_kinds`.",
    )
    UNKNOWN_FIELD = (
        "unknown-field",
        "An option names a field that the kind does not have. The other options are used.",
        "Correct the name, or add the field to the kind in `archdoc_kinds`.",
    )
    UNKNOWN_COLUMN = (
        "unknown-column",
        "A view names a column that none of its kinds has. The other columns are shown.",
        "Use `name`, `page`, `kind`, `summary`, a field of the kind, or the heading of a backlink "
        "in lower case with hyphens, such as `depended-on-by`.",
    )
    WRONG_EXPRESSION = (
        "wrong-expression",
        "The expression in `:where:` cannot be parsed. The view shows its entries unfiltered.",
        "Correct it at the position that the message names. Write comparisons of a column with a value, "
        "joined by `and` and `or`.",
    )
    UNUSED_CONTENT = (
        "unused-content",
        "The directive of a view has content, but a view shows only what it computes. The text is left out.",
        "Move the text before or after the directive, or into its `:caption:`.",
    )
    MISSING_FIELD = (
        "missing-field",
        "A field that the kind requires is missing.",
        "Write it as an option or, if the kind allows it, as the content of the directive.",
    )
    EMPTY_FIELD = (
        "empty-field",
        "An option has no value, and its field is not a flag.",
        "Write a value after the colon, or remove the option.",
    )
    WRONG_OPTION = (
        "wrong-option",
        "A line that is meant to be an option is read as a part of a value or as text: an option below the "
        "text, a line without a name between the `---` lines, or a quote or `---` that is not closed.",
        "Write `:name: value` directly below the directive, or `name: value` between two lines `---`.",
    )
    REPEATED_FIELD = (
        "repeated-field",
        "A directive has the same option twice. The first one is used.",
        "Keep one of them. Write several values of one field in one option, separated by commas.",
    )
    WRONG_VALUE = (
        "wrong-value",
        "A value does not match the type of its field: for example, it is not one of the choices, or not a "
        "valid date. The field is left out. In `:where:`, such a comparison is never true.",
        "Write a value of the type that the message names.",
    )
    PLACEHOLDER = (
        "placeholder",
        "A placeholder of the template, such as `[VAR_NAME_1]` or `[TODO]`, was not filled in. "
        "It is never used as a value.",
        "Fill it in, or remove the option.",
    )
    CREDENTIAL = (
        "credential",
        "A value looks like a credential of a well-known service, such as an access key, a token or a "
        "private key. Pages show only its first characters, but the source of the page has all of it, and "
        "prose is shown as it is written.",
        "If the credential is real, revoke it, because it is in the history of the repository. Write a "
        "placeholder such as `<token>`, `ghp_xxx` or `sk_test_...` instead.",
    )
    CUT_VALUE = (
        "cut-value",
        "A value contains ` #`, which starts a comment in YAML: other tools that read MyST Markdown drop "
        "the rest of the line. sphinx-archdoc keeps the whole value.",
        "Put the value in quotes.",
    )
    BLOCK_VALUE = (
        "block-value",
        "`:field: |` starts a block of text, which MyST Markdown supports only between `---` lines. "
        "sphinx-archdoc uses the indented lines below as the value; other tools show them as content.",
        "Write the options between `---` lines, or write the text as the content of the directive.",
    )
    MISSING_NAME = (
        "missing-name",
        "An entry has no name. Its content is shown, but nothing can refer to it.",
        "Write the name after the directive, as in `{archdoc:envvar} JWT_SECRET`.",
    )
    WRONG_NAME = (
        "wrong-name",
        "A name does not have the form that its kind requires.",
        "Write it in the form that the message shows, for example `GET /v1/users` for an endpoint.",
    )
    DUPLICATE_ENTRY = (
        "duplicate-entry",
        "A name is defined twice where it must be unique: in the project or on its page, depending on the "
        "kind. References lead to the first definition.",
        "Define it once. To show the entry in another place, use `archdoc:table` with `:where: name in (…)`.",
    )
    DANGLING_REFERENCE = (
        "dangling-reference",
        "A reference is broken: a field or a role names an entry that exists neither in this project nor in "
        "one that is linked through intersphinx.",
        "Correct the name, or define the entry.",
    )
    AMBIGUOUS_REFERENCE = (
        "ambiguous-reference",
        "A reference matches several entries, because they have the same name.",
        "Write `page#NAME` to select the page, or `kind:NAME` to select the kind.",
    )
    TOO_DEEP = (
        "too-deep",
        "Entries are nested more deeply than Sphinx can process. The content is shown as it is written.",
        "Move the inner entries out of the outer ones, and name the outer ones in a field.",
    )
    UNMAPPED_COLUMN = (
        "unmapped-column",
        "A table is read as entries, but one of its columns matches no field of the kind. "
        "The cells of the column are kept as notes on the entries.",
        "Use the heading of a field for the column. Or use `archdoc_kinds` to add a field to the kind, or to "
        "add the heading to the words of a field.",
    )
    UNREAD = (
        "unread",
        "A heading or a marker announces entries, but something below it that looks like entries is not "
        "understood: a table, a list or a heading. Each section is reported once, at the line of the "
        "nearest heading.",
        "Use the columns or labels that the message names. Or write a marker above the block, with the kind "
        "of its entries, or with `none` if it contains no entries.",
    )
    WRONG_MARKER = (
        "wrong-marker",
        "A marker, a comment such as `<!-- archdoc: envvar -->`, names a kind, a field or a column that does "
        "not exist, or gives a column two meanings. Or it has no effect: there is no table, list or heading "
        "directly below it, it is within a list, a block quote or an entry, there is other text on its line, "
        "or the colon after `archdoc` is missing. The valid parts of the marker are used, if they tell which "
        "column has the names. What is below it is not reported for other reasons, and not converted.",
        "Correct the marker as the message says, or move it to the line above the block that it is about.",
    )
    UNREADABLE_TABLE = (
        "unreadable-table",
        "Lines look like a table, but are not one in Markdown: there is no line of dashes below the "
        "headings, or a row has more cells than there are headings.",
        "Write `|---|---|` below the headings, and `\\|` for a vertical bar within a cell.",
    )
    NOT_ENTRIES = (
        "not-entries",
        "A directive such as `archdoc:envvars` contains text in which no entries are recognised. "
        "The text is shown as it is.",
        "Write a table with a column for the name, a list whose items start with the name, or a YAML list. "
        "Move other text before or after the directive.",
    )
    UNREADABLE_SQL = (
        "unreadable-sql",
        "The SQL of a table cannot be parsed, and is shown as it is. Or it creates tables that are not read.",
        "Correct it, or name its dialect in `archdoc_sql_dialects`. Write an entry for each table.",
    )
    UNREADABLE_JSON = (
        "unreadable-json",
        "The JSON in the content of a directive cannot be parsed. It is shown as it is.",
        "Correct the JSON at the line that the message names.",
    )
    RESERVED_PAGE = (
        "reserved-page",
        "A page has the name of an index page, such as `archdoc-component`. Your page is shown, and the "
        "index page is not written.",
        "Rename your page.",
    )
    WRONG_KIND = (
        "wrong-kind",
        "A key in `archdoc_kinds` is not valid. It is left out, and the rest of the table is used.",
        "Correct the key that the message names. The reference of the kinds table lists all keys.",
    )
    WRONG_RULE = (
        "wrong-rule",
        "A rule in the file that `archdoc_rules` names is not valid: it names an unknown kind or column, "
        "or an expression cannot be parsed. The rule is left out, and the others are applied.",
        "Correct the key that the message names, at its line.",
    )
    RULE_BROKEN = (
        "rule-broken",
        "An entry breaks a rule of the project, from the file that `archdoc_rules` names. Rules of the level "
        "`note` are reported as information.",
        "Do what the message says. To suppress it, write `:ignore: RULE -- the reason` on the entry.",
    )
    WRONG_SETTING = (
        "wrong-setting",
        "A setting in `conf.py`, in `archdoc.toml`, or below `archdoc` in the front matter of a page is not "
        "valid. The default is used.",
        "Write a value of the type that the message names.",
    )


class Problem(msgspec.Struct, frozen=True, order=True):
    """One mistake in a source file, and how to fix it."""

    where: Location
    code: Code
    message: str
    """What is wrong, as a clause without a full stop."""
    hint: str = ""
    """What to do about it; empty if the message already says it."""

    def __str__(self) -> str:
        """Return the message and the hint on one line."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


def shorten(text: str, width: int = 80) -> str:
    """Return *text* for use in a message: on one line of at most *width* characters."""
    start = text[: 20 * width]  # messages may quote a body of a megabyte
    if not start.isprintable():
        start = "".join(char if char.isprintable() else " " for char in start)
    line = " ".join(start.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with a word for a message: ``1 file``, ``2 files``.

    :param several: the word for other numbers than one; by default, *one* with an s.
    """
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def unknown_kind(name: str, known: Iterable[str], where: Location) -> Problem:
    """Return the problem of a kind that is not declared, with the closest of the *known* names as a hint."""
    names = list(known)
    if suggestion := did_you_mean(name, names):
        hint = f"{suggestion} Otherwise declare it in archdoc_kinds"
    else:
        hint = f"use one of {', '.join(names)}, or declare it in archdoc_kinds"
    return Problem(where, Code.UNKNOWN_KIND, f"unknown kind '{shorten(name)}'", hint)
