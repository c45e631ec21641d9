"""Read shell scripts: ``${X:-default}``, ``${X:?}``, and names that the script does not set itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind
from sphinx_archdoc.sources.patterns import Fallback, outcome_after
from sphinx_archdoc.sources.text import CodeText

EXPANSION = re.compile(r"\$(?P<brace>\{[!#]?)?(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})")
_ASSIGNMENT = re.compile(
    r"(?:(?<=\n)|(?<=[;&|({])|(?<=\A))[ \t]*(?P<export>(?:export|declare|local|readonly|typeset)\s+)?"
    r"(?:-\w+\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})\s?(?:\[[^\]\n]{0,40}\])?[:+?]?="
)
_SET = re.compile(r"^(?P<name>[A-Z][A-Z0-9_]{0,99})=(?P<value>[^\n]*)", re.MULTILINE)
_BOUND = re.compile(
    r"\b(?:(?P<loop>for|select)|read(?:\s-\w{1,20}){0,6}|local|getopts\s+\S+)\s+"
    r"(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})\b(?(loop)(?=\s+(?:in|do)\b|\s*;))"
)
_READ_INTO = re.compile(r"\bread(?:\s-\w{1,20}){0,6}(?P<names>(?:\s{1,4}[A-Za-z_]\w{0,60}){2,20})")
_TEST = re.compile(
    r"\b(?:printenv|getenv)\s+\"?(?P<name>[A-Z][A-Z0-9_]{1,99})\b|\[\[?\s+-v\s+(?P<tested>[A-Z][A-Z0-9_]{1,99})\b"
)
_EMPTY = r"\[\[?\s+-z\s+\"?\$\{?(?P<name>[A-Z][A-Z0-9_]{1,99})(?::-)?\}?\"?\s+\]\]?\s*"
_ASSIGNS = (
    r"(?:export\s+)?(?P=name)=(?:\"(?P<double>[^\"$`\n]{1,200})\"|'(?P<single>[^'\n]{1,200})'|"
    r"(?P<bare>[\w./:@-]{1,200}))(?=\s|;|\Z)"
)
_TELLS = r"(?:echo|printf|error|fail|die|log)\b"
_EXITS = r"exit\s+[1-9]"
_MISSING = (
    re.compile(
        rf"\bif\s+{_EMPTY};?\s*then\s+(?:{_ASSIGNS}|"
        rf"(?:{_TELLS}(?P<told>[^\n]{{0,200}}?)(?:\n\s*|;\s*|&&\s*))?{_EXITS})"
    ),
    re.compile(
        rf"(?:(?<=\n)|(?<=[;{{(])|(?<=\A))[ \t]*{_EMPTY}&&\s+(?:{_ASSIGNS}|"
        rf"[{{]\s*(?:{_TELLS}(?P<told>[^\n]{{0,200}}?)(?:\n\s*|;\s*|&&\s*))?{_EXITS}|"
        rf"(?:{_TELLS}[^\n;|]{{0,200}}?&&\s*)?{_EXITS})"
    ),
)
"""What a script does without a variable: ``if [ -z "$X" ]; then X=80``, or it ends. A test beside others says
nothing about one variable."""
_BLOCK_ENDS = re.compile(r";\s*(?:fi|else|elif|return|\})(?!\w)")
"""What shows that a script does not end right after its message, but in another case."""
SHEBANG = re.compile(r"#![^\n]*\b(?:ba|da|k|z|a)?sh\b")
"""The first line of a script for a shell."""
_UPPER = re.compile(r"[A-Z][A-Z0-9_]+\Z")

_SETTING = re.compile(r"\b(?P<name>[A-Z][A-Z0-9_]{1,99})\+?=")
_LAST_WORD = re.compile(r"\b(?P<name>[A-Z][A-Z0-9_]{1,99})[ \t\r]*+\n")
_READ = re.compile(r"\bread\b")
_FURTHEST = 1000
"""How many characters in front of a match are looked at, so that long lines cost little."""

_SHELLS_OWN = frozenset(
    (
        *("IFS", "OPTARG", "OPTIND", "OPTERR", "REPLY", "RANDOM", "SECONDS"),
        *("LINENO", "BASH", "BASHPID", "BASH_SOURCE", "BASH_REMATCH", "FUNCNAME", "PIPESTATUS"),
        *("PPID", "UID", "EUID", "OLDPWD", "HOSTNAME", "OSTYPE", "DIRSTACK"),
        *("BASH_VERSION", "BASH_VERSINFO", "SHLVL", "COMP_WORDS", "COMP_CWORD", "COMPREPLY", "MAKE"),
        *("MAKEFLAGS", "MAKEFILE_LIST", "CURDIR", "SHELLOPTS"),
    )
)


def read_shell(text: CodeText) -> Iterator[Fact]:
    """Yield the variables of a shell script."""
    bound = {match["name"] for match in text.matches(_BOUND) if not _is_in_message(text, match.start())}
    for several in text.matches(_READ_INTO):
        if not _is_in_message(text, several.start()):
            bound |= set(several["names"].split())
    own = _SHELLS_OWN | bound
    for assignment in text.matches(_ASSIGNMENT):
        if text.masked.is_code(assignment.start("name")):
            own |= {assignment["name"]}
            if assignment["export"] and _UPPER.match(assignment["name"]):
                yield EnvMention(assignment["name"], text.line(assignment.start("name")), MentionKind.SET)
    set_at = _first_set(text)
    yield from (
        fact
        for fact in expansions(text, own, frozenset(bound))
        if not isinstance(fact, EnvRead) or fact.line <= set_at.get(fact.name, fact.line)
    )
    yield from _missing(text, bound)
    for match in text.matches(_TEST):
        name = match["name"] or match["tested"]
        if name not in own and text.masked.is_code(match.start()):
            yield EnvRead(name, text.line(match.start()), is_implied=True)


def _first_set(text: CodeText) -> dict[str, int]:
    """Return the first lines that set variables whatever the environment has, by name.

    These begin with the name, so that nothing is a condition of them, and do not use its own value.
    """
    found: dict[str, int] = {}
    for assignment in text.matches(_SET):
        name = assignment["name"]
        if name not in found and all(
            used["name"] != name for used in EXPANSION.finditer(assignment["value"])
        ):
            found[name] = text.line(assignment.start())
    return found


def _missing(text: CodeText, bound: set[str]) -> Iterator[Fact]:
    """Yield the variables without which a script ends, and those that it then sets to a literal."""
    tests = [found for expression in _MISSING for found in text.matches(expression)]
    known = _first_known(text) if tests else {}
    for missing in tests:
        name, at = missing["name"], missing.start("name")
        is_own = name in bound or known.get(name, at) <= missing.start()
        if is_own or not text.masked.is_code(at) or _BLOCK_ENDS.search(missing["told"] or ""):
            continue
        default = missing["double"] or missing["single"] or missing["bare"]
        yield EnvRead(name, text.line(at), default, default is None)


def _first_known(text: CodeText) -> dict[str, int]:
    """Return where a script has first set each variable, or read its value from the terminal."""
    ends = {setting["name"]: setting.end() for setting in reversed(list(text.matches(_SETTING)))}
    for last in text.matches(_LAST_WORD):
        at = last.start()
        is_read = _READ.search(text.plain, max(text.line_start(at), at - _FURTHEST), at)
        if is_read and ends.get(last["name"], len(text.plain)) >= last.end():
            ends[last["name"]] = last.end()
    return ends


def _is_in_message(text: CodeText, at: int) -> bool:
    """Return whether offset *at* is in double quotes that begin on its line, and not in a command there.

    Only the last 1,000 characters of the line before *at* are looked at.
    """
    before = text.plain[max(text.line_start(at), at - _FURTHEST) : at]
    return before.count('"') % 2 == 1 and "$(" not in before.rpartition('"')[2]


def expansions(text: CodeText, own: frozenset[str], bound: frozenset[str] = frozenset()) -> Iterator[Fact]:
    """Yield ``$X`` and ``${X:-d}`` as reads; names that the script sets itself only where it gives a default.

    :param own: names that the script sets.
    :param bound: those among them that are never the environment's: ``read X``, ``for X in``.
    """
    for match in text.matches(EXPANSION):
        name, at = match["name"], match.start()
        if not _UPPER.match(name) or not text.masked.is_code(at) or text.plain[at - 1 : at] in ("\\", "$"):
            continue
        outcome = outcome_after(text.plain, match.end(), "shell") if match["brace"] else Fallback()
        says = outcome.default is not None or outcome.required is not None
        if (says and name not in bound) or name not in own:
            is_own_default = outcome.default is not None and _is_own_default(text, match)
            is_implied = not outcome.required and not is_own_default
            yield EnvRead(name, text.line(at), outcome.default, outcome.required, is_implied=is_implied)


def _is_own_default(text: CodeText, match: re.Match[str]) -> bool:
    """Return whether it is ``X=${X:-default}`` or ``: ${X:=default}``."""
    before = text.plain[max(0, match.start() - 110) : match.start()].rstrip('"')
    rest = before.removesuffix(f"{match['name']}=")
    is_assigned = rest != before and not (rest[-1:].isalnum() or rest[-1:] == "_")
    return is_assigned or before.endswith(": ")


def read_script(text: CodeText) -> Iterator[Fact]:
    """Yield the variables of a file that its first line says is a shell script."""
    if SHEBANG.match(text.raw):
        yield from read_shell(text)
