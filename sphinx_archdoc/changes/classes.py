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
        "An entry is new. If it is asked for and demanded, it is breaking without a fallback; if its kind "
        "can be demanded and it is not, it is harmless.",
    )  # fmt: skip
    ENTRY_REMOVED = (
        "entry-removed", "entry-added", (_B, _R, _H),
        "An entry is gone. It is risky if no entry of another owner, or on another page, still refers to it.",
    )  # fmt: skip
    ENTRY_RENAMED = (
        "entry-renamed", "entry-renamed", (_B, _R, _H),
        "An entry has another name. It is as if it were removed, unless its old reference still leads to it.",
    )  # fmt: skip
    ENTRY_MOVED = (
        "entry-moved", "entry-moved", (_B, _R, _H),
        "An entry is on another page. It is as if it were removed, unless its old reference leads to it.",
    )  # fmt: skip
    DEMAND_RAISED = (
        "demand-raised", "demand-lifted", (_R, _B, _H),
        "What was optional is demanded. With a fallback, it is risky.",
    )  # fmt: skip
    DEMAND_LIFTED = ("demand-lifted", "demand-raised", (_H, _H, _H), "What was demanded is optional.")
    FALLBACK_CHANGED = (
        "fallback-changed", "fallback-changed", (_R, _R, _H), "Another value counts if none is supplied.",
    )  # fmt: skip
    FALLBACK_REMOVED = (
        "fallback-removed", "fallback-added", (_R, _R, _H),
        "No value counts any more if none is supplied. Of what is demanded, it is breaking.",
    )  # fmt: skip
    FALLBACK_ADDED = (
        "fallback-added", "fallback-removed", (_H, _H, _H), "A value counts now if none is supplied.",
    )  # fmt: skip
    CONTRACT_CHANGED = (
        "contract-changed", "contract-changed", (_B, _B, _H),
        "A value on which others rely has changed, such as the endpoint of a webhook.",
    )  # fmt: skip
    CONDITION_CHANGED = (
        "condition-changed", "condition-changed", (_R, _R, _H),
        "A value that may matter to others has changed, such as a rate limit.",
    )  # fmt: skip
    TOLD_CHANGED = (
        "told-changed", "told-changed", (_H, _H, _H), "Prose, a link, a list or a date has changed.",
    )  # fmt: skip
    DEPENDENCY_ADDED = (
        "dependency-added", "dependency-removed", (_R, _H, _R), "The entry cannot do without another one.",
    )  # fmt: skip
    DEPENDENCY_REMOVED = (
        "dependency-removed", "dependency-added", (_H, _H, _H), "The entry no longer needs another one.",
    )  # fmt: skip
    REFERENCE_ADDED = (
        "reference-added", "reference-removed", (_H, _H, _H),
        "The entry refers to another one. From what is asked for to what is asked for, it is risky.",
    )  # fmt: skip
    REFERENCE_REMOVED = (
        "reference-removed", "reference-added", (_H, _H, _H), "The entry no longer refers to another one.",
    )  # fmt: skip
    OWNER_CHANGED = (
        "owner-changed", "owner-changed", (_R, _R, _R), "The entry has another owner.",
    )  # fmt: skip
    OWNER_REMOVED = ("owner-removed", "owner-added", (_R, _R, _R), "The entry has no owner any more.")
    OWNER_ADDED = ("owner-added", "owner-removed", (_H, _H, _H), "An owner is named where there was none.")
    LIFECYCLE_CHANGED = (
        "lifecycle-changed", "lifecycle-changed", (_R, _R, _H),
        "The status has changed. It is harmless unless the entry is deprecated now and others refer to it.",
    )  # fmt: skip
    COLUMN_ADDED = (
        "column-added", "column-removed", (_H, _H, _H),
        "A table has a new column. It is risky if it must not be null and has no default.",
    )  # fmt: skip
    COLUMN_REMOVED = (
        "column-removed", "column-added", (_B, _R, _H),
        "A table lost a column. It is risky if no entry refers to the table.",
    )  # fmt: skip
    COLUMN_TYPE_CHANGED = (
        "column-type-changed", "column-type-changed", (_B, _R, _H),
        "A column has another type. It is risky if no entry refers to the table.",
    )  # fmt: skip
    COLUMN_MADE_REQUIRED = (
        "column-made-required", "column-made-optional", (_B, _R, _H),
        "A column must not be null any more. It is risky if no entry refers to the table.",
    )  # fmt: skip
    COLUMN_MADE_OPTIONAL = (
        "column-made-optional", "column-made-required", (_H, _H, _H), "A column may be null now.",
    )  # fmt: skip
    INDEX_CHANGED = ("index-changed", "index-changed", (_H, _H, _H), "The indexes of a table have changed.")
    PROBLEM_NEW = (
        "problem-new", "problem-fixed", (_R, _R, _R), "The build reports a problem that it did not.",
    )  # fmt: skip
    PROBLEM_FIXED = ("problem-fixed", "problem-new", (_H, _H, _H), "A problem is no longer reported.")
    KIND_CHANGED = (
        "kind-changed", "kind-changed", (_R, _R, _R),
        "A kind with entries is known on one side alone, lost a field, requires one, or changed its type.",
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
