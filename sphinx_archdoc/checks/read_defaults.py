"""Which places say what the default of a variable is."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.defaults import normal
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.checks.supporting_code import is_supporting
from sphinx_archdoc.checks.variable_evidence import reads_near
from sphinx_archdoc.checks.variables import VariableRead


def read_defaults(scope: CheckedScope, entry: Entry, name: str) -> list[VariableRead]:
    """Return the reads of a variable that give a literal default; those of the program if there are any.

    What only shell scripts read is a setting of these scripts. Otherwise, a default for development says
    nothing about the program.
    """
    found = reads_near(scope, entry, name)
    reads = [read for read in found if not read.is_implied]
    program = [read for read in reads if not is_supporting(read.path, scope.folder_of(read.path))]
    if reads and not program:
        program = reads if all(read.path.endswith((".sh", ".bash")) for read in found) else []
    return _literal(program)


def _literal(reads: Sequence[VariableRead]) -> list[VariableRead]:
    return [read for read in reads if read.default is not None and normal(read.default) is not None]
