"""The rules about environment variables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sphinx_archdoc.checks.environment.code_names import CodeNames
from sphinx_archdoc.checks.environment.defaults import differ, documented_default, normal
from sphinx_archdoc.checks.environment.documented import documented_variables
from sphinx_archdoc.checks.environment.evidence import (
    all_reads,
    current_pages,
    is_for_tests,
    is_for_workflows,
    is_read_by_program,
    is_written_as_code,
    known_names,
    named_on_pages,
    reads_in,
    reads_near,
)
from sphinx_archdoc.checks.environment.known import is_known
from sphinx_archdoc.checks.environment.libraries import is_well_known
from sphinx_archdoc.checks.environment.names import is_conventional, is_pattern, matches, meant_variable
from sphinx_archdoc.checks.environment.read_defaults import (
    is_told_by_example,
    read_defaults,
    stands_for_another,
)
from sphinx_archdoc.checks.environment.required import env_required
from sphinx_archdoc.checks.environment.script_helpers import ScriptHelpers
from sphinx_archdoc.checks.environment.set_values import is_set_to
from sphinx_archdoc.checks.environment.worker_bindings import worker_bindings
from sphinx_archdoc.checks.facts.variables import VariableRead, other_places
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction, evidence_of
from sphinx_archdoc.checks.secrets import shown_value
from sphinx_archdoc.checks.undocumented import first_of_fullest_page
from sphinx_archdoc.rules.builtin import CheckRule, builtin_rules
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.sources.facts import MentionKind
from sphinx_archdoc.spelling import close_words

_FEWEST_DOCUMENTED = 5
"""One of so many variables of the code must be documented."""
_ALIKE = 0.85
"""How alike two names are, from 0 to 1, of which one is the other with a wrong letter or two."""
_RANK = (MentionKind.SET, MentionKind.STRING, MentionKind.COMMENT)
"""Which mention is named, if there are several."""


def env_absent(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented variables whose names are nowhere in the code."""
    near: list[str] | None = None
    documented = documented_variables(scope, rule)
    others = {id(entry) for names in documented.of_others.values() for entry, _ in names}
    for entry, name in documented.absent:
        if entry.page in documented.not_understood or id(entry) in others:
            continue
        if near is None:
            near = sorted(_undocumented(scope, rule))
        hint = "; ".join(filter(None, (scope.looked_in, meant_variable(name, near))))
        yield rule.about(entry, key=name, hint=hint, variable=name)


def names_not_understood(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield each page most of whose many variables are absent, once, and each other program on a page."""
    documented = documented_variables(scope, builtin_rules()["env-absent"])
    for (page, program), names in documented.of_others.items():
        if page in documented.not_understood:
            continue
        entry, name = names[0]
        yield rule.at(
            *(entry.where, "program"),
            page=page,
            name=f"{page} {program}",
            kind=entry.kind,
            hint=scope.looked_in,
            count=str(len(names)),
            program=program,
            variable=name,
        )
    for page, found in documented.not_understood.items():
        entry, name = found.names[0]
        yield rule.at(
            *(entry.where, "variables"),
            page=page,
            name=page,
            kind=entry.kind,
            hint=scope.looked_in,
            count=str(len(found.names)),
            all=str(found.number),
            variable=name,
        )


def env_mentioned(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented variables that the code of the page does not read, but that are found elsewhere.

    Other code reads them, or the code only mentions them, or composes such names.
    """
    if not scope.has_code:
        return
    documented = documented_variables(scope, rule)
    code_names = CodeNames(scope, rule)
    for entry, name in documented.unread:
        mentioned, composed = documented.mentions(name), scope.project.variables.composed_like(name)
        if name not in documented.without_rest and (found := all_reads(scope, name)):
            elsewhere = [read for read in found if not read.is_test]
            if scope.is_of_readme(entry.page) if elsewhere else is_for_tests(scope, entry):
                continue
            form = "elsewhere" if elsewhere else "test"
            places = [(read.path, read.line) for read in elsewhere or found]
        elif composed and (not mentioned or any(one.kind is MentionKind.SET for _, one in mentioned)):
            form, places = "composed", composed
        elif mentioned:
            path, mention = min(mentioned, key=lambda one: (_RANK.index(one[1].kind), one[0], one[1].line))
            form = str(mention.kind)
            is_set = mention.kind is MentionKind.SET
            if is_for_workflows(scope, entry, path) if is_set else code_names.include(entry, path, mention):
                continue
            places = [(path, mention.line), *((other, one.line) for other, one in mentioned)]
        else:
            continue
        place = f"{places[0][0]}:{places[0][1]}"
        yield rule.about(
            entry,
            form,
            key=name,
            hint=scope.looked_in,
            evidence=evidence_of(places),
            variable=name,
            place=place,
        )


def _undocumented(scope: CheckedScope, rule: CheckRule) -> dict[str, list[VariableRead]]:
    """Return the variables that the code of the scope reads and no page about this code documents."""
    known = known_names(scope)
    here = {name for _, name in documented_variables(scope, rule).names}
    patterns = [name for name in here if is_pattern(name)]
    elsewhere, bindings, helpers = scope.project.documented, worker_bindings(scope), ScriptHelpers(scope)
    found: dict[str, list[VariableRead]] = {}
    for name in scope.project.variables.reads:
        if name in here or is_known(name, known) or any(matches(name, pattern) for pattern in patterns):
            continue
        has_tail = scope.project.variables.has_documented_tail(name, here)
        if has_tail or not is_conventional(name) or name in bindings:
            continue
        found_here = reads_in(scope, name)
        reads = [read for read in found_here if not (read.is_implied or scope.is_supporting(read.path))]
        others = elsewhere.get(name, ())
        is_elsewhere = any(other.covers(read.path) for other in others for read in reads)
        if reads and not (is_elsewhere or helpers.own(name, reads)):
            found[name] = reads
    return found


def env_undocumented(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the variables that the code reads, where a page of the scope documents variables but not these.

    They are reported at the first variable of the page that documents the most. Pages that name a few of many
    variables do not promise to name all.
    """
    first = first_of_fullest_page(list(scope.of(rule)))
    if first is None:
        return
    undocumented = sorted(_undocumented(scope, rule).items())
    if not undocumented:
        return
    named = named_on_pages(scope, current_pages(scope))
    left = [(name, reads) for name, reads in undocumented if name not in named]
    names = documented_variables(scope, rule).names
    documented = {name for _, name in names if is_read_by_program(scope, name)}
    own = [name for name, _ in undocumented if not is_well_known(name)]
    meant = _meant(scope, rule, [name for name, _ in left])
    own_left = [name for name in own if name not in named and name not in meant]
    mentioned = len(documented) + len(own) - len(own_left)
    if mentioned * _FEWEST_DOCUMENTED < mentioned + len(own_left):
        return
    for name, reads in left:
        if name.startswith(named.families if is_well_known(name) else named.beginnings):
            continue
        yield rule.at(
            first.where,
            page=first.page,
            name=name,
            kind=first.kind,
            hint=other_places(reads),
            evidence=evidence_of((read.path, read.line) for read in reads),
            place=reads[0].place,
        )


def _meant(scope: CheckedScope, rule: CheckRule, undocumented: Sequence[str]) -> Collection[str]:
    """Return the undocumented variables of which a documented one, which the code lacks, is a misspelling."""
    documented = documented_variables(scope, rule)
    absent = {name for entry, name in documented.absent if entry.page not in documented.not_understood}
    return {one for name in absent for one in close_words(name, undocumented, likeness=_ALIKE, most=1)}


def env_default(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the defaults that no read has.

    One default of several variables, such as ``0.0.0.0:8000`` below `` `HOST` / `PORT` ``, is that of none.
    """
    single = documented_variables(scope, rule).single
    shared = Counter((entry.page, entry.where.line, documented_default(entry)) for entry, _ in single)
    for entry, name in single:
        written = documented_default(entry)
        if shared[entry.page, entry.where.line, written] > 1 and entry.where.line:
            continue
        if written is None or normal(written) is None or written in scope.project.variables.reads:
            continue
        reads = read_defaults(scope, entry, name)
        defaults = {normal(one.default or ""): one.default or "" for one in reads}
        if not reads or (len(defaults) > 1 and any(one.is_implied for one in reads)):
            continue  # files that start the program may do so in several ways
        is_code = is_written_as_code(scope, entry, "default", written)
        near = reads_near(scope, entry, name)  # also by a script
        given = {one.default for one in (*reads, *near) if one.default}
        type_ = str(entry.values.get("type", ""))
        if not all(differ(written, default, type_, name=name, is_code=is_code) for default in given):
            continue
        is_given = is_set_to(
            scope, name, written, by_example=is_told_by_example(scope, name, (*reads, *near))
        )
        if stands_for_another(reads[0], entry) or is_given:
            continue
        yield rule.about(
            entry,
            "found" if len(defaults) == 1 else "several",
            key=name,
            field="default",
            hint=other_places(reads),
            evidence=evidence_of((one.path, one.line) for one in reads),
            variable=name,
            written=shown_value(name, written),
            read=", ".join(f"'{shown_value(name, default)}'" for default in defaults.values()),
            place=reads[0].place,
        )


RULES: Mapping[str, RuleFunction] = {
    "env-absent": env_absent,
    "env-mentioned": env_mentioned,
    "env-undocumented": env_undocumented,
    "env-default": env_default,
    "env-required": env_required,
    "sources-unread": names_not_understood,
}
