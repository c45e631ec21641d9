"""Read annotations of methods that have no path of their own: ``@PostMapping`` in a class that has one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sphinx_archdoc.sources.steps.routes.blocks import Enclosure, RouteCall
from sphinx_archdoc.sources.text import CodeText

_VERB = r"(?P<method>Get|Post|Put|Patch|Delete|Head|All)"
_SPRING = re.compile(
    rf"(?P<code>@){_VERB}Mapping(?!\w)(?!\s{{0,8}}\([^()]{{0,300}}\b(?:value|path)\s?=)"
    r"(?!\s{0,8}\((?!\s{0,40}(?:\)|(?:consumes|produces|params|headers|name)\s?=)))"
)
_SPRING_METHOD = re.compile(
    r"(?P<code>@)RequestMapping\(\s{0,40}method\s?=\s?(?:RequestMethod\.)?(?P<method>GET|POST|PUT|PATCH|DELETE)"
    r"\s{0,40}(?:\)|,(?![^()]{0,300}\b(?:value|path)\s?=))"
)
_NEST = re.compile(rf"(?P<code>@){_VERB}\(\s{{0,8}}\)")
_ASP = re.compile(rf"(?P<code>\[)Http{_VERB}(?:\]|, ?[A-Z]|\(\)|\(Name ?= ?\"[^\"\n]{{0,100}}\"\))")
_FORMS: Mapping[tuple[str, ...], Sequence[re.Pattern[str]]] = {
    (".java", ".kt", ".groovy"): (_SPRING, _SPRING_METHOD),
    (".ts",): (_NEST,),
    (".cs",): (_ASP,),
}
_OF_CLASSES = frozenset({"request", "controller", "route"})
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head"})
_BY_NAME = "[action]"
"""What ASP.NET writes for the name of any public method."""


def bare_methods(text: CodeText) -> Iterator[tuple[int, str]]:
    """Yield where annotations without a path are, and their methods."""
    forms = next((forms for suffixes, forms in _FORMS.items() if text.path.endswith(suffixes)), ())
    for expression in forms:
        for found in text.code_matches(expression, "code"):
            method = found["method"].upper()
            yield found.start(), "ANY" if method == "ALL" else method


def without_route(
    text: CodeText, calls: Sequence[RouteCall], bare: Sequence[tuple[int, str]], around: Sequence[Enclosure]
) -> frozenset[int]:
    """Return the calls that give a path to a class, and are no routes, as its methods say what they serve."""
    if not any(text.path.endswith(suffixes) for suffixes in _FORMS):
        return frozenset()
    words = {call.at: call.word for call in calls}
    methods = sorted([*(call.at for call in calls if call.word in _METHODS), *(at for at, _ in bare)])
    return frozenset(
        one.call
        for one in around
        if words.get(one.call) in _OF_CLASSES
        and any(one.start <= at < one.end for at in methods)
        and not any(_BY_NAME in path for path in one.paths)
    )
