"""Tell the variables that scripts set for the helpers which they run: a value from outside has no effect."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from sphinx_archdoc.checks.facts.variables import VariableRead
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.sources.facts import MentionKind
from sphinx_archdoc.sources.steps.shell import SHEBANG
from sphinx_archdoc.sources.table import style
from sphinx_archdoc.sources.text import CodeText

_FILE = re.compile(r".*\.(?:sh|bash|zsh|ksh|mk)|(?:.*/)?(?:Makefile|[Jj]ustfile)")
_QUOTED = r"""(?:"(?:\$\([^()]*+\)|\$(?!\([^()]*+\))|[^"\\$]++|\\.)*"|'[^'\n]*+')"""
_VALUE = rf"(?:{_QUOTED}|\$\((?:[^()]++|\([^()]*+\))*\)|[^\s;&|\"'])*"
_PAIR = re.compile(rf"(?P<name>[A-Za-z_]\w{{0,99}})=(?P<value>{_VALUE})(?:[ \t]++|\\\n)*", re.DOTALL)
_COMMAND = re.compile(
    r"(?:(?<=[\n;&|({@])|(?<=\A))[ \t]*+(?:(?:then|do|else|exec|env)[ \t]++)*"
    r"(?P<export>export[ \t]++)?(?=[A-Za-z_]\w{0,99}=)"
)
"""What stands in front of assignments."""
_EXPORTED = re.compile(r"\bexport(?P<names>(?:[ \t]++\w++(?!=))+)")
_COMPUTED = re.compile(r"[$`]")
_PROGRAMS = frozenset({"app", "asgi", "cli", "index", "main", "manage", "server", "start", "wsgi"})
"""Names of files that are the program itself, whoever starts it."""


class ScriptHelpers:
    """The files that scripts run, and what the scripts set for them."""

    def __init__(self, scope: CheckedScope) -> None:
        self._scope = scope
        self._scripts: dict[str, _Script] = {}
        self._in_folders: dict[str, Collection[str]] = {}

    def own(self, name: str, reads: Iterable[VariableRead]) -> bool:
        """Return whether scripts always set a variable for those that read it, which nothing else runs.

        :param reads: where the code reads the variable.
        """
        mentions = self._scope.project.mentions.of(name)
        paths = {path for path, mention in mentions if mention.kind is not MentionKind.COMMENT}
        scripts = [self._script(path) for path in sorted(filter(self._is_script, paths))]
        is_set = any(name in script.passed for script in scripts)
        if not is_set or any(script.takes(name) for script in scripts):
            return False
        folders = {posixpath.dirname(script.path) for script in scripts}
        near = [self._script(path) for folder in sorted(folders) for path in self._scripts_in(folder)]
        return all(any(script.runs(read.path) for script in near) for read in reads)

    def _is_script(self, path: str) -> bool:
        if _FILE.fullmatch(path):
            return True
        return "." not in posixpath.basename(path) and bool(
            SHEBANG.match(next(iter(self._scope.project.mentions.lines(path)), ""))
        )

    def _script(self, path: str) -> _Script:
        if path not in self._scripts:
            self._scripts[path] = _Script(path, "\n".join(self._scope.project.mentions.lines(path)))
        return self._scripts[path]

    def _scripts_in(self, folder: str) -> Collection[str]:
        if folder not in self._in_folders:
            files = self._scope.project.tree.files
            beside = [path for path in files if posixpath.dirname(path) == folder]
            self._in_folders[folder] = list(filter(self._is_script, beside))
        return self._in_folders[folder]


class _Script:
    """What one script sets, and what it takes from outside."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._text = CodeText(path, text, style("shell"))
        self._plain = self._text.plain
        self._taken: set[str] = set()
        """What is set to its own value, or only to literals."""
        self.passed: set[str] = set()
        """What is computed, and passed on to the programs that the script runs."""
        self._literal: set[str] = set()
        computed = set(self._computed())
        self._taken |= self._literal - computed - self.passed
        for exported in _EXPORTED.finditer(self._plain):
            self.passed |= computed.intersection(exported["names"].split())

    def _computed(self) -> Iterator[str]:
        """Yield the variables that are set to what is computed, and remember what is known of all."""
        for command in _COMMAND.finditer(self._plain):
            if not self._text.is_code(command.end()):
                continue
            pairs: list[re.Match[str]] = []
            at = command.end()
            while pair := _PAIR.match(self._plain, at):
                pairs.append(pair)
                at = pair.end()
            is_command = self._plain[at : at + 1] not in ("", "\n", "#", ";", "&", "|", ")", "}")
            for pair in pairs:
                name, value = pair["name"], pair["value"]
                if re.search(rf"(?<!\w){name}(?!\w)", value):
                    self._taken.add(name)
                elif not _COMPUTED.search(value):
                    self._literal.add(name)
                elif command["export"] or is_command:
                    self.passed.add(name)
                else:
                    yield name

    def takes(self, name: str) -> bool:
        """Return whether the script lets others set a variable."""
        tests = re.compile(rf"\$\{{{name}:?[-=?+]|-[zn][ \t]+\"?\$\{{?{name}(?!\w)")
        return name in self._taken or tests.search(self._plain) is not None

    def runs(self, path: str) -> bool:
        """Return whether the script runs a file that only helps it, and is not a program in its own right."""
        file = posixpath.basename(path)
        stem = file.partition(".")[0]
        names = re.compile(rf"(?<![\w.-]){re.escape(file)}(?![\w.-])|-m[ \t]+(?:\w+\.)*{re.escape(stem)}\b")
        return stem not in _PROGRAMS and names.search(self._plain) is not None
