"""What a file imports: routers are mounted in one file and filled with routes in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.suffixes import JAVASCRIPT_MODULES
from sphinx_archdoc.sources.text import CodeText

_SCRIPT_IMPORT = re.compile(
    r"\bimport (?:type )?(?P<what>[\w$*{},\s]{1,300}?)\s{0,20}from"
    r"\s{0,20}[\"'](?P<module>[^\"'\n]{1,200})[\"']"
)
_REQUIRED = re.compile(
    r"\b(?:const|let|var) (?P<what>\{[\w$:,\s]{1,300}\}|[\w$]{1,80})\s{0,20}="
    r"\s{0,20}(?:await import|require)\(\s{0,20}[\"'](?P<module>[^\"'\n]{1,200})[\"']"
)
_PYTHON_IMPORT = re.compile(
    r"(?:^|\n)[ \t]{0,40}from (?P<module>[\w.]{1,200}) import (?P<what>\([^()]{1,2000}\)|[^\n()]{1,500})"
)
_COMMENTED = re.compile(r"\bimport \([^()#]{0,2000}#[^()\n]{0,200}[()]")
"""A comment with a parenthesis within an import. Comments are masked only then, which takes long."""
_NAME = re.compile(r"(?P<name>[\w$]{1,80})(?:(?:\s{1,8}as\s{1,8}|\s{0,8}:\s{0,8})(?P<alias>[\w$]{1,80}))?")
_COMMENT = re.compile(r"#[^\n]*")
_SUFFIX = re.compile(r"\.(?:[cm]?[jt]s|[jt]sx)\Z")
_WORDS = frozenset({"type", "as"})


def imports(text: CodeText) -> dict[str, tuple[str, str]]:
    """Return the names that a file imports, with the module of each and what it is called there.

    What is imported from a package of Python may be a module of it; the module is then the whole path.
    """
    if text.path.endswith(".py"):
        return dict(_of_python(text))
    if text.path.endswith(JAVASCRIPT_MODULES):
        return dict(_of_scripts(text))
    return {}


def _of_python(text: CodeText) -> Iterator[tuple[str, tuple[str, str]]]:
    source = text.plain if _COMMENTED.search(text.raw) else text.raw
    for found in _PYTHON_IMPORT.finditer(source):
        dots = len(found["module"]) - len(found["module"].lstrip("."))
        start = "./" + "../" * (dots - 1) if dots else ""
        module = start + found["module"].lstrip(".").replace(".", "/")
        for name in _NAME.finditer(_COMMENT.sub("", found["what"])):
            yield name["alias"] or name["name"], (module, name["name"])


def _of_scripts(text: CodeText) -> Iterator[tuple[str, tuple[str, str]]]:
    for expression in (_SCRIPT_IMPORT, _REQUIRED):
        for found in expression.finditer(text.raw):
            module = _SUFFIX.sub("", found["module"])
            outside, _, inside = found["what"].partition("{")
            for name in _NAME.finditer(outside):
                if name["name"] not in _WORDS:
                    yield name["alias"] or name["name"], (module, "")
            for name in _NAME.finditer(inside):
                yield name["alias"] or name["name"], (module, name["name"])
            if star := re.search(r"\* as ([\w$]{1,80})", outside):
                yield star[1], (module, "")
