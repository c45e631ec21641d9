"""The rules about paths in the code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.code_locations.path_columns import PathColumns, field_words
from sphinx_archdoc.checks.code_locations.paths_beside import PathsBeside
from sphinx_archdoc.checks.code_locations.paths_in_text import PathsInText
from sphinx_archdoc.checks.code_locations.run_time_files import exists_at_run_time
from sphinx_archdoc.checks.facts.paths import PathNames, WrittenPath, expand, glob, read_path
from sphinx_archdoc.checks.in_use import entries_in_use
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.rules.builtin import CheckRule, builtin_rules
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.schema.languages import with_languages
from sphinx_archdoc.sources.tree import CodeTree

FIELD = "paths"
_Form = TypeVar("_Form", bound=PathsInText)
_WORDS = frozenset({"code", "where"})
"""Words for paths beside those of the field, which are too general to recognise entries by."""
_COMMON = re.compile(
    r"(?:[^.]{0,3}|app|conftest|config|index|lib|main|mod|page|README|route|routes|__init__)(?:\.|\Z)"
)
"""Names of files that many folders have, so that one elsewhere is another file."""


class _Place(msgspec.Struct, frozen=True):
    """A path of an entry, with the folders that it can be relative to."""

    entry: Entry
    text: str
    written: WrittenPath
    bases: tuple[str, ...]
    line: int = 0
    """The line of the path; 0 if that is the one of the field."""

    def candidates(self) -> Iterator[tuple[str, ...]]:
        """Yield for each path that the text stands for the paths that it can be, relative to the root."""
        for path in expand(self.written.path):
            joined = (posixpath.normpath(posixpath.join(base, path)) for base in self.bases)
            yield tuple(dict.fromkeys(one for one in joined if not one.startswith("..")))


def _places(scope: CheckedScope, rule: CheckRule) -> Iterator[_Place]:
    """Yield the paths of entries: of their field for them, of a column in their row, or beside their name."""
    columns = scope.derived((PathColumns, rule.kinds), lambda scope: _found(PathColumns, scope, rule))
    beside = scope.derived((PathsBeside, rule.kinds), lambda scope: _found(PathsBeside, scope, rule))
    for entry in entries_in_use(rule, scope):
        values, line = entry.values.get(FIELD) or columns.of(entry), 0
        if not values:
            values, line = beside.of(entry), beside.line_of(entry)
        for text in values if isinstance(values, tuple) else ():
            if isinstance(text, str) and (place := _place(scope, entry, text, line)):
                yield place


def _place(scope: CheckedScope, entry: Entry, text: str, line: int = 0) -> _Place | None:
    """Return a path of an entry; None if a text is something else."""
    written = read_path(text)
    if written is None:
        return None
    page = scope.project.pages.get(entry.page)
    own = posixpath.dirname(page.path) if page and page.path else ""
    folders = [c for c in scope.scope.code if c in scope.project.tree.folders]
    return _Place(entry, text, written, tuple(dict.fromkeys(["", *folders, own])), line)


def _found(form: type[_Form], scope: CheckedScope, rule: CheckRule) -> _Form:
    """Return the paths of entries without the field for them, in columns or beside the names of entries.

    They are called as the field is.
    """

    def is_there(entry: Entry, text: str) -> bool:
        place, tree = _place(scope, entry, text), scope.project.tree
        if place is None:
            return False
        return all(any(_is_there(tree, p, place.written) for p in one) for one in place.candidates())

    kinds = scope.project.catalogue.kinds
    words = (field_words(with_languages(kinds[name]), FIELD) for name in rule.kinds if name in kinds)
    return form(scope, _WORDS.union(*words), is_there)


def _missing(scope: CheckedScope, rule: CheckRule) -> Iterator[tuple[_Place, str]]:
    """Yield the paths that match nothing, with the first path that each can be."""
    tree = scope.project.tree
    for place in _places(scope, rule):
        for candidates in place.candidates():
            if not candidates or any(_is_there(tree, path, place.written) for path in candidates):
                continue
            if any(tree.is_ignored(path) for path in candidates) or _is_a_name(
                tree, place.written, candidates[0]
            ):
                continue
            if not exists_at_run_time(scope, place.entry, place.written.path):
                yield place, candidates[0]


def _is_there(tree: CodeTree, path: str, written: WrittenPath) -> bool:
    if not written.is_pattern:
        return tree.exists(path)
    pattern = glob(path)
    return (
        tree.exists(path)
        or any(map(pattern.fullmatch, tree.files))
        or any(map(pattern.fullmatch, tree.folders))
    )


def _is_a_name(tree: CodeTree, written: WrittenPath, path: str) -> bool:
    """Return whether ``owner/repository`` or the like only looks like a path: it begins with no folder."""
    if written.is_folder:
        return False
    first, slash, rest = path.partition("/")
    if first in tree.folders or first in tree.files:
        return False
    name = (rest if slash else first).rpartition("/")[2]
    return "." not in name.strip(".") or bool(
        re.fullmatch(r"[\w-]+(\.[\w-]+)+", first) and not slash and _is_dotted(name)
    )


_TWO_SUFFIXES = re.compile(
    r"\.[\w-]+\.(?:[cm]?[jt]sx?|ya?ml|json|toml|py|rb|go|rs|cs|php|sql|sh|conf|cfg|ini|html|s?css|vue|svelte)\Z"
)
"""The end of the name of a file such as ``vite.config.ts``, which no module or host has."""
_OF_READERS = re.compile(r"[.-](?:override|local|user|custom|private|secrets?)\.")


def _is_dotted(name: str) -> bool:
    """Return whether a name is one of a module or of a host, and has no suffix of a file.

    A file such as ``compose.override.yml`` is one that readers may create.
    """
    if _TWO_SUFFIXES.search(name):
        return _OF_READERS.search(name) is not None
    return name.count(".") > 1 or bool(re.search(r"\.(?:com|org|net|io|dev|ai|app)$", name))


def code_missing(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the paths that match nothing, with the rule that fits best.

    There are rules of their own for paths that exist in other capitals, and for those that are the end of
    exactly one path of the code.
    """
    rules = builtin_rules()
    tree, names = scope.project.tree, scope.project.names
    for place, path in _missing(scope, rule):
        written = place.written.path
        one = path if "{" in written else written  # braces stand for several paths
        if to := names.in_other_case(path):
            yield _finding(rules["code-case"], place, path=written, to=to)
        elif to := names.ending_in(one):
            yield _finding(rules["code-tail"], place, path=one, to=to)
        elif names.is_ambiguous(one):
            continue
        elif place.written.is_pattern:
            yield _finding(rule, place, "pattern", path=written)
        elif to := next(filter(None, (tree.moved_to(other) for other in _all(place))), ""):
            yield _finding(rule, place, "moved", path=written, to=to)
        else:
            yield _finding(rule, place, path=written, hint=_hint(names, written))


def _hint(names: PathNames, path: str) -> str:
    """Return a hint with the only file that has the name of a missing one; a common name means nothing."""
    name = posixpath.basename(path)
    to = names.ending_in(name) if "." in name and not _COMMON.match(name) else ""
    return f"did you mean '{to}'?" if to else ""


def _all(place: _Place) -> Iterator[str]:
    for candidates in place.candidates():
        yield from candidates


def code_symbol(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the symbols that their files do not define."""
    tree = scope.project.tree
    for place in _places(scope, rule):
        symbol = place.written.symbol.strip().removesuffix("()")
        if not re.fullmatch(r"[A-Za-z_$][\w$]*(?:(?:\.|#|::)[A-Za-z_$][\w$]*)*[!?]?", symbol):
            continue
        path = next((one for one in _all(place) if one in tree.files), "")
        text = tree.text(path) if path and not path.endswith((".md", ".rst", ".txt")) else None
        if text is not None and not all(_defines(text, part) for part in re.split(r"\.|#|::", symbol)):
            yield _finding(rule, place, symbol=symbol, path=path)


def _defines(text: str, name: str) -> bool:
    """Return whether a text defines a name, in any of many languages: rather too often than too rarely."""
    word = re.escape(name)
    keyword = (
        r"(?:def|class|function\*?|func|fn|fun|const|let|var|val|type|interface|struct|enum|union|trait|object|record|"
        r"module|defmodule|defp|defmacro|macro_rules!|namespace|package|impl|mod|sub|message|service|rpc|table|view|"
        r"static|public|private|protected|async|export|default|abstract|final|data|newtype|protocol|extension)"
    )
    defined = re.compile(
        rf"\b{keyword}\b[^\n=;]{{0,200}}(?<![\w$]){word}(?![\w$])"
        rf"|^[ \t]*[\"'#]?{word}[\"']?[ \t]*(?:[:=(<\[]|:=)"
        rf"|(?:(?<![\w$.])|\b(?:prototype|exports|this|self)\.){word}[ \t]*=[^=]"
        rf"|[\w\]>*&][ \t]+{word}[ \t]*\(",
        re.M,
    )
    return bool(defined.search(text))


def _finding(
    rule: CheckRule,
    place: _Place,
    form: str = "found",
    *,
    path: str = "",
    to: str = "",
    symbol: str = "",
    hint: str = "",
) -> Finding:
    return rule.about(
        place.entry,
        form,
        key=place.text,
        field=FIELD,
        line=place.line,
        hint=hint,
        path=path,
        to=to,
        symbol=symbol,
    )


RULES: Mapping[str, RuleFunction] = {
    "code-missing": code_missing,
    "code-symbol": code_symbol,
}
