"""What a page says about its own checking: where its code is, and what is to be ignored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.spelling import did_you_mean

if TYPE_CHECKING:
    import yaml

IGNORE = "ignore"
"""The option that names a rule of the checks and a reason: ``:ignore: env-default -- computed at start``."""

NOTHING = "none"
"""Written for ``code``: nothing is compared."""

_KEYS = ("code", "ignore", "recognise")
_LONGEST = 20_000
_COMMENT = re.compile(
    r"^[ \t]*(?:<!--+[ \t]*archdoc[ \t]*:[ \t]*ignore\b(?P<html>(?:(?!-->)[^\n])*)-->"
    r"|%[ \t]*archdoc[ \t]*:[ \t]*ignore\b(?P<myst>[^\n]*)"
    r"|\.\.[ \t]+archdoc[ \t]*:[ \t]*ignore\b(?P<rst>[^\n]*))",
)
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(?P<info>[^`\n]*)$")


class Suppression(msgspec.Struct, frozen=True, order=True):
    """What an author has written to suppress a finding."""

    where: Location
    rule: str
    """The id of a rule, or a pattern with ``*``."""
    name: str = ""
    """What the finding is about; empty for all of the page, or of the entry."""
    reason: str = ""
    anchor: str = ""
    """The anchor of the entry that it is written on; empty if it is about the page."""

    @property
    def text(self) -> str:
        """The rule and the name, for messages."""
        return f"{self.rule} {self.name}".rstrip()


class PageSettings(msgspec.Struct, frozen=True):
    """The table ``archdoc`` in the front matter of a page."""

    code: tuple[str, ...] | None = None
    """Folders and files; None if the page does not say; empty if nothing is to be compared."""
    ignore: Mapping[str, str] = {}
    """Reasons by rule."""


def read_front_matter(text: str) -> object:
    """Return the value of ``archdoc`` in the YAML front matter of a text; None if there is none.

    Text with anchors is not read: aliases can stand for gigabytes.
    """
    if not text.startswith("---") or "archdoc" not in text[:_LONGEST]:
        return None
    end = re.search(r"^(?:---|\.\.\.)[ \t]*$", text[3:_LONGEST], re.M)
    front = text[3 : 3 + end.start()] if end else ""
    return archdoc_value(front)


def archdoc_value(text: str) -> object:
    """Return the value of ``archdoc`` in YAML; None if it has none, or uses anchors or tags."""
    import yaml  # needed by few pages only

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        pairs = root.value if isinstance(root, yaml.MappingNode) else ()
        values = [value for name, value in pairs if name.value == "archdoc"]
        return _plain(values[-1], set()) if values else None
    except (yaml.YAMLError, ValueError, RecursionError):  # the parser of the page reports it
        return None


def _plain(node: yaml.Node, above: set[int]) -> object:
    import yaml

    if id(node) in above:
        raise ValueError("an alias")
    above.add(id(node))
    match node:
        case yaml.MappingNode():
            return {str(key.value): _plain(value, above) for key, value in node.value}
        case yaml.SequenceNode():
            return [_plain(value, above) for value in node.value]
    return str(node.value)


def page_settings(raw: object, where: Location) -> tuple[PageSettings, list[Problem]]:
    """Return the settings in the value of ``archdoc``, and the problems with it.

    :param raw: from the front matter. A text such as ``true`` says whether the page is recognised.
    """
    problems: list[Problem] = []
    if not isinstance(raw, Mapping):
        return PageSettings(), problems

    def report(message: str, hint: str) -> None:
        problems.append(Problem(where, Code.WRONG_SETTING, f"archdoc: {message}", hint))

    for key in raw:
        if key not in _KEYS:
            hint = did_you_mean(str(key), _KEYS) or f"one of {', '.join(_KEYS)}"
            report(f"unknown key '{shorten(str(key))}'", hint)
    code: tuple[str, ...] | None = None
    if "code" in raw:
        code = _code(raw["code"])
        if code is None:
            report("'code' must be a list of folders, or none", "write [src], for example")
    ignore = raw.get("ignore", {})
    if not isinstance(ignore, Mapping) or not all(isinstance(text, str) for text in ignore.values()):
        report("'ignore' must be a table of rules and reasons", 'write {env-absent: "the reason"}')
        ignore = {}
    return PageSettings(code, {str(rule): str(reason) for rule, reason in ignore.items()}), problems


def _code(raw: object) -> tuple[str, ...] | None:
    if isinstance(raw, str):
        return () if raw.strip().casefold() == NOTHING else (raw,)
    if isinstance(raw, list) and all(isinstance(path, str) for path in raw):
        return tuple(map(str, raw))
    return None


def suppressions_in(text: str, source: str) -> Iterator[Suppression]:
    """Yield the suppressions in comments: ``<!-- archdoc: ignore RULE NAME -- reason -->``, ``% archdoc: …``.

    Those in code blocks are examples. Directives such as ``{archdoc:envvar}`` are no code blocks.
    """
    if "archdoc" not in text:
        return
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.match(line)
        if found and not fence and not found["info"].strip().startswith("{"):
            fence = found[1]
        elif found and fence and found[1].startswith(fence) and not found["info"].strip():
            fence = ""
        elif not fence and (comment := _COMMENT.match(line)):
            written = comment["html"] or comment["myst"] or comment["rst"] or ""
            yield suppression(written, Location(source, number))


def suppression(written: str, where: Location, anchor: str = "") -> Suppression:
    """Return the suppression that is written as ``RULE NAME -- reason``; the name may be missing."""
    what, _, reason = written.partition("--")
    rule, _, name = what.strip().partition(" ")
    return Suppression(where, rule, name.strip(), reason.strip(), anchor)


def page_suppressions(settings: PageSettings, where: Location) -> list[Suppression]:
    """Return the suppressions in the front matter of a page."""
    return [Suppression(where, rule, reason=reason.strip()) for rule, reason in settings.ignore.items()]
