"""Words for columns and other parts of tables, in headings and at the head of columns."""

from __future__ import annotations

from sphinx_archdoc.markdown.recognise.words.kind_words import key_of, keys_of_tables

COLUMN = keys_of_tables("columns", "Column")
NAMES_OF_PARTS = COLUMN | keys_of_tables("fields", "Name")
"""What a column with the names of columns, or of the fields of anything, is called."""

_WHOLE = keys_of_tables("whole")
"""Words for all columns of a table."""

_SENT = {"event", "events", "message", "payload", "request", "response", "body", "webhook"}
"""Words before "schema" for what programs send each other."""

_OTHER_PARTS = keys_of_tables("parts", "Indexes")
_GROUPS = keys_of_tables("groups")


def is_part(heading: str) -> bool:
    """Return whether a column is called as the parts of something are: "Field", but not "Name"."""
    key = key_of(heading)
    return key in NAMES_OF_PARTS and key != "name"


def names_groups(heading: str) -> bool:
    """Return whether a column of this heading has groups of things: "Category", beside the number of each."""
    return key_of(heading) in _GROUPS


def names_columns(heading: str) -> bool:
    """Return whether the last word of a heading is one for columns, or for what they make up.

    "Event schema" is what is sent.
    """
    rest, _, last = key_of(heading).rpartition("-")
    is_sent = not _SENT.isdisjoint(rest.split("-"))
    return not is_sent and (last in _WHOLE or is_part(last.removesuffix("s")))


def names_parts(heading: str) -> bool:
    """Return whether a heading is about parts of tables, or what uses them: "Indexes", "Fields"."""
    last = key_of(heading).rpartition("-")[2]
    return last in _OTHER_PARTS or names_columns(heading)
