"""Which places say what the default of a variable is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.environment.defaults import normal
from sphinx_archdoc.checks.environment.evidence import reads_near
from sphinx_archdoc.checks.environment.set_values import set_values
from sphinx_archdoc.checks.facts.supporting_code import is_supporting
from sphinx_archdoc.checks.facts.variables import VariableRead
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.sources.steps.placeholders import APPLICATION_FILE

_DEPLOYS = re.compile(
    r"(?:^|/)(?:[^/]*(?:compose|stack)[^/]*\.ya?ml|compose/[^/]+\.ya?ml|Caddyfile|"
    r"(?:[^/]+\.)?(?:Docker|Container)file(?:\.[^/]+)?|[^/]+\.(?:sh|bash))\Z",
    re.IGNORECASE,
)
"""Files that start the program, and that may give it what their readers do not set."""
_PRODUCTION = re.compile(r"(?:^|[/._-])prod(?:uction)?(?=[/._-]|\Z)", re.IGNORECASE)
"""What a file for production gives is its choice: without the file, the program may take another value."""

_SCRIPT_FOLDERS = re.compile(r"(?:^|/)(?:scripts?|tools?|hack)/", re.IGNORECASE)


def read_defaults(scope: CheckedScope, entry: Entry, name: str) -> Sequence[VariableRead]:
    """Return the places that give a variable a literal default; those of the program if there are any.

    What only shell scripts read is a setting of these scripts. Otherwise, a default for development says
    nothing about the program. Nothing is returned if a place has a default that is not known: it may be the
    documented one. If the program has none at all, or an empty one, that of what starts it counts.
    """
    found = reads_near(scope, entry, name)
    reads = [read for read in found if not read.is_implied or _is_of_program(read)]
    program = [read for read in reads if not scope.is_supporting(read.path)]
    if not program:
        is_of_scripts = bool(reads) and all(read.path.endswith((".sh", ".bash")) for read in found)
        if is_of_scripts or _is_of_one_script(scope, found, name):
            return _literal(reads or found)
        return _literal(_of_deployment(scope, found, name, is_read=False))
    given = [read for read in found if _is_property(read) and not scope.is_supporting(read.path)]
    if given and all(read.is_implied for read in program):
        return _literal(given)
    literal = _literal(program)
    if literal or any(read.required is not None and read.default != "" for read in program):
        return [] if any(map(_has_unknown_default, program)) else literal
    return _literal(_of_deployment(scope, found, name, is_read=True))


def _is_of_program(read: VariableRead) -> bool:
    """Return whether an implied read gives a default within the program: a table of defaults, a property."""
    is_other = read.path.endswith((".yml", ".yaml")) or _DEPLOYS.search(read.path) is not None
    return read.default is not None and not is_other


def _is_property(read: VariableRead) -> bool:
    """Return whether Spring binds a variable to a property that a file gives a value."""
    return read.default is not None and read.is_implied and APPLICATION_FILE.search(read.path) is not None


def _is_of_one_script(scope: CheckedScope, found: Sequence[VariableRead], name: str) -> bool:
    """Return whether a variable is that of a single script, and nothing else of the code names it."""
    paths = {read.path for read in found}
    if len(paths) != 1 or not _SCRIPT_FOLDERS.search(min(paths)):
        return False
    return all(path in paths or is_supporting(path) for path, _ in scope.project.mentions.of(name))


def _literal(reads: Iterable[VariableRead]) -> list[VariableRead]:
    return [read for read in reads if read.default is not None and normal(read.default) is not None]


def _has_unknown_default(read: VariableRead) -> bool:
    return read.required is False and read.default is None


def _of_deployment(
    scope: CheckedScope, found: Iterable[VariableRead], name: str, *, is_read: bool
) -> Iterator[VariableRead]:
    """Yield the defaults in compose files, images and the scripts that start a program.

    :param is_read: whether the program reads the variable. If so, it is given what a compose file sets it to,
        and not what the file uses elsewhere, such as for the port of the host. What a chart gives it is told
        only where the chart is described.
    """
    for read in found:
        is_elsewhere = is_read and read.path.endswith((".yml", ".yaml"))
        if read.is_implied and not is_elsewhere and is_deployment(scope, read.path):
            yield read
    for one in set_values(scope, name):
        if is_read and one.is_for_others:
            continue
        if one.is_of_chart and one.value and not is_read and scope.scope.covers(one.path):
            yield VariableRead(one.path, one.line, one.value, required=False)
        if one.is_expansion and scope.scope.covers(one.path) and is_deployment(scope, one.path):
            yield VariableRead(one.path, one.line, one.value, required=False)


_STANDS_FOR = re.compile(
    r"\b(?:non-?positive|zero|negative|unset)\b|(?<![\w.])-?[01]\b(?!\.\d)", re.IGNORECASE
)
_ANOTHER = re.compile(r"\bdefaults?\b", re.IGNORECASE)


def stands_for_another(read: VariableRead, entry: Entry) -> bool:
    """Return whether a default only tells the program to take the documented one, as the entry says.

    "Zero selects the default of the server" is such an entry.
    """
    if normal(read.default or "") not in ("0", "-1"):
        return False
    text = " ".join(str(entry.values.get(field, "")) for field in ("description", "notes"))[:500]
    return bool(_STANDS_FOR.search(text) and _ANOTHER.search(text))


_LARAVEL = re.compile(r"(?:^|/)config/[^/]+\.php\Z")
"""Files that Laravel's installer creates together with :file:`.env`, a copy of the example."""


def is_told_by_example(scope: CheckedScope, name: str, reads: Iterable[VariableRead]) -> bool:
    """Return whether a file such as :file:`.env.example` gives a default rather than the code does.

    What starts the program may take the variable from a copy of the example.

    :param reads: all places that read the variable.
    """
    if any(is_deployment(scope, read.path) or _LARAVEL.search(read.path) for read in reads):
        return True
    return any(one.passes_on and is_deployment(scope, one.path) for one in set_values(scope, name))


def is_deployment(scope: CheckedScope, path: str) -> bool:
    """Return whether a file starts the program, other than for development or tests."""
    if scope.project.tree.is_test(path) or scope.is_supporting(path):
        return False
    return _DEPLOYS.search(path) is not None and _PRODUCTION.search(path) is None
