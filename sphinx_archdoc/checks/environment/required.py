"""The rule that compares what is documented as required with what the code fails without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.environment.defaults import differ, documented_default, is_placeholder, normal
from sphinx_archdoc.checks.environment.documented import documented_variables
from sphinx_archdoc.checks.environment.evidence import reads_near
from sphinx_archdoc.checks.environment.read_defaults import is_deployment
from sphinx_archdoc.checks.environment.set_values import is_set, is_set_to
from sphinx_archdoc.checks.facts.variables import VariableRead, other_places
from sphinx_archdoc.checks.scope import CheckedScope, evidence_of
from sphinx_archdoc.checks.secrets import SECRET_NAME, shown_value
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.sources.suffixes import JAVASCRIPT

_PLACEHOLDERS = (".yml", ".yaml", ".json", ".toml")
"""Files with placeholders, which may stay empty, or be filled in by a program that then fails."""

_FEWEST_OPTIONAL = 5
"""So many optional variables with a default, for each required one with a default, show what a page means."""


def env_required(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the variables whose ``required`` contradicts all reads, or whose default none of them has."""
    entries = documented_variables(scope, rule).single
    with_default = Counter((e.page, e.values.get("required")) for e, _ in entries if _has_default(e))
    for entry, name in entries:
        required = _is_required(entry)
        reads = _decisive_reads(scope, entry, name) if required is not None or _gives_default(entry) else []
        if not reads:
            continue
        counts = with_default[entry.page, True], with_default[entry.page, False]
        is_clear = _has_default(entry) and counts[0] * _FEWEST_OPTIONAL <= counts[1]
        form = _contradiction(entry, name, reads, required=required, is_clear=is_clear)
        if not form or (form != "optional" and _may_be_given(scope, entry, name)):
            continue
        read = next((one for one in reads if one.default or one.required), reads[0])
        yield rule.about(
            entry,
            form,
            key=name,
            field="default" if form == "default" else "required",
            hint=other_places(reads),
            evidence=evidence_of((one.path, one.line) for one in reads),
            variable=name,
            written=shown_value(name, documented_default(entry) or ""),
            read=f"'{shown_value(name, read.default or '')}'",
            place=read.place,
        )


def _is_required(entry: Entry) -> bool | None:
    """Return whether an entry says that a variable is required; None if it does not say.

    Generators, and people, write ``required`` and ``optional`` in the place of a default.
    """
    if _default_is_word(entry, "required"):
        return True
    if _default_is_word(entry, "optional"):
        return False
    required = entry.values.get("required")
    return required if isinstance(required, bool) else None


def _default_is_word(entry: Entry, word: str) -> bool:
    return (documented_default(entry) or "").strip("`*_() ").casefold() == word


_EMPTY = ('""', "''")


def _gives_default(entry: Entry) -> bool:
    """Return whether the default of an entry is a value that a program could have, which may be empty.

    A reference to a vault, ``vault::signing-key``, does not count.
    """
    written = (documented_default(entry) or "").strip("` ")
    if entry.values.get("secret") or "::" in written:
        return False
    return written in _EMPTY or (_has_default(entry) and not is_placeholder(written))


def _may_be_given(scope: CheckedScope, entry: Entry, name: str) -> bool:
    """Return whether a file gives a variable a value, or an example sets the documented default."""
    reads = [one for one in reads_near(scope, entry, name) if not _stays_in_script(scope, one, name)]
    if is_set(scope, name) or any(one.default is not None or _is_guard(scope, one, name) for one in reads):
        return True
    return _gives_default(entry) and is_set_to(scope, name, documented_default(entry) or "")


def _stays_in_script(scope: CheckedScope, read: VariableRead, name: str) -> bool:
    """Return whether a shell script uses a variable itself, and passes it on to no program."""
    if not read.path.endswith((".sh", ".bash")):
        return False
    passes = re.compile(
        rf"\b(?:export|declare -x|set -\w{{0,8}}a\w{{0,8}}|allexport)\b|(?:-e|--env)[ =]\S{{0,3}}{name}\b|"
        rf"(?<![\w$]){name}=(?:\"[^\"]{{0,200}}\"|\S{{1,200}})[ \t]{{1,8}}\S"
    )
    return not any(map(passes.search, scope.project.mentions.lines(read.path)))


def _has_default(entry: Entry) -> bool:
    """Return whether an entry gives a default that is a value and not prose."""
    written = documented_default(entry) or ""
    return normal(written) is not None and " " not in written.strip()


def _decisive_reads(scope: CheckedScope, entry: Entry, name: str) -> list[VariableRead]:
    """Return the reads in the program itself.

    If none of them says whether the variable is required, and all reads in deployment files demand it, return
    the latter.
    """
    found = reads_near(scope, entry, name)
    reads = [read for read in found if not (read.is_implied or scope.is_supporting(read.path))]
    if any(read.required is not None for read in reads):
        return reads
    start = [read for read in found if read.is_implied and is_deployment(scope, read.path)]
    demands = bool(start) and all(read.required for read in start)
    return start if demands else reads


def _is_guard(scope: CheckedScope, read: VariableRead, name: str) -> bool:
    """Return whether a read only asks whether there is a value: ``if (process.env.SHOP_PORT) {``."""
    lines = scope.project.mentions.lines(read.path)
    line = lines[read.line - 1] if 0 < read.line <= len(lines) else ""
    asked = rf"\bif ?\((?:[^()]{{0,80}}&& ?)?(?:process\.env|import\.meta\.env)\.{re.escape(name)} ?(?:\)|&&)"
    return re.search(asked, line) is not None


def _contradiction(
    entry: Entry, name: str, reads: Sequence[VariableRead], *, required: bool | None, is_clear: bool
) -> str:
    """Return the form of the message if all reads contradict what is documented; else nothing.

    :param is_clear: whether hardly any variable of the page is required and has a default, so that the two
        exclude each other there. Elsewhere, *required* may mean that readers must know of it.
    """
    if required:
        return "optional" if _have_default(entry, name, reads, is_clear=is_clear) else ""
    saying = [read for read in reads if read.required is not None or not _says_nothing(read)]
    saying = [read for read in saying if read.required is not None or not read.path.endswith(_PLACEHOLDERS)]
    if not (saying and all(read.required for read in saying)):
        return ""
    if _gives_default(entry):
        return "default" if all(read.required for read in reads) else ""
    has_no_default = "default" not in entry.values or _default_is_word(entry, "optional")
    return "required" if required is False and has_no_default else ""


def _have_default(entry: Entry, name: str, reads: Sequence[VariableRead], *, is_clear: bool) -> bool:
    """Return whether all reads have a default, of a variable that is documented as required."""
    gives_default = "default" in entry.values and not _default_is_word(entry, "required")
    if gives_default and not is_clear:
        return False
    if is_clear:  # else such a read may be where the program fails
        reads = [read for read in reads if read.required is not None or not _says_nothing(read)]
    if not reads or not all(read.required is False for read in reads):
        return False
    defaults = [read.default or "" for read in reads]
    is_same = not any(differ(documented_default(entry) or "", default) for default in defaults)
    if is_clear and is_same and any(map(normal, defaults)):
        return True
    return all(_is_useful(name, read.default or "") for read in reads)


_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d{5,}")
"""The words of a default, whatever is between them, and numbers that may be a secret."""
_INSTEAD = frozenset(
    re.findall(
        r"\w+",
        "a an the my your our some this is it for in of only and or key secret secrets token password "
        "pass api apikey secretkey sk pk jwt very super supersecret strong long secure insecure random "
        "string value here default example sample dummy fake mock stub foo bar none null empty unset not "
        "set test testing dev development local change changeme me replace please x xx xxx xxxx todo "
        "placeholder",
    )
)
"""Words that stand for a secret which is not there yet."""


def _is_useful(name: str, default: str) -> bool:
    """Return whether a program is of use with a default of a variable.

    An empty one is how many programs ask for a value before they check it, and what is switched on by a
    variable may require it. A placeholder for a secret lets a program start, and no more.
    """
    if normal(default) in (None, "false") or is_placeholder(default):
        return False
    words = {word.casefold() for word in _WORD.findall(default)}
    own = {word.casefold() for word in name.split("_")}
    return SECRET_NAME.search(name) is None or not words <= own | _INSTEAD


def _says_nothing(read: VariableRead) -> bool:
    """Return whether the form of a read does not tell what happens without the variable.

    ``process.env.X`` is how a value is passed to the schema that requires it.
    """
    return read.path.endswith(JAVASCRIPT)
