"""The rules about owners: documents against CODEOWNERS, and the owners in :file:`catalog-info.yaml`."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from sphinx_archdoc.checks.in_use import entries_in_use
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.sources.codeowners import CodeOwners, OwnerRule, catalog_owners
from sphinx_archdoc.spelling import did_you_mean

_OWNER = "owner"
_HANDLE = re.compile(r"(?<![\w.])@[\w][\w.-]{0,99}(?:/[\w.-]{1,100}){0,3}")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
CATALOG_FILES = ("catalog-info.yaml", "catalog-info.yml")
"""The names of files that describe components for Backstage."""
_MOST_FILES = 5_000
"""Files of a scope whose owners are looked up; of more, every second, third and so on."""
_MOST_CATALOGS = 200


def handles(text: str) -> list[str]:
    """Return the handles and addresses in a field; the value itself if it is like ``web-team``."""
    found = _ADDRESS.findall(text[:500])
    found += _HANDLE.findall(_ADDRESS.sub(" ", text[:500]))
    return found or ([text.strip()] if _SLUG.fullmatch(text.strip()) else [])


def is_same_owner(written: str, owner: str) -> bool:
    """Return whether two names mean one owner: ``@acme/core-team``, ``@core-team`` and ``core-team``."""
    one, other = (name.casefold().removeprefix("@") for name in (written, owner))
    if one == other:
        return True
    if "/" in one and "/" in other:
        return False
    return one.rpartition("/")[2] == other.rpartition("/")[2]


def _catalog_owners(scope: CheckedScope) -> Iterator[str]:
    """Yield the owners that Backstage's catalogue names."""
    tree = scope.project.tree
    paths = [path for path in tree.files if posixpath.basename(path) in CATALOG_FILES]
    for path in paths[:_MOST_CATALOGS]:
        yield from catalog_owners(tree.text(path) or "")


def owner_unknown(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the owners that no line names. Names of people and of teams in prose are not compared."""
    owners = scope.project.descriptions.owners()
    written = [(entry, handles(str(entry.values.get(_OWNER, "")))) for entry in entries_in_use(rule, scope)]
    if owners is None or not owners.names or not any(names for _, names in written):
        return
    known = sorted({*owners.names, *_catalog_owners(scope)})
    for entry, names in written:
        for name in names:
            if not any(is_same_owner(name, owner) for owner in known):
                hint = did_you_mean(name, known)
                yield rule.about(entry, key=name, field=_OWNER, owner=name, place=owners.path, hint=hint)


def owner_mismatch(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the pages whose code has owners, none of whom the page names."""
    owners = scope.project.descriptions.owners()
    if owners is None or "" in scope.scope.code:
        return
    deciding = _deciding(owners, scope)
    names = {owner: None for rule_of_code, _ in deciding for owner in rule_of_code.owners}
    for entry in entries_in_use(rule, scope) if names else ():
        written = handles(str(entry.values.get(_OWNER, "")))
        if written and not any(is_same_owner(one, owner) for one in written for owner in names):
            yield rule.about(
                entry,
                field=_OWNER,
                written=", ".join(written),
                read=", ".join(list(names)[:5]),
                place=f"{owners.path}:{deciding[0][0].line}",
                evidence=[CodePlace(owners.path, one.line) for one, _ in deciding[:10]],
            )


def _deciding(owners: CodeOwners, scope: CheckedScope) -> list[tuple[OwnerRule, int]]:
    """Return the rules that decide about the files of a scope, that of most files first."""
    paths = [path for path in scope.project.tree.files if scope.scope.covers(path)]
    step = len(paths) // _MOST_FILES + 1
    found = Counter(rule for path in paths[::step] if (rule := owners.rule_of(path)) is not None)
    return sorted(found.items(), key=lambda item: (-item[1], item[0].line))


RULES: Mapping[str, RuleFunction] = {"owner-unknown": owner_unknown, "owner-mismatch": owner_mismatch}
