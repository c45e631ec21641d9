"""Problems: what an author should mend, as values.

Pure code returns them; :mod:`sphinx_archdoc.ext.report` alone speaks them aloud.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum

import msgspec


class Location(msgspec.Struct, frozen=True, order=True, gc=False):
    """A line of a source file."""

    source: str
    """Path of the file, relative to the source directory, with forward slashes."""
    line: int = 0
    """1-based line; 0 where only the file is known."""


class Code(StrEnum):
    """What can be wrong. ``archdoc.<value>`` is the type that ``suppress_warnings`` takes.

    The reference page of the problems is printed from this enum: ``meaning`` says what is
    wrong, ``remedy`` what to do about it, both in MyST Markdown.
    """

    meaning: str
    remedy: str

    def __new__(cls, value: str, meaning: str, remedy: str) -> Code:
        """Make a member that is its value and carries its documentation."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.meaning = meaning
        code.remedy = remedy
        return code

    UNKNOWN_KIND = (
        "unknown-kind",
        "A directive, a role or a view names a kind that nobody declared.",
        "Correct the name, or declare the kind in `archdoc_kinds`.",
    )
    UNKNOWN_FIELD = (
        "unknown-field",
        "An option that the kind does not have. The rest of the entry is read.",
        "Correct the name, or add the field to the kind in `archdoc_kinds`.",
    )
    UNKNOWN_COLUMN = (
        "unknown-column",
        "A view asks for a column that none of its kinds has. The other columns are shown.",
        "Use `name`, `page`, `kind`, `summary`, a field of the kind, or the label of a backlink "
        "in lower case with hyphens, such as `depended-on-by`.",
    )
    WRONG_EXPRESSION = (
        "wrong-expression",
        "The expression of `:where:` cannot be read. The view shows its entries unfiltered.",
        "Correct it at the character that the message names: a column, a comparison, a value, "
        "joined by `and` and `or`.",
    )
    UNUSED_CONTENT = (
        "unused-content",
        "Text within the directive of a view, which shows what is computed and nothing else. It is left out.",
        "Write it before or behind the directive, or as its `:caption:`.",
    )
    MISSING_FIELD = (
        "missing-field",
        "A field that the kind requires is not given.",
        "Give it as an option or, where the kind allows that, as the directive's content.",
    )
    EMPTY_FIELD = (
        "empty-field",
        "An option without a value, for a field that is not a flag.",
        "Write the value behind the colon, or remove the option.",
    )
    REPEATED_FIELD = (
        "repeated-field",
        "The same option stands twice in one directive. The first one counts.",
        "Keep one of the two. Several values of one field go into one option, with commas.",
    )
    WRONG_VALUE = (
        "wrong-value",
        "A value that is not of the field's type: a word that is not among the choices, "
        "a date that is no date. The field is left out.",
        "Give a value of the type that the message names.",
    )
    PLACEHOLDER = (
        "placeholder",
        "A placeholder of the template, such as `[VAR_NAME_1]` or `[TODO]`, was not filled in. "
        "It is never taken as data.",
        "Fill it in, or remove the option.",
    )
    CUT_VALUE = (
        "cut-value",
        "A value holds ` #`, where other readers of MyST Markdown begin a comment and drop the rest. "
        "It is kept whole here.",
        "Put the value in quotes.",
    )
    BLOCK_VALUE = (
        "block-value",
        "`:field: |` announces a block of text, which MyST Markdown knows only between `---` lines. "
        "The indented lines below are taken as the value here; other readers show them as content.",
        "Write the options between `---` lines, or the text as the directive's content.",
    )
    MISSING_NAME = (
        "missing-name",
        "An entry without a name. Its content is shown, but nothing can refer to it.",
        "Write the name behind the directive, as in `{archdoc:envvar} JWT_SECRET`.",
    )
    WRONG_NAME = (
        "wrong-name",
        "A name that is not of the form that the kind asks for.",
        "Write it as the message shows, for example `GET /v1/users` for an endpoint.",
    )
    DUPLICATE_ENTRY = (
        "duplicate-entry",
        "The same name is defined twice where it must be unique: in the project, "
        "or on its page for kinds that belong to a page. References lead to the first.",
        "Define it once. To show an entry in another place, use `archdoc:table` with `:where: name in (…)`.",
    )
    DANGLING_REFERENCE = (
        "dangling-reference",
        "A field or a role names an entry that does not exist, here or in a project that is "
        "linked through intersphinx.",
        "Correct the name, or define the entry.",
    )
    AMBIGUOUS_REFERENCE = (
        "ambiguous-reference",
        "A name that several entries have.",
        "Say which: `page#NAME` picks the page, `kind:NAME` the kind.",
    )
    TOO_DEEP = (
        "too-deep",
        "Entries within entries within entries, deeper than Sphinx itself can go. The content is shown "
        "as it is written.",
        "Write the inner entries beside the outer ones, and name these in a field.",
    )
    UNMAPPED_COLUMN = (
        "unmapped-column",
        "A column of a table that is read as entries, and that no field of the kind stands for. "
        "Its cells are kept as notes on the entries.",
        "Give the column the heading of a field; or add a field to the kind, or the heading to the words "
        "of a field, in `archdoc_kinds`.",
    )
    UNREADABLE_TABLE = (
        "unreadable-table",
        "Lines that look like a table, and are none to Markdown: without a line of dashes below the "
        "headings, or with more cells than headings.",
        "Write `|---|---|` below the headings, and `\\|` for a line within a cell.",
    )
    NOT_ENTRIES = (
        "not-entries",
        "Text within a directive such as `archdoc:envvars` in which no entries are recognised. "
        "It is shown as it is.",
        "Write a table with a column for the name, a list with the name first, or a YAML list; "
        "other text belongs before or behind the directive.",
    )
    UNREADABLE_SQL = (
        "unreadable-sql",
        "The SQL of a table could not be read. It is shown as it is, without columns and keys.",
        "Correct the statement, or name its dialect in `archdoc_sql_dialects`.",
    )
    UNREADABLE_JSON = (
        "unreadable-json",
        "A JSON body could not be read. It is shown as it is.",
        "Correct the JSON at the line that the message names.",
    )
    WRONG_KIND = (
        "wrong-kind",
        "A mistake in a user's kind. What is wrong is left out; the rest of the table counts.",
        "Correct the key that the message names, as the reference of the kinds table describes.",
    )


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing to mend, at one place."""

    where: Location
    code: Code
    message: str
    """What is wrong, as a clause without a full stop."""
    hint: str = ""
    """What to do about it; empty where the message says it."""

    def __str__(self) -> str:
        """The message and the hint, as one line."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest of the *known* words as a hint, or an empty string."""
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    if len(word) > 200:  # difflib is quadratic, and nobody mistypes a page of text
        return ""
    near = difflib.get_close_matches(word.casefold(), sorted(folded), n=1, cutoff=0.6)
    return f"did you mean '{folded[near[0]]}'?" if near else ""


def shorten(text: str, width: int = 80) -> str:
    """*text* on one line of at most *width* characters, for a message."""
    start = text[: 20 * width]  # bodies of a megabyte are named in messages too
    if not start.isprintable():
        start = "".join(char if char.isprintable() else " " for char in start)
    line = " ".join(start.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def unknown_kind(name: str, known: Iterable[str], where: Location) -> Problem:
    """Return the problem of a kind that is not declared, with the nearest of the *known* names."""
    names = list(known)
    hint = did_you_mean(name, names) or f"it must be one of {', '.join(names)}"
    return Problem(
        where,
        Code.UNKNOWN_KIND,
        f"there is no kind '{shorten(name)}'",
        f"{hint} or declare it in archdoc_kinds",
    )
