"""What the extension does between the reading and the writing of pages, in its order."""

from __future__ import annotations

from enum import IntEnum


class AfterReading(IntEnum):
    """The steps at ``env-updated``, which Sphinx emits once in each build; the values are priorities.

    Handlers of Sphinx and of other extensions usually have 500.
    """

    BEGIN = 100
    """Forget the state of the last build: an application can build several times."""
    LABEL_INDICES = 400
    """Give labels to the index pages; before the report, which looks for the targets of links."""
    REPORT = 500
    """Log the problems."""
    PREPARE_OUTPUT = 510
    """Copy assets, choose how diagrams are drawn, and filter warnings: these need no order."""
    APPLY_RULES = 550
    """Apply the rules of the project; they can ask for problems."""
    CHOOSE_PAGES = 600
    """Compare what all pages show with the last build; pages can show verdicts of rules."""
    COMPARE_WITH_CODE = 650
    """Log what the code contradicts."""
