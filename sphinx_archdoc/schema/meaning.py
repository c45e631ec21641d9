"""What the values of fields say about their entries, whatever a kind calls the fields."""

from __future__ import annotations

from enum import StrEnum


class Meaning(StrEnum):
    """What a field says about its entry. At most one field of a kind has each meaning."""

    LIFECYCLE = "lifecycle"
    """How far along the entry is; the last of the field's ``choices`` marks it as deprecated."""
    WEIGHT = "weight"
    """How much depends on the entry."""
    OWNER = "owner"
    """The person or team that is responsible."""
    CREATED = "created"
    """The date on which the entry was written."""
    UPDATED = "updated"
    """The date on which the entry was last checked."""
