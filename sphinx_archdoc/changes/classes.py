"""The changes that are told apart, and the class of each. The reference page is printed from this table."""

from __future__ import annotations

from enum import StrEnum

from sphinx_archdoc.schema.meaning import Change, Nature
from sphinx_archdoc.schema.model import Field, FieldType


class Risk(StrEnum):
    """The class of a change: what it means to those who rely on the entry."""

    BREAKING = "breaking"
    """They must act."""
    RISKY = "risky"
    """They may have to act; the catalogue cannot tell."""
    HARMLESS = "harmless"
    """They need not act."""

    @property
    def below(self) -> Risk:
        """The class below."""
        return {Risk.BREAKING: Risk.RISKY}.get(self, Risk.HARMLESS)

    def at_most(self, other: Risk) -> Risk:
        """Return the less severe of two classes."""
        order = list(Risk)
        return max(self, other, key=order.index)


class Reliance(StrEnum):
    """How others rely on the entries of a kind; its ``nature`` says it."""

    OFFERED = "offered"
    """Others use them: removing one breaks the others."""
    ASKED = "asked"
    """Whoever runs the system must supply them: adding one breaks them."""
    TOLD = "told"
    """They inform, and break nothing."""

    @classmethod
    def of(cls, nature: Nature) -> Reliance:
        """Return how others rely on entries of this nature."""
        return {Nature.SETTING: cls.ASKED, Nature.KNOWLEDGE: cls.TOLD}.get(nature, cls.OFFERED)


_B, _R, _H = Risk.BREAKING, Risk.RISKY, Risk.HARMLESS


class ChangeId(StrEnum):
    """A sort of change, with its class for each reliance."""

    meaning: str
    """What changed, and what else decides on the class, in MyST Markdown."""
    opposite: str
    """The id of the change back."""
    risks: dict[Reliance, Risk]

    def __new__(cls, value: str, opposite: str, risks: tuple[Risk, Risk, Risk], meaning: str) -> ChangeId:
        """Create a member that equals *value* and carries its documentation."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.meaning = meaning
        code.opposite = opposite
        code.risks = dict(zip(Reliance, risks, strict=True))
        return code

    ENTRY_ADDED = (
        "entry-added", "entry-removed", (_H, _R, _H),
        "An entry was added. A required setting without a fallback is breaking; an optional one is harmless.",
    )  # fmt: skip
    ENTRY_REMOVED = (
        "entry-removed", "entry-added", (_B, _R, _H),
        "An entry was removed. This is at most risky if no entry of another owner or page refers to it.",
    )  # fmt: skip
    ENTRY_RENAMED = (
        "entry-renamed", "entry-renamed", (_B, _R, _H),
        "An entry was renamed. This counts as a removal, unless references to the old name still work.",
    )  # fmt: skip
    ENTRY_MOVED = (
        "entry-moved", "entry-moved", (_B, _R, _H),
        "An entry was moved to another page. This counts as a removal, unless references to it still work.",
    )  # fmt: skip
    DEMAND_RAISED = (
        "demand-raised", "demand-lifted", (_R, _B, _H),
        "Something optional is now required. This is at most risky if there is a fallback.",
    )  # fmt: skip
    DEMAND_LIFTED = ("demand-lifted", "demand-raised", (_H, _H, _H), "Something required is now optional.")
    FALLBACK_CHANGED = (
        "fallback-changed", "fallback-changed", (_R, _R, _H), "The fallback has changed.",
    )  # fmt: skip
    FALLBACK_REMOVED = (
        "fallback-removed", "fallback-added", (_R, _R, _H),
        "There is no longer a fallback. This is breaking if the setting is required.",
    )  # fmt: skip
    FALLBACK_ADDED = (
        "fallback-added", "fallback-removed", (_H, _H, _H), "There is now a fallback.",
    )  # fmt: skip
    CONTRACT_CHANGED = (
        "contract-changed", "contract-changed", (_B, _B, _H),
        "A value that others rely on has changed, such as the endpoint of a webhook.",
    )  # fmt: skip
    CONDITION_CHANGED = (
        "condition-changed", "condition-changed", (_R, _R, _H),
        "A value that may affect others has changed, such as a rate limit.",
    )  # fmt: skip
    TOLD_CHANGED = (
        "told-changed", "told-changed", (_H, _H, _H), "Prose, a link, a list or a date has changed.",
    )  # fmt: skip
    DEPENDENCY_ADDED = (
        "dependency-added", "dependency-removed", (_R, _H, _R), "The entry now depends on another one.",
    )  # fmt: skip
    DEPENDENCY_REMOVED = (
        "dependency-removed", "dependency-added", (_H, _H, _H), "The entry no longer depends on another one.",
    )  # fmt: skip
    REFERENCE_ADDED = (
        "reference-added", "reference-removed", (_H, _H, _H),
        "The entry now refers to another one. This is risky if both are settings.",
    )  # fmt: skip
    REFERENCE_REMOVED = (
        "reference-removed", "reference-added", (_H, _H, _H), "The entry no longer refers to another one.",
    )  # fmt: skip
    OWNER_CHANGED = (
        "owner-changed", "owner-changed", (_R, _R, _R), "The owner of the entry has changed.",
    )  # fmt: skip
    OWNER_REMOVED = ("owner-removed", "owner-added", (_R, _R, _R), "The entry no longer has an owner.")
    OWNER_ADDED = ("owner-added", "owner-removed", (_H, _H, _H), "The entry has an owner for the first time.")
    LIFECYCLE_CHANGED = (
        "lifecycle-changed", "lifecycle-changed", (_R, _R, _H),
        "The status has changed. This is harmless unless the entry is now deprecated and others refer to it.",
    )  # fmt: skip
    COLUMN_ADDED = (
        "column-added", "column-removed", (_H, _H, _H),
        "A table has a new column. This is risky if the column allows no null values and has no default.",
    )  # fmt: skip
    COLUMN_REMOVED = (
        "column-removed", "column-added", (_B, _R, _H),
        "A column was removed from a table. This is at most risky if no other entry uses the table.",
    )  # fmt: skip
    COLUMN_TYPE_CHANGED = (
        "column-type-changed", "column-type-changed", (_B, _R, _H),
        "The type of a column has changed. This is at most risky if no other entry uses the table.",
    )  # fmt: skip
    COLUMN_MADE_REQUIRED = (
        "column-made-required", "column-made-optional", (_B, _R, _H),
        "A column no longer allows null values. This is at most risky if no other entry uses the table.",
    )  # fmt: skip
    COLUMN_MADE_OPTIONAL = (
        "column-made-optional", "column-made-required", (_H, _H, _H), "A column now allows null values.",
    )  # fmt: skip
    INDEX_CHANGED = ("index-changed", "index-changed", (_H, _H, _H), "The indexes of a table have changed.")
    PROBLEM_NEW = (
        "problem-new", "problem-fixed", (_R, _R, _R), "The build reports a new problem.",
    )  # fmt: skip
    PROBLEM_FIXED = ("problem-fixed", "problem-new", (_H, _H, _H), "The build no longer reports a problem.")
    KIND_CHANGED = (
        "kind-changed", "kind-changed", (_R, _R, _R),
        "A kind with entries was added or removed, has lost a field, now requires a field, or has a field "
        "whose type has changed.",
    )  # fmt: skip


_BY_TYPE = {
    FieldType.CODE: Change.CONDITION,
    FieldType.INTEGER: Change.CONDITION,
    FieldType.CHOICE: Change.CONDITION,
    FieldType.FLAG: Change.CONDITION,
    FieldType.JSON: Change.CONDITION,
}


def change_of(field: Field) -> Change:
    """Return what a change of a field's value means: what is declared, or what its type implies."""
    return field.change or _BY_TYPE.get(field.type, Change.TOLD)
