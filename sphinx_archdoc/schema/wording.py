"""The words by which entries of a kind are recognised in plain Markdown."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """Base class of the tables in the kinds table."""


class Wording(Record, frozen=True):
    """Words that identify a kind in plain Markdown, in addition to its titles."""

    headings: tuple[str, ...] = ()
    """Headings of sections that contain its entries."""
    names: tuple[str, ...] = ()
    """Column headings and labels of the name."""
    fields: Mapping[str, tuple[str, ...]] = {}
    """Column headings and labels of the fields."""
    subtitle: str = ""
    """Field after the colon, if an entry is a heading: ``Mailgate: sends mails``."""
    label: str = ""
    """Field that a bold label fills, if an entry is a list item: ``**Database:** orders``."""
    telling: str = ""
    """Field whose label is enough to make the heading above it an entry."""
    shape: str = ""
    """Regular expression that the names match, to recognise them if no heading names the kind."""
    likely: str = ""
    """Regular expression that is found in many of the names, as one piece of evidence."""
    refused: str = ""
    """Regular expression that matches names of other things, such as successes among errors."""
    values: Mapping[str, tuple[str, ...]] = {}
    """Values that fields of the name usually have; one that is spelled almost like these is a mistake."""
    placeholders: tuple[str, ...] = ()
    """Texts of the template that are left for authors to fill in."""

    def joined(self, more: Wording) -> Wording:
        """Return these words, extended by *more*; single words are kept."""
        both = {**self.fields, **more.fields}
        added: dict[str, object] = {
            key: (*getattr(self, key), *getattr(more, key)) for key in ("headings", "names", "placeholders")
        }
        added["fields"] = {name: (*self.fields.get(name, ()), *more.fields.get(name, ())) for name in both}
        added["values"] = {**self.values, **more.values}
        return msgspec.structs.replace(self, **added)
