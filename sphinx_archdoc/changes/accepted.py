"""The changes that a project accepts: a TOML file with a table for each fingerprint.

.. code-block:: toml

   [a3f8c21b9d04]
   reason = "Agreed with the shop team"
   until = 2027-03-01
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from sphinx_archdoc.changes.change import CatalogueChange
from sphinx_archdoc.schema.toml_text import TomlError, load_toml


class WrongAccepted(Exception):
    """A file that cannot be used; the text says why."""


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a change is accepted, and until when."""

    reason: str
    until: datetime.date | None = None


class Accepted(msgspec.Struct, frozen=True):
    """The changes, marked as accepted or not, with notes on the file of accepted changes."""

    changes: tuple[CatalogueChange, ...]
    notes: tuple[str, ...]
    stale: tuple[str, ...]
    """Fingerprints of accepted changes that do not occur."""


def read_accepted(text: str) -> Mapping[str, Acceptance]:
    """Return the accepted changes by fingerprint.

    :raises WrongAccepted: if the text is not such a file, or a reason is missing.
    """
    try:
        found = msgspec.convert(load_toml(text), dict[str, Acceptance])
    except (TomlError, msgspec.ValidationError) as error:
        raise WrongAccepted(str(error)) from None
    for print_, acceptance in found.items():
        if not acceptance.reason.strip():
            raise WrongAccepted(f"{print_} has no reason")
    return found


def accept(
    changes: Sequence[CatalogueChange], accepted: Mapping[str, Acceptance], today: datetime.date
) -> Accepted:
    """Mark the changes that are accepted on a day."""
    notes = []
    found = []
    for change in changes:
        acceptance = accepted.get(change.fingerprint)
        if acceptance and acceptance.until and acceptance.until < today:
            notes.append(f"{change.fingerprint} was accepted until {acceptance.until}")
        elif acceptance:
            change = msgspec.structs.replace(change, accepted=acceptance.reason.strip())
        found.append(change)
    present = {change.fingerprint for change in changes}
    stale = tuple(print_ for print_ in accepted if print_ not in present)
    return Accepted(tuple(found), tuple(notes), stale)
