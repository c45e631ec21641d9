"""What kinds and fields mean, whatever they are called, and so what a change of them means to others."""

from __future__ import annotations

from enum import StrEnum


class Nature(StrEnum):
    """What the entries of a kind are in the system."""

    RUNS = "runs"
    """Parts of the system that run."""
    EXTERNAL = "external"
    """Systems that others run."""
    DATA = "data"
    """Stored data."""
    INTERFACE = "interface"
    """What others call, receive or handle."""
    SETTING = "setting"
    """What those who run the system must supply."""
    KNOWLEDGE = "knowledge"
    """What readers should know."""
    PAGE = "page"
    """Pages as a whole."""


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
    DEMAND = "demand"
    """Whether whoever runs the system must supply it."""
    FALLBACK = "fallback"
    """The value that is used if none is supplied."""
    PURPOSE = "purpose"
    """What the entry is for."""
    TECHNOLOGY = "technology"
    """What it is built with."""
    SORT = "sort"
    """What sort of thing of its kind it is."""
    REMEDY = "remedy"
    """What to do about it."""


class Change(StrEnum):
    """What a change of a field's value means to those who rely on the entry."""

    CONTRACT = "contract"
    """It breaks them."""
    CONDITION = "condition"
    """It may matter to them."""
    TOLD = "told"
    """It informs them."""
